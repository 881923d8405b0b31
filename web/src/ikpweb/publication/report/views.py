"""Public addresses of reports: which there are, and each as PDF."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import http_date
from django.utils.translation import gettext as _

from ikpweb.publication.models import Release
from ikpweb.publication.opening import of_release
from ikpweb.publication.report.engine import Book
from ikpweb.publication.report.keeping import EDITION, book_of_release, kept, made_in, place_of, whole
from ikpweb.publication.report.making import LANGUAGES, Asked, asked, named
from ikpweb.publication.report.words import name_of

__all__ = ["listing", "report"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit that one can ask a report of; a province with those below it."""

    code: str
    name: str
    province: bool
    #: Languages of its report, and for a province of that with the units below it.
    languages: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    below: "tuple[Choice, ...]" = ()


@of_release
def listing(request: HttpRequest, release: Release) -> HttpResponse:
    """List the reports of a release, all of them or those of units whose name or code is asked for."""
    book, sought = book_of_release(release), request.GET.get("q", "").strip()[:80]
    given = _given(request, release)
    context = {
        "release": release,
        "sought": sought,
        "choices": _found(book, sought, given) if sought else _tree(book, given),
    }
    return render(request, "publication/reports.html", context)


@of_release
def report(request: HttpRequest, release: Release, report: str, language: str) -> HttpResponse:
    """Give a report as PDF; a reader who has it already hears so."""
    tag = f'"{release.digest}-{EDITION}-{report}-{language}"'
    given = named(report) if language in LANGUAGES else None
    if given and not in_reach(request, release, given, language):
        given = None
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


def in_reach(request: HttpRequest, release: Release, given: Asked, language: str) -> bool:
    """Tell whether a report can be had: always, but on a site of files, which has those that are made already."""
    return "ikp.static_site" not in request.META or language in made_in(release, given)


def _given(request: HttpRequest, release: Release) -> Callable[[Asked], tuple[str, ...]]:
    """Give what says the languages that a report can be had in."""
    if "ikp.static_site" in request.META:
        return lambda given: made_in(release, given)
    return lambda _given: LANGUAGES


def _tree(book: Book, given: Callable[[Asked], tuple[str, ...]]) -> list[Choice]:
    """Give the units with results: provinces with theirs; those under no such, by themselves."""
    known = {unit for level in book.levels.values() for unit in level.units}
    tops = [unit for unit in sorted(known) if book.parents.get(unit) not in known]
    found = [
        _choice(book, unit, given, tuple(_choice(book, below, given) for below in book.below(unit))) for unit in tops
    ]
    return [each for each in found if each.languages or each.whole or each.below]


def _found(book: Book, sought: str, given: Callable[[Asked], tuple[str, ...]]) -> list[Choice]:
    known = sorted(unit for level in book.levels.values() for unit in level.units)
    wanted = sought.casefold()
    return [_choice(book, unit, given) for unit in known if wanted in name_of(book, unit).casefold() or unit == wanted]


def _choice(book: Book, unit: str, given: Callable[[Asked], tuple[str, ...]], below: tuple[Choice, ...] = ()) -> Choice:
    province = book.level_of.get(unit) == "province"
    whole = given(Asked("provinsi", unit)) if province else ()
    had = tuple(each for each in below if each.languages)
    return Choice(unit, name_of(book, unit), province, given(Asked("daerah", unit)), whole, had)
