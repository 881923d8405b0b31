"""A verifier returns and accepts, an office objects, a head signs off, two people freeze, an observer watches."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Platform
from tests.journeys.reading import readable
from tests.journeys.seeding import seed

_SCRIPT = """
from uuid import uuid4
from ikpweb.collection.models import Event, Submission
from ikpweb.collection.services import save
from ikpweb.collection.transitions import Move
from ikpweb.verification.models import SampledEvent
from ikpweb.verification.services import *

centre, anna, vera = member("head", "0"), member("enterer", "{office}"), member("verifier", "15")
cycle = opened("{cycle}", centre=centre)
submission, keys = filled(cycle, anna, events=4)
item = lambda key: Event.objects.select_related("submission__office").get(pk=key)
why = "Tanggal pada Form A ialah 15 Februari; perbaiki."
decide(item(keys[0]), Move.RETURN, reason=why, seen_revision=1, actor=vera)
mended = event(codes(cycle)[0], date="2024-02-15", grade=3)
save(submission, {{"events": {{str(keys[0]): mended}}}}, seen=1, client=uuid4(), submit=True, actor=anna)
rejected = decide(item(keys[1]), Move.REJECT, reason="Sama dengan kejadian sebelumnya.", seen_revision=1, actor=vera)
others = {{}}
for office in ("15.08", "15.09"):
    done, more = filled(cycle, member("enterer", office), events=2)
    decide_many(done, dict.fromkeys(codes(cycle), 1), actor=vera)
    for key in more:
        decide(item(key), Move.ACCEPT, seen_revision=1, actor=vera)
draw_sample(cycle, share=1, risk_share=0, seed=1, actor=centre)
drawn = SampledEvent.objects.filter(cycle=cycle, event__submission__office="15.08")
first = drawn.select_related("event__submission__office").first()
grade_blind(first, 4, actor=member("verifier", "15"))
tell({{
    "verifier": session(vera), "head": session(member("head", "15")), "observer": session(member("observer", "15")),
    "office": session(member("head", "{office}")), "judge": session(member("verifier", "0")),
    "centre": session(centre), "second": session(member("head", "0")),
    "differs": str(first.pk), "rejected": str(rejected.pk), "returned": str(keys[0]),
}})
"""
_HANDED_IN = """
from ikpweb.collection.models import Cycle
filled(Cycle.objects.get(pk="{cycle}"), member("enterer", "{office}"))
tell(1)
"""
OFFICE = "15.71"


@pytest.fixture(scope="session")
def people(platform: Platform) -> dict[str, str]:
    """Make a cycle in which something was handed in and partly decided; give the sessions of everybody."""
    found: dict[str, str] = seed(platform.environment, _SCRIPT.format(cycle="verifikasi", office=OFFICE))
    return found


ROOT = "/kantor/verifikasi/verifikasi"
READABLE = [
    ("verifier", "/kantor/verifikasi/?putaran=verifikasi"),
    ("verifier", f"{ROOT}/antrean/"),
    ("verifier", f"{ROOT}/antrean/?jenis=pernyataan"),
    ("verifier", f"{ROOT}/{OFFICE}/"),
    ("verifier", f"{ROOT}/{OFFICE}/?tampil=aman"),
    ("office", f"{ROOT}/{OFFICE}/?tampil=ditolak"),
    ("judge", f"{ROOT}/sanggahan/"),
    ("head", f"{ROOT}/15.08/pengesahan/"),
    ("head", f"{ROOT}/{OFFICE}/pengesahan/"),
    ("centre", f"{ROOT}/penerimaan/"),
    ("centre", f"{ROOT}/penilaian-ganda/"),
    ("centre", f"{ROOT}/penilaian-ganda/laporan/"),
    ("centre", f"{ROOT}/pembekuan/"),
]


@pytest.mark.parametrize(("language", "width"), [("", 1280), ("/en", 390)])
@pytest.mark.parametrize(("who", "path"), READABLE)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    signed: Any, who: str, path: str, language: str, width: int
) -> None:
    page = signed(language + path, who, width=width)
    readable(page)


def test_an_observer_sees_and_cannot_touch(signed: Any) -> None:
    page = signed(f"{ROOT}/{OFFICE}/?tampil=semua", "observer")
    main = page.locator("main")
    expect(main).to_contain_text("Kekerasan berbau SARA")
    expect(main.locator("form[method=post]")).to_have_count(0)
    page.keyboard.press("j")
    page.keyboard.press("a")  # the keys of a verifier do nothing here
    expect(page).to_have_url(page.url)
    expect(main.locator(".told")).to_have_count(0)


def test_the_board_renews_itself_while_it_is_looked_at(signed: Any, platform: Platform) -> None:
    page = signed("/kantor/pemantauan/verifikasi/?tingkat=regency", "head")
    page.clock.install()
    page.reload()
    choice, row = page.get_by_label("perbarui tiap menit"), page.locator("tr", has_text="Kerinci")
    expect(choice).to_be_checked()
    expect(row).to_contain_text("0/61")
    seed(platform.environment, _HANDED_IN.format(cycle="verifikasi", office="15.01"))
    choice.uncheck()
    page.clock.run_for(70_000)
    expect(row).to_contain_text("0/61")  # somebody stopped it
    choice.check()
    page.clock.run_for(70_000)
    expect(row).to_contain_text("61/61")
    readable(page)


def test_a_verifier_decides_by_keyboard_and_takes_it_back(signed: Any) -> None:
    page = signed(f"{ROOT}/{OFFICE}/", "verifier")
    cards = page.locator("[data-card]")
    before = page.locator(".tabs [aria-current] .count").inner_text()
    page.keyboard.press("j")
    expect(cards.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(cards.nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(page.locator(".told .success")).to_contain_text("diterima")
    assert int(page.locator(".tabs [aria-current] .count").inner_text()) == int(before) - 1
    expect(page.locator("[data-card]").nth(0)).to_be_focused()  # the next that waits
    page.locator(".told a").click()
    page.get_by_role("button", name="Batalkan keputusan").click()
    expect(page.locator(".told .success")).to_contain_text("menunggu lagi")
    assert page.locator(".tabs [aria-current] .count").inner_text() == before


def test_a_verifier_sees_what_changed_and_returns_with_a_reason(signed: Any, people: dict[str, str]) -> None:
    page = signed(f"{ROOT}/{OFFICE}/?butir={people['returned']}", "verifier")
    changes = page.locator(".changes")
    expect(changes.locator("del")).to_contain_text(["14 Februari 2024", "2"])
    expect(changes.locator("ins")).to_contain_text(["15 Februari 2024", "3"])
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.get_by_label("Alasan (dibaca oleh kantor pengisi)")).to_be_focused()
    page.keyboard.type("Tingkat 3 memerlukan surat visum; lampirkan.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".told .success")).to_contain_text("dikembalikan")
    office = signed(f"{ROOT}/{OFFICE}/?tampil=kantor", "office", width=390)
    expect(office.locator("main")).to_contain_text("Tingkat 3 memerlukan surat visum")


def test_without_scripts_the_safe_ones_are_accepted_together(signed: Any) -> None:
    page = signed(f"{ROOT}/{OFFICE}/?tampil=aman", "verifier", scripts=False)
    ticks = page.locator("input[name=butir]")
    number = ticks.count()
    ticks.first.uncheck()
    page.get_by_role("button", name="Terima yang dicentang").click()
    expect(page.locator(".told .success")).to_contain_text(f"{number - 1} isian diterima bersama")


def test_an_office_objects_and_the_centre_rules(signed: Any, people: dict[str, str]) -> None:
    page = signed(f"{ROOT}/{OFFICE}/", "office", width=390)
    page.get_by_role("link", name="Ditolak atau disanggah").click()
    page.get_by_role("link", name="Sanggah keputusan ini").click()
    page.get_by_label("Alasan").fill("Kejadian berbeda: TPS 4, bukan TPS 7.")
    readable(page)
    page.get_by_role("button", name="Sampaikan sanggahan").click()
    expect(page.locator(".told .success")).to_contain_text("Sanggahan disampaikan")
    judge = signed(f"{ROOT}/sanggahan/", "judge")
    judge.get_by_role("link", name="Jawab", exact=True).click()
    expect(judge.locator("main")).to_contain_text("TPS 4, bukan TPS 7")
    judge.get_by_label("Kabulkan: isian diterima").check()
    judge.get_by_label("Alasan").fill("Berkas kedua menunjukkan TPS lain.")
    readable(judge)
    judge.get_by_role("button", name="Putuskan").click()
    expect(judge.locator("main")).to_contain_text("dikabulkan")


def test_a_third_settles_a_difference_and_grades_blind(signed: Any, people: dict[str, str]) -> None:
    page = signed(f"{ROOT}/penilaian-ganda/", "judge")
    page.locator("main table a").first.click()
    expect(page.locator("main")).not_to_contain_text("Tingkat pertama")
    assert page.locator("input[name=grade]:checked").count() == 0
    readable(page)
    page.locator("input[name=grade]").nth(1).check()
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.locator(".told .success")).to_contain_text("Penilaian kedua tercatat")
    settle = signed(f"{ROOT}/penilaian-ganda/{people['differs']}/selesai/", "judge", width=390)
    settle.get_by_label("Tingkat yang dihitung").select_option("3")
    settle.get_by_label("Alasan").fill("Korban luka dirawat: menurut rubrik tingkat 3.")
    settle.get_by_role("button", name="Selesaikan").click()
    expect(settle.locator(".told .success")).to_contain_text("diselesaikan")


def test_the_head_signs_off_and_two_people_freeze(signed: Any, tmp_path: Path) -> None:
    page = signed(f"{ROOT}/15.09/pengesahan/", "head")
    page.get_by_role("button", name="Sahkan isian ini").click()
    expect(page.locator(".told .success")).to_contain_text("disahkan")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Berita acara (PDF)").click()
    paper = tmp_path / "berita-acara.pdf"
    waiting.value.save_as(paper)
    assert paper.read_bytes().startswith(b"%PDF")

    centre = signed(f"{ROOT}/penerimaan/", "centre")
    centre.get_by_role("button", name="Terima 1 yang disahkan Bawaslu Provinsi Jambi").click()
    expect(centre.locator(".told .success")).to_contain_text("1 isian")
    centre.goto(centre.url.split("/kantor/")[0] + "/kantor/putaran/verifikasi/")
    centre.locator("summary", has_text="Tutup pengisian").click()
    centre.get_by_role("button", name="Ya, tutup pengisian").click()
    centre.goto(centre.url.split("/kantor/")[0] + f"{ROOT}/pembekuan/")
    centre.get_by_label("Mengapa 551 kantor tidak masuk").fill("Latihan: hanya satu kantor yang selesai.")
    centre.get_by_role("button", name="Minta pembekuan").click()
    expect(centre.locator("main")).to_contain_text("yang meminta tidak dapat mengonfirmasi sendiri")
    expect(centre.get_by_role("button", name="Konfirmasi pembekuan")).to_have_count(0)

    second = signed(f"{ROOT}/pembekuan/", "second", width=390)
    second.get_by_role("button", name="Konfirmasi pembekuan").click()
    expect(second.locator("main")).to_contain_text("Dibekukan.")
    readable(second)
    with second.expect_download() as waiting:
        second.get_by_role("link", name="Unduh data beku").click()
    assert waiting.value.suggested_filename.startswith("verifikasi-")
