"""Words of the commands that tell how sure an index is, and what another method would give."""

from ikp.problems import Lang

UNCERTAINTY: dict[str, dict[Lang, str]] = {
    "cmd.uncertainty": {
        "en": "Tell how sure scores, ranks and categories are: compute often, with everything unsure drawn anew.\n\n"
        "What varies is the edition's (whatever it marks as assumed), or that of --perturb; for an index of your own "
        "every weight by a quarter, and what is missing. The same data, options and seed give the same files, byte "
        "for byte, on any number of cores. Ctrl-C keeps what is done.",
        "id": "Ukur seberapa pasti skor, peringkat, dan kategori: hitung berkali-kali, setiap kali semua yang tidak "
        "pasti diundi ulang.\n\n"
        "Yang bervariasi adalah milik edisi (semua yang ditandai asumsi), atau dari --perturb; untuk indeks sendiri "
        "setiap bobot seperempat ke atas dan ke bawah, dan isian yang kosong. Data, opsi, dan benih yang sama "
        "menghasilkan berkas yang sama, bita demi bita, pada berapa pun inti prosesor. Ctrl-C menyimpan yang selesai.",
    },
    "cmd.uncertainty.examples": {
        "en": "ikp uncertainty data.csv --edition 2024 --level regency\n"
        "ikp uncertainty data.csv -e 2024 -l province --replicates 10000 --seed 7 -o out/\n"
        "ikp uncertainty data.csv -e 2024 -l province --pair Aceh,Bali\n"
        "ikp uncertainty data.csv --framework F.csv --recipe R.toml --perturb P.toml -o out/",
        "id": "ikp uncertainty data.csv --edition 2024 --level regency\n"
        "ikp uncertainty data.csv -e 2024 -l province --replicates 10000 --seed 7 -o out/\n"
        "ikp uncertainty data.csv -e 2024 -l province --pair Aceh,Bali\n"
        "ikp uncertainty data.csv --framework F.csv --recipe R.toml --perturb P.toml -o out/",
    },
    "cmd.whatif": {
        "en": "Change the recipe, a weight or a value, and see which units move.\n\n"
        "Everything else stays as it is; a step that is changed fits itself anew. Units whose category changes come "
        "first, then those whose rank moves furthest; --json and --csv give all units.",
        "id": "Ubah resep, bobot, atau nilai, dan lihat daerah mana yang bergeser.\n\n"
        "Selebihnya tetap; langkah yang diubah menyesuaikan diri kembali pada data. Daerah yang berganti kategori "
        "tampil lebih dulu, lalu yang peringkatnya paling jauh bergeser; --json dan --csv memuat semua daerah.",
    },
    "cmd.whatif.examples": {
        "en": "ikp whatif data.csv -e 2024 -l regency --set aggregate.tiers.3.rescale.high=40\n"
        "ikp whatif data.csv -e 2024 -l province --weight SP=40 --drop I07\n"
        'ikp whatif data.csv -e 2024 -l province --value "31,I07=0"',
        "id": "ikp whatif data.csv -e 2024 -l regency --set aggregate.tiers.3.rescale.high=40\n"
        "ikp whatif data.csv -e 2024 -l province --weight SP=40 --drop I07\n"
        'ikp whatif data.csv -e 2024 -l province --value "31,I07=0"',
    },
    "opt.settings": {
        "en": "A setting of the recipe, by its path as `ikp edition` lists it, and its new value. May be repeated.",
        "id": "Pengaturan resep, menurut jalurnya seperti dalam `ikp edition`, dan nilai barunya. Boleh diulang.",
    },
    "opt.weights": {
        "en": "A node and its new weight, on the scale of its siblings' weights. May be repeated.",
        "id": "Simpul dan bobot barunya, menurut skala bobot simpul seinduknya. Boleh diulang.",
    },
    "opt.values": {
        "en": "A unit (code or name), an indicator, and its new value; nothing after = for missing. May be repeated.",
        "id": "Daerah (kode atau nama), indikator, dan nilai barunya; kosong sesudah = untuk tidak diketahui. "
        "Boleh diulang.",
    },
    "opt.drop": {
        "en": "An indicator to leave out. May be repeated.",
        "id": "Indikator yang dikeluarkan. Boleh diulang.",
    },
    "msg.whatif.moved": {
        "en": "{moved} of {total} units get another score, {turned} another category; mean shift of rank {mean}.",
        "id": "{moved} dari {total} daerah berubah skornya, {turned} berganti kategori; peringkat bergeser rata-rata "
        "{mean}.",
    },
    "head.score_after": {"en": "then", "id": "menjadi"},
    "head.rank_after": {"en": "then", "id": "menjadi"},
    "head.category_after": {"en": "then", "id": "menjadi"},
    "opt.replicates": {"en": "How many times to compute.", "id": "Berapa kali dihitung."},
    "opt.perturb": {
        "en": "What varies, and how: a TOML or JSON file; left out, what the edition marks as assumed.",
        "id": "Yang bervariasi dan caranya: berkas TOML atau JSON; bila kosong, yang ditandai asumsi oleh edisi.",
    },
    "opt.pair": {
        "en": "Two units, by code or name: how likely is it that the first stands above the second? May be repeated.",
        "id": "Dua daerah, kode atau nama: seberapa mungkin yang pertama di atas yang kedua? Boleh diulang.",
    },
    "opt.uncertainty.published": {
        "en": "Count a change of category from the one that the edition published, not from this computation's.",
        "id": "Hitung perubahan kategori dari yang diterbitkan edisi, bukan dari hasil perhitungan ini.",
    },
    "opt.memory": {
        "en": "GiB that the replicates may take. If they do not fit, histograms are kept, and their error is told.",
        "id": "GiB yang boleh dipakai ulangan. Bila tidak muat, yang disimpan histogram, dan galatnya disebutkan.",
    },
    "opt.workers": {
        "en": "Threads; left out, one per core. The answer does not hang on it.",
        "id": "Utas; bila kosong, satu per inti prosesor. Jawabannya tidak bergantung padanya.",
    },
    "opt.scheduler": {
        "en": "Let the workers of this Dask scheduler compute (extra ikp[cluster]). The answer does not hang on it.",
        "id": "Hitung dengan pekerja penjadwal Dask ini (paket ikp[cluster]). Jawabannya tidak bergantung padanya.",
    },
    "opt.resume": {
        "en": "Go on with the run that was stopped and wrote this folder.",
        "id": "Lanjutkan perhitungan terhenti yang menulis folder ini.",
    },
    "opt.uncertainty.output": {
        "en": "Folder for uncertainty.csv and uncertainty.json; written whole or not at all.",
        "id": "Folder untuk uncertainty.csv dan uncertainty.json; utuh atau tidak sama sekali.",
    },
    "file.uncertainty": {
        "en": "intervals and probabilities, and how they were made",
        "id": "rentang dan peluang, dan cara pembuatannya",
    },
    "file.state": {"en": "what is done, to go on from (--resume)", "id": "yang selesai, untuk dilanjutkan (--resume)"},
    "msg.uncertainty.working": {"en": "Computing {count} times", "id": "Menghitung {count} kali"},
    "msg.uncertainty.varied": {
        "en": "From {count} replicates (seed {seed}), in which vary:",
        "id": "Dari {count} ulangan (benih {seed}), yang bervariasi:",
    },
    "msg.uncertainty.pair": {
        "en": "{first} stands above {second} in {share} % of the replicates.",
        "id": "{first} di atas {second} pada {share} % ulangan.",
    },
    "msg.uncertainty.histograms": {
        "en": "From histograms: quantiles are off by no more than {score} points and {rank} ranks.",
        "id": "Dari histogram: kuantil meleset paling banyak {score} poin dan {rank} peringkat.",
    },
    "head.rank_between": {"en": "5–95 %", "id": "5–95 %"},
    "head.score_between": {"en": "5–95 %", "id": "5–95 %"},
    "head.p_rendah": {"en": "▼ low", "id": "▼ rendah"},
    "head.p_sedang": {"en": "● med.", "id": "● sedang"},
    "head.p_tinggi": {"en": "▲ high", "id": "▲ tinggi"},
    "head.p_change": {"en": "other", "id": "lain"},
    "vary.weights": {"en": "weights", "id": "bobot"},
    "vary.choice": {"en": "ways of computing", "id": "cara menghitung"},
    "vary.number": {"en": "a number of the recipe", "id": "sebuah angka resep"},
    "vary.drop": {"en": "an indicator left out", "id": "satu indikator dikeluarkan"},
    "vary.counts": {"en": "numbers of events", "id": "jumlah kejadian"},
    "vary.detection": {"en": "events not reported", "id": "kejadian yang tidak dilaporkan"},
    "vary.gaps": {"en": "missing values", "id": "isian kosong"},
    "vary.grading": {"en": "grades of events", "id": "tingkat kejadian"},
}
