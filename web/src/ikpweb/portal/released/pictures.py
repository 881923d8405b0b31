"""Pictures of a release by name, each with its title, source and release in it: they are shown far from their page.

They follow from the files of the release alone, so that the same name gives the same picture for ever.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from textwrap import wrap
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikpweb.kit.categories import words
from ikpweb.kit.charts.drawing import VEGA_LITE, png, svg
from ikpweb.kit.charts.render import kept
from ikpweb.kit.charts.theme import Chart
from ikpweb.maps.layout import SIZE
from ikpweb.portal.charts.caterpillar import Leg, caterpillar
from ikpweb.portal.charts.dumbbell import Bell, dumbbell
from ikpweb.portal.charts.parts import Bar, bars
from ikpweb.portal.takeaway.picture import shapes_of
from ikpweb.portal.templatetags.ikp import score, signed
from ikpweb.publication.building import publisher
from ikpweb.publication.changed import baseline, changes
from ikpweb.publication.mapped import hexagons_of, layout_of
from ikpweb.publication.models import Release
from ikpweb.publication.reading import Reading, Sheet, reading

__all__ = ["CARD", "Drawn", "drawn", "pictures_of"]

#: Name of the picture that is shown where a link to the release is shared; of a unit, with its code behind a hyphen.
CARD = "kartu"
_MAP_WIDTH = 1200
#: The highest hexagon of a map.
_LARGEST = 140
#: Counted up when drawings change, so that none of before is given.
_LOOK = 3
#: So many units have room in a picture.
_MOST = 30
_PROLOGUE = re.compile(r"^<\?xml[^>]*>\s*|<!DOCTYPE[^>]*>\s*")


@dataclass(frozen=True)
class Drawn:
    """A picture of a release: what it is called, what it shows in words, how large it is, and how it is drawn."""

    what: str
    title: str
    alt: str
    width: int
    height: int
    draw: Callable[[], str]
    #: All that makes it: the releases that it is of, by their digests, and the language.
    made_of: tuple[str, ...]

    def name(self, form: str) -> str:
        """Name the file by all that makes it, without drawing it."""
        told = "|".join((*self.made_of, self.what, form, VEGA_LITE, str(_LOOK)))
        return f"{sha256(told.encode()).hexdigest()[:32]}.{form}"

    def file(self, form: str) -> bytes:
        """Give the picture as ``svg`` or ``png``, from the folder of pictures where it has been drawn before."""
        scale = 1.0 if self.width >= _MAP_WIDTH else 2.0
        return kept(self.name(form), lambda: self.draw().encode() if form == "svg" else png(self.draw(), scale=scale))


def pictures_of(release: Release) -> list[Drawn]:
    """Give every picture that there is of a release as a whole."""
    found = reading(release)
    names = [f"{kind}-{level}" for level in found.sheets for kind in ("peta", "peta-skor", "rentang", "perubahan")]
    return [each for name in names if (each := drawn(release, name)) is not None]


def drawn(release: Release, what: str) -> Drawn | None:
    """Give a picture by its name, or None where there is no such or nothing to be drawn.

    Parameters
    ----------
    what : str
        ``peta-<level>``, ``peta-skor-<level>`` (hexagon map by category, by score), ``rentang-<level>`` (intervals),
        ``perubahan-<level>`` (against the version before), ``daerah-<code>`` (dimensions of a unit),
        ``kartu`` and ``kartu-<code>`` (for shared links).
    """
    found = reading(release)
    kind, _hyphen, of = what.rpartition("-")
    if what == CARD:
        return _card(release, found, "")
    if kind in ("daerah", CARD):
        sheet = found.sheet_of(of)
        if sheet is None:
            return None
        return _unit(release, sheet, of) if kind == "daerah" else _card(release, found, of)
    sheet = found.sheets.get(of)
    maker = {"peta": _map, "peta-skor": _score_map, "rentang": _intervals, "perubahan": _changes}.get(kind)
    return maker(release, sheet) if maker and sheet else None


# --- drawings -----------------------------------------------------------------------------
def _map(release: Release, sheet: Sheet, colour: str = "category") -> Drawn:
    left, top, width, height = map(float, layout_of(sheet).view_box.split())
    # A country of few units is not drawn larger than its labels need.
    high = round(height * min((_MAP_WIDTH - 48) / width, _LARGEST / (2 * SIZE)))
    title = _("Kerawanan pemilu per {unit}").format(unit=_level_word(sheet.level))
    if colour == "score":
        title = _("Skor kerawanan pemilu per {unit}").format(unit=_level_word(sheet.level))
    told = ", ".join(f"{_words().get(name, name)} {count}" for name, count in sheet.counts.items())
    alt = _("Peta segi enam, satu per daerah. {counts}; tanpa skor {lacking}.").format(
        counts=told, lacking=sheet.lacking
    )

    def body() -> str:
        names = (
            (lambda code: sheet.places[code].name if code in sheet.places else "")
            if sheet.level == "province"
            else None
        )
        shapes = shapes_of(hexagons_of(sheet, str, colour), names)
        view_box = f"{left} {top} {width} {height}"
        return render_to_string(
            "released/pictures/map.svg",
            {"shapes": shapes, "view_box": view_box, "width": _MAP_WIDTH - 48, "height": high, "colour": colour},
        )

    name = f"peta-skor-{sheet.level}" if colour == "score" else f"peta-{sheet.level}"
    return _framed(release, name, (title, alt), (_MAP_WIDTH - 48, high + 40), body)


def _score_map(release: Release, sheet: Sheet) -> Drawn:
    return _map(release, sheet, "score")


def _intervals(release: Release, sheet: Sheet) -> Drawn | None:
    if not sheet.intervals:
        return None
    legs = [
        Leg(sheet.places[code].name, each.score, each.low, each.high, sheet.totals[code].category)
        for code, each in sheet.intervals.items()
    ]
    alt = _("Skor {n} daerah dari yang tertinggi, masing-masing dengan rentang 5–95 %.").format(n=len(legs))
    title = _("Seberapa pasti skornya, {unit}").format(unit=_level_word(sheet.level))
    return _charted(release, f"rentang-{sheet.level}", title, caterpillar(legs, alt))


def _changes(release: Release, sheet: Sheet) -> Drawn | None:
    before = baseline(release)
    found = next((each for each in changes(release, before) if each.level == sheet.level), None) if before else None
    if found is None or before is None:
        return None
    rows = [
        Bell(each.name, each.before.score, each.after.score, signed(each.difference))
        for each in found.units
        if each.before
        and each.after
        and each.before.score is not None
        and each.after.score is not None
        and each.difference
    ][:_MOST]
    if not rows:
        return None
    alt = _("Skor {n} daerah yang paling berubah dari {before} ke {after}. {told}.").format(
        n=len(rows),
        before=before.name,
        after=release.name,
        told="; ".join(f"{row.name}: {score(row.before)} → {score(row.after)}" for row in rows[:10]),
    )
    title = _("Yang berubah sejak {before}, {unit}").format(before=before.name, unit=_level_word(sheet.level))
    return _charted(release, f"perubahan-{sheet.level}", title, dumbbell(rows, (before.name, release.name), alt))


def _unit(release: Release, sheet: Sheet, code: str) -> Drawn | None:
    language, place, here = get_language() or "id", sheet.places[code], sheet.totals[code]
    if here.score is None:
        return None
    rows = []
    for part in sheet.dimensions:
        value = sheet.scores[code][part].score
        rows.append(Bar(sheet.named(part, language), value, score(value) if value is not None else _("tanpa skor")))
    told = "; ".join(f"{row.name}: {row.text}" for row in rows)
    alt = _("{unit}: skor {score}, {category}. {told}.").format(
        unit=place.name, score=score(here.score), category=_words().get(here.category, here.category), told=told
    )
    title = f"{place.name}: {score(here.score)} ({_words().get(here.category, here.category)})"
    return _charted(release, f"daerah-{code}", title, bars(rows, alt))


def _card(release: Release, found: Reading, code: str) -> Drawn:
    """Make the picture for shared links, 1200 × 630."""
    sheet = found.sheet_of(code) if code else list(found.sheets.values())[-1]
    assert sheet is not None  # noqa: S101 - asked before
    name = sheet.places[code].name if code else _title(release)
    here = sheet.totals.get(code)
    ranks = sum(each.rank is not None for each in sheet.totals.values())
    alt = _("Kartu {name}, rilis {release}").format(name=name, release=release.name)

    def draw() -> str:
        context: dict[str, Any] = {
            "name": name,
            "name_size": round(min(64.0, 1900 / len(name)), 1),
            "title": _title(release),
            "release": release,
            "here": here,
            "ranks": ranks,
            "sheet": sheet,
            "shapes": shapes_of(hexagons_of(sheet, str), None, code),
            "view_box": layout_of(sheet).view_box,
            "publisher": publisher(),
        }
        return render_to_string("released/pictures/card.svg", context)

    return Drawn(f"{CARD}-{code}" if code else CARD, name, alt, 1200, 630, draw, _made_of(release))


# --- the frame ------------------------------------------------------------------------------
def _charted(release: Release, what: str, title: str, chart: Chart) -> Drawn:
    return _framed(
        release, what, (title, chart.alt), (chart.width, chart.height), lambda: _PROLOGUE.sub("", svg(chart.spec))
    )


def _framed(
    release: Release, what: str, said: tuple[str, str], size: tuple[int, int], body: Callable[[], str]
) -> Drawn:
    """Put title, release and source around a drawing of a size; `said` is its title, and what it shows in words."""
    title, alt = said
    width = size[0] + 48
    large = width >= _MAP_WIDTH
    letter = 26 if large else 18
    lines = _wrapped(title, width - 48, letter)
    head = 34 + letter * len(lines) + 16
    height = head + size[1] + 56

    def draw() -> str:
        context = {
            "width": width,
            "height": height,
            "head": head,
            "alt": alt,
            "lines": [(26 + letter * (i + 0.5), line) for i, line in enumerate(lines)],
            "letter": letter,
            "under": head - 10,
            "title": _title(release),
            "release": release,
            "publisher": publisher(),
            "foot": height - 34,
            "body": mark_safe(body()),  # noqa: S308 - drawn by our own templates and by Vega from our specification
        }
        return render_to_string("released/pictures/frame.svg", context)

    return Drawn(
        what, title, f"{_('SINTETIS')}. {alt}" if release.synthetic else alt, width, height, draw, _made_of(release)
    )


def _made_of(release: Release) -> tuple[str, ...]:
    before = baseline(release)
    return (release.digest, before.digest if before else "", get_language() or "id")


def _wrapped(text: str, width: float, letter: float) -> Sequence[str]:
    return wrap(text, max(20, int(width / (0.55 * letter)))) or [text]


def _title(release: Release) -> str:
    title = release.title_en if get_language() == "en" else release.title_id
    return f"{_('SINTETIS')} · {title}" if release.synthetic else title


def _words() -> dict[str, str]:
    return {**words(), "": _("tanpa kategori")}


def _level_word(level: str) -> str:
    return {"province": _("provinsi"), "regency": _("kabupaten/kota")}.get(level, level)
