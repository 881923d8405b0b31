"""The pictures of whether an edition came true, from what the engine found."""

from collections.abc import Callable, Mapping

from django.utils.translation import get_language, gettext

from ikpweb.kit.charts.theme import Chart
from ikpweb.portal.charts.forest import Pair, Stem, forest, tops
from ikpweb.portal.charts.lift import Step, lift
from ikpweb.portal.templatetags.ikp import score, signed
from ikpweb.runs.engine import Finding, Held, held

__all__ = ["MAKERS", "by_key"]


def by_key(key: str) -> Held | None:
    """Find what was looked at by its key, such as ``2024_province_own``."""
    return next((each for each in held() if each.key == key), None)


def _forest(key: str, narrow: bool) -> Chart | None:
    here = by_key(key)
    shown = [each for each in here.findings if each.spearman.value is not None] if here else []
    if here is None or not shown:
        return None
    stems = [
        Stem(
            _name(each), each.spearman.value or 0.0, each.spearman.low, each.spearman.high, signed(each.spearman.value)
        )
        for each in sorted(shown, key=lambda each: -(each.spearman.value or 0.0))
    ]
    told = "; ".join(f"{stem.name}: {stem.text}{_between(stem)}" for stem in stems)
    alt = gettext("Korelasi peringkat antara skor {edition} dan yang terjadi sesudahnya, dengan rentang 95 %. {told}.")
    ends = (gettext("← lebih jarang di daerah rawan"), gettext("lebih sering di daerah rawan →"))
    if narrow:
        ends = (gettext("← lebih jarang"), gettext("lebih sering →"))
    return forest(stems, ends, alt.format(edition=here.title.in_language(get_language()), told=told), narrow=narrow)


def _tops(key: str, narrow: bool) -> Chart | None:
    here = by_key(key)
    shown = [each for each in here.findings if each.top] if here else []
    if not shown:
        return None
    pairs: list[Pair] = []
    for each in shown:
        top = each.top
        if top is None or top.rate.value is None or top.rate.low is None or top.rate.high is None:
            continue
        text = gettext("{hits}/{k} lawan {rest_hits}/{rest}").format(
            hits=top.hits, k=top.k, rest_hits=top.rest_hits, rest=top.rest
        )
        pairs.append(Pair(_name(each), top.rate.value, top.rate.low, top.rate.high, top.rest_hits / top.rest, text))
    told = "; ".join(f"{pair.name}: {pair.text}" for pair in pairs)
    alt = gettext("Bagian daerah yang mengalaminya, di antara yang teratas dan di antara sisanya. {told}.")
    return tops(pairs, (gettext("teratas"), gettext("sisanya")), alt.format(told=told), narrow=narrow)


def _lift(key: str, narrow: bool) -> Chart | None:
    where, _, code = key.rpartition("_")
    here = by_key(where)
    found = next((each for each in here.findings if each.code == code and len(each.curve) > 2), None) if here else None
    if found is None:
        return None
    last = found.curve[-1]
    base = (last["hits"] + last["rest_hits"]) / (last["k"] + last["rest"])
    steps = [
        Step(
            row["k"],
            row["hits"],
            row["k"] * base,
            (row["chance_low"] or 0.0) * row["k"] * base,
            (row["chance_high"] or 0.0) * row["k"] * base,
        )
        for row in found.curve
    ]
    alt = gettext("{title}: {hits} di antara {k} daerah teratas; daerah acak rata-rata {chance}.").format(
        title=found.title.in_language(get_language()), hits=last["hits"], k=last["k"], chance=score(last["k"] * base, 1)
    )
    words = (gettext("menurut indeks"), gettext("acak"))
    return lift(steps, words, gettext("banyaknya daerah teratas yang diperiksa"), alt, narrow=narrow)


def _name(each: Finding) -> str:
    title = each.title.in_language(get_language())
    return title if each.complete else f"{title}\u00a0≈"


def _between(stem: Stem) -> str:
    return "" if stem.low is None else f" ({signed(stem.low)} … {signed(stem.high)})"


MAKERS: Mapping[str, Callable[[str, bool], Chart | None]] = {
    "hubungan": _forest,
    "teratas": _tops,
    "tangkapan": _lift,
}
