"""The table of two editions: who moved, on the scales that the verdict allows."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ikpweb.kit.country import country
from ikpweb.portal.choices import DEFAULT_EDITION
from ikpweb.portal.takeaway.asked import edition_of, level_of
from ikpweb.portal.takeaway.columns import columns
from ikpweb.portal.takeaway.table import LEVELS, NotThereError, Table
from ikpweb.runs.engine import Comparison, compare_editions
from ikpweb.territory.selectors import units

__all__ = ["of_comparison"]


def of_comparison(asked: Mapping[str, str]) -> Table:
    """Give every unit of two editions; those that cannot be compared stand below, with the reason.

    Raises
    ------
    NotThereError, BadChoiceError
    """
    one, two = edition_of(asked, "a", country().before), edition_of(asked, "b", DEFAULT_EDITION)
    level = level_of(asked)
    found = compare_editions(one.code, two.code, level)
    if found is None:
        raise NotThereError(
            _("%(a)s dan %(b)s tidak sama-sama memuat hasil pada tingkat %(level)s.")
            % {"a": one.code, "b": two.code, "level": level}
        )
    return Table(
        stem=f"ikp-{one.code}-{two.code}-{LEVELS[level]}",
        title={
            "id": f"{one.title_id} (A) dan {two.title_id} (B)",
            "en": f"{one.title_en} (A) and {two.title_en} (B)",
        },
        description={"id": found.verdict.id, "en": found.verdict.en},
        columns=columns(
            "code",
            "name",
            "category_a",
            "category_b",
            "score_a",
            "score_b",
            "rank_a",
            "rank_b",
            "rank_change",
            "change",
            "standardised_change",
            "lacks",
            "reason_id",
            "reason_en",
        ),
        rows=_rows(found),
        editions=[one, two],
        choice={"a": one.code, "b": two.code, "tingkat": level},
        more={
            "verdict": {
                "ruling": found.ruling,
                "categories_comparable": found.categories,
                "reasons": [
                    {"code": each.code, "effect": each.effect, "id": each.id, "en": each.en} for each in found.reasons
                ],
            },
            "transitions": {"a": found.labels_a, "b": found.labels_b, "counts": found.counts},
        },
    )


def _rows(found: Comparison) -> list[dict[str, Any]]:
    known = units()
    moved = [
        {
            "code": each.unit,
            "name": known[each.unit].name,
            "category_a": each.category_a or None,
            "category_b": each.category_b or None,
            "score_a": each.score_a,
            "score_b": each.score_b,
            "rank_a": each.rank_a,
            "rank_b": each.rank_b,
            "rank_change": each.rank_change,
            "change": _rounded(each.change),
            "standardised_change": _rounded(each.standardised_change),
        }
        for each in sorted(found.units, key=lambda each: each.unit)
    ]
    lacking = [
        {
            "code": each.unit,
            "name": known[each.unit].name if each.unit in known else each.unit,
            "lacks": each.lacks,
            "reason_id": each.said.id,
            "reason_en": each.said.en,
        }
        for each in sorted([*found.only_a, *found.only_b], key=lambda each: each.unit)
    ]
    return [*moved, *lacking]


def _rounded(value: float | None) -> float | None:
    """Cut off what is noise of the arithmetic, so that every machine writes the same file."""
    return None if value is None else round(value, 6)
