"""What the commands say while and after they work."""

from ikp.problems import Lang

MESSAGES: dict[str, dict[Lang, str]] = {
    "msg.interrupted": {
        "en": "Interrupted. No file was left half-written.",
        "id": "Dihentikan. Tidak ada berkas yang setengah tertulis.",
    },
    "msg.more-problems": {
        "en": "… and {count} more; `ikp check` lists them all.",
        "id": "… dan {count} lagi; `ikp check` memuat semuanya.",
    },
    "msg.more-alike": {
        "en": "  … and {count} more of this kind; `ikp check` lists them all.",
        "id": "  … dan {count} lagi yang sejenis; `ikp check` memuat semuanya.",
    },
    "msg.rows-left": {
        "en": "… {count} more rows: --all shows them.",
        "id": "… {count} baris lagi: --all menampilkannya.",
    },
    "msg.columns-left": {
        "en": "Columns that did not fit: {names}. A wider terminal or --json shows them.",
        "id": "Kolom yang tidak muat: {names}. Terminal yang lebih lebar atau --json menampilkannya.",
    },
    "msg.written": {"en": "Written to {folder}:", "id": "Tertulis di {folder}:"},
    "msg.reading": {"en": "Reading {path}", "id": "Membaca {path}"},
    "msg.level-read": {"en": "Level: {level}.", "id": "Tingkat: {level}."},
    "msg.edition-taken": {
        "en": "“{text}” is taken for the edition {code}; no other code holds it.",
        "id": "“{text}” dibaca sebagai edisi {code}; tidak ada kode lain yang memuatnya.",
    },
    "file.results": {"en": "scores, ranks, categories", "id": "skor, peringkat, kategori"},
    "file.contributions": {"en": "who contributes what", "id": "sumbangan setiap bagian"},
    "file.provinces": {
        "en": "second reading of provinces: mean of their regencies",
        "id": "bacaan kedua provinsi: rata-rata kabupaten/kotanya",
    },
    "file.run": {"en": "bounds, recipe, digests: to replay it", "id": "batas, resep, sidik: untuk menghitung ulang"},
    "file.report": {"en": "the report page; opens in any browser", "id": "halaman laporan; dibuka dengan peramban"},
    "file.events": {"en": "the made-up events (SINTETIS)", "id": "kejadian buatan (SINTETIS)"},
    # --- editions --------------------------------------------------------------------
    "msg.editions.next": {
        "en": "More on one: ikp edition CODE. Its results: ikp published CODE.",
        "id": "Selengkapnya: ikp edition KODE. Hasilnya: ikp published KODE.",
    },
    "msg.edition.tree": {"en": "Tree and weights", "id": "Konstruksi dan bobot"},
    "msg.edition.cutoffs": {"en": "Cut-offs of the categories", "id": "Batas kategori"},
    "msg.edition.constants": {"en": "Constants of the recipe", "id": "Tetapan resep"},
    "msg.edition.alternatives": {
        "en": "Named alternatives to the unpublished steps (--alternative)",
        "id": "Alternatif bernama untuk langkah yang tidak terbit (--alternative)",
    },
    "msg.edition.results-only": {
        "en": "Only results are published: how they were computed is not, so they cannot be recomputed.",
        "id": "Hanya hasilnya yang terbit; cara menghitungnya tidak, sehingga tidak dapat dihitung ulang.",
    },
    # --- published -------------------------------------------------------------------
    "msg.published.regencies": {
        "en": "Second reading: the unweighted mean of a province's regencies and cities.",
        "id": "Pembacaan kedua: rerata tak tertimbang kabupaten/kota di suatu provinsi.",
    },
    "msg.published.counts": {"en": "Published categories: {counts}.", "id": "Kategori terbitan: {counts}."},
    "msg.published.means": {"en": "Published means: {means}.", "id": "Rerata terbitan: {means}."},
    "msg.published.slip": {
        "en": "{name}, {quantity}: {used}. A misprint elsewhere: {value}.",
        "id": "{name}, {quantity}: {used}. Salah cetak di tempat lain: {value}.",
    },
    "msg.published.conflict": {
        "en": "{name}, {quantity}: {used}. Elsewhere in print: {value}.",
        "id": "{name}, {quantity}: {used}. Di tempat lain tercetak: {value}.",
    },
    # --- check -----------------------------------------------------------------------
    "msg.check.good": {
        "en": "No errors, warnings: {warnings}. The data can be computed.",
        "id": "Tidak ada kesalahan; {warnings} peringatan. Data dapat dihitung.",
    },
    "msg.check.bad": {
        "en": "Errors: {errors}, warnings: {warnings}. Mend the errors, then check again.",
        "id": "{errors} kesalahan, {warnings} peringatan. Perbaiki kesalahannya, lalu periksa lagi.",
    },
    # --- compute ---------------------------------------------------------------------
    "msg.compute.cutoffs": {
        "en": "Cut-offs: {values} ({origin}{certainty}).",
        "id": "Batas kategori: {values} ({origin}{certainty}).",
    },
    "msg.compute.unscored": {
        "en": "{count} units without a score ({reason}): {names}.",
        "id": "{count} daerah tanpa skor ({reason}): {names}.",
    },
    "msg.compute.absent": {
        "en": "{count} units of the registry are not in the data: {names}.",
        "id": "{count} daerah dalam daftar tidak ada dalam data: {names}.",
    },
    # --- explain ---------------------------------------------------------------------
    "msg.explain.score": {"en": "score {score}", "id": "skor {score}"},
    "msg.explain.printed": {
        "en": "In print: {printed}; recomputed from its dimensions it differs by {difference}.",
        "id": "Tercetak: {printed}; selisih dengan hitung ulang dari dimensinya: {difference}.",
    },
    "msg.explain.above": {
        "en": "{gap} above the cut-off {cutoff}, below which it would be {category}.",
        "id": "{gap} di atas batas {cutoff}; di bawah itu kategorinya {category}.",
    },
    "msg.explain.below": {
        "en": "{gap} below the cut-off {cutoff}, above which it would be {category}.",
        "id": "{gap} di bawah batas {cutoff}; di atas itu kategorinya {category}.",
    },
    "msg.explain.contributions": {
        "en": "Contributions (they sum to the score)",
        "id": "Sumbangan (berjumlah sama dengan skor)",
    },
    "msg.explain.drivers": {"en": "Largest drivers", "id": "Pendorong terbesar"},
    "msg.explain.changes": {
        "en": "What would change the category (one part, the others as they are)",
        "id": "Yang akan mengubah kategori (satu bagian, yang lain tetap)",
    },
    "msg.explain.impossible": {
        "en": "No value between {low} and {high} of {nodes} alone makes it {category}.",
        "id": "Tidak ada nilai antara {low} dan {high} dari {nodes} saja yang menjadikannya {category}.",
    },
    "msg.explain.impossible-indicators": {
        "en": "Nor does any of {count} single indicators make it {category}.",
        "id": "Tidak satu pun dari {count} indikator, sendiri-sendiri, menjadikannya {category}.",
    },
    "msg.explain.bisected": {
        "en": "The index is no straight line in these parts; the values were found by bisection.",
        "id": "Indeks bukan garis lurus terhadap bagian ini; nilainya dicari dengan membagi dua rentang.",
    },
    "msg.explain.implied": {
        "en": "Not printed but implied by what is: {nodes}.",
        "id": "Tidak tercetak, tetapi tersirat dari yang tercetak: {nodes}.",
    },
    "msg.explain.provenance": {"en": "Where it comes from", "id": "Asal-usul"},
    "msg.explain.from-print": {"en": "dimension scores in print", "id": "skor dimensi tercetak"},
    "msg.provenance.data": {"en": "data", "id": "data"},
    "msg.provenance.recipe": {"en": "recipe", "id": "resep"},
    "msg.provenance.weights": {"en": "weights", "id": "bobot"},
    "msg.provenance.cutoffs": {"en": "cut-offs", "id": "batas kategori"},
    "msg.provenance.engine": {"en": "engine", "id": "mesin"},
    # --- compare ---------------------------------------------------------------------
    "msg.compare.units": {
        "en": "{count} units have a score or a category in both.",
        "id": "{count} daerah memiliki skor atau kategori di keduanya.",
    },
    "msg.compare.transitions": {"en": "Categories", "id": "Perpindahan kategori"},
    "msg.compare.up": {"en": "Up: {count} ({names}).", "id": "Naik: {count} ({names})."},
    "msg.compare.down": {"en": "Down: {count} ({names}).", "id": "Turun: {count} ({names})."},
    "msg.compare.same": {"en": "Same: {count} ({names}).", "id": "Tetap: {count} ({names})."},
    "msg.compare.shifts": {
        "en": "Shifts, the largest first",
        "id": "Pergeseran, yang terbesar lebih dulu",
    },
    "msg.compare.ranks": {
        "en": "Ranks, percentiles and standard scores are taken anew among these units; a higher percentile is "
        "more vulnerable.",
        "id": "Peringkat, persentil, dan skor baku dihitung ulang di antara daerah ini; persentil lebih tinggi berarti "
        "lebih rawan.",
    },
    "msg.compare.spearman": {
        "en": "Spearman's rank correlation {value} (95 % interval {low} to {high}, n = {n}).",
        "id": "Korelasi peringkat Spearman {value} (rentang 95 % {low} sampai {high}, n = {n}).",
    },
    "msg.compare.spearman-alone": {
        "en": "Spearman's rank correlation {value} (n = {n}, no interval).",
        "id": "Korelasi peringkat Spearman {value} (n = {n}, tanpa rentang).",
    },
    "msg.compare.registry_change": {
        "en": "{count} units were split, and {edition} lacks scores of their parts: {names}.",
        "id": "{count} daerah telah dimekarkan dan skor bagiannya tidak ada di {edition}: {names}.",
    },
    "msg.compare.not_published": {
        "en": "{count} units whose score {edition} does not publish: {names}.",
        "id": "{count} daerah yang skornya tidak dipublikasikan {edition}: {names}.",
    },
    "msg.compare.no_score": {
        "en": "{count} units without a score in {edition}: {names}.",
        "id": "{count} daerah tanpa skor di {edition}: {names}.",
    },
    "msg.compare.not_covered": {
        "en": "{count} units that {edition} does not cover: {names}.",
        "id": "{count} daerah yang tidak dicakup {edition}: {names}.",
    },
    "msg.writing": {"en": "Writing {folder}", "id": "Menulis {folder}"},
    "msg.compare.categories": {
        "en": "The categories of the two do not mean the same; the table shows what was announced, not a change.",
        "id": "Kategori keduanya tidak bermakna sama; tabel ini menunjukkan yang diumumkan, bukan perubahan.",
    },
    # --- template and demo-data ----------------------------------------------------------
    "msg.template.done": {
        "en": "Written: {path} ({shape}, {units} units in the list).",
        "id": "Tertulis: {path} ({shape}, {units} daerah dalam daftar).",
    },
    "msg.template.next": {
        "en": "When it is filled in: {command}",
        "id": "Setelah diisi: {command}",
    },
    "msg.demo-data.done": {
        "en": "Written: {path}, {rows} rows about {units} units. SINTETIS: made up from the seed {seed}.",
        "id": "Tertulis: {path}, {rows} baris tentang {units} daerah. SINTETIS: dibuat dari benih {seed}.",
    },
    "msg.demo-data.next": {"en": "Next: {command}", "id": "Selanjutnya: {command}"},
    # --- demo --------------------------------------------------------------------------------
    "msg.demo.lead": {
        "en": "Three things follow, all computed now, on this machine, from figures in the package: nothing is "
        "opened, nothing is sent, and only the third part writes files.",
        "id": "Ada tiga bagian, semuanya dihitung sekarang, di mesin ini, dari angka dalam paket: tidak ada yang "
        "dibuka, tidak ada yang dikirim, dan hanya bagian ketiga yang menulis berkas.",
    },
    "msg.demo.first": {
        "en": "1. The 34 provinces, with recomputed cut-offs",
        "id": "1. Ke-34 provinsi, dengan batas yang dihitung ulang",
    },
    "msg.demo.first.what": {
        "en": "The totals are as published. The engine takes the mean and the sample standard deviation of the 34, "
        "and the cut-offs are mean ± 1 standard deviation, as the rule is printed.",
        "id": "Skornya seperti yang terbit. Mesin mengambil rerata dan simpangan baku sampel dari ke-34 skor; "
        "batasnya adalah rerata ± 1 simpangan baku, sesuai aturan yang tercetak.",
    },
    "msg.demo.cutoffs": {
        "en": "Mean {mean}, standard deviation {sd}: cut-offs {low} and {high}.",
        "id": "Rerata {mean}, simpangan baku {sd}: batas {low} dan {high}.",
    },
    "msg.demo.stored": {
        "en": "Stored with the edition: {values}; print gives them with one decimal.",
        "id": "Tersimpan pada edisi: {values}; yang tercetak hanya satu desimal.",
    },
    "msg.demo.counts": {
        "en": "Categories: ▲ high {tinggi}, ● medium {sedang}, ▼ low {rendah}.",
        "id": "Kategori: ▲ tinggi {tinggi}, ● sedang {sedang}, ▼ rendah {rendah}.",
    },
    "msg.demo.second": {
        "en": "2. Totals in print, recomputed from the dimensions in print",
        "id": "2. Skor tercetak, dihitung ulang dari dimensi tercetak",
    },
    "msg.demo.second.what": {
        "en": "The weights are derived, not published: {weights}. A dimension in brackets was not printed but "
        "inferred from what was.",
        "id": "Bobotnya turunan, tidak terbit: {weights}. Dimensi dalam kurung tidak tercetak, tetapi disimpulkan "
        "dari yang tercetak.",
    },
    "msg.demo.regencies": {"en": "mean of its regencies", "id": "rerata kab/kota"},
    "msg.demo.mean.province": {"en": "mean of the provinces", "id": "rerata provinsi"},
    "msg.demo.mean.regency": {"en": "mean of the regencies", "id": "rerata kab/kota"},
    "msg.demo.residual": {
        "en": "{count} totals with all dimensions in print: the largest residual is {largest}. Print is rounded.",
        "id": "{count} skor dengan semua dimensi tercetak: selisih terbesar {largest}. Yang tercetak dibulatkan.",
    },
    "msg.demo.residual.implied": {
        "en": "{count} with inferred dimensions: {largest}. They fit, but prove nothing: the inference used the total.",
        "id": "{count} dengan dimensi yang disimpulkan: {largest}. Cocok, tetapi bukan bukti: penyimpulannya "
        "memakai skor total.",
    },
    "msg.demo.third": {
        "en": "3. From events to an index, on made-up data (SINTETIS)",
        "id": "3. Dari kejadian ke indeks, dengan data buatan (SINTETIS)",
    },
    "msg.demo.third.what": {
        "en": "The events of 2024 were never published. So made-up ones walk the whole road: events, values of 61 "
        "indicators, normalising, weights, dimensions, index, categories by the stored cut-offs, report.",
        "id": "Kejadian IKP 2024 tidak pernah terbit. Maka kejadian buatan menempuh seluruh jalan: kejadian, nilai "
        "61 indikator, normalisasi, bobot, dimensi, indeks, kategori menurut batas tersimpan, laporan.",
    },
    "msg.demo.made": {
        "en": "{rows} made-up rows from the seed {seed}: {path}",
        "id": "{rows} baris buatan dari benih {seed}: {path}",
    },
    "msg.demo.next": {"en": "What to type next", "id": "Selanjutnya, ketik"},
}
