"""A hostile site on loopback: answers are raw bytes, as slow and as endless as it likes."""

import socketserver
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

Answer = Callable[[str], Iterable[bytes]]

FEED = {"Content-Type": "application/rss+xml"}
XML = {"Content-Type": "application/xml"}
HTML = {"Content-Type": "text/html"}
PAGE = b"<html><body><p>An article.</p></body></html>"


def whole(body: bytes = PAGE, headers: dict[str, str] = HTML, status: int = 200) -> bytes:
    """One response, as it goes over the wire."""
    lines = [f"HTTP/1.1 {status} Fine", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(where: str) -> bytes:
    """A redirect to `where`, whatever that is."""
    return whole(b"", {"Location": where}, 302)


def rss(*links: str, date: str = "Sun, 15 Nov 2026 12:00:00 +0800") -> bytes:
    """A feed of `links`."""
    items = "".join(f"<item><link>{link}</link><pubDate>{date}</pubDate></item>" for link in links)
    return f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()


class Hostile:
    """Answers by path; `asked` are the request lines and `heads` the whole heads it got."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes | Answer] = {}
        self.otherwise: bytes | Answer = whole(b"not here", status=404)
        self.asked: list[str] = []
        self.heads: list[str] = []
        self.over = threading.Event()
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    def answer(self, path: str) -> Iterable[bytes]:
        """What goes over the wire for `path`."""
        found = self.answers.get(path, self.otherwise)
        return [found] if isinstance(found, bytes) else found(path)

    def _handler(self) -> type[socketserver.StreamRequestHandler]:
        site = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                head = self._head()
                if not head:
                    return
                parts = urlsplit(head.split()[1])
                path = parts.path + (f"?{parts.query}" if parts.query else "")
                site.asked.append(path)
                site.heads.append(head)
                try:
                    for chunk in site.answer(path):
                        self.wfile.write(chunk)
                except OSError:
                    pass  # the crawler hung up, as it should

            def _head(self) -> str:
                lines = []
                while (line := self.rfile.readline().decode("latin-1")).strip():
                    lines.append(line)
                return "".join(lines)

        return Handler

    def drip(self, start: bytes) -> Answer:
        """`start`, and then a byte now and again until the crawler has enough."""

        def answer(_: str) -> Iterator[bytes]:
            yield start
            while not self.over.wait(0.05):
                yield b"x"

        return answer


@contextmanager
def running(site: Hostile) -> Iterator[Hostile]:
    """`site` at work."""
    threading.Thread(target=site.server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield site
    finally:
        site.over.set()
        site.server.shutdown()
        site.server.server_close()
