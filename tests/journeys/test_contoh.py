"""Another country: Contoh, made from the files in `examples/contoh` alone, from an invitation to a release.

Everything in it is made up. No page may show a word of Indonesian, offer a language, or have three categories.
"""

import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Platform, Visits, alone, served
from tests.journeys.reading import readable
from tests.journeys.seeding import ROOT, seed

CONTOH = ROOT / "examples" / "contoh"
CYCLE, OWN = "contoh-2030", "01.01"
#: Words that nearly every Indonesian page has, and names of Indonesia; none may stand on a page of Contoh.
FOREIGN = re.compile(
    r"\b(dan|yang|atau|untuk|dari|dengan|tidak|belum|adalah|pada|daerah|kantor|edisi|isian|putaran|rilis|unduh|metode|"
    r"peringkat|skor|kategori|rendah|sedang|tinggi|provinsi|kabupaten|kota|kecamatan|pemilu|kerawanan|masuk|beranda|"
    r"tingkat|kejadian|bukti|pusat|Indonesia|Indonesian|Bahasa|Bawaslu|KPU|IKP|Jakarta|WIB|SINTETIS|"
    r"provinces?|provincial|regenc(?:y|ies))\b"
)
_PEOPLE = """
from datetime import date, timedelta
from random import Random
from uuid import uuid4
from django.core.management import call_command
from django.utils import timezone
from ikpweb.collection.models import Answer, Event, Submission
from ikpweb.collection.services import make_cycle, open_cycle, save
from ikpweb.methodology.models import Edition
from ikpweb.territory.models import Office
from ikpweb.verification.services import accept_nationally, decide, decide_many, sign_off
from ikpweb.collection.transitions import Move
from web.tests.factories import person

def who(name, office, *roles):
    return member(roles[0], office, *roles[1:], who=person(f"{name}@contoh.example", name=name.title()))

head, other = who("head", "0", "head"), who("other", "0", "head")
now = timezone.now()
due = {name: now + timedelta(days=days) for name, days in
       {"due_entry": 30, "due_province": 40, "due_centre": 50}.items()}
cycle = make_cycle(
    "%(cycle)s", edition=Edition.objects.get(pk="contoh-2030"), title_id="Questionnaire 2030",
    title_en="Questionnaire 2030", registry_date=date(2025, 1, 1), period_from=date(2026, 1, 1),
    period_to=date(2029, 12, 31), training=False, actor=head, **due)
open_cycle(cycle, actor=head)
draw = Random(2030)
lean = {"02": 2, "03": 3, "04": 4, "06": 5}
for office in Office.objects.filter(pk__in=["02.01", "03.01", "04.01", "06", "06.01"]):
    region = office.pk[:2]
    enterer = who("e" + office.pk, office.pk, "enterer")
    verifier, chief = who("v" + office.pk, office.parent_id, "verifier"), who("c" + office.pk, office.parent_id, "head")
    held = Submission.objects.select_related("cycle", "office").get(cycle=cycle, office=office)
    told, events = {}, {}
    for question in cycle.form[office.level]:
        grade = max(0, min(5, lean[region] + draw.choice((-1, 0, 0))))
        told[question["code"]] = {"answer": (Answer.EVENTS if grade else Answer.NIL).value}
        if grade:
            events[str(uuid4())] = {
                "indicator": question["code"], "date": "2027-05-01", "district": "North ward", "stage": "voting",
                "count": 1, "grade": grade, "source": "supervision", "narrative": "SYNTHETIC: made up.",
                "unevidenced": "SYNTHETIC: made up."}
    save(held, {"declarations": told, "events": events}, seen=0, client=uuid4(), submit=True, actor=enterer)
    decide_many(held, dict.fromkeys(told, 1), actor=verifier)
    for each in Event.objects.filter(submission=held).select_related("submission__office", "submission__cycle"):
        decide(each, Move.ACCEPT, seen_revision=each.revision, actor=verifier)
    sign_off(held, actor=chief)
    accept_nationally(Submission.objects.select_related("cycle", "office").get(pk=held.pk), actor=other)
call_command("invite", "enterer@contoh.example", "--office", "%(own)s", "--role", "enterer")
people = {
    "head": head, "other": other,
    "analyst": who("analyst", "0", "analyst"), "publisher": who("publisher", "0", "publisher"),
    "enterer": who("enterer", "%(own)s", "enterer"),
    "verifier": who("verifier", "01", "verifier"), "chief": who("chief", "01", "head"),
}
tell({name: session(each) for name, each in people.items()})
"""


@pytest.fixture(scope="module")
def contoh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """Serve the platform of Contoh, on SQLite."""
    home = tmp_path_factory.mktemp("contoh")
    environment = alone(home, IKP_COUNTRY=str(CONTOH), IKP_LANG="en")
    with served(home, environment) as platform:
        yield platform


@pytest.fixture(scope="module")
def people(contoh: Platform) -> dict[str, str]:
    """Open a cycle, let four districts of four regions report, and give sessions to those who do the rest."""
    found: dict[str, str] = seed(contoh.environment, _PEOPLE % {"cycle": CYCLE, "own": OWN})
    return found


@pytest.fixture
def signed(browser: Browser, contoh: Platform, people: dict[str, str]) -> Iterator[Any]:
    """Give a function that opens a page as somebody, and demands that it is Contoh's."""
    visits = Visits(browser, contoh.address)
    visits.provoked = ("404",)

    def start(path: str, who: str = "", **how: Any) -> Page:
        page = visits(path, people[who], **how) if who else visits.read(path, **how)
        of_contoh(page)
        return page

    yield start
    visits.end()


def of_contoh(page: Page) -> None:
    """Demand that all that a page says is English, in the words of Contoh, and that no language is offered.

    Pages that list columns of files and parameters of the API list inner names.
    """
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("link[rel=alternate][hreflang], nav a[hreflang]").count() == 0
    said = page.evaluate(
        """() => {
            const body = document.body.cloneNode(true);
            body.querySelectorAll("code, pre, script, style").forEach(each => each.remove());
            const names = ["alt", "title", "aria-label", "placeholder"];
            const told = names.flatMap(name => [...body.querySelectorAll(`[${name}]`)]
                .map(each => each.getAttribute(name)));
            return [document.title, body.textContent, ...told].join("\\n");
        }"""
    )
    # Addresses and names of files hold inner names, which decision 27 leaves as they are.
    said = re.sub(r"\S*[/=]\S*|[\w.-]+\.(?:csv|geojson|json|md|parquet|pdf|png|svg|xlsx|xml|zip)", "", said)
    if urlsplit(page.url).path in {"/unduh/", "/api/v1/docs"}:
        return
    found = sorted({match.group(0) for match in FOREIGN.finditer(said)})
    assert found == [], f"{page.url}: {[line for line in said.splitlines() if FOREIGN.search(line)][:5]}"


def test_from_an_invitation_to_a_release(signed: Any, contoh: Platform, tmp_path: Path) -> None:
    enter(signed)
    verify(signed)
    compute(signed)
    release(signed)
    read(signed)
    replayed(contoh, tmp_path)


def enter(signed: Any) -> None:
    """Answer a questionnaire of eight statements, one of them by an observation of the fifth grade."""
    home = f"/kantor/isian/{CYCLE}/"
    page: Page = signed(home, "enterer")
    expect(page.locator("h1")).to_have_text("Questionnaire 2030")
    readable(page)
    page.get_by_role("link", name="Unfold all parts").click()
    page.locator("#Q05").get_by_label("events").check()
    expect(page.locator("[data-saving]")).to_have_attribute("data-state", "saved")
    page = signed(f"{home}{OWN}/Q05/", "enterer")
    page.get_by_role("link", name="Record an event").click()
    page.locator("#date").fill("2027-05-01")
    page.locator("#district").fill("North ward")
    page.locator("#stage").select_option("campaign")
    expect(page.locator("[name=grade]")).to_have_count(5)
    page.locator("[name=grade][value='5']").check()
    page.locator("#source").select_option("supervision")
    page.locator("#narrative").fill("SYNTHETIC: a rally ended in a fight.")
    page.locator("#unevidenced").fill("SYNTHETIC: without a file.")
    page.wait_for_url("**/kantor/kejadian/*/")
    expect(page.locator("[data-saving]")).to_have_attribute("data-state", "saved")
    of_contoh(page)
    readable(page)
    signed(f"{home}sisa/", "enterer").get_by_role("button", name="Declare").click()
    page = signed(f"{home}kirim/", "enterer")
    page.get_by_role("button", name="Hand in now").click()
    expect(page.get_by_role("heading", name="Handed in")).to_be_visible()


def verify(signed: Any) -> None:
    """Accept item by item, sign off, accept the region, close the entry, and freeze by two people."""
    home = f"/kantor/verifikasi/{CYCLE}/{OWN}/"
    page: Page = signed(home, "verifier")
    card = page.locator("[data-card]").filter(has_text="ended in a fight")
    expect(card).to_contain_text("Grade 5: A person was killed.")
    card.get_by_role("button", name="Accept").click()
    signed(f"{home}?tampil=aman", "verifier").get_by_role("button", name="Accept the ticked ones").click()
    signed(f"{home}pengesahan/", "chief").get_by_role("button", name="Sign this submission off").click()
    page = signed(f"/kantor/verifikasi/{CYCLE}/penerimaan/", "head")
    page.get_by_role("row", name="Northmark").get_by_role("button").click()
    page = signed(f"/kantor/putaran/{CYCLE}/", "head")
    page.locator("summary", has_text="Close the entry").click()
    page.get_by_role("button", name="Yes, close the entry").click()
    frozen = f"/kantor/verifikasi/{CYCLE}/pembekuan/"
    page = signed(frozen, "head")
    page.locator("textarea[name=note]").fill("SYNTHETIC: six offices took part.")
    page.get_by_role("button", name="Ask for the freeze").click()
    signed(frozen, "other").get_by_role("button", name="Confirm the freeze").click()


def compute(signed: Any) -> None:
    """Compute the index; the table has the four categories and the two dimensions of Contoh."""
    page: Page = signed("/kantor/perhitungan/", "analyst")
    page.get_by_label("Cycle").select_option(CYCLE)
    page.get_by_role("button", name="Compute now").click(timeout=120_000)
    expect(page.locator("main")).to_contain_text("severe")
    of_contoh(page)


def release(signed: Any) -> None:
    """Draft a release as the publisher; a head freezes it."""
    page: Page = signed("/kantor/rilis/baru/", "publisher")
    page.locator("[name=computation]").select_option(index=1)
    page.locator("[name=code]").fill("ceri-2030")
    expect(page.locator("[name=title_id]")).to_have_count(0)
    page.locator("[name=title_en]").fill("CERI 2030 (SYNTHETIC)")
    page.locator("[name=changes]").fill("SYNTHETIC: the first release.")
    page.get_by_role("button", name="Save the draft").click()
    page.wait_for_url(re.compile(r"/kantor/rilis/\d+/$"))
    page = signed(urlsplit(page.url).path, "head")
    page.get_by_role("button", name="Freeze and sign").click(timeout=120_000)
    expect(page.locator("main .digest").first).to_be_visible(timeout=120_000)


def read(signed: Any) -> None:
    """Read every public page; those that Contoh has no data for say so."""
    page: Page = signed("/?edisi=contoh-2026")
    expect(page.locator("ul.legend li")).to_have_text(["severe", "elevated", "guarded", "low", "not published"])
    expect(page.locator("figure.map svg a")).to_have_count(6)
    expect(page.locator("figure.map .hex-mark")).to_have_text(["▽", "◇", "✚", "▲", "✚", "▲"])
    expect(page.locator("#tingkat option")).to_have_text(["Regions", "Districts"])
    readable(page)
    for path in (
        *("/", "/peringkat/?edisi=contoh-2026&tingkat=regency", "/daerah/01/", "/daerah/01.01/", "/metode/"),
        *("/metode/contoh-2026/", "/banding/", "/banding/?daerah=01,06", "/unduh/", "/cari/?q=isle", "/masuk/"),
        *("/api/v1/docs", "/rilis/", "/rilis/ceri-2030.1/", "/rilis/ceri-2030.1/tingkat/regency/"),
        *("/rilis/ceri-2030.1/sematan/", "/rilis/ceri-2030.1/sematan/peta-regency/", "/sematkan/peringkat/"),
        *("/rilis/ceri-2030.1/daerah/06.01/", "/rilis/ceri-2030.1/perubahan/", "/rilis/ceri-2030.1/laporan/"),
    ):
        page = signed(path)
        assert page.locator("h1").count() == 1, path
    for path in (
        "/rilis/ceri-2030.1/tingkat/regency/",
        "/daerah/01.01/",
        "/banding/?daerah=01,06",
        "/metode/contoh-2026/",
        "/rilis/ceri-2030.1/metode/regency/",
        "/rilis/ceri-2030.1/sematan/daerah-06.01/",
    ):
        readable(signed(path, width=390))
    for path in ("/validasi/", "/proyeksi/", "/indikator/", "/tahapan/", "/program/", "/buku-besar/"):
        page = signed(path)
        expect(page.locator("main")).to_contain_text("this country has no data for it")


def replayed(contoh: Platform, folder: Path) -> None:
    """Compute the release again elsewhere, with the engine alone."""
    with urllib.request.urlopen(f"{contoh.address}/rilis/ceri-2030.1.zip") as answer:
        (folder / "release.zip").write_bytes(answer.read())
    command = [str(Path(sys.executable).parent / "ikp"), "replay", "release.zip"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
