"""The bytes of one file with its name, before anybody knows the format."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kpi_nlp.readers.errors import CorruptFile, LimitExceeded

MAX_BYTES = 100 * 1024 * 1024
_MAX_UNPACKED = 1024 * 1024 * 1024
_MAX_INSIDE = 100


@dataclass(slots=True)
class Budget:
    """What a file and all that stand in it may still cost: bytes unpacked, repeated ones too, and documents inside."""

    bytes: int = _MAX_UNPACKED
    documents: int = _MAX_INSIDE


@dataclass(frozen=True)
class Source:
    """`name` is the path below the folder given, with `/`; `data` is the whole file."""

    name: str
    data: bytes
    budget: Budget = field(default_factory=Budget, compare=False, repr=False)

    @cached_property
    def sha256(self) -> str:
        """The hash of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def suffix(self) -> str:
        """The suffix of the name in lower case, with its dot."""
        return Path(self.name).suffix.lower()


def load(path: Path, name: str) -> Source:
    """Return a file's bytes; raises CorruptFile where it cannot be opened and LimitExceeded above 100 MB."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise LimitExceeded(name, "文件超过 100 MB", "请拆分后重试，或删去其中的大图片")
        return Source(name, path.read_bytes())
    except PermissionError as error:
        raise CorruptFile(name, "没有权限打开", "请关闭正在使用它的程序，或检查文件权限后重试") from error
    except OSError as error:
        raise CorruptFile(name, "无法打开", "请检查文件是否完整、路径是否过长") from error
