"""The charts of the portal by name and key: what a page shows, and what its stable address gives."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from ikpweb.kit.categories import words
from ikpweb.kit.charts.theme import Chart
from ikpweb.methodology.models import Edition
from ikpweb.portal.came_true import MAKERS
from ikpweb.portal.charts.parts import Bar, bars
from ikpweb.portal.charts.shifts import Shift, shifts
from ikpweb.portal.charts.spread import spread
from ikpweb.portal.charts.timeline import Moment, timeline
from ikpweb.portal.profile import DIMENSIONS, Standing, is_index, profile, short_title
from ikpweb.portal.templatetags.figures import percent
from ikpweb.portal.templatetags.ikp import part_name, score
from ikpweb.runs.engine import LEVELS, comparable_levels, compare_editions
from ikpweb.runs.selectors import editions
from ikpweb.territory.selectors import units

__all__ = ["Picture", "draw", "picture", "pictures_of_editions", "pictures_of_unit", "telling_titles"]


@dataclass(frozen=True)
class Picture:
    """A chart on a page: where it is, how large, what it shows; the narrow one is for telephones."""

    name: str
    key: str
    alt: str
    size: tuple[int, int]
    narrow_size: tuple[int, int]

    @property
    def title(self) -> str:
        """What it is, in a line of a list."""
        short = telling_titles().get(self.key.partition("_")[2], "")
        return {
            "waktu": gettext("Dari edisi ke edisi"),
            "sebaran": gettext("Di antara daerah lain, {edition}").format(edition=short),
            "dimensi": gettext("Dimensi dan sumbangannya, {edition}").format(edition=short),
            "pergeseran": gettext("Pergeseran peringkat"),
            "banding": gettext("Perbandingan daerah"),
            "hubungan": gettext("Hubungan dengan yang terjadi"),
            "teratas": gettext("Yang teratas dan sisanya"),
            "tangkapan": gettext("Yang ditemukan di antara yang teratas"),
        }[self.name]

    def url(self, form: str = "svg") -> str:
        return reverse("portal:chart", args=[self.name, self.key, form])

    @property
    def svg(self) -> str:
        return self.url()

    @property
    def png(self) -> str:
        return self.url("png")


def picture(name: str, key: str) -> Picture | None:
    """Describe a chart, or None where there is nothing to draw."""
    wide, narrow = draw(name, key), draw(name, key, narrow=True)
    if wide is None or narrow is None:
        return None
    return Picture(name, key, wide.alt, (wide.width, wide.height), (narrow.width, narrow.height))


def telling_titles() -> Mapping[str, str]:
    """Give the short title of each edition by its code; its whole title where two would be called the same."""
    short = {edition.code: short_title(edition) for edition in editions()}
    times = Counter(short.values())
    return {each.code: each.title if times[short[each.code]] > 1 else short[each.code] for each in editions()}


def pictures_of_unit(code: str) -> list[Picture]:
    """Give every chart that there is of a unit, for the catalogue of downloads."""
    if code not in units():
        return []
    about = profile(code, get_language() or "id")
    asked = [("waktu", code)]
    for standing in about.standings:
        asked += [(name, f"{code}_{standing.edition.code}") for name in ("sebaran", "dimensi")]
    return [found for name, key in asked if (found := picture(name, key))]


def pictures_of_editions() -> list[tuple[Edition, Edition, str, Picture]]:
    """Give the chart of every two editions that have one, the later edition first, with their level."""
    found = []
    for level in LEVELS:
        known = [edition for edition in editions() if is_index(edition) and level in comparable_levels(edition.code)]
        for later, earlier in combinations(known, 2):
            drawn = picture("pergeseran", f"{earlier.code}_{later.code}_{level}")
            if drawn is not None:
                found.append((earlier, later, level, drawn))
    return found


def draw(name: str, key: str, *, narrow: bool = False) -> Chart | None:
    """Make the specification of a chart.

    Parameters
    ----------
    name : {'waktu', 'dimensi', 'sebaran', 'pergeseran', 'banding', 'hubungan', 'teratas', 'tangkapan'}
    key : str
        What it is of: a unit's code; unit and edition (``15_2024``); two editions and a
        level (``2019_2024_province``); an edition and up to four units (``2024_15_31``); an
        edition, level and reading (``2024_regency_own``), and an outcome after them.

    Returns
    -------
    Chart or None
        None for an unknown name or key, and where nothing is published to be drawn.
    """
    maker = _MAKERS.get(name)
    return maker(key, narrow) if maker else None


def _words() -> Mapping[str, str]:
    return words()


def _timeline(key: str, narrow: bool) -> Chart | None:
    if key not in units():
        return None
    about = profile(key, get_language() or "id")
    shown = [each for each in reversed(about.standings) if each.score.total is not None]
    if len(shown) < 2:
        return None
    words = _words()
    moments = [
        Moment(
            (each.short, date_format(each.edition.launched, "M Y") if each.edition.launched else ""),
            each.score.total,
            score(each.score.total),
            each.score.category,
            each.cutoffs.values if each.cutoffs else (),
            each.mean,
            gettext("rata-rata {mean}").format(mean=score(each.mean)) if each.mean is not None else "",
        )
        for each in shown
    ]
    told = "; ".join(
        f"{' '.join(moment.names)}: {moment.text} {words.get(moment.category, '')}".strip() for moment in moments
    )
    alt = gettext("Skor {unit} pada tiap edisi, di atas rentang kategorinya. {told}.").format(
        unit=about.unit.name, told=told
    )
    return timeline(moments, alt, unknown=gettext("batas tidak\nterbit"), words=words, narrow=narrow)


def _standing(key: str) -> Standing | None:
    code, _, edition = key.partition("_")
    if code not in units():
        return None
    about = profile(code, get_language() or "id")
    return next((each for each in about.standings if each.edition.code == edition), None)


def _dimensions(key: str, narrow: bool) -> Chart | None:
    here = _standing(key)
    if here is None or not here.dimensions:
        return None
    rows = []
    for each in here.dimensions:
        if each.value is None:
            text = gettext("belum terbit")
        elif each.share is None:
            text = score(each.value)
        else:
            weight, brought = percent(each.share), score(each.contribution)
            text = f"{score(each.value)} × {weight} = {brought}"
        rows.append(Bar(part_name(each.code), each.value, text, each.mean))
    told = "; ".join(f"{row.name}: {row.text}" for row in rows)
    alt = gettext("Skor dimensi {unit}, {edition}, dengan bobot dan sumbangannya. {told}.")
    return bars(rows, alt.format(unit=here.unit.name, edition=here.short, told=told), narrow=narrow)


def _spread(key: str, narrow: bool) -> Chart | None:
    here = _standing(key)
    if here is None or here.score.total is None:
        return None
    others = [
        (each.total, each.category)
        for code, each in here.board.scores.items()
        if each.total is not None and code != here.unit.code
    ]
    if len(others) < 5:
        return None
    place = here.peers[0]
    label = f"{here.unit.name} {score(here.score.total)}"
    alt = gettext(
        "{label}, {edition}: peringkat {rank} di antara {number} skor yang terbit; satu titik per daerah."
    ).format(label=label, edition=here.short, rank=place.rank, number=place.number)
    bounds = here.cutoffs.values if here.cutoffs else ()
    return spread(others, (here.score.total, label), bounds, alt, words=_words(), narrow=narrow)


def _shifts(key: str, narrow: bool) -> Chart | None:
    parts = key.split("_")
    found = compare_editions(*parts) if len(parts) == 3 else None
    if found is None or len(found.scored) < 2:
        return None
    known, titles = units(), {each.code: short_title(each) for each in editions()}
    rows = [Shift(known[each.unit].name, each.rank_a or 0, each.rank_b or 0) for each in found.scored]
    alt = gettext("Peringkat {n} daerah pada {a} dan {b}; garis penuh naik (lebih rawan), garis putus turun.").format(
        n=len(rows), a=titles[found.a], b=titles[found.b]
    )
    return shifts(rows, (titles[found.a], titles[found.b]), alt, narrow=narrow)


def _units(key: str, narrow: bool) -> Chart | None:
    edition, *codes = key.split("_")
    known = units()
    if not 1 < len(codes) <= 4 or any(code not in known for code in codes) or len(set(codes)) < len(codes):
        return None
    here = [(known[code].name, _standing(f"{code}_{edition}")) for code in codes]
    rows, told = [], []
    for measure in ("total", *DIMENSIONS):
        values = [(name, _value(standing, measure)) for name, standing in here]
        if any(value is not None for _, value in values):
            title = gettext("Skor total") if measure == "total" else part_name(measure)
            texts = [score(value) if value is not None else gettext("belum terbit") for _, value in values]
            rows.append(Bar(title, heading=True))
            rows += [Bar(name, value, text) for (name, value), text in zip(values, texts, strict=True)]
            told.append(
                f"{title}: " + ", ".join(f"{name} {text}" for (name, _), text in zip(values, texts, strict=True))
            )
    if not rows:
        return None
    title = next(short_title(each) for each in editions() if each.code == edition)
    alt = gettext("Skor menurut {edition}. {told}.").format(edition=title, told="; ".join(told))
    return bars(rows, alt, narrow=narrow)


def _value(standing: Standing | None, measure: str) -> float | None:
    if standing is None or measure == "total":
        return standing.score.total if standing else None
    return next((each.value for each in standing.dimensions if each.code == measure), None)


_MAKERS: Mapping[str, Callable[[str, bool], Chart | None]] = {
    "waktu": _timeline,
    "dimensi": _dimensions,
    "sebaran": _spread,
    "pergeseran": _shifts,
    "banding": _units,
    **MAKERS,
}
