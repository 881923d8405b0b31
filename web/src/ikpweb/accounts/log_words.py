"""The actions of the log in words; an action that is not here is shown as it is written."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

__all__ = ["WORDS", "said"]

WORDS: Mapping[str, str | Promise] = {
    "accounts.tidied": _("melepas data orang yang tidak diperlukan lagi"),
    "audit.read": _("membaca jejak audit"),
    "boundaries.imported": _("memasukkan batas wilayah"),
    "boundaries.removed": _("menghapus batas wilayah"),
    "checkpoint.cosigned": _("menandatangani titik periksa"),
    "comment.made": _("menulis komentar"),
    "cycle.closed": _("menutup putaran"),
    "cycle.made": _("menyiapkan putaran"),
    "cycle.opened": _("membuka putaran"),
    "draft.changed": _("mengubah rancangan edisi"),
    "draft.discarded": _("membuang rancangan edisi"),
    "draft.made": _("membuat rancangan edisi"),
    "draft_freeze.asked": _("meminta pembekuan rancangan"),
    "draft_freeze.confirmed": _("membekukan rancangan menjadi edisi"),
    "draft_freeze.withdrawn": _("menarik permintaan pembekuan rancangan"),
    "edition.hidden": _("menarik edisi dari halaman publik"),
    "edition.loaded": _("memuat edisi"),
    "edition.shown": _("menampilkan edisi di halaman publik"),
    "event.withdrawn": _("menarik kejadian"),
    "evidence.attached": _("melampirkan bukti"),
    "evidence.checked": _("memeriksa sidik bukti"),
    "evidence.detached": _("melepas bukti"),
    "evidence.opened": _("membuka bukti"),
    "evidence.received": _("menerima bukti"),
    "evidence.refused": _("menolak bukti"),
    "evidence.scanned": _("memindai bukti"),
    "export.taken": _("mengunduh ekspor"),
    "factor.added": _("memasang faktor kedua"),
    "factor.failed": _("faktor kedua salah"),
    "factor.removed": _("melepas faktor kedua"),
    "factor_loss.asked": _("melaporkan faktor kedua hilang"),
    "factor_loss.confirmed": _("memastikan orangnya"),
    "factor_loss.lifted": _("melepas faktor yang hilang"),
    "factor_loss.refused": _("menolak permintaan faktor"),
    "freeze.asked": _("meminta pembekuan"),
    "freeze.confirmed": _("membekukan"),
    "freeze.withdrawn": _("menarik permintaan pembekuan"),
    "grade.settled": _("menyelesaikan beda tingkat"),
    "index.computed": _("menghitung indeks"),
    "invitation.accepted": _("menerima undangan"),
    "invitation.withdrawn": _("menarik undangan"),
    "item.decided": _("memutuskan butir"),
    "items.accepted": _("menerima butir"),
    "member.invited": _("mengundang anggota"),
    "membership.ended": _("mengakhiri keanggotaan"),
    "notice.sent": _("mengirim pemberitahuan"),
    "objection.answered": _("menjawab sanggahan"),
    "objection.made": _("mengajukan sanggahan"),
    "password.changed": _("mengganti kata sandi"),
    "person.erased": _("menghapus akun"),
    "person.exported": _("mengunduh data sendiri"),
    "person.renamed": _("mengganti nama"),
    "person.signed_in": _("masuk ke platform"),
    "person.signed_out": _("keluar dari platform"),
    "province.accepted": _("menerima provinsi"),
    "published.loaded": _("memuat hasil terbit"),
    "registry.loaded": _("memuat daftar daerah"),
    "review.delegated": _("mendelegasikan verifikasi"),
    "sample.drawn": _("menarik sampel penilaian ganda"),
    "session.ended": _("mengakhiri sesi"),
    "session.over": _("sesi berakhir"),
    "sheet.entered": _("memasukkan lembar sebar"),
    "sheet.read": _("membaca lembar sebar"),
    "sign_in.failed": _("kata sandi salah"),
    "sign_in.locked_out": _("terlalu banyak percobaan masuk"),
    "submission.accepted": _("menerima isian"),
    "submission.saved": _("menyimpan isian"),
    "submission.signed": _("menandatangani isian"),
    "submission.unaccepted": _("membatalkan penerimaan isian"),
    "submission.undone": _("membatalkan keputusan isian"),
    "submission.unsigned": _("membatalkan tanda tangan isian"),
    "uncertainty.computed": _("menghitung ketidakpastian indeks"),
    "upload.abandoned": _("membatalkan unggahan"),
    "upload.begun": _("memulai unggahan"),
    "uploads.swept": _("membersihkan unggahan yang terhenti"),
    "weighting.applied": _("menerapkan bobot ahli"),
    "weighting.asked": _("meminta penilaian ahli"),
    "weighting.closed": _("menutup pembobotan ahli"),
    "weighting.opened": _("membuka pembobotan ahli"),
    "weighting.scored": _("menilai indikator"),
}


def said(action: str) -> str:
    """Put an action into words; a refused one says so."""
    plain = action.removesuffix(".denied")
    words = str(WORDS.get(plain, plain))
    return words if plain == action else _now("ditolak: %(action)s") % {"action": words}
