"""Writing what was computed: the files of a run with its report page, all together or not at all."""

from datetime import UTC, datetime
from pathlib import Path

from ikp.cli.constants import assumed, cutoffs
from ikp.cli.invocation import command_line
from ikp.cli.language import lang, say
from ikp.cli.report import Context, render
from ikp.cli.telling import progress
from ikp.cli.work import Computed
from ikp.io import write_results

__all__ = ["write"]


def write(done: Computed, folder: Path, command: str | None = None) -> list[Path]:
    """Write results, contributions, the report page and run.json into a folder.

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
    result, meant = done.result, done.meant
    created = datetime.now(UTC)
    said = command or command_line()
    with progress(say("msg.writing", folder=folder)):
        context = Context(
            title=meant.title,
            level=meant.level or "",
            shape=str(done.data.shape),
            command=said,
            created=created,
            said=done.data.said(lang()),
            problems=done.problems,
            absent=[name for _, name in done.absent],
            constants=assumed(result.framework, result.recipe),
            cutoffs=cutoffs(result.framework, result.recipe, done.recipe),
            notes=meant.notes,
        )
        page = render(result, context)
        run = {
            "created": created.isoformat(timespec="seconds"),
            "command": said,
            "edition": meant.edition.code if meant.edition else None,
            "level": meant.level,
            "title": meant.title,
            "shape": done.data.shape,
            "notes": list(meant.notes),
        }
        return list(write_results(result, folder, run=run, extra={"report.html": page}))
