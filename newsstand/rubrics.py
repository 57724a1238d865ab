"""In which section a paper files a topic."""

_RUBRICS = {
    "Business": ("economy", "finance", "trade", "labour", "tourism_gaming", "northern_metropolis"),
    "Life": ("culture", "lifestyle", "human_interest", "religion"),
    "Sport": ("sport",),
    "World": ("conflict",),
}
_BY_TOPIC = {topic: name for name, topics in _RUBRICS.items() for topic in topics}


def rubric_of(topic: str) -> str:
    """The English name of the section.

    >>> rubric_of("trade"), rubric_of("housing")
    ('Business', 'City')
    """
    return _BY_TOPIC.get(topic, "City")
