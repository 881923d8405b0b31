"""How what was asked and found is said on the page: outcomes, periods, and every check in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from ikpweb.prevention.effects.asking import COMPARISONS, COUNTED, LEVELS, STEPS, Asked
from ikpweb.prevention.effects.engine import came
from ikpweb.prevention.effects.models import Assessment
from ikpweb.watch.models import Kind

__all__ = [
    "LEFT_OUT",
    "Check",
    "checks",
    "conditions",
    "facts_of",
    "in_words",
    "left_out_of",
    "month_name",
    "outcome_name",
]

#: Why units are in no comparison.
LEFT_OUT: Mapping[str, str | Promise] = {
    "silent": gettext_lazy("tidak mencatat laporan apa pun sepanjang masa ini; diam bukan nol"),
    "unpublished": gettext_lazy("skornya tidak terbit pada semua edisi"),
    "unknown": gettext_lazy("hasilnya tidak diketahui"),
    "elsewhere": gettext_lazy("mulai, tetapi tidak ada dalam pembandingan: tingkat lain, bukan wilayah kantor ini, "
                              "atau tanpa data"),
    "gaps": gettext_lazy("tidak memiliki hasil pada setiap periode"),
}  # fmt: skip


def in_words(texts: Mapping[str, str]) -> str:
    """Give a text in the page's language."""
    return texts["en" if get_language() == "en" else "id"]


def _number(value: float | None, digits: int = 2, *, sign: bool = False) -> str:
    if value is None:
        return "–"
    text = number_format(abs(round(value, digits)), digits)
    if round(value, digits) < 0:
        return f"−{text}"
    return f"+{text}" if sign and round(value, digits) > 0 else text


def outcome_name(asked: Asked) -> str:
    """Name the outcome."""
    kind, _colon, code = asked.outcome.partition(":")
    if kind == "reports":
        sort = str(Kind(code).label) if code in Kind.values else ""
        counted = str(dict(COUNTED)[asked.counted])
        return _("laporan ({what})").format(what=f"{sort}, {counted}" if sort else counted)
    if kind == "scores":
        return _("skor IKP yang terbit")
    if kind == "came":
        told = next((each for each in came() if each.code == code and each.level == asked.level), None)
        return in_words(told.titles) if told else code
    return _("hasil menurut berkas")


def month_name(name: str) -> str:
    """Write a period's name as the page's language does: ``2024-02`` is *Feb 2024*."""
    try:
        if len(name) == 7 and name[5] != "T":
            return date_format(date.fromisoformat(f"{name}-01"), "M Y")
        if len(name) == 10:
            return date_format(date.fromisoformat(name), "j M Y")
    except ValueError:
        pass
    return name


def facts_of(assessment: Assessment) -> list[tuple[str, str]]:
    """Say what was asked, a line each."""
    asked, inputs = Asked.read(assessment.asked), assessment.inputs
    found = [(_("Yang dilihat"), outcome_name(asked))]
    names = [month_name(each) for each in inputs["periods"]]
    if names:
        steps = dict(STEPS)
        many = _("{n} periode ({step}), {first} sampai {last}")
        told = many.format(n=len(names), step=steps[asked.step], first=names[0], last=names[-1])
        plain = f"{names[0]} – {names[-1]}" if len(names) > 1 else names[0]
        found.append((_("Masa"), told if asked.outcome.startswith("reports") else plain))
    if asked.outcome != "panel":
        found.append((_("Tingkat"), str(dict(LEVELS)[asked.level])))
    found.append((_("Pembanding"), str(dict(COMPARISONS)[asked.comparison])))
    return found


def left_out_of(assessment: Assessment) -> list[str]:
    """Say which units are in no comparison, and why."""
    told = assessment.inputs["left_out"]
    one = "%(n)s daerah %(why)s."
    return [ngettext(one, one, n) % {"n": n, "why": LEFT_OUT[name]} for name, n in told.items() if name in LEFT_OUT]


@dataclass(frozen=True, slots=True)
class Check:
    """Something that a conclusion rests on: whether it holds (None: not known), and what is known of it."""

    name: str
    holds: bool | None
    said: str


def checks(assessment: Assessment) -> list[Check]:
    """Say what the verdict rests on, in the order in which it is asked."""
    found = assessment.found
    return [_method(assessment), _compared(found), _alike(found), _enough(found), _placebo(found), *_further(found)]


def _method(assessment: Assessment) -> Check:
    differ = bool(assessment.inputs["differ"])
    said = _("Cara mengukurnya berubah di antara periode.") if differ else _("Semua periode diukur dengan cara sama.")
    if assessment.asked["outcome"] == "panel" and not differ:
        said = _("Menurut berkas, semua periode diukur dengan cara sama.")
    return Check(_("Cara mengukur"), not differ, said)


def _compared(found: Mapping[str, Any]) -> Check:
    said = _("{began} daerah mulai di antara periode-periode ini; paling banyak {others} daerah menjadi pembanding.")
    told = said.format(began=found["began"], others=found["compared"])
    if found["always"]:
        told += " " + _("{n} daerah sudah mulai sebelumnya dan tidak ikut dibandingkan.").format(n=found["always"])
    return Check(_("Daerah pembanding"), found["began"] > 0 and found["compared"] > 0, told)


def _alike(found: Mapping[str, Any]) -> Check:
    p = found["ahead"]
    if p is None:
        return Check(_("Bergerak serupa sebelumnya"), None, _("Tidak diketahui: terlalu sedikit periode atau daerah."))
    if p < 0.1:
        said = _("Tidak: sebelum mulai pun daerah-daerah ini sudah bergerak berbeda (p = {p}).")
    else:
        said = _("Tidak terlihat berbeda sebelum mulai (p = {p}). Itu bukan jaminan sesudahnya.")
    return Check(_("Bergerak serupa sebelumnya"), p >= 0.1, said.format(p=_number(p, 3)))


def _enough(found: Mapping[str, Any]) -> Check:
    effect = found["effect"]
    if effect is None:
        return Check(_("Cukup banyak daerah"), None, _("Tidak ada selisih yang dapat dihitung."))
    if effect["error"] is None:
        said = _("Tidak: pada suatu waktu mulai hanya ada satu daerah, sehingga kebetulan tidak dapat diukur. Periode "
                 "yang lebih panjang menyatukan daerah yang mulai berdekatan.")  # fmt: skip
        return Check(_("Cukup banyak daerah"), False, said)
    said = _("Cukup untuk sebuah rentang: selisih {value}, rentang 90 % dari {low} sampai {high}.")
    told = {name: _number(effect[name], sign=True) for name in ("value", "low", "high")}
    return Check(_("Cukup banyak daerah"), True, said.format(**told))


def _placebo(found: Mapping[str, Any]) -> Check:
    if found["placebo"] is None:
        return Check(_("Plasebo"), None, _("Tidak dapat diuji."))
    p = found["placebo"]["p"]
    said = _("Bila waktu mulai dibagikan acak ke daerah lain, selisih sebesar ini muncul dalam {share} % percobaan.")
    return Check(_("Plasebo"), p <= 0.1, said.format(share=_number(100 * p, 1)))


def _further(found: Mapping[str, Any]) -> list[Check]:
    told = []
    if found["earlier"] is not None and found["earlier"]["low"] is not None:
        low, high = found["earlier"]["low"], found["earlier"]["high"]
        nothing = low <= 0 <= high
        said = (
            _("Seandainya mulai satu periode lebih awal, tidak ada selisih yang tampak: memang begitu seharusnya.")
            if nothing
            else _("Seandainya mulai satu periode lebih awal, selisih sudah tampak: itu tanda bahaya.")
        )
        told.append(Check(_("Mulai pura-pura"), nothing, said))
    if found["higher"] is not None and abs(found["higher"]) >= 0.5:
        high = _("Sebelum ada yang mulai, daerah berprogram berada {n} simpangan di atas yang lain.")
        low = _("Sebelum ada yang mulai, daerah berprogram berada {n} simpangan di bawah yang lain.")
        told_so = (high if found["higher"] > 0 else low).format(n=_number(abs(found["higher"]), 1))
        why = _("Daerah yang dipilih karena angkanya ekstrem akan kembali ke tengah dengan sendirinya.")
        told.append(Check(_("Bukan dipilih karena angkanya"), False, f"{told_so} {why}"))
    return told


def conditions(known: Mapping[str, bool], *, years: tuple[int, int] | None, reported: int) -> list[Check]:
    """Say what an effect of a published case would need, and whether it is there.

    Parameters
    ----------
    known : mapping
        ``method`` (whether both editions measure alike), ``starts``, ``units``, ``others``.
    years : (int, int), optional
        Of the events that the later edition counts.
    reported : int
        The year in which the programme was reported.
    """
    words = {
        "method": (
            _("Cara mengukur"),
            _("Kedua edisi memakai cara yang sama."),
            _("Kedua edisi berbeda caranya; selisih angka dapat berasal dari caranya saja."),
        ),
        "starts": (
            _("Waktu mulai"),
            _("Diketahui sejak kapan program berjalan."),
            _("Tidak terbit sejak kapan program berjalan."),
        ),
        "units": (
            _("Daerah yang menjalankan"),
            _("Diketahui di mana program dijalankan."),
            _("Tidak terbit di kabupaten/kota mana program dijalankan."),
        ),
        "others": (
            _("Daerah pembanding"),
            _("Diketahui daerah mana yang tidak menjalankan program serupa."),
            _("Tidak diketahui daerah mana yang tidak menjalankan program serupa."),
        ),
    }
    found = [Check(name, known[key], yes if known[key] else no) for key, (name, yes, no) in words.items()]
    if years is not None:
        told = _(
            "Edisi yang kemudian menghitung kejadian tahun {first}–{last}; programnya dilaporkan tahun {year}. Yang "
            "dimulai setelah {last} tidak mungkin mengubahnya."
        )
        said = told.format(first=years[0], last=years[1], year=reported)
        found.append(Check(_("Kejadian yang dihitung"), years[1] >= reported, said))
    return found
