"""``ikp replay``: do the scores of a release follow from its inputs by its method?"""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ikp.cli.options import JsonFlag

__all__ = ["run"]


def run(*, bundle: Annotated[Path, typer.Argument(metavar="RELEASE")], as_json: JsonFlag = False) -> None:
    from ikp.cli.language import say, whole
    from ikp.cli.output import Report, form
    from ikp.errors import DataError, problem
    from ikp.release import about, open_bundle, replay

    opened = open_bundle(bundle)
    label = "SINTETIS – " if about(opened).get("synthetic") else ""
    found = replay(opened)
    report = Report(form(as_json, as_csv=False), "replay")
    first = found.difference
    report.document |= {
        "release": found.name,
        "synthetic": bool(label),
        "same": found.same,
        "largest_difference": found.largest if found.largest < float("inf") else None,
        "published_by": found.engine,
        "computed_by": found.here,
        "levels": [
            {"level": each.level, "units": each.units, "scores": each.scores, "same": each.difference is None}
            for each in found.levels
        ],
        "difference": asdict(first) if first else None,
    }
    report.title(f"{label}{found.name}")
    report.line(say("msg.replay.engines", engine=found.engine, here=found.here), "dim")
    scores = whole(sum(each.scores for each in found.levels))
    if found.same:
        close = found.largest > 0
        text = say("msg.replay.close" if close else "msg.replay.same", scores=scores, largest=f"{found.largest:.1e}")
        report.line(text, "bold green")
    report.close()
    if first:
        raise DataError(problem("release-differs", **asdict(first)))
