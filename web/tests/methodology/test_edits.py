"""Edits of a content: pure functions from one content to the next."""

from copy import deepcopy
from typing import Any

import pytest
from ikpweb.kit.errors import RejectedError
from ikpweb.methodology.changes import changes, items_of
from ikpweb.methodology.content import Content, indicators, node_of
from ikpweb.methodology.edits import (
    AddNode,
    ChangeNode,
    ChangeRubric,
    MoveNode,
    RemoveNode,
    SetCutoffs,
    SetWeights,
    ShiftNode,
)


def node(code: str, parent: str | None, **other: Any) -> dict[str, Any]:
    told = {"names": {"id": code, "en": code}, "definitions": {}, "weight": 1.0, "direction": 1, "certainty": "assumed"}
    return {"code": code, "parent": parent, **told, "source": "", "note": "", "measure": "", **other}


def small() -> Content:
    """An index of two dimensions; the first has two subdimensions with three indicators."""
    return {
        "titles": {"id": "Kecil", "en": "Small"},
        "nodes": [
            node("X", None),
            *(node("A", "X"), node("A1", "A"), node("a", "A1"), node("b", "A1"), node("A2", "A"), node("c", "A2")),
            *(node("B", "X"), node("B1", "B"), node("d", "B1")),
        ],
        "rubrics": {code: {"counts": {"id": f"hitung {code}"}, "grades": []} for code in "abcd"},
        "stages": {"a": ["voting"]},
        "recipes": {
            "province": {
                "step": [
                    {"kind": "aggregate", "nodes": {"A": {}, "A1": {}}, "evidence": {"nodes.A1": {}, "nodes.A": {}}},
                    {
                        "kind": "categorise",
                        "fitted": {"X": [10.0, 20.0], "A": [1.0, 2.0]},
                        "evidence": {"tiers.4": {}, "fitted.X": {"certainty": "published"}, "fitted.A": {}},
                    },
                ]
            }
        },
    }


def codes(content: Content) -> list[str]:
    return [each["code"] for each in content["nodes"]]


def test_an_edit_leaves_what_it_was_given_as_it_is() -> None:
    before = small()
    kept = deepcopy(before)
    edits = [
        AddNode("A1", {k: v for k, v in node("e", "A1").items() if k != "parent"}),
        ChangeNode("a", {"code": "z", "weight": 3.0}),
        MoveNode("A2", "B"),
        ShiftNode("b", -1),
        RemoveNode("A"),
        ChangeRubric("a", {"counts": {"id": "lain"}}),
        SetCutoffs("province", {"X": (5.0, 6.0)}, {"certainty": "assumed"}),
        SetWeights("1", {"a": 0.5}, "sumber", "catatan"),
    ]
    for edit in edits:
        assert edit(before) != kept
        assert before == kept, type(edit).__name__


def test_a_node_comes_after_its_siblings_and_before_the_next_branch() -> None:
    after = AddNode("A1", {k: v for k, v in node("e", "").items() if k != "parent"})(small())
    assert codes(after) == ["X", "A", "A1", "a", "b", "e", "A2", "c", "B", "B1", "d"]


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (AddNode("A1", node("a", "")), "code"),
        (AddNode("a", node("e", "")), "parent"),
        (ChangeNode("a", {"code": "b"}), "code"),
        (MoveNode("A", "A1"), "parent"),
        (MoveNode("A", "A"), "parent"),
        (MoveNode("A", "B"), "parent"),
        (MoveNode("X", "A"), "parent"),
        (ChangeNode("gone", {"weight": 1.0}), ""),
        (RemoveNode("X"), ""),
        (ChangeRubric("A1", {}), ""),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(edit: Any, field: str) -> None:
    with pytest.raises(RejectedError) as refused:
        edit(small())
    assert refused.value.field == field


def test_another_code_is_followed_by_rubric_stages_and_recipe() -> None:
    after = ChangeNode("A1", {"code": "Q"})(ChangeNode("a", {"code": "z"})(small()))
    assert node_of(after, "z")["parent"] == "Q"  # type: ignore[index]
    assert set(after["rubrics"]) == {"z", "b", "c", "d"}
    assert after["stages"] == {"z": ["voting"]}
    step = after["recipes"]["province"]["step"][0]
    assert set(step["nodes"]) == {"A", "Q"}
    assert set(step["evidence"]) == {"nodes.A", "nodes.Q"}


def test_removing_takes_all_below_with_rubrics_and_what_recipes_say() -> None:
    after = RemoveNode("A")(small())
    assert codes(after) == ["X", "B", "B1", "d"]
    assert set(after["rubrics"]) == {"d"}
    assert after["stages"] == {}
    first, second = after["recipes"]["province"]["step"]
    assert first["nodes"] == {}
    assert second["fitted"] == {"X": [10.0, 20.0]}
    assert set(second["evidence"]) == {"tiers.4", "fitted.X"}


def test_a_branch_moves_whole() -> None:
    after = MoveNode("A2", "B")(small())
    assert codes(after) == ["X", "A", "A1", "a", "b", "B", "B1", "d", "A2", "c"]
    assert [each["code"] for each in indicators(after)] == ["a", "b", "d", "c"]


def test_order_changes_among_siblings_and_stops_at_the_ends() -> None:
    assert codes(ShiftNode("B", -1)(small())) == ["X", "B", "B1", "d", "A", "A1", "a", "b", "A2", "c"]
    assert codes(ShiftNode("a", -1)(small())) == codes(small())
    assert codes(ShiftNode("A2", 1)(small())) == codes(small())


def test_a_cutoff_that_stays_keeps_where_it_comes_from() -> None:
    after = SetCutoffs("province", {"X": (10.0, 20.0), "A": (3.0, 4.0)}, {"certainty": "derived"})(small())
    evidence = after["recipes"]["province"]["step"][1]["evidence"]
    assert evidence == {
        "tiers.4": {},
        "fitted.X": {"certainty": "published"},
        "fitted.A": {"certainty": "derived"},
    }


def test_cutoffs_from_the_data_leave_no_number_behind() -> None:
    step = SetCutoffs("province", {}, {})(small())["recipes"]["province"]["step"][1]
    assert step["fitted"] == {}
    assert step["evidence"] == {"tiers.4": {}}


def test_changes_name_each_field_once_and_a_removal_whole() -> None:
    told = changes(small(), ChangeNode("a", {"weight": 2.0, "names": {"id": "baru", "en": "a"}})(small()))
    assert [(each["item"], each["field"], each["before"], each["after"]) for each in told] == [
        ("node:a", "names.id", "a", "baru"),
        ("node:a", "weight", 1.0, 2.0),
    ]
    assert changes(small(), small()) == []
    gone = changes(small(), RemoveNode("B")(small()))
    assert items_of(gone) == {"node:B", "node:B1", "node:d", "rubric:d"}
    assert {each["item"] for each in gone if each["item"].startswith("order")} == {"order:X", "order:B", "order:B1"}


def test_an_order_is_no_item_that_two_people_could_clash_on() -> None:
    told = changes(small(), ShiftNode("b", -1)(small()))
    assert [each["item"] for each in told] == ["order:A1"]
    assert items_of(told) == set()
