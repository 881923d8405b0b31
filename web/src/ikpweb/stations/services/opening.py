"""Preparing a day: its questions, and the list of its stations."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, tell
from ikpweb.kit.faults import RefusedError
from ikpweb.stations.counting import count_regency
from ikpweb.stations.engine import INSTRUMENTS, questions_of
from ikpweb.stations.models import Count, Day, Report, Station
from ikpweb.stations.reading import digest_of_list, read_list
from ikpweb.territory.models import Unit

__all__ = ["open_day", "take_list"]

_ROWS = 5_000


@audited("station_day.opened", lambda code, *_, **__: f"station-day:{code}")
def open_day(
    code: str, title: str, opens_at: datetime, closes_at: datetime, *,
    instrument: str = "tps-rawan-2024", training: bool = False, actor: Acting,  # noqa: ARG001 - the decorator writes who
) -> Day:  # fmt: skip
    """Prepare a day; its questions are those that the instrument has now, and stay so.

    Raises
    ------
    RefusedError
        When the day is there, the instrument is none, or it ends before it begins.
    """
    if Day.objects.filter(pk=code).exists():
        raise RefusedError(_("Hari %(code)s sudah ada. Pilih kode lain.") % {"code": code})
    if instrument not in INSTRUMENTS:
        known = ", ".join(INSTRUMENTS)
        raise RefusedError(
            _("Tidak ada instrumen %(given)s; yang ada: %(known)s.") % {"given": instrument, "known": known}
        )
    if opens_at >= closes_at:
        raise RefusedError(_("Hari harus berakhir sesudah mulai."))
    day = Day.objects.create(
        code=code, title=title.strip() or code, opens_at=opens_at, closes_at=closes_at, training=training,
        instrument=instrument, questions=questions_of(instrument),
    )  # fmt: skip
    tell(opens=opens_at.isoformat(), closes=closes_at.isoformat(), instrument=instrument, training=training)
    return day


@audited("station_list.taken", lambda day, *_, **__: f"station-day:{day.pk}")
def take_list(
    day: Day, path: Path, *, progress: Callable[[int], None] = lambda _count: None, actor: Acting  # noqa: ARG001
) -> int:  # fmt: skip
    """Take in the list of registered stations, in place of an earlier one, whole or not at all.

    Returns
    -------
    int
        How many stations there are.

    Raises
    ------
    RefusedError
        When a line cannot be taken, or reports have come of the day already.
    """
    if Report.objects.filter(day=day.pk).exists():
        raise RefusedError(_("Sudah ada laporan untuk hari ini; daftar TPS tidak dapat diganti lagi."))
    regencies = frozenset(Unit.objects.filter(level=Unit.Level.REGENCY).values_list("pk", flat=True))
    Station.objects.filter(day=day).delete()
    Count.objects.filter(day=day).delete()
    done = 0
    for rows in _parts(day, path, regencies):
        done += len(Station.objects.bulk_create(rows))
        progress(done)
    if not done:
        raise RefusedError(_("Daftar TPS kosong."))
    for regency in Station.objects.filter(day=day).order_by().values_list("regency", flat=True).distinct():
        Count.objects.bulk_create(count_regency(day, regency, 0))
    day.list_digest = digest_of_list(path)
    day.save(update_fields=["list_digest"])
    tell(stations=done, digest=day.list_digest)
    return done


def _parts(day: Day, path: Path, regencies: frozenset[str]) -> Iterator[list[Station]]:
    part: list[Station] = []
    for each in read_list(path, regencies):
        part.append(
            Station(day=day, code=each.code, village=each.village, district=each.district, regency_id=each.regency)
        )
        if len(part) == _ROWS:
            yield part
            part = []
    if part:
        yield part
