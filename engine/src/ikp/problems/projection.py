"""Problems with forecasts, their models and their evaluation."""

from ikp.problems.kind import Kind

PROJECTION: dict[str, Kind] = {
    "forecast-shape": Kind(
        {
            "en": "Forecasts of the shape {probability} do not fit outcomes of the shape {outcome}.",
            "id": "Prakiraan berbentuk {probability} tidak cocok dengan hasil berbentuk {outcome}.",
        },
        {
            "en": "Give a row per outcome and a column per category; count categories from 0.",
            "id": "Berikan satu baris per hasil dan satu kolom per kategori; kategori dihitung dari 0.",
        },
    ),
    "forecast-sum": Kind(
        {
            "en": "The probabilities of forecast {row} are below 0 or do not sum to 1.",
            "id": "Peluang pada prakiraan ke-{row} di bawah 0 atau jumlahnya bukan 1.",
        },
        {
            "en": "Give every category its probability; leave the whole row empty where nothing is forecast.",
            "id": "Beri peluang untuk setiap kategori; kosongkan seluruh baris bila tidak ada prakiraan.",
        },
    ),
    "forecast-number": Kind(
        {"en": "{name} is {found}, but must be at least {least}.", "id": "{name} bernilai {found}, minimal {least}."},
        {"en": "Give a larger number.", "id": "Berikan angka yang lebih besar."},
    ),
    "forecast-level": Kind(
        {"en": "{level} is no level of an interval.", "id": "{level} bukan tingkat suatu rentang."},
        {"en": "Give a share between 0 and 1, such as 0.9.", "id": "Berikan bagian antara 0 dan 1, misalnya 0.9."},
    ),
    "forecast-short": Kind(
        {
            "en": "There are {found} periods of history; {need} are needed.",
            "id": "Riwayat hanya memuat {found} periode; diperlukan {need}.",
        },
        {
            "en": "Give a longer history, or ask for a forecast of the baselines alone.",
            "id": "Berikan riwayat yang lebih panjang, atau minta prakiraan pembanding saja.",
        },
    ),
    "forecast-outcomes": Kind(
        {
            "en": "Not one unit of {target} has both a forecast and an outcome.",
            "id": "Tidak ada satu daerah pun pada {target} yang memiliki prakiraan dan hasil.",
        },
        {
            "en": "Take editions of the same level that have units in common.",
            "id": "Pilih edisi setingkat yang memiliki daerah yang sama.",
        },
    ),
    "forecast-editions": Kind(
        {"en": "{found} editions are named; {need} are needed.", "id": "Disebut {found} edisi; diperlukan {need}."},
        {
            "en": "Name them from the oldest to the newest with a colon between, such as 2019:2024.",
            "id": "Sebutkan dari yang tertua hingga terbaru dengan titik dua di antaranya, misalnya 2019:2024.",
        },
    ),
    "forecast-no-categories": Kind(
        {
            "en": "{edition} has no published category on the level {level}.",
            "id": "{edition} tidak memiliki kategori terpublikasi pada tingkat {level}.",
        },
        {
            "en": "Take another level or another edition; `ikp published` shows what there is.",
            "id": "Pilih tingkat atau edisi lain; `ikp published` menunjukkan yang tersedia.",
        },
    ),
    "forecast-model": Kind(
        {"en": "There is no model {model}; there are: {known}.", "id": "Tidak ada model {model}; yang ada: {known}."},
        {"en": "Take one of these.", "id": "Pilih salah satunya."},
    ),
    "forecast-boosting": Kind(
        {
            "en": "Gradient boosting needs scikit-learn, which is not installed.",
            "id": "Gradient boosting memerlukan scikit-learn, yang belum terpasang.",
        },
        {
            "en": 'Install it with `pip install "ikp[forecast]"`, or leave the model out.',
            "id": 'Pasang dengan `pip install "ikp[forecast]"`, atau tinggalkan model itu.',
        },
    ),
    "forecast-stages": Kind(
        {
            "en": "The weeks of {path} do not name their stage, so there is no next stage to forecast.",
            "id": "Minggu dalam {path} tidak menyebut tahapannya, sehingga tidak ada tahapan berikut yang dapat "
            "diprakirakan.",
        },
        {
            "en": "Name a stage of every week, or give how many weeks a period has with --weeks.",
            "id": "Sebutkan tahapan setiap minggu, atau berikan jumlah minggu per periode dengan --weeks.",
        },
    ),
    "forecast-incomparable": Kind(
        {
            "en": "{a} and {b} are not shown to be comparable: what is learnt from one may not hold for the other.",
            "id": "{a} dan {b} tidak terbukti sebanding: yang dipelajari dari yang satu belum tentu berlaku bagi "
            "yang lain.",
        },
        {
            "en": "Read the projection as that of published categories, beside its baselines; `ikp compare` has "
            "the reasons.",
            "id": "Baca proyeksi ini sebagai proyeksi kategori yang diumumkan, bersama pembandingnya; alasannya ada "
            "pada `ikp compare`.",
        },
        "warning",
    ),
    "forecast-few": Kind(
        {
            "en": "Only {found} units of {edition} have a category: probabilities rest on little.",
            "id": "Hanya {found} daerah pada {edition} yang memiliki kategori: peluangnya bertumpu pada sedikit data.",
        },
        {
            "en": "Trust the baselines first; a model earns trust in `ikp backtest`.",
            "id": "Percayai pembanding lebih dahulu; kepercayaan pada model diuji dengan `ikp backtest`.",
        },
        "warning",
    ),
    "forecast-one-transition": Kind(
        {
            "en": "Only one change between editions has known outcomes ({units} units): what was learnt was tried on "
            "other units of the same change, never on a later one.",
            "id": "Hanya satu peralihan antaredisi yang hasilnya diketahui, untuk {units} daerah: yang dipelajari "
            "diuji pada daerah lain dalam peralihan yang sama, belum pernah pada peralihan berikutnya.",
        },
        {
            "en": "Do not call these probabilities validated; the next edition will show.",
            "id": "Jangan sebut peluang ini tervalidasi; edisi berikutnya yang akan menunjukkannya.",
        },
        "warning",
    ),
    "forecast-no-transition": Kind(
        {
            "en": "There is no change between editions to learn from: only the shares of categories are projected.",
            "id": "Belum ada peralihan antaredisi yang dapat dipelajari: yang diproyeksikan hanya proporsi kategori.",
        },
        {"en": "Add an edition of the same level.", "id": "Tambahkan edisi pada tingkat yang sama."},
        "warning",
    ),
    "forecast-one-category": Kind(
        {
            "en": "All {found} units of {edition} have the same category: persistence says nothing apart from it.",
            "id": "Semua {found} daerah pada {edition} berkategori sama: kategori itu tidak membedakan daerah.",
        },
        {
            "en": "Scores before the categories may still tell units apart.",
            "id": "Skor di balik kategori mungkin masih membedakan daerah.",
        },
        "warning",
    ),
    "forecast-bands": Kind(
        {
            "en": "Bands of counts cannot begin at {found}.",
            "id": "Rentang jumlah tidak dapat dimulai pada {found}.",
        },
        {
            "en": "Give rising whole numbers from 1 on, such as 1,3,6.",
            "id": "Berikan bilangan bulat yang naik mulai dari 1, misalnya 1,3,6.",
        },
    ),
    "forecast-model-short": Kind(
        {
            "en": "The model {model} was left out: it needs {need} outcomes to learn from, and there are {found}.",
            "id": "Model {model} tidak dipakai: memerlukan {need} hasil untuk dipelajari, sedangkan yang ada {found}.",
        },
        {"en": "Add editions or stages.", "id": "Tambahkan edisi atau tahapan."},
        "warning",
    ),
    "forecast-model-missing": Kind(
        {
            "en": "The model {model} was left out: it needs scikit-learn, which is not installed.",
            "id": "Model {model} tidak dipakai: memerlukan scikit-learn, yang belum terpasang.",
        },
        {"en": 'Install it with `pip install "ikp[forecast]"`.', "id": 'Pasang dengan `pip install "ikp[forecast]"`.'},
        "warning",
    ),
    "forecast-model-useless": Kind(
        {
            "en": "The model {model} was left out: nothing in this history is of its kind.",
            "id": "Model {model} tidak dipakai: riwayat ini tidak memuat apa yang diperlukannya.",
        },
        {
            "en": "Provinces need several units each; neighbours and own past need weekly counts.",
            "id": "Setiap provinsi perlu memuat beberapa daerah; tetangga dan masa lalu sendiri memerlukan jumlah "
            "mingguan.",
        },
        "warning",
    ),
    "forecast-partial": Kind(
        {
            "en": "{edition}: the category of {found} of {every} units is published, mostly of those at the top. "
            "They are no sample, and what is learnt from them holds for them alone.",
            "id": "{edition}: kategori {found} dari {every} daerah diterbitkan, terutama yang teratas. Daerah itu "
            "bukan sampel, dan yang dipelajari darinya berlaku bagi daerah itu saja.",
        },
        {
            "en": "Ask for the full list of the edition.",
            "id": "Mintalah daftar lengkap edisi tersebut.",
        },
        "warning",
    ),
    "forecast-kind": Kind(
        {
            "en": "There is no kind of violation {kind}; there are: {known}.",
            "id": "Tidak ada jenis pelanggaran {kind}; yang ada: {known}.",
        },
        {"en": "Take one of these, or leave --kind out.", "id": "Pilih salah satunya, atau hilangkan --kind."},
    ),
    "backtest-untried": Kind(
        {
            "en": "No run has an earlier forecast to weigh models by: it is a backtest of the baselines, saying "
            "little about the models.",
            "id": "Belum ada prakiraan terdahulu untuk menimbang model: uji mundur ini menguji pembanding dan hampir "
            "tidak mengatakan apa pun tentang model.",
        },
        {"en": "Add editions or stages.", "id": "Tambahkan edisi atau tahapan."},
        "warning",
    ),
    "ledger-shape": Kind(
        {
            "en": "A statement of the ledger has one of probability, probabilities and quantiles; this one has: "
            "{found}.",
            "id": "Pernyataan dalam buku ramalan memuat salah satu dari probability, probabilities, atau quantiles; "
            "yang ini memuat: {found}.",
        },
        {"en": "Give one of the three.", "id": "Berikan salah satu dari ketiganya."},
    ),
    "ledger-content": Kind(
        {
            "en": "The {shape} of a statement are no probabilities or no quantiles.",
            "id": "Isi {shape} pada suatu pernyataan bukan peluang atau kuantil.",
        },
        {
            "en": "Probabilities lie between 0 and 1 and sum to 1; quantiles rise with their shares.",
            "id": "Peluang terletak antara 0 dan 1 dan berjumlah 1; kuantil naik bersama bagiannya.",
        },
    ),
    "ledger-outcome": Kind(
        {
            "en": "The outcome {found} does not go with a statement of {shape}.",
            "id": "Hasil {found} tidak cocok dengan pernyataan {shape}.",
        },
        {
            "en": "Give an outcome for a probability, a category that was named, or a count for quantiles.",
            "id": "Berikan outcome untuk probability, kategori yang disebut, atau count untuk quantiles.",
        },
    ),
}
