"""The action library as it is shipped: complete, ours, in both languages, and refused where it has faults."""

import re
from collections import Counter
from typing import Any

import pytest
from ikpweb.prevention import engine
from ikpweb.prevention.shipped import Action, action_of, check, shipped, studies, table_of, terms

from ikp.editions import load, stages

LANGS = ("id", "en")
ORDER = [stage.code for stage in stages()]


def table(**changes: Any) -> dict[str, Any]:
    """Give an action as it stands in a file, with some of it changed."""
    whole = {
        "id": "one",
        "indicators": ["I01"],
        "stages": ["campaign"],
        "levels": ["regency"],
        "form": "letters",
        "legal_base": [],
        "effort": 2,
        "title": {"id": "Judul", "en": "Title"},
        "description": {"id": "Uraian", "en": "Description"},
        "mechanism": {"id": "Cara kerja", "en": "Mechanism"},
        "done_when": {"id": "Selesai bila", "en": "Done when"},
    } | changes
    return {key: value for key, value in whole.items() if value is not None}


def faults(*tables: dict[str, Any]) -> list[str]:
    """Find the faults of these actions; that other indicators have none is left aside."""
    return [fault for fault in check(tables) if not re.match(r"I\d\d has \d", fault)]


# --- the library ------------------------------------------------------------------------------
def test_there_are_enough_actions_and_every_indicator_has_two() -> None:
    assert len(shipped()) >= 120
    times = Counter(code for action in shipped() for code in action.indicators)
    assert set(times) == set(engine.indicators())
    assert min(times.values()) >= 2


def test_every_indicator_is_the_main_one_of_some_action() -> None:
    assert {action.indicators[0] for action in shipped()} == set(engine.indicators())


def test_themes_stand_in_the_order_of_the_instrument() -> None:
    themes = list(dict.fromkeys(action.theme for action in shipped()))
    assert themes[:3] == ["security", "organisers", "state-officials"]
    assert themes[-1] == "community"
    assert len(themes) == 12


def test_every_form_and_level_is_used() -> None:
    assert len(terms().forms) == 7
    assert {action.form for action in shipped()} == set(terms().forms)
    assert {level for action in shipped() for level in action.levels} == set(terms().levels)


def test_stages_are_in_the_order_of_an_election_and_fit_every_indicator() -> None:
    links = {code: {link.stage for link in linked} for code, linked in load("2024").stages().items()}
    for action in shipped():
        assert list(action.stages) == sorted(action.stages, key=ORDER.index), action.id
        for code in action.indicators:
            assert links[code] & set(action.stages), f"{action.id} is for {code}, which is not of its stages"


@pytest.mark.parametrize("lang", LANGS)
def test_texts_are_written_out(lang: str) -> None:
    for action in shipped():
        assert 20 <= len(action.title[lang]) <= 90, action.id
        assert not action.title[lang].endswith("."), action.id
        for text in (action.description, action.mechanism, action.done_when):
            assert text[lang].endswith("."), action.id
        assert len(action.description[lang]) >= 80, action.id


def test_ids_are_short_names() -> None:
    for action in shipped():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", action.id)


def test_legal_bases_are_cited_alike() -> None:
    kinds = r"(UU|PP|Perbawaslu|Peraturan DKPP) \d+/\d{4}( Pasal \d+[A-Z]?)?"
    for action in shipped():
        for base in action.legal_base:
            assert re.fullmatch(kinds, base), f"{action.id}: {base}"


def test_what_is_known_of_an_effect_comes_from_a_study_or_is_said_to_be_unknown() -> None:
    with_study = [action for action in shipped() if action.studies]
    assert 0 < len(with_study) < len(shipped()) / 2
    for action in shipped():
        for lang in LANGS:
            if action.studies:
                assert all(study.citation in action.evidence[lang] for study in action.studies)
            else:
                assert action.evidence == terms().none_known
    assert {study.code for action in with_study for study in action.studies} == set(studies())


def test_the_library_says_whose_it_is() -> None:
    assert "bukan terbitan Bawaslu" in terms().note["id"]
    assert "not published by Bawaslu" in terms().note["en"]
    assert "Belum diketahui" in terms().none_known["id"]


def test_actions_are_values() -> None:
    first: Action = shipped()[0]
    with pytest.raises(AttributeError):
        first.effort = 0  # type: ignore[misc] # the point of the test


def test_an_action_comes_back_from_its_table() -> None:
    for action in shipped():
        assert action_of(table_of(action)) == action


# --- what is refused --------------------------------------------------------------------------
def test_a_sound_action_has_no_faults() -> None:
    assert faults(table()) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"mechanism": None}, "lacks ['mechanism']"),
        ({"cost": 5}, "unknown ['cost']"),
        ({"title": {"id": "Judul"}}, "title.en is lacking"),
        ({"done_when": {"id": " ", "en": "Done when"}}, "done_when.id is lacking"),
        ({"indicators": ["I62"]}, "indicators must be some of"),
        ({"indicators": ["I01", "I01"]}, "indicators must be some of"),
        ({"stages": []}, "stages must be some of"),
        ({"levels": ["embassy"]}, "levels must be some of"),
        ({"form": "parade"}, "the form 'parade' is none of"),
        ({"effort": 0}, "whole number of person-days"),
        ({"effort": 1.5}, "whole number of person-days"),
        ({"studies": ["hearsay-2020"]}, "the studies must be some of"),
    ],
)
def test_a_fault_is_named_with_the_action(changes: dict[str, Any], fault: str) -> None:
    (found,) = faults(table(**changes))
    assert found.startswith("one: ")
    assert fault in found


def test_what_stands_twice_is_found() -> None:
    found = faults(table(), table(id="two", title={"id": "Lain", "en": "Other"}))
    assert "This stands twice: Uraian" in found
    assert faults(table(), table(id="one")) != []


def test_an_indicator_with_too_few_actions_is_named() -> None:
    assert "I01 has 1 actions, fewer than 2." in check([table()])
    assert "I61 has 0 actions, fewer than 2." in check([table()])
