"""``ikp rollup``: polling stations counted by area."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from ikp.cli.options import All, CsvFlag, Data, JsonFlag, Limit

__all__ = ["run"]

AreaName = Literal["country", "province", "regency", "district", "village"]
AreaOption = Annotated[AreaName, typer.Option("--area")]
Out = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE.csv")]


def run(
    *,
    data: Data,
    area: AreaOption = "province",
    output: Out = None,
    limit: Limit = None,
    all_rows: All = False,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    from ikp.cli.language import lang, say
    from ikp.cli.output import LIMIT, Report, form
    from ikp.cli.tables import Column
    from ikp.cli.telling import tell
    from ikp.editions.stations import tps_rawan
    from ikp.io import atomic_file
    from ikp.io.stations import is_made_up, roll_up

    told = tps_rawan()
    found = roll_up(data, list(told.counts), area)
    made_up = is_made_up(data)
    report = Report(form(as_json, as_csv), "rollup")
    report.document |= {"instrument": told.code, "area": area, "synthetic": made_up}
    report.title(f"{'SINTETIS – ' if made_up else ''}{told.titles[lang()]} – {area}")
    rows = found.to_dicts()
    report.table(
        "rows",
        rows,
        [
            Column("unit"),
            Column("indicator"),
            Column("stations", "whole"),
            Column("answered", "whole"),
            Column("yes", "whole"),
            Column("share", "share"),
        ],
        main=True,
        limit=limit or (None if all_rows else LIMIT),
    )
    if output is not None:
        import polars as pl

        with atomic_file(output) as file:
            (found.with_columns(pl.lit("SINTETIS").alias("label")) if made_up else found).write_csv(file)
        tell(say("msg.rollup.done", path=output))
    report.close()
