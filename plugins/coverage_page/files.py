"""The files a browser is given: those of the folder `static`, and no other."""

import hashlib
import re
from pathlib import Path

from fastapi import Request, Response

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_VERSION = re.compile(r"-\d+\.\d+\.\d+\.")
_FOREVER = "private, max-age=31536000, immutable"

FILES: dict[str, Path] = {
    path.name: path
    for path in sorted((Path(__file__).parent / "static").iterdir())
    if path.suffix in _TYPES
}
"""File by name."""


def answer_file(name: str, request: Request) -> Response:
    """A file, or that the browser's copy is good. One whose name tells its version is kept."""
    path = FILES[name]
    content = path.read_bytes()
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag}
    if _VERSION.search(path.name):
        headers["Cache-Control"] = _FOREVER
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=_TYPES[path.suffix], headers=headers)
