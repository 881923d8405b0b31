"""Knowledge: why an indicator matters, what to observe before anything happens, and what its sources see."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ikp.editions.guidance import Texts, bilingual, read_guidance, refuse, spoken, unspoken
from ikp.framework import Framework
from ikp.io.paths import Readable

__all__ = ["Knowledge", "read_knowledge"]

_TEXTS = ("why", "observe", "sources")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What an office should know of an indicator besides its rubric.

    Parameters
    ----------
    indicator : str
        Its code in the framework.
    why : mapping
        By language: why it matters for the election.
    observe : mapping
        By language: signs to be observed before an event happens.
    sources : mapping
        By language: data sources, with what each of them sees and misses.
    certainty : str
        *assumed* where the texts are the project's own.
    note : mapping
        By language: whose texts these are, to be shown beside them.
    """

    indicator: str
    why: Texts
    observe: Texts
    sources: Texts
    certainty: str
    note: Texts


def read_knowledge(path: Readable, framework: Framework) -> Mapping[str, Knowledge]:
    """Read the knowledge texts of a framework from a TOML file, by indicator, in the framework's order.

    Raises
    ------
    UsageError
        If the file cannot be opened.
    DataError
        With every indicator and every text that is lacking.
    """
    head, tables = read_guidance(path, framework.indicators)
    refuse(found for code, table in tables.items() for found in unspoken(code, table, _TEXTS, spoken(head)))
    note = bilingual(head["note"])
    return MappingProxyType(
        {
            code: Knowledge(
                indicator=code, certainty=head["certainty"], note=note, **{key: bilingual(table[key]) for key in _TEXTS}
            )
            for code, table in tables.items()
        }
    )
