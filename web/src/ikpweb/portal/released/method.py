"""The method of a release in words: its steps, the bounds of its categories and its framework, from its own files."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ikpweb.methodology.models import Method
from ikpweb.portal.method_words import common_source, steps, tree
from ikpweb.publication.front import about
from ikpweb.publication.models import Release
from ikpweb.publication.opening import of_release
from ikpweb.publication.reading import reading, taken
from ikpweb.runs.engine import LEVELS, bounds_of

__all__ = ["method"]


@of_release
def method(request: HttpRequest, release: Release, level: str) -> HttpResponse:
    """Show how a level of a release was computed, as the release itself says it."""
    sheets = reading(release).sheets
    if level not in sheets:
        if level in LEVELS:  # chosen on a page of the portal, where both can be
            return redirect("released:method", release.name, next(iter(sheets)))
        raise Http404(_("Tingkat ini tidak ada dalam rilis."))
    frozen = _frozen(release, level)
    root = tree(frozen)
    source, note = common_source(root)
    bounds = bounds_of(frozen)
    context = about(request, release) | {
        "here": "method",
        "level": level,
        "tree": root,
        "common_source": source,
        "common_note": note,
        "steps": steps(frozen),
        "bounds": [(node, bounds[node.code]) for node in (root, *root.children) if node.code in bounds],
        "told": taken(release, "METHOD.md").decode(),
    }
    return render(request, "released/method.html", context)


def _frozen(release: Release, level: str) -> Method:
    """Give the method that was frozen, which is no row: that of the edition may be another by now."""
    framework = json.loads(taken(release, f"method/{level}/framework.json"))["framework"]
    recipe = json.loads(taken(release, f"method/{level}/recipe.json"))["recipe"]
    return Method(edition_id=release.edition_id, level=level, framework=framework, recipe=recipe)
