"""What changed from release to release, worked out by hand on two small ones."""

from collections.abc import Mapping
from typing import Any

from ikpweb.publication.changed import MethodChange, _compared
from ikpweb.publication.reading import Node, Place, Reading, Scored, Sheet

TREE = {
    "IKP": Node("IKP", "", 2, 1.0, {"id": "Indeks"}),
    "I01": Node("I01", "IKP", 1, 1.0, {"id": "Satu"}),
    "I02": Node("I02", "IKP", 1, 1.0, {"id": "Dua"}),
}
NAMES = {"11": "Aceh", "12": "Sumatera Utara", "13": "Sumatera Barat"}


def sheet(scores: Mapping[str, tuple[float | None, float | None, str]], inputs: Any, **other: Any) -> Sheet:
    rows = {unit: {"IKP": Scored(score, rank, group, group, 1.0)} for unit, (score, rank, group) in scores.items()}
    told: dict[str, Any] = {"nodes": TREE, "cutoffs": {"IKP": [30.0, 60.0]}} | other
    places = {unit: Place(unit, NAMES[unit], "province") for unit in scores}
    return Sheet("province", places, told["nodes"], rows, inputs, {}, {}, told["cutoffs"])


def read(found: Sheet, *, recipe: str = "a" * 64, engine: str = "1.0.0", detail: str = "indicators") -> Reading:
    about = {
        "levels": {"province": {"digests": {"recipe": recipe}}},
        "engine": {"version": engine},
        "policy": {"inputs": detail},
    }
    return Reading(about, found.places, {"province": found})


BEFORE = sheet(
    {"11": (20.0, 2.0, "rendah"), "12": (50.0, 1.0, "sedang"), "13": (None, None, "")},
    {
        "11": {"I01": (1.0, ""), "I02": (0.0, "")},
        "12": {"I01": (2.0, ""), "I02": (5.0, "")},
        "13": {"I01": (None, "not_reported"), "I02": (None, "not_reported")},
    },
)


def test_units_inputs_and_categories_that_changed_are_told_and_the_rest_is_counted() -> None:
    after = sheet(
        {"11": (65.0, 1.0, "tinggi"), "12": (50.0 + 1e-12, 1.0, "sedang"), "13": (10.0, 3.0, "rendah")},
        {
            "11": {"I01": (4.0, ""), "I02": (0.0, "")},
            "12": {"I01": (1.0, ""), "I02": (5.0, "")},
            "13": {"I01": (0.0, ""), "I02": (None, "rejected")},
        },
    )
    (found,) = _compared(read(BEFORE), read(after))
    assert [(each.code, each.difference, each.moved) for each in found.units] == [
        ("11", 45.0, True),
        ("13", None, True),
    ]
    assert (found.same, found.moved, found.comparable) == (1, 2, True)
    assert found.matrix == {("rendah", "tinggi"): 1, ("sedang", "sedang"): 1, ("", "rendah"): 1}
    told = {each.node: (each.units, each.larger, each.smaller, each.appeared, each.gone) for each in found.inputs}
    assert told == {"I01": (3, 1, 1, 1, 0), "I02": (1, 0, 0, 0, 0)}  # another reason is a change too
    assert found.method == []


def test_the_same_release_twice_says_that_nothing_changed() -> None:
    (found,) = _compared(read(BEFORE), read(BEFORE))
    assert found.nothing
    assert found.same == 3


def test_the_method_is_told_node_by_node() -> None:
    tree = {"IKP": TREE["IKP"], "I01": Node("I01", "IKP", 1, 2.0, {}), "I03": Node("I03", "IKP", 1, 1.0, {})}
    units = {"11": (20.0, 2.0, "rendah"), "12": (50.0, 1.0, "sedang"), "13": (None, None, "")}
    inputs = {unit: {"I01": (1.0, ""), "I03": (1.0, "")} for unit in units}
    after = sheet(units, inputs, nodes=tree, cutoffs={"IKP": [30.0, 70.0]})
    (found,) = _compared(read(BEFORE), read(after, recipe="b" * 64, engine="1.1.0", detail="dimensions"))
    assert found.method == [
        MethodChange("node-added", "I03"),
        MethodChange("node-gone", "I02"),
        MethodChange("weight", "I01", "1", "2"),
        MethodChange("cutoffs", "IKP", "30; 60", "30; 70"),
        MethodChange("recipe", "", "a" * 12, "b" * 12),
        MethodChange("engine", "", "1.0.0", "1.1.0"),
        MethodChange("detail", "", "indicators", "dimensions"),
    ]
    assert not found.comparable
    assert found.inputs == []


def test_a_level_that_came_or_went_is_said() -> None:
    empty = Reading({"levels": {}, "engine": {"version": "1"}, "policy": {}}, {}, {})
    assert _compared(empty, read(BEFORE))[0].method == (MethodChange("level-added"),)
    assert _compared(read(BEFORE), empty)[0].method == (MethodChange("level-gone"),)
