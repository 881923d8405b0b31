"""Made-up releases of the whole nation, for measurements: every unit scored, with intervals; frozen without offices."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from django.utils import timezone
from ikpweb.audit.checkpoints import folder_of_keys
from ikpweb.methodology.models import Edition, Method
from ikpweb.publication import building, engine
from ikpweb.publication.models import Release
from ikpweb.runs.models import Computation
from numpy.typing import NDArray

from ikp import Framework, IndicatorTable, Recipe, compute
from ikp.result import IndexResult

__all__ = ["make"]

_SEED = 20240214


def make(versions: int = 2, code: str = "ikp-bangsa") -> list[Release]:
    """Freeze made-up releases of 548 units, each a correction of the one before; SINTETIS throughout.

    Needs the registry and the edition of 2024. The rows of a release are written as a freeze writes them.
    """
    from web.tests.collecting import opened
    from web.tests.factories import member

    head, publisher = member("head", "0"), member("publisher", "0")
    cycle = opened(code, centre=head)
    computation = Computation.objects.create(
        cycle=cycle, made_by=head.person, frozen=True, input_digest="0" * 64, engine_version="0"
    )
    for folder in (folder_of_keys(), building.releases_folder()):
        folder.mkdir(parents=True, exist_ok=True)
    chance = np.random.default_rng(_SEED)
    found: list[Release] = []
    values = {level: _values(level, chance) for level in ("province", "regency")}
    for version in range(1, versions + 1):
        if version > 1:  # a correction: one indicator of some units
            values["regency"][chance.choice(514, 40, replace=False), 5] += 9
        levels = [_level(level, values[level], chance) for level in ("province", "regency")]
        release = Release(
            code=code,
            version=version,
            edition=Edition.objects.get(pk="2024"),
            computation=computation,
            title_id="IKP latihan seluruh Indonesia",
            title_en="IKP exercise of all Indonesia",
            changes="Rilis pertama."
            if version == 1
            else "Perbaikan: satu indikator di empat puluh daerah tercatat kurang.",
            drafted_by=publisher.person,
            previous=found[-1] if found else None,
            synthetic=True,
        )
        _freeze(release, levels, head.person)
        found.append(release)
    return found


def _values(level: str, chance: np.random.Generator) -> NDArray[np.float64]:
    """Draw inputs: most are nil, and some units have more of everything."""
    units = len(_units(level))
    return chance.poisson(chance.gamma(0.4, 0.5, (units, 1)) * chance.gamma(0.5, 1.0, (units, 61))).astype(float)


def _units(level: str) -> list[str]:
    return [code for code, _name, of, _parent in engine.units_at(timezone.localdate()) if of == level]


def _level(level: str, values: NDArray[np.float64], chance: np.random.Generator) -> engine.Level:
    method = Method.objects.get(edition="2024", level=level)
    framework, recipe = Framework.from_dict(method.framework), Recipe.from_dict(method.recipe)
    names = {code: name for code, name, _level, _parent in engine.units_at(timezone.localdate())}
    units = _units(level)
    codes = framework.indicators
    table = IndicatorTable(
        units, codes, values[:, : len(codes)], names=[names[unit] for unit in units], origin="SINTETIS", synthetic=True
    )
    result = compute(table, framework, recipe)
    return engine.Level(level, result, list(_intervals(units, result, chance)), [])


def _intervals(units: Sequence[str], result: IndexResult, chance: np.random.Generator) -> Iterator[Mapping[str, Any]]:
    scores, ranks = result.score(), result.rank()
    groups = result.category_groups()
    for i, unit in enumerate(units):
        low, high = scores[i] - chance.uniform(1, 6), scores[i] + chance.uniform(1, 6)
        sure = chance.uniform(0.5, 1)
        yield {
            "unit": unit, "name": unit, "score": float(scores[i]), "score_mean": float(scores[i]),
            "score_p05": float(max(low, 0)), "score_p50": float(scores[i]), "score_p95": float(min(high, 100)),
            "rank": float(ranks[i]), "rank_p05": float(max(1, ranks[i] - 20)), "rank_p50": float(ranks[i]),
            "rank_p95": float(min(len(units), ranks[i] + 20)),
            **{f"p_{name}": sure if name == groups[i] else (1 - sure) / 2 for name in ("rendah", "sedang", "tinggi")},
            "p_change": 1 - sure,
        }  # fmt: skip


def _freeze(release: Release, levels: Sequence[engine.Level], person: Any) -> None:
    key = building._key()  # noqa: SLF001 - the key that a freeze would sign with
    written = engine.write(
        building.folder_of(release), key, levels, engine.units_at(timezone.localdate()),
        code=release.code, version=release.version, titles={"id": release.title_id, "en": release.title_en},
        edition="2024", published=timezone.now().isoformat(timespec="seconds"), publisher=building.publisher(),
        method="# Metode / Method\n\nSINTETIS.\n", changes=f"# Perubahan / Changes\n\n{release.changes}\n",
        policy={"inputs": release.detail}, previous=release.previous.digest if release.previous else "",
    )  # fmt: skip
    release.state, release.frozen_by, release.frozen_at = Release.State.FROZEN, person, timezone.now()
    release.digest, release.key = written.digest, written.key
    release.files = {name: [size, digest] for name, (size, digest) in written.files.items()}
    release.save(force_insert=True)
