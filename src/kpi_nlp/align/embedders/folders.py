"""Folders of models: where one lies on this machine, how it gets there, and the hash of what is in it."""

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from kpi_nlp.align.embedders.errors import EmbedderError, telling

MODULES = "modules.json"  # what makes a folder one of sentence-transformers
_OF_A_MODEL = frozenset({".bin", ".json", ".model", ".safetensors", ".txt"})
_OTHER_RENDERINGS = frozenset({"onnx", "openvino"})
_PATIENCE = 10  # seconds until the hub must have answered
_CHUNK = 1 << 20


def folder_of(place: str) -> Path:
    """Return the folder of a path, or of a name among what was downloaded before; raises EmbedderError where there is none."""
    path = Path(place).expanduser()
    if _is_folder(path):
        if (path / MODULES).is_file():
            return path
        message = f"文件夹「{place}」里没有 sentence-transformers 模型（缺少 {MODULES}）；请写模型所在的文件夹，如 --embedder st:models/bge-small-zh-v1.5"
        raise EmbedderError(message)
    if not is_name(place):
        message = f"没有模型文件夹「{place}」；请检查路径，把模型文件夹放在那里"
        raise EmbedderError(message)
    with suppress(ValueError):  # no name that the hub could have
        if found := _downloaded(_whole(place)):
            return found
    message = f"本机没有模型「{_whole(place)}」，程序默认不联网；请把模型文件夹拷到本机并写 --embedder st:文件夹，或加 --allow-download 允许下载"
    raise EmbedderError(message)


def is_name(place: str) -> bool:
    """Tell a name on the Hugging Face hub, which has at most an owner before it, from a path."""
    path = place.startswith((".", "~")) or place.count("/") > 1 or "\\" in place or Path(place).is_absolute()
    return not path and not _is_folder(Path(place))


def download(name: str) -> None:
    """Fetch a model, or what is missing of it, into the cache of the hub, where later runs find it without a network.

    The hub is asked for the page of the model first: loading asks again and again for each file, 69 seconds without a
    network. Raises EmbedderError where it cannot be fetched.
    """
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"  # read when the library is loaded
    whole = _whole(name)
    cure = f"请检查网络和模型名，或把模型文件夹拷到本机并写 --embedder st:文件夹（模型名 {whole}）"
    with telling(f"下载模型「{whole}」没有成功", cure):
        from huggingface_hub import HfApi
        from sentence_transformers import SentenceTransformer

        HfApi().model_info(whole, timeout=_PATIENCE)
        SentenceTransformer(whole, device="cpu", cache_folder=_cache())


def _whole(name: str) -> str:
    return name if "/" in name else f"sentence-transformers/{name}"


def _downloaded(name: str) -> Path | None:
    from huggingface_hub import try_to_load_from_cache

    found = try_to_load_from_cache(name, MODULES, cache_dir=_cache())
    return Path(found).parent if isinstance(found, str) else None


def _cache() -> str | None:
    return os.environ.get("SENTENCE_TRANSFORMERS_HOME")


def _is_folder(path: Path) -> bool:
    with suppress(OSError):  # a name too long for the file system
        return path.is_dir()
    return False


def digest(folder: Path, files: Iterable[Path]) -> str:
    """Return a hash of some files of a folder by their names and bytes, wherever the folder lies."""
    whole = sha256()
    for name, path in sorted((path.relative_to(folder).as_posix(), path) for path in files):
        whole.update(f"{name}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                whole.update(chunk)
    return whole.hexdigest()[:12]


def files_of(folder: Path) -> list[Path]:
    """Return the files of a sentence-transformers model: weights, vocabulary, configuration and prompts."""
    return [
        path
        for path in folder.rglob("*")
        if path.suffix in _OF_A_MODEL
        and path.is_file()
        and not any(part.startswith(".") or part in _OTHER_RENDERINGS for part in path.relative_to(folder).parts)
    ]
