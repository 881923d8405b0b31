"""``ikp export``: a verified release in another form."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from ikp.cli.options import JsonFlag, OutFile

__all__ = ["run"]

FormName = Literal["csv", "xlsx", "json", "parquet", "geojson", "hexagons", "sdmx-csv", "sdmx-structure", "dcat"]


def run(
    *,
    bundle: Annotated[Path, typer.Argument(metavar="RELEASE")],
    to: Annotated[FormName, typer.Option("--to")],
    output: OutFile,
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE.pem")] = None,
    level: Annotated[str, typer.Option("--level", "-l", metavar="LEVEL")] = "",
    boundaries: Annotated[Path | None, typer.Option("--boundaries", metavar="FILE.geojson")] = None,
    cells: Annotated[Path | None, typer.Option("--cells", metavar="FILE.csv")] = None,
    layout: Annotated[str, typer.Option("--layout", metavar="NAME")] = "",
    address: Annotated[str, typer.Option("--address", metavar="URL")] = "",
    as_json: JsonFlag = False,
) -> None:
    from hashlib import sha256

    from ikp.cli.language import lang, say, whole
    from ikp.cli.output import Report, form
    from ikp.cli.telling import progress
    from ikp.io.atomic import atomic_file
    from ikp.io.paths import read_text
    from ikp.release import open_bundle
    from ikp.release.formats import Asked, export, read_cells, read_shapes, read_verified

    with progress(say("msg.export.reading")):
        figures = read_verified(open_bundle(bundle), read_text(key) if key else "")
    asked = Asked(
        lang=lang(),
        level=level,
        shapes=read_shapes(boundaries) if boundaries else {},
        told={"boundaries": boundaries.name} if boundaries else {},
        cells=read_cells(cells, layout) if cells else {},
        address=address,
    )
    with progress(say("msg.export.writing", form=to)):
        body = export(figures, to, asked)
    with atomic_file(output) as file:
        file.write(body)
    digest = sha256(body).hexdigest()
    report = Report(form(as_json, as_csv=False), "export")
    report.document |= {"release": figures.name, "synthetic": bool(figures.label), "form": to}
    report.document |= {"file": str(output), "bytes": len(body), "sha256": digest}
    label = f"{figures.label} – " if figures.label else ""
    told = {"name": figures.name, "form": to, "path": output, "size": whole(len(body)), "digest": digest}
    report.line(say("msg.export.done", label=label, **told))
    report.close()
