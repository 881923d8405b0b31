"""How sure computed scores are, on screen: to whom, in words, as a drawing, as files."""

import json

import pytest
from django.test import Client
from ikpweb.accounts.members import Member
from ikpweb.collection.models import Declaration, Event, State
from ikpweb.kit.charts.render import render
from ikpweb.portal.charts.caterpillar import Leg, caterpillar
from ikpweb.runs.models import Computation, Uncertainty
from ikpweb.runs.perturbing import replicates_of
from ikpweb.runs.services import compute_cycle, keep_uncertainty

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
    made = compute_cycle(cycle, actor=analyst)
    keep_uncertainty(made, replicates_of(made, 20), actor=analyst)
    return made


def test_every_page_in_both_languages(client: Client, analyst: Member, computed: Computation) -> None:
    signed_in(client, analyst)
    here = f"kantor/perhitungan/{computed.pk}/"
    for language in ("/", "/en/"):
        ranking = client.get(f"{language}{here}").content.decode()
        assert ranking.count('class="interval"') == 2
        unit = client.get(f"{language}{here}daerah/15.71/").content.decode()
        assert 'class="chances"' in unit
        whole = client.get(f"{language}{here}ketidakpastian/?a=15.71&b=15.72").content.decode()
        assert "20" in whole
        assert 'role="status"' in whole
        covered = client.get(f"{language}{here}ketidakpastian/cakupan/").content.decode()
        assert covered.count('lang="en"') >= 7
        assert all("SINTETIS" in text for text in (ranking, unit, whole, covered))
        assert all(" style=" not in text for text in (ranking, unit, whole, covered))


def test_unsure_categories_are_hatched(client: Client, analyst: Member, computed: Computation) -> None:
    signed_in(client, analyst)
    kept = Uncertainty.objects.get(run__level="regency")
    for sure, hatched in ((0.79, 2), (0.8, 0)):
        kept.rows = [{**row, "p_rendah": sure, "p_sedang": 1 - sure, "p_tinggi": 0.0} for row in kept.rows]
        kept.save()
        text = client.get(f"/kantor/perhitungan/{computed.pk}/").content.decode()
        assert text.count('class="hex-unsure"') == hatched


def test_files_have_the_columns_of_the_engine(client: Client, analyst: Member, computed: Computation) -> None:
    signed_in(client, analyst)
    here = f"/kantor/perhitungan/{computed.pk}/ketidakpastian"
    head = client.get(f"{here}.csv").content.decode().splitlines()[0]
    assert head == (
        "unit,name,score,score_mean,score_p05,score_p50,score_p95,rank,rank_p05,rank_p50,rank_p95,"
        "p_rendah,p_sedang,p_tinggi,p_change"
    )
    document = json.loads(client.get(f"{here}.json").content)
    assert (document["about"]["replicates"], document["about"]["synthetic"]) == (20, True)
    assert client.get(f"{here}.xlsx").status_code == 200
    assert client.get(f"{here}.svg").content.startswith(b"<svg")


def test_the_button_is_for_the_centre_and_says_when_the_input_changed(
    client: Client, analyst: Member, computed: Computation
) -> None:
    here = f"/kantor/perhitungan/{computed.pk}/ketidakpastian/hitung/"
    signed_in(client, member("head", "15"))
    assert client.post(here).status_code == 403
    signed_in(client, analyst)
    Event.objects.filter(submission__office="15.71").update(state=State.REJECTED)
    assert "sudah berubah" in client.post(here, follow=True).content.decode()
    assert Uncertainty.objects.count() == 1


def test_queries_do_not_grow_with_units(
    client: Client, analyst: Member, computed: Computation, django_assert_max_num_queries: object
) -> None:
    signed_in(client, analyst)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        client.get(f"/kantor/perhitungan/{computed.pk}/ketidakpastian/?a=15.71&b=15.72")


@pytest.mark.parametrize("number", [3, 100])
@pytest.mark.parametrize("narrow", [False, True])
def test_a_caterpillar_is_as_large_as_said(number: int, narrow: bool) -> None:
    legs = [Leg(f"Kab. {i}", 40 + i / 10, 30.0, 70.0, "sedang") for i in range(number)]
    drawn = caterpillar(legs, "x", narrow=narrow)
    assert f'width="{drawn.width}" height="{drawn.height}"' in render(drawn, "svg").decode()[:300]
