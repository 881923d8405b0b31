"""Problems with alarm methods that need little history, with their policy, and with made-up worlds."""

from ikp.problems.kind import Kind

WATCHING: dict[str, Kind] = {
    "alarms-ears": Kind(
        {
            "en": "EARS cannot work with method {method}, level {alpha}, {baseline} weeks, least deviation {sigma}.",
            "id": "EARS tidak dapat dihitung dengan metode {method}, taraf {alpha}, {baseline} minggu, "
            "simpangan terkecil {sigma}.",
        },
        {
            "en": "Use C1, C2 or C3, a level between 0 and 1, two weeks or more, and a deviation from 0.",
            "id": "Gunakan C1, C2, atau C3, taraf antara 0 dan 1, dua minggu atau lebih, dan simpangan mulai 0.",
        },
    ),
    "alarms-last": Kind(
        {
            "en": "{last} weeks are to be watched, of {weeks} in the series.",
            "id": "Diminta memantau {last} minggu, dari {weeks} minggu dalam deret.",
        },
        {
            "en": "Watch at least one week and no more than there are.",
            "id": "Pantau sedikitnya satu minggu dan tidak lebih dari yang ada.",
        },
    ),
    "alarms-level": Kind(
        {"en": "{name} is {value}.", "id": "{name} bernilai {value}."},
        {"en": "Give a number in the range {range}.", "id": "Tulis angka dalam rentang {range}."},
    ),
    "alarms-effort": Kind(
        {
            "en": "Rates per supervisor were asked for, but the series holds no effort.",
            "id": "Diminta laju per pengawas, tetapi deret ini tidak memuat jumlah pengawas.",
        },
        {
            "en": "Give the active supervisors per unit and week, or leave effort out of account.",
            "id": "Isi jumlah pengawas aktif per daerah dan minggu, atau abaikan jumlah pengawas.",
        },
    ),
    "alarms-shapes": Kind(
        {
            "en": "{name} has the shape {found}; {wanted} is needed.",
            "id": "{name} berukuran {found}; yang dibutuhkan {wanted}.",
        },
        {"en": "Give one value for each week and series.", "id": "Berikan satu nilai untuk setiap minggu dan deret."},
    ),
    "alarms-no-p": Kind(
        {
            "en": "The method {method} has no p-values to choose alarms by.",
            "id": "Metode {method} tidak memberi nilai p untuk memilih alarm.",
        },
        {
            "en": "Use its own threshold, or another method: Farrington, EARS or shrunken rates.",
            "id": "Gunakan ambang metode itu sendiri, atau metode lain: Farrington, EARS, atau laju tersusut.",
        },
    ),
    "alarms-stage": Kind(
        {
            "en": "Stages were asked for, but the data name none.",
            "id": "Diminta menurut tahapan, tetapi data tidak memuat tahapan.",
        },
        {
            "en": "Give counts by week with a column stage, or a calendar (--calendar pemilu-2024).",
            "id": "Gunakan jumlah per minggu dengan kolom stage, atau kalender (--calendar pemilu-2024).",
        },
    ),
    "alarms-calendar": Kind(
        {
            "en": "No stage of {calendar} falls into the weeks of the data.",
            "id": "Tidak ada tahapan {calendar} yang jatuh pada minggu-minggu dalam data.",
        },
        {
            "en": "Take the calendar of the election that the data are of.",
            "id": "Gunakan kalender pemilihan yang sesuai dengan datanya.",
        },
    ),
    "alarms-no-stage": Kind(
        {
            "en": "Method {method} knows of no stages.",
            "id": "Metode {method} tidak mengenal tahapan.",
        },
        {
            "en": "Use farrington-flexible, cusum, glr or shrunk, or leave stages out of account.",
            "id": "Gunakan farrington-flexible, cusum, glr, atau shrunk, atau abaikan tahapan.",
        },
    ),
    "world-setting": Kind(
        {
            "en": "The made-up world has {name} = {value}, which cannot be.",
            "id": "Dunia rekaan memiliki {name} = {value}, yang tidak mungkin.",
        },
        {"en": "Give a number in the range {range}.", "id": "Tulis angka dalam rentang {range}."},
    ),
    "world-spread": Kind(
        {
            "en": "{count} outbreaks of {weeks} weeks do not fit into the {room} weeks after the quiet ones.",
            "id": "{count} lonjakan sepanjang {weeks} minggu tidak muat dalam {room} minggu setelah masa tenang awal.",
        },
        {
            "en": "Ask for fewer or shorter outbreaks, or a longer world.",
            "id": "Minta lonjakan yang lebih sedikit atau lebih pendek, atau dunia yang lebih panjang.",
        },
    ),
}
