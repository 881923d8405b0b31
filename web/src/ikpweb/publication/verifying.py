"""Finding whether anybody changed a release: its row, its files, its zip, its forms, or when it becomes public."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ikpweb.audit.checkpoints import folder_of_keys
from ikpweb.audit.models import Entry
from ikpweb.audit.verifying import Finding
from ikpweb.publication import engine
from ikpweb.publication.building import KEY, folder_of
from ikpweb.publication.formats import keeping
from ikpweb.publication.models import Release

__all__ = ["verified"]


def verified() -> Iterator[Finding]:
    """Check every frozen release against the log, its signature, and the results that it rests on."""
    entries = Entry.objects.filter(action="release.frozen").order_by("pk")
    told = {entry.subject.removeprefix("release:"): entry.detail for entry in entries}
    frozen = {release.name: release for release in Release.objects.filter(state=Release.State.FROZEN)}
    for name in sorted(told.keys() - frozen.keys()):
        yield Finding("gone", name, _("ada di jejak audit, tidak ada lagi di basis data."))
    for name, release in sorted(frozen.items()):
        if name not in told:
            yield Finding("extra", name, _("tidak ada di jejak audit."))
        else:
            yield from _row(release, told[name])
        yield from _files(release)
        yield from _results(release)


def _row(release: Release, told: Mapping[str, Any]) -> Iterator[Finding]:
    now = {
        "digest": release.digest,
        "key": release.key,
        "embargo": release.embargo.isoformat() if release.embargo else None,
    }
    for name, value in now.items():
        if told.get(name) != value:
            yield Finding("changed", f"{release.name}, {name}", _("bukan yang tertulis di jejak audit."))
    withdrawn = Entry.objects.filter(action="release.withdrawn", subject=f"release:{release.name}").exists()
    if withdrawn != (release.withdrawn_at is not None):
        yield Finding("changed", f"{release.name}, withdrawn_at", _("bukan yang tertulis di jejak audit."))


def _files(release: Release) -> Iterator[Finding]:
    folder = folder_of(release)
    key = (folder_of_keys() / KEY).with_suffix(".pub")
    public = key.read_text("ascii") if key.exists() else ""
    for place in (folder, folder.with_name(f"{folder.name}.zip")):
        for sentence in engine.faults(place, public):
            yield Finding("changed", f"{release.name}, {place.name}", sentence)
    about = engine.told(folder)
    if about is not None and about["digest"] != release.digest:
        yield Finding("changed", f"{release.name}, {folder.name}", _("bukan rilis yang dibekukan: sidiknya lain."))
    if about is not None and _listed(about["files"]) != _listed(release.files):
        yield Finding("changed", f"{release.name}, files", _("bukan daftar berkas dalam MANIFEST."))
    for form in keeping.known(release):
        path: Path = keeping.folder_of(release) / form.name
        if not keeping.whole(path, form):
            yield Finding(
                "changed", f"{release.name}, {form.name}", _("bentuk ini diubah; akan dibuat lagi bila diminta.")
            )


def _listed(files: Mapping[str, Any]) -> dict[str, tuple[int, str]]:
    return {name: (int(size), str(digest)) for name, (size, digest) in files.items()}


def _results(release: Release) -> Iterator[Finding]:
    """Compare the stored scores with those that were frozen, so that the unit is named even without its digest."""
    frozen = engine.totals(folder_of(release))
    for run in release.computation.runs.order_by("pk"):
        wanted = frozen.get((run.level, run.reading))
        if wanted is None:
            continue
        kept = {row[0]: row[1:] for row in run.scores.values_list("unit", "total", "rank", "category")}
        for unit in sorted(wanted.keys() | kept.keys()):
            if not engine.same(kept.get(unit), wanted.get(unit)):
                where = f"{release.name}, {run.level} {run.reading}, {unit}"
                yield Finding("changed", where, _("skor di basis data bukan skor yang dibekukan."))
