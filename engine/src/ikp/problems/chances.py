"""Problems with what may vary, and with propagating it."""

from ikp.problems.kind import Kind

CHANCES: dict[str, Kind] = {
    "vary-kind": Kind(
        {
            "en": "{path} varies {kind}, which ikp does not know.",
            "id": "{path} memvariasikan {kind}, yang tidak dikenal.",
        },
        {"en": "Use one of: {known}.", "id": "Gunakan salah satu dari: {known}."},
    ),
    "vary-still": Kind(
        {
            "en": "{path}: none of the weights named can vary; each child is its parent's only one, or weighs nothing.",
            "id": "{path}: tidak ada bobot yang dapat bervariasi; setiap anak adalah satu-satunya, atau berbobot nol.",
        },
        {
            "en": "Name parents with two or more children that have a weight, or leave this perturbation out.",
            "id": "Sebutkan induk dengan dua anak atau lebih yang berbobot, atau hapus perturbasi ini.",
        },
    ),
    "vary-place": Kind(
        {"en": "{path} leads to nothing in the recipe.", "id": "{path} tidak menunjuk apa pun dalam resep."},
        {
            "en": "Write the kind of the step and the names of its settings, as in {example}.",
            "id": "Tulis jenis langkah dan nama pengaturannya, seperti {example}.",
        },
    ),
    "vary-number": Kind(
        {"en": "{path} holds {value}, which is no number.", "id": "{path} berisi {value}, yang bukan angka."},
        {
            "en": "Name a setting that holds a number, or vary it as a choice between options.",
            "id": "Sebutkan pengaturan yang berisi angka, atau variasikan sebagai pilihan.",
        },
    ),
    "vary-node": Kind(
        {
            "en": "{path} names {codes}, not found where it should be in the framework.",
            "id": "{path} menyebut {codes}, yang tidak ada pada tempatnya dalam konstruksi.",
        },
        {
            "en": "Use codes of the framework: parents for weights, indicators for values.",
            "id": "Gunakan kode konstruksi: induk untuk bobot, indikator untuk nilai.",
        },
    ),
    "vary-counts": Kind(
        {
            "en": "{unit} has {value} in {code}, which is no number of events.",
            "id": "{unit} bernilai {value} pada {code}, yang bukan jumlah kejadian.",
        },
        {
            "en": "Vary counts where the values are whole numbers, zero or more: name the indicators that are, "
            "or give the events.",
            "id": "Variasikan jumlah hanya bila nilainya bilangan bulat, nol atau lebih: sebutkan indikatornya, "
            "atau berikan data kejadian.",
        },
    ),
    "vary-grade": Kind(
        {
            "en": "{unit} has {value} in {code}; the double grading knows the grades {low} to {high}.",
            "id": "{unit} bernilai {value} pada {code}; penilaian ganda mengenal tingkat {low} sampai {high}.",
        },
        {
            "en": "Name the indicators whose values are grades, or give the events.",
            "id": "Sebutkan indikator yang nilainya berupa tingkat, atau berikan data kejadian.",
        },
    ),
    "vary-events": Kind(
        {
            "en": "The option {option} changes how events are counted, and the data hold no events: it is left out.",
            "id": "Pilihan {option} mengubah cara menghitung kejadian, sedangkan data tidak memuatnya: tidak dipakai.",
        },
        {
            "en": "Give data in the shape of events to have it taken along.",
            "id": "Berikan data berbentuk kejadian agar ikut diperhitungkan.",
        },
        "warning",
    ),
    "vary-above": Kind(
        {
            "en": "{path} is left out: the data hold aggregates, and it varies what is below them.",
            "id": "{path} tidak dipakai: data memuat agregat, sedangkan yang divariasikan ada di bawahnya.",
        },
        {
            "en": "Give data of indicators or events to have it taken along.",
            "id": "Berikan data indikator atau kejadian agar ikut diperhitungkan.",
        },
        "warning",
    ),
    "vary-labels": Kind(
        {
            "en": "The option {option} sorts into other categories ({found}) than the recipe ({expected}).",
            "id": "Pilihan {option} memakai kategori lain ({found}) daripada resep ({expected}).",
        },
        {
            "en": "Give all options the labels of the recipe.",
            "id": "Gunakan label resep pada semua pilihan.",
        },
    ),
    "replicates-few": Kind(
        {"en": "{asked} replicates cannot be made.", "id": "{asked} ulangan tidak dapat dibuat."},
        {
            "en": "Ask for 1 or more; intervals need some hundred.",
            "id": "Minta 1 atau lebih; rentang memerlukan ratusan.",
        },
    ),
    "replicate-failed": Kind(
        {
            "en": "Replicate {number} cannot be computed; the reason follows.",
            "id": "Ulangan {number} tidak dapat dihitung; alasannya menyusul.",
        },
        {
            "en": "Narrow what varies so that the recipe can take every value, or change the recipe.",
            "id": "Persempit variasinya agar resep dapat menerima setiap nilai, atau ubah resepnya.",
        },
    ),
    "replicates-stopped": Kind(
        {
            "en": "Stopped after {done} of {asked} replicates; the figures rest on these.",
            "id": "Dihentikan setelah {done} dari {asked} ulangan; angkanya berdasarkan ulangan itu.",
        },
        {
            "en": "The same command with --resume goes on from here.",
            "id": "Perintah yang sama dengan --resume melanjutkan dari sini.",
        },
        "warning",
    ),
    "replicates-gone": Kind(
        {
            "en": "The single replicates were not kept, only histograms of them.",
            "id": "Ulangan satu per satu tidak disimpan, hanya histogramnya.",
        },
        {
            "en": "Propagate with more memory, or ask for pairs beforehand.",
            "id": "Rambatkan dengan memori lebih besar, atau minta pasangannya sebelumnya.",
        },
    ),
    "memory-small": Kind(
        {
            "en": "{asked} of memory do not suffice for {units} units: {least} are needed.",
            "id": "Memori {asked} tidak cukup untuk {units} daerah: diperlukan {least}.",
        },
        {"en": "Allow more, or compute fewer units.", "id": "Izinkan lebih banyak, atau kurangi daerahnya."},
    ),
    "memory-short": Kind(
        {
            "en": "{asked} of memory are asked for, and the machine has {there} free.",
            "id": "Diminta memori {asked}, sedangkan mesin ini memiliki {there} yang bebas.",
        },
        {
            "en": "Ask for less (from {least} on it works), or free some.",
            "id": "Minta lebih sedikit (mulai {least} cukup), atau bebaskan memori.",
        },
    ),
    "state-other": Kind(
        {
            "en": "The saved replicates belong to another calculation: {what} differ.",
            "id": "Ulangan yang tersimpan berasal dari perhitungan lain: {what} berbeda.",
        },
        {
            "en": "Go on with the same data, recipe, perturbations and seed, or start anew.",
            "id": "Lanjutkan dengan data, resep, perturbasi, dan seed yang sama, atau mulai baru.",
        },
    ),
    "state-missing": Kind(
        {"en": "There is no stopped run at {path}.", "id": "Tidak ada perhitungan yang terhenti di {path}."},
        {
            "en": "Name the folder that a stopped run wrote, or start anew.",
            "id": "Sebutkan folder yang ditulis perhitungan yang terhenti, atau mulai baru.",
        },
    ),
    "state-broken": Kind(
        {"en": "{path} is not what a stopped run has written.", "id": "{path} bukan tulisan hitungan yang terhenti."},
        {"en": "Start anew.", "id": "Mulai baru."},
    ),
    "vary-alternative": Kind(
        {
            "en": "The option {option} names the alternative {alternative} of an edition, and no edition is meant.",
            "id": "Pilihan {option} menyebut alternatif {alternative} dari suatu edisi, tetapi edisinya tidak disebut.",
        },
        {"en": "Give --edition, or write its settings out.", "id": "Berikan --edition, atau tuliskan pengaturannya."},
    ),
    "change-nothing": Kind(
        {"en": "Nothing is to be otherwise.", "id": "Tidak ada yang diubah."},
        {
            "en": "Name a setting, a weight, a value, an indicator to leave out, or an alternative.",
            "id": "Sebutkan pengaturan, bobot, nilai, indikator yang dikeluarkan, atau alternatif.",
        },
    ),
    "change-cell": Kind(
        {"en": "The data have no cell {unit}, {code}.", "id": "Data tidak memuat sel {unit}, {code}."},
        {
            "en": "Use a unit and an indicator of the data.",
            "id": "Gunakan daerah dan indikator yang ada dalam data.",
        },
    ),
    "change-text": Kind(
        {"en": "{text} is not written as {form}.", "id": "{text} tidak ditulis sebagai {form}."},
        {"en": "Write it as {example}.", "id": "Tulis seperti {example}."},
    ),
    "pair-unit": Kind(
        {
            "en": "{unit} is asked for in a pair and is not among the units.",
            "id": "{unit} diminta dalam pasangan tetapi tidak ada.",
        },
        {"en": "Use codes of units in the data.", "id": "Gunakan kode daerah yang ada dalam data."},
    ),
}
