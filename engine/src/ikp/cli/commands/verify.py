"""``ikp verify``: was anything in a release changed since it was signed?"""

from pathlib import Path
from typing import Annotated

import typer

from ikp.cli.options import JsonFlag

__all__ = ["run"]


def run(
    *,
    bundle: Annotated[Path, typer.Argument(metavar="RELEASE")],
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE.pem")] = None,
    as_json: JsonFlag = False,
) -> None:
    from ikp.cli.language import lang, say, whole
    from ikp.cli.output import Report, form
    from ikp.errors import DataError
    from ikp.io.paths import read_text
    from ikp.release import open_bundle, verify

    opened = open_bundle(bundle)
    found = verify(opened, read_text(key) if key else "")
    report = Report(form(as_json, as_csv=False), "verify")
    report.document |= {
        "release": found.about.get("name"),
        "synthetic": bool(found.about.get("synthetic")),
        "sound": found.sound,
        "files": found.files,
        "key": found.key or None,
        "trusted": found.trusted,
        "checkpoint": found.checkpoint,
        "digest": opened.digest,
        "problems": [{"code": each.code, "sentence": each.sentence(lang())} for each in found.problems],
    }
    label = "SINTETIS – " if found.about.get("synthetic") else ""
    report.title(f"{label}{found.about.get('titles', {}).get(lang(), '')} – {found.about.get('name', '')}")
    if found.sound:
        report.line(say("msg.verify.sound", files=whole(found.files)), "bold green")
        report.line(say("msg.verify.trusted" if found.trusted else "msg.verify.untrusted", key=found.key))
        none = found.checkpoint is None
        report.line(say("msg.verify.no-checkpoint") if none else say("msg.verify.checkpoint", number=found.checkpoint))
    report.close()
    if not found.sound:
        raise DataError(found.problems)
