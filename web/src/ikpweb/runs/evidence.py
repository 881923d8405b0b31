"""Reading what stands behind scores: certainty, sources, notes, and the printed values that are not used."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ikpweb.audit.selectors import public_state
from ikpweb.kit.memory import remembered
from ikpweb.runs.models import Figure

__all__ = ["Evidence", "evidence", "figures_of_edition"]


@dataclass(frozen=True)
class Evidence:
    """What is known of how sure a unit's scores are, on one level in one reading."""

    certainty: Mapping[str, str] = field(default_factory=dict)
    sources: Sequence[str] = ()
    notes: Sequence[str] = ()
    conflicts: Sequence[Figure] = ()


@remembered(public_state)
def figures_of_edition(edition: str) -> Sequence[Figure]:
    """Give every printed figure of an edition in the order of the data, also those about all units together."""
    return list(Figure.objects.filter(edition=edition).order_by("id"))


@remembered(public_state)
def evidence(edition: str) -> Mapping[tuple[str, str, str], Evidence]:
    """Give the evidence of an edition by unit, level and reading."""
    grouped: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures_of_edition(edition):
        if figure.unit_id:
            grouped[figure.unit_id, figure.level, figure.reading].append(figure)
    return {key: _evidence(about) for key, about in grouped.items()}


def _evidence(about: Sequence[Figure]) -> Evidence:
    unused = (Figure.Status.CONFLICT, Figure.Status.SLIP)
    kept = [figure for figure in about if figure.status not in unused]
    said: dict[str, list[str]] = defaultdict(list)
    for figure in kept:
        if figure.note:
            said[figure.note].append(figure.quantity)
    return Evidence(
        certainty={figure.quantity: figure.certainty for figure in kept},
        sources=list(dict.fromkeys(each for figure in kept for each in figure.source.split("; ") if each)),
        notes=[f"{', '.join(quantities)}: {note}" for note, quantities in said.items()],
        conflicts=[figure for figure in about if figure.status in unused],
    )
