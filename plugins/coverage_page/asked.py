"""What a request may ask for: spans, filters and their bounds."""

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

LONGEST = 366
"""Days of a span at most."""

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,79}$")]
Language = Literal["en", "pt", "zh", "zh-Hant", "zh-Hans"]
Form = Literal["json", "csv"]


class Asked(BaseModel):
    """A span of days [since, until) of a region, and filters. An empty filter is none."""

    model_config = ConfigDict(extra="forbid")

    region: Id
    since: date
    until: date
    source: Id | None = None
    topic: Id | None = None
    place: Id | None = None
    language: Language | None = None
    copies: bool = True
    format: Form = "json"

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, values: Any) -> Any:
        return {k: v for k, v in values.items() if v != ""} if isinstance(values, dict) else values

    @model_validator(mode="after")
    def _bounded(self) -> "Asked":
        if self.until <= self.since:
            raise ValueError("The span ends before it begins; 'until' is the day after its last.")
        if (self.until - self.since) > timedelta(days=LONGEST):
            raise ValueError(f"A span has at most {LONGEST} days; choose a shorter one.")
        return self

    @property
    def values(self) -> dict[str, Any]:
        """What the statements take."""
        language, _, script = (self.language or "").partition("-")
        return {
            **self.model_dump(exclude={"language", "format"}),
            "language": language or None,
            "script": script or None,
            "tag": self.language,
        }

    @property
    def file_name(self) -> str:
        """Of a CSV file, without what it is about: region and first to last day."""
        return f"{self.region}_{self.since}_{self.until - timedelta(days=1)}"


class AskedPeriod(Asked):
    """A span seen by day, week or month."""

    period: Literal["day", "week", "month"] = "day"


class AskedArticles(Asked):
    """Articles of a span, the newest first, or those that answer a search, the best first."""

    q: str = Field(default="", max_length=400)
    most: int = Field(default=50, ge=1, le=200)

    @field_validator("q")
    @classmethod
    def _storable(cls, words: str) -> str:
        return words.replace("\0", " ").strip()  # Postgres text holds no NUL


Plain = Annotated[Asked, Query()]
ByPeriod = Annotated[AskedPeriod, Query()]
Articles = Annotated[AskedArticles, Query()]
