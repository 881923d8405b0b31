"""What if, on screen: what may be asked, what moves, and what cannot be."""

import pytest
from django.test import Client
from ikpweb.accounts.members import Member
from ikpweb.collection.models import Declaration, Event, State
from ikpweb.runs.engine import Supposition
from ikpweb.runs.models import Computation
from ikpweb.runs.services import compute_cycle
from ikpweb.runs.supposing import suppose, what_can_differ

from web.tests.collecting import filled, opened
from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst() -> Member:
    return member("analyst", "0")


@pytest.fixture
def computed(analyst: Member) -> Computation:
    cycle = opened()
    for code, events in (("15.71", 3), ("15.72", 1)):
        filled(cycle, member("enterer", code), events=events)
    for kind in (Declaration, Event):
        kind.objects.filter(submission__cycle=cycle).update(state=State.ACCEPTED)
    return compute_cycle(cycle, actor=analyst)


def _question(computed: Computation) -> tuple[str, str]:
    """Give the indicator that has events, and the one reading that the edition names first."""
    able = what_can_differ(computed, "regency")
    entered = Event.objects.first()
    assert entered is not None
    return entered.indicator, able.alternatives[0][0]


def test_a_value_moves_its_unit_alone(computed: Computation) -> None:
    code, _reading = _question(computed)
    found = suppose(computed, "regency", Supposition({}, cell=("15.71", code), value=0.0))
    assert [each.unit for each in found.moved] == ["15.71"]
    (moved,) = found.moved
    assert moved.before is not None
    assert moved.after is not None
    assert moved.after < moved.before
    assert found.units == 514


def test_what_is_left_as_it_is_moves_nobody(computed: Computation) -> None:
    able = what_can_differ(computed, "regency")
    same = {code: weight for code, _names, weight in able.dimensions}
    assert suppose(computed, "regency", Supposition(same)).moved == ()


def test_the_page_in_both_languages(client: Client, analyst: Member, computed: Computation) -> None:
    signed_in(client, analyst)
    code, reading = _question(computed)
    here = f"kantor/perhitungan/{computed.pk}/andai/?tingkat=regency"
    for language in ("/", "/en/"):
        empty = client.get(f"{language}{here}").content.decode()
        assert 'role="status"' not in empty
        for question in (f"&daerah=15.71&indikator={code}&nilai=0", f"&buang={code}", f"&bacaan-lain={reading}"):
            text = client.get(f"{language}{here}{question}").content.decode()
            assert 'role="status"' in text
            assert "SINTETIS" in text
            assert " style=" not in text


@pytest.mark.parametrize(
    "question",
    [
        "&bobot-SP=banyak",
        "&bobot-SP=-1",
        "&daerah=15.71",
        "&daerah=15.71&indikator=I99&nilai=1",
        "&buang=I99",
        "&bobot-SP=nan",
    ],
)
def test_what_cannot_be_is_said(client: Client, analyst: Member, computed: Computation, question: str) -> None:
    signed_in(client, analyst)
    answer = client.get(f"/kantor/perhitungan/{computed.pk}/andai/?tingkat=regency{question}")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert 'role="alert"' in text
    assert 'role="status"' not in text


def test_it_is_for_who_computes(client: Client, computed: Computation) -> None:
    signed_in(client, member("observer", "0"))
    assert client.get(f"/kantor/perhitungan/{computed.pk}/andai/").status_code == 403
