"""`newsdelta topics train` tells what its proposals are worth, the worst subject first."""

import json
import os
import subprocess
import sys
from pathlib import Path

from crawlers.settings import ROOT
from crawlers.taxonomy import load_topics


def labelled_texts(folder: Path) -> Path:
    lines = [
        {"set": "made up", "lang": "zh", "title": title.format(letter), "topic": topic}
        for topic, title in (
            ("economy", "{}股票大跌"),
            ("sport", "{}妙語連珠"),
            ("sport", "{}足球賽"),
        )
        for letter in "甲乙丙丁戊己"
    ]
    path = folder / "texts.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def train(folder: Path, output: Path) -> "subprocess.CompletedProcess[bytes]":
    labelled = str(labelled_texts(folder))
    words = ("topics", "train", "--texts", labelled, "--output", str(output))
    return subprocess.run(
        [sys.executable, "-m", "newsdelta.command", *words],
        env={**os.environ, "PYTHONPATH": str(ROOT), "NEWSDELTA_HOME": str(folder)},
        capture_output=True,
        check=False,
        timeout=300,
    )


def test_a_file_that_cannot_be_written_is_named_before_the_fits(tmp_path: Path) -> None:
    done = train(tmp_path, tmp_path / "nowhere" / "proposals.yaml")
    said = done.stderr.decode()
    assert done.returncode == 2, said
    assert "proposals.yaml cannot be written: there is no folder" in said
    assert "Traceback" not in said
    assert done.stdout == b""


def test_scores_are_told_by_subject_and_proposals_can_be_read_back(tmp_path: Path) -> None:
    proposed = tmp_path / "proposals.yaml"
    done = train(tmp_path, proposed)
    assert done.returncode == 0, done.stderr.decode()
    rows = [line.split() for line in done.stdout.decode().splitlines()]
    told = [row[2:] for row in rows if row[:2] == ["made", "up"]]
    assert [row[:-1] for row in told] == [
        ["18", "0.667"],
        ["sport", "12", "0.500"],
        ["economy", "6", "1.000"],
    ]
    assert float(told[1][-1]) > 0.5
    learned = {topic.id: topic for topic in load_topics(learned=proposed)}
    assert len(learned["sport"].all_phrases) > len(
        {topic.id: topic for topic in load_topics(learned=None)}["sport"].all_phrases
    )
