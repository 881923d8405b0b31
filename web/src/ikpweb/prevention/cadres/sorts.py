"""The fields of trainings and outreach events, and what must fit together in them."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ikpweb.kit.errors import FieldError
from ikpweb.prevention.cadres.models import CadreStep, Form, Outreach, Programme, Stage, Training
from ikpweb.prevention.keeping.fields import Field, Holds, by_name
from ikpweb.prevention.keeping.sorts import Sort
from ikpweb.territory.models import Office

__all__ = ["GROUPS", "OUTREACH", "TRAININGS"]

_EMPTY = _("Kosong bila tidak dilaporkan; itu bukan nol.")
_BASE = _("Enam program Perbawaslu 2/2023 Pasal 3(2).")

_COUNTS = (
    Field("participants", _("Peserta"), Holds.COUNT, _EMPTY),
    Field("women", _("Perempuan"), Holds.COUNT, _EMPTY),
    Field("men", _("Laki-laki"), Holds.COUNT, _EMPTY),
    Field("disability", _("Penyandang disabilitas"), Holds.COUNT, _EMPTY),
)
_SOURCE = Field("source", _("Dasar angkanya"), help=_("Misalnya daftar hadir atau laporan kegiatan. Tanpa nama orang."))
#: Groups of participants; they overlap, so that they are never summed.
GROUPS = ("disability", "first_voters", "elderly", "customary")


def _counts_fit(content: Mapping[str, Any], parts: tuple[str, ...]) -> list[FieldError]:
    """Find counts that cannot be together; what was not reported hinders nothing."""
    found = []
    whole, women, men = content["participants"], content["women"], content["men"]
    if whole is None:
        return []
    if (women or 0) + (men or 0) > whole:
        found.append(FieldError("women", _now("Perempuan dan laki-laki bersama melebihi jumlah peserta.")))
    larger = [name for name in parts if content[name] is not None and content[name] > whole]
    return found + [FieldError(name, _now("Melebihi jumlah peserta.")) for name in larger]


def _training_fits(content: Mapping[str, Any], _office: Office) -> list[FieldError]:
    found = _counts_fit(content, ("disability", "alumni"))
    last = content["day_to"] or content["day"]
    if last < content["day"]:
        found.append(FieldError("day_to", _now("Hari terakhir mendahului hari pertama.")))
    if last > timezone.localdate():
        found.append(FieldError("day", _now("Catat setelah selesai: tanggal ini belum tiba.")))
    return found


def _outreach_fits(content: Mapping[str, Any], _office: Office) -> list[FieldError]:
    found = _counts_fit(content, GROUPS)
    if content["day"] > timezone.localdate():
        found.append(FieldError("day", _now("Catat setelah selesai: tanggal ini belum tiba.")))
    return found


TRAININGS: Sort[Training] = Sort(
    Training,
    CadreStep,
    by_name(
        Field("programme", _("Program"), Holds.CHOICE, _BASE, needed=True, choices=Programme),
        Field("title", _("Nama pelatihan")),
        Field(
            "stage",
            _("Jenjang"),
            Holds.CHOICE,
            _("Jenjang ini susunan kami; yang resmi tidak kami temukan tercetak."),
            needed=True,
            choices=Stage,
        ),
        Field("day", _("Hari pertama"), Holds.DAY, needed=True),
        Field("day_to", _("Hari terakhir"), Holds.DAY, _("Kosong bila satu hari.")),
        Field("place", _("Tempat"), needed=True),
        *_COUNTS,
        Field("alumni", _("Alumni"), Holds.COUNT, _("Yang menyelesaikannya. Kosong bila tidak dilaporkan.")),
        _SOURCE,
    ),
    check=_training_fits,
)

OUTREACH: Sort[Outreach] = Sort(
    Outreach,
    CadreStep,
    by_name(
        Field("title", _("Kegiatan"), needed=True),
        Field("form", _("Bentuk"), Holds.CHOICE, needed=True, choices=Form),
        Field("programme", _("Program"), Holds.CHOICE, _BASE, choices=Programme),
        Field("day", _("Tanggal"), Holds.DAY, needed=True),
        Field("place", _("Tempat")),
        *_COUNTS,
        Field("first_voters", _("Pemilih pemula"), Holds.COUNT, _EMPTY),
        Field("elderly", _("Lanjut usia"), Holds.COUNT, _EMPTY),
        Field("customary", _("Masyarakat adat"), Holds.COUNT, _EMPTY),
        _SOURCE,
    ),
    check=_outreach_fits,
)
