"""A release as a workbook: about and method, a sheet a level, every node, framework, columns, and the other tables.

Spreadsheets keep 15 to 17 significant digits; numbers are written with 16, so that they are read
back to within one unit of the sixteenth. The cells show two decimals and hold all of them.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from ikp.io.xlsxout import workbook
from ikp.problems import Lang
from ikp.release.formats.figures import COLUMNS, Cell, Figures
from ikp.release.formats.worded import ABOUT, LOOKS, SHEETS, TITLES, WIDE, level_word, meaning

__all__ = ["as_xlsx", "sheet_names"]

_WIDTHS = {"name": 32, "node_id": 44, "node_en": 44, "value_reason": 16, "reason": 16, "category_label": 16}
#: How numbers are shown; what a column begins with decides.
_SHOWN = {"score": "0.00", "rank": "0", "coverage": "0%", "value": "General", "p_": "0.0%"}
_LEAST = 10
#: More columns than this are not pressed onto the width of one page.
_PRINTED = 15


def sheet_names(figures: Figures, lang: Lang) -> list[str]:
    """Give the names of the sheets, in order."""
    names = [SHEETS["about"][lang]]
    for level in figures.frameworks:
        names += [level_word(level, lang), f"{level_word(level, lang)} – {SHEETS['nodes'][lang]}"]
    names += [SHEETS["framework"][lang], *(_short(name) for name in figures.tables), SHEETS["columns"][lang]]
    return names


def as_xlsx(figures: Figures, lang: Lang = "id") -> bytes:
    """Write the release as a workbook; made-up data say *SINTETIS* on every sheet.

    Raises
    ------
    UsageError
        If xlsxwriter is not installed, or a sheet cannot hold the rows.
    """
    out = BytesIO()
    with workbook(out, rows=len(figures.rows)) as book:
        made = datetime.fromisoformat(str(figures.about["published"])).replace(tzinfo=None)
        # The date of the release and not of this minute: the same release gives the same bytes.
        book.set_properties({"title": figures.title(lang), "company": figures.about["publisher"], "created": made})
        pages = _Pages(book, figures, lang)
        pages.about()
        for level in figures.frameworks:
            pages.level(level)
            pages.nodes(level)
        pages.framework()
        for name, table in figures.tables.items():
            pages.table(_short(name), table.headings, table.rows)
        pages.columns()
    return out.getvalue()


def _short(name: str) -> str:
    """Give the name of a table as a sheet may be called: 31 letters, no slash."""
    return name.replace("results/", "").replace("data/", "").replace("/", "-")[:31]


class _Pages:
    """The sheets of one workbook, with the formats that they share."""

    def __init__(self, book: Any, figures: Figures, lang: Lang) -> None:
        self.book, self.figures, self.lang = book, figures, lang
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7E6E6", "bottom": 1}
        )
        self.text = book.add_format({"num_format": "@"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.mark = book.add_format({"bold": True, "font_color": "#9C0006", "bg_color": "#FFC7CE"})
        self.shown = {look: book.add_format({"num_format": look}) for look in set(_SHOWN.values())}
        #: Sheet, column, how it is shown: what the last sheet tells.
        self.told: list[tuple[str, str, str]] = []

    def about(self) -> None:
        figures, lang = self.figures, self.lang
        sheet = self.book.add_worksheet(SHEETS["about"][lang])
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 110, self.wrapped)
        sheet.write_string(0, 0, figures.title(lang), self.title)
        lines = [(ABOUT[name][lang], value) for name, value in _facts(figures, lang) if value]
        lines += [("", ""), (ABOUT["digits"][lang], LOOKS[lang])]
        for name, body in (("method", figures.method), ("changes", figures.changes)):
            lines += [("", ""), *((ABOUT[name][lang] if i == 0 else "", line) for i, line in enumerate(_lines(body)))]
        for row, (name, value) in enumerate(lines, start=2):
            sheet.write_string(row, 0, name, self.head if name else None)
            sheet.write_string(row, 1, value, self.wrapped)
        if figures.label:
            sheet.write_string(1, 0, figures.label, self.mark)
        self._printed(sheet)
        sheet.activate()

    def level(self, level: str) -> None:
        """One row per unit: score, rank and category of the index, its dimensions, and the second reading."""
        figures, lang = self.figures, self.lang
        tree = figures.frameworks[level]
        nodes = [tree.root, *tree.children(tree.root)]
        fields = ("score", "rank", "category", "category_label", "coverage")
        own: dict[str, dict[str, dict[str, Cell]]] = {}
        for row in figures.of(level):
            if row["node"] in nodes:
                own.setdefault(str(row["unit"]), {})[str(row["node"])] = row
        means = {str(row["unit"]): row for row in figures.of(level, "mean")}
        headings = ["unit", "name", "parent", *(f"{field} {code}" for code in nodes for field in fields), "reason"]
        headings += ["score mean", "rank mean", "category mean"] if means else []
        rows = []
        for unit, found in own.items():
            top = found[tree.root]
            cells: list[Cell] = [unit, top["name"], top["parent"]]
            cells += [found[code][field] for code in nodes for field in fields]
            cells.append(top["reason"])
            if means:
                second = means.get(unit, {})
                cells += [second.get(field) for field in ("score", "rank", "category")]
            rows.append(cells)
        kept = _filled(headings, [_without_echo(headings, row) for row in rows])
        self.table(level_word(level, lang), *kept, columns=2)

    def nodes(self, level: str) -> None:
        names = [column.name for column in COLUMNS[2:]]
        rows = [[row[name] for name in names] for row in self.figures.of(level)]
        title = f"{level_word(level, self.lang)} – {SHEETS['nodes'][self.lang]}"
        self.table(title, names, rows, columns=2)

    def framework(self) -> None:
        headings = ("level", "node", "parent", "node_id", "node_en", "weight", "direction", "measure", "source")
        rows = [
            (
                *(level, node.code, node.parent or "", node.name("id"), node.name("en")),
                *(node.weight, float(node.direction), node.measure, node.source),
            )
            for level, tree in self.figures.frameworks.items()
            for node in tree.nodes
        ]
        self.table(SHEETS["framework"][self.lang], headings, rows)

    def columns(self) -> None:
        """Tell every column of every sheet: what it means and how it is shown."""
        lang = self.lang
        meant = {column.name: column.id if lang == "id" else column.en for column in COLUMNS}
        rows = []
        for sheet, name, look in self.told:
            field, _, node = name.partition(" ")
            told = meant.get(name) or meaning(name, lang) or meant.get(field, "")
            rows.append((sheet, name, f"{told} ({node})" if node and name not in WIDE else told, look))
        self.table(SHEETS["columns"][lang], TITLES[lang], rows)

    def table(self, name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, columns: int = 0) -> None:
        """Write a sheet of typed cells under a frozen heading that sorts and filters."""
        sheet = self.book.add_worksheet(name)
        looks = [_look(each) for each in headings]
        for place, (heading, look) in enumerate(zip(headings, looks, strict=True)):
            width = _WIDTHS.get(heading, max(_LEAST, len(heading) + 2))
            sheet.set_column(place, place, width, self.shown.get(look, self.text))
            sheet.write_string(0, place, heading, self.head)
            self.told.append((name, heading, look))
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    if cell:
                        sheet.write_string(last, place, cell, self.text)
                elif cell is not None:
                    sheet.write_number(last, place, cell, self.shown.get(looks[place], self.shown["General"]))
        sheet.freeze_panes(1, columns)
        if last:
            sheet.autofilter(0, 0, last, len(headings) - 1)
        self._printed(sheet, wide=len(headings) > _PRINTED)

    def _printed(self, sheet: Any, *, wide: bool = False) -> None:
        mark = f"{self.figures.label} – " if self.figures.label else ""
        sheet.set_header(f"&L{mark}{self.figures.name}&R&A")
        sheet.set_footer(f"&L{self.figures.digest[:16]}&R&P / &N")
        sheet.set_landscape()
        sheet.set_paper(9)
        if not wide:
            sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)


def _look(heading: str) -> str:
    return next(
        (look for begins, look in _SHOWN.items() if heading.startswith(begins) and heading != "value_reason"), "@"
    )


def _without_echo(headings: Sequence[str], row: Sequence[Cell]) -> list[Cell]:
    """Leave a label out that only says the category again."""
    said = dict(zip(headings, row, strict=True))
    return [
        "" if name.startswith("category_label") and cell == said[name.replace("_label", "")] else cell
        for name, cell in said.items()
    ]


def _filled(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> tuple[list[str], list[list[Cell]]]:
    """Leave columns out that are empty in every row: few nodes have finer labels or reasons."""
    kept = [
        place for place, name in enumerate(headings) if place < 3 or any(row[place] not in (None, "") for row in rows)
    ]
    return [headings[place] for place in kept], [[row[place] for place in kept] for row in rows]


def _facts(figures: Figures, lang: Lang) -> list[tuple[str, str]]:
    about = figures.about
    levels = ", ".join(f"{level_word(level, lang)}: {told['units']}" for level, told in about["levels"].items())
    return [
        ("name", figures.name),
        ("edition", str(about["edition"])),
        ("publisher", str(about["publisher"])),
        ("published", str(about["published"])),
        ("digest", figures.digest),
        ("previous", str(about.get("previous", ""))),
        ("levels", levels),
        ("engine", str(about["engine"]["version"])),
    ]


def _lines(text: str) -> list[str]:
    return [line for line in (each.strip() for each in text.splitlines()) if line]
