"""The summary of a report in plain words: sentences that follow from the figures of the release, and nothing else."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ikpweb.publication.report.engine import SURE, Book, Level, Part
from ikpweb.publication.report.words import (
    category_word,
    joined,
    language,
    level_word,
    name_of,
    number,
    percent,
    rank,
    reason_word,
    units_word,
)

__all__ = ["about_units", "about_whole", "drivers_of", "leading", "mean_parts"]

#: How many drivers a summary names.
_NAMED = 3


def about_units(book: Book, unit: str) -> list[str]:
    """Say where one unit stands, against the others, what drives it, how sure that is, and what is unknown."""
    level = book.standing(unit)
    assert level is not None  # noqa: S101 - reports are of units with results
    here, name = level.index(unit), name_of(book, unit)
    if here.score is None:
        sentence = _("%(name)s tidak mendapat skor dalam rilis ini: %(reason)s.")
        return [sentence % {"name": name, "reason": reason_word(here.reason)}, _coverage(level, unit)]
    told = {
        "name": name,
        "category": category_word(here.category),
        "score": number(here.score),
        "rank": rank(here.rank),
        "units": units_word(level.level, len(level.scored)),
    }
    pattern = (
        _(
            "%(name)s berkategori %(category)s: skornya %(score)s pada skala 0 sampai 100, peringkat %(rank)s "
            "dari %(units)s yang mendapat skor (peringkat 1 paling rawan)."
        )
        if here.category
        else _(
            "Skor %(name)s %(score)s pada skala 0 sampai 100, peringkat %(rank)s dari %(units)s yang mendapat "
            "skor (peringkat 1 paling rawan)."
        )
    )
    return [
        *filter(
            None,
            (
                pattern % told,
                _against(book, level, unit),
                _driven(level, unit),
                _sure(level, unit),
                _coverage(level, unit),
            ),
        )
    ]


def _sure(level: Level, unit: str) -> str:
    interval = level.intervals.get(unit)
    if interval is None:
        return _("Seberapa pasti skor ini tidak dihitung dalam rilis ini.")
    told = {
        "low": number(interval.low),
        "high": number(interval.high),
        "rank_low": rank(round(interval.rank_low)),
        "rank_high": rank(round(interval.rank_high)),
    }
    said = (
        _(
            "Dalam 90%% dari perhitungan ulang dengan asumsi yang diubah-ubah, skornya antara %(low)s dan "
            "%(high)s dan peringkatnya antara %(rank_low)s dan %(rank_high)s."
        )
        % told
    )
    if not interval.chances:
        return said
    likely = max(interval.chances, key=lambda each: interval.chances[each])
    told = {"category": category_word(likely), "chance": percent(interval.chances[likely]), "sure": percent(SURE)}
    pattern = (
        _("Kategorinya belum pasti: yang paling sering, %(category)s, hanya muncul dalam %(chance)s perhitungan itu.")
        if interval.unsure
        else _("Kategori %(category)s muncul dalam %(chance)s perhitungan itu.")
    )
    return f"{said} {pattern % told}"


def _against(book: Book, level: Level, unit: str) -> str:
    """Compare with the mean of the level, and of a province's own units for one of them."""
    score, mean = level.index(unit).score, level.mean
    if score is None or mean is None or len(level.scored) < 2:
        return ""
    said = [
        _gap(
            score,
            mean,
            _("rata-rata %(units)s dalam rilis ini") % {"units": units_word(level.level, len(level.scored))},
        )
    ]
    above = book.parents.get(unit, "")
    mates = [each for each in level.scored if book.parents.get(each) == above]
    if above in book.names and above != "0" and 1 < len(mates) < len(level.scored):
        scores = [level.index(each).score or 0.0 for each in mates]
        said.append(
            _("di %(province)s peringkatnya %(rank)s dari %(n)s")
            % {
                "province": name_of(book, above),
                "rank": number(1 + sum(each > score for each in scores), 0),
                "n": number(len(mates), 0),
            }
        )
    return _("Itu %(said)s.") % {"said": "; ".join(said)}


def _gap(score: float, mean: float, of: str) -> str:
    told = {"points": number(abs(score - mean)), "mean": number(mean), "of": of}
    if round(score - mean, 2) == 0:
        return _("sama dengan %(of)s (%(mean)s)") % told
    pattern = _("%(points)s di atas %(of)s (%(mean)s)") if score > mean else _("%(points)s di bawah %(of)s (%(mean)s)")
    return pattern % told


def drivers_of(level: Level, unit: str, most: int) -> Sequence[Part]:
    """Give the leaves that bring most to the index of a unit; those that bring nothing are left out."""
    return [part for part in level.parts.get(unit, ()) if round(part.points, 2) > 0][:most]


def mean_parts(level: Level, units: Sequence[str], most: int) -> Sequence[Part]:
    """Give the leaves that bring most to the mean index of several units."""
    known = [unit for unit in units if unit in level.parts]
    if not known:
        return []
    sums = dict.fromkeys(level.leaves, 0.0)
    for unit in known:
        for part in level.parts[unit]:
            sums[part.code] += part.points
    found = sorted(
        (Part(code, total / len(known)) for code, total in sums.items() if round(total / len(known), 2) > 0),
        key=lambda part: -part.points,
    )
    return found[:most]


def leading(level: Level, parts: Sequence[Part]) -> str:
    """Name nodes with the points that they bring."""
    return joined([f"{level.nodes[part.code].name(language())} ({number(part.points)})" for part in parts])


def _driven(level: Level, unit: str) -> str:
    found = drivers_of(level, unit, _NAMED)
    return (
        _("Yang paling banyak menyumbang skor itu, dalam poin: %(drivers)s.") % {"drivers": leading(level, found)}
        if found
        else ""
    )


def _coverage(level: Level, unit: str) -> str:
    told = level.inputs.get(unit, {})
    known = sum(value is not None for value, _reason in told.values())
    return _(
        "Dari %(all)s masukan, %(known)s diketahui; menurut bobotnya %(share)s indeks bertumpu pada yang diketahui."
    ) % {
        "all": number(len(told), 0),
        "known": number(known, 0),
        "share": percent(level.index(unit).coverage),
    }


def about_whole(book: Book, level: Level, units: Sequence[str]) -> list[str]:
    """Sum up units of a level: how many in which category, the highest, how sure that is, what drives them."""
    known = [unit for unit in level.scored if unit in set(units)]
    counted = units_word(level.level, len(units))
    if not known:
        return [_("Dari %(units)s, tidak satu pun mendapat skor.") % {"units": counted}]
    said = [_("Dari %(units)s, %(known)s mendapat skor.") % {"units": counted, "known": number(len(known), 0)}]
    counts = {category: sum(level.index(unit).category == category for unit in units) for category in level.counts}
    if counts:
        parts = [f"{number(count, 0)} {category_word(category)}" for category, count in counts.items()]
        said.append(_("Menurut kategori: %(counts)s.") % {"counts": joined(parts)})
    top = [f"{name_of(book, unit)} ({number(level.index(unit).score)})" for unit in known[:_NAMED]]
    said.append(_("Skor tertinggi: %(top)s.") % {"top": joined(top)})
    mean = sum(level.index(unit).score or 0.0 for unit in known) / len(known)
    said.append(_("Rata-ratanya %(mean)s.") % {"mean": number(mean)})
    doubtful = [unit for unit in known if unit in level.intervals and level.intervals[unit].unsure]
    if any(unit in level.intervals for unit in known):
        said.append(_("Kategori %(n)s di antaranya belum pasti.") % {"n": number(len(doubtful), 0)})
    else:
        said.append(
            _("Seberapa pasti skor %(level)s tidak dihitung dalam rilis ini.") % {"level": level_word(level.level)}
        )
    if found := mean_parts(level, known, _NAMED):
        said.append(
            _("Yang rata-rata paling banyak menyumbang, dalam poin: %(drivers)s.") % {"drivers": leading(level, found)}
        )
    return said
