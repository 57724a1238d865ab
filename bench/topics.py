"""How well topics are told, by the taxonomy alone: the best topic against the one label.

    python -m bench.topics              the labelled open texts
    python -m bench.topics FILE         any file in their format
    python -m bench.topics --wrong      the texts whose best topic is another

A line of the file is a JSON object with `set`, `title`, `body` and `iptc`, the name of a Media
Topic of the top level. `best` is how often the subject of the first topic assigned is that one,
`any` how often any topic's is, `none` how often none is assigned, `topics` how many are.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from crawlers.clean.topics import tag_topics
from crawlers.model import Match
from crawlers.settings import ROOT
from crawlers.taxonomy import load_topics

OPEN_TEXTS = ROOT.parent / "shared" / "realweb" / "topics" / "dev.jsonl"


@dataclass(frozen=True)
class Labelled:
    """A text, and the subject a person gave it."""

    group: str
    title: str
    body: str
    subject: str


def main() -> None:
    """Measure, and print a table or JSON."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("file", nargs="?", type=Path, default=OPEN_TEXTS)
    words.add_argument("--wrong", action="store_true", help="show what was told instead")
    words.add_argument("--json", action="store_true")
    asked = words.parse_args()
    found = measure(texts(asked.file), asked.wrong)
    if asked.json:
        print(json.dumps(found, indent=1))
        return
    columns = ("texts", "best", "any", "none", "topics")
    print(f"{'':12}" + "".join(f"{name:>8}" for name in columns))
    for group, figures in found.items():
        print(f"{group:12}" + "".join(f"{figures[name]:8.3g}" for name in columns))


def texts(file: Path) -> list[Labelled]:
    """The labelled texts of a file, the subject by its id."""
    ids = {topic.name.en.lower(): topic.id for topic in load_topics() if topic.qcode}
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [
        Labelled(row["set"], row["title"] or "", row["body"] or "", ids[row["iptc"]])
        for row in rows
    ]


def measure(labelled: list[Labelled], wrong: bool = False) -> dict[str, dict[str, float]]:
    """For each set, and for each of its subjects, what the columns say."""
    rows: dict[str, list[tuple[bool, bool, bool, int]]] = defaultdict(list)
    for text in labelled:
        found = tag_topics(text.title, text.body)
        subjects = [subject_of(match.id) for match in found]
        best = subjects[0] if subjects else None
        row = (best == text.subject, text.subject in subjects, not found, len(found))
        for group in (text.group, f" {text.group} {text.subject}"):
            rows[group].append(row)
        if wrong and best != text.subject:
            print(_line(text, found), file=sys.stderr)
    groups = sorted(rows, key=lambda group: (group.startswith(" "), group))
    return {
        group.strip(): {
            "texts": len(rows[group]),
            **{
                name: round(sum(row[at] for row in rows[group]) / len(rows[group]), 3)
                for at, name in enumerate(("best", "any", "none", "topics"))
            },
        }
        for group in groups
    }


def subject_of(topic: str) -> str:
    """The id of the subject a topic stands below, or its own."""
    parents = {one.id: one.parent for one in load_topics()}
    parent = parents[topic]
    return topic if parent is None else subject_of(parent)


def _line(text: Labelled, found: tuple[Match, ...]) -> str:
    told = "; ".join(
        f"{match.id} {match.score:.1f} ({', '.join(Counter(match.words))})" for match in found[:3]
    )
    return f"{text.group} {text.subject} | {text.title[:80]} | {told or 'nothing'}"


if __name__ == "__main__":
    main()
