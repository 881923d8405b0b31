"""What a reader has chosen on a page: edition, level, reading, colour; hostile input falls back to defaults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import slugify

from ikpweb.kit.country import country
from ikpweb.methodology.models import Edition
from ikpweb.publication.choosing import chosen, newest_of, offered
from ikpweb.publication.models import Release
from ikpweb.runs.models import Run
from ikpweb.runs.selectors import Board, board, editions

__all__ = ["DEFAULT_EDITION", "Choices"]

#: Shown first: the newest edition that is a whole index, rather than a single theme.
DEFAULT_EDITION = country().edition


@dataclass(frozen=True)
class Choices:
    """A reader's choice, always one that can be shown."""

    edition: str
    level: str
    reading: str
    colour: str

    @classmethod
    def read(cls, asked: Mapping[str, Any], level: str = "province") -> "Choices":
        """Take what fits from the address; for the rest, what most readers want."""
        known = {edition.code: edition for edition in editions()}
        edition = asked.get("edisi") if asked.get("edisi") in known else DEFAULT_EDITION
        levels = cls._levels(known.get(str(edition)))
        wanted = asked.get("tingkat", level)
        chosen = wanted if wanted in levels else next(iter(levels), level)
        reading = "regencies" if asked.get("bacaan") == "regencies" and chosen == "province" else "own"
        if board(str(edition), chosen, reading) is None:
            reading = "own"
        colour = "score" if asked.get("warna") == "score" else "category"
        return cls(str(edition), chosen, reading, colour)

    @classmethod
    def released(cls, asked: Mapping[str, Any], level: str = "province") -> str | None:
        """Give the address of the release that was chosen; if nothing was, of the newest of the default edition."""
        release = chosen(str(asked["edisi"])) if "edisi" in asked else newest_of(DEFAULT_EDITION)
        wanted = asked.get("tingkat", level)
        # Scores of both levels are in a release; another level has no page, and the address says so.
        return None if release is None else reverse("released:level", args=[release.name, slugify(wanted) or level])

    @staticmethod
    def _levels(edition: Edition | None) -> Sequence[str]:
        runs = edition.runs.all() if edition else []
        found = {run.level for run in runs if run.reading == Run.Reading.OWN}
        return [level for level in ("province", "regency") if level in found]

    @property
    def levels(self) -> Sequence[str]:
        """The levels on which the chosen edition has results."""
        return self._levels(next((edition for edition in editions() if edition.code == self.edition), None))

    @property
    def has_readings(self) -> bool:
        """Tell whether provinces have a second reading, the mean of their regencies."""
        return self.level == "province" and board(self.edition, self.level, "regencies") is not None

    @property
    def releases(self) -> Sequence[Release]:
        """The releases that can be chosen beside the editions."""
        return offered()

    @property
    def board(self) -> Board | None:
        return board(self.edition, self.level, self.reading)

    @property
    def query(self) -> str:
        """The choice as it stands in an address."""
        reading = f"&bacaan={self.reading}" if self.reading != "own" else ""
        return f"edisi={self.edition}&tingkat={self.level}{reading}"

    @property
    def map_query(self) -> str:
        """The choice as it stands in the address of a map, which has a colour too."""
        return f"{self.query}&warna={self.colour}" if self.colour != "category" else self.query
