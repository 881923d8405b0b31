"""Publishing the example release of the engine, as a freeze would have left it: its files in a folder, and its row."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ikpweb.collection.models import Cycle
from ikpweb.methodology.models import Edition
from ikpweb.publication.models import Release
from ikpweb.runs.models import Computation

from ikp.release import about, open_bundle, verify, write_folder, write_zip
from web.tests.factories import person

__all__ = ["EXAMPLE", "published_example"]

EXAMPLE = Path(__file__).parents[4] / "engine/cases/releases/contoh-sintetis.zip"
FROZEN = datetime(2026, 11, 28, 2, tzinfo=UTC)


def published_example(folder: Path, **other: Any) -> Release:
    """Publish it; in the folder of releases it lies under its name."""
    bundle = open_bundle(EXAMPLE)
    told = about(bundle)
    if not (folder / told["name"]).exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_folder(folder / told["name"], bundle.files)
        write_zip(folder / f"{told['name']}.zip", told["name"], bundle.files)
    edition, somebody = Edition.objects.get(pk=told["edition"]), person()
    cycle = Cycle.objects.create(
        code="contoh",
        title_id="Contoh",
        title_en="Example",
        edition=edition,
        training=True,
        stage=Cycle.Stage.FROZEN,
        registry_date=date(2023, 1, 1),
        period_from=date(2019, 1, 1),
        period_to=date(2024, 12, 31),
        due_entry=FROZEN,
        due_province=FROZEN,
        due_centre=FROZEN,
    )
    given: dict[str, Any] = {
        "code": told["code"],
        "version": told["version"],
        "edition": edition,
        "computation": Computation.objects.create(cycle=cycle, frozen=True),
        "title_id": told["titles"]["id"],
        "title_en": told["titles"]["en"],
        "changes": "Rilis pertama. First release.",
        "state": Release.State.FROZEN,
        "drafted_by": somebody,
        "frozen_by": person(),
        "frozen_at": FROZEN,
        "digest": bundle.digest,
        "key": verify(bundle).key,
        "files": {name: [len(body), ""] for name, body in bundle.files.items()},
        "synthetic": True,
    }
    return Release.objects.create(**{**given, **other})
