"""Published cases: each with its source, none invented for an indicator of which nothing is printed."""

import csv
import re
from pathlib import Path

import pytest

from ikp.editions import available, load
from ikp.editions.cases import read_cases
from ikp.errors import DataError
from ikp.framework import Framework, Node

FRAMEWORK = Framework([Node("X"), Node("A", "X"), Node("B", "X")])
HEAD = "indicator,unit,period,text_id,text_en,certainty,source\n"


def test_every_case_has_a_source_and_both_languages() -> None:
    edition = load("2024")
    units = {unit.code for unit in edition.registry()}
    cases = [case for listed in edition.cases().values() for case in listed]
    assert len(cases) >= 20
    for case in cases:
        assert case.sources
        assert all(source.startswith("https://") for source in case.sources)
        assert case.certainty in ("published", "derived")
        assert case.unit in units | {""}
        assert re.fullmatch(r"\d{4}-\d{2}|\d{4}/\d{4}", case.period)
        # The same figures stand in both languages, whatever their marks.
        figures = [
            sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", case.text[lang]))) for lang in ("id", "en")
        ]
        assert figures[0] == figures[1], case.text["en"]


def test_of_most_indicators_nothing_was_found() -> None:
    cases = load("2024").cases()
    assert tuple(cases) == load("2024").framework().indicators
    assert cases["I01"] == ()
    assert sum(not listed for listed in cases.values()) > 30


@pytest.mark.reference
def test_figures_of_stations_at_risk_are_those_of_the_reference(shared: Path) -> None:
    with (shared / "reference/tps_rawan.csv").open(encoding="utf-8", newline="") as file:
        counts = {(row["area"], row["tps_count"]) for row in csv.DictReader(file)}
    printed = {count for area, count in counts if area.startswith("Indonesia")}
    checked = 0
    for listed in load("2024").cases().values():
        for case in listed:
            if case.period == "2024-02":
                (figure,) = re.findall(r": ([\d,]+) stations", case.text["en"])
                assert figure.replace(",", "") in printed
                checked += 1
    assert checked == 9


@pytest.mark.parametrize("code", [code for code in available() if code != "2024"])
def test_other_editions_have_none(code: str) -> None:
    assert load(code).cases() == {}


def test_cases_are_read_by_indicator(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_text(f"{HEAD}B,11,2024-01,satu,one,published,https://a; https://b\n")
    cases = read_cases(file, FRAMEWORK)
    assert cases["A"] == ()
    (case,) = cases["B"]
    assert (case.unit, case.text["id"], case.sources) == ("11", "satu", ("https://a", "https://b"))


def test_an_unknown_indicator_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_text(f"{HEAD}C,,2024-01,satu,one,published,https://a\n")
    with pytest.raises(DataError, match="C"):
        read_cases(file, FRAMEWORK)
