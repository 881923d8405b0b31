"""Who types the address of a form reads what it is, and where to go; programs get the short answer."""

import pytest
from django.test import Client

from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db
FORM = "/kantor/perhitungan/baru/"


def test_an_address_of_a_form_is_explained_with_the_way_to_the_page_above_it(client: Client) -> None:
    signed_in(client, member("analyst", "0"))
    for language, told in (("", "hanya menerima kiriman formulir"), ("/en", "only takes what a form sends")):
        answer = client.get(language + FORM)
        page = answer.content.decode()
        assert (answer.status_code, answer["Allow"]) == (405, "POST")
        assert told in page
        assert f'href="{language}/kantor/perhitungan/"' in page


def test_nobody_else_is_answered_with_a_page(client: Client) -> None:
    assert client.put(FORM).content == b""
    assert client.get(FORM, headers={"Accept": "application/json"}).content == b""
    assert "text/html" not in client.get("/api/v1/stations/counts")["Content-Type"]
