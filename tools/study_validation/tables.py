"""The tables of the pages on the validation, in Markdown, from the findings that are kept."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ikp.editions import load
from ikp.editions.outcomes import outcome
from ikp.editions.studied import STUDY, kept
from ikp.foresight.validation import detectable, lift_at
from ikp.problems import Lang

__all__ = ["PAGES", "TABLES", "renewed"]

Row = Mapping[str, Any]

#: Each page and its language.
PAGES: Mapping[str, Lang] = {
    "docs/explanation/validation.md": "en",
    "docs/explanation/validation-id.md": "id",
}

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "what": {"en": "what happened", "id": "yang terjadi"},
    "edition": {"en": "edition", "id": "edisi"},
    "scores": {"en": "scores", "id": "skor"},
    "units": {"en": "units", "id": "daerah"},
    "with": {"en": "with it", "id": "mengalami"},
    "rho": {"en": "rank correlation", "id": "korelasi peringkat"},
    "partial": {"en": "size held fixed", "id": "ukuran dibuat tetap"},
    "alone": {"en": "size alone", "id": "ukuran saja"},
    "ratio": {"en": "ratio per sd", "id": "rasio per sd"},
    "skill": {"en": "skill of chances", "id": "nilai tambah peluang"},
    "corrected": {"en": "p, corrected", "id": "p terkoreksi"},
    "top": {"en": "on top", "id": "teratas"},
    "rest": {"en": "the rest", "id": "sisanya"},
    "times": {"en": "times the rate of all", "id": "kali angka keseluruhan"},
    "within": {"en": "corrected, this edition", "id": "terkoreksi, edisi ini"},
    "over": {"en": "corrected, whole study", "id": "terkoreksi, seluruh studi"},
    "outcomes": {"en": "outcomes", "id": "hasil"},
    "intervals": {"en": "intervals that exclude 0", "id": "rentang tanpa 0"},
    "smallest": {"en": "smallest p", "id": "p terkecil"},
    "could": {"en": "could have shown", "id": "dapat menunjukkan"},
    "province": {"en": "provinces", "id": "provinsi"},
    "regency": {"en": "regencies", "id": "kabupaten/kota"},
    "own": {"en": "own", "id": "sendiri"},
    "regencies": {"en": "mean of regencies", "id": "rerata kabupaten/kota"},
    "of_province": {"en": "of the province", "id": "provinsinya"},
    "rendah": {"en": "low", "id": "rendah"},
    "sedang": {"en": "medium", "id": "sedang"},
    "tinggi": {"en": "high", "id": "tinggi"},
    "trend": {"en": "p of a trend", "id": "p tren"},
    "who": {"en": "who", "id": "siapa"},
    "auc": {"en": "AUC", "id": "AUC"},
    "of": {"en": "of", "id": "dari"},
    "if": {"en": "had it been", "id": "andai"},
    "p": {"en": "Fisher's p", "id": "p Fisher"},
    "partial_list": {"en": "partial list", "id": "daftar sebagian"},
}


def renewed(page: str, lang: Lang) -> str:
    """Give a page with its tables, between ``<!-- table: name -->`` and ``<!-- end -->``, made anew."""

    def table(found: re.Match[str]) -> str:
        return f"<!-- table: {found[1]} -->\n{TABLES[found[1]](lang)}\n<!-- end -->"

    return re.sub(r"<!-- table: ([\w-]+) -->\n.*?<!-- end -->", table, page, flags=re.DOTALL)


# --- tables ---------------------------------------------------------------------------------------
def overview(lang: Lang) -> str:
    """Give a row for each edition, level and reading of the study."""
    rows = []
    for edition, level, reading in STUDY:
        found = _of(edition, level, reading)
        known = [row for row in found if _there(row["spearman_low"])]
        excluding = sum(not row["spearman_low"] <= 0 <= row["spearman_high"] for row in known)
        tested = [row["p"] for row in found if _there(row["p"])]
        most = max(row["n"] for row in found)
        rows.append(
            (
                load(edition).titles[lang],
                f"{_say(level, lang)}, {_say('of_province' if reading == 'province' else reading, lang)}",
                f"{most}",
                f"{len(tested)}",
                f"{excluding} {_say('of', lang)} {len(known)}",
                _number(min(tested), lang, 3),
                _number(min(row["p_holm_study"] for row in found if _there(row["p"])), lang),
                _number(max((row["power_rho"] for row in found if row["n"] == most), default=float("nan")), lang),
            )
        )
    head = ("edition", "scores", "units", "outcomes", "intervals", "smallest", "over", "could")
    return _table([*(_say(each, lang) for each in head[:-1]), f"{_say('could', lang)} ρ"], rows)


def relations(edition: str, level: str, reading: str = "own") -> Callable[[Lang], str]:
    """Make a table of all outcomes of an edition: correlation, area, ratio, chances, correction."""

    def table(lang: Lang) -> str:
        rows = [
            (
                _title(row, lang),
                f"{row['n']}",
                f"{row['positives']}",
                _between(row, "spearman", lang, sign=True),
                _number(row["partial_spearman"], lang, sign=True),
                _between(row, "auc", lang),
                _between(row, "ratio", lang),
                _number(row["skill"], lang, sign=True),
                f"{_number(row['size_spearman'], lang, sign=True)} / {_number(row['size_auc'], lang)}",
                _number(row["p"], lang),
                _number(row["p_holm_study"], lang),
            )
            for row in _of(edition, level, reading)
        ]
        keys = ("what", "units", "with", "rho", "partial", "auc", "ratio", "skill", "alone")
        return _table([*(_say(each, lang) for each in keys), "p", _say("corrected", lang)], rows)

    return table


def tops(lang: Lang) -> str:
    """Give the regencies on top against the rest, of the editions whose top is known."""
    rows = [
        (
            load(row["edition"]).titles[lang],
            _title(row, lang),
            f"{row['top_hits']} {_say('of', lang)} {row['top_k']}",
            f"{row['top_rest_hits']} {_say('of', lang)} {row['top_rest']}",
            _number(row["top_lift"], lang, 1),
            _number(row["top_p"], lang, 3),
            _number(row["top_p_holm"], lang, 3),
            _number(row["top_p_holm_study"], lang, 3),
        )
        for row in kept("findings")
        if row["top_k"] and row["level"] == "regency"
    ]
    keys = ("edition", "what", "top", "rest", "times", "p", "within", "over")
    return _table([_say(each, lang) for each in keys], rows)


def fragile(lang: Lang) -> str:
    """Give the same comparison, had one more or one fewer of the fifteen been ordered to vote again."""
    rows = []
    for hits in (2, 3, 4):
        at = lift_at(hits, 15, 15, 514)
        rate = f"{_number(100 * at.rate.low, lang, 0)}–{_number(100 * at.rate.high, lang, 0)} %"
        rows.append((f"{hits} {_say('of', lang)} 15", _number(at.lift, lang, 1), rate, _number(at.p, lang, 4)))
    interval = {"en": "95 % of the rate on top", "id": "95 % angka teratas"}[lang]
    return _table([_say("if", lang), _say("times", lang), interval, _say("p", lang)], rows)


def categories(lang: Lang) -> str:
    """Give rates by category where an edition's categories are known of enough units."""
    rows = []
    for edition, level in (("2024", "province"), ("2024", "regency"), ("pilkada-2024", "province")):
        for row in _of(edition, level, "own"):
            rates = {
                each["category"]: each
                for each in kept("rates")
                if each["part"] == "category" and _key(each) == _key(row)
            }
            rows.append(
                (
                    f"{load(edition).titles[lang]}, {_say(level, lang)}",
                    _title(row, lang),
                    *(
                        f"{rates[each]['positives']} {_say('of', lang)} {rates[each]['n']}"
                        for each in ("rendah", "sedang", "tinggi")
                    ),
                    _number(row["trend_p"], lang, 3),
                )
            )
    keys = ("edition", "what", "rendah", "sedang", "tinggi", "trend")
    return _table([_say(each, lang) for each in keys], rows)


def power(lang: Lang) -> str:
    """Give what numbers of units can show."""
    who = {
        9: {"en": "provinces of Pilkada 2020", "id": "provinsi Pilkada 2020"},
        34: {"en": "provinces of 2024", "id": "provinsi 2024"},
        64: {"en": "regencies whose score was published", "id": "kabupaten/kota yang skornya terbit"},
        514: {"en": "all regencies", "id": "semua kabupaten/kota"},
    }
    rows = []
    for n, positives in ((9, 4), (34, 3), (34, 12), (34, 17), (64, 3), (64, 17), (514, 15), (514, 37), (514, 157)):
        least = detectable(n, positives)
        rows.append((who[n][lang], f"{n}", f"{positives}", _number(least.rho, lang), _number(least.auc, lang)))
    return _table([*(_say(each, lang) for each in ("who", "units", "with")), "ρ", "AUC"], rows)


TABLES: Mapping[str, Callable[[Lang], str]] = {
    "overview": overview,
    "provinces-2024": relations("2024", "province"),
    "provinces-pilkada-2024": relations("pilkada-2024", "province"),
    "regencies-2024": relations("2024", "regency"),
    "regencies-by-province": relations("2024", "regency", "province"),
    "regencies-pilkada-2024": relations("pilkada-2024", "regency"),
    "tops": tops,
    "fragile": fragile,
    "categories": categories,
    "power": power,
}


# --- cells ------------------------------------------------------------------------------------------
def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _of(edition: str, level: str, reading: str) -> list[Row]:
    return [row for row in kept("findings") if _key(row)[:3] == (edition, level, reading)]


def _key(row: Row) -> tuple[str, str, str, str]:
    return row["edition"], row["level"], row["reading"], row["outcome"]


def _title(row: Row, lang: Lang) -> str:
    title = outcome(row["edition"], row["level"], row["outcome"]).titles[lang]
    return title if row["list"] == "complete" else f"{title} ({_say('partial_list', lang)})"


def _between(row: Row, key: str, lang: Lang, *, sign: bool = False) -> str:
    value, low, high = (_number(row[key + end], lang, sign=sign) for end in ("", "_low", "_high"))
    return f"{value} [{low}; {high}]" if _there(row[f"{key}_low"]) else value


def _number(value: float, lang: Lang, digits: int = 2, *, sign: bool = False) -> str:
    if not _there(value):
        return "–"
    text = f"{value:{'+' if sign else ''}.{digits}f}"
    return text.replace(".", ",") if lang == "id" else text


def _there(value: float) -> bool:
    return value == value  # noqa: PLR0124 - NaN


def _say(key: str, lang: Lang) -> str:
    return _WORDS[key][lang]
