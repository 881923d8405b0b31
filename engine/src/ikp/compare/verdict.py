"""The verdict: may two editions be compared by score, by rank only, or not at all?

The rules, in the order in which they are asked:

1. **not comparable** when the levels differ, when no unit is in both, when made-up data
   meet real data, or when nothing that is measured is known to be shared;
2. **only ranks** (and standardised scores) when the frameworks, the weights, the rules or
   the bounds differ, when a score is relative to the other units of its edition, or when
   a part of either method is not published, since then nobody can show that it is shared;
3. **comparable** otherwise: same framework, same recipe, same stored bounds.

An edition compared with itself is comparable even where its method is not published.
Categories are compared only if the scores are and the same cut-offs made them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ikp.compare.concordance import Concordance
from ikp.compare.methods import method_reasons, same_edition, same_rule
from ikp.compare.reasons import Reason
from ikp.compare.scores import EditionScores, align
from ikp.problems import Lang
from ikp.recipe.steps import Categorise

__all__ = ["Ruling", "Verdict", "judge"]

Ruling = Literal["comparable", "only_ranks", "not_comparable"]

_HEADLINES: Mapping[Ruling, Mapping[Lang, str]] = {
    "comparable": {
        "en": "The scores of {a} and {b} are comparable.",
        "id": "Skor {a} dan {b} dapat dibandingkan.",
    },
    "only_ranks": {
        "en": "The scores of {a} and {b} are not comparable; only ranks and standardised scores are.",
        "id": "Skor {a} dan {b} tidak dapat dibandingkan; hanya peringkat dan skor baku yang dapat.",
    },
    "not_comparable": {
        "en": "{a} and {b} are not comparable.",
        "id": "{a} dan {b} tidak dapat dibandingkan.",
    },
}
_CATEGORIES_DIFFER: Mapping[Lang, str] = {
    "en": "Their categories are not.",
    "id": "Kategorinya tidak.",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether `a` and `b` (codes of editions) can be compared, and every reason for it."""

    a: str
    b: str
    reasons: tuple[Reason, ...] = ()

    @property
    def ruling(self) -> Ruling:
        effects = {reason.effect for reason in self.reasons}
        return "not_comparable" if "nothing" in effects else "only_ranks" if "scores" in effects else "comparable"

    @property
    def categories(self) -> bool:
        """True if the categories can be compared as well."""
        return self.ruling == "comparable" and all(reason.effect != "categories" for reason in self.reasons)

    def sentence(self, lang: Lang = "en") -> str:
        """Say the verdict in one line, without the reasons."""
        headline = _HEADLINES[self.ruling][lang].format(a=self.a, b=self.b)
        differ = self.ruling == "comparable" and not self.categories
        return f"{headline} {_CATEGORIES_DIFFER[lang]}" if differ else headline


def judge(
    a: EditionScores,
    b: EditionScores,
    concordance: Concordance | None = None,
    *,
    common: int,
    merged: Sequence[str] = (),
    unchecked: bool = False,
) -> Verdict:
    """Reach the verdict on two editions.

    Parameters
    ----------
    a, b : EditionScores
    concordance : Concordance, optional
        From A to B. Left out, nodes are linked by code and name (`Concordance.by_code`).
    common : int
        How many units have a score or a category in both.
    merged : sequence of str
        Units that had to be put together from their parts.
    unchecked : bool
        True if the editions use the registries of different days and nobody looked for splits.

    Raises
    ------
    DataError
        If the concordance names nodes that the frameworks do not have.
    """
    names = {"a": a.edition, "b": b.edition}
    found = [*_of_units(a, b, names, common), *method_reasons(a, b, concordance), *_of_categories(a, b, names)]
    if merged:
        found.append(Reason("registry-differs", {"units": tuple(merged)}))
    if unchecked:
        found.append(Reason("registry-unchecked", names))
    if a.synthetic and b.synthetic:
        found.append(Reason("synthetic-both"))
    return Verdict(a.edition, b.edition, tuple(found))


def _of_units(a: EditionScores, b: EditionScores, names: Mapping[str, str], common: int) -> Iterable[Reason]:
    if a.level != b.level:
        yield Reason("level-differs", {**names, "level_a": a.level, "level_b": b.level})
    if not common:
        yield Reason("units-none", names)
    if a.synthetic != b.synthetic:
        made_up, real = (a, b) if a.synthetic else (b, a)
        yield Reason("synthetic-mixed", {"synthetic": made_up.edition, "real": real.edition})


def _of_categories(a: EditionScores, b: EditionScores, names: Mapping[str, str]) -> Iterable[Reason]:
    """Compare what the categories mean; names that differ are brought to their groups first."""
    one, two = align(a, b)
    if one.labels != two.labels:
        yield Reason("labels-differ", {**names, "labels_a": one.labels or "-", "labels_b": two.labels or "-"})
        return
    if not one.labels or (one.cutoffs and (one.cutoffs, one.sides) == (two.cutoffs, two.sides)):
        return
    rules = [edition.method.recipe.step(Categorise) for edition in (a, b) if edition.method.recipe is not None]
    if len(rules) == 2 and not same_rule(*rules):
        yield Reason("category-rule-differs")
    if one.cutoffs and two.cutoffs:
        yield Reason("cutoffs-differ", {**names, "cutoffs_a": _begin(one), "cutoffs_b": _begin(two)})
    elif not same_edition(a, b):
        yield Reason("cutoffs-unknown", names)


def _begin(edition: EditionScores) -> str:
    """Say where the categories above the lowest begin."""
    return " / ".join(
        f"{'≥' if side == 'upper' else '>'} {cut:.6g}" for cut, side in zip(edition.cutoffs, edition.sides, strict=True)
    )
