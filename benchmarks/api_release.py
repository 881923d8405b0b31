"""Publish a release of made-up data (SINTETIS) for all units of IKP 2024: what a freeze leaves, without its cycle."""

from datetime import UTC, date, datetime

import django
import numpy as np

django.setup()

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: E402
from ikpweb.accounts.models import User  # noqa: E402
from ikpweb.collection.models import Cycle  # noqa: E402
from ikpweb.methodology.models import Edition  # noqa: E402
from ikpweb.publication import engine  # noqa: E402
from ikpweb.publication.building import releases_folder  # noqa: E402
from ikpweb.publication.models import Release  # noqa: E402
from ikpweb.runs.models import Computation  # noqa: E402

from ikp import IndicatorTable, Recipe, compute  # noqa: E402
from ikp.editions import load, registry  # noqa: E402
from ikp.recipe.steps import Events  # noqa: E402

CODE, DAY = "tolok-ukur", date(2022, 12, 16)
#: The score of the recipe and quantiles beside it, as an analysis writes them.
WIDE = {"": 0.0, "_p05": -3.0, "_p50": 0.0, "_p95": 3.0}


def level(name: str, rng: np.random.Generator) -> engine.Level:
    """Compute a level from inputs at random, as an edition computes tables of values."""
    edition = load("2024")
    framework, recipe = edition.framework(name), edition.recipe(name)
    if recipe.step(Events):
        recipe = Recipe([step for step in recipe.steps if not isinstance(step, Events)], name=recipe.name)
    units = [unit for unit in registry().at(DAY).units if unit.level == name]
    values = rng.poisson(0.4, (len(units), len(framework.indicators))).astype(float)
    values[rng.random(values.shape) < 0.05] = np.nan
    table = IndicatorTable(
        [unit.code for unit in units],
        framework.indicators,
        values,
        names=[unit.name for unit in units],
        synthetic=True,
    )
    result = compute(table, framework, recipe)
    rows = [
        {
            "unit": code,
            "name": name,
            **{f"score{suffix}": score + wide for suffix, wide in WIDE.items()},
            **{f"rank{suffix}": rank + 5 * wide for suffix, wide in WIDE.items()},
            **{f"p_{each}": float(each == label) for each in sorted(set(result.category().tolist()))},
            "p_change": 0.0,
        }
        for code, name, score, rank, label in zip(
            result.units,
            result.names,
            result.score().tolist(),
            result.rank().tolist(),
            result.category().tolist(),
            strict=True,
        )
    ]
    return engine.Level(name, result, rows)


def main() -> None:
    rng, moment = np.random.default_rng(2024), datetime(2026, 11, 28, tzinfo=UTC)
    releases_folder().mkdir(parents=True, exist_ok=True)
    titles = {"id": "Tolok ukur (SINTETIS)", "en": "Benchmark (SYNTHETIC)"}
    written = engine.write(
        releases_folder() / f"{CODE}.1",
        Ed25519PrivateKey.generate(),
        [level(name, rng) for name in ("province", "regency")],
        engine.units_at(DAY),
        code=CODE,
        version=1,
        titles=titles,
        edition="2024",
        published=moment.isoformat(),
        publisher="SINTETIS",
        method="SINTETIS",
        changes="SINTETIS",
    )
    edition, people = Edition.objects.get(pk="2024"), [User.objects.create_user(f"{n}@contoh.id") for n in "ab"]
    cycle = Cycle.objects.create(
        code=CODE, title_id="", title_en="", edition=edition, training=True, stage=Cycle.Stage.FROZEN,
        registry_date=DAY, period_from=DAY, period_to=DAY, due_entry=moment, due_province=moment, due_centre=moment,
    )  # fmt: skip
    Release.objects.create(
        code=CODE, version=1, edition=edition, computation=Computation.objects.create(cycle=cycle, frozen=True),
        title_id=titles["id"], title_en=titles["en"], changes="SINTETIS", state=Release.State.FROZEN,
        drafted_by=people[0], frozen_by=people[1], frozen_at=moment, digest=written.digest, key=written.key,
        files={name: list(told) for name, told in written.files.items()}, synthetic=True,
    )  # fmt: skip


if __name__ == "__main__":
    main()
