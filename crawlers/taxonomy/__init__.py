"""What articles are about, where, whom they name, and from whom they are: the topics (`topics/`),
the gazetteer (`places.csv`), organisations and people (`organisations.yaml`, `people.yaml`, and
the words of `naming/` that tell others) and the news agencies (`wires.yaml`).
"""

from crawlers.taxonomy.known import Known, load_known
from crawlers.taxonomy.naming import ChineseNaming, LatinNaming, load_chinese, load_latin
from crawlers.taxonomy.places import Place, load_places
from crawlers.taxonomy.reading import TaxonomyError
from crawlers.taxonomy.topics import LANGUAGES, LEARNED, Names, Phrase, Topic, load_topics
from crawlers.taxonomy.version import content_of, version_of
from crawlers.taxonomy.wires import Wire, load_wires

__all__ = [
    "LANGUAGES",
    "LEARNED",
    "ChineseNaming",
    "Known",
    "LatinNaming",
    "Names",
    "Phrase",
    "Place",
    "TaxonomyError",
    "Topic",
    "Wire",
    "content_of",
    "load_chinese",
    "load_known",
    "load_latin",
    "load_places",
    "load_topics",
    "load_wires",
    "version_of",
]
