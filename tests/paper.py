"""A made-up paper of templates: its file, its articles, and the looks it has now and later."""

import subprocess
from collections.abc import Callable

YAML = """id: paper
name: The Paper
home: https://paper.test/
region: gba
kind: newspaper
languages: [en]
timezone: Asia/Hong_Kong
schedule: "0 * * * *"
discovery: {feeds: [https://paper.test/feed]}
articles: ['https://paper\\.test/news/[a-z]+']
"""
SUBJECTS = ("ferry", "market", "library", "harbour", "school")
LATER = ("bakery", "tunnel", "museum", "garden", "stadium")
Command = Callable[..., "subprocess.CompletedProcess[str]"]


def paragraphs(subject: str) -> list[str]:
    return [
        f"The {subject} opens an hour earlier from Monday on, said the council that runs it.",
        f"Nobody who was asked about the {subject} had anything to say against it, or for it.",
        f"The decision on the {subject} is final, and the minutes of the sitting are public.",
    ]


def page(subject: str) -> bytes:
    """An article as the paper shows it."""
    text = "".join(f"<p>{line}</p>" for line in paragraphs(subject))
    return (
        f"<html><head><title>News of the {subject} | The Paper</title></head><body>"
        "<ul class=top><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul>"
        f"<div class=col><h1 class=head>News of the {subject} today</h1>"
        f"<div class=story>{text}"
        "<div class=tools><span>Aa</span> <span>Make the letters of this page larger.</span></div>"
        "<p>The Paper is printed on the island by people who live on it, since 1901.</p>"
        "</div></div></body></html>"
    ).encode()


def redesigned(subject: str) -> bytes:
    """The same in the looks that it has later."""
    looks = page(subject).replace(b"class=story", b"class=text").replace(b"class=col", b"class=in")
    return looks.replace(b"class=head", b"class=headline").replace(b"class=tools", b"class=bar")
