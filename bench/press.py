"""A paper of any number of pages on loopback, fast enough not to be what is measured.

Pages are made of random words within much markup, their sizes spread like those of real news
pages: log-normal, median 113 kB, a tenth above 320 kB. They are made and packed beforehand and
served gzip-coded to those who take it, or always plain. Runs in a process of its own, and says
when it was asked for the first and the last page.
"""

import asyncio
import gzip
import json
import math
import multiprocessing
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from multiprocessing.connection import Connection
from time import monotonic

import httpx

MEDIAN, SIGMA = 113_000, 0.85
"""Of the sizes of 213 captured news pages, 2018 to 2023."""
SMALLEST, LARGEST = 10_000, 1_000_000
BODIES = 64
"""Different pages; further ones repeat them."""
SMALL = 4_000
"""Bytes of a page where only their number matters."""

_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: {}; charset=utf-8\r\n{}Content-Length: {}\r\n\r\n"


@dataclass
class Paper:
    """The server as the bench sees it."""

    url: str

    def told(self) -> dict[str, float]:
        """`pages` served since the last question, and `first` and `last` moment of asking."""
        return dict(httpx.get(f"{self.url}/told", trust_env=False).json())


@contextmanager
def serve(pages: int, *, small: bool = False, plain: bool = False) -> Iterator[Paper]:
    """Serve a sitemap of `pages` pages and the pages, until the block ends; `small` ones where
    only their number matters, `plain` ones without a content coding."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_run, args=(theirs, pages, small, plain), daemon=True)
    process.start()
    try:
        yield Paper(f"http://127.0.0.1:{ours.recv()}")
    finally:
        process.terminate()
        process.join()


def _run(connection: Connection, pages: int, small: bool, plain: bool) -> None:
    asyncio.run(_serve(connection, _Answers(pages, small, plain)))


async def _serve(connection: Connection, answers: "_Answers") -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Talk(answers), "127.0.0.1", 0)
    connection.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


class _Answers:
    def __init__(self, pages: int, small: bool, plain: bool) -> None:
        dice = random.Random(3)
        sizes = [SMALL] * BODIES if small else [_size(dice) for _ in range(BODIES)]
        bodies = [_html(dice, size) for size in sizes]
        self._plain = [_answer(body, "text/html") for body in bodies]
        self._packed = [_answer(body, "text/html", packed=not plain) for body in bodies]
        self._pages = pages
        self._forget()

    def _forget(self) -> None:
        self.asked, self.first, self.last = 0, 0.0, 0.0

    def to(self, path: str, packed: bool, host: str) -> bytes:
        """The whole response to a request."""
        if path.startswith("/a/"):
            self.last = monotonic()
            self.first = self.first or self.last
            self.asked += 1
            return (self._packed if packed else self._plain)[int(path[3:]) % BODIES]
        if path == "/told":
            told = {"pages": self.asked, "first": self.first, "last": self.last}
            self._forget()
            return _answer(json.dumps(told).encode(), "application/json")
        if path == "/sitemap.xml":
            return _answer(self._sitemap(host), "application/xml", packed=packed)
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    def _sitemap(self, host: str) -> bytes:
        urls = "".join(f"<url><loc>http://{host}/a/{n}</loc></url>" for n in range(self._pages))
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return f'<?xml version="1.0"?><urlset xmlns="{space}">{urls}</urlset>'.encode()


class _Talk(asyncio.Protocol):
    def __init__(self, answers: _Answers) -> None:
        self._answers = answers
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._heard += data
        while b"\r\n\r\n" in self._heard:
            head, _, self._heard = self._heard.partition(b"\r\n\r\n")
            first, *rest = head.decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in _pairs(rest)}
            packed = "gzip" in headers.get("accept-encoding", "")
            answer = self._answers.to(first.split(" ")[1], packed, headers.get("host", ""))
            self._transport.write(answer)


def _pairs(lines: list[str]) -> Iterator[tuple[str, str, str]]:
    return (line.partition(":") for line in lines)


def _answer(body: bytes, kind: str, *, packed: bool = False) -> bytes:
    coding = "Content-Encoding: gzip\r\n" if packed else ""
    body = gzip.compress(body, 6) if packed else body
    return _HEAD.format(kind, coding, len(body)).encode() + body


def _size(dice: random.Random) -> int:
    size = int(dice.lognormvariate(math.log(MEDIAN), SIGMA))
    return max(SMALLEST, min(LARGEST, size))


def _html(dice: random.Random, size: int) -> bytes:
    """A page of `size` bytes that packs like a real one: to a fifth. Words in paragraphs, some
    far commoner than others, links in menus, a script."""
    words = ["".join(dice.choices("etaoinshrdlu", k=dice.randint(2, 9))) for _ in range(2_000)]
    common = list(accumulate(rank**-0.7 for rank in range(1, 2_001)))
    pieces = ["<!doctype html><html><head><title>News</title></head><body>"]
    length = 0
    while length < size:
        text = dice.choices(words, cum_weights=common, k=30)
        piece = dice.choices((_menu, _paragraph, _data), (5, 4, 2))[0](text)
        pieces.append(piece)
        length += len(piece)
    return "".join([*pieces, "</body></html>"]).encode()


def _paragraph(text: list[str]) -> str:
    return f'<p class="article-body__paragraph">{" ".join(text)}.</p>\n'


def _menu(text: list[str]) -> str:
    where, name = "-".join(text[:3]), " ".join(text[:3])
    return (
        f'<li class="navigation__item navigation__item--level-2"><a class="navigation__link"'
        f' href="https://www.news.example/section/{where}"><span>{name}</span></a></li>\n'
    )


def _data(text: list[str]) -> str:
    return f'{{"type":"story","section":"{text[0]}","headline":"{" ".join(text[:8])}"}},\n'
