"""The form of a cycle, kept in memory: with its rubrics it weighs half a megabyte, and it is frozen when the
cycle opens. Whoever needs a submission leaves the column alone (``defer("cycle__form")``) and asks here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from ikpweb.collection.models import Cycle

__all__ = ["Question", "question_of", "questions", "said"]


def said(texts: Mapping[str, str]) -> str:
    """Give a text in the language of the page; in the other one where it has no such."""
    language = "en" if get_language() == "en" else "id"
    return texts.get(language) or next(iter(texts.values()), "")


@dataclass(frozen=True)
class Question:
    """An indicator as it is asked."""

    code: str
    names: Mapping[str, str]
    dimension: str
    dimension_names: Mapping[str, str]
    parent: str
    parent_names: Mapping[str, str]
    definitions: Mapping[str, str] = field(default_factory=dict)
    rubric: Mapping[str, Any] = field(default_factory=dict)
    stages: Sequence[str] = ()

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return said(self.names)

    @property
    def definition(self) -> str:
        """What it means, in the language of the page."""
        return said(self.definitions)

    @property
    def subdimension_name(self) -> str:
        """What it belongs to."""
        return said(self.parent_names)

    @property
    def dimension_name(self) -> str:
        """The main part of the index that it belongs to."""
        return said(self.dimension_names)

    @property
    def grades(self) -> list[tuple[int, str]]:
        """Each grade with the facts that make it; none where no rubric has been written."""
        return [(grade, said(texts)) for grade, texts in enumerate(self.rubric.get("grades", ()), start=1)]


def questions(cycle: Cycle, level: str) -> Mapping[str, Question]:
    """Give what is asked at a level, by code, in order; nothing where the level is not asked."""
    if not cycle.form_digest:
        return {}
    return _kept(cycle.pk, cycle.form_digest).get(level, {})


def question_of(cycle: Cycle, level: str, code: str) -> Question | None:
    """Give one question, None where it is not asked."""
    return questions(cycle, level).get(code)


@lru_cache(maxsize=8)
def _kept(cycle: str, digest: str) -> Mapping[str, Mapping[str, Question]]:  # noqa: ARG001 - the digest names the content
    form = Cycle.objects.values_list("form", flat=True).get(pk=cycle)
    return {level: {each["code"]: Question(**each) for each in asked} for level, asked in form.items()}
