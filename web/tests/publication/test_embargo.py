"""No address tells a word of a release before its second, and of a withdrawn one its notice alone.

The addresses come from Django itself: a public route that is not in the tables below fails the walk.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from ikpweb.kit.zones import NATIONAL
from ikpweb.publication.formats.views import NEGOTIATED
from ikpweb.publication.forms import ChangeForm
from ikpweb.publication.models import Release
from ikpweb.publication.services import withdraw
from ikpweb.runs.models import Computation

from web.tests.factories import member
from web.tests.publication.releasing import CONTENT, drafted, frozen
from web.tests.publication.test_pages import body
from web.tests.strangers import routes, tables

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the slow forms out; their address is walked all the same."""
    monkeypatch.setattr("ikpweb.publication.formats.engine._PLAIN", (("csv", "id"), ("json", "id"), ("parquet", "id")))
    monkeypatch.setattr("ikpweb.publication.formats.engine._SDMX", (("sdmx-structure", "id"),))


MARK = "Rahasia sebelum waktunya"
CODE = "ikp-latihan"
ZONES = ("Asia/Jakarta", "Asia/Jayapura", "America/Los_Angeles", "Pacific/Kiritimati")


def of_release(release: Release) -> dict[str, list[dict[str, Any]]]:
    """Say how to fill the other parameters of every route of a release."""
    made = [ending for ending in NEGOTIATED.values() if ending not in (".xlsx", ".sdmx.csv")]
    files = [f"{release.name}{ending}" for ending in [*made, "-regency.hexagons.geojson"]] + ["SHA256SUMS"]
    plain = ("bundle", "page", "forms", "reports")
    return {
        **{f"releases:{name}": [{}] for name in plain},
        "releases:data": [{"file": file} for file in files],
        "releases:file": [{"path": path} for path in release.files],
        "releases:report": [{"report": "pers", "language": "id"}],
        "released:level": [{"level": "regency"}, {"level": "province"}],
        "released:unit": [{"code": "31.72"}],
        "released:method": [{"level": "regency"}],
        "released:changes": [{}],
        "released:changes-table": [{}],
        "released:cite": [{"form": form} for form in ("txt", "bib", "ris", "json")],
        "released:frames": [{}],
        "released:frame": [{"what": "peta-regency"}],
        "released:picture": [{"what": "peta-regency", "form": "svg"}, {"what": "kartu", "form": "png"}],
        **{name: [{}] for name in tables("PUBLIC") if name.startswith("api-v1:release") and name != "api-v1:releases"},
    }


#: How to fill the parameters of public routes that are no release's; a release could still shine through.
OTHERS: dict[str, list[dict[str, Any]]] = {
    "api-v1:one_edition": [{"code": "2024"}],
    "api-v1:framework": [{"code": "2024"}],
    "api-v1:one_unit": [{"code": "31.72"}],
    "portal:unit": [{"code": "31.72"}, {"code": "31"}, {"code": "0"}],
    "portal:embed-unit": [{"code": "31.72"}],
    "portal:method": [{"edition": "2024"}],
    "portal:picture": [{"code": "31"}],
    "portal:done": [{"code": "31", "form": "svg"}],
    "portal:take": [{"what": what, "form": "json"} for what in ("skor", "edisi", "wilayah", "daerah-31.72")],
    "prevention:indicator": [{"code": "I01"}],
}
#: Routes whose parameters name a row that is no release and rests on none.
ELSEWHERE = {
    "account_reset_password_from_key", "office:accept", "maps:boundaries", "ledger:round", "ledger:round-table",
    "program:data", "cases:case", "prevention:action", "prevention:action-version", "prevention:table", "portal:chart",
    "portal:unduh/<path:rest>", "api-v1:elsewhere", "office-api-v1:elsewhere", "station-api-v1:elsewhere",
}  # fmt: skip
#: Addresses that machines try, and questions that are near to what is hidden.
TRIED = (
    "/sitemap.xml", "/robots.txt", "/feed", "/rilis.json", "/cari/?q=Rahasia", "/cari/saran?q=Rahasia",
    "/cari/?q=ikp-lat", "/rilis/?q=Rahasia", "/api/v1/results?edition=2024&unit=31.72", "/unduh/skor.csv?edisi=2024",
)  # fmt: skip


def addresses(release: Release) -> list[str]:
    """Give every address of a release, in both languages."""
    given = of_release(release)
    found = []
    for language in ("id", "en"):
        with translation.override(language):
            found += [
                reverse(name, kwargs={**fill, "name": release.name}) for name, fills in given.items() for fill in fills
            ]
    return list(dict.fromkeys(found))


def others() -> Iterator[str]:
    """Give every other public address."""
    public = tables("PUBLIC")
    for language in ("id", "en"):
        with translation.override(language):
            for route in routes():
                if route.name in public and not route.parameters and not route.name.startswith(("account", "mfa")):
                    yield f"/{route.pattern}" if route.name == "healthz" else reverse(route.name)
                for fill in OTHERS.get(route.name, []):
                    yield reverse(route.name, kwargs=fill)
    yield from TRIED


def hidden(release: Release) -> list[str]:
    """Give what nobody may read: name, title, digests, and a score to the last digit."""
    totals = release.computation.runs.get(level="regency", reading="own").scores.values_list("total", flat=True)
    score = max(map(repr, totals), key=len)
    assert len(score) > 12
    return [MARK, release.name, release.digest, release.key, score, release.files["results/regency.csv"][1]]


def leaks(answer: Any, words: list[str], address: str) -> list[str]:
    """Find hidden words in body and headers; the address itself says what was asked for, and no more."""
    text = body(answer).decode("utf-8", "replace") + str(sorted(answer.items()))
    told = text.replace(address, "")
    # The page of what is not found leads back to itself in the other language.
    told = told.replace(address.removeprefix("/en"), "").replace(f"/en{address}", "")
    return [word for word in words if word in told]


def at(monkeypatch: pytest.MonkeyPatch, when: datetime) -> None:
    """Set the clock of the platform."""
    monkeypatch.setattr(timezone, "now", lambda: when)


def test_every_public_route_is_walked() -> None:
    release = Release(code=CODE, version=1, files={"MANIFEST": [1, ""]})
    told = {*of_release(release), *OTHERS, *ELSEWHERE}
    unknown = [
        route.name
        for route in routes()
        if route.name in tables("PUBLIC") and route.parameters and route.name not in told
    ]
    assert unknown == [], "Tell the walk of embargo how to fill it, in web/tests/publication/test_embargo.py."


@pytest.mark.slow
def test_nothing_before_all_from_the_second_on_and_the_notice_alone_after_a_withdrawal(
    client: Client, computation: Computation, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    moment = now.replace(microsecond=0) + timedelta(hours=30)
    told = {"title_id": MARK, "title_en": MARK, "changes": f"{MARK}, dan seterusnya.", "embargo": moment}
    release = frozen(drafted(computation, **told))
    words, here, elsewhere = hidden(release), addresses(release), list(others())
    wrong: list[str] = []

    def walk(listed: list[str], statuses: set[int], tags: dict[str, str] | None = None) -> dict[str, str]:
        """Ask for addresses, with the ETags of a cache that knows too much; give the ETags of the answers."""
        found = {}
        for address in listed:
            known = {"If-None-Match": tags[address]} if tags and tags.get(address) else {}
            answer = client.get(address, headers=known)
            if statuses and answer.status_code not in statuses:
                wrong.append(f"{address}: {answer.status_code}")
            # What is asked for may be said back, as it is of a name that nobody ever gave; see below.
            told = [
                word for word in leaks(answer, words, address) if word != release.name or release.name not in address
            ]
            if 200 not in statuses and told:
                wrong.append(f"{address}: {told}")
            found[address] = answer.headers.get("ETag", "")
        return found

    at(monkeypatch, moment)
    tags = walk(here, {200})
    assert not wrong
    assert sum(map(bool, tags.values())) > len(here) / 2
    # The clock goes back: what was computed and cached for the time after gives nothing away.
    for when in (moment - timedelta(seconds=1), now):
        at(monkeypatch, when)
        walk(here, {404}, tags)
    at(monkeypatch, moment - timedelta(microseconds=1))
    walk(elsewhere, set())
    for address in here:
        never = body(client.get(address.replace(release.name, f"{CODE}.7")))
        assert body(client.get(address)).replace(b".1", b".7") == never.replace(b".1", b".7"), address
    for accept in NEGOTIATED:
        answer = client.get(f"/rilis/{release.name}/", headers={"Accept": accept})
        wrong += [f"{accept}: {answer.status_code}"] if answer.status_code != 404 else []
        wrong += leaks(answer, words, f"/rilis/{release.name}/")
    assert not wrong, "\n".join(wrong)

    for zone in ZONES:  # whatever zone the server's clock tells its seconds in
        for seconds, status in ((-86_400, 404), (-1, 404), (-0.000001, 404), (0, 200), (1, 200)):
            at(monkeypatch, (moment + timedelta(seconds=seconds)).astimezone(ZoneInfo(zone)))
            with timezone.override(zone):
                assert client.get(f"/rilis/{release.name}/data/SHA256SUMS").status_code == status, (zone, seconds)
    at(monkeypatch, moment)
    assert MARK in body(client.get("/rilis/")).decode()
    assert MARK in body(client.get("/rilis/atom.xml")).decode()
    withdraw(release, "Ada kesalahan di dalamnya.", actor=member("head", "0"))
    # The notice says which release it was, by title, name, digest and key; nothing of what was in it.
    words = [each for each in words if each not in (MARK, release.name, release.digest, release.key)]
    page = {reverse("releases:page", args=[release.name]), f"/en/rilis/{release.name}/"}
    walk([each for each in here if each not in page], {410}, tags)
    walk(["/", "/rilis/", "/rilis/atom.xml", "/rilis/katalog.jsonld", "/api/v1/releases", *TRIED], set())
    for address in page:
        answer = client.get(address)
        wrong += leaks(answer, words, address)
    assert not wrong, "\n".join(wrong)


def test_the_second_is_that_of_western_indonesia_wherever_server_and_reader_are() -> None:
    form = ChangeForm({**CONTENT, "embargo": "2031-02-14T00:00:00", "seen": 1})
    for zone in ZONES:
        with timezone.override(zone):
            assert form.is_valid(), form.errors
            moment = form.cleaned_data["embargo"]
            assert moment == datetime(2031, 2, 13, 17, 0, 0, tzinfo=UTC)
            assert moment.astimezone(NATIONAL.info).isoformat() == "2031-02-14T00:00:00+07:00"
        form = ChangeForm({**CONTENT, "embargo": "2031-02-14T00:00:00", "seen": 1})


def test_a_draft_and_its_forms_are_nowhere(client: Client, computation: Computation) -> None:
    release = drafted(computation, title_id=MARK, changes=f"{MARK}, dan seterusnya.")
    release.files = {"MANIFEST": [1, ""]}
    for address in addresses(release):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert MARK not in body(answer).decode("utf-8", "replace")
    assert MARK not in body(client.get("/rilis/")).decode()
