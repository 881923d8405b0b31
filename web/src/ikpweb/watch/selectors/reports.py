"""Lists of reports with their filters, a report with its steps, and those that may tell the same thing again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.collection.likeness import likeness
from ikpweb.kit.merging import find_differences
from ikpweb.territory.models import Office
from ikpweb.watch.models import Kind, Report, ReportStep, Source, Status
from ikpweb.watch.policies import reports_visible_to
from ikpweb.watch.selectors.inputs import counted

__all__ = ["FILTERS", "Likely", "asked_for", "filtered", "likely_duplicates", "offices_for", "report_for", "steps_of"]

#: Names of the filters in the address, as pages are in Indonesian.
FILTERS = ("cari", "jenis", "asal", "status", "daerah", "dari", "sampai", "ganda", "data")
_NEAR = timedelta(days=3)
_SAME_TEXT = 0.45
#: More than so many reports of one kind within a week in a unit are not compared one by one.
_MOST = 300


def asked_for(query: Mapping[str, str]) -> dict[str, Any]:
    """Read the filters of an address; what is none of the choices filters nothing."""
    asked: dict[str, Any] = {name: query.get(name, "")[:80].strip() for name in FILTERS}
    for name, choices in (("jenis", Kind), ("asal", Source), ("status", Status)):
        asked[name] = asked[name] if asked[name] in choices.values else ""
    asked["ganda"] = asked["ganda"] if asked["ganda"] in {"mungkin", "ya"} else ""
    asked["data"] = "latihan" if asked["data"] == "latihan" else ""
    asked["cari"] = asked["cari"].replace("\x00", "")
    for name in ("dari", "sampai"):
        try:
            asked[name] = date.fromisoformat(asked[name]) if asked[name] else ""
        except ValueError:
            asked[name] = ""
    return asked


def filtered(member: Member, asked: Mapping[str, Any]) -> QuerySet[Report]:
    """Give the reports that a member may see and asked for, the newest first."""
    rows = reports_visible_to(member).filter(training=asked["data"] == "latihan").select_related("unit__parent")
    exact = {"kind": asked["jenis"], "source": asked["asal"], "status": asked["status"]}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if asked["daerah"]:
        rows = rows.filter(Q(unit=asked["daerah"]) | Q(unit__parent=asked["daerah"]))
    if asked["dari"]:
        rows = rows.filter(event_date__gte=asked["dari"])
    if asked["sampai"]:
        rows = rows.filter(event_date__lte=asked["sampai"])
    if asked["cari"]:
        words = asked["cari"]
        rows = rows.filter(Q(summary__icontains=words) | Q(external__iexact=words) | Q(unit__name__icontains=words))
    if asked["ganda"] == "ya":
        rows = rows.filter(duplicate_of__isnull=False)
    elif asked["ganda"] == "mungkin":
        rows = rows.filter(counted()).filter(_twins())
    return rows


def _twins() -> Exists:
    """Say which reports have another one that surely looks the same: for lists, where texts are not compared."""
    near = Report.objects.filter(
        counted(),
        training=OuterRef("training"),
        unit=OuterRef("unit"),
        kind=OuterRef("kind"),
        event_date__range=(OuterRef("event_date") - _NEAR, OuterRef("event_date") + _NEAR),
    ).exclude(pk=OuterRef("pk"))
    same_text = Q(summary=OuterRef("summary")) & ~Q(summary="")
    same_number = Q(external=OuterRef("external")) & ~Q(external="")
    return Exists(near.filter(same_text | same_number))


def report_for(member: Member, key: UUID) -> Report | None:
    """Give a report that a member may see; a foreign one is as if it did not exist."""
    rows = reports_visible_to(member).select_related("unit__parent", "office", "author", "duplicate_of__unit")
    return rows.filter(pk=key).first()


def offices_for(member: Member) -> QuerySet[Office]:
    """Give the offices whose units a member may enter something about, with their units."""
    mine = Q() if member.office.pk == Office.CENTRE else Q(pk=member.office.pk) | Q(parent=member.office.pk)
    return Office.objects.filter(mine, unit__isnull=False, valid_to__isnull=True).select_related("unit", "parent")


@dataclass(frozen=True)
class Likely:
    """Another report that may tell the same thing, and how alike the texts are (0 to 1)."""

    report: Report
    likeness: float
    same_number: bool


def likely_duplicates(member: Member, report: Report) -> Sequence[Likely]:
    """Find reports like this one: same unit, kind and nearly the same day, and told alike; or the same number.

    The most alike first, at most five. What the member may not see is not among them.
    """
    own = reports_visible_to(member).filter(counted(), training=report.training).exclude(pk=report.pk)
    near = own.filter(
        unit=report.unit_id,
        kind=report.kind,
        event_date__range=(report.event_date - _NEAR, report.event_date + _NEAR),
    )
    numbered = own.filter(external=report.external) if report.external else own.none()
    found = {each.pk: each for each in [*near.select_related("unit")[:_MOST], *numbered.select_related("unit")[:5]]}
    alike = (
        Likely(each, likeness(report.summary, each.summary), bool(each.external and each.external == report.external))
        for each in found.values()
    )
    kept = [each for each in alike if each.same_number or each.likeness >= _SAME_TEXT]
    return sorted(kept, key=lambda each: (-each.same_number, -each.likeness))[:5]


def steps_of(report: Report) -> list[tuple[ReportStep, list[tuple[str, Any, Any]]]]:
    """Give the steps of a report, the newest first, each with the fields that it changed."""
    told: list[tuple[ReportStep, list[tuple[str, Any, Any]]]] = []
    before: Mapping[str, Any] = {}
    for step in report.steps.select_related("by", "office").order_by("number"):
        changed = find_differences(before, step.content) if before else {}
        told.append((step, [(name, *values) for name, values in changed.items()]))
        before = step.content
    return told[::-1]
