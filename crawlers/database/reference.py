"""Sources, topics, places and the characters of a search as rows of the reference tables."""

from typing import Any

from crawlers.chinese import simplified_of
from crawlers.sources import Source
from crawlers.taxonomy import Place, Topic


def source_row(source: Source) -> dict[str, Any]:
    """The columns of `news.sources`."""
    names = {"id", "name", "native_name", "home", "region", "place", "kind", "languages"}
    return source.model_dump(mode="json", include=names | {"timezone", "schedule"})


def topic_row(topic: Topic) -> dict[str, Any]:
    """The columns of `news.topics`."""
    return {
        "id": topic.id,
        "qcode": topic.qcode,
        "parent_id": topic.parent,
        "name_en": topic.name.en,
        "name_zh": topic.name.zh,
        "name_pt": topic.name.pt,
    }


def place_row(place: Place) -> dict[str, Any]:
    """The columns of `news.places`: of each spelling the usual name, the id where there is none."""
    spellings = {
        "name_en": place.en,
        "name_zh_hant": place.zh_hant,
        "name_zh_hans": place.zh_hans,
        "name_pt": place.pt,
    }
    usual = {column: next(iter(names), place.id) for column, names in spellings.items()}
    return {"id": place.id, "kind": place.kind, "parent_id": place.parent, **usual}


def folded_characters() -> dict[str, str]:
    """The characters a search takes for others, and in the same order what it takes them for."""
    narrow = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
    folds = {**simplified_of(), **narrow}
    return {"originals": "".join(map(chr, folds)), "folded": "".join(folds.values())}
