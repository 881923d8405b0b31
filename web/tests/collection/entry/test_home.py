"""The list of submissions: one's own, and those below by cycle, province, state and name, a page at a time."""

import re

import pytest
from django.test import Client
from ikpweb.collection.models import Submission

from web.tests.collecting import opened
from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/kantor/isian/"


def offices(client: Client, **asked: str) -> list[str]:
    page = client.get(PAGE, asked).content.decode()
    return re.findall(r'<li><a href="/kantor/isian/\w+/([\d.]+)/"', page)


def test_the_centre_finds_an_office_and_never_gets_all_of_them_at_once(client: Client) -> None:
    cycle = opened()
    Submission.objects.filter(cycle=cycle, office="15.71").update(stage=Submission.Stage.SUBMITTED)
    signed_in(client, member("head", "0"))
    first = offices(client)
    assert len(first) == 50
    assert first[0] == "11"
    assert not set(first) & set(offices(client, hal="2"))
    assert offices(client, cari="kota jambi") == ["15.71"]
    assert offices(client, cari="15.71") == ["15.71"]
    assert {code[:2] for code in offices(client, provinsi="15")} == {"15"}
    assert offices(client, tahap="submitted") == ["15.71"]
    assert offices(client, putaran="tidak-ada", cari="kota jambi") == ["15.71"]  # the newest, where none is known
    page = client.get(PAGE, {"cari": "\0tidak ada"}).content.decode()
    assert "Tidak ada kantor yang cocok." in page
    assert len(client.get(PAGE).content) < 40_000


def test_a_province_reads_its_own_and_those_below(client: Client) -> None:
    cycle = opened()
    signed_in(client, member("verifier", "15"))
    below = offices(client)
    assert below == sorted(below)
    assert {code.partition(".")[0] for code in below} == {"15"}
    page = client.get(PAGE).content.decode()
    assert f'href="{PAGE}{cycle.pk}/"' in page
    assert 'name="provinsi"' not in page


def test_who_has_one_submission_and_none_below_is_led_to_it(client: Client) -> None:
    cycle = opened()
    answer = signed_in(client, member("enterer", "15.71")).get(PAGE)
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}{cycle.pk}/")
