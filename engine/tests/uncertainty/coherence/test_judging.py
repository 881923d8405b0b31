"""What is found worth telling: each kind of finding where it was put in, and none where all is well."""

import numpy as np
import pytest

from engine.tests.uncertainty.coherence.test_assessment import TREE, audit, made_up
from ikp import Framework, IndicatorTable, Node, Recipe, compute
from ikp.recipe.steps import Aggregate, Categorise, CategoryRule, Normalise, Weight
from ikp.uncertainty.coherence import Finding, findings


def found(kind: str, listed: tuple[Finding, ...]) -> list[Finding]:
    return [each for each in listed if each.kind == kind]


LISTED = findings(audit(made_up()))


def test_redundant_and_conflicting_parts_are_named_with_value_and_limit() -> None:
    [redundant] = found("redundant", LISTED)
    assert (redundant.node, redundant.other, redundant.limit) == ("a1", "a2", 0.92)
    assert redundant.value > 0.92
    assert {each.other for each in found("conflict", LISTED)} == {"b3"}
    [against] = found("against_parent", LISTED)
    assert (against.node, against.other) == ("b3", "B")


def test_a_group_whose_parts_run_against_each_other_has_a_negative_alpha() -> None:
    assert [each.node for each in found("negative_alpha", LISTED)] == ["B"]
    assert "B" not in [each.node for each in found("low_reliability", LISTED)]


def test_constant_indicators_and_few_units() -> None:
    listed = findings(audit(made_up(constant=True)))
    assert [each.node for each in found("constant", listed)] == ["c3"]
    full = made_up()
    few = IndicatorTable(full.units[:9], TREE.indicators, full.table.values[:9])
    [finding] = found("few_units", findings(audit(compute(few, TREE, Recipe([Normalise(), Aggregate()])))))
    assert (finding.value, finding.limit) == (9, 9)


def test_parts_louder_and_quieter_than_meant() -> None:
    recipe = Recipe([Normalise(), Weight(), Aggregate()])
    result = compute(made_up().table, TREE.with_weights({"A": 0.96, "B": 0.02, "C": 0.02}), recipe)
    listed = findings(audit(result))
    assert "C" in [each.node for each in found("louder", listed)]
    loud = next(each for each in found("louder", listed) if each.node == "C")
    assert loud.other == "X"
    assert loud.limit == pytest.approx(0.02)
    [quiet] = found("quieter", listed)
    assert (quiet.node, quiet.other) == ("b3", "B")
    assert quiet.value < 0 < quiet.limit
    assert "X" in [each.node for each in found("unreachable", listed)]


def test_categories_that_tell_nothing_apart() -> None:
    result = made_up()
    rule = CategoryRule(method="cutoffs", cutoffs=(1.0, 99.0))
    recipe = Recipe([Normalise(), Aggregate(), Categorise(default=rule)])
    listed = findings(audit(compute(result.table, TREE, recipe)))
    [one] = found("one_class", listed)
    assert (one.other, one.value) == ("sedang", 1.0)
    assert {each.other for each in found("empty_class", listed)} == {"rendah", "tinggi"}


def test_a_part_without_which_nothing_moves_is_idle() -> None:
    x = np.repeat(np.arange(20.0)[:, None], 9, axis=1)
    result = compute(IndicatorTable([str(i) for i in range(20)], TREE.indicators, x), TREE,
                     Recipe([Normalise(), Aggregate()]))  # fmt: skip
    assert [each.node for each in found("idle", findings(audit(result)))] == [
        code for code in TREE.by_code if code != "X"
    ]


def test_a_scale_of_which_little_is_used() -> None:
    x = np.random.default_rng(2).random((40, 9))
    x[0], x[1] = -50, 50
    table = IndicatorTable([str(i) for i in range(40)], TREE.indicators, x)
    [narrow] = found("narrow", findings(audit(compute(table, TREE, Recipe([Normalise(), Aggregate()])))))
    assert narrow.value < 0.05


def test_noise_has_no_common_part_and_two_factors_are_two() -> None:
    rng = np.random.default_rng(4)
    x = rng.standard_normal((200, 9))
    common = rng.standard_normal((200, 2))
    tree = TREE
    result = compute(IndicatorTable([str(i) for i in range(200)], tree.indicators, x), tree,
                     Recipe([Normalise(), Aggregate()]))  # fmt: skip
    assert {each.node for each in found("no_common_part", findings(audit(result)))} >= {"A", "B"}
    x[:, :5] += 2 * common[:, :1]
    x[:, 5:] += 2 * common[:, 1:]
    flat = Framework([Node("X"), *(Node(code, "X") for code in tree.indicators)])
    result = compute(IndicatorTable([str(i) for i in range(200)], flat.indicators, x), flat,
                     Recipe([Normalise(), Aggregate()]))  # fmt: skip
    listed = findings(audit(result))
    [several] = found("several_parts", listed)
    assert several.value == 2
    [poor] = found("poor_fit", listed)
    assert (poor.other, poor.limit) == ("1", 0.95)


def test_a_sound_index_has_no_finding_about_its_parts() -> None:
    rng = np.random.default_rng(8)
    x = 0.8 * rng.standard_normal((300, 1)) + 0.6 * rng.standard_normal((300, 9))
    result = compute(IndicatorTable([str(i) for i in range(300)], TREE.indicators, x), TREE,
                     Recipe([Normalise(), Aggregate()]))  # fmt: skip
    kinds = {each.kind for each in findings(audit(result))}
    assert kinds <= {"poor_fit", "improper_model"}  # one factor, split in three that cannot be told apart
