"""What may vary, as data: read, written, refused."""

import tomllib
from typing import Any

import pytest

from ikp.errors import DataError
from ikp.uncertainty import Choice, Detection, Number, Option, Perturbation, Perturbations, Weights
from ikp.uncertainty.perturbations import KINDS, cumulative

TEXT = """
name = "trial"

[[vary]]
kind = "weights"
distribution = "dirichlet"
concentration = 20
covers = ["weight"]
note = "as wide as the experts were"

[[vary]]
kind = "choice"
[[vary.options]]
name = "as it is"
[[vary.options]]
name = "z-scores"
probability = 2
change.normalise.default = { method = "zscore", to = [50, 10] }

[[vary]]
kind = "number"
paths = ["treat.max_skewness"]
low = 1.5
high = 2.5

[[vary]]
kind = "drop"
[[vary]]
kind = "counts"
[[vary]]
kind = "detection"
probability = [0.7, 0.9]
[[vary]]
kind = "gaps"
[[vary]]
kind = "grading"
pairs = [[8, 2], [1, 9]]
"""


def test_every_kind_is_read_and_written_back() -> None:
    found = Perturbations.from_dict(tomllib.loads(TEXT))
    assert [each.kind for each in found.vary] == list(KINDS)
    again = Perturbations.from_dict(found.to_dict())
    assert again.vary == found.vary
    assert again.digest == found.digest
    weights = found.vary[0]
    assert isinstance(weights, Weights)
    assert weights.concentration == 20.0
    assert weights.certainty == "assumed"
    assert found.path(1) == "vary[2] choice"


def test_all_problems_are_told_at_once_and_in_both_languages() -> None:
    data: dict[str, Any] = {
        "wary": 1,
        "vary": [{"kind": "weights", "spred": 1}, {"kind": "chance"}, {"kind": "number", "low": "a"}, "x"],
    }
    with pytest.raises(DataError) as refused:
        Perturbations.from_dict(data)
    codes = [each.code for each in refused.value.problems]
    assert codes == [
        "recipe-key",
        "recipe-key",
        "vary-kind",
        "recipe-required",
        "recipe-value",
        "recipe-required",
        "vary-kind",
    ]
    assert "vary[1] weights.spred" in refused.value.sentence("id")
    with pytest.raises(DataError, match="vary"):
        Perturbations.from_dict({"vary": "weights"})


@pytest.mark.parametrize(
    ("perturbation", "name"),
    [
        (Weights(spread=0.0), "spread"),
        (Weights(spread=1.5), "spread"),
        (Weights(spread=float("nan")), "spread"),
        (Weights(distribution="dirichlet"), "concentration"),
        (Weights(distribution="dirichlet", concentration=0.0), "concentration"),
        (Weights(distribution="sets"), "sets"),
        (Weights(distribution="sets", sets={"A": (1.0,), "B": (1.0, 2.0)}), "sets"),
        (Weights(distribution="sets", sets={"A": (-1.0,), "B": (1.0,)}), "sets.A"),
        (Choice(options=()), "options"),
        (Choice(options=(Option(name="a"), Option(name="a"))), "options"),
        (Choice(options=(Option(name="a", probability=-1.0),)), "options[1].probability"),
        (Choice(options=(Option(name="a", probability=0.0),)), "options"),
        (Number(paths=(), low=0.0, high=1.0), "paths"),
        (Number(paths=("a.b",), low=1.0, high=1.0), "high"),
        (Number(paths=("a.b",), low=float("-inf"), high=1.0), "low"),
        (KINDS["drop"](chance=0.0), "chance"),  # type: ignore[call-arg]
        (KINDS["counts"](distribution="negative_binomial"), "dispersion"),  # type: ignore[call-arg]
        (Detection(probability=(0.9, 0.7)), "probability"),
        (Detection(probability=(0.0, 0.7)), "probability"),
        (Detection(probability=(0.5, 1.1)), "probability"),
        (KINDS["gaps"](group="island"), "group"),  # type: ignore[call-arg]
        (KINDS["grading"](pairs=()), "pairs"),  # type: ignore[call-arg]
        (KINDS["grading"](pairs=((1.0, 2.0),)), "pairs"),  # type: ignore[call-arg]
        (KINDS["grading"](pairs=((0.0, 0.0), (1.0, 1.0))), "pairs"),  # type: ignore[call-arg]
        (KINDS["grading"](pairs=((-1.0, 3.0), (1.0, 1.0))), "pairs"),  # type: ignore[call-arg]
    ],
)
def test_impossible_distributions_are_refused(perturbation: Perturbation, name: str) -> None:
    with pytest.raises(DataError) as refused:
        Perturbations([perturbation])
    assert f"vary[1] {perturbation.kind}.{name}" in {each.params["path"] for each in refused.value.problems}


def test_shares_of_options_end_at_one() -> None:
    options = [Option(name=str(k), probability=p) for k, p in enumerate((0.1, 0.2, 0.0, 0.3))]
    assert cumulative(options) == pytest.approx([1 / 6, 0.5, 0.5, 1.0])
    assert cumulative(options)[-1] == 1.0
