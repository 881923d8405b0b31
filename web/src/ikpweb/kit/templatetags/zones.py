"""Times in templates: ``{% in_zone moment unit %}`` writes *24 November 2026, 19.56 WIT*."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.dateformat import format as date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ikpweb.kit import zones

register = template.Library()


@register.simple_tag
def in_zone(moment: datetime | None, about: Any = None) -> SafeString | str:
    """Write a moment in the zone of a unit, an office or a code, with the zone's name; nothing for no moment.

    Without a unit it is told in the zone of the centre. The text follows the page's language, the machine's
    value says the offset.
    """
    if moment is None:
        return ""
    local, zone = zones.in_zone(moment, zones.code_of(about))
    clock = "H:i" if get_language() == "en" else "H.i"
    said = date_format(local, f"j F Y, {clock}")
    return format_html('<time datetime="{}">{} {}</time>', local.isoformat(timespec="seconds"), said, zone.label)


@register.filter
def zone(about: Any) -> str:
    """Name the zone of a unit: ``{{ unit|zone }}`` gives WIB, WITA or WIT."""
    return zones.zone_of(zones.code_of(about)).label
