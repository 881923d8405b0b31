"""Problems with a plan of prevention."""

from ikp.problems.kind import Kind

PLANNING: dict[str, Kind] = {
    "plan-shape": Kind(
        {
            "en": "{name} has the shape {found}; {wanted} is needed.",
            "id": "{name} berukuran {found}; yang dibutuhkan {wanted}.",
        },
        {
            "en": "Give a row per unit and a column per driver or action.",
            "id": "Berikan satu baris per daerah dan satu kolom per pendorong atau tindakan.",
        },
    ),
    "plan-number": Kind(
        {"en": "{name} holds a number outside {range}.", "id": "{name} memuat angka di luar {range}."},
        {"en": "Give numbers in this range, everywhere.", "id": "Isi angka dalam rentang itu di semua tempat."},
    ),
    "plan-contradiction": Kind(
        {
            "en": "{action} in {unit} is decided on, and yet refused or not possible ({count} of such).",
            "id": "{action} di {unit} sudah diputuskan, tetapi juga ditolak atau tidak mungkin ({count} seperti itu).",
        },
        {
            "en": "Decide for one of both.",
            "id": "Putuskan salah satunya.",
        },
    ),
    "plan-budget": Kind(
        {"en": "{budgets} are no budgets.", "id": "{budgets} bukan anggaran."},
        {"en": "Give at least one amount from 0.", "id": "Berikan sedikitnya satu jumlah mulai 0."},
    ),
    "plan-taken-cost": Kind(
        {
            "en": "What is already decided costs {cost}; the budget is {budget}.",
            "id": "Yang sudah diputuskan berbiaya {cost}; anggarannya {budget}.",
        },
        {
            "en": "Raise the budget, or take something out of the plan.",
            "id": "Naikkan anggaran, atau keluarkan sesuatu dari rencana.",
        },
    ),
    "plan-taken-effort": Kind(
        {
            "en": "What is already decided for {unit} takes {days} person-days; it has {capacity}.",
            "id": "Yang sudah diputuskan untuk {unit} memerlukan {days} hari-orang; yang ada {capacity}.",
        },
        {
            "en": "Give it more days, or take something out of its plan.",
            "id": "Tambah harinya, atau keluarkan sesuatu dari rencananya.",
        },
    ),
    "plan-solver": Kind(
        {"en": "No plan was found: {message}", "id": "Rencana tidak ditemukan: {message}"},
        {
            "en": "Try a smaller plan (one province) or another budget.",
            "id": "Coba rencana yang lebih kecil (satu provinsi) atau anggaran lain.",
        },
    ),
}
