"""The page of downloads: every file with what it holds, how large it is, and how to cite it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikpweb.audit.selectors import public_state
from ikpweb.kit.country import country
from ikpweb.kit.memory import remembered
from ikpweb.kit.wording import worded, words_of
from ikpweb.methodology.models import Edition
from ikpweb.portal.choices import DEFAULT_EDITION
from ikpweb.portal.pictures import Picture, pictures_of_editions, pictures_of_unit, telling_titles
from ikpweb.portal.takeaway.catalogue import CATALOGUE, file, table
from ikpweb.portal.takeaway.columns import Column
from ikpweb.runs.models import Run
from ikpweb.runs.selectors import editions
from ikpweb.territory.selectors import search, units

__all__ = ["downloads"]


@dataclass(frozen=True)
class Offer:
    """A file that is offered: what it is asked with, how many rows it has, and how large it is."""

    what: str
    choice: Mapping[str, str]
    rows: int
    size: int
    columns: Sequence[Column]

    @property
    def query(self) -> str:
        return urlencode(self.choice)

    @property
    def _compared(self) -> dict[str, str]:
        titles = telling_titles()
        return {key: titles.get(self.choice.get(key, ""), "") for key in ("a", "b")}

    @property
    def forms(self) -> Sequence[str]:
        return [form for form in CATALOGUE[self.what].forms if form != "metadata.json"]

    @property
    def title(self) -> str:
        """What the file holds, in the language of the page."""
        level = {"province": _("provinsi"), "regency": _("kabupaten/kota")}.get(self.choice.get("tingkat", ""), "")
        return {
            "skor": _("Skor %(level)s") % {"level": level},
            "angka": _("Angka tercetak dengan sumbernya"),
            "indikator": _("Indikator, bobot, dan kepastiannya"),
            "perbandingan": _("Perbandingan %(a)s dan %(b)s") % self._compared,
            "edisi": _("Daftar edisi"),
            "wilayah": _("Daftar wilayah"),
            "validasi": _("Apakah indeks terbukti: hubungan"),
            "validasi-teratas": _("Apakah indeks terbukti: daerah teratas"),
            "validasi-kategori": _("Apakah indeks terbukti: menurut kategori"),
            "kejadian": _("Yang terjadi setelah pemilu, dengan sumbernya"),
        }[self.what] + (f" ({_('rata-rata kabupaten/kota')})" if self.choice.get("bacaan") == "regencies" else "")


@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    """Show every file, those of the default edition first."""
    whole, by_edition = _offers()
    known = sorted(editions(), key=lambda edition: edition.code != DEFAULT_EDITION)
    context: dict[str, Any] = {
        "whole": whole,
        "groups": [(edition, by_edition[edition.code]) for edition in known],
        "maps": _maps(),
        "shifts": _shifts(get_language() or "id"),
        **_unit(request.GET.get("daerah", "")[:80].strip()),
        "columns": _columns([*whole, *(offer for offers in by_edition.values() for offer in offers)]),
    }
    return render(request, "portal/downloads.html", context)


def _maps() -> Sequence[tuple[Edition, str, str]]:
    """Give edition, level and choice of every map that can be drawn."""
    return [
        (edition, run.level, urlencode({"edisi": edition.code, "tingkat": run.level}))
        for edition in sorted(editions(), key=lambda edition: edition.code != DEFAULT_EDITION)
        for run in sorted(edition.runs.all(), key=lambda run: run.level)
        if run.reading == Run.Reading.OWN
    ]


@remembered(public_state, size=2)
def _shifts(_language: str) -> Sequence[tuple[Edition, Edition, str, Picture]]:
    return pictures_of_editions()


def _unit(words: str) -> dict[str, Any]:
    """Give the charts of the unit that is asked for by code or name, or the units that the words can mean."""
    found = [units()[words]] if words in units() else search(words, 12)
    exact = [unit for unit in found if unit.name.lower() == words.lower()]
    if len(exact) == 1:
        found = exact
    if len(found) != 1:
        return {"words": words, "meant": found}
    return {"words": found[0].name, "unit": found[0], "charts": pictures_of_unit(found[0].code)}


@remembered(public_state, size=1)
def _offers() -> tuple[Sequence[Offer], Mapping[str, Sequence[Offer]]]:
    here = country()
    whole = [_offer("edisi"), _offer("wilayah")]
    if here.before:
        whole.append(_offer("perbandingan", a=here.before, b=here.edition, tingkat="province"))
    if "validation" in here.pages:
        whole += [_offer(what) for what in ("validasi", "validasi-teratas", "validasi-kategori", "kejadian")]
    return whole, {edition.code: _offers_of(edition) for edition in editions()}


def _offers_of(edition: Edition) -> Sequence[Offer]:
    runs = sorted(edition.runs.all(), key=lambda run: (run.level, run.reading))
    found = [
        _offer(
            "skor",
            edisi=edition.code,
            tingkat=run.level,
            **({"bacaan": run.reading} if run.reading != Run.Reading.OWN else {}),
        )
        for run in runs
    ]
    if edition.methods.all():
        found.append(_offer("indikator", edisi=edition.code))
    return [*found, _offer("angka", edisi=edition.code)]


def _offer(what: str, **choice: str) -> Offer:
    made = table(what, choice)
    return Offer(what, choice, len(made.rows), len(file(what, "csv", choice).content), made.columns)


def _columns(offers: Sequence[Offer]) -> Mapping[str, Sequence[Column]]:
    """Give the columns of each kind of file once, explained in the words of the country."""
    words = words_of(country(), "en")
    return {offer.what: [replace(each, en=worded(each.en, words)) for each in offer.columns] for offer in offers}
