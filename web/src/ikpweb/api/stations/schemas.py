"""The documents that come in about stations, and what is answered."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, BeforeValidator, ConfigDict, StrictBool, StringConstraints

from ikpweb.api.schemas import Problem
from ikpweb.api.told import told
from ikpweb.stations.receiving import MOST

__all__ = ["Batch", "Receipt", "Receipts", "StationDay", "StationProblem", "StationReport"]

Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}\.[0-9]{3,4}$")]


def _written(given: Any) -> Any:
    """Refuse a number: seconds since 1970 say no zone, and a telephone's clock is in doubt as it is."""
    if not isinstance(given, str):
        message = "A moment as text, such as 2029-02-14T09:12:00+07:00."
        raise ValueError(message)  # noqa: TRY004 - pydantic's word for it
    return given


Moment = Annotated[AwareDatetime, BeforeValidator(_written)]
Question = Annotated[str, StringConstraints(min_length=1, max_length=20)]


class StationReport(Schema):
    """What a supervisor says about a station."""

    model_config = ConfigDict(extra="forbid")

    station: Code = told("Code of the station.", "Kode TPS.", examples=["11.01.01.2001.003"])
    client: UUID = told(
        "Number of the report, made by the sender: sent again, it is the same report.",
        "Nomor laporan, dibuat pengirim: dikirim ulang, tetap laporan yang sama.",
    )
    at: Moment = told("When it was observed, with its zone.", "Waktu pengamatan, dengan zona waktunya.")
    answers: dict[Question, StrictBool] = told(
        "By code of the question: true for yes, false for no. What is left out is not answered.",
        "Per kode pertanyaan: true untuk ya, false untuk tidak. Yang tidak disebut berarti tidak dijawab.",
        max_length=100,
    )


class Batch(Schema):
    """Several reports at once; each is taken, or refused, by itself."""

    model_config = ConfigDict(extra="forbid")

    reports: list[StationReport] = told(f"Up to {MOST}.", f"Paling banyak {MOST}.", min_length=1, max_length=MOST)


class Receipt(Schema):
    """That a report is kept: whoever has this can show what was sent."""

    client: UUID = told("Number of the report.", "Nomor laporan.")
    digest: str = told(
        "SHA-256 of the report; the sender can compute the same.",
        "SHA-256 laporan; pengirim dapat menghitung hal yang sama.",
    )
    repeated: bool = told("It was here before.", "Laporan ini sudah pernah diterima.")


class Refusal(Schema):
    """Why a report of a batch is not taken."""

    client: UUID = told("Number of the report.", "Nomor laporan.")
    code: str = told("Code of the problem.", "Kode masalahnya.")
    detail: str = told("What is wrong and how to mend it.", "Apa yang keliru dan cara memperbaikinya.")


class Receipts(Schema):
    """What became of the reports of a batch."""

    receipts: list[Receipt] = told("Of those that are kept.", "Yang sudah tersimpan.")
    refused: list[Refusal] = told("Those that are not taken.", "Yang tidak diterima.")


class AskedOfStation(Schema):
    """A yes/no question."""

    code: str = told("Code of the question.", "Kode pertanyaan.")
    names: dict[str, str] = told("Its words, by language.", "Kalimatnya, per bahasa.")


class StationDay(Schema):
    """What a key is for: the day, its questions, and the regency."""

    day: str = told("Code of the day.", "Kode hari.")
    title: str
    training: bool = told("Made up: SINTETIS.", "Buatan: SINTETIS.")
    regency: str = told("Code of the regency whose stations are reported about.", "Kode kabupaten/kota TPS-nya.")
    opens_at: datetime = told("Reports are taken from then on.", "Laporan diterima sejak saat ini.")
    closes_at: datetime = told("Reports are taken until then.", "Laporan diterima sampai saat ini.")
    questions: list[AskedOfStation]


class StationProblem(Problem):
    """What went wrong; with the reason for each report where a whole batch was refused."""

    refused: list[dict[str, Any]] | None = None
