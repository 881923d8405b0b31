"""Problems with scans for clusters: points, neighbours, windows, counts and what is expected."""

from ikp.problems.kind import Kind

SCANNING: dict[str, Kind] = {
    "scan-extra": Kind(
        {
            "en": "Local Moran and Getis-Ord need the package esda, which is not installed.",
            "id": "Moran lokal dan Getis-Ord memerlukan paket esda, yang belum terpasang.",
        },
        {"en": "Install it: pip install 'ikp[spatial]'.", "id": "Pasang: pip install 'ikp[spatial]'."},
    ),
    "scan-shape": Kind(
        {
            "en": "{what} has the shape {shape}; {wanted} is needed.",
            "id": "{what} berukuran {shape}; butuh {wanted}.",
        },
        {"en": "Give one value for each unit, in one order.", "id": "Berikan satu nilai per daerah, urutannya sama."},
    ),
    "scan-no-point": Kind(
        {
            "en": "{count} units have no coordinates: {units}.",
            "id": "{count} daerah tidak memiliki koordinat: {units}.",
        },
        {
            "en": "Give the point of every unit in a file with unit, lat, lon, or leave the unit out of the scan.",
            "id": "Tulis titik setiap daerah dalam berkas berisi unit, lat, lon, atau keluarkan daerah itu.",
        },
    ),
    "scan-point-range": Kind(
        {
            "en": "{count} units lie outside the earth's degrees (latitude -90 to 90, longitude -180 to 180): {units}.",
            "id": "{count} daerah berada di luar derajat bumi (lintang -90 sampai 90, bujur -180 sampai 180): {units}.",
        },
        {
            "en": "Check whether latitude and longitude were swapped, or say that the points are x and y on a plane.",
            "id": "Periksa apakah lintang dan bujur tertukar, atau nyatakan bahwa titiknya x dan y pada bidang datar.",
        },
    ),
    "scan-point-shared": Kind(
        {
            "en": "{count} units share their point with another: {units}. They join a circle in the order of the list.",
            "id": "{count} daerah bertitik sama dengan daerah lain: {units}. Urutannya mengikuti daftar.",
        },
        {
            "en": "Check these coordinates; a unit that was split needs a point for each part.",
            "id": "Periksa koordinatnya; daerah yang dimekarkan butuh satu titik untuk setiap bagian.",
        },
        severity="warning",
    ),
    "points-twice": Kind(
        {"en": "The unit already has a row.", "id": "Daerah ini sudah memiliki baris."},
        {"en": "Keep one row for each unit.", "id": "Sisakan satu baris untuk setiap daerah."},
    ),
    "points-population": Kind(
        {"en": "The population is below zero.", "id": "Penduduknya di bawah nol."},
        {
            "en": "Give a number from 0; leave it empty where it is not known.",
            "id": "Tulis angka mulai 0; kosongkan bila tidak diketahui.",
        },
    ),
    "scan-points-needed": Kind(
        {
            "en": "Nobody knows where these units lie.",
            "id": "Letak daerah-daerah ini tidak diketahui.",
        },
        {
            "en": "Give a file with unit, lat, lon (or x, y) by --points, or name the level of the units by --level.",
            "id": "Berikan berkas berisi unit, lat, lon (atau x, y) lewat --points, atau sebutkan tingkatnya: --level.",
        },
    ),
    "scan-population-needed": Kind(
        {"en": "The model {model} needs a population.", "id": "Model {model} membutuhkan penduduk."},
        {
            "en": "Add a column population to the file of --points, or count per supervisor with --effort.",
            "id": "Tambahkan kolom population pada berkas --points, atau hitung per pengawas dengan --effort.",
        },
    ),
    "scan-model-space": Kind(
        {
            "en": "The model {model} does not fit: in space alone there are {space}, in space and time {spacetime}.",
            "id": "Model {model} tidak cocok: untuk ruang saja ada {space}, untuk ruang dan waktu {spacetime}.",
        },
        {"en": "Choose one of these.", "id": "Pilih salah satu."},
    ),
    "scan-left-out": Kind(
        {
            "en": "{count} units with a point have no row in the data and take no part: {units}.",
            "id": "{count} daerah bertitik tidak memiliki baris dalam data dan tidak ikut dipindai: {units}.",
        },
        {
            "en": "Give their weeks; a quiet week has the count 0.",
            "id": "Tulis minggunya; minggu sepi berjumlah 0.",
        },
        severity="warning",
    ),
    "scan-few-units": Kind(
        {
            "en": "{count} units are too few to look for a cluster.",
            "id": "{count} daerah terlalu sedikit untuk dipindai.",
        },
        {"en": "Give two units or more.", "id": "Berikan dua daerah atau lebih."},
    ),
    "scan-neighbour-unknown": Kind(
        {
            "en": "A pair of neighbours names {unit}, which is no unit.",
            "id": "Pasangan tetangga menyebut {unit}, yang bukan daerah.",
        },
        {"en": "Use the codes of the units.", "id": "Gunakan kode daerah."},
    ),
    "scan-neighbour-self": Kind(
        {"en": "{unit} is named as its own neighbour.", "id": "{unit} disebut sebagai tetangganya sendiri."},
        {"en": "Delete this pair.", "id": "Hapus pasangan ini."},
    ),
    "scan-no-window": Kind(
        {
            "en": "No window is left: every unit alone is more than the largest window may hold.",
            "id": "Tidak ada jendela tersisa: setiap daerah saja sudah melebihi batas jendela.",
        },
        {"en": "Raise the share of the population.", "id": "Naikkan bagian penduduk."},
    ),
    "scan-share": Kind(
        {
            "en": "A window may hold the share {share} of the population.",
            "id": "Jendela boleh memuat bagian {share} dari penduduk.",
        },
        {"en": "Give a share above 0 and up to 1.", "id": "Tulis bagian di atas 0 dan paling tinggi 1."},
    ),
    "scan-nearest": Kind(
        {"en": "A window may hold {nearest} units.", "id": "Jendela boleh memuat {nearest} daerah."},
        {"en": "Give a whole number from 1.", "id": "Tulis bilangan bulat mulai 1."},
    ),
    "scan-negative": Kind(
        {
            "en": "{what} holds a number that is negative or infinite.",
            "id": "{what} memuat angka negatif atau tak hingga.",
        },
        {
            "en": "Give numbers from 0; leave what is not known empty.",
            "id": "Tulis angka mulai 0; kosongkan yang tidak diketahui.",
        },
    ),
    "scan-nothing-expected": Kind(
        {
            "en": "{count} units have reports where none are expected (population or expectation 0 or empty): {units}.",
            "id": "{count} daerah memiliki laporan padahal penduduk atau harapannya 0 atau kosong: {units}.",
        },
        {"en": "Give their population or expectation.", "id": "Isi penduduk atau harapannya."},
    ),
    "scan-over-population": Kind(
        {
            "en": "{count} units have more reports than people: {units}.",
            "id": "{count} daerah memiliki laporan lebih banyak daripada penduduk: {units}.",
        },
        {
            "en": "Check both columns, or use the Poisson model.",
            "id": "Periksa kedua kolom, atau gunakan model Poisson.",
        },
    ),
    "scan-whole": Kind(
        {"en": "{what} must be whole numbers here.", "id": "{what} harus berupa bilangan bulat."},
        {"en": "Give counts of reports and of people.", "id": "Berikan jumlah laporan dan jumlah penduduk."},
    ),
    "scan-unobserved": Kind(
        {
            "en": "{count} weeks of units were not observed; permutation needs them all.",
            "id": "{count} minggu daerah tidak teramati; permutasi membutuhkan semuanya.",
        },
        {
            "en": "Leave those units or weeks out, or use a model with expected counts.",
            "id": "Keluarkan daerah atau minggu itu, atau gunakan model dengan jumlah harapan.",
        },
    ),
    "scan-longest": Kind(
        {
            "en": "A cluster of up to {longest} weeks is asked for, of {weeks} weeks scanned.",
            "id": "Diminta kelompok sepanjang paling lama {longest} minggu, dari {weeks} minggu yang dipindai.",
        },
        {
            "en": "Give a number of weeks from 1 to that number.",
            "id": "Tulis jumlah minggu mulai 1 sampai angka itu.",
        },
    ),
    "scan-simulations": Kind(
        {"en": "{count} simulations are asked for.", "id": "Diminta {count} simulasi."},
        {"en": "Give a whole number from 0; 999 is usual.", "id": "Tulis bilangan bulat mulai 0; lazimnya 999."},
    ),
    "scan-parameter": Kind(
        {"en": "{name} is {value}.", "id": "{name} bernilai {value}."},
        {"en": "Give a number in the range {range}.", "id": "Tulis angka dalam rentang {range}."},
    ),
    "scan-kinds": Kind(
        {
            "en": "Some units have several series ({kinds}); a scan takes one count per unit and week.",
            "id": "Ada daerah dengan beberapa deret ({kinds}); pemindaian butuh satu jumlah per daerah dan minggu.",
        },
        {"en": "Choose one kind, or add the kinds up.", "id": "Pilih satu jenis, atau jumlahkan jenis-jenisnya."},
    ),
    "scan-kind-unknown": Kind(
        {"en": "There is no kind {kind}; there are {kinds}.", "id": "Tidak ada jenis {kind}; yang ada {kinds}."},
        {"en": "Use one of these words.", "id": "Gunakan salah satu kata itu."},
    ),
    "scan-history": Kind(
        {
            "en": "{weeks} weeks before the scanned ones are too few to expect anything from.",
            "id": "{weeks} minggu sebelum yang dipindai terlalu sedikit untuk menghitung harapan.",
        },
        {
            "en": "Scan fewer weeks, give the population, or use the permutation model.",
            "id": "Pindai lebih sedikit minggu, berikan penduduk, atau gunakan model permutasi.",
        },
    ),
    "scan-history-empty": Kind(
        {
            "en": "The {weeks} weeks before the scanned ones hold no report, so nothing can be expected.",
            "id": "Tidak ada laporan dalam {weeks} minggu sebelum yang dipindai, jadi tidak ada harapan.",
        },
        {
            "en": "Give an earlier history or the population, or use the permutation model.",
            "id": "Berikan riwayat lebih awal atau penduduk, atau gunakan model permutasi.",
        },
    ),
    "scan-effort": Kind(
        {
            "en": "Rates per supervisor were asked for, but the series holds no supervisors.",
            "id": "Diminta laju per pengawas, tetapi deret ini tidak memuat jumlah pengawas.",
        },
        {
            "en": "Give the active supervisors per unit and week.",
            "id": "Isi jumlah pengawas aktif per daerah dan minggu.",
        },
    ),
    "scan-no-cases": Kind(
        {
            "en": "There are no reports in what is scanned, so nothing can be compared and no cluster is looked for.",
            "id": "Tidak ada laporan dalam yang dipindai, jadi tidak ada yang dibandingkan dan tidak dicari kelompok.",
        },
        {
            "en": "Nothing, if the weeks were quiet; else check the weeks and the kind.",
            "id": "Tidak perlu apa-apa bila minggunya memang sepi; bila tidak, periksa minggu dan jenisnya.",
        },
        severity="warning",
    ),
    "scan-bursts": Kind(
        {
            "en": "Counts vary {ratio} times as much as chance alone would have them; the model {model} does not know "
            "this, so its probabilities are too small.",
            "id": "Jumlah bervariasi {ratio} kali lebih besar daripada kebetulan saja; model {model} tidak "
            "memperhitungkannya, sehingga peluangnya terlalu kecil.",
        },
        {
            "en": "Use the model negative-binomial, which takes the variation from the weeks before.",
            "id": "Gunakan model negative-binomial, yang mengambil variasinya dari minggu-minggu sebelumnya.",
        },
        severity="warning",
    ),
    "scan-constant": Kind(
        {"en": "All units have the same value.", "id": "Semua daerah bernilai sama."},
        {
            "en": "A measure of likeness among neighbours needs values that differ.",
            "id": "Ukuran kemiripan antar tetangga membutuhkan nilai yang berbeda.",
        },
    ),
    "scan-value-missing": Kind(
        {"en": "{count} units have no value: {units}.", "id": "{count} daerah tidak memiliki nilai: {units}."},
        {
            "en": "Leave them out together with their neighbours' links, or give their values.",
            "id": "Keluarkan beserta hubungan tetangganya, atau isi nilainya.",
        },
    ),
    "scan-alone": Kind(
        {"en": "{count} units have no neighbour: {units}.", "id": "{count} daerah tidak memiliki tetangga: {units}."},
        {
            "en": "Link them across the sea to their nearest unit, or use the nearest units as neighbours.",
            "id": "Hubungkan lewat laut dengan daerah terdekat, atau gunakan daerah-daerah terdekat sebagai tetangga.",
        },
    ),
}
