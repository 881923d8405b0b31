"""The documents that an office sends and reads."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict

from ikpweb.api.told import told

__all__ = ["Changes", "Form", "OfficeProblem", "Saved", "Stored"]

Answer = Literal["nil", "events", "no-data", "not-applicable"]
State = Literal["draft", "submitted", "accepted", "returned", "rejected", "objected", "withdrawn"]

_EVENT_FIELDS = (
    "The fields of an event as `rules` of the form says; absent ones are empty.",
    "Isian kejadian menurut `rules` pada formulir; yang tidak disebut dianggap kosong.",
)


class Text(Schema):
    """A text in both languages."""

    id: str
    en: str


class Question(Schema):
    """An indicator that is asked."""

    code: str = told("Code of the indicator.", "Kode indikator.")
    names: Text
    dimension: str = told("Code of its dimension.", "Kode dimensinya.")
    dimension_names: Text
    parent: str = told("Code of its subdimension.", "Kode subdimensinya.")
    parent_names: Text
    definitions: dict[str, str] = told("What it means, by language.", "Artinya, per bahasa.")
    rubric: dict[str, Any] = told(
        "What counts, what does not, where to look, the facts of grades 1 to 4, and the certainty of the rubric.",
        "Yang dihitung, yang tidak, tempat mencarinya, fakta tingkat 1 sampai 4, dan kepastian rubrik.",
    )
    stages: list[str] = told("Stages that it usually belongs to.", "Tahapan yang biasa terkait.")


class Form(Schema):
    """What is asked of an office in a cycle."""

    cycle: str = told("Code of the cycle.", "Kode putaran.")
    level: Literal["province", "regency"]
    training: bool = told("Whether everything in it is made up.", "Apakah semua isinya sintetis.")
    digest: str = told("SHA-256 of the frozen form.", "Sidik formulir beku.")
    period: list[str] = told("First and last day of the events.", "Hari pertama dan terakhir kejadian.")
    due: datetime = told("Until when to hand in.", "Batas waktu pengajuan.")
    questions: list[Question]
    rules: dict[str, dict[str, Any]] = told("The rule of each field of an event.", "Aturan setiap isian kejadian.")
    sentences: dict[str, str] = told("What is said of each fault.", "Kalimat untuk setiap kesalahan.")
    stages: dict[str, str] = told("Code to name.", "Kode ke nama.")
    actors: dict[str, str] = told("Code to name.", "Kode ke nama.")
    sources: dict[str, str] = told("Code to name.", "Kode ke nama.")


class Declared(Schema):
    """What an office says about an indicator, and where that stands."""

    answer: Answer
    reason: str
    state: State
    revision: int = told("The revision that changed it last.", "Revisi terakhir yang mengubahnya.")


class Noted(Schema):
    """An event, and where it stands."""

    content: dict[str, Any] = told(*_EVENT_FIELDS)
    state: State
    revision: int = told("The revision that changed it last.", "Revisi terakhir yang mengubahnya.")


class Stored(Schema):
    """What an office has entered."""

    cycle: str = told("Code of the cycle.", "Kode putaran.")
    office: str = told("Code of the office.", "Kode kantor.")
    stage: Literal["draft", "submitted", "signed", "accepted", "frozen"]
    revision: int = told("The last revision: send it as `seen`.", "Revisi terakhir: kirim sebagai `seen`.")
    declarations: dict[str, Declared] = told("By indicator.", "Per indikator.")
    events: dict[str, Noted] = told("By number (UUID).", "Per nomor (UUID).")


class Changes(Schema):
    """What an office changes; what is not named stays as it is."""

    model_config = ConfigDict(extra="forbid")

    seen: int = told("The revision that the writer had before them.", "Revisi yang dilihat penulis.", ge=0)
    client: UUID = told(
        "Made by the writer's device for this request; sent again, it is the same request.",
        "Dibuat alat penulis untuk permintaan ini; dikirim ulang, tetap permintaan yang sama.",
    )
    declarations: dict[str, dict[str, Any]] = told(
        "By indicator: `answer` (nil, events, no-data, not-applicable) and `reason`.",
        "Per indikator: `answer` (nil, events, no-data, not-applicable) dan `reason`.",
        default_factory=dict,
    )
    events: dict[str, dict[str, Any]] = told(*_EVENT_FIELDS, default_factory=dict)


class Saved(Schema):
    """What was done; acknowledged means on disk."""

    revision: int = told("The revision that now stands.", "Revisi yang sekarang berlaku.")
    changed: list[str] = told("Indicators and numbers of events that changed.", "Indikator dan kejadian yang berubah.")
    repeated: bool = told(
        "Whether this request had been done before.", "Apakah permintaan ini sudah pernah terlaksana."
    )
    news: dict[str, dict[str, Any]] = told(
        "Answers that others changed since `seen`: show them before going on from `revision`.",
        "Jawaban yang diubah orang lain sejak `seen`: tampilkan sebelum melanjutkan dari `revision`.",
    )


class Fault(Schema):
    """What is wrong with a field."""

    item: str | None = told("Indicator, or number of an event.", "Indikator, atau nomor kejadian.", default=None)
    field: str | None = told("Field of the item.", "Isiannya.", default=None)
    parameter: str | None = told("Parameter that cannot be read.", "Parameter yang tidak terbaca.", default=None)
    message: str


class OfficeProblem(Schema):
    """A problem document after RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    code: str = told("Never changes; programs may rely on it.", "Tidak pernah berubah; boleh diandalkan program.")
    instance: str
    errors: list[Fault] | None = None
    revision: int | None = told("In a conflict: what stands now.", "Saat bentrok: yang berlaku sekarang.", default=None)
    others: list[str] | None = told(
        "In a conflict: what the writer changed besides; send it again with the choice.",
        "Saat bentrok: perubahan lain penulis; kirim lagi bersama pilihannya, tanpa yang tidak diubah.",
        default=None,
    )
    items: dict[str, dict[str, Any]] | None = told(
        "In a conflict, by item: `base`, `theirs`, `mine`, the proposal `merged`, and `both`, the fields both changed.",
        "Saat bentrok, per isian: `base`, `theirs`, `mine`, usulan `merged`, dan `both`, isian yang diubah keduanya.",
        default=None,
    )
