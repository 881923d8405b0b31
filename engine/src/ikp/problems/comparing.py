"""Problems with comparing editions."""

from ikp.problems.kind import Kind

COMPARING: dict[str, Kind] = {
    "compare-length": Kind(
        {
            "en": "{edition} has {what} of the shape {found} for {units} units.",
            "id": "{edition} memiliki {what} berbentuk {found} untuk {units} daerah.",
        },
        {"en": "Give one of them per unit.", "id": "Berikan satu untuk setiap daerah."},
    ),
    "compare-label": Kind(
        {
            "en": "{edition} has a unit in the category {label}, which is not among its labels: {known}.",
            "id": "{edition} memuat daerah berkategori {label}, yang tidak ada di antara labelnya: {known}.",
        },
        {
            "en": "Name all labels, from the lowest category to the highest, or correct the category.",
            "id": "Sebutkan semua label dari kategori terendah hingga tertinggi, atau perbaiki kategorinya.",
        },
    ),
    "compare-undated": Kind(
        {
            "en": "It is not said of which day the registry is that {edition} uses.",
            "id": "Tidak disebutkan tanggal daftar wilayah yang dipakai {edition}.",
        },
        {
            "en": "Give `registry_date`, or compare without a registry if no unit was ever split.",
            "id": "Isi `registry_date`, atau bandingkan tanpa daftar wilayah bila tidak pernah ada pemekaran.",
        },
    ),
    "compare-weight": Kind(
        {
            "en": "The part {unit} of a split unit has no weight above zero.",
            "id": "Bagian {unit} dari daerah yang dimekarkan tidak memiliki bobot di atas nol.",
        },
        {
            "en": "Give every part its weight, or none at all, so that all count the same.",
            "id": "Beri setiap bagian bobotnya, atau jangan beri bobot sama sekali agar semua dihitung sama.",
        },
    ),
    "registry-split": Kind(
        {
            "en": "By the registry, {unit} was split off from itself.",
            "id": "Menurut daftar wilayah, {unit} dimekarkan dari dirinya sendiri.",
        },
        {"en": "Correct the column split_from.", "id": "Perbaiki kolom split_from."},
    ),
    "concordance-link": Kind(
        {
            "en": "The link {a} to {b} cannot have the relation {relation}.",
            "id": "Padanan {a} dengan {b} tidak dapat berhubungan {relation}.",
        },
        {
            "en": "Name both nodes, or one node with the relation none.",
            "id": "Sebutkan kedua simpul, atau satu simpul dengan hubungan none.",
        },
    ),
    "concordance-node": Kind(
        {
            "en": "The concordance names {code}, which is not in the framework of edition {side}.",
            "id": "Konkordansi menyebut {code}, yang tidak ada dalam konstruksi edisi {side}.",
        },
        {
            "en": "Correct the code, or turn the concordance round if it runs from B to A.",
            "id": "Perbaiki kodenya, atau balik konkordansinya bila arahnya dari B ke A.",
        },
    ),
    "decompose-trees": Kind(
        {
            "en": "The two editions do not have the same framework; they differ at: {codes}.",
            "id": "Konstruksi kedua edisi tidak sama; perbedaannya pada: {codes}.",
        },
        {
            "en": "Take both from the nodes upwards that they have in common, such as the dimensions.",
            "id": "Ambil keduanya mulai dari simpul yang sama ke atas, misalnya dimensi.",
        },
    ),
    "decompose-units": Kind(
        {"en": "The two editions have no unit in common.", "id": "Kedua edisi tidak memiliki daerah yang sama."},
        {
            "en": "Compare editions of the same level, with codes of the same list.",
            "id": "Bandingkan edisi pada tingkat yang sama dengan kode dari daftar yang sama.",
        },
    ),
}
