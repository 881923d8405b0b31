"""Help of the commands and options.

``cmd.<name>`` is the help of a command, ``cmd.<name>.examples`` what stands below it;
``opt.<parameter>`` the help of an option or argument, ``opt.<command>.<parameter>``
where a command means something of its own by it.
"""

from ikp.problems import Lang

HELP: dict[str, dict[Lang, str]] = {
    # --- the frame ---------------------------------------------------------------
    "help.usage": {"en": "Usage:", "id": "Cara pakai:"},
    "help.options-metavar": {"en": "[OPTIONS]", "id": "[OPSI]"},
    "help.command-metavar": {"en": "COMMAND …", "id": "PERINTAH …"},
    "help.commands": {"en": "Commands", "id": "Perintah"},
    "help.arguments": {"en": "Arguments", "id": "Argumen"},
    "help.index": {"en": "Which index", "id": "Indeks yang mana"},
    "help.reading": {"en": "Reading the data", "id": "Membaca data"},
    "help.output": {"en": "What is shown and written", "id": "Yang ditampilkan dan ditulis"},
    "help.general": {"en": "General", "id": "Umum"},
    "help.examples": {"en": "Examples", "id": "Contoh"},
    "help.default": {"en": "[default: {value}]", "id": "[bawaan: {value}]"},
    # --- commands ----------------------------------------------------------------
    "cmd.main": {
        "en": "Indices of election vulnerability: from events to an index whose every number shows its source.",
        "id": "Indeks kerawanan pemilu: dari kejadian sampai indeks, setiap angka menunjukkan sumbernya.",
    },
    "cmd.main.examples": {
        "en": "ikp demo\nikp compute --help",
        "id": "ikp demo\nikp compute --help",
    },
    "cmd.demo": {
        "en": "Show IKP 2024 on published figures, and the road from events to an index.\n\n"
        "Recomputes the cut-offs from the 34 published totals, ranks and categorises the provinces, sets "
        "every printed set of dimensions beside its recomputed total, and walks once from made-up events, "
        "labelled SINTETIS, to an index.",
        "id": "Tunjukkan IKP 2024 dari angka terbitan, dan jalan dari kejadian ke indeks.\n\n"
        "Menghitung ulang batas kategori dari 34 skor terbitan, mengurutkan dan mengategorikan provinsi, "
        "menyandingkan setiap dimensi tercetak dengan skor hitung ulangnya, lalu menempuh sekali jalan dari "
        "kejadian buatan, berlabel SINTETIS, sampai indeks.",
    },
    "cmd.demo.examples": {"en": "ikp demo\nikp demo -o out/", "id": "ikp demo\nikp demo -o out/"},
    "cmd.editions": {
        "en": "List the editions: period, units, legal base, and what is published.",
        "id": "Daftar edisi: periode, daerah, dasar hukum, dan apa yang terbit.",
    },
    "cmd.editions.examples": {
        "en": "ikp editions\nikp editions --json",
        "id": "ikp editions\nikp editions --json",
    },
    "cmd.edition": {
        "en": "Show one edition: tree, weights, cut-offs, each with certainty and source.",
        "id": "Tampilkan satu edisi: konstruksi, bobot, dan batas kategori, dengan kepastian dan sumbernya.",
    },
    "cmd.edition.examples": {
        "en": "ikp edition 2024\nikp edition 2024 --level regency --depth 2",
        "id": "ikp edition 2024\nikp edition 2024 --level regency --depth 2",
    },
    "cmd.published": {
        "en": "Show published results with their sources and conflicts.\n\n"
        "Where sources disagree, the value in use is shown, and below the table every other value with the "
        "reason why it is not used.",
        "id": "Tampilkan hasil terbitan beserta sumber dan perbedaannya.\n\n"
        "Bila sumber berbeda, yang ditampilkan adalah nilai yang dipakai; di bawah tabel tercantum setiap "
        "nilai lain dan alasan nilai itu tidak dipakai.",
    },
    "cmd.published.examples": {
        "en": "ikp published 2024 --level province\nikp published 2024 --level regency --province 32\n"
        "ikp published 2024 --category tinggi --json",
        "id": "ikp published 2024 --level province\nikp published 2024 --level regency --province 32\n"
        "ikp published 2024 --category tinggi --json",
    },
    "cmd.check": {
        "en": "Check data: every problem with file, line, column, and how to mend it.\n\n"
        "DATA is CSV, XLSX or Parquet in one of three shapes that are recognised by their headings: events "
        "(unit, indicator, date, count, grade), indicators (unit and a column per indicator), dimensions "
        "(unit and a column per dimension). Ends with 1 if there is an error.",
        "id": "Periksa data: setiap masalah dengan berkas, baris, kolom, dan cara memperbaikinya.\n\n"
        "DATA adalah CSV, XLSX, atau Parquet dalam salah satu dari tiga bentuk yang dikenali dari judul "
        "kolomnya: kejadian (unit, indicator, date, count, grade), indikator (unit dan satu kolom per "
        "indikator), dimensi (unit dan satu kolom per dimensi). Berakhir dengan kode 1 bila ada kesalahan.",
    },
    "cmd.check.examples": {
        "en": "ikp check events.xlsx --edition 2024 --level regency",
        "id": "ikp check kejadian.xlsx --edition 2024 --level regency",
    },
    "cmd.compute": {
        "en": "Compute an index from data, and write results and a report page.\n\n"
        "An edition applies its stored bounds and cut-offs to whatever units it is given; --refit fits them "
        "on DATA instead. With --framework and --recipe, any index of anyone.",
        "id": "Hitung indeks dari data, lalu tulis hasil dan halaman laporan.\n\n"
        "Suatu edisi menerapkan batas tersimpannya pada daerah apa pun yang diberikan; --refit menghitung "
        "batas dari DATA. Dengan --framework dan --recipe: indeks apa pun, milik siapa pun.",
    },
    "cmd.compute.examples": {
        "en": "ikp compute data.csv --edition 2024 --level province -o out/\n"
        "ikp compute data.csv --framework f.csv --recipe r.toml -o out/\n"
        "ikp compute new.csv --edition 2024 --level regency --bounds cycle/run.json",
        "id": "ikp compute data.csv --edition 2024 --level province -o hasil/\n"
        "ikp compute data.csv --framework f.csv --recipe r.toml -o hasil/\n"
        "ikp compute baru.csv --edition 2024 --level regency --bounds cycle/run.json",
    },
    "cmd.explain": {
        "en": "Explain why a unit has its score, and what would change its category.\n\n"
        "Contributions, largest drivers, coverage, nearest cut-off and provenance. Without --data the "
        "published dimension scores are used, where they were printed.",
        "id": "Jelaskan mengapa suatu daerah memperoleh skornya, dan apa yang akan mengubah kategorinya.\n\n"
        "Sumbangan, pendorong terbesar, cakupan, batas terdekat, dan asal-usul. Tanpa --data dipakai skor "
        "dimensi terbitan, bila pernah dicetak.",
    },
    "cmd.explain.examples": {
        "en": "ikp explain 31 --edition 2024\nikp explain 15.71 --edition 2024 --data events.csv",
        "id": "ikp explain 31 --edition 2024\nikp explain 15.71 --edition 2024 --data kejadian.csv",
    },
    "cmd.compare": {
        "en": "Compare two editions, or two runs: transitions, shifts, and whether they are comparable.\n\n"
        "A and B are editions, or folders that `ikp compute` wrote.",
        "id": "Bandingkan dua edisi, atau dua perhitungan: perpindahan kategori, pergeseran, dan keterbandingan.\n\n"
        "A dan B adalah edisi, atau folder yang ditulis `ikp compute`.",
    },
    "cmd.compare.examples": {
        "en": "ikp compare 2020 2024 --level province\nikp compare out-a/ out-b/",
        "id": "ikp compare 2020 2024 --level province\nikp compare hasil-a/ hasil-b/",
    },
    "cmd.template": {
        "en": "Write an empty sheet to fill in, with drop-downs and instructions.",
        "id": "Tulis lembar kosong untuk diisi, dengan daftar pilihan dan petunjuk.",
    },
    "cmd.template.examples": {
        "en": "ikp template --edition 2024 --level regency -o sheet.xlsx\n"
        "ikp template --edition 2024 --level regency --province 15 -o jambi.xlsx",
        "id": "ikp template --edition 2024 --level regency -o lembar.xlsx\n"
        "ikp template --edition 2024 --level regency --province 15 -o jambi.xlsx",
    },
    "cmd.demo-data": {
        "en": "Write made-up events for training, labelled SINTETIS in every row.\n\n"
        "The same seed gives the same file. Nothing in it has happened anywhere.",
        "id": "Tulis kejadian buatan untuk latihan, berlabel SINTETIS pada setiap baris.\n\n"
        "Benih yang sama menghasilkan berkas yang sama. Tak satu pun isinya pernah terjadi.",
    },
    "cmd.demo-data.examples": {
        "en": "ikp demo-data --level regency --seed 1 -o events.csv",
        "id": "ikp demo-data --level regency --seed 1 -o kejadian.csv",
    },
    # --- options of all commands ---------------------------------------------------
    "opt.lang": {
        "en": "Language; else the variable IKP_LANG, else the locale, else id.",
        "id": "Bahasa; bila kosong: variabel IKP_LANG, lalu bahasa sistem, lalu id.",
    },
    "opt.debug": {
        "en": "Show the traceback of an internal failure (also: IKP_DEBUG=1).",
        "id": "Tampilkan jejak kesalahan internal (juga: IKP_DEBUG=1).",
    },
    "opt.version": {"en": "Show the version.", "id": "Tampilkan versi."},
    "opt.install_completion": {
        "en": "Install completion for the current shell.",
        "id": "Pasang pelengkap otomatis untuk shell ini.",
    },
    "opt.show_completion": {
        "en": "Show the completion script of the current shell.",
        "id": "Tampilkan skrip pelengkap otomatis shell ini.",
    },
    "opt.help": {"en": "Show this help.", "id": "Tampilkan bantuan ini."},
    "opt.as_json": {
        "en": "Print JSON: English keys, decimal points, all rows.",
        "id": "Cetak JSON: kunci bahasa Inggris, titik desimal, semua baris.",
    },
    "opt.as_csv": {
        "en": "Print the main table as CSV: English headings, decimal points, all rows.",
        "id": "Cetak tabel utama sebagai CSV: judul bahasa Inggris, titik desimal, semua baris.",
    },
    # --- which index -----------------------------------------------------------------
    "opt.edition": {
        "en": "Code of the edition; `ikp editions` lists them.",
        "id": "Kode edisi; `ikp editions` memuat daftarnya.",
    },
    "opt.level": {
        "en": "Level of the units: province, or regency (regencies and cities).",
        "id": "Tingkat daerah: province (provinsi) atau regency (kabupaten/kota).",
    },
    "opt.published.level": {
        "en": "Level of the units; left out, the first on which something is published.",
        "id": "Tingkat daerah; bila kosong, tingkat pertama yang memiliki hasil terbitan.",
    },
    "opt.compute.level": {
        "en": "Level of the units; left out, the data tell.",
        "id": "Tingkat daerah; bila kosong, dibaca dari data.",
    },
    "opt.check.level": {
        "en": "Level of the units; left out, the data tell.",
        "id": "Tingkat daerah; bila kosong, dibaca dari data.",
    },
    "opt.explain.level": {
        "en": "Level of the unit; left out, the unit tells.",
        "id": "Tingkat daerah; bila kosong, mengikuti daerahnya.",
    },
    "opt.compare.level": {
        "en": "Level of the units (editions only; runs know theirs).",
        "id": "Tingkat daerah (hanya untuk edisi; hasil perhitungan sudah memuatnya).",
    },
    "opt.alternative": {
        "en": "A named alternative of the edition's unpublished steps; `ikp edition` lists them.",
        "id": "Alternatif bernama untuk langkah yang tidak terbit; `ikp edition` memuat daftarnya.",
    },
    "opt.framework": {
        "en": "The framework, a CSV; instead of --edition, together with --recipe.",
        "id": "Konstruksi, berupa CSV; pengganti --edition, bersama --recipe.",
    },
    "opt.recipe": {
        "en": "The recipe, a TOML or JSON; instead of --edition, together with --framework.",
        "id": "Resep, berupa TOML atau JSON; pengganti --edition, bersama --framework.",
    },
    "opt.refit": {
        "en": "Fit bounds and cut-offs on DATA instead of applying the stored ones.",
        "id": "Hitung batas dari DATA, bukan menerapkan batas tersimpan.",
    },
    "opt.bounds": {
        "en": "Apply the bounds of an earlier run: its run.json.",
        "id": "Terapkan batas dari perhitungan terdahulu: berkas run.json-nya.",
    },
    # --- reading data ------------------------------------------------------------------
    "opt.data": {
        "en": "The data: CSV, XLSX or Parquet.",
        "id": "Data: CSV, XLSX, atau Parquet.",
    },
    "opt.explain.data": {
        "en": "The data; left out, published dimension scores are used.",
        "id": "Data; bila kosong, dipakai skor dimensi terbitan.",
    },
    "opt.sheet": {
        "en": "The sheet of an XLSX; left out, the first.",
        "id": "Lembar dalam XLSX; bila kosong, yang pertama.",
    },
    "opt.codes": {
        "en": "How unit codes without a dot are read: auto, kemendagri, bps or name. Kemendagri 11.01 is Aceh "
        "Selatan, BPS 1101 is Simeulue; with auto the heading and the whole column decide.",
        "id": "Cara membaca kode daerah tanpa titik: auto, kemendagri, bps, atau name. Kemendagri 11.01 adalah "
        "Aceh Selatan, BPS 1101 adalah Simeulue; dengan auto, judul dan seluruh kolom yang menentukan.",
    },
    "opt.silence": {
        "en": "What it means that nothing is written about an indicator: missing, or nil; left out, the recipe tells.",
        "id": "Arti tidak adanya catatan tentang suatu indikator: missing (tidak diketahui) atau nil (nihil); "
        "bila kosong, mengikuti resep.",
    },
    # --- what is shown and written -------------------------------------------------------
    "opt.limit": {"en": "Show at most so many rows.", "id": "Tampilkan paling banyak sekian baris."},
    "opt.all_rows": {"en": "Show all rows.", "id": "Tampilkan semua baris."},
    "opt.province": {
        "en": "Only this province and what lies in it: code or name.",
        "id": "Hanya provinsi ini dan isinya: kode atau nama.",
    },
    "opt.category": {
        "en": "Only this category: rendah, sedang or tinggi.",
        "id": "Hanya kategori ini: rendah, sedang, atau tinggi.",
    },
    "opt.search": {"en": "Only units whose name holds this text.", "id": "Hanya daerah yang namanya memuat teks ini."},
    "opt.reading": {
        "en": "Reading of a province: its own input, or the unweighted mean of its regencies.",
        "id": "Pembacaan provinsi: own (isian sendiri), atau regencies (rerata kabupaten/kotanya).",
    },
    "opt.depth": {
        "en": "Show the tree to this depth: 1 dimensions, 2 subdimensions, 3 indicators.",
        "id": "Tampilkan konstruksi sampai kedalaman ini: 1 dimensi, 2 subdimensi, 3 indikator.",
    },
    "opt.output": {"en": "The file to write.", "id": "Berkas yang ditulis."},
    "opt.compute.output": {
        "en": "Folder for the results, the report page and run.json; written whole or not at all.",
        "id": "Folder untuk hasil, halaman laporan, dan run.json; utuh atau tidak sama sekali.",
    },
    "opt.demo.output": {
        "en": "Folder for the events and the results; left out, a new temporary folder.",
        "id": "Folder untuk kejadian dan hasilnya; bila kosong, folder sementara yang baru.",
    },
    "opt.template.output": {"en": "The file to write: .xlsx or .csv.", "id": "Berkas yang ditulis: .xlsx atau .csv."},
    "opt.demo-data.output": {
        "en": "The file to write: .csv, .xlsx or .parquet.",
        "id": "Berkas yang ditulis: .csv, .xlsx, atau .parquet.",
    },
    "opt.shape": {
        "en": "What is to be filled in: events, indicators or dimensions.",
        "id": "Yang hendak diisi: events (kejadian), indicators (indikator), atau dimensions (dimensi).",
    },
    "opt.seed": {
        "en": "Seed of the draws; the same seed gives the same answer.",
        "id": "Benih undian; benih yang sama menghasilkan jawaban yang sama.",
    },
    "opt.demo.seed": {
        "en": "Seed of the made-up events; the same seed gives the same events.",
        "id": "Benih kejadian buatan; benih yang sama menghasilkan kejadian yang sama.",
    },
    "opt.demo-data.seed": {
        "en": "Seed of the made-up events; the same seed gives the same events.",
        "id": "Benih kejadian buatan; benih yang sama menghasilkan kejadian yang sama.",
    },
    "opt.unit": {
        "en": "The unit: Kemendagri code (15, 15.71) or name.",
        "id": "Daerah: kode Kemendagri (15, 15.71) atau nama.",
    },
    "opt.a": {
        "en": "The earlier: an edition, or a folder of results.",
        "id": "Yang lebih dulu: edisi, atau folder hasil.",
    },
    "opt.b": {"en": "The later: an edition, or a folder of results.", "id": "Yang kemudian: edisi, atau folder hasil."},
}
