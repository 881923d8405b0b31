"""Preparing a day with its questions."""

from datetime import datetime

from django.utils.translation import gettext as _

from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import RejectedError
from ikpweb.stations.engine import INSTRUMENTS, questions_of
from ikpweb.stations.models import Day

__all__ = ["open_day"]


@audited("station_day.opened", lambda code, *_, **__: f"station-day:{code}")
def open_day(
    code: str, title: str, opens_at: datetime, closes_at: datetime, *,
    instrument: str = "tps-rawan-2024", training: bool = False, actor: Acting,  # noqa: ARG001 - the decorator writes who
) -> Day:  # fmt: skip
    """Prepare a day; its questions are those that the instrument has now, and stay so.

    Raises
    ------
    RejectedError
        When the day is there, the instrument is none, or it ends before it begins.
    """
    if Day.objects.filter(pk=code).exists():
        raise RejectedError.single(_("Hari %(code)s sudah ada. Pilih kode lain.") % {"code": code})
    if instrument not in INSTRUMENTS:
        known = ", ".join(INSTRUMENTS)
        raise RejectedError.single(
            _("Tidak ada instrumen %(given)s; yang ada: %(known)s.") % {"given": instrument, "known": known}
        )
    if opens_at >= closes_at:
        raise RejectedError.single(_("Hari harus berakhir sesudah mulai."))
    day = Day.objects.create(
        code=code, title=title.strip() or code, opens_at=opens_at, closes_at=closes_at, training=training,
        instrument=instrument, questions=questions_of(instrument),
    )  # fmt: skip
    tell(opens=opens_at.isoformat(), closes=closes_at.isoformat(), instrument=instrument, training=training)
    return day
