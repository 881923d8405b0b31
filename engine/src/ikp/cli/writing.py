"""Writing what was computed: the files of a run with its report page, all together or not at all."""

import csv
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from ikp.cli.constants import assumed, cutoffs
from ikp.cli.invocation import command_line
from ikp.cli.language import lang, say
from ikp.cli.report import Context, render
from ikp.cli.telling import progress
from ikp.cli.work import Computed
from ikp.io import write_results

__all__ = ["context_of", "run_of", "write"]


def write(done: Computed, folder: Path, command: str | None = None) -> list[Path]:
    """Write results, contributions, the report page and run.json into a folder.

    With regencies of an edition, *provinces.csv* has the second reading of their provinces.

    Parameters
    ----------
    done : Computed
    folder : Path
    command : str, optional
        The command that makes it again; left out, the one that is running.

    Raises
    ------
    UsageError
        If the folder holds something that no run of ikp has written, or cannot be made.
    """
    said, created = command or command_line(), datetime.now(UTC)
    with progress(say("msg.writing", folder=folder)):
        extra = {"report.html": render(done.result, context_of(done, said, created))}
        if means := _provinces(done):
            extra["provinces.csv"] = means
        return list(write_results(done.result, folder, run=run_of(done, said, created), extra=extra))


def context_of(done: Computed, command: str, created: datetime) -> Context:
    """Gather what a page says about a run besides its result."""
    result, meant = done.result, done.meant
    return Context(
        title=meant.title,
        level=meant.level or "",
        shape=str(done.data.shape),
        command=command,
        created=created,
        said=done.data.said(lang()),
        problems=done.problems,
        absent=[name for _, name in done.absent],
        constants=assumed(result.framework, result.recipe),
        cutoffs=cutoffs(result.framework, result.recipe, done.recipe),
        notes=meant.notes,
    )


def run_of(done: Computed, command: str, created: datetime) -> dict[str, Any]:
    """Gather what *run.json* says of how a run came about."""
    meant = done.meant
    return {
        "created": created.isoformat(timespec="seconds"),
        "command": command,
        "edition": meant.edition.code if meant.edition else None,
        "level": meant.level,
        "title": meant.title,
        "shape": done.data.shape,
        "notes": list(meant.notes),
    }


def _provinces(done: Computed) -> str | None:
    """Give the second reading of the provinces, the plain mean of their regencies, as CSV; None on other levels."""
    from ikp.compare import parent_means

    if done.meant.edition is None or done.meant.level != "regency" or done.result.periods is not None:
        return None
    registry = done.meant.edition.registry()
    scores = dict(zip(done.result.units, done.result.score().tolist(), strict=True))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    label = ["label"] if done.result.table.synthetic else []
    writer.writerow(["unit", "name", "score", "mean_of_known", "known", "of", *label])
    for each in parent_means(scores, registry):
        known = len(each.children) - len(each.lacking)
        score = "" if each.lacking else repr(each.score)
        row = [each.unit, registry[each.unit].short_name, score, repr(each.mean_of_known), known, len(each.children)]
        writer.writerow([*row, *(["SINTETIS"] if label else [])])
    return out.getvalue()
