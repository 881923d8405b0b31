"""Parts that reports share: drivers, comparison, method, limits, and the full tables."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ikpweb.publication.report.blocks import Block, bullets, heading, paragraph, picture, table
from ikpweb.publication.report.drawing import Range, hexagons, layout_for, legend_of, ranges, share_of
from ikpweb.publication.report.engine import SURE, Book, Level, Node, Part
from ikpweb.publication.report.words import (
    category_word,
    certainty_word,
    joined,
    language,
    level_word,
    name_of,
    number,
    percent,
    rank,
    reason_word,
    score_of,
    sign,
    step_word,
    units_word,
)

__all__ = ["chart", "comparison", "drivers", "limits", "map_of", "method", "node_table", "unit_table"]

_INDENT = "\u2003"


def map_of(book: Book, level: Level, *, only: Sequence[str] = (), marked: str = "", width: int = 100) -> list[Block]:
    """Draw the map of a level, of all its units or the part around some of them."""
    grid = layout_for(level)
    if grid is None:
        return [paragraph(_("Peta segi enam tidak ada untuk daerah rilis ini."))]
    labels = {}
    if only:
        # The province's own part is the same everywhere, unless what is now several provinces is drawn as one.
        one = len({code.partition(".")[0] for code in only}) == 1
        labels = {code: code.partition(".")[2] if one else code for code in only}
    elif level.level == "province":
        labels = {code: code for code in grid.cells}
    shown = list(only) or list(level.units)
    said = [_alt_line(book, level, shown, category) for category in level.counts]
    unsure = [name_of(book, unit) for unit in shown if unit in level.intervals and level.intervals[unit].unsure]
    alt = " ".join(
        filter(
            None,
            (
                _("Peta segi enam: satu segi enam untuk satu daerah, tetangga berdekatan."),
                *said,
                _("Kategori belum pasti: %(names)s.") % {"names": _some(unsure)} if unsure else "",
            ),
        )
    )
    caption = _("Peta kategori %(level)s. %(legend)s.") % {
        "level": level_word(level.level),
        "legend": _upper(legend_of(level, shown)),
    }
    if labels:
        caption += " " + _("Angka di dalam segi enam adalah kode daerah, seperti di tabel.")
    if only:
        caption += " " + _("Segi enam pucat: provinsi lain.")
    drawn = hexagons(level, grid, only=only, marked=marked, labels=labels)
    return [picture(drawn, alt, caption, share_of(grid, only, width))]


def _alt_line(book: Book, level: Level, units: Sequence[str], category: str) -> str:
    names = [name_of(book, unit) for unit in units if level.index(unit).category == category]
    return f"{_upper(category_word(category))} ({len(names)}): {_some(names)}." if names else ""


def _some(names: Sequence[str], most: int = 40) -> str:
    """List names; a long list is cut, as the table below has them all."""
    if len(names) <= most:
        return ", ".join(names)
    return _("%(names)s, dan %(n)s lainnya (lihat tabel)") % {"names": ", ".join(names[:most]), "n": len(names) - most}


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def chart(book: Book, level: Level, units: Sequence[str], marked: str = "") -> list[Block]:
    """Draw scores with their intervals, a line a unit, the highest first."""
    known = [unit for unit in level.scored if unit in set(units)]
    if not known:
        return []
    rows = [_range(book, level, unit, marked) for unit in known]
    sure = any(row.low is not None for row in rows)
    told = " ".join(_range_line(row) for row in rows)
    alt = (_("Diagram skor dengan rentangnya.") if sure else _("Diagram skor.")) + f" {told}"
    caption = (
        _("Skor (titik) dengan rentang 90% (garis), di atas pita kategori.")
        if sure
        else _("Skor di atas pita kategori; rentangnya tidak dihitung dalam rilis ini.")
    )
    return [picture(ranges(rows, level.cutoffs, level.categories), alt, caption)]


def _range(book: Book, level: Level, unit: str, marked: str) -> Range:
    interval = level.intervals.get(unit)
    low, high = (interval.low, interval.high) if interval else (None, None)
    name = _short(name_of(book, unit))
    return Range(name, level.index(unit).score or 0.0, low, high, level.index(unit).category, unit == marked)


def _short(name: str, most: int = 31) -> str:
    name = name.replace("Kabupaten ", "Kab. ")
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _range_line(row: Range) -> str:
    told = f"{row.name}: {number(row.score)}"
    if row.low is not None:
        told += " " + _("(antara %(low)s dan %(high)s)") % {"low": number(row.low), "high": number(row.high)}
    return f"{told}, {category_word(row.category)}." if row.category else f"{told}."


def drivers(book: Book, level: Level, parts: Sequence[Part], unit: str = "") -> list[Block]:
    """Tell what brings how much to a score, in points that sum to it."""
    blocks = [heading(_("Yang mendorong skor"))]
    if not parts:
        why = (
            _(
                "Mesin hari ini menghitung skor lain daripada yang diterbitkan; sumbangan tiap indikator karena "
                "itu tidak disebut."
            )
            if not level.parts and level.scored
            else _("Tidak ada yang menyumbang skor.")
        )
        return [*blocks, paragraph(why)]
    blocks.append(
        paragraph(
            _(
                "Sumbangan adalah poin yang dibawa setiap masukan ke skor indeks; bila dijumlahkan semuanya, "
                "hasilnya skor itu. Dihitung ulang dari masukan dan metode yang ada di dalam rilis."
            )
        )
    )
    counted = any(found for (place, _node), found in book.evidence.items() if place == unit)
    head = [_("Kode"), _("Indikator"), _("Dimensi"), *([_("Nilai")] if unit else []), _("Sumbangan")]
    head += [_("Kejadian / berkas")] if counted else []
    rows, few = [], False
    for part in parts:
        node = level.nodes[part.code]
        value = level.inputs.get(unit, {}).get(part.code, (None, ""))[0]
        row = [
            part.code,
            node.name(language()),
            _dimension(level, node),
            *([number(value)] if unit else []),
            number(part.points),
        ]
        if counted:
            events, files = book.evidence.get((unit, part.code), (None, None))
            row.append(f"{number(events, 0)} / {number(files, 0)}")
            few = few or ((unit, part.code) in book.evidence and events is None)
        rows.append(row)
    widths = [11, 1, 0.45, *([15] if unit else []), 20, *([24] if counted else [])]
    right = list(range(3, len(head)))
    caption = _("Yang paling banyak menyumbang") if unit else _("Yang rata-rata paling banyak menyumbang")
    told = [table(caption, head, rows, widths, right=right)]
    if few:
        told.append(paragraph(_("Tanda – di kolom kejadian: terlalu sedikit untuk disebut tanpa mengenali orang.")))
    return [*blocks, *told]


def _dimension(level: Level, node: Node) -> str:
    while node.parent and node.parent != level.root:
        node = level.nodes[node.parent]
    return node.name(language())


def comparison(book: Book) -> list[Block]:
    """Say whether the release compares with another edition; it carries no comparison, so that it says so."""
    blocks = [heading(_("Perbandingan dengan edisi lain"))]
    blocks.append(
        paragraph(
            _(
                "Rilis ini tidak memuat perbandingan dengan edisi lain, dan karena itu tidak ada putusan "
                "tentang sebanding tidaknya."
            ),
            _(
                "Perubahan skor terhadap edisi lain hanya boleh dibaca setelah putusan itu ada: konstruksi, "
                "metode, atau daerahnya dapat berbeda."
            ),
        )
    )
    if book.previous:
        blocks.append(
            paragraph(
                _(
                    "Rilis ini memperbaiki versi sebelumnya, yang sidik MANIFEST-nya %(digest)s. Yang berubah "
                    "tertulis di CHANGES.md di dalam rilis."
                )
                % {"digest": book.previous}
            )
        )
    return blocks


def method(book: Book, levels: Sequence[Level]) -> list[Block]:
    """Tell how it was computed, and what of it is published, derived or assumed."""
    blocks = [heading(_("Metode"))]
    blocks += [paragraph(line) for line in _plain(book.method)]
    blocks.append(
        paragraph(
            _(
                "Langkah perhitungan dan kepastian setiap tetapannya: terbit, diturunkan, atau ASUMSI. "
                "Catatannya sebagaimana tertulis di dalam resep rilis."
            ),
        )
    )
    for level in levels:
        rows = []
        for step in level.steps:
            for name, certainty, told in step.constants or [("", "", "")]:
                rows.append(
                    [
                        step_word(step.kind),
                        _("semua") if name == "*" else name or "–",
                        certainty_word(certainty),
                        told or "–",
                    ]
                )
        if rows:
            caption = _("Langkah metode, %(level)s") % {"level": level_word(level.level)}
            head = [_("Langkah"), _("Tetapan"), _("Kepastian"), _("Catatan")]
            blocks.append(table(caption, head, rows, [33, 22, 20, 1], size=8))
        for each in level.excluded:
            blocks.append(
                paragraph(
                    _("Tidak dihitung: %(code)s (%(reason)s).")
                    % {"code": each.get("code", ""), "reason": each.get("reason", "")}
                )
            )
    blocks.append(
        paragraph(
            _(
                "Siapa pun dapat memeriksa bahwa rilis ini tidak diubah dan menghitung ulang setiap skornya, "
                "tanpa platform: ikp verify %(name)s.zip dan ikp replay %(name)s.zip."
            )
            % {"name": book.name},
        )
    )
    return blocks


def _plain(markdown: str) -> list[str]:
    """Give the paragraphs of a note without its marks; its title stands above already."""
    parts = [part.strip() for part in markdown.split("\n\n")]
    return [
        " ".join(part.replace("**", "").replace("`", "").split()) for part in parts if part and not part.startswith("#")
    ]


def limits(book: Book, levels: Sequence[Level]) -> list[Block]:
    """Tell what the figures cannot say."""
    said = [
        _(
            "Skor menggambarkan yang dilaporkan dan diterima verifikasi. Daerah yang sedikit melapor dapat "
            "tampak kurang rawan daripada kenyataannya."
        ),
        _("Skor bukan peluang bahwa pelanggaran akan terjadi, dan selisih skor yang kecil bukan perbedaan kerawanan."),
    ]
    for level in levels:
        told = {
            "level": _upper(level_word(level.level)),
            "n": units_word(level.level, len(level.units) - len(level.scored)),
        }
        cells = [value for inputs in level.inputs.values() for value, _reason in inputs.values()]
        unknown = sum(value is None for value in cells)
        share = percent(unknown / len(cells) if cells else None, 1)
        said.append(
            _("%(level)s: %(share)s masukan tidak diketahui (%(unknown)s dari %(all)s); %(n)s tidak mendapat skor.")
            % {**told, "share": share, "unknown": number(unknown, 0), "all": number(len(cells), 0)}
        )
        if not level.intervals:
            said.append(_("%(level)s: rilis ini tidak memuat seberapa pasti skornya.") % told)
    weights = [node for node in levels[0].nodes.values() if node.certainty == "assumed"]
    if weights:
        said.append(
            _("ASUMSI: bobot %(n)s dari %(all)s simpul konstruksi tidak diterbitkan siapa pun dan diandaikan.")
            % {"n": number(len(weights), 0), "all": number(len(levels[0].nodes), 0)}
        )
    steps = [
        step_word(step.kind)
        for step in levels[0].steps
        if any(sure == "assumed" for _name, sure, _note in step.constants)
    ]
    if steps:
        said.append(_("ASUMSI ada di langkah: %(steps)s.") % {"steps": joined(steps)})
    if any(level.intervals for level in levels):
        said.append(
            _("ASUMSI: kategori disebut belum pasti bila peluangnya di bawah %(sure)s.") % {"sure": percent(SURE)}
        )
    if book.detail == "dimensions":
        said.append(_("Yang di bawah dimensi tidak diterbitkan, sehingga tidak ada di laporan ini."))
    return [heading(_("Keterbatasan")), bullets(said)]


def node_table(book: Book, level: Level, unit: str) -> list[Block]:
    """Give every node of a unit: the full table of its report."""
    rows, strong = [], []
    brought = {part.code: part.points for part in level.parts.get(unit, ())}
    for i, node in enumerate(level.nodes.values()):
        standing = level.standings[unit][node.code]
        value, why = level.inputs.get(unit, {}).get(node.code, (None, ""))
        leaf = node.code in level.leaves
        if node.depth < 2:
            strong.append(i)
        rows.append(
            [
                node.code,
                _INDENT * max(node.depth - 1, 0) + node.name(language()),
                percent(node.weight, 1) if node.depth else "–",
                certainty_word(node.certainty),
                (number(value) if value is not None else reason_word(why)) if leaf else "",
                score_of(standing),
                f"{sign(standing.category)}{category_word(standing.category)}" if standing.category else "",
                number(brought[node.code]) if node.code in brought else "",
            ]
        )
    head = [
        _("Kode"),
        _("Nama"),
        _("Bobot"),
        _("Kepastian bobot"),
        _("Masukan"),
        _("Skor"),
        _("Kategori"),
        _("Sumbangan"),
    ]
    caption = _("Semua simpul konstruksi untuk %(name)s; bobot di antara saudaranya") % {"name": name_of(book, unit)}
    return [table(caption, head, rows, [11, 1, 14, 18, 19, 18, 18, 18], right=[2, 4, 5, 7], strong=strong, size=7.8)]


def unit_table(
    book: Book, level: Level, units: Sequence[str], caption: str, *, most: int | None = None, brief: bool = False
) -> list[Block]:
    """Give units with rank, score, interval, category, coverage and the scores of their dimensions."""
    chosen, dimensions = set(units), () if brief else level.dimensions
    order = [unit for unit in level.scored if unit in chosen]
    if most is None:
        order += [unit for unit in level.units if unit in chosen and unit not in set(order)]
    if not order:
        return []
    rows = []
    for unit in order[:most]:
        here, interval = level.index(unit), level.intervals.get(unit)
        mark = " ?" if interval and interval.unsure else ""
        rows.append(
            [
                rank(here.rank),
                unit,
                name_of(book, unit),
                score_of(here),
                *(
                    [f"{number(interval.low, 1)} – {number(interval.high, 1)}" if interval else "–"]
                    if level.intervals
                    else []
                ),
                f"{sign(here.category)}{category_word(here.category)}{mark}",
                percent(here.coverage),
                *(number(level.standings[unit][code].score, 1) for code in dimensions),
            ]
        )
    head = [
        _("Peringkat"),
        _("Kode"),
        _("Daerah"),
        _("Skor"),
        *([_("Rentang 90%")] if level.intervals else []),
        _("Kategori"),
        _("Diketahui"),
    ]
    head += list(dimensions)
    reasons = 12 if all(level.index(unit).score is not None for unit in order[:most]) else 22
    widths = [14, 10, 1, reasons, *([20] if level.intervals else []), 16, 14, *([9.5] * len(dimensions))]
    fixed = 4 + (1 if level.intervals else 0)
    right = [0, 3, *([4] if level.intervals else []), *range(fixed + 1, len(head))]
    told = [f"{code}: {level.nodes[code].name(language())}" for code in dimensions]
    notes = [*told, *([_("?: kategorinya belum pasti")] if level.intervals else [])]
    return [
        table(". ".join(filter(None, (caption, "; ".join(notes)))) + ".", head, rows, widths, right=right, size=7.8)
    ]
