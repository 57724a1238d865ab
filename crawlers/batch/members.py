"""Gzip members (RFC 1952) of a WARC file, read strictly as one stream.

Python's own reader hides where a member starts, and warcio's takes damage for the end of the
file; an archive needs the one and must not have the other.
"""

import zlib
from io import RawIOBase
from typing import IO, Any

_BLOCK = 1 << 16


class Members(RawIOBase):
    """The plain bytes of a gzip file.

    `starts` maps a position in the plain bytes to the position in the file of the member that
    begins there. Reading raises `zlib.error` for damage and `EOFError` for a member cut short.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._inflate: zlib._Decompress | None = None
        self._input = b""
        self._consumed = 0
        self._given = 0
        self.starts: dict[int, int] = {}

    def readable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Position in the plain bytes."""
        return self._given

    @property
    def consumed(self) -> int:
        """Position in the file; right after a member has ended, the end of that member."""
        return self._consumed

    def readinto(self, buffer: Any, /) -> int:
        """Fill `buffer` as far as one step of decompression goes; 0 at the end of the file."""
        data = self._next(len(buffer))
        buffer[: len(data)] = data
        self._given += len(data)
        return len(data)

    def _next(self, size: int) -> bytes:
        while True:
            self._input = self._input or self._file.read(_BLOCK)
            ended = not self._input
            if self._inflate is None:
                if ended:
                    return b""
                self.starts[self._given] = self._consumed
                self._inflate = zlib.decompressobj(wbits=31)
            data = self._step(self._inflate, size)
            if data:
                return data
            if ended and self._inflate is not None:
                raise EOFError("the last gzip member is cut short")

    def _step(self, inflate: "zlib._Decompress", size: int) -> bytes:
        data = inflate.decompress(self._input, size)
        rest = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
        self._consumed += len(self._input) - len(rest)
        self._input = rest
        if inflate.eof:
            self._inflate = None
        return data
