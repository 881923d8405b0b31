"""Make `docs/reference/stages.md`: the calendars of elections, as published, with their sources."""

from collections.abc import Iterator

from ikp.editions import Election, Period, calendar, elections

__all__ = ["page"]

_HEAD = """\
# Calendars of elections

<!-- Made from engine/src/ikp/editions/data/stages/ by `make pages`; change the files there. -->

Stages (*tahapan*) with their days as printed. To which of our common stages a row belongs is our
assignment. Which indicator belongs to which stage stands with the [indicators](indicators.md).

*Tahapan beserta tanggalnya sebagaimana tercetak. Pengelompokan ke tahapan umum adalah susunan kami.*
"""


def page() -> str:
    """Write the page."""
    return "\n".join([_HEAD, *("\n".join(_election(election)) for election in elections())])


def _election(election: Election) -> Iterator[str]:
    yield f"## {election.names['id']} / {election.names['en']}\n"
    yield f"{election.legal_base}; {election.note}. Sources: {', '.join(f'<{each}>' for each in election.sources)}\n"
    yield "| no. | tahapan | stage | first day | last day | common stages | certainty | note |"
    yield "|---|---|---|---|---|---|---|---|"
    yield from map(_row, calendar(election.code))
    yield ""


def _row(period: Period) -> str:
    cells = (
        period.no or "",
        period.names["id"],
        period.names["en"],
        period.start or "",
        period.end or "",
        ", ".join(f"`{stage}`" for stage in period.stages),
        period.certainty,
        period.note,
    )
    return f"| {' | '.join(map(str, cells))} |"
