"""`newsdelta topics train`: what labelled texts can teach the taxonomy."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
import yaml
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from crawlers.asked import RunError, news_database
from crawlers.database import Database
from crawlers.settings import Settings
from crawlers.tagging import Text, texts_of
from crawlers.taxonomy import LEARNED, load_topics
from newsdelta.opened import opened
from newsdelta.output import foresee, write

console = Console()
aside = Console(stderr=True)
_SHOWN = 40


def train(
    file: Annotated[
        list[Path] | None,
        typer.Option(
            "--texts",
            help="Learn from these labelled texts (JSONL: title, body, lang, topic) instead of "
            "the labels of the archive; may be repeated.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the proposals to this file.")
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Write them where the taxonomy reads them from.")
    ] = False,
) -> None:
    """Learn phrases and weights from labelled texts, and propose them for review.

    Told is how often the best topic is the labelled one, now and with the proposals, for texts
    they were not made from: for each set, and for its subjects, the worst first. Nothing is
    changed without `--keep`; look over the file it writes and strike what you would not sign."""
    from crawlers.tagging.training import train as learn

    if output:
        foresee(output)
    topics = load_topics(learned=None)
    labelled = list(_labelled(file))
    with Progress(console=aside, transient=True) as progress:
        bar = progress.add_task("fits", total=None)
        proposals, scores = learn(
            labelled, topics, lambda done, of: progress.update(bar, completed=done, total=of)
        )
    if not scores:
        raise RunError(
            f"{len(labelled)} labelled texts are too few to learn from: in one language at least "
            "two subjects with five texts each are needed"
        )
    table = Table("set", "subject", "texts", "now", "with the proposals", box=None)
    for score in sorted(scores, key=lambda one: (one.group, one.subject != "", one.before)):
        figures = (str(score.texts), f"{score.before:.3f}", f"{score.after:.3f}")
        table.add_row(score.group, score.subject, *figures)
    console.print(table)
    shown = Table("topic", "language", "phrase", "weight", "texts", "of the topic", box=None)
    for one in sorted(proposals, key=lambda one: -one.weight)[:_SHOWN]:
        counts = (f"{one.weight:.2f}", str(one.texts), str(one.right))
        shown.add_row(one.topic, one.language, escape(one.text), *counts)
    console.print(shown)
    console.print(f"{len(proposals)} phrases are proposed.")
    found: dict[str, dict[str, dict[float, list[str]]]] = defaultdict(lambda: defaultdict(dict))
    for one in sorted(proposals, key=lambda one: (one.topic, one.language, -one.weight)):
        found[one.topic][one.language].setdefault(one.weight, []).append(one.text)
    for path in filter(None, (output, LEARNED if keep else None)):
        write(path, _as_yaml(found, len(labelled)).encode())
        console.print(f"kept: {path}", markup=False, highlight=False, soft_wrap=True)


def _labelled(files: list[Path] | None) -> Iterator[Text]:
    if files:
        for file in files:
            yield from (text for text in texts_of(file) if text.topic)
        return
    with opened(Settings()) as settings:
        yield from _of_archive(news_database(settings))


def _of_archive(database: Database) -> Iterator[Text]:
    for row in database.fetch("topics/labelled"):
        yield Text(row["title"], row["body"], row["language"], row["topic_id"])


def _as_yaml(found: dict[str, dict[str, dict[float, list[str]]]], texts: int) -> str:
    plain = {
        topic: {language: dict(weights) for language, weights in by_language.items()}
        for topic, by_language in found.items()
    }
    head = (
        f"# Learned from {texts:,} labelled texts on {date.today()}, by `newsdelta topics train`.\n"
        "# By topic, language and weight, as in topics/; strike what you would not sign.\n"
    )
    return head + yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=100)
