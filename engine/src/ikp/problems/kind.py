"""The shape of an entry in the catalogue of problems."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Lang = Literal["id", "en"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its sentences by language, and whether it stops the work."""

    what: Mapping[Lang, str]
    mend: Mapping[Lang, str]
    severity: Literal["error", "warning"] = "error"
