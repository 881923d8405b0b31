"""The made-up world: the same from the same seed, of the size that is promised, and labelled."""

from collections import Counter
from datetime import date
from typing import Any

from simulation.files import file_of
from simulation.person import code_of
from simulation.world import SINTETIS, TOUCHED, World, offices_of

PERIOD = (date(2023, 1, 1), date(2024, 12, 31))
FORM: dict[str, Any] = {
    "questions": [{"code": f"I{n:02}", "dimension": ["SP", "PP", "KT", "PT"][n % 4]} for n in range(61)],
    "stages": {"pemungutan": {}, "kampanye": {}},
}
CODES = [f"{p:02}" for p in range(11, 50)] + [f"{p:02}.{r:02}" for p in range(11, 50) for r in range(1, 14)]


def test_the_same_seed_gives_the_same_world_in_any_order() -> None:
    one, other = World(1, PERIOD), World(1, PERIOD)
    other.workload("15.02", FORM)
    assert one.workload("15.01", FORM) == other.workload("15.01", FORM)
    assert one.workload("15.01", FORM) != World(2, PERIOD).workload("15.01", FORM)


def test_the_country_has_some_60_000_events_and_everything_says_that_it_is_made_up() -> None:
    world = World(2024, PERIOD)
    loads = [world.workload(code, FORM) for code in CODES[:546]]
    events = [event for load in loads for event in load.events]
    assert 50_000 < len(events) < 70_000
    assert len({event.key for event in events}) == len(events)
    assert all(SINTETIS in event.fields["narrative"] and SINTETIS in event.fields["district"] for event in events)
    assert sum(event.evidence for event in events) < 2_000_000_000
    assert all(set(load.answers) == {question["code"] for question in FORM["questions"]} for load in loads)


def test_answers_and_events_agree() -> None:
    load = World(2024, PERIOD).workload("15.01", FORM)
    under = Counter(event.fields["indicator"] for event in load.events)
    assert all((load.answers[code]["answer"] == "events") == (under[code] > 0) for code in load.answers)


def test_the_narrative_tells_what_a_second_person_grades_by() -> None:
    events = World(2024, PERIOD).workload("15.01", FORM).events
    near = sum(
        any(f"Terdampak {TOUCHED[g]} TPS" in e.fields["narrative"] for g in (e.fields["grade"],)) for e in events
    )
    assert 0.5 < near / len(events) < 0.95


def test_whole_provinces_are_chosen_and_jambi_is_the_first() -> None:
    assert offices_of(CODES, 0.02)[0] == "15"
    assert {code[:2] for code in offices_of(CODES, 0.02)} == {"15"}
    assert sorted(offices_of(CODES, 1)) == sorted(CODES)


def test_files_are_of_the_wanted_size_and_no_two_are_alike() -> None:
    name, content = file_of("aa000000-0000-4000-8000-000000000000", 200_000)
    _, other = file_of("ab000000-0000-4000-8000-000000000000", 200_000)
    assert name.endswith(".jpg")
    assert 100_000 < len(content) < 400_000
    assert content != other
    assert file_of("00000000-0000-4000-8000-000000000000", 5)[1].startswith(b"%PDF")


def test_the_six_digits_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B, for SHA-1: the last six of 94287082 and 07081804.
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105 - "12345678901234567890" of the standard
    assert code_of(secret, 59) == "287082"
    assert code_of(secret, 1111111109) == "081804"
