"""Problems with editions."""

from ikp.problems.kind import Kind

EDITIONS: dict[str, Kind] = {
    "edition-unknown": Kind(
        {"en": "There is no edition {edition}.", "id": "Tidak ada edisi {edition}."},
        {"en": "Use one of: {known}.", "id": "Gunakan salah satu dari: {known}."},
    ),
    "registry-column": Kind(
        {
            "en": "{file} lacks the columns {columns}, or has no row.",
            "id": "{file} tidak memiliki kolom {columns}, atau tanpa baris.",
        },
        {
            "en": "Begin with a line code,name,kind,parent and write one unit a line.",
            "id": "Mulai dengan baris code,name,kind,parent dan tulis satu daerah per baris.",
        },
    ),
    "registry-code": Kind(
        {
            "en": "The code {code} of {name} does not have the form {form}.",
            "id": "Kode {code} dari {name} tidak berbentuk {form}.",
        },
        {
            "en": "Two digits for units of the upper level; for those below the parent's code, a dot and two digits.",
            "id": "Dua angka untuk daerah tingkat atas; untuk yang di bawahnya kode induk, titik, dan dua angka.",
        },
    ),
    "registry-parent": Kind(
        {
            "en": "{name} ({code}) lies in {parent}: no unit of the upper level, or not the one in its code.",
            "id": "{name} ({code}) terletak di {parent}: bukan daerah tingkat atas, atau tidak sama dengan kodenya.",
        },
        {
            "en": "Add the unit above with an empty parent, or correct the code.",
            "id": "Tambahkan daerah di atasnya dengan induk kosong, atau perbaiki kodenya.",
        },
    ),
    "edition-results-only": Kind(
        {
            "en": "Of the edition {edition} only results are published, so it cannot be computed.",
            "id": "Dari edisi {edition} hanya hasilnya yang terbit sehingga tidak dapat dihitung.",
        },
        {
            "en": "Read its results with `ikp published {edition}`.",
            "id": "Baca hasilnya dengan `ikp published {edition}`.",
        },
    ),
    "edition-level": Kind(
        {
            "en": "The edition {edition} has no results for the level {level}.",
            "id": "Edisi {edition} tidak memiliki hasil pada tingkat {level}.",
        },
        {"en": "Use one of: {known}.", "id": "Gunakan salah satu dari: {known}."},
    ),
    "alternative-unknown": Kind(
        {
            "en": "The edition {edition} has no alternative {alternative}.",
            "id": "Edisi {edition} tidak memiliki alternatif {alternative}.",
        },
        {"en": "Use one of: {known}.", "id": "Gunakan salah satu dari: {known}."},
    ),
    "guidance-lacking": Kind(
        {
            "en": "{file} says nothing about these indicators: {codes}.",
            "id": "{file} tidak memuat keterangan untuk indikator: {codes}.",
        },
        {
            "en": "Add a table [indicators.CODE], or a row, for each of them.",
            "id": "Tambahkan tabel [indicators.KODE], atau baris, untuk masing-masing.",
        },
    ),
    "guidance-unknown": Kind(
        {
            "en": "{file} speaks of indicators that the framework does not know: {codes}.",
            "id": "{file} menyebut indikator yang tidak ada dalam konstruksi: {codes}.",
        },
        {
            "en": "Correct the code, or remove what is said about it.",
            "id": "Perbaiki kodenya, atau hapus keterangannya.",
        },
    ),
    "guidance-language": Kind(
        {
            "en": "Indicator {indicator} has no text “{text}” in the language {lang}.",
            "id": "Indikator {indicator} tidak memiliki teks “{text}” dalam bahasa {lang}.",
        },
        {"en": "Write {text}.{lang}.", "id": "Tulis {text}.{lang}."},
    ),
    "rubric-grades": Kind(
        {
            "en": "The rubric of {indicator} has {count} grades in the language {lang}, not {expected}.",
            "id": "Rubrik {indicator} memiliki {count} tingkat dalam bahasa {lang}, bukan {expected}.",
        },
        {
            "en": "Write one sentence for every grade, from the least to the most serious.",
            "id": "Tulis satu kalimat untuk tiap tingkat, dari yang paling ringan sampai yang paling berat.",
        },
    ),
    "rubric-repeated": Kind(
        {
            "en": "The sentence “{text}” stands for two grades.",
            "id": "Kalimat “{text}” dipakai untuk dua tingkat.",
        },
        {
            "en": "Name the facts that set the grades, or the indicators, apart.",
            "id": "Sebutkan fakta yang membedakan tingkat atau indikatornya.",
        },
    ),
    "rubric-evidence": Kind(
        {
            "en": "The rubric of {indicator} names no known kind of evidence (unknown: {kinds}).",
            "id": "Rubrik {indicator} tidak menyebut jenis bukti yang dikenal (tidak dikenal: {kinds}).",
        },
        {"en": "Use some of: {known}.", "id": "Gunakan sebagian dari: {known}."},
    ),
    "election-unknown": Kind(
        {"en": "There is no calendar of {election}.", "id": "Tidak ada kalender tahapan {election}."},
        {"en": "Use one of: {known}.", "id": "Gunakan salah satu dari: {known}."},
    ),
    "stage-unknown": Kind(
        {"en": "There is no stage {stage}.", "id": "Tidak ada tahapan {stage}."},
        {"en": "Use one of: {known}.", "id": "Gunakan salah satu dari: {known}."},
    ),
    "stage-lead": Kind(
        {
            "en": "The lead time “{lead}” is no number of days.",
            "id": "Tenggang “{lead}” bukan jumlah hari.",
        },
        {
            "en": "Write whole days before the stage begins, such as 30.",
            "id": "Tulis jumlah hari sebelum tahapan mulai, misalnya 30.",
        },
    ),
}
