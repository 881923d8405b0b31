"""How sure the scores of a cycle are: the engine's replicates, summed up as what is stored."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp import Framework, IndicatorTable, Recipe, compute
from ikp.compare import parent_means
from ikp.editions import available, load, registry
from ikp.events import EventLog
from ikp.io import outcome_rows
from ikp.recipe.steps import Categorise
from ikp.result import category_rule
from ikp.uncertainty import Grading, Outcome, Perturbations, fitting, means_of_children, propagate, usual
from ikp.uncertainty.tally import Exact
from ikpweb.methodology.models import Method
from ikpweb.runs.collected import Collected
from ikpweb.runs.engine.collecting import data_of

__all__ = ["MOST_REPLICATES", "Drawn", "Odds", "Propagated", "drawn", "means_drawn", "odds", "propagated"]

#: Above this, counts of replicates would not fit where they are stored.
MOST_REPLICATES = 65_535
_COUNT = np.dtype("<u2")


@dataclass(frozen=True)
class Propagated:
    """What is stored of the replicates of one level.

    Parameters
    ----------
    rows : tuple of mapping
        A row per unit, as *uncertainty.csv* of the engine has it.
    groups : mapping
        Each category, from the lowest, to the one of the three that it belongs to.
    varied : mapping
        The perturbations as drawn.
    left_out : tuple of mapping
        What does not fit the data, as a sentence per language.
    digests : mapping
    odds : bytes
        For `odds`.
    """

    rows: tuple[Mapping[str, Any], ...]
    groups: Mapping[str, str]
    varied: Mapping[str, Any]
    left_out: tuple[Mapping[str, str], ...]
    digests: Mapping[str, str]
    odds: bytes


@dataclass(frozen=True)
class Drawn:
    """The replicates of a level, with what is said of them."""

    outcome: Outcome
    framework: Framework
    recipe: Recipe
    left_out: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Odds:
    """In how many replicates one unit stands above, below and level with another; those without both are in none."""

    above: int
    below: int
    equal: int

    @property
    def known(self) -> int:
        """Replicates in which both have a score."""
        return self.above + self.below + self.equal

    @property
    def share(self) -> float:
        """Probability to stand above; NaN where no replicate has both."""
        return self.above / self.known if self.known else float("nan")

    @property
    def percent(self) -> float:
        return 100 * self.share


def drawn(
    collected: Collected,
    method: Method,
    *,
    pairs: Sequence[Sequence[int]],
    replicates: int,
    seed: int,
    synthetic: bool,
    progress: Callable[[int], None] | None = None,
) -> Drawn | None:
    """Compute the index of a level many times over, with all drawn anew that its edition says is unsure.

    An edition that was written on the platform has no list of its own: for it varies what varies as usual.
    Units without a score take no part: what they hid could be drawn from others, but nobody has reported it,
    and ranks among drawn units would not be those of the ranking.

    Parameters
    ----------
    pairs : sequence of sequence of int
        Double gradings, a row per first grade and a column per second; none leaves grades as they are.
    progress : callable, optional
        Told how many replicates are made.

    Returns
    -------
    Drawn or None
        None where no unit has a score.

    Raises
    ------
    IkpError
        When a replicate cannot be computed.
    """
    framework, recipe = Framework.from_dict(method.framework), Recipe.from_dict(method.recipe)
    found = _scored(collected, framework, recipe, synthetic=synthetic)
    if found is None:
        return None
    table, log = found
    told = _perturbations(method, pairs)
    vary, problems = fitting(told, framework, recipe, aggregates=False)
    tell = None if progress is None else lambda done, _all: progress(int(done))
    # All replicates are kept while counting: 514 units in 65,535 replicates take 330 MB, far below the limit.
    outcome = propagate(table, framework, recipe, vary, replicates, seed=seed, events=log, progress=tell)
    said = [
        {"id": each.sentence("id"), "en": each.sentence("en")}
        for each in (*problems, *outcome.problems)
        if each.code.startswith("vary")  # others are the computation's own, told there
    ]
    return Drawn(outcome, framework, recipe, tuple(said))


def propagated(made: Drawn) -> Propagated:
    """Give what is stored of replicates."""
    outcome = made.outcome
    return Propagated(
        rows=tuple(outcome_rows(outcome)),
        groups=_groups(made.framework, made.recipe, outcome.labels),
        varied=outcome.perturbations.to_dict(),
        left_out=made.left_out,
        digests={**outcome.central.digests, "perturbations": outcome.perturbations.digest},
        odds=_packed(outcome),
    )


def means_drawn(regencies: Drawn, method: Method, day: date) -> Propagated | None:
    """Give what is stored of the second reading of the provinces: the mean of their regencies in every replicate.

    Provinces of which a regency has no score have no mean, and no interval; None where no province has one.
    """
    outcome, known = regencies.outcome, registry().at(day)
    scores = dict(zip(outcome.units, outcome.score.tolist(), strict=True))
    whole = [each for each in parent_means(scores, known) if not each.lacking]
    if not whole:
        return None
    framework, recipe = Framework.from_dict(method.framework), Recipe.from_dict(method.recipe)
    found = means_of_children(
        outcome,
        {each.unit: each.children for each in whole},
        names={each.unit: known[each.unit].short_name for each in whole},
        **_cut(framework, recipe),
    )
    return propagated(Drawn(found, framework, recipe, regencies.left_out))


def _cut(framework: Framework, recipe: Recipe) -> dict[str, Any]:
    """Give the categories of the index, where its cut-offs are known before the data are seen."""
    step = recipe.step(Categorise)
    rule = None if step is None else category_rule(step, framework, framework.root)
    cutoffs = () if step is None or rule is None else tuple(step.fitted.get(framework.root) or rule.cutoffs)
    return {} if rule is None else {"labels": rule.labels, "cutoffs": cutoffs, "boundary": rule.boundary}


def _scored(
    collected: Collected, framework: Framework, recipe: Recipe, *, synthetic: bool
) -> tuple[IndicatorTable, EventLog] | None:
    """Keep the units that have a score; all of them where the others' data change those scores."""
    whole = data_of(collected, framework, recipe, synthetic=synthetic)
    scores = compute(whole[0], framework, recipe).score()
    known = ~np.isnan(scores)
    if not known.any():
        return None
    units = {unit: name for (unit, name), kept in zip(collected.units.items(), known, strict=True) if kept}
    part = replace(
        collected,
        units=units,
        rows=tuple(row for row in collected.rows if row.unit in units),
        rejected=frozenset(cell for cell in collected.rejected if cell[0] in units),
    )
    alone = data_of(part, framework, recipe, synthetic=synthetic)
    same = np.allclose(compute(alone[0], framework, recipe).score(), scores[known], rtol=0, atol=1e-9, equal_nan=True)
    return alone if same else whole


def _perturbations(method: Method, pairs: Sequence[Sequence[int]]) -> Perturbations:
    code = method.edition.code
    known = load(code) if code in available() else None
    whole = known is not None and known.kind != "results-only" and method.level in known.levels
    told = known.perturbations(method.level) if known is not None and whole else usual()
    if not pairs:
        return told
    grading = Grading(
        pairs=tuple(tuple(float(each) for each in row) for row in pairs),
        note="as second graders of this cycle said of events graded so",
    )
    return Perturbations([*told.vary, grading], told.name, told.source)


def _groups(framework: Framework, recipe: Recipe, labels: Sequence[str]) -> dict[str, str]:
    step = recipe.step(Categorise)
    groups = category_rule(step, framework, framework.root).groups if step else {}
    return {label: groups.get(label, label) for label in labels}


def _packed(outcome: Outcome) -> bytes:
    """Count for every two units who stands above whom, shape (2, n, n): above, and equal; and press it."""
    assert isinstance(outcome.tally, Exact)  # noqa: S101 - the memory is enough for all that may be asked
    scores = np.ascontiguousarray(outcome.tally.all_scores.T)
    counts = np.zeros((2, len(scores), len(scores)), dtype=_COUNT)
    for i, here in enumerate(scores):
        rest = scores[i + 1 :]  # comparing with NaN is false: a replicate without a score counts nowhere
        counts[0, i, i + 1 :] = np.count_nonzero(here > rest, axis=1)
        counts[0, i + 1 :, i] = np.count_nonzero(here < rest, axis=1)
        counts[1, i, i + 1 :] = counts[1, i + 1 :, i] = np.count_nonzero(here == rest, axis=1)
    return zlib.compress(counts.tobytes(), 6)


def odds(packed: bytes, n: int, a: int, b: int) -> Odds:
    """Unpack what is known of the units in rows `a` and `b` of `n`."""
    counts: NDArray[np.uint16] = np.frombuffer(zlib.decompress(packed), dtype=_COUNT).reshape(2, n, n)
    return Odds(int(counts[0, a, b]), int(counts[0, b, a]), int(counts[1, a, b]))
