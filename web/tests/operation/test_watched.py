"""Readiness and metrics: true, for machines of the operator alone, and without anything about people."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from ikpweb.config.operating import Operating
from ikpweb.kit import beats
from ikpweb.operation import figures, readiness
from ikpweb.operation.records import note

pytestmark = pytest.mark.django_db


def metrics(client: Client) -> dict[str, float]:
    """Read the answer as Prometheus does: name with labels, value."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    lines = [line for line in answer.content.decode().splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, _gap, value in (line.rpartition(" ") for line in lines)}


@pytest.fixture
def alive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beats, "_last", {})
    for name in readiness.LONGEST:
        beats.beat(name)


def test_ready_only_while_every_part_is(client: Client, alive: None, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")
    assert set(answer.json()["parts"]) == set(readiness.PARTS)
    monkeypatch.setattr(readiness, "ROOM", 10**18)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["parts"]["disk"]) == (503, False)


def test_a_process_that_is_silent_for_too_long_is_named(alive: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert readiness.silent() == []
    monkeypatch.setattr(readiness, "LONGEST", {**readiness.LONGEST, "seal": -1.0})
    assert readiness.silent() == ["seal"]


def test_a_look_that_fails_is_a_part_that_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def dying() -> bool:
        raise OSError

    monkeypatch.setattr(readiness, "PARTS", {"evidence": dying})
    assert readiness.ready() == {"evidence": False}


@pytest.mark.parametrize("address", ["/readyz", "/metrics"])
def test_nobody_from_elsewhere_learns_that_there_is_something(
    client: Client, settings: Any, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get(address, REMOTE_ADDR="203.0.113.7").status_code == 404
    # Through a proxy of which the platform was not told, everybody would seem to be this machine.
    assert client.get(address, headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    operating = Operating.read({"IKP_METRICS": "203.0.113.0/24"})
    environment = settings.ENVIRONMENT
    object.__setattr__(environment, "operating", operating)
    try:
        assert client.get(address, REMOTE_ADDR="203.0.113.7").status_code in {200, 503}
    finally:
        object.__setattr__(environment, "operating", Operating.read({}))


def test_requests_are_counted_by_route_and_never_by_address(client: Client) -> None:
    before = metrics(client)
    client.get("/daerah/15.71/?cari=rahasia")
    client.get("/daerah/15.71/?cari=rahasia")
    after = metrics(client)
    name = 'ikp_requests_total{method="GET",route="portal:unit",status="200"}'
    assert after[name] - before.get(name, 0) == 2
    text = client.get("/metrics").content.decode()
    assert "15.71" not in text
    assert "rahasia" not in text
    assert 'ikp_request_seconds_bucket{le="1.0",route="portal:unit"}' in text


def test_the_figures_are_those_of_the_database(client: Client) -> None:
    note("integrity", wrong=2)
    found = metrics(client)
    assert found["ikp_figures_failed"] == 0
    assert found['ikp_waiting{kind="drafts"}'] == 0
    assert found['ikp_evidence_files{scan="not-scanned"}'] == 0
    assert found['ikp_done_wrong{kind="integrity"}'] == 2
    assert found['ikp_disk_bytes{kind="free"}'] > 0
    client.post("/masuk/", {"login": "siapa@example.org", "password": "salah sekali 123"})
    assert metrics(client)['ikp_sign_in_failures{kind="failed"}'] == found['ikp_sign_in_failures{kind="failed"}'] + 1


def test_the_lag_of_the_seal_is_the_age_of_the_oldest_entry_without_one() -> None:
    from ikpweb.audit.actor import Actor
    from ikpweb.audit.services import checkpoint, record

    def lag() -> float:
        (value,) = [metric.samples[0].value for metric in figures._log() if metric.name == "ikp_seal_lag_seconds"]
        return float(value)

    record("test", Actor("orang:1", 1, "15"), "thing")
    assert lag() > 0
    checkpoint()
    assert lag() == 0


def test_a_figure_that_cannot_be_read_leaves_the_others(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def dying() -> Any:
        raise OSError

    monkeypatch.setattr(figures, "FIGURES", (dying, figures._machine))
    found = metrics(client)
    assert found["ikp_figures_failed"] == 1
    assert 'ikp_disk_bytes{kind="total"}' in found


def test_a_sign_of_life_is_a_file_and_a_full_disk_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(beats, "_last", {})
    (tmp_path / "alive").write_text("")  # where the folder should be
    monkeypatch.setattr(beats, "_path", lambda name: tmp_path / "alive" / name)
    beats.beat("seal")
    assert beats.age("seal") is None


def test_the_number_of_a_request_is_on_the_answer(client: Client) -> None:
    first, second = (client.get("/healthz").headers["X-Request-ID"] for _ in range(2))
    assert re.fullmatch(r"[0-9a-f]{32}", first)
    assert first != second
    # Nobody but a proxy of our own gives numbers.
    assert client.get("/healthz", headers={"X-Request-ID": "a" * 32}).headers["X-Request-ID"] != "a" * 32


def test_the_number_of_the_proxy_is_taken_and_shown_on_the_page_of_an_error(settings: Any) -> None:
    from ikpweb.portal.views.errors import broken

    environment = settings.ENVIRONMENT
    object.__setattr__(environment, "proxies", 1)
    try:
        given = Client().get("/healthz", headers={"X-Request-ID": "0123456789abcdef"})
        assert given.headers["X-Request-ID"] == "0123456789abcdef"
        other = Client().get("/healthz", headers={"X-Request-ID": "<script>alert(1)"})
        assert "<" not in other.headers["X-Request-ID"]
    finally:
        object.__setattr__(environment, "proxies", 0)
    request = RequestFactory().get("/")
    request.number = "0123456789abcdef"  # type: ignore[attr-defined]
    assert b"<code>0123456789abcdef</code>" in broken(request).content
