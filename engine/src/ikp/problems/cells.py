"""Problems with single cells of a data file: numbers, grades, dates, declarations."""

from ikp.problems.kind import Kind

CELLS: dict[str, Kind] = {
    # --- numbers -------------------------------------------------------------------
    "number-text": Kind(
        {"en": "{cell} is not a number.", "id": "{cell} bukan angka."},
        {
            "en": "Write digits, with a point before decimals; leave the cell empty where nothing is known.",
            "id": "Tulis angka dengan titik sebagai tanda desimal; kosongkan sel bila tidak diketahui.",
        },
    ),
    "number-nan": Kind(
        {"en": "{cell} says that there is no number.", "id": "{cell} berarti tidak ada angka."},
        {
            "en": "Leave the cell empty, or write “no data” or “not applicable”.",
            "id": "Kosongkan sel, atau tulis “tidak ada data” atau “tidak berlaku”.",
        },
    ),
    "number-infinite": Kind(
        {"en": "{cell} is not a finite number.", "id": "{cell} bukan bilangan berhingga."},
        {
            "en": "Correct the number: it often comes from a division by zero.",
            "id": "Perbaiki angkanya: sering berasal dari pembagian dengan nol.",
        },
    ),
    "number-decimal-comma": Kind(
        {"en": "{cell} has a decimal comma.", "id": "{cell} memakai koma desimal."},
        {
            "en": "Write {mended}; or save the file with semicolons between the columns and commas in all numbers.",
            "id": "Tulis {mended}; atau simpan berkas dengan titik koma antarkolom dan koma di semua angka.",
        },
    ),
    "number-decimal-mixed": Kind(
        {
            "en": "{cell} does not write decimals as other numbers of the file do ({first}, line {line}).",
            "id": "{cell} tidak menulis desimal seperti angka lain dalam berkas ({first}, baris {line}).",
        },
        {
            "en": "Use the point, or the comma, in all numbers of the file.",
            "id": "Gunakan titik, atau koma, di semua angka dalam berkas.",
        },
    ),
    "number-thousands": Kind(
        {
            "en": "{cell} has a mark as between thousands, and could be read in two ways.",
            "id": "{cell} memuat tanda seperti pemisah ribuan dan dapat dibaca dengan dua cara.",
        },
        {
            "en": "If thousands are meant, write {mended} without a mark; if not, write the decimals with a point.",
            "id": "Tulis {mended} tanpa tanda bila maksudnya ribuan; bila bukan, tulis desimal dengan titik.",
        },
    ),
    "number-thousands-doubt": Kind(
        {
            "en": "{cell} is read as a decimal number; every decimal in this column has three digits, "
            "as thousands would have.",
            "id": "{cell} dibaca sebagai bilangan desimal; semua desimal di kolom ini tiga angka, seperti ribuan.",
        },
        {
            "en": "If thousands are meant, write {mended}.",
            "id": "Bila yang dimaksud ribuan, tulis {mended}.",
        },
        "warning",
    ),
    "number-point-unclear": Kind(
        {
            "en": "{cell} may be {thousand} or a number with three decimals, and no other number shows which.",
            "id": "{cell} bisa berarti {thousand} atau bilangan dengan tiga desimal; "
            "tidak ada angka lain yang memastikannya.",
        },
        {
            "en": "If thousands are meant, write {thousand}; if decimals are, write {decimal} with a comma, "
            "as files with semicolons do.",
            "id": "Bila maksudnya ribuan, tulis {thousand}; bila desimal, tulis {decimal} dengan koma, "
            "seperti lazimnya berkas dengan titik koma.",
        },
    ),
    "formula-error": Kind(
        {"en": "The formula gives the error {cell}.", "id": "Rumus menghasilkan galat {cell}."},
        {"en": "Mend the formula, or write the value.", "id": "Perbaiki rumusnya, atau tulis nilainya."},
    ),
    "formula-uncached": Kind(
        {
            "en": "The cell holds a formula whose value was never stored.",
            "id": "Sel berisi rumus yang nilainya belum pernah disimpan.",
        },
        {
            "en": "Open the workbook in a spreadsheet program and save it, or write the value.",
            "id": "Buka buku kerja di program lembar kerja lalu simpan, atau tulis nilainya.",
        },
    ),
    # --- events --------------------------------------------------------------------
    "code-empty": Kind(
        {"en": "The cell of the indicator is empty.", "id": "Sel indikator kosong."},
        {"en": "Write the indicator's code.", "id": "Isi kode indikator."},
    ),
    "code-unknown": Kind(
        {"en": "There is no indicator {cell}.", "id": "Tidak ada indikator {cell}."},
        {"en": "Did you mean {nearest}?", "id": "Mungkin maksudnya {nearest}?"},
    ),
    "count-empty": Kind(
        {"en": "The count of the event is missing.", "id": "Jumlah kejadian belum diisi."},
        {
            "en": "Write 1 for one event; where nothing happened, write 0 or declare nil.",
            "id": "Tulis 1 untuk satu kejadian; bila tidak terjadi, tulis 0 atau nyatakan nihil.",
        },
    ),
    "count-negative": Kind(
        {"en": "The count {cell} is negative.", "id": "Jumlah {cell} negatif."},
        {"en": "Count events from 0 upwards.", "id": "Hitung kejadian mulai dari 0."},
    ),
    "count-fraction": Kind(
        {"en": "The count {cell} is not a whole number.", "id": "Jumlah {cell} bukan bilangan bulat."},
        {"en": "Events are counted: write a whole number.", "id": "Kejadian dihitung: tulis bilangan bulat."},
    ),
    "grade-empty": Kind(
        {"en": "The event has no grade.", "id": "Kejadian belum diberi tingkat."},
        {"en": "Give it a grade from {low} to {high}.", "id": "Beri tingkat dari {low} sampai {high}."},
    ),
    "grade-scale": Kind(
        {"en": "The grade {cell} is off the scale.", "id": "Tingkat {cell} di luar skala."},
        {
            "en": "Write a whole number from {low} to {high}.",
            "id": "Tulis bilangan bulat dari {low} sampai {high}.",
        },
    ),
    "declaration-unknown": Kind(
        {"en": "{cell} is not a declaration.", "id": "{cell} bukan pernyataan yang dikenal."},
        {
            "en": "Write nil, no data, or not applicable; leave the cell empty in the row of an event.",
            "id": "Tulis nihil, tidak ada data, atau tidak berlaku; kosongkan sel pada baris kejadian.",
        },
    ),
    "declaration-count": Kind(
        {
            "en": "The row declares “{declaration}” and counts {count} events.",
            "id": "Baris ini menyatakan “{declaration}” sekaligus mencatat {count} kejadian.",
        },
        {
            "en": "Keep the one that is true: empty the count or the declaration.",
            "id": "Pertahankan yang benar: kosongkan jumlahnya atau pernyataannya.",
        },
    ),
    "declaration-contradicted": Kind(
        {
            "en": "{unit} declares “{declaration}” for {code}, and line {other} says otherwise.",
            "id": "{unit} menyatakan “{declaration}” untuk {code}, sedangkan baris {other} menyebut lain.",
        },
        {
            "en": "Remove the row that is not true.",
            "id": "Hapus baris yang tidak benar.",
        },
    ),
    "events-columns": Kind(
        {
            "en": "The column {column} of the events has the shape {found}, and there are {expected} rows.",
            "id": "Kolom {column} dari kejadian berbentuk {found}, padahal ada {expected} baris.",
        },
        {"en": "Give every column one entry per row.", "id": "Beri setiap kolom satu isian per baris."},
    ),
    "events-index": Kind(
        {
            "en": "The column {column} of the events points outside its {count} labels.",
            "id": "Kolom {column} dari kejadian menunjuk ke luar {count} labelnya.",
        },
        {"en": "Count the places from 0.", "id": "Hitung posisi mulai dari 0."},
    ),
    "events-unit": Kind(
        {
            "en": "There are events of {unit}, which is not among the units asked for.",
            "id": "Ada kejadian dari {unit}, yang tidak termasuk daerah yang diminta.",
        },
        {"en": "Ask for it too, or remove its rows.", "id": "Ikut sertakan daerah itu, atau hapus barisnya."},
    ),
    # --- dates ---------------------------------------------------------------------
    "date-format": Kind(
        {"en": "{cell} is not a date.", "id": "{cell} bukan tanggal."},
        {
            "en": "Write 2024-02-14 or 14/02/2024 (day before month).",
            "id": "Tulis 2024-02-14 atau 14/02/2024 (hari sebelum bulan).",
        },
    ),
    "date-serial": Kind(
        {
            "en": "{cell} is a spreadsheet's serial number and not a date.",
            "id": "{cell} adalah nomor seri lembar kerja, bukan tanggal.",
        },
        {
            "en": "Write it as a date; spreadsheets mean {mended}.",
            "id": "Tulis sebagai tanggal; lembar kerja memaksudkan {mended}.",
        },
    ),
    "date-impossible": Kind(
        {"en": "The date {cell} does not exist.", "id": "Tanggal {cell} tidak ada."},
        {
            "en": "Correct it; dates with slashes have the day before the month.",
            "id": "Perbaiki; tanggal bergaris miring ditulis hari sebelum bulan.",
        },
    ),
    "date-empty": Kind(
        {"en": "The event has no date.", "id": "Kejadian belum bertanggal."},
        {
            "en": "Add the date, so that it can be checked against the period of the edition.",
            "id": "Tambahkan tanggalnya agar dapat dicocokkan dengan periode edisi.",
        },
        "warning",
    ),
    "date-outside": Kind(
        {
            "en": "The date {cell} lies outside the period from {start} to {end}.",
            "id": "Tanggal {cell} berada di luar periode {start} sampai {end}.",
        },
        {
            "en": "Check the date; the event is counted all the same.",
            "id": "Periksa tanggalnya; kejadian tetap dihitung.",
        },
        "warning",
    ),
    "period-empty": Kind(
        {"en": "The period of the row is missing.", "id": "Periode baris ini belum diisi."},
        {"en": "Give every row its period.", "id": "Beri setiap baris periodenya."},
    ),
}
