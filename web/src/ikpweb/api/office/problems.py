"""What can go wrong in writing; beside the problems of reading in `api.problems`."""

from collections.abc import Mapping

from ikpweb.api.kinds import Kind

__all__ = ["OFFICE_PROBLEMS"]

OFFICE_PROBLEMS: Mapping[str, Kind] = {
    "not-signed-in": Kind(
        401,
        {"id": "Belum masuk", "en": "Not signed in"},
        {
            "id": "Sesi sudah berakhir atau belum dibuka. Masuk lagi, lalu kirim ulang permintaan yang sama.",
            "en": "The session has ended or was never opened. Sign in again, then send the same request once more.",
        },
    ),
    "factor-missing": Kind(
        401,
        {"id": "Faktor kedua belum ditunjukkan", "en": "Second factor not shown"},
        {
            "id": "Peran ini hanya dapat dipakai dengan faktor kedua. Masuk lagi dengan kodenya.",
            "en": "This role can be used only with a second factor. Sign in again with its code.",
        },
    ),
    "key-unknown": Kind(
        401,
        {"id": "Kunci tidak berlaku", "en": "Key not valid"},
        {
            "id": "Kunci ini tidak ada, sudah lewat, atau dicabut. Buat yang baru di /kantor/kunci-api/.",
            "en": "This key does not exist, has expired or was revoked. Make another at /en/kantor/kunci-api/.",
        },
    ),
    "key-only-reads": Kind(
        403,
        {"id": "Kunci hanya membaca", "en": "Keys only read"},
        {
            "id": "Dengan kunci, data hanya dibaca: pakai GET.",
            "en": "With a key, data are only read: use GET.",
        },
    ),
    "key-without-rights": Kind(
        403,
        {"id": "Kunci tanpa hak", "en": "Key without rights"},
        {
            "id": "Pemilik kunci ini tidak lagi berhak membaca data kantornya.",
            "en": "The person of this key may not read the data of its office any more.",
        },
    ),
    "key-not-for-this": Kind(
        403,
        {"id": "Bukan untuk kunci ini", "en": "Not for this key"},
        {
            "id": "Kunci ini dibuat untuk membaca hal lain. Buat kunci yang mencakup alamat ini.",
            "en": "This key was made to read other things. Make one that covers this address.",
        },
    ),
    "key-quota": Kind(
        429,
        {"id": "Jatah kunci habis", "en": "Quota of the key used up"},
        {
            "id": "Kunci ini sudah dipakai sebanyak jatahnya. Coba lagi {wait} detik lagi.",
            "en": "This key was used as often as its quota allows. Try again in {wait} seconds.",
        },
    ),
    "forged": Kind(
        403,
        {"id": "Tanda formulir tidak sah", "en": "Invalid form token"},
        {
            "id": "Kepala X-CSRFToken tidak ada atau tidak cocok. Muat ulang halaman, lalu kirim ulang.",
            "en": "The header X-CSRFToken is missing or does not match. Reload the page, then send again.",
        },
    ),
    "not-allowed": Kind(
        403,
        {"id": "Tidak diizinkan", "en": "Not allowed"},
        {
            "id": "Peran Anda, tahap putaran, atau tahap isian tidak mengizinkan hal ini.",
            "en": "Your role, the stage of the cycle or the stage of the submission does not allow this.",
        },
    ),
    "unknown-submission": Kind(
        404,
        {"id": "Isian tidak dikenal", "en": "Unknown submission"},
        {
            "id": "Tidak ada isian kantor {office} dalam putaran {cycle} yang dapat Anda lihat.",
            "en": "There is no submission of the office {office} in the cycle {cycle} that you may see.",
        },
    ),
    "unknown-office": Kind(
        404,
        {"id": "Kantor tidak dikenal", "en": "Unknown office"},
        {
            "id": "Tidak ada kantor {given} yang laporan atau pengawasnya dapat Anda lihat.",
            "en": "There is no office {given} whose reports or supervisors you may see.",
        },
    ),
    "unknown-report": Kind(
        404,
        {"id": "Laporan tidak dikenal", "en": "Unknown report"},
        {
            "id": "Tidak ada laporan {given} yang dapat Anda lihat.",
            "en": "There is no report {given} that you may see.",
        },
    ),
    "unknown-computation": Kind(
        404,
        {"id": "Perhitungan tidak dikenal", "en": "Unknown computation"},
        {
            "id": "Tidak ada perhitungan {given} yang dapat Anda lihat.",
            "en": "There is no computation {given} that you may see.",
        },
    ),
    "unknown-run": Kind(
        404,
        {"id": "Tingkat tidak dihitung", "en": "Level not computed"},
        {
            "id": "Perhitungan ini tidak memuat tingkat {given} dengan bacaan {reading}, melainkan {known}.",
            "en": "This computation does not hold the level {given} in the reading {reading}, but {known}.",
        },
    ),
    "unknown-plan": Kind(
        404,
        {"id": "Rencana tidak dikenal", "en": "Unknown plan"},
        {
            "id": "Tidak ada usulan rencana {given} yang dapat Anda lihat.",
            "en": "There is no proposed plan {given} that you may see.",
        },
    ),
    "unknown-assessment": Kind(
        404,
        {"id": "Penilaian tidak dikenal", "en": "Unknown assessment"},
        {
            "id": "Tidak ada penilaian dampak {given} yang dapat Anda lihat.",
            "en": "There is no assessment of effect {given} that you may see.",
        },
    ),
    "unknown-agreement": Kind(
        404,
        {"id": "Perjanjian tidak dikenal", "en": "Unknown agreement"},
        {
            "id": "Tidak ada perjanjian {given} yang dapat Anda lihat.",
            "en": "There is no agreement {given} that you may see.",
        },
    ),
    "unknown-activity": Kind(
        404,
        {"id": "Kegiatan tidak dikenal", "en": "Unknown activity"},
        {
            "id": "Tidak ada kegiatan {given} yang dapat Anda lihat.",
            "en": "There is no activity {given} that you may see.",
        },
    ),
    "unknown-action": Kind(
        404,
        {"id": "Tindakan tidak dikenal", "en": "Unknown action"},
        {
            "id": "Tidak ada tindakan {given} yang dapat Anda lihat.",
            "en": "There is no action {given} that you may see.",
        },
    ),
    "unknown-risk": Kind(
        404,
        {"id": "Risiko tidak dikenal", "en": "Unknown risk"},
        {
            "id": "Tidak ada risiko {given} yang dapat Anda lihat.",
            "en": "There is no risk {given} that you may see.",
        },
    ),
    "wrong-method": Kind(
        405,
        {"id": "Metode tidak diizinkan", "en": "Method not allowed"},
        {"id": "Alamat ini menerima {methods}.", "en": "This address takes {methods}."},
    ),
    "conflict": Kind(
        409,
        {"id": "Diubah orang lain", "en": "Changed by somebody else"},
        {
            "id": "Orang lain mengubah isian yang sama. Tidak ada yang disimpan; pilih per isian dari items, "
            "lalu kirim dengan seen = revision.",
            "en": "Somebody else changed the same items. Nothing was saved; choose field by field from items, "
            "then send with seen = revision.",
        },
    ),
    "too-large": Kind(
        413,
        {"id": "Terlalu besar", "en": "Too large"},
        {
            "id": "Satu permintaan paling besar {most} kB. Kirim kejadian bertahap.",
            "en": "A request may have {most} kB at most. Send the events in portions.",
        },
    ),
    "faults": Kind(
        422,
        {"id": "Ada yang perlu diperbaiki", "en": "Something needs mending"},
        {
            "id": "Tidak ada yang disimpan: beberapa isian perlu diperbaiki. Lihat errors.",
            "en": "Nothing was saved: some items need mending. See errors.",
        },
    ),
}
