"""An enterer drafts events without a connection, in a real browser with the line cut, and sends them later."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import Platform
from tests.journeys.reading import readable
from tests.journeys.seeding import seed

CYCLE = "luring"
PASSPHRASE = "ayam berkokok di pagi buta"
NARRATIVE = "SINTETIS-RAHASIA: kotak suara dibuka sebelum waktunya."
_SEED = """
from ikpweb.collection.models import Cycle
enterer = member("enterer", "{office}")
cycle = Cycle.objects.filter(pk="luring").first() or opened("luring")
tell({{"cookie": session(enterer), "codes": codes(cycle)}})
"""
_SECOND = """
from ikpweb.collection.models import Cycle
Cycle.objects.filter(pk="luring-dua").exists() or opened("luring-dua")
tell(1)
"""
_STANDS = """
from ikpweb.collection.models import Cycle
held = submission_of(Cycle.objects.get(pk="luring"), "{office}")
tell({{
    "revision": held.revision,
    "answers": {{each.indicator: each.answer for each in held.declarations.all()}},
    "events": [[each.indicator, str(each.date), each.district, each.narrative] for each in held.events.all()],
}})
"""
_OTHER = """
from uuid import uuid4
from ikpweb.collection.models import Cycle
from ikpweb.collection.services import save
held = submission_of(Cycle.objects.get(pk="luring"), "{office}")
changes = {{"declarations": {{"{code}": {{"answer": "no-data", "reason": "{reason}"}}}}, "events": {{}}}}
save(held, changes, seen=held.revision, client=uuid4(), actor=member("enterer", "{office}"))
tell(1)
"""
_CHANGED = """
from uuid import uuid4
from ikpweb.collection.content import event_content
from ikpweb.collection.models import Cycle
from ikpweb.collection.services import save
held = submission_of(Cycle.objects.get(pk="luring"), "{office}")
found = held.events.get()
changes = {{"events": {{str(found.pk): {{**event_content(found), "district": "{district}"}}}}}}
save(held, changes, seen=held.revision, client=uuid4(), actor=member("enterer", "{office}"))
tell(1)
"""
#: All that the browser keeps of the platform, as text: what somebody finds who opens its files.
_KEPT = """async () => {
  const found = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage})];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push(request.url, await (await cache.match(request)).text());
  }
  const asked = (request) => new Promise((go) => { request.onsuccess = () => go(request.result); });
  const binary = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);
  const plain = (_, value) => (binary(value) ? new TextDecoder("latin1").decode(value) : value);
  const opened = await asked(indexedDB.open("ikp-offline"));
  for (const store of opened.objectStoreNames) {
    const rows = await asked(opened.transaction(store).objectStore(store).getAll());
    for (const row of rows) found.push(JSON.stringify(row, plain));
  }
  opened.close();
  return found.join("\\n");
}"""
_LEFT = """async () => [
  await indexedDB.databases(), await caches.keys(), await navigator.serviceWorker.getRegistrations()
]"""


@pytest.fixture
def device(browser: Browser, platform: Platform) -> Iterator[Any]:
    """Give a function that opens the page on a device of its own, signed in as an enterer of an office."""
    contexts: list[BrowserContext] = []
    broken: list[str] = []

    def start(office: str, *, width: int = 1280, language: str = "") -> tuple[Page, list[str]]:
        found = seed(platform.environment, _SEED.format(office=office))
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        host = urlsplit(platform.address).hostname
        context.add_cookies([{"name": "sessionid", "value": found["cookie"], "domain": host, "path": "/"}])
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{platform.address}{language}/kantor/offline/")
        ready(page)
        return page, found["codes"]

    yield start
    for context in contexts:
        context.close()
    assert broken == []


def ready(page: Page) -> None:
    page.wait_for_selector("html[data-ready]", timeout=20_000)


def unlock(page: Page, passphrase: str = PASSPHRASE, *, new: bool = False) -> None:
    page.locator("#kata-kunci").fill(passphrase)
    if new:
        page.locator("#kata-kunci-lagi").fill(passphrase)
    page.locator("[data-unlock] button:not([type])").click()
    if new:  # the walks of other files have cycles open too; what was chosen stays chosen
        page.locator("[data-cycle]").select_option(CYCLE)


def draft_event(page: Page, code: str, *, narrative: str = NARRATIVE, district: str = "Telanaipura") -> None:
    page.get_by_role("button", name="Kejadian baru").click()
    form = page.locator("[data-draft]")
    form.locator("[name=indicator]").select_option(code)
    form.locator("[name=date]").fill("2023-11-28")
    form.locator("[name=district]").fill(district)
    form.locator("[name=stage]").select_option(index=1)
    form.locator("[name=grade]").nth(1).check()
    form.locator("[name=source]").select_option("supervision")
    form.locator("[name=narrative]").fill(narrative)
    form.locator("[name=unevidenced]").fill("SINTETIS, tanpa berkas.")
    form.get_by_role("button", name="Simpan draf").click()
    expect(form).to_be_hidden()


def answered(page: Page, code: str, answer: str, reason: str = "") -> None:
    page.get_by_role("button", name="Jawaban baru").click()
    form = page.locator("[data-draft]")
    form.locator("[name=indicator]").select_option(code)
    form.locator(f"[name=answer][value={answer}]").check()
    form.locator("[name=reason]").fill(reason)
    form.get_by_role("button", name="Simpan draf").click()
    expect(form).to_be_hidden()


def test_events_are_drafted_without_a_line_and_sent_later(device: Any, platform: Platform) -> None:
    page, codes = device("15.01")
    unlock(page, new=True)
    expect(page.get_by_role("button", name="Kejadian baru")).to_be_enabled()
    # The line is cut, and the device is switched off and on again: the page opens, the passphrase opens the box.
    page.context.set_offline(True)
    page.reload()
    ready(page)
    expect(page.locator("[data-line]")).to_have_text("Tanpa sambungan: draf disimpan di perangkat ini.")
    unlock(page)
    draft_event(page, codes[0])
    draft_event(page, codes[0], district="Jelutung")
    answered(page, codes[1], "nil")
    expect(page.locator("[data-drafts] > li")).to_have_count(3)
    # Still without a line after another start, sending says so and keeps everything.
    page.reload()
    ready(page)
    unlock(page)
    expect(page.locator("[data-drafts] > li")).to_have_count(3)
    page.get_by_role("button", name="Kirim semua").click()
    expect(page.locator("[data-alert]")).to_contain_text("Server tidak terjangkau")
    expect(page.locator("[data-drafts] > li")).to_have_count(3)
    page.context.set_offline(False)
    page.get_by_role("button", name="Kirim semua").click()
    expect(page.locator("[data-line]")).to_contain_text("3 × Terkirim")
    expect(page.locator("[data-drafts]")).to_have_text("Belum ada draf di perangkat ini.")
    links = page.locator("[data-sent] a")
    expect(links).to_have_count(2)
    page.goto(links.nth(0).evaluate("link => link.href"))
    expect(page.get_by_label("Tambah berkas bukti")).to_be_attached()
    stands = seed(platform.environment, _STANDS.format(office="15.01"))
    assert stands["answers"] == {codes[0]: "events", codes[1]: "nil"}
    assert sorted(event[2] for event in stands["events"]) == ["Jelutung", "Telanaipura"]
    assert all(event[1] == "2023-11-28" and event[3] == NARRATIVE for event in stands["events"])


def test_what_the_browser_keeps_cannot_be_read_without_the_passphrase(device: Any) -> None:
    page, codes = device("15.02")
    unlock(page, new=True)
    draft_event(page, codes[0])
    kept = page.evaluate(_KEPT)
    assert codes[0] in kept  # the form is there, so that the look into the browser is a real one
    for secret in ("SINTETIS-RAHASIA", "Telanaipura", "2023-11-28", PASSPHRASE, "contoh.id", "15.02"):
        assert secret not in kept.replace(page.url, "").replace("submissions/15.02/form", ""), secret
    page.get_by_role("button", name="Kunci", exact=True).click()
    unlock(page, "kata kunci yang lain sekali")
    expect(page.locator("[data-alert]")).to_contain_text("Kata kunci itu tidak cocok")
    assert page.locator("[data-open]").is_hidden()
    unlock(page)
    expect(page.locator("[data-drafts] > li")).to_have_count(1)


def test_the_rules_hold_without_a_line(device: Any) -> None:
    page, codes = device("15.03")
    unlock(page, "pendek")
    unlock(page, new=True)
    page.context.set_offline(True)
    page.get_by_role("button", name="Kejadian baru").click()
    form = page.locator("[data-draft]")
    form.get_by_role("button", name="Simpan draf").click()
    expect(page.locator("[data-alert]")).to_contain_text("draf belum disimpan")
    form.locator("[name=indicator]").select_option(codes[0])
    form.locator("[name=lat]").fill("89")
    form.get_by_role("button", name="Simpan draf").click()
    expect(form.locator('[data-fault="lat"]')).to_contain_text("antara -11.5 dan 6.5")
    expect(form.locator('[data-fault="narrative"]')).to_contain_text("Uraian belum diisi.")
    readable(page)
    form.locator("[name=lat]").fill("")
    form.locator("[name=date]").fill("2009-01-01")
    form.get_by_role("button", name="Simpan draf").click()
    # Outside of the period and unfinished: a draft is kept, and says that it cannot be handed in like this.
    expect(page.locator("[data-drafts] > li")).to_contain_text("belum lengkap untuk diajukan")


def test_a_conflict_shows_both_versions_and_loses_neither(device: Any, platform: Platform) -> None:
    page, codes = device("15.04")
    unlock(page, new=True)
    page.context.set_offline(True)
    answered(page, codes[2], "not-applicable", "Tidak ada pemilihan di sini tahun itu.")
    seed(platform.environment, _OTHER.format(office="15.04", code=codes[2], reason="Data belum dikumpulkan."))
    page.context.set_offline(False)
    page.get_by_role("button", name="Kirim semua").click()
    row = page.locator("[data-drafts] > li")
    expect(row).to_have_attribute("data-state", "conflict")
    for said in ("Data belum dikumpulkan.", "Tidak ada pemilihan di sini tahun itu."):
        expect(row).to_contain_text(said)
    stands = seed(platform.environment, _STANDS.format(office="15.04"))
    assert stands["answers"][codes[2]] == "no-data"
    page.reload()  # it stays a conflict until somebody has chosen
    ready(page)
    unlock(page)
    expect(row).to_have_attribute("data-state", "conflict")
    for radio in row.locator("td:nth-of-type(2) input").all():
        radio.check()
    row.get_by_role("button", name="Simpan pilihan").click()
    expect(row).to_have_attribute("data-state", "waiting")
    page.get_by_role("button", name="Kirim semua").click()
    expect(page.locator("[data-line]")).to_contain_text("1 × Terkirim")
    assert seed(platform.environment, _STANDS.format(office="15.04"))["answers"][codes[2]] == "not-applicable"


def test_an_event_that_was_sent_is_changed_without_a_line(device: Any, platform: Platform) -> None:
    page, codes = device("15.08")
    unlock(page, new=True)
    draft_event(page, codes[0])
    page.get_by_role("button", name="Kirim semua").click()
    expect(page.locator("[data-line]")).to_contain_text("1 × Terkirim")
    entered, form = page.locator("[data-entered]"), page.locator("[data-draft]")
    expect(entered.locator("summary")).to_contain_text("(1)")
    kept = page.evaluate(_KEPT)
    for secret in ("SINTETIS-RAHASIA", "Telanaipura", "2023-11-28"):
        assert secret not in kept
    page.context.set_offline(True)
    page.reload()
    ready(page)
    unlock(page)
    entered.locator("summary").click()
    readable(page)
    entered.get_by_role("button", name="Ubah").click()
    expect(form.locator("[name=indicator]")).to_be_disabled()
    expect(form.locator("[name=narrative]")).to_have_value(NARRATIVE)
    form.locator("[name=village]").fill("Sungai Putri")
    form.locator("[name=district]").fill("Jelutung")
    form.get_by_role("button", name="Simpan draf").click()
    expect(page.locator("[data-drafts] > li")).to_contain_text("Perubahan kejadian")
    # Meanwhile a colleague changes the same event, one field of it alike.
    seed(platform.environment, _CHANGED.format(office="15.08", district="Danau Sipin"))
    page.context.set_offline(False)
    page.get_by_role("button", name="Kirim semua").click()
    row = page.locator("[data-drafts] > li")
    expect(row).to_have_attribute("data-state", "conflict")
    for said in ("Danau Sipin", "Jelutung", "Sungai Putri"):
        expect(row).to_contain_text(said)
    (stands,) = seed(platform.environment, _STANDS.format(office="15.08"))["events"]
    assert stands[2] == "Danau Sipin"
    for radio in row.locator("td:nth-of-type(2) input").all():
        radio.check()
    row.get_by_role("button", name="Simpan pilihan").click()
    page.get_by_role("button", name="Kirim semua").click()
    expect(page.locator("[data-line]")).to_contain_text("1 × Terkirim")
    (stands,) = seed(platform.environment, _STANDS.format(office="15.08"))["events"]
    assert stands[2:] == ["Jelutung", NARRATIVE]
    expect(entered.locator("li")).to_contain_text("Jelutung")


def test_an_answer_that_is_lost_on_the_way_is_one_revision(device: Any, platform: Platform) -> None:
    page, codes = device("15.05")
    unlock(page, new=True)
    answered(page, codes[0], "nil")
    lost = []

    def lose(route: Any) -> None:
        if route.request.method == "PUT" and not lost:
            lost.append(route.fetch().status)  # the server has done it; the answer never arrives
            route.abort()
        else:
            route.fallback()

    page.context.route("**/api/v1/office/**", lose)
    page.get_by_role("button", name="Kirim semua").click()
    expect(page.locator("[data-alert]")).to_contain_text("Server tidak terjangkau")
    assert lost == [200]
    page.get_by_role("button", name="Kirim semua").click()
    expect(page.locator("[data-line]")).to_contain_text("1 × Terkirim")
    assert seed(platform.environment, _STANDS.format(office="15.05"))["revision"] == 1


def test_drafts_expire_and_are_wiped_at_sign_out(device: Any, platform: Platform) -> None:
    page, codes = device("15.06")
    unlock(page, new=True)
    draft_event(page, codes[0])
    page.clock.set_system_time("2031-01-01")
    page.reload()
    ready(page)
    unlock(page)
    expect(page.locator("[data-drafts]")).to_have_text("Belum ada draf di perangkat ini.")
    page.locator("[data-cycle]").select_option(CYCLE)
    draft_event(page, codes[0])
    page.goto(f"{platform.address}/kantor/")
    page.locator(".who summary").click()
    with page.expect_event("dialog") as asked:
        page.get_by_role("button", name="Keluar").click()
    assert "1 draf" in asked.value.message
    page.wait_for_url(lambda url: "/kantor/" not in url)
    left = page.evaluate(_LEFT)
    assert left == [[], [], []]


def test_the_page_is_whole_on_a_narrow_screen_in_english(device: Any) -> None:
    page, _ = device("15.07", width=390, language="/en")
    readable(page)
    unlock(page, new=True)
    page.get_by_role("button", name="New event").click()
    readable(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    manifest = page.evaluate("async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json()")
    assert manifest["display"] == "standalone"
    assert manifest["scope"] == "/en/kantor/offline/"


def test_of_two_open_cycles_none_is_taken_for_granted(device: Any, platform: Platform) -> None:
    seed(platform.environment, _SECOND)
    page, codes = device("15.02")
    new = page.get_by_role("button", name="Kejadian baru")
    page.locator("#kata-kunci").fill(PASSPHRASE)
    page.locator("#kata-kunci-lagi").fill(PASSPHRASE)
    page.locator("[data-unlock] button:not([type])").click()
    expect(page.locator("[data-cycle]")).to_have_value("")
    expect(new).to_be_disabled()
    expect(page.locator("[data-alert]")).to_be_hidden()
    page.locator("[data-cycle]").select_option(CYCLE)
    answered(page, codes[0], "nil")
    expect(page.locator("[data-drafts] > li")).to_contain_text("Latihan IKP")
    page.reload()
    ready(page)
    unlock(page)
    expect(page.locator("[data-cycle]")).to_have_value(CYCLE)
    expect(new).to_be_enabled()
