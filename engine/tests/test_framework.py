"""The framework: a tree that says what is wrong with it."""

from collections.abc import Sequence

import pytest

from ikp import DataError, Framework, Node
from ikp.editions import load


def tree(*pairs: tuple[str, str | None]) -> Framework:
    return Framework([Node(code, parent) for code, parent in pairs])


#: A ragged tree: B is an indicator beside the dimension A.
RAGGED = (("X", None), ("A", "X"), ("B", "X"), ("a1", "A"), ("a2", "A"))


def test_tiers_are_counted_from_the_leaves_up() -> None:
    assert tree(*RAGGED).tiers == {"X": 3, "A": 2, "B": 1, "a1": 1, "a2": 1}


def test_order_of_the_rows_does_not_matter_for_the_tree() -> None:
    turned = tree(*reversed(RAGGED))
    assert turned.tiers == tree(*RAGGED).tiers
    assert turned.aggregates == ("A", "X")


def test_lookups() -> None:
    framework = tree(*RAGGED)
    assert framework.root == "X"
    assert framework.indicators == ("B", "a1", "a2")
    assert framework.aggregates == ("A", "X")
    assert framework.children("X") == ("A", "B")
    assert framework.path("a2") == ("X", "A", "a2")
    assert framework.leaves_under("X") == ("a1", "a2", "B")
    assert framework.tier(1) == ("B", "a1", "a2")
    assert framework["a1"].parent == "A"
    assert "a1" in framework
    assert "a9" not in framework


def test_a_cut_keeps_the_tiers() -> None:
    cut = tree(*RAGGED).cut(["A", "B"])
    assert cut.indicators == ("A", "B")
    assert cut.tiers == {"X": 3, "A": 2, "B": 1}


@pytest.mark.parametrize("codes", [["A"], ["A", "a1", "B"], ["X", "B"], ["A", "B", "Z"]])
def test_a_cut_that_is_not_clean_is_refused(codes: Sequence[str]) -> None:
    with pytest.raises(DataError) as caught:
        tree(*RAGGED).cut(codes)
    assert [each.code for each in caught.value.problems] == ["framework-cut"]


def test_without_takes_empty_parents_along() -> None:
    rest = tree(*RAGGED).without(["a1", "a2"])
    assert rest.indicators == ("B",)
    assert "A" not in rest
    with pytest.raises(DataError):
        tree(*RAGGED).without(["a1", "a2", "B"])


@pytest.mark.parametrize(
    ("nodes", "codes"),
    [
        ([], ["framework-empty"]),
        ([Node("X")], ["framework-empty"]),
        ([Node("X"), Node("A", "X"), Node("A", "X")], ["framework-duplicate"]),
        ([Node("X"), Node("A", "Y")], ["framework-parent"]),
        ([Node("X"), Node("Y"), Node("A", "X")], ["framework-roots"]),
        ([Node("X"), Node("A", "X", weight=-1), Node("B", "X")], ["framework-weight"]),
        ([Node("X"), Node("A", "X", weight=float("nan"))], ["framework-weight"]),
        ([Node("X"), Node("A", "X", weight=0)], ["framework-weightless"]),
        ([Node("X"), Node("A", "X", direction=0)], ["framework-direction"]),
        ([Node("X"), Node("A", "X", direction=-1), Node("a", "A")], ["framework-direction"]),
    ],
)
def test_a_bad_tree_is_refused_by_name(nodes: list[Node], codes: list[str]) -> None:
    with pytest.raises(DataError) as caught:
        Framework(nodes)
    assert [each.code for each in caught.value.problems] == codes


def test_a_circle_is_shown_as_a_path() -> None:
    with pytest.raises(DataError, match="circle: A → B → C → A"):
        tree(("X", None), ("A", "B"), ("B", "C"), ("C", "A"), ("d", "A"), ("e", "X"))


def test_all_problems_come_at_once() -> None:
    with pytest.raises(DataError) as caught:
        Framework([Node("X"), Node("A", "Y", weight=-2), Node("B", "X", direction=3)])
    assert len(caught.value.problems) == 3


def test_the_digest_changes_with_a_weight_and_only_then() -> None:
    framework = tree(*RAGGED)
    assert framework.digest == tree(*RAGGED).digest
    assert framework.digest != framework.with_weights({"A": 2.0}).digest
    assert framework.with_weights({"A": 2.0})["A"].weight == 2.0


def test_names_fall_back_to_another_language_and_to_the_code() -> None:
    assert Node("X", names={"id": "Indeks"}).name("en") == "Indeks"
    assert Node("X").name("id") == "X"


def test_a_framework_reads_back_what_it_gives() -> None:
    framework = load("2024").framework("regency")
    again = Framework.from_dict(framework.to_dict())
    assert again.digest == framework.digest
    assert again.tiers == framework.tiers
