"""What each kind of report holds, block by block."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ikpweb.publication.report.blocks import Block, bullets, heading, paragraph
from ikpweb.publication.report.engine import Book, Level
from ikpweb.publication.report.priorities import priorities
from ikpweb.publication.report.sections import (
    chart,
    comparison,
    drivers,
    limits,
    map_of,
    method,
    node_table,
    unit_table,
)
from ikpweb.publication.report.sentences import about_units, about_whole, drivers_of, mean_parts
from ikpweb.publication.report.words import level_word, name_of, number

__all__ = ["national", "press", "provincial", "unit"]

_DRIVERS = 10


def unit(book: Book, code: str) -> list[Block]:
    """Give the report of one unit."""
    level = book.standing(code)
    assert level is not None  # noqa: S101 - asked for by `kinds.asked`
    parts = drivers_of(level, code, _DRIVERS)
    mates = _mates(book, level, code)
    within = mates if 1 < len(mates) < len(level.units) else ()
    return [
        heading(_("Ringkasan")),
        paragraph(*about_units(book, code)),
        heading(_("Peta dan kepastian")),
        *map_of(book, level, only=within if level.level == "regency" else (), marked=code, width=50 if within else 90),
        *chart(book, level, within or level.units[:60], code),
        *drivers(book, level, parts, code),
        *comparison(book),
        *priorities(level, parts, _offices(level.level)),
        *method(book, [level]),
        *limits(book, [level]),
        heading(_("Tabel lengkap")),
        *node_table(book, level, code),
    ]


def _mates(book: Book, level: Level, code: str) -> Sequence[str]:
    return [each for each in level.units if book.parents.get(each) == book.parents.get(code)]


def _offices(level: str) -> Sequence[str]:
    """Name who acts on a level: its office, and those under it that the library knows."""
    return {"regency": ("regency", "district", "village", "station"), "province": ("province",)}.get(level, ("centre",))


def provincial(book: Book, code: str) -> list[Block]:
    """Give the report of a province with its regencies."""
    level = book.standing(code)
    assert level is not None  # noqa: S101 - asked for by `kinds.asked`
    parts = drivers_of(level, code, _DRIVERS)
    blocks = [heading(_("Ringkasan")), paragraph(*about_units(book, code))]
    if code in level.means:
        blocks.append(
            paragraph(
                _(
                    "Bacaan kedua, rata-rata skor kabupaten/kotanya: %(score)s. Itu bukan skor provinsi, yang "
                    "dihitung dari laporan tingkat provinsi."
                )
                % {"score": number(level.means[code])}
            )
        )
    below = [each for each in book.below(code) if book.standing(each)]
    lower = book.standing(below[0]) if below else None
    if lower is None:
        blocks.append(paragraph(_("Rilis ini tidak memuat daerah di bawah provinsi ini.")))
    else:
        blocks += [
            paragraph(*about_whole(book, lower, below)),
            heading(_("Peta dan kepastian")),
            *map_of(book, lower, only=below, width=60),
            *chart(book, lower, below),
            heading(_("Kategori")),
            *unit_table(
                book,
                lower,
                below,
                _("%(level)s di %(name)s") % {"level": _first_up(level_word(lower.level)), "name": name_of(book, code)},
            ),
        ]
    return [
        *blocks,
        *drivers(book, level, parts, code),
        *comparison(book),
        *priorities(level, parts, _offices("province")),
        *method(book, [level, *([lower] if lower else [])]),
        *limits(book, [level, *([lower] if lower else [])]),
        heading(_("Tabel lengkap")),
        *node_table(book, level, code),
    ]


def national(book: Book) -> list[Block]:
    """Give the report of the whole release."""
    levels = _ordered(book)
    blocks = [heading(_("Ringkasan"))]
    for level in levels:
        blocks += [heading(_first_up(level_word(level.level)), 3), paragraph(*about_whole(book, level, level.units))]
    blocks.append(heading(_("Peta dan kepastian")))
    for level in levels:
        blocks += map_of(book, level)
    upper = levels[0]
    blocks += chart(book, upper, upper.units[:60])
    blocks.append(heading(_("Kategori")))
    for level in levels:
        caption = _("Dua puluh skor tertinggi, %(level)s") % {"level": level_word(level.level)}
        blocks += unit_table(book, level, level.units, caption, most=20)
    parts = mean_parts(upper, upper.units, _DRIVERS)
    blocks += [
        *drivers(book, upper, parts),
        *comparison(book),
        *priorities(upper, parts, _offices("")),
        *method(book, levels),
        *limits(book, levels),
        heading(_("Tabel lengkap")),
    ]
    for level in levels:
        blocks += unit_table(
            book, level, level.units, _("Semua %(level)s, menurut skor") % {"level": level_word(level.level)}
        )
    return blocks


def press(book: Book) -> list[Block]:
    """Give the press sheet: one page, what is sure of it and what is not."""
    levels = _ordered(book)
    upper = levels[0]
    blocks: list[Block] = []
    for level in levels:
        blocks += [heading(_first_up(level_word(level.level))), paragraph(*about_whole(book, level, level.units))]
    for level in levels:
        caption = _("Lima skor tertinggi, %(level)s") % {"level": level_word(level.level)}
        blocks += unit_table(book, level, level.units, caption, most=5, brief=True)
    blocks += [
        *map_of(book, upper, width=57),
        heading(_("Cara membacanya")),
        bullets(
            [
                _(
                    "Skor menggambarkan yang dilaporkan dan diterima verifikasi, bukan peluang bahwa "
                    "pelanggaran akan terjadi."
                ),
                _("Daerah yang rentangnya bertindihan tidak dapat diurutkan dengan pasti."),
                _("Periksa sendiri: ikp verify %(name)s.zip, lalu ikp replay %(name)s.zip.") % {"name": book.name},
            ]
        ),
    ]
    return blocks


def _ordered(book: Book) -> list[Level]:
    """Give the levels, provinces first."""
    return sorted(book.levels.values(), key=lambda level: (level.level != "province", level.level))


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
