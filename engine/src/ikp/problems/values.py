"""Problems with frameworks, recipes and tables as values."""

from ikp.problems.kind import Kind

VALUES: dict[str, Kind] = {
    # --- framework ---------------------------------------------------------------
    "framework-empty": Kind(
        {"en": "The framework has no indicators.", "id": "Konstruksi tidak memuat indikator."},
        {
            "en": "Give one row per node, with the code of its parent.",
            "id": "Isi satu baris untuk setiap simpul beserta kode induknya.",
        },
    ),
    "framework-duplicate": Kind(
        {"en": "The code {code} stands twice in the framework.", "id": "Kode {code} muncul dua kali dalam konstruksi."},
        {"en": "Give every node a code of its own.", "id": "Beri setiap simpul kode yang berbeda."},
    ),
    "framework-parent": Kind(
        {
            "en": "{code} names {parent} as its parent, and there is no such node.",
            "id": "{code} menyebut {parent} sebagai induk, tetapi simpul itu tidak ada.",
        },
        {"en": "Add {parent} or correct the code.", "id": "Tambahkan {parent} atau perbaiki kodenya."},
    ),
    "framework-cycle": Kind(
        {"en": "The framework runs in a circle: {path}.", "id": "Konstruksi berputar: {path}."},
        {
            "en": "Let one of these nodes have a parent outside the circle.",
            "id": "Beri salah satu simpul itu induk di luar lingkaran.",
        },
    ),
    "framework-roots": Kind(
        {
            "en": "The framework has {count} nodes without a parent: {codes}.",
            "id": "Konstruksi memiliki {count} simpul tanpa induk: {codes}.",
        },
        {
            "en": "Keep exactly one, the index, and make it the parent of the others.",
            "id": "Sisakan tepat satu, yaitu indeks, dan jadikan ia induk yang lain.",
        },
    ),
    "framework-weight": Kind(
        {
            "en": "{code} has the weight {weight}; a weight is a finite number, zero or more.",
            "id": "Bobot {code} adalah {weight}; bobot harus berupa bilangan berhingga, nol atau lebih.",
        },
        {"en": "Correct the weight.", "id": "Perbaiki bobotnya."},
    ),
    "framework-weightless": Kind(
        {
            "en": "All children of {code} have the weight zero.",
            "id": "Semua anak dari {code} berbobot nol.",
        },
        {"en": "Give at least one of them a weight above zero.", "id": "Beri setidaknya satu anak bobot di atas nol."},
    ),
    "framework-direction": Kind(
        {
            "en": "{code} has the direction {direction}.",
            "id": "Arah {code} adalah {direction}.",
        },
        {
            "en": "Write 1 where a higher value means a higher score, -1 where it means a lower one; "
            "a node with children always has 1.",
            "id": "Tulis 1 bila nilai lebih tinggi berarti skor lebih tinggi, -1 bila sebaliknya; "
            "simpul yang memiliki anak selalu 1.",
        },
    ),
    "framework-cut": Kind(
        {
            "en": "The columns {codes} do not cut the framework cleanly: {missing} missing.",
            "id": "Kolom {codes} tidak memotong konstruksi secara utuh: {missing} tidak ada.",
        },
        {
            "en": "Give a column for every node of that tier.",
            "id": "Sediakan satu kolom untuk setiap simpul pada jenjang itu.",
        },
    ),
    # --- table -------------------------------------------------------------------
    "table-shape": Kind(
        {
            "en": "The values have the shape {shape}, but there are {units} units and {codes} indicators.",
            "id": "Nilai berbentuk {shape}, padahal ada {units} daerah dan {codes} indikator.",
        },
        {
            "en": "Give one row per unit and one column per indicator.",
            "id": "Sediakan satu baris per daerah dan satu kolom per indikator.",
        },
    ),
    "table-duplicate": Kind(
        {
            "en": "The unit {unit} stands in the table more than once.",
            "id": "Daerah {unit} muncul lebih dari sekali dalam tabel.",
        },
        {
            "en": "Keep one row per unit, or give each row its period.",
            "id": "Sisakan satu baris per daerah, atau beri setiap baris periodenya.",
        },
    ),
    "table-infinite": Kind(
        {
            "en": "{code} of unit {unit} is infinite.",
            "id": "{code} untuk daerah {unit} bernilai tak hingga.",
        },
        {"en": "Correct the number, or leave the cell empty.", "id": "Perbaiki angkanya, atau kosongkan selnya."},
    ),
    "table-indicators": Kind(
        {
            "en": "The table lacks {count} of the framework's indicators: {codes}.",
            "id": "Tabel tidak memuat {count} indikator konstruksi: {codes}.",
        },
        {
            "en": "Add the columns (empty where nothing is known), or remove the indicators from the framework.",
            "id": "Tambahkan kolomnya (kosongkan bila tidak diketahui), atau hapus indikatornya dari konstruksi.",
        },
    ),
    "table-empty": Kind(
        {"en": "The table has no units.", "id": "Tabel tidak memuat daerah."},
        {"en": "Give at least one row.", "id": "Sediakan setidaknya satu baris."},
    ),
    "table-group": Kind(
        {
            "en": "The recipe asks for the {what} {name}, and the table has only: {known}.",
            "id": "Resep meminta {what} {name}, sedangkan tabel hanya memiliki: {known}.",
        },
        {"en": "Add it to the table or correct the recipe.", "id": "Tambahkan ke tabel atau perbaiki resepnya."},
    ),
    # --- recipe ------------------------------------------------------------------
    "recipe-step": Kind(
        {"en": "The recipe has no step of the kind {kind}.", "id": "Resep tidak mengenal langkah {kind}."},
        {"en": "Use one of: {known}.", "id": "Gunakan salah satu dari: {known}."},
    ),
    "recipe-key": Kind(
        {"en": "{path} is not a setting that the recipe knows.", "id": "{path} bukan pengaturan yang dikenal resep."},
        {"en": "Use one of: {known}.", "id": "Gunakan salah satu dari: {known}."},
    ),
    "recipe-value": Kind(
        {"en": "{path} is {value}, which does not fit.", "id": "{path} bernilai {value} dan tidak cocok."},
        {"en": "Expected: {expected}.", "id": "Yang diharapkan: {expected}."},
    ),
    "recipe-required": Kind(
        {"en": "{path} is missing from the recipe.", "id": "{path} belum ada dalam resep."},
        {"en": "Expected: {expected}.", "id": "Yang diharapkan: {expected}."},
    ),
    "recipe-order": Kind(
        {
            "en": "The step {kind} stands at place {place}, after {before}.",
            "id": "Langkah {kind} berada di urutan {place}, sesudah {before}.",
        },
        {
            "en": "Order the steps as screen, denominate, impute, treat, normalise, weight, aggregate, categorise.",
            "id": "Urutkan langkah: screen, denominate, impute, treat, normalise, weight, aggregate, categorise.",
        },
    ),
    "recipe-twice": Kind(
        {"en": "The step {kind} stands in the recipe twice.", "id": "Langkah {kind} muncul dua kali dalam resep."},
        {
            "en": "Only screen, impute and treat may be repeated; join the two into one.",
            "id": "Hanya screen, impute, dan treat yang boleh diulang; gabungkan keduanya.",
        },
    ),
    "recipe-node": Kind(
        {
            "en": "{path} names {code}, which is not in the framework.",
            "id": "{path} menyebut {code}, yang tidak ada dalam konstruksi.",
        },
        {"en": "Use a code of the framework.", "id": "Gunakan kode yang ada dalam konstruksi."},
    ),
    "weights-sum": Kind(
        {
            "en": "The weights of the children of {code} sum to {total}, and the recipe asks for {expected}.",
            "id": "Bobot anak-anak {code} berjumlah {total}, sedangkan resep meminta {expected}.",
        },
        {
            "en": "Correct the weights, or drop `total` from the recipe to have them scaled.",
            "id": "Perbaiki bobotnya, atau hapus `total` dari resep agar bobot diskalakan.",
        },
    ),
    # --- computing ---------------------------------------------------------------
    "bounds-missing": Kind(
        {
            "en": "The stored bounds of the step {kind} do not cover {codes}.",
            "id": "Batas tersimpan dari langkah {kind} tidak mencakup {codes}.",
        },
        {
            "en": "Fit the recipe anew on data that has them, or add the bounds.",
            "id": "Hitung ulang batas dari data yang memuatnya, atau tambahkan batasnya.",
        },
    ),
    "cutoffs-unknown": Kind(
        {
            "en": "The cut-offs of {codes} are not known, so it has no categories.",
            "id": "Batas kategori {codes} tidak diketahui sehingga kategorinya tidak ditentukan.",
        },
        {
            "en": "Add them to the recipe, or have them fitted on the data.",
            "id": "Tambahkan batasnya ke resep, atau hitung dari data.",
        },
        "warning",
    ),
    "indicator-constant": Kind(
        {
            "en": "{code} has the same value for every unit, so {method} cannot tell the units apart.",
            "id": "{code} bernilai sama untuk semua daerah sehingga {method} tidak dapat membedakannya.",
        },
        {
            "en": "Its score is set to the middle of the scale; screen the indicator out if it carries no information.",
            "id": "Skornya ditetapkan di tengah skala; singkirkan indikator ini bila tidak membawa informasi.",
        },
        "warning",
    ),
    "indicator-empty": Kind(
        {"en": "{code} has no value for any unit.", "id": "{code} tidak memiliki nilai untuk daerah mana pun."},
        {
            "en": "Screen the indicator out, or complete the data.",
            "id": "Singkirkan indikator ini, atau lengkapi datanya.",
        },
    ),
    "method-domain": Kind(
        {
            "en": "{method} needs {need}, and {code} of unit {unit} is {value}.",
            "id": "{method} memerlukan {need}, sedangkan {code} untuk daerah {unit} bernilai {value}.",
        },
        {
            "en": "Normalise to a range above zero, or choose another method.",
            "id": "Normalkan ke rentang di atas nol, atau pilih metode lain.",
        },
    ),
    "coverage-low": Kind(
        {
            "en": "{count} of {total} units have no score for {code}: less than {share} of it is known.",
            "id": "{count} dari {total} daerah tidak memperoleh skor {code}: kurang dari {share} yang diketahui.",
        },
        {
            "en": "Complete the data, declare nil where nothing happened, or lower the minimum coverage in the recipe.",
            "id": "Lengkapi data, nyatakan nihil bila memang tidak terjadi, atau turunkan cakupan minimum dalam resep.",
        },
        "warning",
    ),
    # --- from raw values to normalised ones --------------------------------------
    "denominator": Kind(
        {
            "en": "{name} of unit {unit} is {value}, and {code} is to be divided by it.",
            "id": "{name} untuk daerah {unit} bernilai {value}, padahal {code} harus dibagi dengannya.",
        },
        {
            "en": "Give a number above zero, or take the denominator from the indicator.",
            "id": "Isi bilangan di atas nol, atau lepaskan penyebut dari indikator itu.",
        },
    ),
    "screen-all": Kind(
        {
            "en": "Screening leaves nothing: no more than {share} passes, and the recipe asks for {least}.",
            "id": "Penyaringan tidak menyisakan apa pun: paling tinggi {share}, sedangkan resep meminta {least}.",
        },
        {"en": "Complete the data, or ask for less.", "id": "Lengkapi data, atau turunkan syaratnya."},
    ),
    "panel-needed": Kind(
        {
            "en": "Filling with the last value needs the period of every row, and the table has no periods.",
            "id": "Pengisian dengan nilai terakhir memerlukan periode setiap baris, sedangkan tabel tidak memilikinya.",
        },
        {
            "en": "Give the table its periods, or choose another method.",
            "id": "Beri tabel periodenya, atau pilih metode lain.",
        },
    ),
    "impute-unsettled": Kind(
        {
            "en": "The estimates for the missing cells of {codes} did not settle in {iterations} iterations.",
            "id": "Taksiran untuk sel kosong pada {codes} belum mantap setelah {iterations} iterasi.",
        },
        {
            "en": "Allow more iterations or a larger tolerance, or choose another method.",
            "id": "Izinkan lebih banyak iterasi atau toleransi lebih besar, atau pilih metode lain.",
        },
    ),
    "log-domain": Kind(
        {
            "en": "{code} of unit {unit} is {value}; its logarithm is taken, for which it must be above {least}.",
            "id": "{code} untuk daerah {unit} bernilai {value}; logaritmanya diambil sehingga harus di atas {least}.",
        },
        {
            "en": "Correct the value, fit the recipe anew, or choose a method without logarithms.",
            "id": "Perbaiki nilainya, hitung ulang batas resep, atau pilih metode tanpa logaritma.",
        },
    ),
    "reference-unknown": Kind(
        {
            "en": "{method} has no reference for {code}: {reference}.",
            "id": "{method} tidak memiliki acuan untuk {code}: {reference}.",
        },
        {
            "en": "Name a unit that has a value of the indicator, or give the indicator a target in the framework.",
            "id": "Sebut daerah yang memiliki nilai indikator itu, atau beri indikator itu target dalam konstruksi.",
        },
    ),
    "reference-worst": Kind(
        {
            "en": "The reference of {code}, {reference}, is no better than the worst value, {worst}, "
            "so there is no distance to measure along.",
            "id": "Acuan {code}, {reference}, tidak lebih baik daripada nilai terburuk, {worst}, "
            "sehingga tidak ada jarak yang dapat diukur.",
        },
        {"en": "Choose another reference or target.", "id": "Pilih acuan atau target lain."},
    ),
    "indicator-floor": Kind(
        {
            "en": "{code} exceeds its lower bound, {low}, in no unit.",
            "id": "{code} tidak melebihi batas bawahnya, {low}, di daerah mana pun.",
        },
        {
            "en": "All units get the score of that bound; screen the indicator out if it carries no information.",
            "id": "Semua daerah memperoleh skor batas itu; singkirkan indikator ini bila tidak membawa informasi.",
        },
        "warning",
    ),
}
