"""The page of keys in the browser."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from ikpweb.accounts.factors import RECORDS_KEY
from ikpweb.accounts.members import Member
from ikpweb.api.models import Key
from ikpweb.api.services import make

from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/kantor/kunci-api/"


def given(**other: Any) -> dict[str, Any]:
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    return {"name": "Dasbor provinsi", "areas": ["watch"], "expires": until, **other}


def proved(client: Client, who: Member) -> None:
    """Sign in, and show the factor once more, as who makes a key is asked to."""
    signed_in(client, who)
    session = client.session
    session[RECORDS_KEY] = [{**each, "reauthenticated": True} for each in session[RECORDS_KEY]]
    session.save()


def test_a_key_is_made_shown_once_used_and_revoked(client: Client) -> None:
    proved(client, member("analyst", "15"))
    made = client.post(f"{PAGE}baru/", given())
    text = re.search(r"ikp_[\w-]{43}", made.content.decode())
    assert text is not None
    assert "no-store" in made["Cache-Control"]
    later = client.get(PAGE).content.decode()
    assert text[0] not in later
    key = Key.objects.get()
    assert key.start in later
    assert "belum pernah" in later
    assert key.expires_at.astimezone(timezone.get_default_timezone()).time().isoformat() == "23:59:59"
    assert Client().get("/api/v1/office/reports", headers={"Authorization": f"Bearer {text[0]}"}).status_code == 200
    assert "belum pernah" not in client.get(PAGE).content.decode()
    client.post(f"{PAGE}{key.pk}/cabut/")
    assert Client().get("/api/v1/office/reports", headers={"Authorization": f"Bearer {text[0]}"}).status_code == 401
    assert "dicabut" in client.get(PAGE).content.decode()


def test_mistakes_stand_beside_their_field(client: Client) -> None:
    proved(client, member("analyst", "15"))
    for wrong in (given(name=""), given(areas=[]), given(expires="2020-01-01"), given(areas=["all"])):
        answer = client.post(f"{PAGE}baru/", wrong)
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.content.decode()
    assert not Key.objects.exists()


def test_the_password_is_asked_for_again(client: Client) -> None:
    signed_in(client, member("analyst", "15"))
    answer = client.post(f"{PAGE}baru/", given())
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    assert not Key.objects.exists()


def test_who_may_not_reads_why(client: Client) -> None:
    signed_in(client, member("enterer", "15.71"))
    assert "ketua, analis, penerbit" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}baru/", given()).status_code == 403


def test_a_stranger_s_key_is_not_there(client: Client) -> None:
    key, _text = make("Rahasia", ["entry"], timezone.now() + timedelta(days=9), actor=member("head", "15"))
    signed_in(client, member("head", "16"))
    assert "Rahasia" not in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}{key.pk}/cabut/").status_code == 404
    signed_in(client, member("administrator", "15"))
    assert "Rahasia" in client.get(PAGE).content.decode()
