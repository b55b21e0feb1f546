"""A hub of one model on this machine: what the download of sentence-transformers asks for, and nothing else."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

NAME, _COMMIT = "someone/tiny-model", "a" * 40
BROKEN_OFF = "hub/models--someone--tiny-model"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the folder of a model under NAME; gives the address."""

    class Hub(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer(body=False)

        def do_GET(self) -> None:
            self._answer(body=True)

        def _answer(self, *, body: bool) -> None:
            place = self.path.partition("?")[0]
            if place.startswith(f"/api/models/{NAME}"):
                return self._send(
                    json.dumps(_listing(folder, place)).encode(), {"Content-Type": "application/json"}, body=body
                )
            path = folder / place.partition("/resolve/")[2].partition("/")[2]
            if place.startswith(f"/{NAME}/resolve/") and path.is_file():
                return self._send(path.read_bytes(), {"ETag": f'"{_hash(path)}"', "X-Repo-Commit": _COMMIT}, body=body)
            return self._send(b"", {"X-Error-Code": "EntryNotFound", "X-Repo-Commit": _COMMIT}, status=404, body=body)

        def _send(self, data: bytes, headers: dict[str, str], *, status: int = 200, body: bool) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            if body:
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Hub) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def begin(folder: Path, cache: Path) -> None:
    """Leave what a download leaves that was broken off before the weights came."""
    snapshot = cache / "snapshots" / _COMMIT
    snapshot.mkdir(parents=True)
    (cache / "refs").mkdir()
    (cache / "refs" / "main").write_text(_COMMIT, encoding="utf-8")
    for name in ("modules.json", "config.json"):
        (snapshot / name).write_bytes((folder / name).read_bytes())


def _listing(folder: Path, place: str) -> object:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    names = [path.relative_to(folder).as_posix() for path in files]
    if "/tree/" in place:
        return [
            {"type": "file", "path": name, "size": path.stat().st_size, "oid": _hash(path)}
            for name, path in zip(names, files, strict=True)
        ]
    return {
        "id": NAME,
        "modelId": NAME,
        "sha": _COMMIT,
        "private": False,
        "siblings": [{"rfilename": name} for name in names],
    }


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
