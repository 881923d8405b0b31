"""Two editions side by side."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from ikpweb.api.asked import Asked, edition_of
from ikpweb.api.problems import ApiError
from ikpweb.api.schemas import Comparison, Level
from ikpweb.api.told import told
from ikpweb.runs.engine import Comparison as Compared
from ikpweb.runs.engine import compare_editions
from ikpweb.territory.selectors import units

router = Router(tags=["comparison"])


class AskedComparison(Asked):
    """What a comparison is asked with."""

    a: str = told("Code of the earlier edition.", "Kode edisi yang lebih awal.", max_length=40)
    b: str = told("Code of the later edition.", "Kode edisi yang lebih akhir.", max_length=40)
    level: Level = told("Level.", "Tingkat.", default="province")


@router.get("/compare", response=Comparison, operation_id="compare",
            summary="Two editions: whether they are comparable, and who moved",
            openapi_extra={"x-summary-id": "Dua edisi: sebanding atau tidak, dan siapa yang bergeser",
                           "x-may-miss": True})  # fmt: skip
def compare(request: HttpRequest, asked: Query[AskedComparison]) -> dict[str, Any]:  # noqa: ARG001 - ninja's signature
    """Compare two editions on the scales that the verdict allows."""
    one, two = edition_of(asked.a).code, edition_of(asked.b).code
    found = compare_editions(one, two, asked.level)
    if found is None:
        raise ApiError("no-comparison", a=one, b=two, level=asked.level)
    return _document(found, asked.lang)


def _document(found: Compared, language: str) -> dict[str, Any]:
    known = units()
    return {
        "a": found.a,
        "b": found.b,
        "level": found.level,
        "ruling": found.ruling,
        "categories_comparable": found.categories,
        "verdict": found.verdict.in_language(language),
        "reasons": [
            {"code": each.code, "effect": each.effect, "sentence": each.in_language(language)} for each in found.reasons
        ],
        "transitions": {
            "labels_a": found.labels_a,
            "labels_b": found.labels_b,
            "counts": found.counts,
            "up": found.up,
            "down": found.down,
            "same": found.same,
        },
        "spearman": found.spearman,
        "kendall": found.kendall,
        "units": [
            {
                "unit": each.unit,
                "name": known[each.unit].name,
                "score_a": each.score_a,
                "score_b": each.score_b,
                "category_a": each.category_a or None,
                "category_b": each.category_b or None,
                "rank_a": each.rank_a,
                "rank_b": each.rank_b,
                "rank_change": each.rank_change,
                "change": each.change,
                "standardised_change": each.standardised_change,
            }
            for each in found.units
        ],
        "unmatched": [
            {
                "unit": each.unit,
                "name": known[each.unit].name if each.unit in known else each.unit,
                "lacks": each.lacks,
                "why": each.why,
                "sentence": each.said.in_language(language),
            }
            for each in (*found.only_a, *found.only_b)
        ],
    }
