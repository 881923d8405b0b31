"""Two letters for every province, never the same ones."""

import re

import pytest
from django.test import Client
from ikpweb.portal.templatetags.labels import letters
from ikpweb.territory.models import Unit

pytestmark = pytest.mark.django_db


def test_every_province_has_letters_of_its_own() -> None:
    codes = list(Unit.objects.filter(level="province").values_list("code", flat=True))
    assert len(codes) == 38
    found = [letters(code) for code in codes]
    assert all(re.fullmatch("[A-Z]{2}", each) for each in found)
    assert len(set(found)) == 38
    assert letters("15.71") == ""


def test_the_map_of_provinces_bears_them(client: Client) -> None:
    assert client.get("/").content.decode().count('class="hex-label"') == 34
    assert client.get("/sematkan/peta/?edisi=pilkada-2024").content.decode().count('class="hex-label"') == 38
    assert 'class="hex-label"' not in client.get("/?tingkat=regency").content.decode()
