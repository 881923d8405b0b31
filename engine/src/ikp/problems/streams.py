"""Problems with streams of reports and the series that are made of them."""

from ikp.problems.kind import Kind

STREAMS: dict[str, Kind] = {
    "stream-lengths": Kind(
        {"en": "The columns are not equally long: {lengths}.", "id": "Panjang kolom tidak sama: {lengths}."},
        {"en": "Give every row a value in every column.", "id": "Isi setiap kolom pada setiap baris."},
    ),
    "stream-place": Kind(
        {
            "en": "A row points outside the list of {known} names.",
            "id": "Ada baris yang menunjuk ke luar daftar {known} nama.",
        },
        {"en": "Name every unit and kind in their lists.", "id": "Cantumkan semua daerah dan jenis dalam daftarnya."},
    ),
    "stream-day-missing": Kind(
        {
            "en": "{count} reports lack the day of the event or of the entry (first in row {row}).",
            "id": "{count} laporan tidak memiliki tanggal kejadian atau tanggal masuk (pertama pada baris {row}).",
        },
        {
            "en": "Give both days; a day that is known only roughly is given as the first day of its week.",
            "id": "Isi keduanya; bila hanya diketahui kira-kira, tulis hari pertama minggunya.",
        },
    ),
    "stream-entry-early": Kind(
        {
            "en": "{count} reports were entered before their event happened (first in row {row}).",
            "id": "{count} laporan tercatat masuk sebelum kejadiannya (pertama pada baris {row}).",
        },
        {
            "en": "Check whether day and month, or the two columns, were swapped.",
            "id": "Periksa apakah hari dan bulan, atau kedua kolom itu, tertukar.",
        },
    ),
    "stream-verified-early": Kind(
        {
            "en": "{count} reports were verified before they were entered (first in row {row}).",
            "id": "{count} laporan diverifikasi sebelum tercatat masuk (pertama pada baris {row}).",
        },
        {"en": "Correct the day of verification or of entry.", "id": "Perbaiki tanggal verifikasi atau tanggal masuk."},
    ),
    "stream-count": Kind(
        {
            "en": "{count} rows stand for less than one report (first in row {row}).",
            "id": "{count} baris berjumlah kurang dari satu laporan (pertama pada baris {row}).",
        },
        {
            "en": "Leave such rows out, or give a whole number from 1.",
            "id": "Hapus baris itu, atau tulis bilangan bulat mulai 1.",
        },
    ),
    "stream-negative": Kind(
        {"en": "A count is negative or infinite.", "id": "Ada jumlah yang negatif atau tak hingga."},
        {
            "en": "Give whole numbers from 0; leave unobserved weeks empty.",
            "id": "Tulis bilangan bulat mulai 0; kosongkan minggu yang tidak teramati.",
        },
    ),
    "stream-weeks": Kind(
        {"en": "The weeks do not follow one another.", "id": "Minggu-minggunya tidak berurutan."},
        {
            "en": "Give every week from the first to the last; leave the count of a week that was not observed empty.",
            "id": "Cantumkan setiap minggu dari awal sampai akhir; kosongkan jumlah pada minggu yang tidak teramati.",
        },
    ),
    "stream-effort": Kind(
        {
            "en": "The effort does not fit the counts: it needs a number from 0 for each week and series.",
            "id": "Data pengawas tidak cocok dengan jumlah laporan: setiap minggu dan deret butuh angka mulai 0.",
        },
        {
            "en": "Give active supervisors per unit and week; leave empty what nobody recorded.",
            "id": "Isi jumlah pengawas aktif per daerah dan minggu; kosongkan yang tidak tercatat.",
        },
    ),
    "stream-longest": Kind(
        {"en": "The longest delay is {longest} weeks.", "id": "Keterlambatan terpanjang {longest} minggu."},
        {"en": "Give a whole number of weeks from 0.", "id": "Tulis bilangan bulat minggu mulai 0."},
    ),
    "stream-empty": Kind(
        {"en": "No report had been entered by {until}.", "id": "Belum ada laporan masuk sampai {until}."},
        {
            "en": "Choose a later day, or check the column of entry days.",
            "id": "Pilih tanggal lebih akhir, atau periksa kolom tanggal masuk.",
        },
    ),
    "stream-short": Kind(
        {
            "en": "No whole week lies between {since} and {until}.",
            "id": "Tidak ada minggu utuh antara {since} dan {until}.",
        },
        {
            "en": "Weeks run from Monday to Sunday: choose a later day.",
            "id": "Minggu berjalan Senin–Minggu: pilih tanggal lebih akhir.",
        },
    ),
    "stream-long": Kind(
        {
            "en": "The reports run from {since} to {until}, more than {weeks} weeks.",
            "id": "Laporan membentang dari {since} sampai {until}, lebih dari {weeks} minggu.",
        },
        {
            "en": "A date has probably a wrong year; or name the first week.",
            "id": "Mungkin ada tahun yang salah; atau sebutkan minggu pertama.",
        },
    ),
    "stream-day-empty": Kind(
        {"en": "The cell of a day is empty.", "id": "Sel tanggal kosong."},
        {
            "en": "Give the day; one that is known only roughly is given as the first day of its week.",
            "id": "Isi tanggalnya; bila hanya diketahui kira-kira, tulis hari pertama minggunya.",
        },
    ),
    "stream-word-empty": Kind(
        {"en": "The cell is empty.", "id": "Sel ini kosong."},
        {"en": "Name the kind or the stage in every row.", "id": "Sebutkan jenis atau tahapan pada setiap baris."},
    ),
    "stream-entry-row": Kind(
        {
            "en": "The report was entered before its event happened.",
            "id": "Laporan tercatat masuk sebelum kejadiannya.",
        },
        {
            "en": "Check whether day and month, or the two columns, were swapped.",
            "id": "Periksa apakah hari dan bulan, atau kedua kolom itu, tertukar.",
        },
    ),
    "stream-verified-row": Kind(
        {
            "en": "The report was verified before it was entered.",
            "id": "Laporan diverifikasi sebelum tercatat masuk.",
        },
        {"en": "Correct the day of verification or of entry.", "id": "Perbaiki tanggal verifikasi atau tanggal masuk."},
    ),
    "stream-count-row": Kind(
        {"en": "The row stands for less than one report.", "id": "Baris ini berjumlah kurang dari satu laporan."},
        {
            "en": "Leave the row out, or give a whole number from 1.",
            "id": "Hapus baris ini, atau tulis bilangan bulat mulai 1.",
        },
    ),
    "stream-future": Kind(
        {"en": "The day lies after today.", "id": "Tanggal ini sesudah hari ini."},
        {"en": "Check year, month and day.", "id": "Periksa tahun, bulan, dan harinya."},
    ),
    "stream-week-twice": Kind(
        {
            "en": "The unit and kind have this week already in an earlier row.",
            "id": "Daerah dan jenis ini sudah memiliki minggu tersebut pada baris sebelumnya.",
        },
        {"en": "Keep one row per unit, kind and week.", "id": "Sisakan satu baris per daerah, jenis, dan minggu."},
    ),
    "stream-stage-twice": Kind(
        {
            "en": "The same week has another stage in another row.",
            "id": "Minggu yang sama memiliki tahapan lain pada baris lain.",
        },
        {"en": "Give each week one stage.", "id": "Tulis satu tahapan untuk setiap minggu."},
    ),
    "stream-unit-early": Kind(
        {
            "en": "{unit} was made on {day} and did not exist then; it was part of {before}.",
            "id": "{unit} dibentuk pada {day} dan saat itu belum ada; wilayahnya masih bagian dari {before}.",
        },
        {
            "en": "Name the unit as it was on that day, or regencies: they are counted where they lie now.",
            "id": "Sebutkan daerah menurut tanggal itu, atau kabupaten/kota: dihitung di provinsinya yang sekarang.",
        },
    ),
    "stream-unit-gone": Kind(
        {
            "en": "{unit} has not existed since {day}.",
            "id": "{unit} tidak ada lagi sejak {day}.",
        },
        {
            "en": "Name the unit of which it is part now.",
            "id": "Sebutkan daerah yang kini memuat wilayahnya.",
        },
    ),
}
