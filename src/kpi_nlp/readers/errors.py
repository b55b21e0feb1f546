"""What can go wrong with a file: the reason and what to do, in words for the person who has the file."""


class ReadError(Exception):
    """A file that cannot be read: its path, the place where known, the reason and a hint."""

    def __init__(self, path: str, reason: str, hint: str, place: str | None = None) -> None:
        super().__init__(f"{path}：{reason}。{hint}")
        self.path = path
        self.place = place
        self.reason = reason
        self.hint = hint


class UnsupportedFormat(ReadError):
    """A format that this version does not read."""


class EncryptedFile(ReadError):
    """A file that asks for a password."""


class CorruptFile(ReadError):
    """A file that is empty, cut off or otherwise broken."""


class MissingPath(ReadError):
    """A path that was given and leads nowhere."""


class LimitExceeded(ReadError):
    """A file larger than the limits of READING.md allow."""


class ToolMissing(ReadError):
    """A format that is read by another program, or by an extra, which is not installed."""


class ReadTimeout(ReadError):
    """A file on which a reader worked longer than the limit, or on which it died."""


class OwnOutput(ReadError):
    """A list or result that this program wrote: it quotes reports and is none."""
