"""What calendars, links and actions must say: each fault is named at its field."""

from typing import Any

import pytest
from ikpweb.prevention import engine
from ikpweb.prevention.curation.content import content_of_schedule
from ikpweb.prevention.curation.validation import (
    clean_action,
    clean_calendar,
    clean_code,
    clean_links,
    clean_reason,
    key_for,
    lacking_actions,
)
from ikpweb.prevention.shipped import check, shipped, table_of

from web.tests.prevention.curation.curating import given_action


def fields(faults: list[Any]) -> set[str]:
    return {fault.field for fault in faults}


def calendar(**row: Any) -> dict[str, Any]:
    content = content_of_schedule(engine.schedules()[0])
    return {**content, "periods": [{**content["periods"][0], **row}]}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"names": {"id": "", "en": "x"}}, "names.id"),
        ({"voting_day": ""}, "voting_day"),
        ({"voting_day": "14/02/2024"}, "voting_day"),
        ({"legal_base": ""}, "legal_base"),
        ({"sources": []}, "sources"),
        ({"note": "x" * 600}, "note"),
    ],
)
def test_a_fault_of_the_head_is_named(given: dict[str, Any], field: str) -> None:
    assert fields(clean_calendar({**calendar(), **given})[1]) == {field}


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"names": {"id": " "}}, "names.id"),
        ({"stages": []}, "stages"),
        ({"stages": ["parade"]}, "stages"),
        ({"start": "2024-01-02", "end": ""}, "end"),
        ({"start": "2024-01-02", "end": "2024-01-01"}, "end"),
        ({"no": 0}, "no"),
        ({"certainty": "sure"}, "certainty"),
    ],
)
def test_a_fault_of_a_row_is_named_with_the_row(row: dict[str, Any], field: str) -> None:
    assert fields(clean_calendar(calendar(**row))[1]) == {f"periods.1.{field}"}


def test_without_confirmation_no_legal_base_is_asked_for_and_with_it_nothing_stays_assumed() -> None:
    assert (
        clean_calendar({**calendar(certainty="assumed"), "confirmed": False, "legal_base": "", "sources": []})[1] == []
    )
    assert clean_calendar(calendar(certainty="assumed"))[0]["periods"][0]["certainty"] == "published"


@pytest.mark.parametrize(
    ("links", "field"),
    [
        ([], "links"),
        ([{"key": "parade", "lead": 1}], "links"),
        ([{"key": "campaign", "lead": None}], "links.campaign.lead"),
        ([{"key": "campaign", "lead": -1}], "links.campaign.lead"),
        ([{"key": "campaign", "lead": 9999}], "links.campaign.lead"),
        ([{"key": "campaign", "lead": 1, "note": "x" * 600}], "links.campaign.note"),
    ],
)
def test_a_fault_of_the_links_is_named(links: list[dict[str, Any]], field: str) -> None:
    assert fields(clean_links({"links": links})[1]) == {field}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"indicators": ["I99"]}, "indicators"),
        ({"stages": []}, "stages"),
        ({"levels": ["embassy"]}, "levels"),
        ({"form": "parade"}, "form"),
        ({"effort": None}, "effort"),
        ({"effort": 0}, "effort"),
        ({"title": {"id": "", "en": "x"}}, "title.id"),
        ({"mechanism": {"id": "x" * 1600, "en": "x"}}, "mechanism.id"),
        ({"description": {"id": "a\x00", "en": "x"}}, "description.id"),
    ],
)
def test_a_fault_of_an_action_is_named(given: dict[str, Any], field: str) -> None:
    assert fields(clean_action({**given_action(**given), "id": "x-y"}, whole=False)[1]) == {field}


def test_english_may_be_left_to_the_centre_but_not_by_it() -> None:
    given = {**given_action(title={"id": "SINTETIS: judul"}), "id": "x-y"}
    assert clean_action(given, whole=False)[1] == []
    assert fields(clean_action(given, whole=True)[1]) == {"title.en"}


def test_every_action_that_is_shipped_would_be_accepted_as_it_is() -> None:
    for action in shipped():
        table = table_of(action)
        assert clean_action(table, whole=True) == (table, []), action.id


def test_the_main_indicator_stays_the_first_and_all_else_is_put_in_order() -> None:
    given = given_action(indicators=["I42", "I01"], stages=["voting", "campaign"], levels=["regency", "province"])
    content = clean_action({**given, "id": "x-y"}, whole=True)[0]
    assert content["indicators"] == ["I42", "I01"]
    assert content["stages"] == ["campaign", "voting"]
    assert content["levels"] == ["province", "regency"]
    assert not [fault for fault in check([content]) if fault.startswith("x-y")]


def test_a_new_action_gets_a_name_that_no_other_has() -> None:
    content = given_action()
    first = key_for(content, [])
    assert first == "made-up-write-to-rally-organisers"
    assert key_for(content, [first]) == f"{first}-2"
    assert key_for(given_action(title={"id": "Surat", "en": ""}), []) == "surat-baru"


def test_an_indicator_that_would_have_one_action_left_is_named() -> None:
    of_first = [each for each in shipped() if "I01" in each.indicators]
    rest = [each for each in shipped() if each not in of_first[1:]]
    assert "I01" in lacking_actions(rest)
    assert lacking_actions(shipped()) == []


@pytest.mark.parametrize("reason", ["", "pendek", "x" * 1001, "alasan\x00 panjang"])
def test_a_reason_must_say_something(reason: str) -> None:
    assert clean_reason(reason)[1]


@pytest.mark.parametrize(
    ("code", "sound"), [("pemilu-2029", True), ("Pemilu 2029", False), ("pemilu", False), ("", False)]
)
def test_a_code_is_short_and_plain(code: str, sound: bool) -> None:
    assert (clean_code(code) == []) is sound
