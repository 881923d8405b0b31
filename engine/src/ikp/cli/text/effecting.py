"""Texts of the command that looks for the effect of a programme."""

from ikp.problems import Lang

EFFECTING: dict[str, dict[Lang, str]] = {
    "cmd.effect": {
        "en": "See what changed where a programme began, and whether that can be told.\n\n"
        "DATA holds a row per unit and period: unit, period, outcome, start (the period in which the unit's programme "
        "began; empty where it has none), and, as may be, method (how the outcome was measured). Units are compared "
        "with those that have no programme as yet. Where that cannot carry an answer, ikp says so.",
        "id": "Lihat apa yang berubah di tempat suatu program dimulai, dan apakah hal itu dapat disimpulkan.\n\n"
        "DATA memuat satu baris per daerah dan periode: unit, period, outcome, start (periode program dimulai di "
        "daerah itu; kosong bila tidak ada), dan, bila ada, method (cara hasil diukur). Daerah dibandingkan dengan "
        "yang belum berprogram. Bila datanya tidak mampu menjawab, ikp mengatakannya.",
    },
    "cmd.effect.examples": {
        "en": "ikp effect panel.csv\nikp effect panel.csv --level regency --comparison never --json",
        "id": "ikp effect panel.csv\nikp effect panel.csv --level regency --comparison never --json",
    },
    "opt.effect.data": {
        "en": "The panel: CSV, XLSX or Parquet.",
        "id": "Panel: CSV, XLSX, atau Parquet.",
    },
    "opt.effect.level": {
        "en": "province or regency: units are read by the registry. Left out, they are taken as they are written.",
        "id": "province atau regency: daerah dibaca menurut registri. Bila tidak disebut, dibaca seperti tertulis.",
    },
    "opt.effect.comparison": {
        "en": "Compare with units that never have the programme (never), or also with those that have it later "
        "(not-yet).",
        "id": "Bandingkan dengan daerah yang tidak pernah berprogram (never), atau juga dengan yang kemudian "
        "berprogram (not-yet).",
    },
    "opt.effect.confidence": {
        "en": "How often intervals should hold the truth, from 0.5 to 0.999.",
        "id": "Seberapa sering rentang harus memuat yang sebenarnya, dari 0.5 sampai 0.999.",
    },
    "opt.effect.draws": {
        "en": "How often the starts are dealt out to other units at random, at least 19.",
        "id": "Berapa kali waktu mulai dibagikan acak ke daerah lain, sedikitnya 19.",
    },
    "opt.effect.method_changed": {
        "en": "Say that periods were not all measured by the same method; then nothing can be told.",
        "id": "Nyatakan bahwa tidak semua periode diukur dengan cara yang sama; maka tidak ada yang dapat disimpulkan.",
    },
    "msg.effect.title": {"en": "What changed where the programme began", "id": "Yang berubah di tempat program mulai"},
    "msg.effect.looked": {
        "en": "Looked at {units} units in {periods} periods; {began} of them began in between.",
        "id": "Dilihat {units} daerah dalam {periods} periode; {began} di antaranya mulai di tengahnya.",
    },
    "msg.effect.left-out": {
        "en": "Left out, for want of an outcome in some period: {count} units.",
        "id": "Tidak disertakan karena hasilnya tidak ada pada suatu periode: {count} daerah.",
    },
    "msg.effect.always": {
        "en": "Had the programme from the first period on, and take no part: {count} units.",
        "id": "Sudah berprogram sejak periode pertama, dan tidak ikut dibandingkan: {count} daerah.",
    },
    "msg.effect.effect": {"en": "Difference", "id": "Selisih"},
    "msg.effect.earlier": {"en": "As if earlier", "id": "Seandainya lebih awal"},
    "msg.effect.ahead": {"en": "Alike before (p)", "id": "Serupa sebelumnya (p)"},
    "msg.effect.placebo": {"en": "Placebos (p)", "id": "Plasebo (p)"},
    "msg.effect.twin": {"en": "Against a mixture", "id": "Terhadap campuran"},
    "msg.effect.twin-found": {"en": "{effect} (p {p})", "id": "{effect} (p {p})"},
    "msg.effect.interval": {"en": "{value}, from {low} to {high}", "id": "{value}, dari {low} sampai {high}"},
    "msg.effect.no-interval": {
        "en": "{value}; no interval can be had of a single unit",
        "id": "{value}; rentang tidak dapat dihitung dari satu daerah",
    },
    "msg.effect.since": {"en": "{since}", "id": "{since}"},
    "msg.effect.chosen": {
        "en": "Before anybody began, those with the programme lay {higher} spreads from the others. Who is chosen for "
        "being high comes back by themselves.",
        "id": "Sebelum ada yang mulai, daerah berprogram berada {higher} simpangan dari yang lain. Daerah yang dipilih "
        "karena tinggi akan turun dengan sendirinya.",
    },
    "msg.effect.reading": {
        "en": "Periods since the start: below zero is before it, where the difference should be near zero.",
        "id": "Periode sejak mulai: di bawah nol berarti sebelumnya, yang selisihnya seharusnya dekat nol.",
    },
    "head.effect_since": {"en": "since the start", "id": "sejak mulai"},
    "head.effect_value": {"en": "difference", "id": "selisih"},
    "head.effect_low": {"en": "from", "id": "dari"},
    "head.effect_high": {"en": "to", "id": "sampai"},
    "head.effect_p": {"en": "p", "id": "p"},
}
