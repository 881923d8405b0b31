"""Finding indicators and actions by words and by what they belong to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ikpweb.prevention.curation.selectors.library import library, withdrawn
from ikpweb.prevention.engine import Group, Indicator, dimensions
from ikpweb.prevention.shipped import Action
from ikpweb.prevention.templatetags.prevention import spoken

__all__ = ["Asked", "find_actions", "find_indicators"]

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of the library; an empty text asks for everything."""

    indicator: str = ""
    stage: str = ""
    level: str = ""
    form: str = ""
    words: str = ""
    #: *ditarik* asks for those that are no longer advised.
    status: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Asked":
        names = ("indikator", "tahapan", "tingkat", "bentuk", "cari", "status")
        return cls(*(str(query.get(name, ""))[:_LONGEST] for name in names))


def find_actions(asked: Asked) -> Sequence[Action]:
    """Give the actions that fit everything that is asked, in the order of the library."""
    return [
        each
        for each in (withdrawn() if asked.status == "ditarik" else library())
        if (not asked.indicator or asked.indicator in each.indicators)
        and (not asked.stage or asked.stage in each.stages)
        and (not asked.level or asked.level in each.levels)
        and asked.form in ("", each.form)
        and _says(asked.words, [each.id, *map(spoken, (each.title, each.description, each.mechanism))])
    ]


def find_indicators(words: str, dimension: str = "") -> Sequence[Group]:
    """Give the dimensions with those subdimensions and indicators that say all words."""
    found = []
    for group in dimensions():
        if dimension not in ("", group.code):
            continue
        parts = []
        for part in group.parts:
            held = tuple(each for each in part.indicators if _says(words, _texts(each)))
            if held:
                parts.append(Group(part.code, part.names, (), held))
        if parts:
            found.append(Group(group.code, group.names, tuple(parts)))
    return found


def _texts(each: Indicator) -> Sequence[str]:
    told = each.knowledge
    return [each.code, *(spoken(texts) for texts in (each.names, each.rubric.counts, told.why, told.observe))]


def _says(words: str, texts: Iterable[str]) -> bool:
    whole = " ".join(texts).casefold()
    return all(word in whole for word in words.casefold().split())
