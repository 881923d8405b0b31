"""Programmes and assessments: who may, twice is once, what cannot be, and taking back."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone
from ikpweb.audit.models import Entry
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.effects.models import Assessment, Programme, Retraction
from ikpweb.prevention.effects.services import keep_programme, retract, withdraw_programme

from web.tests.factories import member
from web.tests.prevention.effects.building import JAMBI, assessed, listed, months, office, put_reports

pytestmark = pytest.mark.django_db
BEGUN = {unit: date(2024, 7, 3) for unit in JAMBI[:5]}


def world() -> None:
    put_reports({unit: months(6 + n % 3, 7, fewer=4 if unit in BEGUN else 0, salt=n) for n, unit in enumerate(JAMBI)})


def test_a_fall_where_it_began_is_found_by_the_province() -> None:
    world()
    head = member("head", "15")
    made = assessed(head, listed(head, BEGUN))
    assert made.said == "lower"
    assert made.found["effect"]["value"] == pytest.approx(-4, abs=0.8)
    assert made.found["began"] == 5
    assert made.inputs["starts"].count(6) == 5
    assert (made.office_id, made.author, len(made.input_digest)) == ("15", head.person, 64)
    entry = Entry.objects.get(action="effect.assessed")
    assert entry.detail["said"] == "lower"


def test_a_regency_that_sees_only_itself_cannot_tell() -> None:
    world()
    head = member("head", "15.01")
    made = assessed(head, listed(head, {"15.01": date(2024, 7, 3)}))
    assert made.said == "cannot-tell"
    assert made.found["verdict"]["reason"] == "no-comparison"
    assert made.inputs["units"] == ["15.01"]


def test_editions_of_the_index_cannot_tell() -> None:
    head = member("head", "15")
    made = assessed(head, listed(head, {"15": date(2021, 1, 1)}), outcome="scores", level="province")
    assert made.found["verdict"]["reason"] == "method-changed"
    assert made.inputs["differ"]


def test_what_is_known_once_has_no_before() -> None:
    head = member("head", "15")
    made = assessed(head, listed(head, {"15": date(2021, 1, 1)}), outcome="came:recount", level="province")
    assert made.found["verdict"]["reason"] == "no-before"


def test_sent_twice_it_is_one() -> None:
    world()
    head, key = member("head", "15"), uuid4()
    programme = listed(head, BEGUN, key=key)
    assert listed(head, BEGUN, key=key).pk == programme.pk
    number = uuid4()
    one, two = (assessed(head, programme, key=number) for _ in range(2))
    assert one.pk == two.pk
    assert Assessment.objects.count() == Programme.objects.count() == 1


def test_a_number_of_another_office_is_not_taken_over() -> None:
    key = uuid4()
    listed(member("head", "15"), BEGUN, key=key)
    with pytest.raises(RejectedError):
        listed(member("head", "16"), {"16.01": date(2024, 1, 1)}, key=key)


@pytest.mark.parametrize(
    ("name", "days", "said"),
    [
        ("", {"15.71": date(2024, 1, 1)}, "nama"),
        ("x", {}, "sedikitnya satu"),
        ("x", {"16.01": date(2024, 1, 1)}, "Bukan daerah"),
        ("x", {"15.99": date(2024, 1, 1)}, "Bukan daerah"),
        ("x", {"15.71": timezone.localdate() + timedelta(1)}, "Belum mulai"),
    ],
)
def test_what_cannot_be_listed(name: str, days: dict[str, date], said: str) -> None:
    with pytest.raises(RejectedError) as refused:
        keep_programme(office("15"), name, days, key=uuid4(), actor=member("head", "15"))
    assert said in " ".join(each.sentence for faults in refused.value.faults.values() for each in faults)
    assert not Programme.objects.exists()


@pytest.mark.parametrize(("role", "code"), [("observer", "15"), ("verifier", "15"), ("head", "16"), ("head", "0")])
def test_who_may_not(role: str, code: str) -> None:
    with pytest.raises(PermissionDenied):
        keep_programme(office("15"), "x", BEGUN, key=uuid4(), actor=member(role, code))
    assert Entry.objects.filter(action="effect_programme.made.denied").count() == 1


def test_what_was_assessed_is_never_changed_but_retracted_once() -> None:
    world()
    head = member("head", "15")
    made = assessed(head, listed(head, BEGUN))
    with pytest.raises(DatabaseError), transaction.atomic():
        Assessment.objects.filter(pk=made.pk).update(said="higher")
    with pytest.raises(RejectedError):
        retract(made, " ", actor=head)
    retract(made, "Tanggal mulainya keliru.", actor=head)
    assert retract(made, "Lain.", actor=head).reason == "Tanggal mulainya keliru."
    assert Retraction.objects.count() == 1
    with pytest.raises(PermissionDenied):
        retract(made, "x", actor=member("head", "16"))


def test_a_withdrawn_programme_is_offered_no_more_and_stays() -> None:
    head = member("head", "15")
    programme = listed(head, BEGUN)
    with pytest.raises(RejectedError):
        withdraw_programme(programme, "", actor=head)
    withdraw_programme(programme, "Salah daftar.", actor=member("enterer", "15"))
    assert withdraw_programme(programme, "Lain.", actor=head).withdrawn == "Salah daftar."
    with pytest.raises(AssertionError):
        assessed(head, programme)
    assert Programme.objects.get().beginnings.count() == 5
