"""Reading files of trainings and outreach: counts a row, never a person; every record of a person needs a consent."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from ikpweb.prevention.cadres.models import Outreach, Training
from ikpweb.prevention.cadres.sorts import OUTREACH, TRAININGS
from ikpweb.prevention.keeping.fields import bare, cleaned, plain
from ikpweb.prevention.keeping.sheets import Read, Table
from ikpweb.prevention.keeping.sorts import Sort
from ikpweb.territory.models import Office

__all__ = ["SUBJECTS", "read_counts", "same_as"]

#: What a file can hold, by the word in its address.
SUBJECTS: Mapping[str, Sort[Training] | Sort[Outreach]] = {"pelatihan": TRAININGS, "sosialisasi": OUTREACH}
_ALSO: Mapping[str, str] = {
    "nama": "title", "judul": "title", "kegiatan": "title", "jenis": "programme", "program": "programme",
    "tanggal": "day", "mulai": "day", "selesai": "day_to", "lokasi": "place", "jumlah_peserta": "participants",
    "perempuan": "women", "laki_laki": "men", "disabilitas": "disability", "difabel": "disability",
    "jumlah_alumni": "alumni", "lulusan": "alumni", "sumber": "source", "pemilih_pemula": "first_voters",
    "lansia": "elderly", "jenjang": "stage", "bentuk": "form",
}  # fmt: skip


def same_as(content: Mapping[str, object]) -> str:
    """Give what tells a training or an event from others of its office: day, programme, place and title."""
    return " ".join(bare(str(content.get(name) or "")) for name in ("day", "programme", "place", "title"))


def read_counts(data: bytes, name: str, subject: str, office: Office) -> Read:
    """Read a file of an office.

    Raises
    ------
    SheetError
        If it cannot be read at all, or lacks a column that nothing can be done without.
    """
    sort = SUBJECTS[subject]
    table = Table(data, name, sort.fields, _ALSO)
    seen: dict[str, int] = {}
    for line, given in table.rows():
        content, faults = cleaned(sort.fields, given, office)
        table.note(line, faults or sort.check(content, office))
        said = plain(content)
        if not faults and (first := seen.setdefault(same_as(said), line)) != line:
            table.fault(line, "day", _("Sama dengan baris %(row)s. Beri nama yang membedakan.") % {"row": first})
        table.read.rows.append({"line": line, "content": said})
    return table.done()
