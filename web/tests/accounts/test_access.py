"""The door of the office area."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from ikpweb.accounts.models import FactorLoss, Membership, Role
from ikpweb.audit.models import Entry

from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db


def test_nobody_is_sent_to_the_sign_in_page(client: Client) -> None:
    answer = client.get("/kantor/")
    assert answer.status_code == 302
    assert answer["Location"] == "/masuk/?next=/kantor/"


def test_after_a_form_the_sign_in_leads_back_to_the_page_it_stood_on(client: Client) -> None:
    form = "/kantor/putaran/ada/tutup/"  # takes forms only: who is led there after signing in reads nothing at all
    own = {"HTTP_REFERER": "http://testserver/kantor/putaran/ada/?a=1"}
    assert client.post(form, **own)["Location"] == "/masuk/?next=/kantor/putaran/ada/%3Fa%3D1"
    assert client.post(form, HTTP_REFERER="https://lain.example/x/")["Location"] == "/masuk/?next=/kantor/"
    assert client.post(form)["Location"] == "/masuk/?next=/kantor/"
    assert "belum tersimpan" in client.get("/masuk/").content.decode()


def test_a_page_reads_once_whose_offices_they_are(client: Client) -> None:
    who = member(Role.ENTERER, "15.71")
    member(Role.OBSERVER, "15", who=who.person)
    signed_in(client, who)
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/kantor/").content.decode()
    assert "Bawaslu Provinsi Jambi" in page  # the other office, in the frame of the page
    reads = [each for each in asked.captured_queries if f'FROM "{Membership._meta.db_table}"' in each["sql"]]
    assert len(reads) == 1


def test_a_member_sees_the_office_and_the_way_out(client: Client) -> None:
    answer = signed_in(client, member(Role.ENTERER, "15.71")).get("/kantor/")
    assert answer.status_code == 200
    assert "Bawaslu Kota Jambi" in answer.content.decode()
    assert "/masuk/keluar/" in answer.content.decode()


@pytest.mark.parametrize("role", sorted(Role))
def test_every_member_needs_a_second_factor(client: Client, role: str) -> None:
    answer = signed_in(client, member(role, "15"), factor=False).get("/kantor/")
    assert answer["Location"] == "/masuk/faktor/?next=/kantor/"


def test_somebody_whose_membership_ended_reads_why_not(client: Client) -> None:
    who = member(Role.HEAD, "15")
    signed_in(client, who)
    who.person.memberships.update(valid_to="2020-12-31")
    answer = client.get("/kantor/")
    assert answer.status_code == 403
    assert "sudah berakhir" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_in_a_sentence() -> None:
    client = signed_in(Client(enforce_csrf_checks=True), member(Role.HEAD, "15"))
    answer = client.post("/kantor/anggota/15/undang/", {"email": "a@contoh.id", "role": "enterer"})
    assert answer.status_code == 403
    assert "Muat ulang" in answer.content.decode()


def test_what_a_service_refuses_is_said_in_a_sentence_and_written_down(client: Client) -> None:
    who = member(Role.ADMINISTRATOR, "15")
    loss = FactorLoss.objects.create(person=who.person, office=who.office)
    answer = signed_in(client, who).post(f"/kantor/faktor-hilang/{loss.pk}/", {"what": "confirm"})
    assert answer.status_code == 403
    assert "Penolakannya tercatat" in answer.content.decode()
    assert Entry.objects.order_by("-id")[0].action == "factor_loss.confirmed.denied"


@pytest.mark.parametrize(
    "path",
    [
        "anggota/%00/",
        "anggota/?office=a/b",
        "anggota/?office=%00",
        f"audit/jejak/{'x' * 201}/",
        "audit/jejak/a%00b/",
        "audit/?kantor=%00&orang=%00&subjek=%00&dari=x&sampai=9999-99-99&sebelum=-1",
        "audit/?orang=orang:99999999999999999999&sebelum=99999999999999999999",
        "undangan/%00/",
    ],
)
def test_hostile_addresses_are_no_page_and_no_error(client: Client, path: str) -> None:
    signed_in(client, member(Role.HEAD, "15"))
    assert client.get(f"/kantor/{path}").status_code in {200, 404}
