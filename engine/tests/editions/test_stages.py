"""Stages: the published calendars of 2024, and the map from indicators to stages, which is ours."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from ikp.editions import available, calendar, elections, load, stages
from ikp.editions.stages import read_links
from ikp.errors import DataError, UsageError
from ikp.framework import Framework, Node

CODES = [stage.code for stage in stages()]
FRAMEWORK = Framework([Node("X"), Node("A", "X"), Node("B", "X")])


def test_stages_have_names_of_their_own() -> None:
    assert len(CODES) == len(set(CODES)) == 14
    for lang in ("id", "en"):
        assert len({stage.names[lang] for stage in stages()}) == 14
    # In the order of an election, so that sorting by stage sorts by time.
    assert CODES.index("voter-list") < CODES.index("campaign") < CODES.index("quiet-period") < CODES.index("voting")
    assert CODES.index("voting") < CODES.index("counting") < CODES.index("tabulation") < CODES.index("result")


# --- calendars --------------------------------------------------------------------------------
def test_elections_have_a_legal_base_and_sources() -> None:
    assert [each.code for each in elections()] == ["pemilu-2024", "pilkada-2024"]
    assert [each.legal_base for each in elections()] == ["PKPU 3/2022", "PKPU 2/2024"]
    for each in elections():
        assert all(source.startswith("https://") for source in each.sources)
        assert set(each.names) == {"id", "en"}


@pytest.mark.parametrize("election", [each.code for each in elections()])
def test_a_calendar_is_sound(election: str) -> None:
    periods = calendar(election)
    numbers = [each.no for each in periods if each.no is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    for each in periods:
        assert set(each.stages) <= set(CODES)
        assert each.certainty in ("published", "derived")
        assert each.start is None or each.end is None or each.start <= each.end
        assert each.no is not None or each.certainty == "derived"


@pytest.mark.parametrize(
    ("election", "stage", "start", "end"),
    [
        ("pemilu-2024", "campaign", date(2023, 11, 28), date(2024, 2, 10)),
        ("pemilu-2024", "quiet-period", date(2024, 2, 11), date(2024, 2, 13)),
        ("pemilu-2024", "voting", date(2024, 2, 14), date(2024, 2, 14)),
        ("pemilu-2024", "tabulation", date(2024, 2, 15), date(2024, 3, 20)),
        ("pilkada-2024", "campaign", date(2024, 9, 25), date(2024, 11, 23)),
        ("pilkada-2024", "quiet-period", date(2024, 11, 24), date(2024, 11, 26)),
        ("pilkada-2024", "voting", date(2024, 11, 27), date(2024, 11, 27)),
    ],
)
def test_the_main_days_of_2024(election: str, stage: str, start: date, end: date) -> None:
    (period,) = (each for each in calendar(election) if stage in each.stages and each.held)
    assert (period.start, period.end) == (start, end)


def test_the_quiet_period_of_the_pilkada_is_derived_from_its_neighbours() -> None:
    held = {stage: each for each in calendar("pilkada-2024") for stage in each.stages if stage in CODES[8:11]}
    campaign, quiet, voting = held["campaign"], held["quiet-period"], held["voting"]
    assert quiet.certainty == "derived"
    assert quiet.no is None
    assert campaign.end is not None
    assert voting.start is not None
    assert quiet.start == campaign.end + timedelta(days=1)
    assert quiet.end == voting.start - timedelta(days=1)


def test_the_second_round_was_planned_and_not_held() -> None:
    not_held = [each for election in elections() for each in calendar(election.code) if not each.held]
    assert [(each.no, each.stages) for each in not_held] == [(14, ("campaign",)), (15, ("voting",))]
    assert all("not held" in each.note for each in not_held)


@pytest.mark.reference
def test_dates_are_those_of_the_reference(shared: Path) -> None:
    with (shared / "reference/stages_2024.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    names = {"Pemilu 2024": "pemilu-2024", "Pilkada 2024": "pilkada-2024"}
    ours = {(election, each.no): each for election in names for each in calendar(names[election])}
    assert len(listed) == 31
    for row in listed:
        period = ours[row["election"], int(row["no"])]
        assert period.names["id"] == row["stage"]
        assert (period.start.isoformat() if period.start else "") == row["start"]
        assert (period.end.isoformat() if period.end else "") == row["end"]


def test_an_unknown_election_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="pilkada-2024"):
        calendar("pilkada-2042")


# --- the map from indicators to stages --------------------------------------------------------
def test_every_indicator_of_2024_has_a_stage_and_every_link_is_ours() -> None:
    edition = load("2024")
    links = edition.stages()
    assert tuple(links) == edition.framework().indicators
    for code, linked in links.items():
        names = [link.stage for link in linked]
        assert names, code
        assert len(names) == len(set(names)), code
        assert names == sorted(names, key=CODES.index), f"{code}: in the order of time"
        assert all(link.certainty == "assumed" for link in linked)
        assert all(0 <= link.lead <= 90 for link in linked)
    assert {link.stage for linked in links.values() for link in linked} >= set(CODES) - {"regulation"}


def test_some_links_that_nobody_would_doubt() -> None:
    links = {code: {link.stage for link in linked} for code, linked in load("2024").stages().items()}
    assert "voter-list" in links["I17"]
    assert "tabulation" in links["I11"]
    assert {"quiet-period", "voting"} <= links["I54"]
    assert "observers" in links["I60"]


@pytest.mark.parametrize("code", [code for code in available() if code != "2024"])
def test_other_editions_have_no_map(code: str) -> None:
    assert load(code).stages() == {}


def test_a_map_is_read_in_the_order_of_the_framework(tmp_path: Path) -> None:
    file = tmp_path / "stages.csv"
    file.write_text("indicator,stage,lead,note\nB,voting,30,why\nA,campaign,0,\nB,counting,7,\n")
    links = read_links(file, FRAMEWORK)
    assert list(links) == ["A", "B"]
    assert [(link.stage, link.lead, link.note) for link in links["B"]] == [("voting", 30, "why"), ("counting", 7, "")]


def test_a_bad_map_is_refused_with_every_line(tmp_path: Path) -> None:
    file = tmp_path / "stages.csv"
    file.write_text("indicator,stage,lead,note\nA,voting,soon,\nC,dawn,-3,\n")
    with pytest.raises(DataError) as caught:
        read_links(file, FRAMEWORK)
    assert [(each.code, each.line) for each in caught.value.problems] == [
        ("guidance-lacking", None),
        ("guidance-unknown", None),
        ("stage-lead", 2),
        ("stage-unknown", 3),
        ("stage-lead", 3),
    ]
