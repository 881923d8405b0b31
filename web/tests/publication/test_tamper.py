"""Whatever somebody who owns the database and the disk changes behind the platform is found and named."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from ikpweb.audit.guards import lifting
from ikpweb.publication import guards
from ikpweb.publication.building import folder_of
from ikpweb.publication.formats import keeping
from ikpweb.publication.models import Release
from ikpweb.publication.verifying import verified as verified_releases
from ikpweb.runs.models import Computation, Figure, Run, Score
from ikpweb.runs.verifying import computed, digests_of_rows, printed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the slow forms out."""
    monkeypatch.setattr("ikpweb.publication.formats.engine._PLAIN", (("csv", "id"),))
    monkeypatch.setattr("ikpweb.publication.formats.engine._SDMX", ())


def sql(statement: str, *values: Any) -> None:
    """Act as somebody who owns the database: no guard, no model, no service."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for each in (*guards._lifting(connection.vendor), *lifting("audit_entry", connection.vendor)):
            cursor.execute(each)
        cursor.execute(statement, values)
        assert cursor.rowcount > 0, statement


def places() -> set[str]:
    return {found.where for found in (*computed(), *verified_releases())}


SCORES = (
    "UPDATE runs_score SET total = total + 0.000000000001 WHERE id = %s",
    "UPDATE runs_score SET rank = COALESCE(rank, 0) + 1 WHERE id = %s",
    "UPDATE runs_score SET category = 'lain' WHERE id = %s",
    "UPDATE runs_score SET label = 'lain' WHERE id = %s",
    "UPDATE runs_score SET coverage = 0.123 WHERE id = %s",
    "UPDATE runs_score SET lacking = 'rejected' WHERE id = %s",
    "UPDATE runs_score SET certainty = 'x' WHERE id = %s",
    "UPDATE runs_score SET parts = '{}' WHERE id = %s",
    'UPDATE runs_score SET part_categories = \'{"SP": "lain"}\' WHERE id = %s',
    "UPDATE runs_score SET contributions = '{\"I01\": 1}' WHERE id = %s",
    "DELETE FROM runs_score WHERE id = %s",
)


def test_any_row_of_results_and_releases_is_named(release: Release) -> None:
    number = release.computation_id
    run = release.computation.runs.get(reading="own", level="regency")
    assert places() == set()
    (kept,) = run.scores.filter(unit="31.72").values()
    for statement in SCORES:
        sql(statement, kept["id"])
        # A computation is checked without its release too: most are never published.
        assert {found.where for found in computed()} == {f"perhitungan {number}, regency own, 31.72"}, statement
        Score.objects.filter(pk=kept["id"]).delete()
        Score.objects.create(**kept)
    of_run, of_computation = f"perhitungan {number}, regency own", f"perhitungan {number}"
    for statement, key, where in (
        ("UPDATE runs_run SET engine_version = '9' WHERE id = %s", run.pk, of_run),
        ("UPDATE runs_run SET cutoffs = '{\"IKP\": [1, 2]}' WHERE id = %s", run.pk, of_run),
        ("UPDATE runs_run SET digests = '{}' WHERE id = %s", run.pk, of_run),
        ("UPDATE runs_computation SET input_digest = 'x' WHERE id = %s", number, of_computation),
        ("UPDATE runs_computation SET coverage = '{}' WHERE id = %s", number, of_computation),
    ):
        before = Run.objects.filter(pk=run.pk).values("engine_version", "cutoffs", "digests").get()
        above = Computation.objects.filter(pk=number).values("input_digest", "coverage").get()
        sql(statement, key)
        assert {found.where for found in computed()} == {where}, statement
        Run.objects.filter(pk=run.pk).update(**before)
        Computation.objects.filter(pk=number).update(**above)
    assert places() == set()
    # Whoever changes the digests beside the scores too is found by the log, and by the release.
    sql("UPDATE runs_score SET total = 99 WHERE id = %s", kept["id"])
    sql("UPDATE runs_run SET facts = %s WHERE id = %s", json.dumps({"rows": digests_of_rows(run)}), run.pk)
    assert places() == {of_run, f"{release.name}, regency own, 31.72"}
    later = "'2031-01-01 00:00:00+00:00'"
    row = Release.objects.filter(pk=release.pk).values("digest", "key", "embargo", "files", "withdrawn_at").get()
    changes = {"digest": "'x'", "key": "'x'", "embargo": later, "files": "'{}'", "withdrawn_at": later}
    for column, value in changes.items():
        sql(f"UPDATE publication_release SET {column} = {value} WHERE id = %s", release.pk)  # noqa: S608
        assert f"{release.name}, {column}" in {found.where for found in verified_releases()}
        Release.objects.filter(pk=release.pk).update(**row)
    sql("DELETE FROM publication_release WHERE id = %s", release.pk)
    assert release.name in places()


def _flip(path: Path) -> None:
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    path.write_bytes(body)


def test_any_file_on_the_disk_is_named_and_the_command_fails(release: Release) -> None:
    out = StringIO()
    keeping.ensured(release)
    call_command("verify", stdout=out)
    assert "Tidak ada yang diubah" in out.getvalue()
    folder, forms = folder_of(release), keeping.folder_of(release)
    whole = folder.with_name(f"{release.name}.zip")
    said = {"MANIFEST": "MANIFEST", "MANIFEST.sig": "tanda tangan"}
    # One of each kind; that each file of a bundle is found, the engine shows.
    names = ("MANIFEST", "MANIFEST.sig", "release.json", "results/regency.parquet")
    for path in (*(folder / name for name in names), forms / f"{release.name}.csv", whole):
        kept = path.read_bytes()
        _flip(path)
        told = " ".join(map(str, verified_releases())).lower()
        assert said.get(path.name, path.name).lower() in told, path
        path.write_bytes(kept)
    runs = "SELECT id FROM runs_run WHERE computation_id = %s"
    sql(f"UPDATE runs_score SET total = 1 WHERE unit_id = '31.73' AND run_id IN ({runs})", release.computation_id)  # noqa: S608
    sql("UPDATE audit_entry SET subject = 'x' WHERE action = 'index.computed'")
    with pytest.raises(CommandError):
        call_command("verify", stdout=out)
    assert "31.73" in out.getvalue()
    assert "index.computed" in out.getvalue()


def test_printed_figures_are_those_of_the_engine() -> None:
    score = Score.objects.filter(run__kind="published").order_by("pk")[7]
    figure = Figure.objects.order_by("pk")[7]
    assert list(printed()) == []
    sql("UPDATE runs_score SET total = 1.5 WHERE id = %s", score.pk)
    sql("UPDATE runs_figure SET value = '1.5' WHERE id = %s", figure.pk)
    assert {each.where for each in printed()} == {
        f"{score.run}, {score.unit_id}",
        f"{figure.edition_id}, {figure.printed_name}, {figure.quantity}",
    }
