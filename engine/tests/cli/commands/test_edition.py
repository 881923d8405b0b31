"""One edition: tree, weights and cut-offs with certainty and source."""

from typing import Any

import pytest

from ikp.editions import available

pytestmark = pytest.mark.extras


def test_tree_weights_and_cutoffs_of_2024(call: Any) -> None:
    document = call("edition", "2024", "--level", "province", "--json").json
    nodes = {node["node"]: node for node in document["nodes"]}
    assert len(nodes) == 1 + 4 + 12 + 61
    assert {code: round(nodes[code]["weight"], 9) for code in ("SP", "PP", "KT", "PT")} == {
        "SP": 0.27,
        "PP": 0.38,
        "KT": 0.25,
        "PT": 0.1,
    }
    assert sum(node["effective"] for node in document["nodes"] if node["depth"] == 3) == pytest.approx(1)
    assert all(node["certainty"] and node["source"] for node in document["nodes"] if node["depth"])
    ikp = next(cut for cut in document["cutoffs"] if cut["node"] == "IKP")
    assert ikp["cutoffs"] == [21.702, 68.502]
    assert ikp["certainty"] == "derived"
    assert ikp["source"]
    assert document["constants"]
    assert document["alternatives"]
    assert document["missing_items"]


def test_the_depth_of_the_tree_is_chosen(call: Any) -> None:
    text = call("edition", "2024", "--depth", "2").out
    assert "SP1" in text
    assert "I01" not in text


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("code", available())
def test_every_edition_fits_the_terminal(call: Any, code: str, lang: str) -> None:
    ran = call("edition", code, lang=lang, columns=80)
    assert ran.code == 0
    # Addresses of sources stay in one piece; everything else fits.
    assert max((len(line) for line in ran.out.splitlines() if "http" not in line), default=0) <= 80


def test_an_alternative_changes_the_constants(call: Any) -> None:
    plain, other = (
        call("edition", "2024", *more, "--json").json["constants"]
        for more in ([], ["--alternative", "share-of-maximum"])
    )
    assert plain != other


def test_results_only_says_so(call: Any) -> None:
    assert "cannot be recomputed" in " ".join(call("edition", "pilkada-2024").out.split())
