"""Where the reports of a release can be had, for its pages."""

from typing import Any

from django import template

from ikpweb.publication.models import Release
from ikpweb.publication.report.keeping import made_in, store_of
from ikpweb.publication.report.making import LANGUAGES, named

register = template.Library()


@register.simple_tag(takes_context=True)
def languages_of(context: Any, release: Release, name: str) -> tuple[str, ...]:
    """Give the languages of a report: all of them here, on a site of files those that are made."""
    given = named(name)
    if given is None or release.withdrawn_at:
        return ()
    return made_in(release, given) if context["platform"]["site"] else LANGUAGES


@register.simple_tag(takes_context=True)
def has_reports(context: Any, release: Release) -> bool:
    """Tell whether there are reports: always here, on a site of files where one is made."""
    return not context["platform"]["site"] or any(store_of(release).glob("[!.]*.pdf"))
