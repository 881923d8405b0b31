"""What the page without a connection says; its script has no sentences of its own."""

from django.utils.translation import gettext as _

__all__ = ["words"]


def words() -> dict[str, str]:
    """Give the sentences in the language of the page."""
    return {
        "unable": _(
            "Peramban ini tidak dapat menyimpan draf dengan aman. Perbarui perambannya, atau pakai isian biasa."
        ),
        "online": _("Ada sambungan."),
        "offline": _("Tanpa sambungan: draf disimpan di perangkat ini."),
        "signedOut": _("Sesi Anda berakhir. Draf tetap tersimpan; masuk lagi untuk mengirimnya."),
        "noForm": _("Formulir belum tersimpan di perangkat ini. Buka halaman ini sekali dengan sambungan."),
        "wrong": _("Kata kunci itu tidak cocok. Draf tidak dapat dibuka tanpa kata kunci yang benar."),
        "short": _("Kata kunci paling sedikit 12 huruf; satu kalimat pendek lebih mudah diingat."),
        "differ": _("Kedua kata kunci tidak sama."),
        "deriving": _("Membuka…"),
        "noDrafts": _("Belum ada draf di perangkat ini."),
        "noEntered": _("Belum ada kejadian yang dapat diubah."),
        "changed": _("Perubahan kejadian"),
        "event": _("Kejadian"),
        "answer": _("Jawaban"),
        "expires": _("terhapus sendiri"),
        "edit": _("Ubah"),
        "remove": _("Hapus"),
        "removeSure": _("Hapus draf ini? Ia tidak dapat dikembalikan."),
        "wipeSure": _("Hapus semua draf di perangkat ini? Yang belum terkirim hilang."),
        "saved": _("Tersimpan terenkripsi di perangkat ini."),
        "broken": _("Perbaiki isian yang ditandai; draf belum disimpan."),
        "lacking": _("belum lengkap untuk diajukan"),
        "sending": _("Mengirim…"),
        "sent": _("Terkirim. Lampirkan berkas buktinya di isian."),
        "attach": _("Lampirkan bukti"),
        "nothingSent": _("Tidak ada yang terkirim."),
        "unreachable": _("Server tidak terjangkau. Semua draf tetap tersimpan; coba lagi ketika ada sambungan."),
        "refused": _("Server menolak draf ini; perbaiki, lalu kirim lagi."),
        "conflict": _("Orang lain mengubah isian yang sama. Pilih untuk setiap isian, lalu kirim lagi."),
        "theirs": _("Milik orang lain"),
        "mine": _("Milik saya"),
        "field": _("Isian"),
        "both": _("keduanya mengubah"),
        "keep": _("Simpan pilihan"),
        "reason": _("Alasan"),
        "indicator": _("Indikator"),
        "grade": _("Tingkat"),
        "choose": _("Pilih"),
        "chooseCycle": _("Pilih putaran"),
        "ownRubric": _("rubrik susunan sendiri"),
        "closed": _("Isian ini tidak lagi dibuka untuk diisi; draf tetap tersimpan."),
        "training": _("SINTETIS: putaran latihan"),
        "nil": _("nihil"),
        "no-data": _("tidak ada data"),
        "not-applicable": _("tidak berlaku"),
        "events": _("ada kejadian"),
    }
