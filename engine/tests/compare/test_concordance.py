import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikp.compare.concordance import Concordance, Link
from ikp.compare.scores import Method
from ikp.errors import DataError
from ikp.framework import Framework, Node


def tree(*leaves: Node) -> Framework:
    parents = {leaf.parent for leaf in leaves} - {"IDX"}
    return Framework([Node("IDX"), *(Node(str(parent), "IDX") for parent in sorted(map(str, parents))), *leaves])


ONE = tree(Node("i", "D1", 3), Node("j", "D1", 1), Node("k", "D2", 1))
TWO = tree(Node("i", "D1", 1), Node("m", "D2", 1))


def test_an_indicator_takes_the_nearest_link_above_it() -> None:
    links = Concordance([Link("D1", "D1", "similar"), Link("i", "i", "same"), Link("D2", None, "none", "dropped")])
    assert links.relation(ONE, "A") == {"i": "same", "j": "similar", "k": "none"}
    assert links.relation(TWO, "B") == {"i": "same", "m": "none"}


def test_shares_are_by_effective_weight() -> None:
    links = Concordance([Link("i", "i", "same"), Link("j", "m", "similar")])
    effective = Method(ONE).effective_weights
    # i = 1/2 × 3/4, j = 1/2 × 1/4, k = 1/2
    assert links.shares(ONE, "A", effective) == {"none": 0.5, "similar": 0.125, "same": 0.375}
    assert links.shares(TWO, "B", Method(TWO).effective_weights) == {"none": 0.0, "similar": 0.5, "same": 0.5}


def test_the_strongest_of_several_links_counts() -> None:
    links = Concordance([Link("i", "i", "same"), Link("i", "m", "none", "looks alike, asks something else")])
    assert links.relation(ONE, "A")["i"] == "same"
    assert [link.b for link in links.shared] == ["i"]


def test_nothing_is_none() -> None:
    assert set(Concordance().relation(ONE, "A").values()) == {"none"}


def test_codes_prove_something_only_with_names() -> None:
    a = Framework([Node("IDX"), Node("x", "IDX", names={"en": "Violence"}), Node("y", "IDX", names={"en": "Hoax"})])
    b = Framework(
        [
            Node("IDX"),
            Node("x", "IDX", names={"en": "Violence", "id": "Kekerasan"}, direction=-1),
            Node("y", "IDX", names={"en": "Hate speech"}),
        ]
    )
    assert [(link.a, link.relation) for link in Concordance.by_code(a, b).links] == [("x", "similar")]
    assert {link.relation for link in Concordance.by_code(a, a).links} == {"same"}
    bare = Framework([Node("IDX"), Node("x", "IDX")])
    assert Concordance.by_code(a, bare).links == ()
    assert [link.relation for link in Concordance.by_code(bare, bare).links] == ["same"]


def test_swapping_twice_changes_nothing() -> None:
    links = Concordance([Link("i", "m", "similar", "why"), Link("j", None, "none")])
    assert links.swapped().links[0] == Link("m", "i", "similar", "why")
    assert links.swapped().swapped() == links


@pytest.mark.parametrize(("a", "b", "relation"), [("i", None, "same"), (None, "i", "similar"), (None, None, "none")])
def test_a_relation_needs_both_nodes(a: str | None, b: str | None, relation: str) -> None:
    with pytest.raises(DataError) as caught:
        Link(a, b, relation)  # type: ignore[arg-type]  # parametrised
    assert caught.value.problems[0].code == "concordance-link"


def test_unknown_nodes_are_named_with_their_side() -> None:
    links = Concordance([Link("i", "zz", "same"), Link("yy", "m", "same")])
    with pytest.raises(DataError) as caught:
        links.check(ONE, TWO)
    assert [(each.params["code"], each.params["side"]) for each in caught.value.problems] == [("yy", "A"), ("zz", "B")]
    links.check(None, None)


@given(st.lists(st.sampled_from(["same", "similar", "none"]), min_size=3, max_size=3))
def test_shares_sum_to_one(relations: list[str]) -> None:
    links = Concordance(
        Link(code, code, relation)  # type: ignore[arg-type]  # drawn from the three words
        for code, relation in zip(ONE.indicators, relations, strict=True)
    )
    assert sum(links.shares(ONE, "A", Method(ONE).effective_weights).values()) == pytest.approx(1)
