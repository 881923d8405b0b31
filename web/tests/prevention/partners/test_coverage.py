"""Which units have a partner of a sector, of their own or through those above."""

import pytest
from ikpweb.prevention.partners.selectors.coverage import coverage, map_of

from web.tests.factories import member
from web.tests.prevention.partners.partnering import agreement, partner, today

pytestmark = pytest.mark.django_db


def told(who: str, sector: str = "", level: str = "regency") -> dict[str, tuple[int, int]]:
    return {
        each.unit.code: (each.own, each.above) for each in coverage(member("observer", who), level, today(), sector)
    }


def test_own_agreements_and_those_of_the_province_and_the_centre_are_told_apart() -> None:
    agreement(code="15.71")
    province = member("enterer", "15")
    campus = partner(province, code="15", sector="university")
    agreement(province, code="15", with_whom=campus, units=["15.01", "15.02"])
    agreement(province, code="15", with_whom=partner(province, code="15", name="SINTETIS Pers", sector="media"))
    found = told("15", "university")
    assert (found["15.71"], found["15.01"], found["15.03"]) == ((1, 0), (1, 0), (0, 0))
    assert told("15", "media")["15.03"] == (0, 1)
    assert told("15.03") == {"15.03": (0, 1)}
    assert told("0", "university", "province")["15"] == (0, 0)  # two regencies are not the province
    assert told("16")["16.71"] == (0, 0)


def test_only_what_holds_today_counts_and_the_map_marks_the_gaps() -> None:
    agreement(code="15.71", left=-1)
    agreement(code="15.01")
    rows = coverage(member("observer", "15"), "regency", today(), "")
    drawn = {each.code: (each.look, each.mark) for each in map_of(rows, "regency").hexagons}
    assert drawn["15.71"] == ("gap", "✕")
    assert drawn["15.01"] == ("s3", "")
    assert "16.71" not in drawn  # the map shows the own region


def test_a_national_agreement_reaches_every_unit_from_above() -> None:
    agreement(code="0")
    assert set(told("15").values()) == {(0, 1)}
    assert told("0", level="province")["31"] == (0, 1)
