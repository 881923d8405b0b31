"""Contents as plain values: what a version keeps, two versions are compared by, and two writers are joined by.

A calendar::

    {"names": {"id", "en"}, "voting_day": "2029-02-14" or "", "legal_base": "", "sources": ["…"], "note": "",
     "confirmed": true, "copied_from": "", "periods": [{"key": "1", "no": 1 or null, "stages": ["campaign"],
     "names": {…}, "start": "" , "end": "", "held": true, "certainty": "published", "note": "", "legal_base": "",
     "source": ""}]}

The links of an indicator: ``{"links": [{"key": "campaign", "lead": 14, "note": ""}]}``. An action: its table, as
the files of the library hold it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ikpweb.prevention.engine import Election, Row, Schedule, Stage, StageLink, stage_list

__all__ = [
    "content_of_links",
    "content_of_schedule",
    "flat",
    "joined",
    "links_of",
    "schedule_of",
]

Content = Mapping[str, Any]


def content_of_schedule(schedule: Schedule) -> dict[str, Any]:
    """Write a calendar as a plain value; days as ISO 8601."""
    election = schedule.election
    return {
        "names": dict(election.names),
        "voting_day": _iso(schedule.voting_day),
        "legal_base": election.legal_base,
        "sources": list(election.sources),
        "note": election.note,
        "confirmed": schedule.confirmed,
        "copied_from": schedule.copied_from,
        "periods": [
            {
                "key": each.key,
                "no": each.no,
                "stages": list(each.stages),
                "names": dict(each.names),
                "start": _iso(each.start),
                "end": _iso(each.end),
                "held": each.held,
                "certainty": each.certainty,
                "note": each.note,
                "legal_base": each.legal_base,
                "source": each.source,
            }
            for each in schedule.periods
        ],
    }


def schedule_of(code: str, content: Content, **told: Any) -> Schedule:
    """Make a calendar of its content; a name that was left out in English is said in Indonesian."""
    election = Election(
        code, _said(content["names"]), content["legal_base"], tuple(content["sources"]), content["note"]
    )
    rows = tuple(
        Row(
            no=each["no"],
            stages=tuple(each["stages"]),
            names=_said(each["names"]),
            start=_day(each["start"]),
            end=_day(each["end"]),
            held=each["held"],
            certainty=each["certainty"] if content["confirmed"] else "assumed",
            note=each["note"],
            key=each["key"],
            legal_base=each["legal_base"],
            source=each["source"],
        )
        for each in content["periods"]
    )
    return Schedule(
        election,
        rows,
        _day(content["voting_day"]),
        confirmed=content["confirmed"],
        copied_from=content["copied_from"],
        **told,
    )


def content_of_links(links: tuple[tuple[Stage, StageLink], ...]) -> dict[str, Any]:
    """Write the links of an indicator as a plain value."""
    return {"links": [{"key": link.stage, "lead": link.lead, "note": link.note} for _stage, link in links]}


def links_of(content: Content) -> tuple[tuple[Stage, StageLink], ...]:
    """Make the links of an indicator of their content, in the order of an election."""
    said = {each["key"]: StageLink(each["key"], each["lead"], each["note"]) for each in content["links"]}
    return tuple((stage, said[stage.code]) for stage in stage_list() if stage.code in said)


def flat(content: Content, before: str = "") -> dict[str, Any]:
    """Give a content as one mapping, ``{"periods.3.start": "2024-02-14"}``; lists of texts stay lists."""
    found: dict[str, Any] = {}
    for name, held in content.items():
        value = _keyed(held)
        if isinstance(value, Mapping):
            found |= flat(value, f"{before}{name}.")
        else:
            found[f"{before}{name}"] = value
    return found


def joined(base: Content, theirs: Content, mine: Content) -> dict[str, Any]:
    """Join what two people wrote: each value from whoever changed it; mine where both did.

    A row that one took away stays away, unless the other changed it.
    """
    found: dict[str, Any] = {}
    for name in [*mine, *(each for each in theirs if each not in mine)]:
        old, other, own = (_keyed(side.get(name)) for side in (base, theirs, mine))
        if isinstance(own, Mapping) and isinstance(other, Mapping):
            both = joined(old if isinstance(old, Mapping) else {}, other, own)
            rows = isinstance(mine[name], list)
            found[name] = [{"key": key, **row} for key, row in both.items()] if rows else both
            continue
        changed = own != old and (name in mine or other == old)
        chosen = mine if changed else theirs
        if name in chosen:
            found[name] = chosen[name]
    return found


def _keyed(value: Any) -> Any:
    """Give a list of rows by their keys; anything else as it is."""
    if isinstance(value, list) and all(isinstance(each, Mapping) and "key" in each for each in value) and value:
        return {each["key"]: {name: held for name, held in each.items() if name != "key"} for each in value}
    return value


def _said(names: Mapping[str, str]) -> dict[Any, str]:
    return {"id": names["id"], "en": names.get("en") or names["id"]}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
