"""The fields of partners, agreements and activities, and what must fit together in them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ikpweb.kit.errors import FieldError
from ikpweb.prevention.keeping.fields import Field, Holds, bare, by_name
from ikpweb.prevention.keeping.sorts import Sort
from ikpweb.prevention.partners.models import Activity, Agreement, Kind, Level, Partner, PartnerStep, Sector
from ikpweb.territory.models import Office

__all__ = ["ACTIVITIES", "AGREEMENTS", "PARTNERS"]


def _name_partner(partner: Partner) -> None:
    partner.plain = bare(partner.name)


def _number_agreement(agreement: Agreement) -> None:
    agreement.plain = bare(agreement.number)


def _partners_of(office: Office) -> Any:
    return Partner.objects.filter(office=office, withdrawn=False)


def _agreement_fits(content: Mapping[str, Any], _office: Office) -> list[FieldError]:
    found = []
    signed, first, last = content["signed_on"], content["valid_from"], content["valid_to"]
    if signed > timezone.localdate():
        found.append(FieldError("signed_on", _now("Tanggal ini belum tiba.")))
    if first < signed - timedelta(366):
        found.append(
            FieldError("valid_from", _now("Berlaku lebih dari setahun sebelum ditandatangani. Periksa tanggalnya."))
        )
    if last is not None and last < first:
        found.append(FieldError("valid_to", _now("Hari terakhir mendahului hari pertama.")))
    row = content.get("row")
    if row is not None and row.ended_on is not None and row.ended_on < first:
        found.append(FieldError("valid_from", _now("Perjanjian ini diakhiri sebelum tanggal itu.")))
    return found


def _activity_fits(content: Mapping[str, Any], _office: Office) -> list[FieldError]:
    if content["day"] > timezone.localdate():
        return [FieldError("day", _now("Catat kegiatan setelah berlangsung: tanggal ini belum tiba."))]
    return []


PARTNERS: Sort[Partner] = Sort(
    Partner,
    PartnerStep,
    by_name(
        Field("name", _("Nama lembaga"), needed=True),
        Field(
            "sector",
            _("Sektor"),
            Holds.CHOICE,
            _("Daftar sektor ini susunan kami; tidak ada daftar yang terbit."),
            needed=True,
            choices=Sector,
        ),
        Field("level", _("Tingkat"), Holds.CHOICE, needed=True, choices=Level),
        Field("address", _("Alamat lembaga"), longest=300),
        Field(
            "contact",
            _("Kontak lembaga"),
            help=_("Telepon kantor, surel resmi, atau situs lembaga. Bukan nomor atau nama orang."),
        ),
        Field("about", _("Keterangan"), Holds.NOTE, _("Tanpa nama orang."), longest=1000),
    ),
    derive=_name_partner,
)

AGREEMENTS: Sort[Agreement] = Sort(
    Agreement,
    PartnerStep,
    by_name(
        Field("partner", _("Mitra"), Holds.ROW, needed=True, rows=_partners_of),
        Field("kind", _("Bentuk"), Holds.CHOICE, needed=True, choices=Kind),
        Field("number", _("Nomor"), longest=100, help=_("Seperti tertulis pada naskahnya.")),
        Field("title", _("Tentang"), needed=True, longest=300),
        Field("signed_on", _("Ditandatangani"), Holds.DAY, needed=True),
        Field("valid_from", _("Berlaku sejak"), Holds.DAY, needed=True),
        Field("valid_to", _("Berlaku sampai"), Holds.DAY, _("Kosong bila tanpa batas waktu: tidak ada pengingat.")),
        Field("scope", _("Ruang lingkup"), Holds.NOTE, _("Tanpa nama orang."), longest=2000),
        Field("units", _("Daerah yang dicakup"), Holds.UNITS, _("Kosong berarti seluruh daerah kantor.")),
    ),
    check=_agreement_fits,
    derive=_number_agreement,
    state=("ended_on", "withdrawn"),
)

ACTIVITIES: Sort[Activity] = Sort(
    Activity,
    PartnerStep,
    by_name(
        Field("day", _("Tanggal"), Holds.DAY, needed=True),
        Field("what", _("Apa yang dilakukan"), Holds.NOTE, _("Tanpa nama orang."), needed=True, longest=500),
        Field("place", _("Tempat")),
        Field("participants", _("Peserta"), Holds.COUNT, _("Kosong bila tidak dilaporkan; itu bukan nol.")),
        Field("action", _("Nomor tindakan di register"), longest=60),
    ),
    check=_activity_fits,
)
