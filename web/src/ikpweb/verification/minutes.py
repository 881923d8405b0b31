"""The *berita acara* of a sign-off as PDF: the same sign-off gives the same bytes, and the file lies sealed.

Everything that people typed reaches the form as data, never as markup.
"""

import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import qrcode
from django.utils import translation
from django.utils.dateformat import format as date_format
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ikpweb.accounts.models import Membership, Role
from ikpweb.collection.evidence.storage import key_of, sealed
from ikpweb.collection.models import Answer, Submission
from ikpweb.collection.selectors.drafts import lapsed
from ikpweb.kit.country import country
from ikpweb.kit.papers import paper
from ikpweb.kit.zones import in_zone
from ikpweb.verification.models import SignOff
from ikpweb.verification.selectors.summary import Summary, summary_of

__all__ = ["minutes_of", "open_minutes", "seal_minutes"]

_FORM = Path(__file__).parent / "minutes.typ"
#: An official paper is written in the language of the country, whatever the language of the page.
_LANGUAGE = country().languages[0]


def seal_minutes(signed: SignOff) -> str:
    """Make the *berita acara* of a sign-off, seal it in the storage of evidence, and give its SHA-256."""
    content = minutes_of(signed)
    digest = sha256(content).hexdigest()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "berita-acara.pdf"
        path.write_bytes(content)
        sealed().seal(key_of(digest), path)
    return digest


def open_minutes(signed: SignOff) -> bytes:
    """Read the sealed *berita acara* of a sign-off.

    Raises
    ------
    ValueError
        When the storage holds something else than what was sealed.
    """
    with sealed().open(key_of(signed.minutes)) as file:
        content: bytes = file.read()
    if sha256(content).hexdigest() != signed.minutes:
        message = f"{signed.minutes}: the storage holds something else than what was sealed."
        raise ValueError(message)
    return content


def minutes_of(signed: SignOff) -> bytes:
    """Write the *berita acara*, in the language of the country."""
    with translation.override(_LANGUAGE):
        data = _data(signed)
    return paper(_FORM, data, signed.at)


def _data(signed: SignOff) -> dict[str, Any]:
    submission = signed.submission
    cycle, office = submission.cycle, submission.office
    summary = summary_of(submission)
    local, _zone = in_zone(signed.at, signed.office_id)
    code = f"ikp:berita-acara:{cycle.pk}:{office.pk}:{signed.digest}"
    return {
        "language": _LANGUAGE,
        "region": "ID" if _LANGUAGE == "id" else "GB",
        "said": _sentences(signed, summary, code),
        "training": cycle.training,
        "legal": list(cycle.edition.about.get("legal_base", [])),
        "office": office.name,
        "above": signed.office.name,
        "day_iso": [local.year, local.month, local.day],
        "person": str(signed.person),
        "enterers": _heads(signed),
        "digest": signed.digest,
        "form": cycle.form_digest,
        "head": [capfirst(str(word)) for word in _head()],
        "rows": [[row.name, *row.cells] for row in summary.rows],
        "total": [_("Jumlah"), *summary.total_cells],
        "qr": _squares(code),
    }


def _head() -> list[Any]:
    """Name the columns of the table, in the order of `DimensionRow.cells`."""
    return [_("Dimensi"), *Answer.labels, _("ditolak"), _("kejadian diterima"), _("kejadian ditolak")]


def _sentences(signed: SignOff, summary: Summary, code: str) -> dict[str, str]:
    """Write what stands around the figures."""
    submission = signed.submission
    office, cycle = submission.office, submission.cycle
    return {
        "title": _("Berita Acara Pengesahan Isian %(office)s") % {"office": office.name},
        "name": _("BERITA ACARA"),
        "of_office": _("Pengesahan isian %(office)s") % {"office": office.name},
        "in_cycle": _("dalam %(cycle)s") % {"cycle": cycle.title},
        "number": _("Nomor %(number)s") % {"number": f"{cycle.pk}/{office.pk}/{signed.pk}"},
        "mark": _("SINTETIS"),
        "warning": _(
            "Putaran latihan: semua yang tertulis di sini buatan, bukan keputusan resmi, dan tidak pernah masuk ke "
            "indeks."
        ),
        "opening": _opening(signed),
        "basis": _("Dasar"),
        "outcome": _("Hasil verifikasi"),
        "counts": _counts(submission, summary),
        "caption": _(
            "Pernyataan yang diterima menurut jawaban, pernyataan yang ditolak, dan kejadian menurut keputusan, per "
            "dimensi"
        ),
        "table": _("Tabel"),
        "digest": _("Sidik isi"),
        "digest_told": _(
            "Sidik di bawah ini (SHA-256) mencakup setiap pernyataan dan kejadian pada revisinya, keadaannya, serta "
            "sidik setiap berkas bukti. Siapa pun yang memegang data yang sama memperoleh sidik yang sama; satu huruf "
            "yang berubah memberi sidik lain."
        ),
        "content": _("isi"),
        "signed_content": _("Isi yang disahkan"),
        "form": _("Formulir putaran"),
        "qr": _("Kode QR memuat nama putaran, kode kantor, dan sidik isi."),
        "qr_alt": _("Kode QR yang memuat teks %(code)s") % {"code": code},
        "signatures": _("Tanda tangan"),
        "closing": _("Demikian berita acara ini dibuat dengan sebenarnya dan ditandatangani oleh kedua pihak."),
        "head": _("Ketua"),
        "named": _("Nama"),
    }


def _opening(signed: SignOff) -> str:
    """Write who signed what off, when, about which time and under which edition."""
    submission = signed.submission
    cycle, office = submission.cycle, submission.office
    local, zone = in_zone(signed.at, signed.office_id)
    return _(
        "Pada hari %(day)s, pukul %(time)s, %(above)s melalui %(person)s telah memeriksa dan mengesahkan seluruh isian "
        "%(office)s (kode %(code)s, tingkat %(level)s) sampai dengan revisi %(revision)s, untuk kejadian pada "
        "%(since)s sampai dengan %(until)s, menurut %(edition)s."
    ) % {
        "day": date_format(local, "l, j F Y"),
        "time": f"{date_format(local, 'H.i' if _LANGUAGE == 'id' else 'H:i')} {zone.label}",
        "above": signed.office.name,
        "person": str(signed.person),
        "office": office.name,
        "code": office.pk,
        "level": country().level(office.level),
        "revision": signed.revision,
        "since": date_format(cycle.period_from, "j F Y"),
        "until": date_format(cycle.period_to, "j F Y"),
        "edition": cycle.edition.title,
    }


def _counts(submission: Submission, summary: Summary) -> str:
    """Write how many items were decided how."""
    said = [
        _(
            "Dari %(items)s isian (pernyataan dan kejadian), %(accepted)s diterima dan %(rejected)s ditolak; "
            "%(withdrawn)s ditarik oleh kantor pengisi dan tidak dihitung."
        )
        % {
            "items": summary.total,
            "accepted": summary.states["accepted"],
            "rejected": summary.states["rejected"],
            "withdrawn": summary.states["withdrawn"],
        }
    ]
    if late := lapsed(submission):
        said.append(_("Ketika pengisian ditutup, %(n)s masih draf: tidak diajukan dan tidak dihitung.") % {"n": late})
    said.append(
        _(
            "Yang sudah diputuskan %(reviewed)s dari semuanya, dan %(corrected)s isian (%(share)s) pernah "
            "dikembalikan untuk diperbaiki."
        )
        % {
            "reviewed": _percent(summary.reviewed_share),
            "corrected": summary.corrected,
            "share": _percent(summary.corrected_share),
        }
    )
    return " ".join(said)


def _heads(signed: SignOff) -> list[str]:
    """Name who led the reporting office on the day of the sign-off: they sign beside."""
    day = signed.at.date()
    found = Membership.objects.filter(office=signed.submission.office_id, role=Role.HEAD, valid_from__lte=day)
    found = found.exclude(valid_to__lt=day).select_related("person").order_by("person__name", "person")
    return [str(membership.person) for membership in found][:1]


def _percent(share: float) -> str:
    return f"{number_format(100 * share, 1)}%"


def _squares(text: str) -> list[list[bool]]:
    """Give the squares of a QR code, with nothing around."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make()
    return [[bool(square) for square in row] for row in code.get_matrix()]
