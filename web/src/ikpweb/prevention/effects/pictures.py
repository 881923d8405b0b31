"""The charts of an assessment by name: what its page shows, and what their addresses give."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from ikpweb.kit.charts.theme import Chart
from ikpweb.prevention.effects.asking import Asked
from ikpweb.prevention.effects.drawings import Step, course, lines
from ikpweb.prevention.effects.models import Assessment
from ikpweb.prevention.effects.words import month_name, outcome_name

__all__ = ["NAMES", "draw", "period_names"]

#: Names of the charts in their addresses.
NAMES = ("selisih", "rata-rata", "kembaran")


def draw(assessment: Assessment, name: str, *, narrow: bool = False) -> Chart | None:
    """Make a chart, or give None where there is nothing to draw."""
    found, asked = assessment.found, Asked.read(assessment.asked)
    mark = "SINTETIS. " if assessment.training else ""
    if name == "selisih":
        return _course(found, mark, narrow=narrow)
    if name == "rata-rata":
        return _lines(assessment, asked, mark, narrow=narrow)
    return _twin(assessment, mark, narrow=narrow) if name == "kembaran" else None


def _course(found: Mapping[str, Any], mark: str, *, narrow: bool) -> Chart | None:
    steps = [Step(row["since"], row["value"], row["low"], row["high"]) for row in found["course"]]
    if len(steps) < 2:
        return None
    alt = gettext("Selisih terhadap daerah pembanding menurut periode sejak mulai, {first} sampai {last}.").format(
        first=steps[0].since, last=steps[-1].since
    )
    words = (gettext("periode sejak mulai"), gettext("selisih"))
    return course(steps, words, mark + alt, narrow=narrow)


def period_names(assessment: Assessment) -> list[str]:
    """Name the periods as the page writes them."""
    names: list[str] = assessment.inputs["periods"]
    return [month_name(name) for name in names]


def _lines(assessment: Assessment, asked: Asked, mark: str, *, narrow: bool) -> Chart | None:
    found, names = assessment.found, period_names(assessment)
    if len(names) < 2 or not any(value is not None for value in (*found["treated"], *found["others"])):
        return None
    starts = [start for start in assessment.inputs["starts"] if start > 0]
    alt = gettext("Rata-rata {outcome} per daerah dari {first} sampai {last}: daerah yang mulai dan pembandingnya.")
    told = alt.format(outcome=outcome_name(asked), first=names[0], last=names[-1])
    return lines(names, found["treated"], found["others"], starts, mark + told, narrow=narrow)


def _twin(assessment: Assessment, mark: str, *, narrow: bool) -> Chart | None:
    twin = assessment.found["twin"]
    if twin is None:
        return None
    starts = [start for start in assessment.inputs["starts"] if start > 0]
    alt = gettext("Daerah yang mulai dan campuran daerah lain yang bergerak serupa sebelumnya.")
    return lines(period_names(assessment), twin["actual"], twin["mixed"], starts, mark + alt, narrow=narrow)
