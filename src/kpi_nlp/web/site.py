"""Where the page is reached: by which names, at which port, with TLS or without."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LOOPBACK = "127.0.0.1"
_USUAL = {80: False, 443: True}  # ports that browsers leave out of an address


@dataclass(frozen=True, slots=True)
class Site:
    """The names under which this server is known; `addressed` where the machine's own addresses count as well."""

    port: int
    names: frozenset[str] = frozenset({LOOPBACK, "localhost"})
    secure: bool = False
    addressed: bool = False

    @property
    def cookie(self) -> str:
        """The name of the cookie: browsers share cookies between the ports of a host, and take no other's for `__Host-`."""
        return f"{'__Host-' if self.secure else ''}kpi-nlp-{self.port}"

    def knows(self, host: str | None, scope: Mapping[str, Any]) -> bool:
        """Return whether a request names this server: a page elsewhere whose name leads here names another.

        `scope` says at which address of this machine the request came in.
        """
        server = scope.get("server")
        here = _literal(server[0]) if self.addressed and server else None
        return host is not None and host.lower() in {
            printed for name in (*self.names, here) if name for printed in self._printed(name)
        }

    def is_own(self, origin: str, host: str | None) -> bool:
        """Return whether a form comes from a page of this server, under the name that the request bears."""
        return host is not None and origin.lower() == f"{self.scheme}://{host.lower()}"

    @property
    def scheme(self) -> str:
        """The scheme of its addresses."""
        return "https" if self.secure else "http"

    def address(self, name: str) -> str:
        """Return the address of the page under a name."""
        return f"{self.scheme}://{self._printed(name)[0]}/"

    def _printed(self, name: str) -> tuple[str, ...]:
        shown = f"[{name}]" if ":" in name else name.lower()
        return (f"{shown}:{self.port}", *([shown] if _USUAL.get(self.port) is self.secure else ()))


def _literal(address: str) -> str | None:
    """Return an address in numbers; None for a name. One of four numbers within one of six is itself."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return str(getattr(known, "ipv4_mapped", None) or known)
