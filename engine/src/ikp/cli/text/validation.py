"""Texts of the command that holds an edition against what happened."""

from ikp.problems import Lang

VALIDATION: dict[str, dict[Lang, str]] = {
    "cmd.validate": {
        "en": "Did the index come true? Hold an edition against what happened afterwards.\n\n"
        "Takes published scores and categories and, for each outcome, gives the rank correlation, the area under the "
        "ROC curve, a ratio with the size of the unit taken into account, the lift of inspecting the units on top, "
        "and what so few units could have shown; p-values are corrected for the number of outcomes. Outcomes of 2019 "
        "to 2025 come with their sources; --outcome adds your own. An absent unit counts as zero only where a list "
        "is complete.",
        "id": "Apakah indeks terbukti? Sandingkan sebuah edisi dengan yang kemudian terjadi.\n\n"
        "Mengambil skor dan kategori terbitan dan, untuk setiap hasil, menghitung korelasi peringkat, luas di bawah "
        "kurva ROC, rasio yang memperhitungkan ukuran daerah, hasil lebih dari memeriksa daerah teratas, dan apa yang "
        "dapat ditunjukkan oleh daerah sesedikit itu; nilai p dikoreksi menurut banyaknya hasil. Hasil 2019 sampai "
        "2025 tersedia dengan sumbernya; --outcome menambah milik Anda. Daerah yang tidak tercantum dihitung nol "
        "hanya bila daftarnya lengkap.",
    },
    "cmd.validate.examples": {
        "en": "ikp validate 2024 --level province\n"
        "ikp validate 2024 --level regency --only mk-pileg-revote\n"
        "ikp validate 2024 -l regency --outcome violations.csv --complete --csv",
        "id": "ikp validate 2024 --level province\n"
        "ikp validate 2024 --level regency --only mk-pileg-revote\n"
        "ikp validate 2024 -l regency --outcome pelanggaran.csv --complete --csv",
    },
    "opt.validate.reading": {
        "en": "Whose score a unit gets: its own; for provinces the mean of its regencies; for regencies that of "
        "their province.",
        "id": "Skor mana yang dipakai: milik sendiri (own); untuk provinsi rerata kabupaten/kotanya (regencies); "
        "untuk kabupaten/kota skor provinsinya (province).",
    },
    "opt.only": {
        "en": "Only this outcome that comes with ikp. May be repeated.",
        "id": "Hanya hasil bawaan ini. Boleh diulang.",
    },
    "opt.outcome": {
        "en": "A file of outcomes of your own, with the columns `unit` and `value`, and perhaps `outcome`, `exposure` "
        "and `source`. May be repeated.",
        "id": "Berkas hasil milik Anda, dengan kolom `unit` dan `value`, dan bila ada `outcome`, `exposure`, dan "
        "`source`. Boleh diulang.",
    },
    "opt.complete": {
        "en": "Your lists are complete: a unit without a row had none.",
        "id": "Daftar Anda lengkap: daerah tanpa baris berarti nol.",
    },
    "opt.validate.seed": {
        "en": "Seed of the resampling; the same seed gives the same answer.",
        "id": "Benih pengambilan ulang; benih yang sama menghasilkan jawaban yang sama.",
    },
    "opt.validate.replicates": {
        "en": "Resamples of units for each interval.",
        "id": "Banyaknya pengambilan ulang daerah untuk setiap rentang.",
    },
    "opt.permutations": {
        "en": "Permutations for each p-value.",
        "id": "Banyaknya permutasi untuk setiap nilai p.",
    },
    "msg.validate.working": {"en": "Comparing, outcome by outcome", "id": "Menyandingkan, hasil demi hasil"},
    "msg.validate.title": {
        "en": "{title} – {level}: did it come true?",
        "id": "{title} – {level}: apakah terbukti?",
    },
    "reading.own": {"en": "by their own scores", "id": "menurut skor sendiri"},
    "reading.regencies": {"en": "by the mean of their regencies", "id": "menurut rerata kabupaten/kotanya"},
    "reading.province": {"en": "by the score of their province", "id": "menurut skor provinsinya"},
    "msg.validate.reading": {"en": "Units {reading}.", "id": "Daerah {reading}."},
    "msg.validate.weak": {
        "en": "{weak} of {all} intervals of the rank correlation include 0, no relation; after correction for {tests} "
        "outcomes {left} remain below 0.05.",
        "id": "{weak} dari {all} rentang korelasi peringkat memuat 0, yaitu tanpa hubungan; setelah koreksi untuk "
        "{tests} hasil, {left} yang masih di bawah 0,05.",
    },
    "msg.validate.power": {
        "en": "{n} units show a rank correlation of {rho} or more in eight cases of ten; a weaker one mostly stays "
        "hidden, and no relation found is not the same as none.",
        "id": "{n} daerah memperlihatkan korelasi peringkat {rho} atau lebih dalam delapan dari sepuluh kasus; yang "
        "lebih lemah umumnya tersembunyi, dan tidak ditemukan hubungan bukan berarti tidak ada.",
    },
    "msg.validate.top": {"en": "The units on top against the rest", "id": "Daerah teratas dibandingkan sisanya"},
    "msg.validate.top-row": {
        "en": "{title}: {hits} of the {k} on top, {rest_hits} of the other {rest} ({lift} times the rate of all; "
        "Fisher's p {p}).",
        "id": "{title}: {hits} dari {k} teratas, {rest_hits} dari {rest} lainnya ({lift} kali angka keseluruhan; p "
        "Fisher {p}).",
    },
    "msg.validate.partial": {
        "en": "≈ a partial list: of units that are absent nothing is known, and they are left out.",
        "id": "≈ daftar sebagian: tentang daerah yang tidak tercantum tidak ada yang diketahui, dan tidak dipakai.",
    },
    "msg.validate.association": {
        "en": "These are associations. They do not say why, and warnings that were heeded look like false alarms here.",
        "id": "Ini hubungan, bukan sebab. Peringatan yang ditindaklanjuti tampak seperti peringatan keliru di sini.",
    },
    "head.outcome": {"en": "what happened", "id": "yang terjadi"},
    "head.positives": {"en": "with it", "id": "mengalami"},
    "head.spearman": {"en": "rank correlation, 95 %", "id": "korelasi peringkat, 95 %"},
    "head.auc": {"en": "AUC, 95 %", "id": "AUC, 95 %"},
    "head.ratio": {"en": "ratio per sd, 95 %", "id": "rasio per sd, 95 %"},
    "head.p_holm": {"en": "p, corrected", "id": "p terkoreksi"},
    "head.size_spearman": {"en": "size alone", "id": "ukuran saja"},
}
