"""Did the index come true: pictures first, then sentences, then every number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ikpweb.portal.came_true import by_key
from ikpweb.portal.pictures import Picture, picture
from ikpweb.runs.engine import Finding, Held, held, outcome_facts

__all__ = ["validation"]

_PROVINCES, _REGENCIES = "2024_province_own", "2024_regency_own"
_REVOTE = "mk-pileg-revote"


@dataclass(frozen=True)
class Part:
    """What was looked at together, with its pictures; whether its lists are partial anywhere."""

    held: Held
    forest: Picture | None
    tops: Picture | None

    @property
    def partial(self) -> bool:
        return not all(each.complete for each in self.held.findings)

    @property
    def categorised(self) -> bool:
        return any(row["n"] for each in self.held.findings for row in each.rates if row["part"] == "category")

    @property
    def topped(self) -> bool:
        return any(each.top for each in self.held.findings)


@require_safe
def validation(request: HttpRequest) -> HttpResponse:
    """Show what the editions said beside what happened."""
    findings = [each for here in held() for each in here.findings]
    tested = [each for each in findings if each.numbers["p"] is not None]
    provinces, regencies = by_key(_PROVINCES), by_key(_REGENCIES)
    context: dict[str, Any] = {
        "parts": [_part(each) for each in held()],
        "provinces": provinces,
        "strongest": _strongest(provinces.findings) if provinces else None,
        "revote": next((each for each in regencies.findings if each.code == _REVOTE), None) if regencies else None,
        "others": [each for each in regencies.findings if each.code != _REVOTE and each.top] if regencies else [],
        "chances": [each for each in provinces.findings if each.skill.low is not None] if provinces else [],
        "skilled": sum((each.skill.low or 0.0) > 0 for each in provinces.findings) if provinces else 0,
        "tests": len(tested),
        "early": sum(each.numbers["p"] < 0.05 for each in tested),
        "by_chance": round(len(tested) * 0.05),
        "left": sum(each.numbers["p_holm_study"] < 0.05 for each in tested),
        "compared": sum(each.top is not None for each in findings),
        "facts": len(outcome_facts()),
        "forest": picture("hubungan", _PROVINCES),
        "tops": picture("teratas", _REGENCIES),
        "lift": picture("tangkapan", f"{_REGENCIES}_{_REVOTE}"),
    }
    return render(request, "portal/validation.html", context)


def _part(here: Held) -> Part:
    return Part(here, picture("hubungan", here.key), picture("teratas", here.key))


def _strongest(findings: Sequence[Finding]) -> tuple[float, float]:
    """Give the lowest and the highest correlation."""
    values = [each.spearman.value for each in findings if each.spearman.value is not None]
    return min(values), max(values)
