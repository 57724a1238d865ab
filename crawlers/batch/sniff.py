"""Whether a response is a page a person would read, by what it says it is and what it is."""

import re

_HTML_TYPES = {"text/html", "application/xhtml+xml"}
_VAGUE_TYPES = {"", "text/plain", "text/xml", "application/xml", "application/octet-stream"}
_MARKUP = re.compile(rb"<(!doctype\s+html|html|head|body|title|meta|article|div|p)\b", re.I)
_BINARY = (
    b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"RIFF", b"\x1f\x8b", b"ID3",
)  # fmt: skip
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 2048


def why_not_html(content_type: str, body: bytes) -> str | None:
    """Say in a few words why a decoded `body` is no HTML page, or None when it is one.

    >>> why_not_html("text/html; charset=utf-8", b"<p>Hello")
    >>> why_not_html("application/pdf", b"%PDF-1.7")
    'application/pdf'
    """
    media = content_type.partition(";")[0].strip().lower()
    head = body[:_HEAD]
    if not head.strip():
        return "empty"
    if media not in _HTML_TYPES and (media not in _VAGUE_TYPES or not _MARKUP.search(head)):
        return media[:80] or "no content type"
    if head.startswith(_BINARY) or (b"\0" in head and not head.startswith(_UTF16)):
        return "binary data"
    return None
