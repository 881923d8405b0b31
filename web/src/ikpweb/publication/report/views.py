"""Public addresses of reports: which there are, and each as PDF."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import http_date
from django.utils.translation import gettext as _

from ikpweb.publication.models import Release
from ikpweb.publication.opening import of_release
from ikpweb.publication.report.engine import Book
from ikpweb.publication.report.keeping import EDITION, book_of_release, kept, place_of, whole
from ikpweb.publication.report.making import LANGUAGES, asked, named
from ikpweb.publication.report.words import name_of

__all__ = ["listing", "report"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit that one can ask a report of; a province with those below it."""

    code: str
    name: str
    province: bool
    below: "tuple[Choice, ...]" = ()


@of_release
def listing(request: HttpRequest, release: Release) -> HttpResponse:
    """List the reports of a release, all of them or those of units whose name or code is asked for."""
    book, sought = book_of_release(release), request.GET.get("q", "").strip()[:80]
    context = {
        "release": release,
        "sought": sought,
        "choices": _found(book, sought) if sought else _tree(book),
        "languages": LANGUAGES,
    }
    return render(request, "publication/reports.html", context)


@of_release
def report(request: HttpRequest, release: Release, report: str, language: str) -> HttpResponse:
    """Give a report as PDF; a reader who has it already hears so."""
    tag = f'"{release.digest}-{EDITION}-{report}-{language}"'
    given = named(report) if language in LANGUAGES else None
    # What lies at its place was asked for before; only for another one the release is read.
    if given and not whole(place_of(release, given, language)):
        given = asked(report, book_of_release(release))
    if given is None:
        raise Http404(_("Tidak ada laporan dengan nama ini."))
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(kept(release, given, language), content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="{release.name}-{given.name}.{language}.pdf"'
    answer["ETag"] = tag
    answer["Last-Modified"] = http_date(release.frozen_at.timestamp()) if release.frozen_at else ""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _tree(book: Book) -> list[Choice]:
    """Give the units with results: provinces with theirs; those under no such, by themselves."""
    known = {unit for level in book.levels.values() for unit in level.units}
    tops = [unit for unit in sorted(known) if book.parents.get(unit) not in known]
    return [_choice(book, unit, tuple(_choice(book, below) for below in book.below(unit))) for unit in tops]


def _found(book: Book, sought: str) -> list[Choice]:
    known = sorted(unit for level in book.levels.values() for unit in level.units)
    wanted = sought.casefold()
    return [_choice(book, unit) for unit in known if wanted in name_of(book, unit).casefold() or unit == wanted]


def _choice(book: Book, unit: str, below: tuple[Choice, ...] = ()) -> Choice:
    return Choice(unit, name_of(book, unit), book.level_of.get(unit) == "province", below)
