"""How each edition is made: framework, recipe, cut-offs, and one unit recomputed in the open."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from ikpweb.methodology.models import Edition
from ikpweb.portal.method_words import common_source, steps, tree
from ikpweb.portal.profile import is_index
from ikpweb.publication.choosing import chosen, offered
from ikpweb.runs.engine import bounds_of, national_means, recomputable, recompute
from ikpweb.runs.selectors import board, editions
from ikpweb.territory.selectors import units

__all__ = ["method", "methods"]

_LEVELS = ("province", "regency")


def methods(request: HttpRequest) -> HttpResponse:
    """List the editions, with what is published of each; one that was chosen, edition or release, has its page."""
    asked = request.GET.get("edisi", "")
    level = request.GET.get("tingkat", "")
    if any(edition.code == asked for edition in editions()):
        return redirect(f"{reverse('portal:method', args=[asked])}{f'?tingkat={level}' if level in _LEVELS else ''}")
    if (release := chosen(asked)) is not None:
        return redirect("released:method", release.name, level if level in _LEVELS else _LEVELS[0])
    listed = [(edition, _items(edition), _counted(edition)) for edition in editions()]
    context = {
        "indices": [each for each in listed if is_index(each[0])],
        "themes": [each for each in listed if not is_index(each[0])],
        "editions": editions(),
        "releases": offered(),
    }
    return render(request, "portal/methods.html", context)


def method(request: HttpRequest, edition: str) -> HttpResponse:
    """Show how an edition is made."""
    here = next((each for each in editions() if each.code == edition), None)
    if here is None:
        known = ", ".join(each.code for each in editions())
        raise Http404(gettext("Tidak ada edisi {code}. Yang ada: {known}.").format(code=edition[:40], known=known))
    levels = [each.level for each in here.methods.all()]
    level = request.GET.get("tingkat", "")
    code = request.GET.get("daerah", "")
    if level not in levels:
        # A unit that is asked for brings its level with it.
        wanted = units()[code].level if code in units() else ""
        level = wanted if wanted in levels else next(iter(levels), "province")
    context: dict[str, Any] = {
        "edition": here,
        "items": _items(here),
        "counted": _counted(here),
        "level": level,
        "levels": levels,
        "editions": editions(),
        "releases": offered(),
        "sources": "; ".join(here.about["sources"]),
    }
    chosen = next((each for each in here.methods.all() if each.level == level), None)
    if chosen is not None:
        root = tree(chosen)
        source, note = common_source(root)
        bounds = bounds_of(chosen)
        context |= {
            "tree": root,
            "common_source": source,
            "common_note": note,
            "steps": steps(chosen),
            "bounds": [(node, bounds[node.code]) for node in (root, *root.children) if node.code in bounds],
            "means": national_means(edition, level),
            "alternatives": _alternatives(here),
            **_example(edition, level, code),
        }
    return render(request, "portal/method.html", context)


def _example(edition: str, level: str, code: str) -> dict[str, Any]:
    """Recompute the unit that is asked for, else the first whose dimensions are all in print."""
    known = units()
    can = recomputable(edition, level)
    chosen = code if code in can else next(iter(can), None)
    return {
        "example": recompute(edition, level, chosen) if chosen else None,
        "example_unit": known[chosen] if chosen else None,
        "example_units": [known[each] for each in can],
        "example_refused": known[code].name
        if code in known and code not in can
        else code[:40]
        if code not in known
        else "",
    }


def _items(edition: Edition) -> dict[str, list[str]]:
    """Give what is published and what is not, and the notes, in the page's language."""
    language = "en" if get_language() == "en" else "id"
    return {
        key: edition.about[f"{key}_items" if key != "notes" else key].get(language, [])
        for key in ("published", "missing", "notes")
    }


def _counted(edition: Edition) -> list[tuple[str, int, int, int | None]]:
    """Count the scores and categories that are published, by level."""
    found = []
    for level in _LEVELS:
        here = board(edition.code, level)
        if here is not None:
            scores = here.scores.values()
            totals, categories = sum(s.total is not None for s in scores), sum(bool(s.category) for s in scores)
            found.append((level, totals, categories, edition.about["units"].get(level)))
    return found


def _alternatives(edition: Edition) -> list[dict[str, str]]:
    language = "en" if get_language() == "en" else "id"
    return [{**each, "title": each["titles"].get(language, each["code"])} for each in edition.about["alternatives"]]
