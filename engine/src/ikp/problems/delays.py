"""Problems with reporting delays and nowcasts."""

from ikp.problems.kind import Kind

DELAYS: dict[str, Kind] = {
    "nowcast-choice": Kind(
        {"en": "{name} is {value}.", "id": "{name} bernilai {value}."},
        {"en": "Choose one of: {choices}.", "id": "Pilih salah satu: {choices}."},
    ),
    "nowcast-range": Kind(
        {"en": "{name} is {value}.", "id": "{name} bernilai {value}."},
        {"en": "Give a number in the range {range}.", "id": "Tulis angka dalam rentang {range}."},
    ),
    "nowcast-together": Kind(
        {
            "en": "Method {method} can neither shrink the delay to that of a larger area nor let it follow a law.",
            "id": "Metode {method} tidak dapat menyusutkan keterlambatan ke wilayah yang lebih luas "
            "dan tidak dapat mengikuti sebaran baku.",
        },
        {
            "en": "Use {methods}, or take the delay of the series, the group or all without a law.",
            "id": "Gunakan {methods}, atau pakai keterlambatan deret, kelompok, atau semuanya tanpa sebaran baku.",
        },
    ),
    "nowcast-groups": Kind(
        {"en": "{groups} groups were named for {series} series.", "id": "Ada {groups} kelompok untuk {series} deret."},
        {"en": "Name one group for each series.", "id": "Sebutkan satu kelompok untuk setiap deret."},
    ),
    "nowcast-shape": Kind(
        {
            "en": "The triangle has the shape {found}; {weeks} weeks × delays × {series} series are needed.",
            "id": "Segitiga pelaporan berukuran {found}; "
            "yang dibutuhkan {weeks} minggu × keterlambatan × {series} deret.",
        },
        {
            "en": "Make it from reports, or give one count for each week, delay and series.",
            "id": "Susun dari laporan, atau berikan satu jumlah untuk setiap minggu, keterlambatan, dan deret.",
        },
    ),
    "nowcast-future": Kind(
        {
            "en": "{count} reports came in weeks that have not been yet.",
            "id": "{count} laporan tercatat masuk pada minggu yang belum tiba.",
        },
        {
            "en": "Check the days of entry, and the day until which reports are counted.",
            "id": "Periksa tanggal masuk, dan tanggal akhir penghitungan laporan.",
        },
    ),
    "nowcast-counts": Kind(
        {
            "en": "{file} holds counts by week, which do not tell when the reports came.",
            "id": "{file} memuat jumlah per minggu, yang tidak menunjukkan kapan laporan masuk.",
        },
        {
            "en": "Give one row per report with the columns unit, event_date and entry_date.",
            "id": "Gunakan satu baris per laporan dengan kolom unit, event_date, dan entry_date.",
        },
    ),
    "nowcast-kind": Kind(
        {"en": "There is no kind {kind} among the reports.", "id": "Tidak ada jenis {kind} di antara laporan."},
        {"en": "The file has: {kinds}.", "id": "Berkas memuat: {kinds}."},
    ),
    "nowcast-until": Kind(
        {
            "en": "The day {until} has not come yet; nothing of its weeks can be known.",
            "id": "Tanggal {until} belum tiba; minggunya belum dapat diketahui.",
        },
        {"en": "Name today or an earlier day.", "id": "Sebutkan hari ini atau hari sebelumnya."},
    ),
    "nowcast-largest": Kind(
        {
            "en": "A week has {reported} reports already, and the largest total is {largest}.",
            "id": "Satu minggu sudah memuat {reported} laporan, sedangkan jumlah terbesar {largest}.",
        },
        {"en": "Give a larger total, or none.", "id": "Beri jumlah terbesar yang lebih tinggi, atau kosongkan."},
    ),
}
