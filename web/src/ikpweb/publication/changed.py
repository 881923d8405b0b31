"""What changed from one release to the next: scores, ranks, categories, inputs and method, from the files of both."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ikpweb.publication import policies
from ikpweb.publication.models import Release
from ikpweb.publication.reading import Reading, Scored, Sheet, reading

__all__ = ["InputChange", "LevelChanges", "MethodChange", "UnitChange", "baseline", "changes"]

#: Scores nearer than this are the same: another processor's arithmetic differs in the last bit.
SAME = 1e-9


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit whose score, rank or category is another than before; None where it has no row."""

    code: str
    name: str
    before: Scored | None
    after: Scored | None

    @property
    def difference(self) -> float | None:
        """Score now less score before; None where one of them is not there."""
        if self.before is None or self.after is None or self.before.score is None or self.after.score is None:
            return None
        return self.after.score - self.before.score

    @property
    def rescored(self) -> bool:
        """Whether the score itself is another one, rather than the rank among others."""
        return self.difference is None or abs(self.difference) > SAME

    @property
    def moved(self) -> bool:
        """Whether the category is another one."""
        return _category(self.before) != _category(self.after)


@dataclass(frozen=True, slots=True)
class InputChange:
    """An indicator of which inputs are other than before, and in how many units."""

    node: str
    units: int
    larger: int
    smaller: int
    appeared: int
    gone: int


@dataclass(frozen=True, slots=True)
class MethodChange:
    """Something of the method that is not as before: what (`kind`), of which node, and both values as text."""

    kind: str
    node: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class LevelChanges:
    """One level, compared: the units that changed, the largest change first, and why they may have."""

    level: str
    units: Sequence[UnitChange]
    same: int
    matrix: Mapping[tuple[str, str], int]
    inputs: Sequence[InputChange]
    comparable: bool
    method: Sequence[MethodChange]

    @property
    def moved(self) -> int:
        """How many units are in another category."""
        return sum(each.moved for each in self.units)

    @property
    def nothing(self) -> bool:
        """Whether the level is as it was."""
        return not (self.units or self.inputs or self.method)


def baseline(release: Release) -> Release | None:
    """Give the release to compare with: the last earlier version that everybody may see and that was not withdrawn."""
    earlier = policies.public_releases().filter(code=release.code, version__lt=release.version, withdrawn_at=None)
    return earlier.defer("files").order_by("-version").first()


def changes(release: Release, before: Release) -> Sequence[LevelChanges]:
    """Compare a release with an earlier one, level by level.

    Raises
    ------
    DamagedError
        When a file of either is not as it was frozen.
    """
    return _compared(reading(before), reading(release))


@lru_cache(maxsize=8)
def _compared(old: Reading, new: Reading) -> Sequence[LevelChanges]:
    # Readings are kept one per digest, so that the same two are the same objects.
    found = []
    for level in dict.fromkeys([*new.sheets, *old.sheets]):
        before, after = old.sheets.get(level), new.sheets.get(level)
        if before is None or after is None:
            kind = "level-added" if before is None else "level-gone"
            found.append(LevelChanges(level, (), 0, {}, (), False, (MethodChange(kind),)))
            continue
        units = sorted(_units(before, after), key=lambda each: (-round(abs(each.difference or 0.0), 9), each.name))
        everything = before.totals.keys() | after.totals.keys()
        matrix = Counter((_category(before.totals.get(code)), _category(after.totals.get(code))) for code in everything)
        comparable = _asked(before) == _asked(after)
        method = [*_method(before, after), *_engine(old, new, level)]
        inputs = list(_inputs(before, after)) if comparable else []
        found.append(LevelChanges(level, units, len(everything) - len(units), matrix, inputs, comparable, method))
    return found


def _units(before: Sheet, after: Sheet) -> Iterator[UnitChange]:
    for code in before.totals.keys() | after.totals.keys():
        one, other = before.totals.get(code), after.totals.get(code)
        place = after.places.get(code) or before.places[code]
        if one is None or other is None or not _same(one, other):
            yield UnitChange(code, place.name, one, other)


def _same(one: Scored, other: Scored) -> bool:
    return (
        (one.category, one.label, one.rank) == (other.category, other.label, other.rank)
        and (one.score is None) == (other.score is None)
        and abs((one.score or 0.0) - (other.score or 0.0)) <= SAME
    )


def _category(scored: Scored | None) -> str:
    return scored.category if scored else ""


def _asked(sheet: Sheet) -> frozenset[str]:
    """Name the inputs of a level; indicators and dimensions cannot be compared with each other."""
    return frozenset(next(iter(sheet.inputs.values()), {}))


def _inputs(before: Sheet, after: Sheet) -> Iterator[InputChange]:
    for node in (code for code in after.nodes if code in _asked(after)):
        kinds: Counter[str] = Counter()
        for code in before.inputs.keys() & after.inputs.keys():
            (one, why), (other, reason) = before.inputs[code][node], after.inputs[code][node]
            if one is not None and other is not None:
                kinds["larger" if other > one else "smaller" if other < one else "same"] += 1
            elif one is not None or other is not None:
                kinds["gone" if other is None else "appeared"] += 1
            elif why != reason:
                kinds["reason"] += 1
        units = sum(count for kind, count in kinds.items() if kind != "same")
        if units:
            yield InputChange(node, units, kinds["larger"], kinds["smaller"], kinds["appeared"], kinds["gone"])


def _method(before: Sheet, after: Sheet) -> Iterator[MethodChange]:
    yield from (MethodChange("node-added", code) for code in after.nodes if code not in before.nodes)
    yield from (MethodChange("node-gone", code) for code in before.nodes if code not in after.nodes)
    for code in (each for each in after.nodes if each in before.nodes):
        one, other = before.nodes[code].weight, after.nodes[code].weight
        if one != other:
            yield MethodChange("weight", code, f"{one:g}", f"{other:g}")
    for code in dict.fromkeys([*after.cutoffs, *before.cutoffs]):
        bounds, now = before.cutoffs.get(code), after.cutoffs.get(code)
        if bounds != now:
            yield MethodChange("cutoffs", code, _bounds(bounds), _bounds(now))


def _bounds(bounds: Sequence[float] | None) -> str:
    return "; ".join(f"{each:g}" for each in bounds or ()) or "–"


def _engine(old: Reading, new: Reading, level: str) -> Iterator[MethodChange]:
    one, other = (each.about["levels"][level]["digests"] for each in (old, new))
    if one.get("recipe") != other.get("recipe"):
        yield MethodChange("recipe", "", str(one.get("recipe"))[:12], str(other.get("recipe"))[:12])
    versions = [str(each.about["engine"]["version"]) for each in (old, new)]
    if versions[0] != versions[1]:
        yield MethodChange("engine", "", *versions)
    details = [str(each.about["policy"].get("inputs", "")) for each in (old, new)]
    if details[0] != details[1]:
        yield MethodChange("detail", "", *details)
