"""Taking reports in: one statement that adds them, whole or not at all, and nothing beside it.

There is no entry in the audit log for each report: `services.sealing` writes one for a batch of them, with a digest
over their receipts. Nothing is read before the statement; what it did not add is looked at afterwards: a report that
was sent again, or one of a station that is not registered.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection

from ikpweb.stations.engine import NO, NOT_ANSWERED, YES
from ikpweb.stations.faults import ReportError
from ikpweb.stations.models import Day, Report

__all__ = ["MOST", "Received", "Said", "letters", "receipt_of", "receive"]

#: Reports of one request.
MOST = 500

#: No clock is so wrong.
_FAR = timedelta(days=366)
_NAMES = ("station", "client", "at", "answers", "digest")
_POSTGRESQL = (
    "jsonb_to_recordset(%s::jsonb) AS given(station text, client uuid, at timestamptz, answers text, digest text)"
)
_COLUMNS = ", ".join(f"json_extract(value, '$.{name}') AS {name}" for name in _NAMES)
_SQLITE = f"(SELECT {_COLUMNS} FROM json_each(%s)) AS given"  # noqa: S608 - our own names
# Sorted: two requests with the same reports in another order would wait for one another for ever.
_ADD = """
INSERT INTO stations_report (day, regency, station, client, at, received_at, answers, key, digest)
SELECT %s, registered.regency_id, given.station, given.client, given.at, %s, given.answers, %s, given.digest
FROM {given}
JOIN stations_station AS registered ON registered.day_id = %s AND registered.code = given.station
WHERE registered.regency_id = %s
ORDER BY given.client
ON CONFLICT (regency, client) DO NOTHING
RETURNING client
"""


@dataclass(frozen=True, slots=True)
class Said:
    """A report as it was sent: its answers by question."""

    station: str
    client: UUID
    at: datetime
    answers: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Received:
    """A report that is kept, with its receipt; `repeated` where it was here before."""

    client: UUID
    digest: str
    repeated: bool


def letters(answers: Mapping[str, bool], questions: Sequence[str]) -> str:
    """Write answers as they are kept: a letter a question.

    Raises
    ------
    ReportError
        Where none is answered, or one that is not asked.
    """
    unknown = sorted(set(answers) - set(questions))
    if unknown:
        raise ReportError("answer-unknown", given=", ".join(unknown), known=", ".join(questions))
    if not answers:
        raise ReportError("answers-none")
    return "".join(NOT_ANSWERED if code not in answers else YES if answers[code] else NO for code in questions)


def receipt_of(day: str, said: Said) -> str:
    """Give the SHA-256 of a report; whoever sent it can compute the same."""
    told = [day, said.station, str(said.client), said.at.astimezone(UTC).isoformat(timespec="microseconds")]
    text = json.dumps([*told, dict(sorted(said.answers.items()))], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def receive(day: Day, regency: str, key: int, reports: Sequence[Said], now: datetime) -> list[Received | ReportError]:
    """Keep what can be kept of some reports; when this returns, it is in the database.

    Parameters
    ----------
    day : Day
    regency : str
        Code of the regency whose stations may be reported about.
    key : int
        Number of the station key that they came with.
    reports : sequence of Said
    now : datetime

    Returns
    -------
    list
        Of each report in turn its receipt, or why it is not taken.
    """
    questions = [each["code"] for each in day.questions]
    found: list[Received | ReportError] = []
    rows: dict[UUID, dict[str, str]] = {}
    for each in reports:
        try:
            _check(each, regency, now)
            digest, earlier = receipt_of(day.pk, each), rows.get(each.client)
            if earlier is not None and earlier["digest"] != digest:
                raise ReportError("client-reused", given=str(each.client))
            row = earlier or {
                "station": each.station,
                "client": _client(each.client),
                "at": _moment(each.at),
                "answers": letters(each.answers, questions),
                "digest": digest,
            }
        except ReportError as refused:
            found.append(refused)
        else:
            rows[each.client] = row
            found.append(Received(each.client, digest, repeated=earlier is not None))
    added = _add(day.pk, regency, key, list(rows.values()), now) if rows else set()
    if len(added) == len(rows):
        return found
    left = _left_out(regency, {client: row for client, row in rows.items() if client not in added})
    return [left.get(each.client, each) if isinstance(each, Received) else each for each in found]


def _check(said: Said, regency: str, now: datetime) -> None:
    """Look at a report by itself, before anything is made of it: no calendar has every moment in every zone."""
    if not said.station.startswith(f"{regency}."):
        raise ReportError("station-elsewhere", given=said.station, regency=regency)
    if abs(said.at - now) > _FAR:
        raise ReportError("time-far", given=said.at.isoformat())


def _add(day: str, regency: str, key: int, rows: list[dict[str, str]], now: datetime) -> set[UUID]:
    given = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
    with connection.cursor() as cursor:
        cursor.execute(_ADD.format(given=given), [day, _moment(now), key, json.dumps(rows), day, regency])
        return {UUID(str(client)) for (client,) in cursor.fetchall()}


def _left_out(regency: str, rows: dict[UUID, dict[str, str]]) -> dict[UUID, Received | ReportError]:
    """Say of reports that the statement left out whether they were here before, or why they are not taken."""
    kept = dict(Report.objects.filter(regency=regency, client__in=list(rows)).values_list("client", "digest"))
    found: dict[UUID, Received | ReportError] = {}
    for client, row in rows.items():
        if client not in kept:
            found[client] = ReportError("station-unknown", given=row["station"])
        elif kept[client] == row["digest"]:
            found[client] = Received(client, row["digest"], repeated=True)
        else:
            found[client] = ReportError("client-reused", given=str(client))
    return found


def _client(client: UUID) -> str:
    return str(client) if connection.vendor == "postgresql" else client.hex


def _moment(moment: datetime) -> str:
    """Write a moment as the database keeps it."""
    if connection.vendor == "postgresql":
        return moment.isoformat()
    return str(connection.ops.adapt_datetimefield_value(moment))
