"""How sure computed scores are, on screen: to whom, in words, as a drawing, as files."""

import json

import pytest
from django.test import Client
from ikpweb.accounts.members import Member
from ikpweb.collection.models import Declaration, Event, State
from ikpweb.kit.charts.render import render
from ikpweb.portal.charts.caterpillar import Leg, caterpillar, overview
from ikpweb.runs.answering import answer_waiting
from ikpweb.runs.models import Computation, Score, Uncertainty
from ikpweb.runs.perturbing import replicates_of
from ikpweb.runs.services import compute_cycle, keep_uncertainty
from ikpweb.territory.models import Unit

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
    whole = f"/kantor/perhitungan/{computed.pk}/"
    here = f"{whole}ketidakpastian/hitung/"
    signed_in(client, member("head", "15"))
    assert client.post(here).status_code == 403
    signed_in(client, analyst)
    assert "detik" not in client.get(whole).content.decode().partition('id="ulang"')[2].partition("</select>")[0]
    assert "latar belakang" in client.post(here, follow=True).content.decode()
    assert Uncertainty.objects.first().replicates == 20, "never within a request"  # type: ignore[union-attr]
    answer_waiting()
    assert Uncertainty.objects.first().replicates == 256  # type: ignore[union-attr]
    assert "kira-kira" in client.get(whole).content.decode().partition('id="ulang"')[2].partition("</select>")[0]
    assert client.post(here, {"replicates": "300"}).status_code == 400
    assert client.post(here, {"replicates": "9" * 50}).status_code == 400
    kept = Uncertainty.objects.count()
    Event.objects.filter(submission__office="15.71").update(state=State.REJECTED)
    client.post(here)
    answer_waiting()
    assert "sudah berubah" in client.get(whole).content.decode()
    assert Uncertainty.objects.count() == kept


def test_many_replicates_are_made_in_the_background(client: Client, analyst: Member, computed: Computation) -> None:
    signed_in(client, analyst)
    here = f"/kantor/perhitungan/{computed.pk}/"
    progress = f"{here}ketidakpastian/kemajuan/"
    assert client.get(progress).status_code == 404
    text = client.post(f"{here}ketidakpastian/hitung/", {"replicates": "1000"}, follow=True).content.decode()
    assert "latar belakang" in text
    assert f'data-asked="{progress}"' in text
    assert "watched/asked" in text
    assert "Hitung lagi" not in text, "while it goes on there is nothing to ask for"
    told = client.get(progress).json()
    assert (told["going_on"], told["step"]) == (True, "menunggu giliran")
    again = client.post(f"{here}ketidakpastian/hitung/", {"replicates": "256"}, follow=True).content.decode()
    assert "sedang dihitung" in again
    answer_waiting()
    assert client.get(progress).json()["going_on"] is False
    assert "1000" in client.get(here).content.decode()


def test_all_units_have_their_names_page_by_page(client: Client, analyst: Member, computed: Computation) -> None:
    signed_in(client, analyst)
    kept = Uncertainty.objects.get(run__level="regency")
    codes = list(Unit.objects.filter(level="regency").order_by("code").values_list("code", flat=True)[:120])
    row = dict(kept.rows[0])
    kept.rows = [{**row, "unit": code, "rank": place + 1} for place, code in enumerate(codes)]
    kept.save()
    Score.objects.filter(run=kept.run).delete()
    Score.objects.bulk_create([Score(run=kept.run, unit_id=code, total=row["score"]) for code in codes])
    here = f"/kantor/perhitungan/{computed.pk}/ketidakpastian"
    text = client.get(f"{here}/?hal=3").content.decode()
    assert "hal=semua&amp;di=3" in text
    assert text.count("<tr>") == 1 + 20
    assert "urutan 101 sampai 120 dari 120" in text
    last, first = (client.get(f"{here}.svg?hal={page}").content.decode() for page in (3, 1))
    names = dict(Unit.objects.filter(code__in=codes).values_list("code", "name"))
    assert names[codes[119]] in last
    assert names[codes[119]] not in first
    assert client.get(f"{here}.svg?hal=semua&di=2").content.startswith(b"<svg")


def test_queries_do_not_grow_with_units(
    client: Client, analyst: Member, computed: Computation, django_assert_max_num_queries: object
) -> None:
    signed_in(client, analyst)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        client.get(f"/kantor/perhitungan/{computed.pk}/ketidakpastian/?a=15.71&b=15.72")


@pytest.mark.parametrize("number", [0, 3, 50])
@pytest.mark.parametrize("narrow", [False, True])
def test_a_caterpillar_is_as_large_as_said_and_names_its_legs(number: int, narrow: bool) -> None:
    legs = [Leg(f'Kab. "{i}" O\'', 40 + i / 10, 30.0, 70.0, "sedang") for i in range(number)]
    drawn = caterpillar(legs, "x", narrow=narrow)
    text = render(drawn, "svg").decode()
    assert f'width="{drawn.width}" height="{drawn.height}"' in text[:300]
    assert text.count("O'</text>") == number
    whole = overview(legs, "x", (0, min(2, number)), narrow=narrow)
    assert f'width="{whole.width}" height="{whole.height}"' in render(whole, "svg").decode()[:300]


def test_two_of_one_name_have_a_row_each() -> None:
    text = render(caterpillar([Leg("Kab. A", 60.0, 50.0, 70.0, "")] * 2, "x"), "svg").decode()
    assert text.count("Kab. A</text>") == 2
