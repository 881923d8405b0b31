"""Small made-up files (SINTETIS) under the names that the pages use, so that their commands can be run."""

import json
import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from ikp.editions import load, registry
from ikp.editions.stations import tps_rawan
from ikp.io import write_events
from ikp.io.stations import write_demo_stations
from ikp.testing import demo_events, demo_stations
from tools.fences import fences

__all__ = ["AT_LEVEL", "ENGLISH", "write"]

ROOT = Path(__file__).resolve().parents[1]
#: The Indonesian pages name the same files, kinds and stages in Indonesian.
ENGLISH = {
    "kejadian": "events",
    "baru": "new",
    "hasil": "out",
    "hasil-a": "out-a",
    "hasil-b": "out-b",
    "laporan": "reports",
    "jumlah": "counts",
    "titik": "points",
    "batas": "borders",
    "tps": "stations",
    "kabupaten": "regencies",
    "provinsi": "provinces",
    "pelanggaran": "violations",
    "lembar": "sheet",
    "pidana": "criminal",
    "kampanye": "campaign",
}
#: Files of which a level needs another than the other.
AT_LEVEL = {("data.csv", "province"): "provinces.csv", ("violations.csv", "regency"): "regencies.csv"}
_PROVINCES = {"11", "15"}
_UNITS = ("15.01", "15.02", "15.03", "15.71")
#: From the first Monday of 2019 on: long enough for the season of five earlier years.
_WEEKS = np.datetime64("2019-01-07") + 7 * np.arange(290)
_STAGES = ("registration", "nomination", "campaign", "voting")
_PERTURB = '[[vary]]\nkind = "weights"\ndistribution = "uniform"\nspread = 0.25\n'


def write(folder: Path) -> None:
    """Write all of them into a folder."""
    (folder / "engine").symlink_to(ROOT / "engine", target_is_directory=True)
    _events(folder)
    _own_index(folder)
    _streams(folder, np.random.default_rng(1))
    _stations(folder, np.random.default_rng(2))
    _releases(folder)
    _runs(folder)


def _events(folder: Path) -> None:
    edition = load("2024")
    start, end = edition.event_period or (date(2017, 1, 1), date(2020, 12, 31))
    for level in ("province", "regency"):
        places = [
            unit for unit in edition.registry().level(level) if level == "province" or unit.code[:2] in _PROVINCES
        ]
        units = {unit.code: unit.short_name for unit in places}
        log = demo_events(edition.framework(), units, np.random.default_rng(3), start=start, end=end)
        for name in ("data", "events", "cycle", "later", "new"):
            if level == "regency" or name == "data":
                write_events(log, folder / (f"{name}.csv" if level == "regency" else "provinces.csv"))
        if level == "regency":
            for name in ("data", "events", "cycle", "later"):
                write_events(log, folder / f"{name}.xlsx")


def _own_index(folder: Path) -> None:
    """Write the index of the tutorial under the names of the reference."""
    titled = {fence.title: fence.text for fence in fences(ROOT / "docs/tutorial/your-own-index.md")}
    for name in "fF":
        (folder / f"{name}.csv").write_text(titled["framework.csv"], "utf-8")
    for name in "rR":
        (folder / f"{name}.toml").write_text(titled["recipe.toml"], "utf-8")
    (folder / "own.csv").write_text(titled["data.csv"], "utf-8")
    (folder / "P.toml").write_text(_PERTURB, "utf-8")


def _streams(folder: Path, rng: np.random.Generator) -> None:
    stages = [_STAGES[at % 40 // 10] for at in range(len(_WEEKS))]
    _table(
        folder / "counts.csv",
        "unit,week,kind,count,supervisors,stage,label",
        (
            (unit, week, kind, rng.poisson(6), 20, stage, "SINTETIS")
            for unit in _UNITS
            for week, stage in zip(_WEEKS, stages, strict=True)
            for kind in ("etik", "politik uang")
        ),
    )
    days = [(unit, day) for unit in _UNITS for day in np.sort(_WEEKS[0] + rng.integers(0, 7 * len(_WEEKS), 900))]
    came = [(unit, day, day + int(rng.geometric(1 / 6)) - 1) for unit, day in days]
    _table(
        folder / "reports.csv",
        "unit,event_date,entry_date,verified_date,kind,label",
        (
            (unit, day, entry, entry + 4, ("etik", "criminal")[at % 2], "SINTETIS")
            for at, (unit, day, entry) in enumerate(came)
        ),
    )
    _table(folder / "supervisors.csv", "unit,week,supervisors", ((u, week, 20) for u in _UNITS for week in _WEEKS))
    places = [(unit, -1.6 - at / 10, 103.5 + at / 10, 1000) for at, unit in enumerate(_UNITS)]
    _table(folder / "points.csv", "unit,lat,lon,population", places)
    _table(folder / "borders.csv", "unit,neighbour", pairwise(_UNITS))
    regencies = [unit.code for unit in registry().level("regency")][:30]
    _table(
        folder / "panel.csv",
        "unit,period,outcome,start,label",
        (
            (
                unit,
                year,
                round(10 + rng.normal() - 3 * (at < 12 and year >= 2022), 3),
                2022 if at < 12 else "",
                "SINTETIS",
            )
            for at, unit in enumerate(regencies)
            for year in range(2019, 2025)
        ),
    )
    for name, units in (("violations", ("11", "12", "13", "14", "15")), ("regencies", _UNITS)):
        _table(folder / f"{name}.csv", "unit,value", ((unit, at % 5) for at, unit in enumerate(units)))


def _stations(folder: Path, rng: np.random.Generator) -> None:
    import polars

    counts = {code: count // 1000 for code, count in tps_rawan().counts.items()}
    codes, answers = demo_stations(counts, ["11.01", "12.02"], 300, rng)
    write_demo_stations(folder / "stations", codes, list(counts), answers)
    columns = {"station": codes, **dict(zip(counts, answers.T, strict=True)), "label": ["SINTETIS"] * len(codes)}
    polars.DataFrame(columns).write_parquet(folder / "stations.parquet")


def _releases(folder: Path) -> None:
    example = ROOT / "engine/cases/releases/contoh-sintetis"
    shutil.copy(example.with_suffix(".zip"), folder / "ikp-2024.1.zip")
    shutil.copy(example.with_suffix(".pem"), folder / "bawaslu.pem")
    shutil.unpack_archive(example.with_suffix(".zip"), folder)
    (folder / "contoh-sintetis.1").rename(folder / "ikp-2024.1")
    _boundaries(folder)


def _boundaries(folder: Path) -> None:
    """Draw a square for each province of the release."""
    units = (folder / "ikp-2024.1/registry.csv").read_text("utf-8").splitlines()[1:]
    codes = sorted({line[:2] for line in units})
    features = []
    for place, code in enumerate(codes):
        ring = [[95 + 2 * place + x, y] for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"code": code}, "geometry": shape})
    (folder / "provinces.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def _runs(folder: Path) -> None:
    """Compute what later commands compare, or take bounds from."""
    from typer.testing import CliRunner

    from ikp.cli import app

    for data, level, out in (("cycle.csv", "regency", "cycle"), ("provinces.csv", "province", "out-a")):
        asked = ["compute", str(folder / data), "-e", "2024", "-l", level, "--refit", "-o", str(folder / out)]
        if CliRunner().invoke(app, asked).exit_code:
            message = f"ikp {' '.join(asked)} failed"
            raise RuntimeError(message)
    shutil.copytree(folder / "out-a", folder / "out-b")


def _table(path: Path, headings: str, rows: Iterable[Sequence[Any]]) -> None:
    path.write_text(headings + "\n" + "".join(",".join(map(str, row)) + "\n" for row in rows), "utf-8")
