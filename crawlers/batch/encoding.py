"""Content codings of HTTP (RFC 9110 section 8.4), undone within bounds.

An archived body is as hostile as the site that sent it: a few kilobytes may unfold to gigabytes,
so decoding stops at a limit. What can be decoded of a damaged body is kept.
"""

import sys
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_CHUNK = 1 << 16


def decode(body: bytes, content_encoding: str, limit: int) -> tuple[bytes, bool]:
    """Undo the codings that `content_encoding` lists, last one first.

    Returns the plain bytes, at most `limit` of them, and whether any are missing. A coding that
    is unknown, or not there at all, leaves the body as it is.

    >>> decode(zlib.compress(b"abcdef"), "deflate", 4)
    (b'abcd', True)
    """
    cut = False
    for name in reversed([part.strip().lower() for part in content_encoding.split(",")]):
        unfold = _CODINGS.get(name)
        if unfold is None:
            continue
        plain, whole = _collect(unfold(body), limit)
        if not plain and body:
            continue
        body, cut = plain, cut or not whole
    return body[:limit], cut or len(body) > limit


def is_coded(content_encoding: str) -> bool:
    """Whether a body came packed in a way that is known.

    >>> is_coded("gzip, br"), is_coded("identity"), is_coded("")
    (True, False, False)
    """
    names = (part.strip().lower() for part in content_encoding.split(","))
    return any(name in _CODINGS for name in names)


def _collect(chunks: Iterator[bytes], limit: int) -> tuple[bytes, bool]:
    """Join chunks up to `limit` bytes; False when the limit or damage cut them short."""
    out = bytearray()
    try:
        for chunk in chunks:
            out += chunk
            if len(out) > limit:
                return bytes(out[:limit]), False
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError, OSError):
        return bytes(out), False
    return bytes(out), True


def _gzip(body: bytes) -> Iterator[bytes]:
    while body:
        member = zlib.decompressobj(wbits=31)
        yield from _inflate(member, body)
        body = member.unused_data.lstrip(b"\0")


def _deflate(body: bytes) -> Iterator[bytes]:
    """RFC 9110 says zlib; some servers send a bare deflate stream."""
    try:
        zlib.decompressobj().decompress(body, 1)
    except zlib.error:
        yield from _inflate(zlib.decompressobj(wbits=-15), body)
    else:
        yield from _inflate(zlib.decompressobj(), body)


def _inflate(stream: "zlib._Decompress", body: bytes) -> Iterator[bytes]:
    while not stream.eof:
        chunk = stream.decompress(body, _CHUNK)
        body = stream.unconsumed_tail
        if not chunk and not body and not stream.eof:
            raise EOFError("the stream ends early")
        yield chunk


def _brotli(body: bytes) -> Iterator[bytes]:
    stream = brotli.Decompressor()
    chunk = stream.process(body, output_buffer_limit=_CHUNK)
    while chunk:
        yield chunk
        chunk = stream.process(b"", output_buffer_limit=_CHUNK)
    if not stream.is_finished():
        raise EOFError("the stream ends early")


def _zstd(body: bytes) -> Iterator[bytes]:
    with zstd.ZstdFile(BytesIO(body)) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


_CODINGS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
