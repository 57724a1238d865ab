"""The six papers of the made-up press. Any likeness to a real paper is chance."""

from newsstand.press import Paper

_BEATS = (
    "gba_integration", "innovation_technology", "northern_metropolis", "housing",
    "cross_border_transport", "finance", "trade", "tourism_gaming", "courts",
)  # fmt: skip
_TOP = (
    "culture", "crime", "disaster", "economy", "education", "environment", "health",
    "human_interest", "labour", "lifestyle", "politics", "religion", "science", "society", "sport",
    "conflict", "weather",
)  # fmt: skip
_OFFICIAL = (
    "culture", "economy", "education", "environment", "health", "labour", "politics", "society",
    "weather", *_BEATS,
)  # fmt: skip
_NOT_IN_PORTUGUESE = ("human_interest", "science", "conflict", "northern_metropolis")
ALL_TOPICS = (*_TOP, *_BEATS)

HARBOUR_GAZETTE = Paper(
    id="ns_harbour_gazette",
    name="The Harbour Gazette",
    native_name="The Harbour Gazette",
    languages=("en",),
    topics=ALL_TOPICS,
)
ISLAND_BROADCASTER = Paper(
    id="ns_island_broadcaster",
    name="Island Broadcaster",
    native_name="海島電台",
    languages=("zh-Hant",),
    topics=ALL_TOPICS,
    bylines=False,
)
GOVERNMENT_WIRE = Paper(
    id="ns_government_wire",
    name="Government Wire",
    native_name="公署新聞稿",
    languages=("en", "zh-Hant"),
    topics=_OFFICIAL,
    bylines=False,
)
RIVER_DAILY = Paper(
    id="ns_river_daily",
    name="River Daily",
    native_name="大江日报",
    languages=("zh-Hans",),
    topics=ALL_TOPICS,
    sections=("yaowen", "jingji", "shehui", "minsheng"),
)
JORNAL_DELTA = Paper(
    id="ns_jornal_delta",
    name="Jornal Delta",
    native_name="Jornal Delta",
    languages=("pt",),
    topics=tuple(topic for topic in ALL_TOPICS if topic not in _NOT_IN_PORTUGUESE),
)
NIGHT_COURIER = Paper(
    id="ns_night_courier",
    name="The Night Courier",
    native_name="The Night Courier",
    languages=("en",),
    topics=ALL_TOPICS,
)
PAPERS = (
    HARBOUR_GAZETTE, ISLAND_BROADCASTER, GOVERNMENT_WIRE, RIVER_DAILY, JORNAL_DELTA, NIGHT_COURIER,
)  # fmt: skip
