"""Recordings: captured pages of a source and the articles they hold, beside its file.

`<id>.warc.gz` has the responses as they came, `<id>.expected.json` what they were read as when a
person looked at them; from then on a change of the file or of the clean step that reads them
otherwise is told.
"""

import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from upath import UPath

from crawlers.batch import BatchError, Record, records, replacing
from crawlers.clean import extract_article
from crawlers.crawl.candidates import key_of
from crawlers.model import Article
from crawlers.sources import Source
from crawlers.visit import Visit

_FIELDS = (
    "title", "body", "authors", "published_at", "published_precision", "modified_at", "language",
    "script",
)  # fmt: skip
_OK = 200
_SHOWN = 60


class RecordingError(RuntimeError):
    """A recording that cannot be made or read; the message is one sentence."""


def files_of(source: Source, catalogue: Path) -> tuple[Path, Path]:
    """The archive and the expected articles of a source, whether they are there or not.

    Raises:
        RecordingError: the catalogue has no file of the source to put them beside.
    """
    found = next(iter(catalogue.rglob(f"{source.id}.yaml")), None)
    if found is None:
        raise RecordingError(f"{catalogue} has no file {source.id}.yaml")
    return found.with_suffix(".warc.gz"), found.with_suffix(".expected.json")


def record(
    source: Source, urls: Iterable[str], catalogue: Path, user_agent: str, proxies: dict[str, str]
) -> list[dict[str, Any]]:
    """Fetch `urls`, and keep them with what they are read as; an older recording is replaced.

    Raises:
        RecordingError: an address that could not be had or is not the source's; nothing is kept.
        CrawlError: the crawl itself came to nothing.
    """
    archive, expected = files_of(source, catalogue)
    wanted = list(dict.fromkeys(urls))
    with TemporaryDirectory(prefix="newsdelta-") as folder:
        visit = Visit(source, Path(folder), user_agent, proxies)
        visit.ask(wanted)
        failed = [f"{url}: {visit.why(url)}" for url in wanted if visit.one(url) is None]
        if failed:
            raise RecordingError("\n".join(failed))
        (made,) = Path(folder).rglob("*.warc.gz")
        found = _by_url(made)
        told = [_told(source, url, found[key_of(visit.answers[key_of(url)].url)]) for url in wanted]
        with replacing(UPath(archive)) as whole, made.open("rb") as raw:
            shutil.copyfileobj(raw, whole)
    with replacing(UPath(expected)) as file:
        file.write((json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())
    return told


def differences(source: Source, catalogue: Path) -> Iterator[str]:
    """What is read otherwise today than when the source's pages were recorded; a sentence each."""
    archive, expected = files_of(source, catalogue)
    if not expected.exists():
        return
    try:
        found, told = _by_url(archive), json.loads(expected.read_text(encoding="utf-8"))
        for before in told:
            now = _told(source, before["url"], found[key_of(before["found_at"])])
            for name in sorted(before.keys() | now.keys()):
                was, is_now = before.get(name), now.get(name)
                if was != is_now:
                    yield (
                        f"{source.id}: recording: {before['url']}: {name} is read as "
                        f"{_short(is_now)}, and was {_short(was)}"
                    )
    except (OSError, BatchError, ValueError, KeyError, TypeError) as error:
        yield f"{source.id}: recording: {archive.name} and {expected.name} do not fit: {error!r}"


def _told(source: Source, url: str, record: Record) -> dict[str, Any]:
    """What a page is read as, in plain JSON."""
    result = extract_article(
        record.body,
        record.url,
        source,
        content_type=record.content_type,
        fetched_at=record.fetched_at,
    )
    head = {"url": url, "found_at": record.url}
    if not isinstance(result, Article):
        return {**head, "reject": result.reason.value}
    return {**head, **result.model_dump(mode="json", include=set(_FIELDS), exclude_none=True)}


def _by_url(archive: Path) -> dict[str, Record]:
    return {key_of(one.url): one for one in records(UPath(archive)) if one.status == _OK}


def _short(value: Any) -> str:
    text = "nothing" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
