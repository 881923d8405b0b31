"""Texts of the statistical audit: its page, its charts, its findings."""

from ikp.problems import Lang

AUDIT: dict[str, dict[Lang, str]] = {
    "cmd.assess": {
        "en": "Audit an index statistically: does it hold together, and do its weights do what they say?\n\n"
        "Correlations, reliability, components, factor models, importance beside weight, leaving out each part, and "
        "how far scores and categories tell units apart. Writes a report page, and every table as CSV.",
        "id": "Audit statistik suatu indeks: apakah isinya padu, dan apakah bobotnya bekerja seperti tertulis?\n\n"
        "Korelasi, reliabilitas, komponen, model faktor, kepentingan di samping bobot, pengaruh setiap bagian bila "
        "dikeluarkan, dan seberapa jauh skor serta kategori membedakan daerah. Menulis halaman laporan dan setiap "
        "tabel sebagai CSV.",
    },
    "cmd.assess.examples": {
        "en": "ikp assess events.csv --edition 2024 --level regency -o audit/\n"
        "ikp assess data.csv --framework f.csv --recipe r.toml -o audit/",
        "id": "ikp assess kejadian.csv --edition 2024 --level regency -o audit/\n"
        "ikp assess data.csv --framework f.csv --recipe r.toml -o audit/",
    },
    "opt.conflict": {
        "en": "A correlation at or below this runs against the framework.",
        "id": "Korelasi pada atau di bawah nilai ini berlawanan dengan konstruksi.",
    },
    "opt.weak": {
        "en": "A correlation below this is weak.",
        "id": "Korelasi di bawah nilai ini lemah.",
    },
    "opt.redundant": {
        "en": "A correlation above this counts the same thing twice.",
        "id": "Korelasi di atas nilai ini menghitung hal yang sama dua kali.",
    },
    "opt.reliability": {
        "en": "Least alpha of a group of parts.",
        "id": "Alfa terendah yang diterima bagi sekelompok bagian.",
    },
    "opt.assess.replicates": {
        "en": "Replicates of noise in the parallel analysis.",
        "id": "Banyaknya ulangan derau dalam analisis paralel.",
    },
    "opt.assess.seed": {
        "en": "Seed of that noise: the same gives the same.",
        "id": "Benih derau itu: benih yang sama memberi hasil yang sama.",
    },
    "file.audit": {"en": "the audit; opens in any browser", "id": "audit; dibuka dengan peramban"},
    "file.findings": {"en": "what was found worth telling", "id": "temuan"},
    "file.indicators": {"en": "the indicators as they were given", "id": "indikator sebagaimana diberikan"},
    "file.correlations": {"en": "every pair of nodes", "id": "setiap pasang simpul"},
    "file.scales": {"en": "alpha, omega, components of every group", "id": "alfa, omega, komponen tiap kelompok"},
    "file.items": {"en": "every part of every group", "id": "setiap bagian dari setiap kelompok"},
    "file.components": {"en": "eigenvalues beside noise", "id": "nilai eigen di samping derau"},
    "file.loadings": {"en": "loadings of the components kept", "id": "muatan komponen yang dipertahankan"},
    "file.factor_models": {"en": "fit of the factor models", "id": "kecocokan model faktor"},
    "file.factor_loadings": {"en": "loadings of the factor models", "id": "muatan model faktor"},
    "file.factor_correlations": {"en": "correlations of the factors", "id": "korelasi antarfaktor"},
    "file.index_weights": {
        "en": "indicators: weight and importance in the index",
        "id": "indikator: bobot dan kepentingan",
    },
    "file.leave_out": {"en": "the index without each part", "id": "indeks tanpa setiap bagian"},
    "file.spread": {"en": "how much of the scale is used", "id": "seberapa banyak skala terpakai"},
    "file.classes": {"en": "units by category, also as published", "id": "daerah per kategori, juga yang terbit"},
    "msg.assess.working": {"en": "Auditing", "id": "Mengaudit"},
    "msg.assess.lead": {
        "en": "{count} findings on {units} units and {indicators} indicators.",
        "id": "{count} temuan atas {units} daerah dan {indicators} indikator.",
    },
    "msg.assess.none": {"en": "Nothing was found worth telling.", "id": "Tidak ada temuan."},
    "msg.assess.more": {
        "en": "… and {count} more of this kind.",
        "id": "… dan {count} lagi yang sejenis.",
    },
    # --- findings ------------------------------------------------------------------------
    "finding.few_units": {
        "en": "There are {value} units for {limit} indicators: what needs all indicators at once cannot be tested.",
        "id": "Ada {value} daerah untuk {limit} indikator: yang memerlukan semua indikator sekaligus tak dapat diuji.",
    },
    "finding.constant": {
        "en": "{node} is the same everywhere: it tells no unit from another.",
        "id": "{node} sama di mana-mana: tidak membedakan satu daerah pun.",
    },
    "finding.conflict": {
        "en": "{node} and {other} run against each other (Spearman {value}, limit {limit}): in their mean they cancel.",
        "id": "{node} dan {other} berlawanan arah (Spearman {value}, batas {limit}): dalam reratanya keduanya saling "
        "meniadakan.",
    },
    "finding.redundant": {
        "en": "{node} and {other} say almost the same (Spearman {value}, limit {limit}): it is counted twice.",
        "id": "{node} dan {other} hampir sama (Spearman {value}, batas {limit}): dihitung dua kali.",
    },
    "finding.weak_with_parent": {
        "en": "{node} is hardly seen in {other} (Spearman {value}, limit {limit}).",
        "id": "{node} hampir tak tampak dalam {other} (Spearman {value}, batas {limit}).",
    },
    "finding.against_parent": {
        "en": "{node} runs against {other}, which it is a part of (Spearman {value}).",
        "id": "{node} berlawanan arah dengan {other} yang memuatnya (Spearman {value}).",
    },
    "finding.negative_alpha": {
        "en": "The parts of {node} run against each other: alpha is {value}.",
        "id": "Bagian-bagian {node} saling berlawanan: alfanya {value}.",
    },
    "finding.low_reliability": {
        "en": "The parts of {node} have little in common: alpha is {value}, {limit} is asked for.",
        "id": "Bagian-bagian {node} sedikit kesamaannya: alfa {value}, yang diminta {limit}.",
    },
    "finding.several_parts": {
        "en": "The parts of {node} measure {value} things, not one.",
        "id": "Bagian-bagian {node} mengukur {value} hal, bukan satu.",
    },
    "finding.no_common_part": {
        "en": "The parts of {node} share no more than unrelated columns would.",
        "id": "Kesamaan bagian-bagian {node} tidak melebihi kolom yang tak berhubungan.",
    },
    "finding.low_adequacy": {
        "en": "{node}: the sampling adequacy of its parts is {value}, {limit} is asked for; its components are "
        "not to be "
        "trusted.",
        "id": "{node}: kecukupan sampel bagian-bagiannya {value}, yang diminta {limit}; komponennya tidak dapat "
        "diandalkan.",
    },
    "finding.poor_fit": {
        "en": "The factor model of tier {other} does not fit (CFI {value}, {limit} is asked for).",
        "id": "Model faktor jenjang {other} tidak cocok (CFI {value}, yang diminta {limit}).",
    },
    "finding.improper_model": {
        "en": "The factor model of tier {other} has no proper solution: it asks of the data what they cannot give.",
        "id": "Model faktor jenjang {other} tidak memiliki penyelesaian yang wajar: data tidak mendukungnya.",
    },
    "finding.louder": {
        "en": "{node} weighs {limit} in {other} and counts {value}.",
        "id": "{node} berbobot {limit} dalam {other}, tetapi kepentingannya {value}.",
    },
    "finding.quieter": {
        "en": "{node} weighs {limit} in {other} and counts only {value}.",
        "id": "{node} berbobot {limit} dalam {other}, tetapi kepentingannya hanya {value}.",
    },
    "finding.unreachable": {
        "en": "No weights can give the parts of {node} the importance that their weights claim.",
        "id": "Tidak ada bobot yang dapat memberi bagian-bagian {node} kepentingan sebesar bobotnya.",
    },
    "finding.idle": {
        "en": "Without {node} no unit changes its rank.",
        "id": "Tanpa {node} tidak ada daerah yang berubah peringkat.",
    },
    "finding.one_class": {
        "en": "{value} of the units are in one category, {other}: the categories hardly tell units apart.",
        "id": "{value} daerah berada dalam satu kategori, {other}: kategori hampir tidak membedakan daerah.",
    },
    "finding.empty_class": {
        "en": "No unit is in the category {other}.",
        "id": "Tidak ada daerah dalam kategori {other}.",
    },
    "finding.narrow": {
        "en": "The middle 90 % of the units lie within {value} of the scale.",
        "id": "90 % daerah di tengah berada dalam {value} dari skala.",
    },
    # --- words -----------------------------------------------------------------------------
    "flag.conflict": {"en": "conflict", "id": "berlawanan"},
    "flag.weak": {"en": "weak", "id": "lemah"},
    "flag.good": {"en": "good", "id": "baik"},
    "flag.redundant": {"en": "redundant", "id": "berlebih"},
    "flag.unknown": {"en": "unknown", "id": "tak diketahui"},
    "relation.siblings": {"en": "parts of one node", "id": "bagian satu simpul"},
    "relation.parent": {"en": "part and its node", "id": "bagian dan simpulnya"},
    "relation.ancestor": {"en": "part and a node above", "id": "bagian dan simpul di atasnya"},
    "relation.same_tier": {"en": "one tier", "id": "satu jenjang"},
    "relation.across": {"en": "across", "id": "lintas"},
    "model.fitted": {"en": "fitted", "id": "terhitung"},
    "model.improper": {"en": "no proper solution", "id": "tanpa penyelesaian wajar"},
    "model.too_few_units": {"en": "too few units", "id": "daerah terlalu sedikit"},
    "model.singular": {"en": "columns depend on each other", "id": "kolom saling bergantung"},
    "model.not_identified": {"en": "not identified", "id": "tidak teridentifikasi"},
    "model.not_converged": {"en": "did not settle", "id": "tidak konvergen"},
    # --- the page ----------------------------------------------------------------------------
    "audit.title": {"en": "Statistical audit: {title}", "id": "Audit statistik: {title}"},
    "audit.lead": {
        "en": "This audit asks whether the index is one thing, whether its parts belong where they stand, and whether "
        "its weights do what they say. It says nothing on whether vulnerability is what it measures.",
        "id": "Audit ini memeriksa apakah indeks mengukur satu hal, apakah bagiannya berada di tempat yang tepat, dan "
        "apakah bobotnya bekerja seperti tertulis. Audit ini tidak menyatakan bahwa yang diukur memang kerawanan.",
    },
    "audit.findings": {"en": "Findings", "id": "Temuan"},
    "audit.no-findings": {"en": "No finding.", "id": "Tidak ada temuan."},
    "audit.data": {"en": "The data", "id": "Data"},
    "audit.data.lead": {
        "en": "Each indicator as it was given, before any step. Skewness above 2 together with kurtosis above 3.5 asks "
        "for a treatment of outliers.",
        "id": "Setiap indikator sebagaimana diberikan, sebelum langkah apa pun. Kemencengan di atas 2 bersama kurtosis "
        "di atas 3,5 memerlukan penanganan pencilan.",
    },
    "audit.correlations": {"en": "Correlations", "id": "Korelasi"},
    "audit.correlations.lead": {
        "en": "Spearman's rank correlations. Parts of one node should go together: between {weak} and "
        "{redundant}. Below "
        "{conflict} they cancel each other; above {redundant} the same is counted twice.",
        "id": "Korelasi peringkat Spearman. Bagian satu simpul seharusnya searah: antara {weak} dan "
        "{redundant}. Di bawah "
        "{conflict} saling meniadakan; di atas {redundant} hal yang sama dihitung dua kali.",
    },
    "audit.correlations.upper": {"en": "Dimensions and what they are made of", "id": "Dimensi dan isinya"},
    "audit.correlations.leaves": {"en": "Indicators", "id": "Indikator"},
    "audit.correlations.blank": {
        "en": "Grey: not known, since a node is the same everywhere.",
        "id": "Abu-abu: tidak diketahui, karena simpulnya sama di mana-mana.",
    },
    "audit.correlations.flagged": {"en": "Flagged pairs", "id": "Pasangan bertanda"},
    "audit.correlations.share": {
        "en": "Of {count} pairs that belong together, {good} are good, {weak} weak, {conflict} in conflict, "
        "{redundant} "
        "redundant, {unknown} unknown.",
        "id": "Dari {count} pasang yang sepatutnya searah: {good} baik, {weak} lemah, {conflict} berlawanan, "
        "{redundant} "
        "berlebih, {unknown} tak diketahui.",
    },
    "audit.scales": {"en": "Reliability", "id": "Reliabilitas"},
    "audit.scales.lead": {
        "en": "Cronbach's alpha and McDonald's omega say how far the parts of a node measure one thing; {limit} "
        "is asked "
        "for. An index of different events need not reach it: then its score is a sum, not a measurement.",
        "id": "Alfa Cronbach dan omega McDonald menunjukkan sejauh mana bagian suatu simpul mengukur satu hal; yang "
        "diminta {limit}. Indeks dari kejadian yang berlainan tidak harus mencapainya: skornya adalah jumlah, bukan "
        "pengukuran.",
    },
    "audit.components": {"en": "Components", "id": "Komponen"},
    "audit.components.lead": {
        "en": "Eigenvalues of the correlations (points), beside the 95th percentile of noise of the same shape "
        "(dashed): "
        "each column shuffled by itself, {replicates} times. Only what lies above it is more than chance.",
        "id": "Nilai eigen korelasi (titik), di samping persentil ke-95 derau yang sama bentuknya "
        "(putus-putus): setiap "
        "kolom diacak sendiri, {replicates} kali. Hanya yang berada di atasnya melebihi kebetulan.",
    },
    "audit.factors": {"en": "Factor models", "id": "Model faktor"},
    "audit.factors.lead": {
        "en": "Does each part measure its node and no other? By maximum likelihood; CFI {cfi} or more, RMSEA "
        "{rmsea} or "
        "less and SRMR {srmr} or less are taken for a good fit. With gaps, each pair of nodes is correlated on "
        "the units that have both.",
        "id": "Apakah setiap bagian hanya mengukur simpulnya sendiri? Dengan kemungkinan maksimum; CFI minimal {cfi}, "
        "RMSEA maksimal {rmsea}, dan SRMR maksimal {srmr} dianggap cocok. Bila ada sel kosong, tiap pasang "
        "simpul dikorelasikan pada daerah yang memiliki keduanya.",
    },
    "audit.weights": {"en": "Weights and importance", "id": "Bobot dan kepentingan"},
    "audit.weights.lead": {
        "en": "The stroke is the weight, the bar the importance: the part's correlation with the whole, as a "
        "share of all "
        "such correlations. A part that varies more, or that others go along with, counts for more than it weighs.",
        "id": "Garis adalah bobot, batang adalah kepentingan: korelasi bagian dengan keseluruhan, sebagai bagian dari "
        "seluruh korelasi itu. Bagian yang lebih beragam, atau diikuti bagian lain, lebih berpengaruh daripada "
        "bobotnya.",
    },
    "audit.weights.optimised": {
        "en": "“Would need”: the weight under which the part would count as much as it weighs now.",
        "id": "“Perlu bobot”: bobot yang membuat bagian itu sepenting bobotnya sekarang.",
    },
    "audit.leave-out": {"en": "Leaving out a part", "id": "Tanpa satu bagian"},
    "audit.leave-out.lead": {
        "en": "By how many ranks units move on average when a part is left out and its siblings are scaled up.",
        "id": "Rata-rata perubahan peringkat daerah bila satu bagian dikeluarkan dan bobot saudaranya dinaikkan.",
    },
    "audit.discrimination": {"en": "Telling units apart", "id": "Daya pembeda"},
    "audit.discrimination.lead": {
        "en": "How much of the scale and of the categories the scores use. “Different” is the probability that "
        "two units "
        "drawn at random are in different categories.",
        "id": "Seberapa banyak skala dan kategori yang terpakai. “Berbeda” adalah peluang dua daerah acak berada dalam "
        "kategori yang berbeda.",
    },
    "audit.discrimination.published": {
        "en": "Below it, editions whose published counts cover all their units.",
        "id": "Di bawahnya, edisi yang jumlah terbitannya mencakup semua daerah.",
    },
    "audit.limits": {"en": "What this audit cannot say", "id": "Yang tidak dapat dikatakan audit ini"},
    "audit.limits.text": {
        "en": "Correlation is not meaning: indicators of different events may rightly be unrelated, and then "
        "low alpha is "
        "no fault. Limits are conventions; those that are ours are named in the documentation. How far scores would "
        "move under other choices is the question of uncertainty and sensitivity, not of this page.",
        "id": "Korelasi bukan makna: indikator kejadian yang berlainan boleh saja tak berhubungan, dan alfa "
        "yang rendah "
        "bukan kesalahan. Batas-batas di sini adalah kebiasaan; yang berasal dari kami disebut dalam dokumentasi. "
        "Seberapa jauh skor berubah dengan pilihan lain adalah soal ketidakpastian dan kepekaan, bukan halaman ini.",
    },
    "audit.files": {
        "en": "Every table of this page, unrounded and complete, stands beside it as CSV.",
        "id": "Setiap tabel di halaman ini, tanpa pembulatan dan lengkap, ada di sampingnya sebagai CSV.",
    },
    "audit.table": {"en": "Table: {name}", "id": "Tabel: {name}"},
    "audit.here": {"en": "this computation", "id": "perhitungan ini"},
    "audit.all": {"en": "all indicators", "id": "semua indikator"},
    "audit.tier": {
        "en": "tier {tier}: {columns} nodes on {factors} factors",
        "id": "jenjang {tier}: {columns} simpul pada {factors} faktor",
    },
    "audit.show-all": {"en": "All of them", "id": "Semuanya"},
    # --- headings ------------------------------------------------------------------------------
    "audithead.observed": {"en": "known", "id": "diketahui"},
    "audithead.missing": {"en": "missing", "id": "kosong"},
    "audithead.zero": {"en": "zeros", "id": "nol"},
    "audithead.skewness": {"en": "skewness", "id": "kemencengan"},
    "audithead.kurtosis": {"en": "kurtosis", "id": "kurtosis"},
    "audithead.sd": {"en": "sd", "id": "simpangan"},
    "audithead.with": {"en": "with", "id": "dengan"},
    "audithead.relation": {"en": "relation", "id": "hubungan"},
    "audithead.flag": {"en": "flag", "id": "tanda"},
    "audithead.children": {"en": "parts", "id": "bagian"},
    "audithead.units": {"en": "units", "id": "daerah"},
    "audithead.alpha": {"en": "alpha", "id": "alfa"},
    "audithead.omega": {"en": "omega", "id": "omega"},
    "audithead.mean_correlation": {"en": "mean correlation", "id": "rerata korelasi"},
    "audithead.adequacy": {"en": "KMO", "id": "KMO"},
    "audithead.above_one": {"en": "eigenvalues > 1", "id": "nilai eigen > 1"},
    "audithead.kept": {"en": "above noise", "id": "di atas derau"},
    "audithead.first": {"en": "first explains", "id": "dijelaskan pertama"},
    "audithead.model": {"en": "model", "id": "model"},
    "audithead.status": {"en": "status", "id": "status"},
    "audithead.weight": {"en": "weight", "id": "bobot"},
    "audithead.importance": {"en": "importance", "id": "kepentingan"},
    "audithead.variance": {"en": "share of variance", "id": "bagian ragam"},
    "audithead.alone": {"en": "explains alone", "id": "dijelaskan sendiri"},
    "audithead.optimised": {"en": "would need", "id": "perlu bobot"},
    "audithead.shift": {"en": "mean shift", "id": "rerata geser"},
    "audithead.largest": {"en": "largest shift", "id": "geser terbesar"},
    "audithead.recategorised": {"en": "change category", "id": "ganti kategori"},
    "audithead.used": {"en": "scale used", "id": "skala terpakai"},
    "audithead.middle": {"en": "middle 90 %", "id": "90 % tengah"},
    "audithead.distinct": {"en": "different scores", "id": "skor berbeda"},
    "audithead.effective": {"en": "categories in effect", "id": "kategori efektif"},
    "audithead.apart": {"en": "different", "id": "berbeda"},
    "audithead.largest_class": {"en": "largest category", "id": "kategori terbesar"},
    # --- charts ----------------------------------------------------------------------------------
    "auditchart.component": {"en": "component", "id": "komponen"},
    "auditchart.eigenvalue": {"en": "eigenvalue", "id": "nilai eigen"},
    "auditchart.share": {"en": "share", "id": "bagian"},
    "auditchart.units": {"en": "share of the units", "id": "bagian daerah"},
    "auditchart.ranks": {"en": "mean change of rank", "id": "rerata perubahan peringkat"},
    "auditchart.heat.alt": {
        "en": "Heat map of the correlations between {count} nodes: {names}.",
        "id": "Peta panas korelasi antara {count} simpul: {names}.",
    },
    "auditchart.scree.alt": {
        "en": "Eigenvalues of {name}: the first is {first}, {kept} lie above noise.",
        "id": "Nilai eigen {name}: yang pertama {first}, {kept} di atas derau.",
    },
    "auditchart.weights.alt": {
        "en": "Importance beside weight: {shares}.",
        "id": "Kepentingan di samping bobot: {shares}.",
    },
    "auditchart.bars.alt": {"en": "{title}: {values}.", "id": "{title}: {values}."},
    "auditchart.classes.alt": {
        "en": "Units by category: {counts}.",
        "id": "Daerah per kategori: {counts}.",
    },
}
