"""Writing an audit: its page, its tables, and the run that it is about, all together or not at all."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from ikp.cli.audit import HEADINGS, Rows
from ikp.cli.invocation import command_line
from ikp.cli.language import say
from ikp.cli.report.assessment import render_audit
from ikp.cli.rows import as_csv
from ikp.cli.telling import progress
from ikp.cli.work import Computed
from ikp.cli.writing import context_of, run_of
from ikp.io import write_results
from ikp.uncertainty.coherence import Assessment

__all__ = ["write_audit"]


def write_audit(
    done: Computed,
    audit: Assessment,
    tables: Mapping[str, Rows],
    folder: Path,
    *,
    replicates: int,
    seed: int,
    command: str | None = None,
) -> list[Path]:
    """Write *audit.html*, a CSV per table, and the files of the run.

    Parameters
    ----------
    done : Computed
    audit : Assessment
    tables : mapping
        Of `ikp.cli.audit.tables`.
    folder : Path
    replicates, seed : int
        Of the parallel analysis.
    command : str, optional
        The command that makes it again; left out, the one that is running.

    Raises
    ------
    UsageError
        If the folder holds something that no run of ikp has written, or cannot be made.
    """
    said, created = command or command_line(), datetime.now(UTC)
    with progress(say("msg.writing", folder=folder)):
        page = render_audit(audit, tables, context_of(done, said, created), replicates)
        synthetic = done.result.table.synthetic
        extra = {"audit.html": page}
        extra |= {f"{name}.csv": as_csv(HEADINGS[name], rows, synthetic=synthetic) for name, rows in tables.items()}
        run = run_of(done, said, created) | {"seed": seed, "replicates": replicates}
        return list(write_results(done.result, folder, run=run, extra=extra))
