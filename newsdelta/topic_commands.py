"""`newsdelta topics`: why an article has its topics, and what the phrases of the taxonomy do."""

import csv
import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, track
from rich.table import Table

from crawlers.asked import RunError, news_database
from crawlers.clean import extract_article
from crawlers.clean.topics import Weighed, weigh
from crawlers.database import Database
from crawlers.model import Article
from crawlers.settings import Settings
from crawlers.tagging import Finding, Text, check_phrases, misses, texts_of
from crawlers.taxonomy import Topic, load_topics
from crawlers.upkeep import retag as tag_again
from newsdelta.opened import opened
from newsdelta.tables import Printed
from newsdelta.train_command import train

console = Console()
aside = Console(stderr=True)
app = typer.Typer(help="The taxonomy: what its topics are found by.", rich_markup_mode="markdown")
app.command(epilog="Example: `newsdelta topics train --output proposals.yaml`")(train)
_PAGE = 1_000
_NOWHERE = "https://news.example/"
_SHOWN = 6
_KINDS = ("example missed", "twice", "everywhere", "clash", "never")


@app.callback(invoke_without_command=True, epilog="Example: `newsdelta topics`")
def topics(context: typer.Context) -> None:
    """List the topics, beats below their subjects, with how many phrases find them."""
    if context.invoked_subcommand is not None:
        return
    table = Table("id", "name", "qcode", "en", "zh", "pt", box=None)
    for topic in load_topics():
        counts = [str(len(topic.phrases.get(language, ()))) for language in ("en", "zh", "pt")]
        indent = "  " if topic.parent else ""
        table.add_row(indent + topic.id, topic.name.en, topic.qcode or "", *counts)
    console.print(table)


@app.command(epilog="Example: `newsdelta topics explain 1234`")
def explain(
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE|FILE",
            help="Id or address of an article of the archive, or a file: HTML, or text with the "
            "headline as its first line; - for standard input.",
        ),
    ],
    form: Annotated[Printed, typer.Option("--format", help="How to print it.")] = "table",
) -> None:
    """Tell why a text has its topics: each phrase found, its weight and what it adds; and which
    topics it has not, and why."""
    text = _text_of(article)
    weighed = weigh(*text)
    if form == "table":
        console.print(escape(text.title), style="bold", soft_wrap=True)
        console.print(_explained(weighed) if weighed else "No phrase of any topic is in it.")
    elif form == "json":
        print(json.dumps([_as_row(one) for one in weighed], ensure_ascii=False, indent=1))
    else:
        lines = csv.writer(sys.stdout)
        lines.writerow(("topic", "score", "assigned", "word", "weight", "title", "body", "adds"))
        for one in weighed:
            for found in one.evidence:
                lines.writerow((one.topic, one.score, one.refused is None, *found))


@app.command(epilog="Example: `newsdelta topics check --articles 20000`")
def check(
    file: Annotated[
        Path | None,
        typer.Option("--texts", help="Look at these texts (JSONL: title, body, lang)."),
    ] = None,
    articles: Annotated[
        int, typer.Option(min=0, help="Look at so many of the archive's newest articles.")
    ] = 5_000,
    form: Annotated[Printed, typer.Option("--format", help="How to print it.")] = "table",
) -> None:
    """Find phrases that never fire, fire everywhere, or clash with another subject, and examples
    in which their topic is not found. The exit status is 2 where an example fails."""
    if file:
        findings = [*misses(), *check_phrases(track(list(texts_of(file)), "texts", console=aside))]
    else:
        with opened(Settings()) as settings:
            newest = islice(_newest(news_database(settings)), articles)
            shown = track(newest, "articles", total=articles, console=aside)
            findings = [*misses(), *check_phrases(shown)]
    findings.sort(key=lambda one: _KINDS.index(one.kind))
    if form == "table":
        _print_findings(findings)
    elif form == "json":
        print(json.dumps([one._asdict() for one in findings], ensure_ascii=False, indent=1))
    else:
        lines = csv.writer(sys.stdout)
        lines.writerow(Finding._fields)
        lines.writerows(findings)
    if missed := sum(one.kind == "example missed" for one in findings):
        raise RunError(f"{missed} examples do not have their topic")


@app.command(epilog="Example: `newsdelta topics retag`")
def retag() -> None:
    """Tag the archive again where it is tagged by another taxonomy than the present one, as the
    DAG `retag` does once a day. It can be stopped at any moment, and goes on where it was."""
    with opened(Settings()) as settings, Progress(console=aside, transient=True) as progress:
        bar = progress.add_task("days", total=None)
        counts = tag_again(
            settings, lambda done, days: progress.update(bar, completed=done, total=days)
        )
    console.print(
        f"{counts['days']:,} days of sources with {counts['articles']:,} articles are tagged by "
        f"this taxonomy; {counts['read']:,} were read anew, {counts['changed']:,} counts changed",
        soft_wrap=True,
    )


@app.command(epilog="Example: `newsdelta topics label 1234 housing`")
def label(
    article: Annotated[int, typer.Argument(help="Id of an article.")],
    topic: Annotated[str, typer.Argument(help="Id of a topic; `newsdelta topics` lists them.")],
    wrong: Annotated[bool, typer.Option("--not", help="It is not about the topic.")] = False,
    by: Annotated[str | None, typer.Option(help="Who says so; else the database's user.")] = None,
    note: Annotated[str | None, typer.Option(help="Why, for others.")] = None,
) -> None:
    """Say that an article is about a topic, or is not: what `newsdelta topics train` learns from.
    Said again, the last word counts."""
    if topic not in {one.id for one in load_topics()}:
        raise RunError(f"there is no topic '{topic}'; 'newsdelta topics' lists them")
    said = {"article": article, "topic": topic, "is_right": not wrong, "by": by, "note": note}
    with opened(Settings()) as settings:
        if not news_database(settings).execute("topics/label", said):
            raise RunError(f"the archive has no article {article}")
    console.print(f"article {article} is {'not ' if wrong else ''}about {topic}", markup=False)


class _Told(NamedTuple):
    title: str
    body: str
    language: str | None
    """None where it is to be looked for."""


def _text_of(article: str) -> _Told:
    """What was named."""
    if article == "-":
        return _read(sys.stdin.buffer.read(), "standard input")
    path = Path(article)
    if path.is_file():
        try:
            return _read(path.read_bytes(), article)
        except OSError as error:
            raise RunError(f"{article} cannot be read: {error.strerror}") from error
    number = int(article) if article.isascii() and article.isdigit() else None
    if number is None and "://" not in article:
        raise RunError(f"'{article}' is no file, no id of an article, and no address of one")
    with opened(Settings()) as settings:
        found = news_database(settings).fetch(
            "topics/article", {"id": number, "url": None if number is not None else article}
        )
    if not found:
        raise RunError(f"the archive has no article {article}")
    if found[0]["body"] is None:
        raise RunError(f"the text of article {article} is kept no longer")
    return _Told(found[0]["title"], found[0]["body"], found[0]["language"])


def _read(content: bytes, where: str) -> _Told:
    if content.lstrip()[:1] == b"<":
        article = extract_article(content, _NOWHERE)
        if isinstance(article, Article):
            return _Told(article.title, article.body, article.language)
        raise RunError(f"{where} is no article: {article.reason}")
    try:
        title, _, body = content.decode("utf-8").strip().partition("\n")
    except UnicodeDecodeError as error:
        raise RunError(f"{where} is neither HTML nor text in UTF-8") from error
    return _Told(title, body, None)


def _explained(weighed: tuple[Weighed, ...]) -> Table:
    table = Table("topic", "score", "words", "", box=None)
    for one in weighed:
        words = [
            f"{found.word} {found.adds:.3g}" + (" (title)" if found.title else "")
            for found in one.evidence[:_SHOWN]
        ]
        more = len(one.evidence) - _SHOWN
        shown = ", ".join(words) + (f" and {more} more" if more > 0 else "")
        why = f"not assigned: {one.refused}" if one.refused else ""
        style = "dim" if one.refused else "bold"
        table.add_row(f"[{style}]{one.topic}[/]", f"{one.score:.3g}", escape(shown), why)
    return table


def _as_row(one: Weighed) -> dict[str, object]:
    evidence = [found._asdict() for found in one.evidence]
    return {**one._asdict(), "evidence": evidence, "assigned": one.refused is None}


def _newest(database: Database) -> Iterator[Text]:
    below = sys.maxsize
    while rows := database.fetch("topics/texts", {"below": below, "limit": _PAGE}):
        for row in rows:
            yield Text(row["title"], row["body"], row["language"])
        below = rows[-1]["id"]


def _print_findings(findings: list[Finding]) -> None:
    topics: dict[str, Topic] = {topic.id: topic for topic in load_topics()}
    for kind in _KINDS:
        some = [one for one in findings if one.kind == kind]
        if not some:
            continue
        table = Table("topic", "language", "phrase", "", box=None, title=f"{kind}: {len(some)}")
        for one in some:
            table.add_row(topics[one.topic].id, one.language, escape(one.phrase), one.detail)
        console.print(table)
    if not findings:
        console.print("Every phrase is in order.")
