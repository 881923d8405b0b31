"""The indicators that a report may name: those of the newest public edition, of regencies and provinces."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikpweb.audit.selectors import public_state
from ikpweb.kit.errors import FieldError
from ikpweb.kit.memory import remembered
from ikpweb.methodology.models import Method

__all__ = ["indicator_choices", "indicators", "unknown_indicator"]


@remembered(public_state)
def indicators() -> Mapping[str, Mapping[str, str]]:
    """Give the names of all indicators by code, by language."""
    methods = Method.objects.filter(edition__public=True, level="regency")
    for method in methods.order_by("-edition__launched"):
        found = {
            node["code"]: node["names"] for node in method.framework["nodes"] if node["tier"] == 1 and node["names"]
        }
        if found:
            return found
    return {}


def indicator_choices() -> list[tuple[str, str]]:
    """Give code and name of all indicators in the language of the page."""
    language = get_language() or "id"
    return [(code, f"{code} {names.get(language) or names.get('id', '')}") for code, names in indicators().items()]


def unknown_indicator(content: Mapping[str, Any]) -> list[FieldError]:
    """Say that an indicator is none of the edition's, where it is named."""
    code = content.get("indicator")
    if not code or code in indicators():
        return []
    return [FieldError("indicator", _("Tidak ada indikator dengan kode ini."))]
