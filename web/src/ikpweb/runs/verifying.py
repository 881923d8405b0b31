"""Finding whether anybody changed results behind the platform: scores, printed figures, what is known of their doubt.

What is computed is digested row by row when it is kept, and the digest over all rows of a run goes into
the log, which nobody rewrites unseen. What was printed is compared with what the engine ships.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ikpweb.audit.chain import digest_of
from ikpweb.audit.models import Entry
from ikpweb.audit.verifying import Finding
from ikpweb.runs import engine
from ikpweb.runs.models import Computation, Figure, Run, Score, Uncertainty

__all__ = ["computed", "digest_of_doubt", "digest_of_run", "digests_of_rows", "printed", "verified"]

_COLUMNS = (
    *("total", "parts", "rank", "category", "label", "part_categories", "certainty", "coverage"),
    *("contributions", "lacking"),
)
_FIGURE = ("level", "unit_id", "printed_name", "quantity", "reading", "value", "certainty", "source", "note", "status")


def digests_of_rows(run: Run) -> dict[str, str]:
    """Digest each score of a run as the database has it, by unit."""
    found = run.scores.order_by("unit").values("unit_id", *_COLUMNS)
    return {row["unit_id"]: digest_of(row)[:16] for row in found}


def digest_of_run(run: Run, rows: Mapping[str, str]) -> str:
    """Digest a run with the digests of its rows."""
    told = [run.level, run.reading, run.digests, run.engine_version, run.cutoffs, run.synthetic, dict(rows)]
    return digest_of(told)


def digest_of_doubt(row: Uncertainty) -> str:
    """Digest how sure the scores of a run are, as the database has it."""
    odds = hashlib.sha256(bytes(row.odds)).hexdigest()
    return digest_of([row.replicates, row.seed, row.digests, row.rows, row.groups, row.varied, row.left_out, odds])


def verified() -> Iterator[Finding]:
    """Check all that was computed against the log, and all that was printed against the engine."""
    yield from computed()
    yield from printed()


def computed() -> Iterator[Finding]:
    """Check every computation whose digests are in the log, and how sure it is."""
    for entry in Entry.objects.filter(action="index.computed").order_by("pk").iterator():
        number = entry.detail.get("computation")
        if "results" in entry.detail and isinstance(number, int):
            yield from _computation(number, entry.detail)
    yield from _doubts()


def printed() -> Iterator[Finding]:
    """Check every published score and figure."""
    runs = Run.objects.filter(kind=Run.Kind.PUBLISHED).order_by("pk")
    for run in runs:
        yield from _published(run)
    for code in sorted({run.edition_id for run in runs}):
        yield from _figures(code)


def _computation(number: int, told: Mapping[str, Any]) -> Iterator[Finding]:
    where = _("perhitungan %(number)s") % {"number": number}
    computation = Computation.objects.filter(pk=number).first()
    if computation is None:
        yield Finding("gone", where, _("ada di jejak audit, tidak ada lagi di basis data."))
        return
    if computation.input_digest != told.get("input") or digest_of(computation.coverage) != told.get("coverage"):
        yield Finding("changed", where, _("sidik masukan atau cakupannya diubah setelah ditulis."))
    runs = {f"{run.level} {run.reading}": run for run in computation.runs.order_by("pk")}
    wanted: Mapping[str, str] = told["results"]
    for name in sorted(wanted.keys() | runs.keys()):
        at = f"{where}, {name}"
        if name not in runs:
            yield Finding("gone", at, _("ada di jejak audit, tidak ada lagi di basis data."))
        elif name not in wanted:
            yield Finding("extra", at, _("tidak ada di jejak audit."))
        else:
            yield from _run(runs[name], wanted[name], at)


def _run(run: Run, wanted: str, where: str) -> Iterator[Finding]:
    kept: Mapping[str, str] = run.facts.get("rows", {})
    now = digests_of_rows(run)
    yield from (
        Finding("changed", f"{where}, {unit}", _("skornya diubah, ditambah, atau dihapus setelah ditulis."))
        for unit in sorted(kept.keys() | now.keys())
        if kept.get(unit) != now.get(unit)
    )
    if digest_of_run(run, kept) != wanted:
        yield Finding("changed", where, _("perhitungan ini, atau daftar sidik skornya, diubah setelah ditulis."))


def _doubts() -> Iterator[Finding]:
    told: dict[int, str] = {}
    for entry in Entry.objects.filter(action="uncertainty.computed").iterator():
        told |= {int(number): digest for number, digest in entry.detail.get("doubts", {}).items()}
    rows = {row.pk: row for row in Uncertainty.objects.filter(pk__in=told).iterator(chunk_size=5)}
    for number, wanted in sorted(told.items()):
        if number not in rows:
            yield Finding(
                "gone", _("ketidakpastian %(number)s") % {"number": number}, _("tidak ada lagi di basis data.")
            )
        elif digest_of_doubt(rows[number]) != wanted:
            where = _("ketidakpastian %(number)s, %(run)s") % {"number": number, "run": rows[number].run}
            yield Finding("changed", where, _("diubah setelah ditulis."))


def _published(run: Run) -> Iterator[Finding]:
    empty = {name: getattr(Score(), name) for name in _COLUMNS}
    shipped = {row["unit_id"]: empty | row for row in engine.score_rows(run.edition_id, run.level, run.reading)}
    kept = {row["unit_id"]: row for row in run.scores.values("unit_id", *_COLUMNS)}
    for unit in sorted(shipped.keys() | kept.keys()):
        if digest_of(shipped.get(unit)) != digest_of(kept.get(unit)):
            yield Finding("changed", f"{run}, {unit}", _("bukan skor yang tercetak."))


def _figures(edition: str) -> Iterator[Finding]:
    shipped = [(digest_of(row), _figure(edition, row)) for row in engine.figure_rows(edition)]
    rows = Figure.objects.filter(edition=edition).values(*_FIGURE)
    kept = [(digest_of(row), _figure(edition, row)) for row in rows]
    wanted, found = Counter(shipped), Counter(kept)
    for name in sorted({name for _digest, name in (wanted - found) + (found - wanted)}):
        yield Finding("changed", name, _("bukan angka yang tercetak."))


def _figure(edition: str, row: Mapping[str, Any]) -> str:
    return f"{edition}, {row['printed_name']}, {row['quantity']}"
