"""How surely copies of a text are told from other texts, beside datasketch and shingle hashes.

    python -m bench.neardup          copies made of the open pages
    python -m bench.neardup DIR      of any directory in their format

Each text is copied as papers copy from one another: cut to its first third, a quarter of its
sentences edited, converted between the Chinese scripts, wrapped in another site's lines, and two of
these at once. Every copy is looked for among all the originals: it is to find its own and no other,
and no original may find another. `newsdelta` is the linking as it runs, candidates by keys and
then the exact comparison; `datasketch` is MinHash LSH (128 permutations, Jaccard 0.5) over the same
shingles, words and Chinese characters as they stand; `shingles` keeps every fourth shingle by its
hash and takes half of them in common for a copy.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from time import process_time
from typing import Any

from bench.copies import Copy, copies
from bench.gold import OPEN_PAGES, Gold, pages, shingles
from crawlers.stories.text import Text, is_copy, keys

Finder = Callable[[Mapping[str, str], Sequence[str]], list[set[str]]]
"""Texts by name, and texts: the names found for each of these."""


def main() -> None:
    """Measure, and print a table or JSON."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("directory", nargs="?", type=Path, default=OPEN_PAGES)
    words.add_argument("--wrong", action="store_true", help="show what was missed or mistaken")
    words.add_argument("--json", action="store_true")
    asked = words.parse_args()
    known = [page for page in pages(asked.directory) if page.body]
    made = list(copies(known))
    results = {name: measure(known, made, find) for name, find in FINDERS.items()}
    wrong = {name: one.pop("wrong") for name, one in results.items()}
    if asked.wrong:
        print(*wrong["newsdelta"], sep="\n", file=sys.stderr)
    print(json.dumps(results, indent=1) if asked.json else table(results))


def measure(known: Sequence[Gold], made: Sequence[Copy], find: Finder) -> dict[str, Any]:
    """Recall by kind of copy, and precision over all that was found."""
    texts = {page.id: page.body or "" for page in known}
    began = process_time()
    found = find(texts, [one.text for one in made])
    others = find(texts, list(texts.values()))
    seconds = process_time() - began
    hits, of_kind = Counter[str](), Counter[str]()
    wrong: list[str] = []
    false = 0
    for one, names in zip(made, found, strict=True):
        of_kind[one.kind] += 1
        hits[one.kind] += one.of in names
        false += len(names - {one.of})
        wrong += [f"missed: {one.kind} of {one.of}"] * (one.of not in names)
        wrong += [f"mistaken: {one.kind} of {one.of} for {name}" for name in names - {one.of}]
    for name, names in zip(texts, others, strict=True):
        false += len(names - {name})
        wrong += [f"mistaken: {name} for {other}" for other in names - {name}]
    total = hits.total()
    return {
        "recall": {kind: round(hits[kind] / of_kind[kind], 4) for kind in of_kind},
        "recall of all": round(total / of_kind.total(), 4),
        "precision": round(total / max(total + false, 1), 4),
        "texts per CPU second": round((len(made) + 2 * len(known)) / seconds),
        "wrong": wrong,
    }


def newsdelta(texts: Mapping[str, str], asked: Sequence[str]) -> list[set[str]]:
    """Candidates by keys, then the exact comparison."""
    originals = {name: Text(text) for name, text in texts.items()}
    index: dict[int, set[str]] = defaultdict(set)
    for name, text in originals.items():
        for key in keys(text):
            index[key].add(name)
    found = []
    for one in map(Text, asked):
        near = {name for key in keys(one) for name in index.get(key, ())}
        found.append({n for n in near if is_copy(one, originals[n], same_source=False)})
    return found


def datasketch(texts: Mapping[str, str], asked: Sequence[str]) -> list[set[str]]:
    """MinHash LSH at a Jaccard resemblance of 0.5."""
    from datasketch import MinHash, MinHashLSH

    def sketch(text: str) -> MinHash:
        one = MinHash(num_perm=128)
        one.update_batch([" ".join(shingle).encode() for shingle in shingles(text)])
        return one

    index = MinHashLSH(threshold=0.5, num_perm=128)
    for name, text in texts.items():
        index.insert(name, sketch(text))
    return [set(index.query(sketch(text))) for text in asked]


def by_shingles(texts: Mapping[str, str], asked: Sequence[str]) -> list[set[str]]:
    """Every fourth shingle by its hash; half of the fewer in common make a copy."""

    def sample(text: str) -> set[bytes]:
        hashes = (blake2b(" ".join(one).encode(), digest_size=8).digest() for one in shingles(text))
        return {one for one in hashes if one[0] % 4 == 0}

    index = {name: sample(text) for name, text in texts.items()}
    found = []
    for mine in map(sample, asked):
        found.append(
            {
                name
                for name, other in index.items()
                if mine and other and len(mine & other) * 2 >= min(len(mine), len(other))
            }
        )
    return found


FINDERS: dict[str, Finder] = {
    "newsdelta": newsdelta,
    "datasketch": datasketch,
    "shingles": by_shingles,
}


def table(results: Mapping[str, Mapping[str, Any]]) -> str:
    """A row for each kind of copy and for the whole, a column for each way."""
    lines = [f"{'':24}" + "".join(f"{name:>12}" for name in results)]
    first = next(iter(results.values()))
    kinds = first["recall"]
    for kind in kinds:
        row = [one["recall"][kind] for one in results.values()]
        lines.append(f"{'recall, ' + kind:24}" + "".join(f"{value:12.3f}" for value in row))
    for name in ("recall of all", "precision", "texts per CPU second"):
        values = [one[name] for one in results.values()]
        lines.append(f"{name:24}" + "".join(f"{value:12}" for value in values))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
