"""Why a unit has its score: the parts of an explanation."""

from pathlib import Path

import pytest

from ikp.cli.reasons import from_data, from_print
from ikp.cli.work import Asked
from ikp.errors import UsageError

pytestmark = pytest.mark.extras


def test_from_print_as_from_a_file(nine: Path) -> None:
    printed = from_print("31", Asked(edition="2024"))
    filed = from_data("31", nine, Asked(edition="2024"))
    assert printed.score == filed.score == pytest.approx(88.9507)
    assert printed.parts == filed.parts
    assert (printed.printed, filed.printed) == (88.95, None)
    assert (printed.rank, filed.rank, filed.units) == (1, 1, 2)
    assert printed.category == filed.category == "tinggi"
    assert [each.label for each in printed.neighbours] == ["sedang"]
    assert printed.provenance["weights"] == "SP 27 %, PP 38 %, KT 25 %, PT 10 % (derived)"
    assert "21.702" in printed.provenance["cutoffs"]
    assert "provinces.csv" in filed.provenance["data"]
    assert filed.drivers == []


def test_a_name_that_a_province_shares_with_a_city_is_settled_by_the_data(events: Path) -> None:
    assert from_data("Jambi", events, Asked(edition="2024")).unit == "15"


@pytest.mark.parametrize(
    ("unit", "asked"),
    [
        ("Jambi", Asked(edition="2024")),  # a province and a city
        ("15", Asked(edition="2024")),  # its dimensions were not printed
        ("31", Asked(framework=Path("f.csv"), recipe=Path("r.toml"))),
        ("31", Asked(edition="2019")),
    ],
)
def test_print_cannot_explain_what_it_does_not_have(unit: str, asked: Asked) -> None:
    with pytest.raises(UsageError):
        from_print(unit, asked)


def test_an_edition_with_six_levels(tmp_path: Path) -> None:
    found = from_print("71", Asked(edition="pilkada-2020"))
    assert (found.category, found.group) == ("level 6", "tinggi")
    assert [(each.label, each.group) for each in found.neighbours] == [("level 5", "tinggi")]
    assert found.score == pytest.approx(86.42, abs=0.04)


def test_a_unit_without_a_score_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("unit,SP,PP,KT,PT\n31,1,2,3,4\n15,,,,\n")
    with pytest.raises(UsageError) as refused:
        from_data("15", path, Asked(edition="2024", level="province"))
    assert "DKI Jakarta" in refused.value.sentence()
