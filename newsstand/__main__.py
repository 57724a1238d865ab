"""Serve the made-up press: `python -m newsstand --port 8900`."""

import argparse
import sys
from datetime import date, datetime
from pathlib import Path

from newsstand.bad_days import BadDay, Trouble, read
from newsstand.clock import real, stopped
from newsstand.papers import PAPERS
from newsstand.press import Press
from newsstand.serving import run

_USAGE = 2
_MOST = 1_000_000


def main(arguments: list[str] | None = None) -> int:
    """Run until a signal ends it; 2 when it cannot start."""
    asked = _parser().parse_args(arguments)
    clock = stopped(asked.now) if asked.now else real
    press = Press(asked.seed, asked.per_day)
    try:
        run(
            press,
            clock,
            asked.host,
            asked.port,
            asked.log,
            lambda port: print(f"newsstand: http://{asked.host}:{port}/", flush=True),
            dict(asked.bad_day),
        )
    except OSError as error:
        print(f"newsstand: {error}", file=sys.stderr)
        return _USAGE
    except KeyboardInterrupt:
        return 0
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m newsstand",
        description="Serve six made-up news sites on one port, by host name or as an HTTP proxy.",
        epilog="example: python -m newsstand --now 2026-11-15T12:00+08:00 --per-day 100",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8900, help="0 takes a free one")
    parser.add_argument("--now", type=_moment, metavar="ISO", help="stop the clock at this moment")
    parser.add_argument(
        "--per-day", type=_many, metavar="N", help="articles a paper and day (6-12)"
    )
    parser.add_argument("--seed", default=Press.seed, help="another seed is another press")
    parser.add_argument("--log", type=Path, metavar="FILE", help="append requests as JSON lines")
    parser.add_argument(
        "--bad-day", type=_bad_day, action="append", default=[], metavar="PAPER=TROUBLE@DATE",
        help=f"what happens to a paper from a day on: {', '.join(Trouble)}",
    )  # fmt: skip
    return parser


def _bad_day(text: str) -> tuple[str, BadDay]:
    paper, _, rest = text.partition("=")
    trouble, _, since = rest.rpartition("@")
    try:
        bad_days = {paper: (trouble, date.fromisoformat(since))}
        return paper, read(bad_days, {one.id: one for one in PAPERS})[paper]
    except ValueError as error:
        example = "ns_river_daily=redesign@2026-11-20"
        raise argparse.ArgumentTypeError(f"'{text}': {error}; write {example}") from error


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is no moment in ISO 8601") from error
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"'{text}' has no UTC offset; write {text}+08:00")
    return moment


def _many(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST:
        raise argparse.ArgumentTypeError(f"'{text}' is no number from 1 to 1,000,000")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
