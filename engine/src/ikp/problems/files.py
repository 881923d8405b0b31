"""Problems with files: opening them, their headings, their rows. Those of single cells stand in `cells`."""

from ikp.problems.cells import CELLS
from ikp.problems.kind import Kind

_OPENING: dict[str, Kind] = {
    "file-missing": Kind(
        {"en": "There is no file {path}.", "id": "Berkas {path} tidak ada."},
        {"en": "Check the name and the folder.", "id": "Periksa nama berkas dan foldernya."},
    ),
    "file-folder": Kind(
        {"en": "{path} is a folder.", "id": "{path} adalah folder."},
        {"en": "Name a file in it.", "id": "Sebutkan berkas di dalamnya."},
    ),
    "file-denied": Kind(
        {
            "en": "{path} cannot be read or written: {detail}.",
            "id": "{path} tidak dapat dibaca atau ditulis: {detail}.",
        },
        {
            "en": "Check the permissions, and whether another program holds the file.",
            "id": "Periksa izin aksesnya, dan apakah program lain sedang membuka berkas itu.",
        },
    ),
    "file-kind": Kind(
        {
            "en": "{path} ends in {suffix}, which cannot be used here.",
            "id": "{path} berakhiran {suffix} dan tidak dapat dipakai di sini.",
        },
        {"en": "Use one of: {known}.", "id": "Gunakan salah satu dari: {known}."},
    ),
    "file-extra": Kind(
        {
            "en": "{kind} files need the package {package}, which is not installed.",
            "id": "Berkas {kind} memerlukan paket {package}, yang belum terpasang.",
        },
        {
            "en": "Install the extra: pip install 'ikp[files]'; or save the data as CSV.",
            "id": "Pasang paket tambahan: pip install 'ikp[files]'; atau simpan data sebagai CSV.",
        },
    ),
    "file-empty": Kind(
        {"en": "The file is empty.", "id": "Berkas kosong."},
        {
            "en": "Write the headings into the first row and the data below them.",
            "id": "Tulis judul kolom pada baris pertama dan data di bawahnya.",
        },
    ),
    "file-no-rows": Kind(
        {
            "en": "The file has headings and no rows below them.",
            "id": "Berkas hanya memuat judul kolom tanpa baris data.",
        },
        {"en": "Write at least one row.", "id": "Tulis setidaknya satu baris."},
    ),
    "file-encoding": Kind(
        {
            "en": "The byte {byte} (place {offset} in the file) is not UTF-8; the file looks like {guess}.",
            "id": "Byte {byte} (posisi {offset} dalam berkas) bukan UTF-8; berkas tampaknya memakai {guess}.",
        },
        {
            "en": "Save it as UTF-8; in a spreadsheet choose “CSV UTF-8”.",
            "id": "Simpan sebagai UTF-8; di lembar kerja pilih “CSV UTF-8”.",
        },
    ),
    "file-damaged": Kind(
        {
            "en": "The file is not a whole {kind} file: {detail}.",
            "id": "Berkas bukan berkas {kind} yang utuh: {detail}.",
        },
        {
            "en": "Fetch or save it again; a download may have broken off.",
            "id": "Ambil atau simpan ulang; unduhan mungkin terputus.",
        },
    ),
    "file-locked": Kind(
        {"en": "The workbook is protected by a password.", "id": "Buku kerja dilindungi kata sandi."},
        {"en": "Save a copy without a password.", "id": "Simpan salinan tanpa kata sandi."},
    ),
    "file-old-excel": Kind(
        {
            "en": "This is a workbook in the old Excel format (.xls).",
            "id": "Ini buku kerja dengan format Excel lama (.xls).",
        },
        {"en": "Save it as .xlsx or as CSV UTF-8.", "id": "Simpan sebagai .xlsx atau CSV UTF-8."},
    ),
    "file-sheet": Kind(
        {"en": "The workbook has no sheet {sheet}.", "id": "Buku kerja tidak memiliki lembar {sheet}."},
        {"en": "Use one of: {known}.", "id": "Gunakan salah satu dari: {known}."},
    ),
    "file-syntax": Kind(
        {"en": "This is not valid {kind}: {detail}.", "id": "Ini bukan {kind} yang sah: {detail}."},
        {"en": "Correct the line.", "id": "Perbaiki barisnya."},
    ),
    "file-rows": Kind(
        {
            "en": "A sheet holds {most} rows, and there are {rows}.",
            "id": "Satu lembar memuat {most} baris, sedangkan datanya {rows} baris.",
        },
        {"en": "Write CSV or Parquet.", "id": "Tulis sebagai CSV atau Parquet."},
    ),
    "file-no-part": Kind(
        {"en": "The file holds no {part}.", "id": "Berkas tidak memuat {part}."},
        {
            "en": "Name a file that has one, such as the run.json that a computation wrote.",
            "id": "Sebutkan berkas yang memuatnya, misalnya run.json hasil perhitungan.",
        },
    ),
    "csv-broken": Kind(
        {
            "en": "The rows cannot be told apart from here on: {detail}.",
            "id": "Mulai dari sini barisnya tidak dapat dipisahkan: {detail}.",
        },
        {
            "en": "Close the quotation mark, and double the marks inside a quoted text.",
            "id": "Tutup tanda kutipnya, dan gandakan tanda kutip di dalam teks yang dikutip.",
        },
    ),
    "out-foreign": Kind(
        {
            "en": "{path} exists and was not written by ikp.",
            "id": "{path} sudah ada dan bukan tulisan ikp.",
        },
        {"en": "Choose another folder, or move it away.", "id": "Pilih folder lain, atau pindahkan yang ada."},
    ),
    "out-more": Kind(
        {
            "en": "{path} holds files that ikp did not write: {files}.",
            "id": "{path} memuat berkas yang bukan tulisan ikp: {files}.",
        },
        {"en": "Move them away, or choose another folder.", "id": "Pindahkan berkas itu, atau pilih folder lain."},
    ),
}

_TABLE: dict[str, Kind] = {
    "heading-empty": Kind(
        {
            "en": "The column at place {place} has cells and no heading.",
            "id": "Kolom ke-{place} berisi data tetapi tidak berjudul.",
        },
        {"en": "Give it a heading, or remove it.", "id": "Beri judul, atau hapus kolomnya."},
    ),
    "heading-duplicate": Kind(
        {"en": "The heading {heading} stands twice.", "id": "Judul kolom {heading} muncul dua kali."},
        {"en": "Rename or remove one of the columns.", "id": "Ganti nama atau hapus salah satu kolomnya."},
    ),
    "heading-unknown": Kind(
        {"en": "There is no column called {heading}.", "id": "Kolom bernama {heading} tidak dikenal."},
        {"en": "Did you mean {nearest}?", "id": "Mungkin maksudnya {nearest}?"},
    ),
    "heading-unused": Kind(
        {"en": "The column {heading} is not used.", "id": "Kolom {heading} tidak dipakai."},
        {
            "en": "Nothing needs to be done, unless it should have been an indicator: then correct the heading.",
            "id": "Tidak perlu tindakan, kecuali bila seharusnya indikator: perbaiki judulnya.",
        },
        "warning",
    ),
    "heading-missing": Kind(
        {"en": "The column {heading} is missing.", "id": "Kolom {heading} tidak ada."},
        {"en": "Add the column.", "id": "Tambahkan kolom itu."},
    ),
    "shape-unknown": Kind(
        {
            "en": "The headings {found} fit none of the shapes that data may have.",
            "id": "Judul kolom {found} tidak cocok dengan bentuk data mana pun.",
        },
        {
            "en": "Use unit, indicator, date, count, grade for events; or unit and one column per code: {codes}.",
            "id": "Pakai unit, indicator, date, count, grade untuk kejadian; atau unit dan kolom per kode: {codes}.",
        },
    ),
    "row-cells": Kind(
        {
            "en": "The row has {found} cells; the heading has {expected}.",
            "id": "Baris ini memiliki {found} sel; judulnya {expected}.",
        },
        {
            "en": "Give one cell per heading; put quotation marks around a text that holds the separator {separator}.",
            "id": "Sediakan satu sel per judul; beri tanda kutip pada teks yang memuat pemisah {separator}.",
        },
    ),
    "cells-merged": Kind(
        {"en": "The cells {cells} are merged.", "id": "Sel {cells} digabungkan."},
        {
            "en": "Unmerge them: one heading per column in the first row, one value per cell below.",
            "id": "Pisahkan: satu judul per kolom pada baris pertama, satu nilai per sel di bawahnya.",
        },
    ),
    "unit-duplicate": Kind(
        {
            "en": "{unit} already stands in line {first}.",
            "id": "{unit} sudah ada pada baris {first}.",
        },
        {
            "en": "Keep one row per unit, or add a column period.",
            "id": "Sisakan satu baris per daerah, atau tambahkan kolom period.",
        },
    ),
    "unit-number": Kind(
        {
            "en": "The unit is the number {value}; a spreadsheet turns the code 11.10 into 11.1.",
            "id": "Daerah tertulis sebagai angka {value}; lembar kerja mengubah kode 11.10 menjadi 11.1.",
        },
        {
            "en": "Format the column as text and write the codes again.",
            "id": "Ubah format kolom menjadi teks dan tulis ulang kodenya.",
        },
    ),
    "label-differs": Kind(
        {
            "en": "{code} is called {name}, and the cell says {found}.",
            "id": "{code} bernama {name}, sedangkan sel menyebut {found}.",
        },
        {
            "en": "Choose the entry from the list again, or write the code alone.",
            "id": "Pilih ulang dari daftar, atau tulis kodenya saja.",
        },
    ),
    "label-mixed": Kind(
        {
            "en": "Only some rows are labelled SINTETIS: made-up and real data stand in one file.",
            "id": "Hanya sebagian baris berlabel SINTETIS: data buatan dan data nyata tercampur dalam satu berkas.",
        },
        {"en": "Keep them in two files.", "id": "Pisahkan ke dalam dua berkas."},
    ),
    "problems-more": Kind(
        {
            "en": "There are {count} more problems that are not listed.",
            "id": "Masih ada {count} masalah lain yang tidak ditampilkan.",
        },
        {"en": "Mend those listed and check again.", "id": "Perbaiki yang ditampilkan, lalu periksa lagi."},
    ),
    "warnings-more": Kind(
        {
            "en": "There are {count} more warnings that are not listed.",
            "id": "Masih ada {count} peringatan lain yang tidak ditampilkan.",
        },
        {"en": "Look at those listed and check again.", "id": "Lihat yang ditampilkan, lalu periksa lagi."},
        "warning",
    ),
}

FILES: dict[str, Kind] = {**_OPENING, **_TABLE, **CELLS}
