"""Sums with what was not reported, coverage with and without a denominator, equity, and what the public is told."""

from datetime import date

import pytest
from ikpweb.prevention.cadres.drawings import columns, map_of
from ikpweb.prevention.cadres.engine import voters_of
from ikpweb.prevention.cadres.models import Outreach, Training
from ikpweb.prevention.cadres.selectors.public import LEAST, Hidden, careful, public_alumni
from ikpweb.prevention.cadres.selectors.sums import (
    cadres_by_office,
    coverage,
    equity_of,
    programmes_of,
    reported,
    years_of,
)
from ikpweb.territory.selectors import units

from web.tests.factories import member
from web.tests.prevention.cadres.training import event, person_of, training

pytestmark = pytest.mark.django_db


def test_a_sum_tells_how_many_did_not_report() -> None:
    assert reported(Training.objects.all(), "alumni").total is None
    training(alumni="10")
    training(alumni="0", title="SINTETIS 2")
    training(alumni="", title="SINTETIS 3")
    found = reported(Training.objects.all(), "alumni")
    assert (found.total, found.told, found.untold) == (10, 2, 1)


def test_equity_is_said_over_the_rows_that_reported_it() -> None:
    training(participants="100", women="60", men="40", disability="5")
    training(participants="50", women="10", men="", disability="", title="SINTETIS 2")
    training(participants="", women="", men="", disability="2", title="SINTETIS 3")
    found = equity_of(Training.objects.all())
    assert (found.women, found.men, found.told, found.untold) == (60, 40, 1, 2)
    assert found.women_share == pytest.approx(0.6)
    assert (found.disability, found.of, found.disability_told, found.disability_untold) == (5, 100, 1, 2)
    assert found.disability_share == pytest.approx(0.05)
    nothing = equity_of(Outreach.objects.all())
    assert (nothing.women_share, nothing.disability_share) == (None, None)


def test_voters_are_those_printed_and_no_others() -> None:
    provinces = voters_of("province", [code for code, unit in units().items() if unit.level == "province"])
    assert len(provinces.by_unit) == 38
    assert provinces.by_unit["11"] == 3_742_037  # KPU Decree 857/2023
    assert provinces.sources
    regencies = voters_of("regency", [code for code, unit in units().items() if unit.level == "regency"])
    assert 0 < len(regencies.by_unit) < 514


def test_coverage_per_voters_and_without_a_denominator() -> None:
    training(code="15", participants="", alumni="100")
    training(code="15.71", alumni="36")
    training(code="15.01", alumni="")
    rows, voters = coverage(member("observer", "0"), "province")
    jambi = next(each for each in rows if each.unit.code == "15")
    assert (jambi.trainings, jambi.alumni, jambi.untold) == (3, 136, 1)
    assert jambi.rate == pytest.approx(10_000 * 136 / voters.by_unit["15"])
    regencies, _voters = coverage(member("observer", "15"), "regency")
    told = {each.unit.code: each for each in regencies}
    assert (told["15.71"].alumni, told["15.01"].alumni, told["15.02"].trainings) == (36, None, 0)
    drawn = {each.code: (each.look, each.mark) for each in map_of(regencies, "regency").hexagons}
    without = told["15.71"].voters is None
    assert drawn["15.71"] == ("gap", "?") if without else drawn["15.71"][0].startswith("s")
    assert drawn["15.01"] == ("none", "")


def test_years_and_programmes() -> None:
    training(day="2022-03-01", alumni="10")
    training(day="2024-03-01", alumni="", programme="village", title="SINTETIS 2")
    event(programme="village")
    years = years_of(Training.objects.all())
    assert [(each.year, each.trainings, each.alumni, each.untold) for each in years] == [
        (2022, 1, 10, 0), (2023, 0, None, 0), (2024, 1, None, 1),
    ]  # fmt: skip
    assert "2022: 10, 2023: –, 2024: ?" in columns(years).alt
    told = {name: (alumni.total, count) for name, alumni, count, _people in programmes_of(
        Training.objects.all(), Outreach.objects.all())}  # fmt: skip
    assert told["Pendidikan Pengawas Partisipatif (P2P)"] == (10, 0)
    assert told["Kampung Pengawasan Partisipatif"] == (None, 1)


def test_numbers_for_boards() -> None:
    actor = member("enterer", "15.71")
    row = training(actor)
    person_of(row, actor)
    event(actor)
    training(code="16.71", alumni="")
    found = cadres_by_office()
    told = found["15.71"]
    assert (told.trainings, told.alumni, told.alumni_untold, told.outreach, told.participants, told.people) == (
        1, 36, 0, 1, 120, 1,
    )  # fmt: skip
    assert (found["16.71"].alumni, found["16.71"].alumni_untold) == (None, 1)


def test_small_numbers_are_hidden_and_cannot_be_had_by_subtraction() -> None:
    shown = careful({"a": 3, "b": 40, "c": 12, "d": 0, "e": None})
    assert isinstance(shown["a"], Hidden)
    assert isinstance(shown["c"], Hidden)
    assert (shown["b"], shown["d"], shown["e"]) == (40, 0, None)
    two = careful({"a": 3, "b": 4, "c": 12})
    assert two["c"] == 12
    assert str(two["a"]) == f"< {LEAST}"


def test_the_public_gets_provinces_with_care() -> None:
    training(code="15", participants="", alumni="100")
    training(code="15.71", alumni="36")
    training(code="16.71", alumni="3")
    training(code="31", participants="", alumni="50")
    rows, total = public_alumni()
    assert total == 189
    assert isinstance(rows["16"].alumni, Hidden)
    assert isinstance(rows["31"].alumni, Hidden)  # or 189 less 136 less 50 would tell of 16
    assert (rows["15"].alumni, rows["15"].trainings) == (136, 2)
    Training.objects.exclude(office="16.71").delete()
    assert public_alumni()[1] is None


def test_a_day_without_trainings_draws_nothing() -> None:
    assert years_of(Training.objects.filter(day__lt=date(1990, 1, 1))) == []
