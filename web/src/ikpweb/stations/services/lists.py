"""Taking in the list of registered stations: kept until its sender has seen what it says, then whole or not at all."""

import gzip
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import RejectedError
from ikpweb.stations import policies
from ikpweb.stations.counting import count_regency
from ikpweb.stations.models import Count, Day, Report, Station, StationList
from ikpweb.stations.reading import Listed, ListError, Wrong, digest_of_list, read_list
from ikpweb.territory.models import Unit

__all__ = ["keep_list", "refuse_late", "take_list"]

_ROWS = 5_000
#: Letters of a station's code that name its province, regency, district and village.
_AREAS = {"provinces": 2, "regencies": 5, "districts": 8, "villages": 13}


@audited("station_list.kept", lambda day, *_, **__: f"station-day:{day.pk}",
         allowed=lambda *_, actor, **__: policies.may_take_list(actor))  # fmt: skip
def keep_list(day: Day, name: str, data: bytes, *, actor: Member) -> StationList:
    """Keep a list that was read, until its sender has seen what it says; an earlier one of theirs makes way.

    Raises
    ------
    RejectedError
        When it cannot be taken in; a `ListError` with a sentence for every line that is wrong.
    """
    refuse_late(day)
    areas: dict[str, set[str]] = {area: set() for area in _AREAS}
    stations = 0
    for each in _right(io.BytesIO(data)):
        stations += 1
        for area, letters in _AREAS.items():
            areas[area].add(each.code[:letters])
    StationList.objects.filter(day=day, author=actor.person).delete()
    kept = StationList.objects.create(
        day=day, author=actor.person, name=name[:200], digest=digest_of_list(io.BytesIO(data)),
        counts={"stations": stations, **{area: len(codes) for area, codes in areas.items()}},
        gzipped=gzip.compress(data, 6, mtime=0),
    )  # fmt: skip
    tell(stations=stations, digest=kept.digest)
    return kept


@audited("station_list.taken", lambda day, *_, **__: f"station-day:{day.pk}",
         allowed=lambda *_, actor, **__: policies.may_take_list(actor))  # fmt: skip
def take_list(
    day: Day, given: Path | StationList, *, progress: Callable[[int], None] = lambda _count: None,
    actor: Acting,  # noqa: ARG001 - the decorator writes who
) -> int:  # fmt: skip
    """Take in the list of registered stations, in place of an earlier one, whole or not at all.

    Parameters
    ----------
    given : path or StationList
        A CSV file, or one that was kept; a kept one is gone then.

    Returns
    -------
    int
        How many stations there are.

    Raises
    ------
    RejectedError
        When reports have come of the day already, or the list cannot be taken in; a `ListError` with a sentence for
        every line that is wrong.
    """
    refuse_late(day)
    Station.objects.filter(day=day).delete()
    Count.objects.filter(day=day).delete()
    done = 0
    with _open(given) as file:
        for rows in _parts(day, _right(file)):
            done += len(Station.objects.bulk_create(rows))
            progress(done)
    for regency in Station.objects.filter(day=day).order_by().values_list("regency", flat=True).distinct():
        Count.objects.bulk_create(count_regency(day, regency, 0))
    if isinstance(given, StationList):
        day.list_digest = given.digest
        given.delete()
    else:
        with _open(given) as file:
            day.list_digest = digest_of_list(file)
    day.save(update_fields=["list_digest"])
    tell(stations=done, digest=day.list_digest)
    return done


def refuse_late(day: Day) -> None:
    """Refuse a list for a day of which reports have come.

    Raises
    ------
    RejectedError
    """
    if Report.objects.filter(day=day.pk).exists():
        raise RejectedError.single(_("Sudah ada laporan untuk hari ini; daftar TPS tidak dapat diganti lagi."))


@contextmanager
def _open(given: Path | StationList) -> Iterator[BinaryIO]:
    if isinstance(given, StationList):
        yield io.BytesIO(gzip.decompress(given.gzipped))
        return
    try:
        file = given.open("rb")
    except OSError as problem:
        raise RejectedError.single(_("Daftar TPS tidak dapat dibaca: %(why)s.") % {"why": problem}) from problem
    with file:
        yield file


def _right(file: BinaryIO) -> Iterator[Listed]:
    """Give the stations of a list, and refuse it at its end if a line was wrong."""
    regencies = frozenset(Unit.objects.filter(level=Unit.Level.REGENCY).values_list("pk", flat=True))
    wrong: list[Wrong] = []
    for each in read_list(file, regencies):
        if isinstance(each, Wrong):
            wrong.append(each)
        elif not wrong:
            yield each
    if wrong:
        raise ListError(wrong)


def _parts(day: Day, listed: Iterator[Listed]) -> Iterator[list[Station]]:
    part: list[Station] = []
    for each in listed:
        part.append(
            Station(day=day, code=each.code, village=each.village, district=each.district, regency_id=each.regency)
        )
        if len(part) == _ROWS:
            yield part
            part = []
    if part:
        yield part
