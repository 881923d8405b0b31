"""What the templates say of releases."""

from django import template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikpweb.publication.models import Release

register = template.Library()


@register.simple_tag
def title_of(release: Release) -> str:
    """Give the title in the page's language."""
    return release.title_en if get_language() == "en" else release.title_id


@register.simple_tag
def state_of(release: Release) -> str:
    """Say in a word how far a release is."""
    if release.withdrawn_at:
        return _("ditarik")
    if release.state == Release.State.DRAFT:
        return _("rancangan")
    return _("terbit") if release.is_public(timezone.now()) else _("dibekukan, di bawah embargo")
