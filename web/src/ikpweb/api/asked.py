"""What operations are asked with, and looking up what is named there."""

from typing import Literal

from ninja import Schema

from ikpweb.api.problems import ApiError
from ikpweb.api.told import told
from ikpweb.kit.country import country
from ikpweb.methodology.models import Edition
from ikpweb.runs.selectors import editions
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import units

__all__ = ["Asked", "Language", "edition_of", "unit_of"]

Language = Literal["id", "en"]


class Asked(Schema):
    """The parameters of every operation."""

    lang: Language = told("Language of sentences.", "Bahasa kalimat.", default=country().languages[0])


def edition_of(code: str) -> Edition:
    """Give an edition.

    Raises
    ------
    ApiError
    """
    found = next((edition for edition in editions() if edition.code == code), None)
    if found is None:
        raise ApiError("unknown-edition", given=code)
    return found


def unit_of(code: str) -> Unit:
    """Give a unit.

    Raises
    ------
    ApiError
    """
    found = units().get(code)
    if found is None:
        raise ApiError("unknown-unit", given=code)
    return found
