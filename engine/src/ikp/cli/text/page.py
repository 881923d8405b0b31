"""Texts of the report page and its charts."""

from ikp.problems import Lang

PAGE: dict[str, dict[Lang, str]] = {
    "page.title": {"en": "Report: {title}", "id": "Laporan: {title}"},
    "page.synthetic": {
        "en": "SINTETIS – made-up data for training. Nothing on this page has happened anywhere.",
        "id": "SINTETIS – data buatan untuk latihan. Tak satu pun isi halaman ini pernah terjadi.",
    },
    "page.level": {"en": "level", "id": "tingkat"},
    "page.units": {"en": "units with a score", "id": "daerah berskor"},
    "page.data": {"en": "data", "id": "data"},
    "page.created": {"en": "computed", "id": "dihitung"},
    "page.engine": {"en": "engine", "id": "mesin"},
    "page.contents": {"en": "On this page", "id": "Di halaman ini"},
    "page.legend": {"en": "Categories", "id": "Kategori"},
    "page.overview": {"en": "In short", "id": "Ringkasan"},
    "page.overview.highest": {
        "en": "The highest score is that of {name}, {score}; the lowest that of {last}, {low}.",
        "id": "Skor tertinggi dimiliki {name}, {score}; terendah {last}, {low}.",
    },
    "page.overview.mean": {
        "en": "Over {count} units the mean is {mean}, the standard deviation (sample) {sd}.",
        "id": "Atas {count} daerah, reratanya {mean} dan simpangan bakunya (sampel) {sd}.",
    },
    "page.overview.counts": {"en": "Categories: {counts}.", "id": "Kategori: {counts}."},
    "page.overview.unscored": {
        "en": "{count} units have no score; the reasons stand below.",
        "id": "{count} daerah tidak memperoleh skor; alasannya tercantum di bawah.",
    },
    "page.ranking": {"en": "Ranking", "id": "Peringkat"},
    "page.ranking.top": {
        "en": "The {shown} highest of {count} units; all stand in the table below.",
        "id": "{shown} tertinggi dari {count} daerah; semuanya ada pada tabel di bawah.",
    },
    "page.distribution": {"en": "Distribution", "id": "Sebaran"},
    "page.dimensions": {"en": "Dimensions", "id": "Dimensi"},
    "page.dimensions.strip": {
        "en": "Each stroke is a unit, the diamond the median.",
        "id": "Setiap garis adalah satu daerah, belah ketupat adalah median.",
    },
    "page.dimensions.heat": {
        "en": "Darker is higher. A dash: no score.",
        "id": "Makin gelap makin tinggi. Garis datar: tanpa skor.",
    },
    "page.coverage": {"en": "Coverage", "id": "Cakupan"},
    "page.coverage.full": {
        "en": "All indicators of all units are known.",
        "id": "Semua indikator di semua daerah diketahui.",
    },
    "page.coverage.partial": {
        "en": "Share of the index, by weight, that is known for each unit. A score from little says little.",
        "id": "Bagian indeks, menurut bobot, yang diketahui untuk setiap daerah. "
        "Skor dari sedikit data hanya berkata sedikit.",
    },
    "page.coverage.unscored": {"en": "Units without a score", "id": "Daerah tanpa skor"},
    "page.coverage.absent": {
        "en": "Units of the registry that are not in the data ({count})",
        "id": "Daerah dalam daftar yang tidak ada dalam data ({count})",
    },
    "page.cutoffs": {"en": "Cut-offs", "id": "Batas kategori"},
    "page.problems": {"en": "Problems and warnings", "id": "Masalah dan peringatan"},
    "page.problems.none": {"en": "None.", "id": "Tidak ada."},
    "page.treated": {"en": "Treated outliers", "id": "Pencilan yang dijinakkan"},
    "page.treated.shape": {
        "en": "skewness {skewness} → {skewness_after}, kurtosis {kurtosis} → {kurtosis_after}",
        "id": "kemencengan {skewness} → {skewness_after}, kurtosis {kurtosis} → {kurtosis_after}",
    },
    "page.excluded": {"en": "Left out by screening", "id": "Disingkirkan oleh penyaringan"},
    "page.assumptions": {"en": "What is assumed", "id": "Apa yang diasumsikan"},
    "page.assumptions.lead": {
        "en": "Nobody has published these constants; another choice gives another index.",
        "id": "Tetapan ini tidak pernah terbit; pilihan lain menghasilkan indeks yang lain.",
    },
    "page.assumptions.none": {"en": "Nothing is marked as assumed.", "id": "Tidak ada yang bertanda asumsi."},
    "page.method": {"en": "Method in five lines", "id": "Metode dalam lima baris"},
    "page.replay": {"en": "Make it again", "id": "Hitung ulang"},
    "page.replay.lead": {
        "en": "The same data, framework and recipe give the same digests and the same scores.",
        "id": "Data, konstruksi, dan resep yang sama menghasilkan sidik dan skor yang sama.",
    },
    "page.digests": {"en": "Digests (SHA-256)", "id": "Sidik (SHA-256)"},
    "page.digest.data": {"en": "data", "id": "data"},
    "page.digest.framework": {"en": "framework", "id": "konstruksi"},
    "page.digest.recipe": {"en": "recipe with its bounds", "id": "resep beserta batasnya"},
    "page.full-table": {"en": "All units", "id": "Semua daerah"},
    "page.as-table": {"en": "The chart as a table", "id": "Grafik sebagai tabel"},
    "page.refit": {
        "en": "Bounds and cut-offs were fitted on these data (--refit): they are not those of the edition.",
        "id": "Batas dihitung dari data ini (--refit): bukan batas milik edisi.",
    },
    "page.bounds-of": {
        "en": "Bounds and cut-offs are those of an earlier run: {path}.",
        "id": "Batas berasal dari perhitungan terdahulu: {path}.",
    },
    "page.stations": {
        "en": "No score of polling stations was published: equal weights of the known indicators are assumed. "
        "7 of the 22 indicators are not published, nor is any of the variable neutrality.",
        "id": "Tidak ada skor TPS yang diterbitkan: bobot indikator yang diketahui dianggap sama. "
        "7 dari 22 indikator tidak diterbitkan, demikian pula semua indikator variabel netralitas.",
    },
    "page.alternative": {
        "en": "Computed by the alternative “{name}”, not by the edition's default.",
        "id": "Dihitung dengan alternatif “{name}”, bukan bawaan edisi.",
    },
    # --- charts ----------------------------------------------------------------------
    "chart.score": {"en": "score", "id": "skor"},
    "chart.units": {"en": "units", "id": "daerah"},
    "chart.coverage": {"en": "known share", "id": "bagian yang diketahui"},
    "chart.range": {"en": "score", "id": "skor"},
    "chart.median": {"en": "median", "id": "median"},
    "chart.lowest": {"en": "lowest", "id": "terendah"},
    "chart.highest": {"en": "highest", "id": "tertinggi"},
    "chart.mean": {"en": "mean", "id": "rerata"},
    "chart.ranking.alt": {
        "en": "Scores of {count} units in order, from {first} ({high}) to {last} ({low}).",
        "id": "Skor {count} daerah menurut urutan, dari {first} ({high}) sampai {last} ({low}).",
    },
    "chart.distribution.alt": {
        "en": "Histogram of the scores of {count} units, with the cut-offs {cuts}.",
        "id": "Histogram skor {count} daerah, dengan batas kategori {cuts}.",
    },
    "chart.dimensions.alt": {
        "en": "Scores of all units by dimension. Medians: {medians}.",
        "id": "Skor semua daerah menurut dimensi. Median: {medians}.",
    },
    "chart.heat.alt": {
        "en": "Scores of {count} units in {names}, as cells from light to dark.",
        "id": "Skor {count} daerah pada {names}, sebagai sel dari terang ke gelap.",
    },
    "chart.coverage.alt": {
        "en": "Number of units by the share of the index that is known. {counts}.",
        "id": "Banyaknya daerah menurut bagian indeks yang diketahui. {counts}.",
    },
}
