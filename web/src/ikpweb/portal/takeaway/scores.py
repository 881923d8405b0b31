"""Tables of scores: a whole board, and one unit through all editions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ikpweb.kit.categories import scale
from ikpweb.methodology.models import Edition
from ikpweb.portal.takeaway.asked import edition_of, level_of, one_of
from ikpweb.portal.takeaway.columns import columns
from ikpweb.portal.takeaway.shapes import CARTOGRAM, boundaries, features
from ikpweb.portal.takeaway.table import LEVELS, NotThereError, Table
from ikpweb.portal.views.ranking import PARTS, ranked_rows
from ikpweb.runs.evidence import Evidence, evidence
from ikpweb.runs.models import Figure, Score
from ikpweb.runs.selectors import Board, board, boards_of
from ikpweb.territory.models import Unit

__all__ = ["of_board", "of_several", "of_unit"]

_SORTS = ("nama", "skor", *PARTS)
_MEASURE = {
    "measure": {
        "id": "Skor 0–100; makin tinggi makin rawan. Peringkat 1 adalah skor tertinggi di antara skor yang terbit.",
        "en": "Scores from 0 to 100; higher is more vulnerable. Rank 1 is the highest of the published scores.",
    }
}
_VALUES = ("total", *PARTS, "rank", "rank_printed", "category", "label", "certainty", "sources", "notes", "conflicts")

_EDITION = ("edition", "edition_title", "launched", "level", "reading")
_OVER_EDITIONS = {
    "id": "Skor daerah di setiap edisi. Skor antaredisi umumnya tidak dapat dibandingkan langsung; "
    "berkas perbandingan memuat putusannya.",
    "en": "Scores in every edition. Scores of different editions are in general not comparable; "
    "the file of comparison holds the verdict.",
}


def of_board(asked: Mapping[str, str]) -> Table:
    """Give all scores of an edition on a level in a reading, filtered and sorted as the ranking is.

    Raises
    ------
    NotThereError, BadChoiceError
    """
    edition = edition_of(asked)
    level, reading = level_of(asked), one_of(asked, "bacaan", ("own", "regencies"), "own")
    category = one_of(asked, "kategori", ("", *scale()), "")
    sort = one_of(asked, "urut", ("", *_SORTS, *(f"-{name}" for name in _SORTS)), "")
    here = board(edition.code, level, reading)
    if here is None:
        raise NotThereError(_nothing(edition, level, reading))
    ranked = ranked_rows(
        here,
        province=asked.get("provinsi", ""),
        category=category,
        words=asked.get("cari", "").strip(),
        sort=sort,
    )
    behind = evidence(edition.code)
    rows = [
        {**_unit(row.unit), **_score(row.score, row.rank, behind.get((row.unit.code, level, reading), Evidence()))}
        for row in ranked
    ]
    shape = one_of(asked, "bentuk", ("segi-enam", "batas"), "segi-enam")
    placed = (features(here, rows), CARTOGRAM) if shape == "segi-enam" else boundaries(here, rows)
    if placed is None:
        raise NotThereError(_("Belum ada batas wilayah yang dipasang untuk pilihan ini; bentuk=segi-enam selalu ada."))
    choice = {name: asked[name] for name in ("provinsi", "kategori", "cari", "urut") if asked.get(name)}
    whole = {"edisi": edition.code, "tingkat": level, **({"bacaan": reading} if reading != "own" else {})}
    stem = f"ikp-{edition.code}-{LEVELS[level]}{'-rata-rata-kabkota' if reading == 'regencies' else ''}"
    return Table(
        stem=f"{stem}{'-pilihan' if choice else ''}{'-batas' if shape == 'batas' else ''}",
        title={"id": edition.title_id, "en": edition.title_en},
        description={
            "id": "Skor, peringkat, dan kategori per daerah seperti tercetak di sumber terbuka, beserta kepastiannya.",
            "en": "Scores, ranks and categories by unit as printed in open sources, with their certainty.",
        },
        columns=columns("code", "bps_code", "name", "kind", "level", "province_code", "province", *_VALUES),
        rows=rows,
        editions=[edition],
        choice=whole | choice,
        sources=[source for row in rows for source in row["sources"]],
        more={
            **_MEASURE,
            "units_in_edition": edition.about.get("units", {}).get(level),
            "published": here.run.facts,
            "geometry": placed[1],
        },
        features=placed[0],
    )


def of_unit(unit: Unit) -> Table:
    """Give the scores of one unit in every edition, the newest first."""
    rows, found = _over_editions(unit)
    return Table(
        stem=f"ikp-daerah-{unit.code}",
        title={"id": f"IKP {unit.name} di semua edisi", "en": f"The IKP of {unit.name} in all editions"},
        description=_OVER_EDITIONS,
        columns=columns(*_EDITION, *_VALUES),
        rows=rows,
        editions=list(dict.fromkeys(found)),
        choice={"daerah": unit.code},
        sources=[source for row in rows for source in row["sources"]],
        more=_MEASURE,
    )


def of_several(together: Sequence[Unit]) -> Table:
    """Give the scores of several units in every edition, unit by unit."""
    rows: list[dict[str, Any]] = []
    found: list[Edition] = []
    for unit in together:
        own, editions = _over_editions(unit)
        rows += [{"code": unit.code, "name": unit.name} | row for row in own]
        found += editions
    names = ", ".join(unit.name for unit in together)
    return Table(
        stem=f"ikp-daerah-{'_'.join(unit.code for unit in together)}",
        title={"id": f"IKP {names} di semua edisi", "en": f"The IKP of {names} in all editions"},
        description=_OVER_EDITIONS,
        columns=columns("code", "name", *_EDITION, *_VALUES),
        rows=rows,
        editions=list(dict.fromkeys(found)),
        choice={"daerah": ",".join(unit.code for unit in together)},
        sources=[source for row in rows for source in row["sources"]],
        more=_MEASURE,
    )


def _over_editions(unit: Unit) -> tuple[list[dict[str, Any]], list[Edition]]:
    rows, found = [], []
    for here, score in boards_of(unit):
        run = here.run
        place = here.place(unit.code)
        behind = evidence(here.edition.code).get((unit.code, run.level, run.reading), Evidence())
        rows.append(_edition(here) | _score(score, place[0] if place else None, behind))
        found.append(here.edition)
    return rows, found


def _nothing(edition: Edition, level: str, reading: str) -> str:
    there = sorted({(run.level, run.reading) for run in edition.runs.all()})
    if not there:
        return _("Belum ada skor daerah yang terbit untuk edisi %(edition)s.") % {"edition": edition.code}
    known = "; ".join(f"tingkat={one}&bacaan={two}" for one, two in there)
    return _("Edisi %(edition)s tidak memuat tingkat=%(level)s&bacaan=%(reading)s. Yang ada: %(known)s.") % {
        "edition": edition.code,
        "level": level,
        "reading": reading,
        "known": known,
    }


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "bps_code": unit.bps_code,
        "name": unit.name,
        "kind": unit.kind,
        "level": unit.level,
        "province_code": unit.parent_id,
        "province": unit.parent.name if unit.parent else None,
    }


def _edition(here: Board) -> dict[str, Any]:
    return {
        "edition": here.edition.code,
        "edition_title": here.edition.title_id,
        "launched": here.edition.launched,
        "level": here.run.level,
        "reading": here.run.reading,
    }


def _score(score: Score, rank: int | None, behind: Evidence) -> dict[str, Any]:
    certain = score.certainty or behind.certainty.get("category", "")
    return {
        "total": score.total,
        **{code: score.parts.get(code) for code in PARTS},
        "rank": rank,
        "rank_printed": score.rank,
        "category": score.category or None,
        "label": score.label or None,
        "certainty": certain or None,
        "sources": list(behind.sources),
        "notes": list(behind.notes),
        "conflicts": [_conflict(figure) for figure in behind.conflicts],
    }


def _conflict(figure: Figure) -> str:
    return f"{figure.quantity} {figure.value} ({figure.source}): {figure.note}"
