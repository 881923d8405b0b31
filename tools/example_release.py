"""Make the example release that a stranger can try ``ikp verify`` and ``ikp replay`` on. All of it is *SINTETIS*.

``python -m tools.example_release`` writes ``engine/cases/releases/contoh-sintetis.zip`` anew, with a key that
is thrown away afterwards, and its public half beside it. A new one is made only when the layout of releases
changes: the old one is what proves that newer engines still read it.
"""

import hashlib
import sys
from pathlib import Path

import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ikp import compute
from ikp.editions import load
from ikp.recipe.steps import Events
from ikp.release import Contents, Part, Unit, files_of, key_name, signed, write_zip
from ikp.release.checkpoints import leaf_of, merkle_root, sealed_body
from ikp.result import IndexResult
from ikp.steps.tabulate import tabulate
from ikp.testing import demo_events

__all__ = ["CODE", "example", "main"]

CODE = "contoh-sintetis"
#: Three provinces with their regencies.
PROVINCES = ("15", "17", "19")
SEED = 2024
FOLDER = Path(__file__).parents[1] / "engine" / "cases" / "releases"

_METHOD = """# Metode / Method

SINTETIS: data buatan untuk latihan. Made-up data for training.

Konstruksi dan resep IKP 2024 sebagaimana dipasang mesin `ikp`; batas-batas yang disesuaikan ada di dalam resep.
Framework and recipe of IKP 2024 as the engine `ikp` ships them; the bounds that were fitted are in the recipe.
"""
_CHANGES = """# Perubahan / Changes

1. Rilis pertama. First release.
"""


def example(key: Ed25519PrivateKey) -> dict[str, bytes]:
    """Give the files of the example, signed."""
    edition = load("2024")
    rng = np.random.default_rng(SEED)
    units = [unit for unit in edition.registry().units if unit.code.partition(".")[0] in PROVINCES]
    results: dict[str, IndexResult] = {}
    for level in ("regency", "province"):
        framework, recipe = edition.framework(level), edition.recipe(level)
        names = {unit.code: unit.name for unit in units if unit.level == level}
        log = demo_events(framework, names, rng)
        results[level] = compute(tabulate(log, framework, recipe.step(Events), units=tuple(names)), framework, recipe)
    contents = Contents(
        code=CODE,
        version=1,
        titles={"id": "Contoh rilis (SINTETIS)", "en": "Example release (SYNTHETIC)"},
        edition="2024",
        published="2026-11-28T09:00:00+07:00",
        publisher="ikp",
        parts=[Part(level, result, means=_means(level, results)) for level, result in results.items()],
        units=[Unit(unit.code, unit.name, unit.level, unit.parent or "") for unit in units],
        method=_METHOD,
        changes=_CHANGES,
        policy={"indicators": "values", "evidence": "none", "names": "never"},
        coverage=[
            {"level": level, "item": "cells", "reason": reason, "count": count}
            for level, result in results.items()
            for reason, count in _cells(result).items()
        ],
        checkpoint=_checkpoint(key),
        facts={"seed": SEED},
    )
    return signed(files_of(contents), key)


def _cells(result: IndexResult) -> dict[str, int]:
    reasons = result.table.reasons
    missing = 0 if reasons is None else int(np.count_nonzero(reasons))
    return {"used": result.table.values.size - missing, "missing": missing}


def _means(level: str, results: dict[str, IndexResult]) -> list[dict[str, object]]:
    """Give the second reading of the provinces."""
    if level != "province":
        return []
    below = dict(zip(results["regency"].units, results["regency"].score().tolist(), strict=True))
    rows: list[dict[str, object]] = []
    for unit in results["province"].units:
        scores = [score for code, score in below.items() if code.partition(".")[0] == unit]
        rows.append({"unit": unit, "score": sum(scores) / len(scores), "rank": None, "category": "", "coverage": 1.0})
    return rows


def _checkpoint(key: Ed25519PrivateKey) -> dict[str, object]:
    """Make up the checkpoint of a log of two chains, which holds by itself as a real one does."""
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    heads = {chain: (3, hashlib.sha256(f"SINTETIS {chain}".encode()).hexdigest()) for chain in ("0", "15")}
    told: dict[str, object] = {
        "kind": "ikp checkpoint",
        "number": 1,
        "at": "2026-11-28T02:00:00.000000Z",
        "root": merkle_root([leaf_of(chain, *heads[chain]) for chain in sorted(heads)]).hex(),
        "chains": len(heads),
        "previous": "",
        "key": key_name(public),
        "public_key": public,
        "heads": {chain: list(end) for chain, end in heads.items()},
        "label": "SINTETIS",
    }
    return told | {"signature": key.sign(sealed_body(told)).hex()}


def main() -> int:
    """Write the example and its public key."""
    key = Ed25519PrivateKey.generate()
    FOLDER.mkdir(exist_ok=True)
    write_zip(FOLDER / f"{CODE}.zip", f"{CODE}.1", example(key))
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (FOLDER / f"{CODE}.pem").write_bytes(public)
    print(f"{FOLDER / CODE}.zip, {key_name(public.decode())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
