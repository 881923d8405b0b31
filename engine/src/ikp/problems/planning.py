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
    "effect-shape": Kind(
        {
            "en": "Outcomes of the shape {outcome} and starts of the shape {start} do not fit {wanted} (units, "
            "periods).",
            "id": "Hasil berukuran {outcome} dan mulai berukuran {start} tidak cocok dengan {wanted} (daerah, "
            "periode).",
        },
        {
            "en": "Give a row per unit, a column per period, and one start per unit.",
            "id": "Berikan satu baris per daerah, satu kolom per periode, dan satu mulai per daerah.",
        },
    ),
    "effect-periods": Kind(
        {"en": "There is {found} period; two are needed.", "id": "Hanya ada {found} periode; diperlukan dua."},
        {"en": "Give outcomes from before and after.", "id": "Berikan hasil dari sebelum dan sesudahnya."},
    ),
    "effect-missing": Kind(
        {
            "en": "{count} units lack an outcome in some period; the first is {unit}.",
            "id": "{count} daerah tidak memiliki hasil pada suatu periode; yang pertama {unit}.",
        },
        {
            "en": "Leave them out, or take periods that all have.",
            "id": "Keluarkan daerah itu, atau pilih periode yang dimiliki semuanya.",
        },
    ),
    "effect-start": Kind(
        {
            "en": "A start lies outside the periods (0 to {last}).",
            "id": "Ada mulai di luar periode (0 sampai {last}).",
        },
        {"en": "Write -1 for a unit without the programme.", "id": "Tulis -1 untuk daerah tanpa program."},
    ),
    "effect-nobody": Kind(
        {
            "en": "There is no {what}: no effect can be estimated.",
            "id": "Tidak ada {what}: pengaruh tidak dapat diperkirakan.",
        },
        {
            "en": "Some units must begin after the first period, and some must be without the programme meanwhile.",
            "id": "Sebagian daerah harus mulai setelah periode pertama, dan sebagian harus belum berprogram saat itu.",
        },
    ),
    "effect-level": Kind(
        {"en": "{level} is no level of an interval.", "id": "{level} bukan tingkat suatu rentang."},
        {"en": "Give a share between 0 and 1, such as 0.9.", "id": "Berikan bagian antara 0 dan 1, misalnya 0.9."},
    ),
    "effect-draws": Kind(
        {
            "en": "{draws} placebos at the level {level} cannot be.",
            "id": "{draws} plasebo pada tingkat {level} tidak mungkin.",
        },
        {
            "en": "Ask for at least 19, and a level between 0 and 1.",
            "id": "Minta sedikitnya 19, dan tingkat antara 0 dan 1.",
        },
    ),
    "effect-unit": Kind(
        {"en": "There is no unit {unit} in the panel.", "id": "Tidak ada daerah {unit} dalam panel."},
        {"en": "Name one of its units.", "id": "Sebutkan salah satu daerahnya."},
    ),
    "effect-before": Kind(
        {
            "en": "{unit} has {found} periods before its programme; a mixture needs two.",
            "id": "{unit} memiliki {found} periode sebelum programnya; campuran memerlukan dua.",
        },
        {"en": "Give a longer history.", "id": "Berikan riwayat yang lebih panjang."},
    ),
    "effect-donors": Kind(
        {
            "en": "{found} units never have the programme; a mixture needs two.",
            "id": "Hanya {found} daerah yang tidak pernah berprogram; campuran memerlukan dua.",
        },
        {"en": "Give units without the programme.", "id": "Berikan daerah tanpa program."},
    ),
    "panel-start-unknown": Kind(
        {
            "en": "The programme is said to begin in {start}, which is none of the periods ({first} to {last}).",
            "id": "Program disebut mulai pada {start}, yang bukan salah satu periode ({first} sampai {last}).",
        },
        {
            "en": "Write one of the periods as it stands there, or nothing for a unit without the programme.",
            "id": "Tulis salah satu periode persis seperti tertulis, atau kosongkan untuk daerah tanpa program.",
        },
    ),
    "panel-start-differs": Kind(
        {
            "en": "Rows of one unit name different starts.",
            "id": "Baris-baris satu daerah menyebut waktu mulai yang berbeda.",
        },
        {"en": "Write the same start in all of them.", "id": "Tulis waktu mulai yang sama pada semuanya."},
    ),
    "panel-twice": Kind(
        {
            "en": "The unit has another row for this period.",
            "id": "Daerah ini memiliki baris lain untuk periode yang sama.",
        },
        {"en": "Keep one of them.", "id": "Sisakan satu saja."},
    ),
    "panel-nobody-whole": Kind(
        {
            "en": "No unit has an outcome in every period.",
            "id": "Tidak ada daerah yang memiliki hasil pada setiap periode.",
        },
        {"en": "Take fewer periods, such that all have.", "id": "Pilih lebih sedikit periode yang dimiliki semuanya."},
    ),
}
