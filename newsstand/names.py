"""Names of the papers' reporters."""

_NAMES = {
    "en": (
        (
            "Grace",
            "Adrian",
            "Mabel",
            "Colin",
            "Fiona",
            "Desmond",
            "Vivian",
            "Eric",
            "Priya",
            "Noel",
        ),
        ("Kwong", "Szeto", "Fernandes", "Ip", "Lo", "Marsden", "Chu", "Abbas", "Tong", "Barretto"),
        "{} {}",
    ),
    "zh-Hans": (
        ("陈", "林", "何", "罗", "郑", "彭", "朱", "曾", "高", "梁"),
        ("雨桐", "立文", "思远", "嘉敏", "国栋", "晓岚", "志远", "佩珊", "明哲", "若水"),
        "{}{}",
    ),
    "pt": (
        ("Rita", "Gonçalo", "Helena", "Jorge", "Cátia", "Paulo", "Sara", "Luís", "Marina", "André"),
        (
            "Furtado",
            "Coutinho",
            "do Amaral",
            "Lei",
            "Teixeira",
            "Couto",
            "Basto",
            "Wong",
            "Reis",
            "Sá",
        ),
        "{} {}",
    ),
}


def byline(language: str, number: int) -> str:
    """The reporter that `number` stands for; the same again after a hundred."""
    first, last, shape = _NAMES[language]
    return shape.format(first[number % 10], last[number // 10 % 10])
