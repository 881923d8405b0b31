"""What the coming stage may bring, for members: a map and a table of probabilities, beside simple forecasts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit import formats
from ikpweb.maps.layout import layout
from ikpweb.maps.selectors import HexagonMap, tiled
from ikpweb.portal.watched.rounds import named, period_of, training_of
from ikpweb.territory.models import Office, Unit
from ikpweb.watch.models import ForecastRound, Kind, LedgerEntry
from ikpweb.watch.scoring import in_order
from ikpweb.watch.selectors.rounds import newest_projection, projected, summary_of

__all__ = ["projection", "projection_table"]

PER_PAGE = 50
_STEPS = 5


@dataclass(frozen=True, slots=True)
class _Row:
    """A unit: the probability of each band in percent, the interval of the count, and what simple forecasts say."""

    unit: Unit
    shares: tuple[tuple[str, float], ...]
    some: float
    low: float | None
    high: float | None
    simple: tuple[float, ...]

    @property
    def look(self) -> str:
        """The step of the map's scale."""
        return f"s{min(int(self.some / 100 * _STEPS), _STEPS - 1) + 1}"


def _row(entry: LedgerEntry, baselines: Sequence[str], labels: Sequence[str]) -> _Row:
    told: Mapping[str, Any] = in_order(entry.statement, labels)
    shares = tuple((label, 100 * float(share)) for label, share in told["probabilities"].items())
    low, high = told.get("interval", (None, None))
    simple = tuple(100 * (1 - told["baselines"][name][0]) for name in baselines)
    return _Row(entry.unit, shares, 100 - shares[0][1], low, high, simple)


def _found(request: MemberRequest) -> tuple[ForecastRound | None, str, list[_Row]]:
    round_ = newest_projection(training=training_of(request))
    kind = request.GET.get("jenis", "")
    kind = kind if kind in Kind.values else Kind.values[0]
    if round_ is None:
        return None, kind, []
    baselines = round_.basis.get("baselines", [])
    labels = round_.basis.get("labels", [])
    rows = [_row(each, baselines, labels) for each in projected(request.member, round_, kind)]
    return round_, kind, sorted(rows, key=lambda row: (-row.some, row.unit.name))


@member_required()
def projection(request: MemberRequest) -> HttpResponse:
    """Show the newest projection of the coming stage, or of the next weeks while no stage begins soon."""
    training = training_of(request)
    round_, kind, rows = _found(request)
    asked = request.GET.get("cari", "")[:80]
    shown = [row for row in rows if asked.casefold() in row.unit.name.casefold()]
    query = request.GET.copy()
    query.pop("hal", None)
    basis = round_.basis if round_ else {}
    context: dict[str, Any] = {
        "training": training,
        "mark": "?data=latihan" if training else "",
        "round": round_,
        "period": period_of(round_) if round_ else "",
        "first": date.fromisoformat(basis["first"]) if round_ else None,
        "last": date.fromisoformat(basis["last"]) if round_ else None,
        "summary": summary_of(round_) if round_ else None,
        "kind": kind,
        "kinds": Kind.choices,
        "asked": asked,
        "labels": [label.replace("-", "–") for label in basis.get("labels", [])],
        "baselines": [named(name) for name in basis.get("baselines", [])],
        "weights": sorted(
            ((_model(name), share) for name, share in basis.get("weights", {}).items()), key=lambda w: -w[1]
        ),
        "problems": [each.get(get_language() or "id", each["id"]) for each in basis.get("problems", [])],
        "map": _map({row.unit.code: row for row in rows}, kind, training=training) if rows else None,
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("hal")),
        "query": query.urlencode(),
        "whole": request.member.office.pk == Office.CENTRE,
    }
    return render(request, "watched/projected.html", context)


@member_required()
def projection_table(request: MemberRequest) -> HttpResponse:
    """Give the projections of a kind as CSV, baselines among them."""
    round_, kind, rows = _found(request)
    basis = round_.basis if round_ else {"labels": [], "baselines": []}
    columns = ["unit", "name", "kind", *(f"p_{label}" for label in basis["labels"]), "low", "high"]
    columns += [*(f"some_{name}" for name in basis["baselines"]), "first", "last", "label"]
    told = [
        {
            "unit": row.unit.code,
            "name": row.unit.name,
            "kind": kind,
            **{f"p_{label}": round(share / 100, 6) for label, share in row.shares},
            "low": "" if row.low is None else row.low,
            "high": "" if row.high is None else row.high,
            **{f"some_{name}": round(p / 100, 6) for name, p in zip(basis["baselines"], row.simple, strict=True)},
            "first": basis.get("first", ""),
            "last": basis.get("last", ""),
            "label": "SINTETIS" if training_of(request) else "",
        }
        for row in rows
    ]
    answer = HttpResponse(formats.to_csv(columns, told), content_type=formats.CONTENT_TYPES["csv"])
    answer["Content-Disposition"] = f'attachment; filename="proyeksi-{kind}.csv"'
    return answer


def _model(name: str) -> str:
    return gettext("binomial negatif") if name == "negative-binomial" else named(name)


def _map(rows: Mapping[str, _Row], kind: str, *, training: bool) -> HexagonMap:
    grid = layout("regency")
    mark = "?data=latihan" if training else ""

    def tell(unit: Unit) -> tuple[str, str, str]:
        row = rows.get(unit.code)
        if row is None:
            return "none", "", f"{unit.name} · {gettext('tanpa proyeksi')}"
        said = gettext("peluang ada laporan {share} %").format(share=round(row.some))
        return row.look, "", f"{unit.name} · {said}"

    def address(code: str) -> str:
        if code in rows:
            return reverse("alarms:series", args=[code, kind]) + mark
        return reverse("portal:unit", args=[code])

    return tiled(grid, address, tell, missing=sum(code not in rows for code in grid.cells))
