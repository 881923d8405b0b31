"""Two editions compared by the engine, as plain values that pages and the API can show."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isnan
from typing import Literal, cast

from ikp.compare import Comparison as EngineComparison
from ikp.compare import Correlation as EngineCorrelation
from ikp.compare import EditionScores, Method, Reason, compare
from ikp.compare import Unmatched as EngineUnmatched
from ikp.compare import Verdict as EngineVerdict
from ikp.editions import available, concordance, load, registry
from ikp.editions.edition import Edition
from ikp.editions.published import Published, editions
from ikp.recipe.steps import Categorise, CategoryRule
from ikp.result import category_rule
from ikpweb.kit.categories import scale

__all__ = ["Comparison", "Moved", "Said", "Unmatched", "comparable_levels", "compare_editions", "scores_comparable"]

Level = Literal["province", "regency"]
Lang = Literal["id", "en"]
_LANGS: tuple[Lang, ...] = ("id", "en")
_LEVELS: tuple[Level, ...] = ("province", "regency")
_ORDER = scale()
#: Parameters of a reason that hold the code of an edition; readers are shown its title.
_CODES = frozenset({"a", "b", "edition", "synthetic", "real"})


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in both languages, with what it does to the verdict where it is a reason."""

    id: str
    en: str
    code: str = ""
    effect: str = ""

    def in_language(self, language: str | None) -> str:
        """Give it in a language; Indonesian unless English is asked for."""
        return self.en if language == "en" else self.id


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit that has something in both editions.

    Ranks, percentiles and standard scores are taken anew on the units that have a score in
    both. ``change`` is None unless the scores are comparable.
    """

    unit: str
    score_a: float | None
    score_b: float | None
    category_a: str
    category_b: str
    rank_a: int | None = None
    rank_b: int | None = None
    change: float | None = None
    percentile_change: float | None = None
    standardised_change: float | None = None

    @property
    def rank_change(self) -> int | None:
        """Ranks gained: above zero is a move towards rank 1, that is, towards more vulnerability."""
        return None if self.rank_a is None or self.rank_b is None else self.rank_a - self.rank_b


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A unit that cannot be compared, and why."""

    unit: str
    lacks: str
    why: str
    said: Said


@dataclass(frozen=True, slots=True)
class Correlation:
    """A rank correlation with its interval; None where there is none."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    confidence: float


@dataclass(frozen=True)
class Comparison:
    """What two editions have to say to each other on one level.

    ``counts`` holds a row per label of A and a column per label of B, both from the lowest.
    """

    a: str
    b: str
    level: str
    ruling: str
    categories: bool
    verdict: Said
    reasons: tuple[Said, ...]
    labels_a: tuple[str, ...]
    labels_b: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    cells: Mapping[tuple[str, str], tuple[str, ...]]
    up: tuple[str, ...]
    down: tuple[str, ...]
    same: tuple[str, ...]
    units: tuple[Moved, ...]
    only_a: tuple[Unmatched, ...]
    only_b: tuple[Unmatched, ...]
    in_neither: tuple[Unmatched, ...]
    merged: tuple[str, ...]
    spearman: Correlation
    kendall: Correlation

    @property
    def decisive(self) -> tuple[Said, ...]:
        """The reasons that make the verdict what it is."""
        effect = {"not_comparable": "nothing", "only_ranks": "scores"}.get(self.ruling)
        return tuple(reason for reason in self.reasons if reason.effect == effect)

    @property
    def further(self) -> tuple[Said, ...]:
        """The other reasons: those that change less, and what a reader should know besides."""
        return tuple(reason for reason in self.reasons if reason not in self.decisive)

    @property
    def scored(self) -> tuple[Moved, ...]:
        """The units with a score in both, the largest shift of rank first."""
        found = [moved for moved in self.units if moved.rank_change is not None]
        return tuple(sorted(found, key=lambda moved: (-abs(moved.rank_change or 0), moved.rank_b or 0)))


def comparable_levels(edition: str) -> tuple[str, ...]:
    """Give the levels on which an edition has published scores or categories."""
    if edition not in editions():
        return ()
    return tuple(level for level in _LEVELS if _rows(load(edition), level))


@lru_cache(maxsize=128)
def compare_editions(a: str, b: str, level: str) -> Comparison | None:
    """Compare two editions on a level by what is published of them.

    Parameters
    ----------
    a, b : str
        Codes of editions, the earlier one first.
    level : {'province', 'regency'}

    Returns
    -------
    Comparison or None
        None where one of them is unknown or has nothing on this level.
    """
    found = _compared(a, b, level)
    return None if found is None else _plain(found)


def scores_comparable(a: str, b: str, level: str) -> bool:
    """Tell whether the scores of two editions may be compared: the verdict alone, without any statistics."""
    found = _compared(a, b, level)
    return found is not None and found.verdict.ruling == "comparable"


@lru_cache(maxsize=128)
def _compared(a: str, b: str, level: str) -> EngineComparison | None:
    if a not in available() or b not in available() or not {level} <= {*comparable_levels(a)} & {*comparable_levels(b)}:
        return None
    one, two = _scores(load(a), cast(Level, level)), _scores(load(b), cast(Level, level))
    return compare(one, two, registry=registry(), concordance=concordance(a, b))


def _rows(edition: Edition, level: Level) -> list[Published]:
    return [each for each in edition.published(level) if each.unit and (each.has_total or each.category)]


def _scores(edition: Edition, level: Level) -> EditionScores:
    rows = {each.unit: each for each in _rows(edition, level)}
    known = [unit.code for unit in edition.registry().units if unit.level == level]
    # An edition of the whole country covers also the units that it printed nothing about.
    covered = list(dict.fromkeys([*rows, *known])) if edition.units.get(level) == len(known) else list(rows)
    categories = [rows[unit].category if unit in rows else "" for unit in covered]
    method, labels, cutoffs, boundary = _method(edition, level, {label for label in categories if label})
    return EditionScores(
        edition.code,
        level,
        covered,
        [rows[unit].total if unit in rows else float("nan") for unit in covered],
        categories=categories,
        labels=labels,
        cutoffs=cutoffs,
        boundary=boundary,
        method=method,
        registry_date=edition.registry_date,
    )


def _method(
    edition: Edition, level: Level, used: set[str]
) -> tuple[Method, tuple[str, ...], tuple[float, ...], tuple[Literal["lower", "upper"], ...]]:
    """Give what is known of how the edition makes scores and categories, the categories in their coarse names."""
    plain = tuple(label for label in _ORDER if label in used)
    if edition.kind == "results-only":
        return Method(), plain, (), ("upper",)
    framework, recipe = edition.framework(level), edition.recipe(level)
    method = Method(framework, recipe, unpublished=cast("tuple[()]", edition.unpublished))
    step = recipe.step(Categorise)
    if step is None:
        return method, plain, (), ("upper",)
    rule = category_rule(step, framework, framework.root)
    labels, cutoffs, sides = coarse(rule, tuple(step.fitted.get(framework.root) or rule.cutoffs))
    if not used <= set(labels):
        return method, plain, (), ("upper",)
    return method, labels, cutoffs, sides


def coarse(
    rule: CategoryRule, cutoffs: tuple[float, ...]
) -> tuple[tuple[str, ...], tuple[float, ...], tuple[Literal["lower", "upper"], ...]]:
    """Give labels, cut-offs and their sides with the coarser names: six levels become three categories."""
    sides = rule.boundary if len(rule.boundary) == len(cutoffs) else rule.boundary[:1] * len(cutoffs)
    group = [rule.groups.get(label, label) for label in rule.labels]
    kept = [(cut, side) for cut, side, low, high in zip(cutoffs, sides, group, group[1:], strict=False) if low != high]
    return tuple(dict.fromkeys(group)), tuple(cut for cut, _ in kept), tuple(side for _, side in kept) or ("upper",)


# --- plain values ----------------------------------------------------------------------
def _plain(found: EngineComparison) -> Comparison:
    moved, moves = found.shifts, found.transitions
    place = {unit: i for i, unit in enumerate(moved.units)}
    return Comparison(
        a=found.a.edition,
        b=found.b.edition,
        level=found.a.level,
        ruling=found.verdict.ruling,
        categories=found.verdict.categories,
        verdict=_say_verdict(found.verdict),
        reasons=tuple(map(_say_reason, found.verdict.reasons)),
        labels_a=moves.labels_a,
        labels_b=moves.labels_b,
        counts=tuple(tuple(row) for row in moves.counts.tolist()),
        cells={
            (label_a, label_b): moves.between(label_a, label_b)
            for label_a in moves.labels_a
            for label_b in moves.labels_b
        },
        up=moves.up,
        down=moves.down,
        same=moves.same,
        units=tuple(_moved(found, unit, place.get(unit)) for unit in found.units),
        only_a=tuple(map(_unmatched, found.only_a)),
        only_b=tuple(map(_unmatched, found.only_b)),
        in_neither=tuple(map(_unmatched, found.in_neither)),
        merged=tuple(each.unit for each in (*found.merged_a, *found.merged_b)),
        spearman=_correlation(moved.spearman),
        kendall=_correlation(moved.kendall),
    )


def _moved(found: EngineComparison, unit: str, i: int | None) -> Moved:
    plain = Moved(
        unit,
        known(found.a.score(unit)),
        known(found.b.score(unit)),
        found.a.category(unit),
        found.b.category(unit),
    )
    if i is None:
        return plain
    shifts = found.shifts
    return replace(
        plain,
        rank_a=int(shifts.rank_a[i]),
        rank_b=int(shifts.rank_b[i]),
        change=known(shifts.change[i]),
        percentile_change=known(shifts.percentile_change[i]),
        standardised_change=known(shifts.z_change[i]),
    )


def known(value: float) -> float | None:
    """Give a number, or None for a missing one."""
    return None if isnan(value) else float(value)


def _correlation(found: EngineCorrelation) -> Correlation:
    value, low, high = known(found.value), known(found.low), known(found.high)
    return Correlation(value, low, high, found.n, found.confidence)


def _title(code: str, lang: Lang) -> str:
    return load(code).titles[lang] if code in available() else code


def _say_verdict(verdict: EngineVerdict) -> Said:
    said = {
        lang: replace(verdict, a=_title(verdict.a, lang), b=_title(verdict.b, lang)).sentence(lang) for lang in _LANGS
    }
    return Said(said["id"], said["en"], verdict.ruling)


def _say_reason(reason: Reason) -> Said:
    def said(lang: Lang) -> str:
        titled = {
            name: _title(value, lang) if name in _CODES and isinstance(value, str) else value
            for name, value in reason.params.items()
        }
        if lang == "id":
            cuts = {name for name in titled if name.startswith("cutoffs_")}
            titled |= {name: str(titled[name]).replace(".", ",") for name in cuts}
        if reason.code == "registry-differs":
            units = registry()
            codes = cast("tuple[str, ...]", reason.params["units"])
            titled["units"] = tuple(units[code].short_name for code in codes)
        return Reason(reason.code, titled).sentence(lang)

    return Said(said("id"), said("en"), reason.code, reason.effect)


def _unmatched(found: EngineUnmatched) -> Unmatched:
    units = registry()
    name = units[found.unit].short_name if found.unit in units else found.name
    parts = tuple(units[code].short_name if code in units else code for code in found.lacking)
    said = {
        lang: replace(found, name=name, edition=_title(found.edition, lang), lacking=parts).sentence(lang)
        for lang in _LANGS
    }
    return Unmatched(found.unit, found.edition, found.why, Said(said["id"], said["en"]))
