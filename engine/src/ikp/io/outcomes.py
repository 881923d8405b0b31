"""Writing how sure an index is: uncertainty.csv and uncertainty.json, and what is done of a stopped run."""

import csv
import json
from collections.abc import Iterator, Mapping
from io import StringIO
from os import PathLike
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from ikp.errors import UsageError, problem
from ikp.io.atomic import atomic_folder
from ikp.io.paths import Readable, shown
from ikp.io.periods import SYNTHETIC
from ikp.io.results import not_ours, said, write_file
from ikp.io.safe import safe
from ikp.uncertainty import Outcome, State

__all__ = ["OUTCOME_KIND", "outcome_rows", "read_state", "write_outcome"]

#: What *uncertainty.json* calls itself.
OUTCOME_KIND = "ikp-uncertainty"
_RUN = "uncertainty.json"
_STATE = "state.npz"


def outcome_rows(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Give a row per unit, in the order of the table; None where nothing is known.

    ``score`` and ``rank`` are by the recipe as it is. The quantiles are those asked for
    (``score_p05``), the probabilities one per category (``p_rendah``), ``p_change`` that of
    another category than the reference. Made-up data say *SINTETIS* in every name.
    """
    mark = f" ({SYNTHETIC})" if outcome.central.table.synthetic else ""
    at = [f"p{100 * share:04.1f}".removesuffix(".0") for share in outcome.at]
    columns: dict[str, Any] = {"unit": outcome.units, "name": [f"{name}{mark}" for name in outcome.names]}
    if outcome.periods is not None:
        columns["period"] = [str(period) for period in outcome.periods]
    columns |= {"score": outcome.score, "score_mean": outcome.mean}
    columns |= {f"score_{share}": values for share, values in zip(at, outcome.score_quantiles, strict=True)}
    columns["rank"] = outcome.rank
    columns |= {f"rank_{share}": values for share, values in zip(at, outcome.rank_quantiles, strict=True)}
    columns |= {f"p_{label}": values for label, values in zip(outcome.labels, outcome.probabilities, strict=True)}
    columns["p_change"] = outcome.change
    plain = {name: _plain(name, column) for name, column in columns.items()}
    for row in zip(*plain.values(), strict=True):
        yield dict(zip(plain, row, strict=True))


def _plain(name: str, column: Any) -> list[Any]:
    if not isinstance(column, np.ndarray):
        return list(column)
    known = [None if value != value else value + 0.0 for value in column.tolist()]  # noqa: PLR0124 - NaN
    return [int(each) if name.startswith("rank") and each is not None and each.is_integer() else each for each in known]


def write_outcome(
    outcome: Outcome, folder: str | PathLike[str], *, run: Mapping[str, Any] | None = None
) -> tuple[Path, ...]:
    """Write an outcome into a folder, the same bytes for the same outcome.

    *uncertainty.csv* has the rows of `outcome_rows`, nothing rounded. *uncertainty.json* has
    how it was made: perturbations, seed, replicates, digests, pairs, errors of histograms.
    *state.npz* is there only when the run was stopped, to go on from.

    Parameters
    ----------
    outcome : Outcome
    folder : path
        Made, or replaced when an earlier run wrote it and nothing else is in it.
    run : mapping, optional
        Further keys of *uncertainty.json*.

    Raises
    ------
    UsageError
        If the folder is not ours to replace, or cannot be made.
    """
    names = ["uncertainty.csv", *([_STATE] if outcome.replicates < outcome.asked else [])]
    with atomic_folder(folder, lambda found: not_ours(found, _RUN, OUTCOME_KIND)) as part:
        digests = {names[0]: write_file(part / names[0], _csv(outcome))}
        if len(names) > 1:
            _write_state(outcome.state, part / _STATE)
        document = _document(outcome) | dict(run or {}) | {"files": {name: digests.get(name) for name in names}}
        text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
        write_file(part / _RUN, [text.encode()])
    return tuple(Path(folder) / name for name in (*names, _RUN))


def _csv(outcome: Outcome) -> Iterator[bytes]:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, row in enumerate(outcome_rows(outcome)):
        if number == 0:
            writer.writerow([safe(name) for name in row])
        writer.writerow(
            [safe(each) if isinstance(each, str) else "" if each is None else each for each in row.values()]
        )
        if number % 4096 == 4095:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _document(outcome: Outcome) -> dict[str, Any]:
    central = outcome.central
    return {
        "kind": OUTCOME_KIND,
        "engine": {"version": central.engine_version, "numpy": np.__version__},
        "synthetic": central.table.synthetic,
        "label": SYNTHETIC if central.table.synthetic else "",
        "seed": outcome.seed,
        "replicates": outcome.replicates,
        "asked": outcome.asked,
        "digests": {**central.digests, "perturbations": outcome.perturbations.digest},
        "perturbations": outcome.perturbations.to_dict(),
        "kept": "replicates" if outcome.exact else "histograms",
        "largest_error": {
            "score": float(outcome.score_error.max(initial=0.0)),
            "rank": float(outcome.rank_error.max(initial=0.0)),
        },
        "pairs": [
            {"first": a, "second": b, "p_above": above, "p_below": below, "p_equal": equal}
            for (a, b), (above, below, equal) in zip(outcome.pairs, _known(outcome.above), strict=True)
        ],
        "not_scored": {
            unit: 1.0 - share for unit, share in zip(outcome.units, outcome.scored.tolist(), strict=True) if share < 1.0
        },
        "recipe": central.recipe.to_dict(),
        "problems": [said(each) for each in outcome.problems],
    }


def _known(rows: Any) -> list[list[float | None]]:
    return [[None if value != value else value for value in row] for row in rows.tolist()]  # noqa: PLR0124 - NaN


# --- states ------------------------------------------------------------------------------------
def _write_state(state: State, path: Path) -> None:
    head = {"digest": state.digest, "blocks": list(state.blocks), "replicates": state.replicates}
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, head=np.array(json.dumps(head)), **state.arrays)


def read_state(path: Readable) -> State:
    """Read what is done of a stopped run: its *state.npz*, or the folder that holds it.

    Raises
    ------
    UsageError
        If there is none, or it is something else.
    """
    place = Path(str(path))
    file = place / _STATE if place.is_dir() else place
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as saved:
            arrays = {name: saved[name] for name in saved.files}
        head = json.loads(str(arrays.pop("head")))
        return State(head["digest"], tuple(head["blocks"]), head["replicates"], arrays)
    except FileNotFoundError:
        raise UsageError(problem("state-missing", path=shown(file))) from None
    except (BadZipFile, ValueError, KeyError, EOFError):
        raise UsageError(problem("state-broken", path=shown(file))) from None
