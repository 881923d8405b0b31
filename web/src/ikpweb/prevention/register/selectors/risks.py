"""Finding risks: the list, the matrix that counts them, and the appetite that says what each cell means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.prevention.engine import indicators
from ikpweb.prevention.register.matrix import ASSUMED, SCALE, Level, level_of
from ikpweb.prevention.register.models import Appetite, Risk, RiskState
from ikpweb.prevention.register.models.action import OPEN
from ikpweb.prevention.register.policies import risks_visible_to

__all__ = ["RISK_FILTERS", "Cell", "appetite_now", "asked_of_risks", "filtered_risks", "matrix_of", "risk_for"]

RISK_FILTERS = ("cari", "daerah", "indikator", "keadaan", "kemungkinan", "akibat")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the matrix: how many risks lie in it, and what the appetite says of them."""

    likelihood: int
    consequence: int
    level: Level
    number: int


def appetite_now() -> tuple[Sequence[Sequence[str]], Appetite | None]:
    """Give the matrix that holds, and its version; none where the centre has said nothing yet and it is assumed."""
    last = Appetite.objects.select_related("by").first()
    return (last.cells, last) if last else (ASSUMED, None)


def asked_of_risks(query: Mapping[str, str]) -> dict[str, Any]:
    """Read the filters of an address; what is none of the choices filters nothing."""
    asked: dict[str, Any] = {name: query.get(name, "")[:80].replace("\x00", "").strip() for name in RISK_FILTERS}
    asked["indikator"] = asked["indikator"] if asked["indikator"] in indicators() else ""
    asked["keadaan"] = asked["keadaan"] if asked["keadaan"] in {"semua", *RiskState.values} else RiskState.OPEN.value
    for name in ("kemungkinan", "akibat"):
        asked[name] = int(asked[name]) if asked[name] in {str(each) for each in SCALE} else ""
    return asked


def filtered_risks(member: Member, asked: Mapping[str, Any], *, cell: bool = True) -> QuerySet[Risk]:
    """Give the risks that a member may see and asked for, the gravest first.

    Parameters
    ----------
    cell : bool
        Whether the cell of the matrix filters too: the matrix itself counts them all.
    """
    rows = risks_visible_to(member).select_related("office__unit")
    if asked["keadaan"] != "semua":
        rows = rows.filter(state=asked["keadaan"])
    if asked["daerah"]:
        rows = rows.filter(Q(office=asked["daerah"]) | Q(office__parent=asked["daerah"]))
    if asked["indikator"]:
        rows = rows.filter(indicator=asked["indikator"])
    if asked["cari"]:
        words = asked["cari"]
        rows = rows.filter(
            Q(title__icontains=words) | Q(description__icontains=words) | Q(office__name__icontains=words)
        )
    if cell and asked["kemungkinan"]:
        rows = rows.filter(likelihood=asked["kemungkinan"])
    if cell and asked["akibat"]:
        rows = rows.filter(consequence=asked["akibat"])
    graveness = F("likelihood") * F("consequence")
    open_actions = Count("actions", filter=Q(actions__status__in=OPEN))
    return rows.annotate(graveness=graveness, open_actions=open_actions).order_by("-graveness", "office", "pk")


def matrix_of(rows: QuerySet[Risk], cells: Sequence[Sequence[str]]) -> list[list[Cell]]:
    """Count risks by cell, in rows from the highest likelihood down, as the picture has them."""
    found = rows.order_by().values_list("likelihood", "consequence").annotate(number=Count("pk", distinct=True))
    counted = {(likelihood, consequence): number for likelihood, consequence, number in found}
    return [
        [Cell(row, column, level_of(cells, row, column), counted.get((row, column), 0)) for column in SCALE]
        for row in reversed(SCALE)
    ]


def risk_for(member: Member | None, key: int) -> Risk | None:
    """Give a risk that a member may see; a foreign one is as if it did not exist."""
    return risks_visible_to(member).select_related("office__unit", "author").filter(pk=key).first()
