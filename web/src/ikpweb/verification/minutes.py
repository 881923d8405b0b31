"""The *berita acara* of a sign-off as PDF: the same sign-off gives the same bytes, and the file lies sealed.

Everything that people typed reaches the form as data, never as markup.
"""

import tempfile
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import qrcode
from django.utils import translation
from django.utils.dateformat import format as date_format

from ikpweb.accounts.models import Membership, Role
from ikpweb.collection.evidence.storage import key_of, sealed
from ikpweb.collection.selectors.drafts import lapsed
from ikpweb.kit.papers import paper
from ikpweb.kit.zones import in_zone
from ikpweb.verification.models import SignOff
from ikpweb.verification.selectors.summary import summary_of

__all__ = ["minutes_of", "open_minutes", "seal_minutes"]

_FORM = Path(__file__).parent / "minutes.typ"
_WORDS = {"regency": "kabupaten/kota", "province": "provinsi"}


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
    """Write the *berita acara*: in Indonesian, whatever the language of the page, as it is an official paper."""
    with translation.override("id"):
        data = _data(signed)
    return paper(_FORM, data, signed.at)


def _data(signed: SignOff) -> dict[str, Any]:
    submission = signed.submission
    cycle, office = submission.cycle, submission.office
    summary = summary_of(submission)
    local, zone = in_zone(signed.at, signed.office_id)
    code = f"ikp:berita-acara:{cycle.pk}:{office.pk}:{signed.digest}"
    return {
        "training": cycle.training,
        "cycle": cycle.title_id,
        "edition": cycle.edition.title_id,
        "legal": list(cycle.edition.about.get("legal_base", [])),
        "period": f"{_day(cycle.period_from)} sampai dengan {_day(cycle.period_to)}",
        "office": office.name,
        "office_code": office.pk,
        "level": _WORDS[office.level],
        "above": signed.office.name,
        "day": _day(local),
        "time": f"{local:%H.%M} {zone.label}",
        "day_iso": [local.year, local.month, local.day],
        "person": str(signed.person),
        "enterers": _heads(signed),
        "revision": signed.revision,
        "digest": signed.digest,
        "form": cycle.form_digest,
        "number": f"{cycle.pk}/{office.pk}/{signed.pk}",
        "rows": [[row.name, *row.cells] for row in summary.rows],
        "total": list(summary.total_cells),
        "accepted": summary.states["accepted"],
        "rejected": summary.states["rejected"],
        "withdrawn": summary.states["withdrawn"],
        "lapsed": lapsed(submission),
        "corrected": summary.corrected,
        "corrected_share": _percent(summary.corrected_share),
        "reviewed_share": _percent(summary.reviewed_share),
        "items": summary.total,
        "code": code,
        "qr": _squares(code),
    }


def _heads(signed: SignOff) -> list[str]:
    """Name who led the reporting office on the day of the sign-off: they sign beside."""
    day = signed.at.date()
    found = Membership.objects.filter(office=signed.submission.office_id, role=Role.HEAD, valid_from__lte=day)
    found = found.exclude(valid_to__lt=day).select_related("person").order_by("person__name", "person")
    return [str(membership.person) for membership in found][:1]


def _day(day: Any) -> str:
    return str(date_format(day, "j F Y")) if not isinstance(day, datetime) else str(date_format(day, "l, j F Y"))


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".replace(".", ",") + "%"


def _squares(text: str) -> list[list[bool]]:
    """Give the squares of a QR code, with nothing around."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make()
    return [[bool(square) for square in row] for row in code.get_matrix()]
