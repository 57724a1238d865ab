"""The batch's folder and its line files.

Files are gzip-compressed JSON lines (`zcat pages.jsonl.gz | jq .`), written to a `.part` name and
renamed when whole, so a reader never sees half a file and a retry replaces it cleanly.

    crawl-001.warc.gz        every response, one segment per attempt
    pages.jsonl.gz           one Page per archived response             (crawl)
    crawl.rejects.jsonl.gz   one Reject per candidate not fetched       (crawl)
    lists.jsonl.gz           one ListVisit per list asked for           (crawl)
    fresh.jsonl.gz           pages worth reading                        (dedupe)
    articles.jsonl.gz        clean articles                             (clean)
    <stage>.json             the stage's counts; there when it is done
"""

import gzip
import io
import json
import os
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, TypeVar

from pydantic import BaseModel, ValidationError
from upath import UPath

from crawlers.model import Article, Counts, Fresh, ListVisit, Page, Reject, Stage

Line = TypeVar("Line", bound=BaseModel)


class BatchError(RuntimeError):
    """A batch that cannot be read or written; the message says which file and why."""


class Batch:
    """One run's folder. `path` is a local path or an object store URL."""

    def __init__(self, path: str | UPath) -> None:
        self.path = UPath(path)

    @classmethod
    def of(cls, data_root: str, source_id: str, run: str) -> "Batch":
        """The batch of run `run`: the same run always has the same folder.

        >>> Batch.of("/data", "rthk", "manual__2026-11-22T00:00:00+00:00").name
        'manual__2026-11-22T00_00_00_00_00'
        >>> Batch.of("/data", "rthk", "..").name
        '_.'
        """
        return cls(UPath(data_root) / source_id / re.sub(r"[^A-Za-z0-9_.-]|^\.", "_", run))

    @classmethod
    def named(cls, data_root: str, batch_id: str) -> "Batch":
        """The batch with this `id`.

        >>> Batch.named("/data", "rthk/manual__2026-11-22").name
        'manual__2026-11-22'

        Raises:
            BatchError: no batch can have it.
        """
        source, _, run = batch_id.partition("/")
        batch = cls.of(data_root, source, run)
        if not re.fullmatch(r"\w+", source, re.ASCII) or not run or batch.name != run:
            raise BatchError(f"'{batch_id}' is the name of no batch")
        return batch

    @property
    def name(self) -> str:
        """The run part of the path."""
        return str(self.path.name)

    @property
    def id(self) -> str:
        """`<source>/<run>`: how Postgres names the batch."""
        return f"{self.path.parent.name}/{self.path.name}"

    def create(self) -> None:
        """Make the folder."""
        self.path.mkdir(parents=True, exist_ok=True)

    def remove(self) -> None:
        """Remove the folder with all that is in it, if it is there.

        Raises:
            BatchError: something of it cannot be removed.
        """
        try:
            self.path.fs.rm(self.path.path, recursive=True)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise BatchError(f"{self.path} cannot be removed: {error.strerror}") from error

    # -- line files ---------------------------------------------------------------------

    def pages(self) -> Iterator[Page]:
        """Every archived response, in order of the archive."""
        return self._read("pages", Page)

    def lists(self) -> Iterator[ListVisit]:
        """What asking for each list came to; nothing where no crawl wrote it down (imports)."""
        if (self.path / "lists.jsonl.gz").exists():
            yield from self._read("lists", ListVisit)

    def fresh(self) -> Iterator[Fresh]:
        """The pages dedupe let through."""
        return self._read("fresh", Fresh)

    def articles(self) -> Iterator[Article]:
        """The clean articles."""
        return self._read("articles", Article)

    def rejects(self) -> Iterator[Reject]:
        """The rejects of every stage done so far."""
        for stage in Stage:
            if self.done(stage):
                yield from self._read(f"{stage}.rejects", Reject)

    @contextmanager
    def writing(self, name: str) -> Iterator[Callable[[BaseModel], None]]:
        """Give a function that appends one line to `<name>.jsonl.gz`; the file appears, whole,
        when the block ends well, and not at all when it does not."""
        target = self.path / f"{name}.jsonl.gz"
        with replacing(target) as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
            text = io.TextIOWrapper(packed, encoding="utf-8", newline="\n")
            yield lambda line: _put(text, line)
            text.flush()
            text.detach()

    def _read(self, name: str, kind: type[Line]) -> Iterator[Line]:
        path = self.path / f"{name}.jsonl.gz"
        try:
            with path.open("rb") as raw, gzip.open(raw, "rt", encoding="utf-8") as text:
                for line in text:
                    yield kind.model_validate_json(line)
        except FileNotFoundError as error:
            raise BatchError(f"{path} is missing: the step that writes it has not run") from error
        except (OSError, EOFError, ValidationError, UnicodeDecodeError) as error:
            raise BatchError(f"{path} is damaged: {str(error).splitlines()[0]}") from error

    # -- the stages' counts -------------------------------------------------------------

    def finish(self, stage: Stage, counts: Counts) -> None:
        """Mark `stage` done with its counts, and every later stage as not done."""
        later = list(Stage)[list(Stage).index(stage) + 1 :]
        for other in later:
            (self.path / f"{other}.json").unlink(missing_ok=True)
        with replacing(self.path / f"{stage}.json") as raw:
            raw.write(json.dumps(counts, indent=1).encode())

    def done(self, stage: Stage) -> bool:
        """Whether `stage` has finished."""
        return bool((self.path / f"{stage}.json").exists())

    def counts(self, stage: Stage) -> Counts:
        """What `stage` reported."""
        try:
            return dict(json.loads((self.path / f"{stage}.json").read_bytes()))
        except FileNotFoundError as error:
            raise BatchError(f"{self.path}: step {stage} has not run") from error

    # -- archives -----------------------------------------------------------------------

    def archives(self) -> list[str]:
        """Names of the finished WARC files, oldest first."""
        if not self.path.exists():
            return []
        return sorted(p.name for p in self.path.iterdir() if p.name.endswith(".warc.gz"))


@contextmanager
def replacing(target: UPath) -> Iterator[BinaryIO]:
    """A binary file that takes `target`'s place when the block ends well."""
    part = target.with_name(f"{target.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        with part.open("wb") as raw:
            yield raw
            raw.flush()
            # An object store's file has no descriptor; it is whole once it is closed.
            with suppress(io.UnsupportedOperation):
                os.fsync(raw.fileno())
        part.rename(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _put(text: io.TextIOWrapper, line: BaseModel) -> None:
    text.write(line.model_dump_json(exclude_none=True) + "\n")
