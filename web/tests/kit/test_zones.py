"""Time zones: every province has the one that the law names, and times say which they are in."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override
from ikpweb.kit.zones import ZONES, in_zone, zone_of
from ikpweb.territory.models import Unit

WIB, WITA, WIT = ZONES
HOURS = {WIB: 7, WITA: 8, WIT: 9}
#: 24 November 2026, 17:30 in London: the day is another one in the east.
MOMENT = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "codes"),
    [
        (WIB, ("11", "15", "15.71", "19", "21", "31", "36", "61", "62", "0", "", None)),
        (WITA, ("51", "52", "53", "63", "64", "65", "71", "73.71", "76")),
        (WIT, ("81", "82", "91", "92", "95.01", "96")),
    ],
)
def test_zones_as_in_the_law(zone: object, codes: tuple[str | None, ...]) -> None:
    assert [zone_of(code) for code in codes] == [zone] * len(codes)


@pytest.mark.django_db
def test_every_unit_of_the_registry_has_a_zone_that_fits_where_it_lies() -> None:
    found = {unit.code: zone_of(unit.code) for unit in Unit.objects.all()}
    assert len(found) == 552
    for unit in Unit.objects.exclude(lon=None):
        # The sun is within 75 minutes of the clock everywhere in Indonesia: a mixed-up code would not be.
        assert unit.lon is not None
        assert abs(unit.lon / 15 - HOURS[found[unit.code]]) < 1.25, unit.code


def test_hours_are_those_of_the_law() -> None:
    for zone in (WIB, WITA, WIT):
        offset = MOMENT.astimezone(zone.info).utcoffset()
        assert offset is not None
        assert offset.total_seconds() == HOURS[zone] * 3600


def test_no_province_no_zone() -> None:
    with pytest.raises(KeyError):
        zone_of("99")
    with pytest.raises(ValueError, match="no time zone"):
        in_zone(MOMENT.replace(tzinfo=None), "15")


def written(about: str | None) -> str:
    return Template("{% load zones %}{% in_zone moment about %}").render(Context({"moment": MOMENT, "about": about}))


def test_the_tag_writes_zone_and_offset_in_both_languages() -> None:
    assert written(None) == '<time datetime="2026-11-25T00:30:00+07:00">25 November 2026, 00.30 WIB</time>'
    assert written("51") == '<time datetime="2026-11-25T01:30:00+08:00">25 November 2026, 01.30 WITA</time>'
    with override("en"):
        assert written("91.03") == '<time datetime="2026-11-25T02:30:00+09:00">25 November 2026, 02:30 WIT</time>'
    assert Template("{% load zones %}{% in_zone moment %}").render(Context({"moment": None})) == ""


@pytest.mark.django_db
def test_the_tag_takes_a_unit() -> None:
    unit = Unit.objects.get(code="71")
    page = Template("{% load zones %}{% in_zone moment unit %} {{ unit|zone }}")
    assert page.render(Context({"moment": MOMENT, "unit": unit})).endswith("01.30 WITA</time> WITA")
