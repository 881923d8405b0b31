"""The demo fills an empty platform once, its people can sign in, and nothing real stands beside it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from ikpweb.accounts.models import User
from ikpweb.collection.models import Cycle, Declaration, Event, State, Submission
from ikpweb.operation import demo

from web.tests.factories import person

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = StringIO()
    call_command("demo", *words, stdout=out)
    return out.getvalue()


def test_all_offices_of_jambi_but_one_have_reported_and_it_is_all_made_up() -> None:
    said = run()
    assert all(part.email in said for part in demo.PEOPLE)
    cycle = Cycle.objects.get(pk=demo.CYCLE)
    assert cycle.training
    reported = Submission.objects.filter(cycle=cycle).exclude(submitted_at=None)
    jambi = Submission.objects.filter(cycle=cycle, office__code__startswith="15")
    assert {*reported.values_list("office", flat=True)} == {*jambi.values_list("office", flat=True)} - {demo.OWN}
    for kind in (Declaration, Event):
        assert set(kind.objects.values_list("state", flat=True)) == {State.ACCEPTED}
    assert Event.objects.count() > 60
    assert not Event.objects.exclude(narrative__startswith="SINTETIS").exists()
    assert "SINTETIS" in User.objects.get(email="petugas@sintetis.example").name
    before = Event.objects.count()
    run()  # a second time it only tells
    assert Event.objects.count() == before
    assert len(run("--code", "petugas").strip()) == 6
    # A made-up person signs in with password and code, as everybody does.
    client, email = Client(), "petugas@sintetis.example"
    answer = client.post("/masuk/", {"login": email, "password": demo.PASSWORD})
    assert answer.status_code == 302, answer.content
    answer = client.post(answer["Location"], {"code": demo.code_of(email)})
    assert answer.status_code == 302, answer.content
    assert client.get(f"/kantor/isian/{demo.CYCLE}/").status_code == 200


def test_beside_anybody_real_it_is_refused() -> None:
    person("ratna@bawaslu.example")
    with pytest.raises(CommandError, match="nyata"):
        run()
    assert not demo.is_filled()
    with pytest.raises(CommandError, match="belum dibuat"):
        run("--code", "petugas")
