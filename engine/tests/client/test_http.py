"""Asking over HTTP: patience with a busy server, sentences for a refusal, downloads that go on."""

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.tests.client.serving import Asked, Said, served, told
from ikp.client.http import Asker
from ikp.errors import UsageError

pytestmark = pytest.mark.extras


def asker(address: str, **more: object) -> tuple[Asker, list[float]]:
    slept: list[float] = []
    return Asker(address, timeout=5, sleep=slept.append, **more), slept  # type: ignore[arg-type]


def in_turn(*answers: Said) -> Callable[[Asked], Said]:
    left = list(answers)
    return lambda _: left.pop(0)


@pytest.mark.parametrize("address", ["", "ikp.example", "ftp://ikp.example", "file:///etc/passwd", "https://"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="no address of a platform"):
        Asker(address)


def test_later_is_asked_again_after_the_seconds_that_the_server_names() -> None:
    busy = told({}, 429, Retry_After="7")
    with served(in_turn(busy, told({}, 503), told({"a": 1}))) as server:
        ask, slept = asker(server.address)
        assert ask.json("/x", {"q": "é", "no": None}) == {"a": 1}
    assert slept == [7.0, 2.0]
    assert [each.path for each in server.asked] == ["/x?q=%C3%A9"] * 3


def test_a_date_is_understood_and_too_long_a_wait_is_not_made() -> None:
    past = told({}, 503, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT")
    with served(in_turn(past, told({}, 429, Retry_After="86000"))) as server:
        ask, slept = asker(server.address)
        with pytest.raises(UsageError, match="429"):
            ask.json("/x")
    assert slept == [0.0]


def test_a_refusal_says_what_the_server_said_and_is_not_repeated() -> None:
    notice = {"code": "withdrawn", "detail": "ikp-2024.1 was withdrawn: wrong names."}
    packed = Said(410, gzip.compress(json.dumps(notice).encode()), {"Content-Encoding": "gzip"})
    for said in (told(notice, 410), packed):
        with served(in_turn(said)) as server:
            ask, slept = asker(server.address)
            with pytest.raises(UsageError, match=r"410 \(withdrawn\): ikp-2024.1 was withdrawn: wrong names."):
                ask.json("/x")
        assert (len(server.asked), slept) == (1, [])


@pytest.mark.parametrize("body", [b"<html>Sign in</html>", b"", b"\xff"])
def test_an_answer_that_is_no_json_is_said(body: bytes) -> None:
    for encoding in ({}, {"Content-Encoding": "gzip"}):
        said = Said(200, body, encoding)
        with served(in_turn(said)) as server, pytest.raises(UsageError, match="something else than JSON"):
            asker(server.address)[0].json("/x")


def test_nobody_there_is_said_after_some_attempts() -> None:
    with served(lambda _: Said()) as server:
        pass
    ask, slept = asker(server.address, attempts=3)
    with pytest.raises(UsageError, match="did not answer after 3 attempts"):
        ask.json("/x")
    assert slept == [1.0, 2.0]


def test_what_has_not_changed_is_not_sent_again_and_is_packed_on_the_way() -> None:
    def answer(asked: Asked) -> Said:
        if asked.headers.get("If-None-Match") == 'W/"7"':
            return Said(304)
        assert asked.headers["Accept-Encoding"] == "gzip"
        return Said(200, gzip.compress(json.dumps([1]).encode()), {"Content-Encoding": "gzip", "ETag": 'W/"7"'})

    with served(answer) as server:
        ask, _slept = asker(server.address)
        assert ask.json("/x") == ask.json("/x") == [1]
        assert ask.json("/x", {"a": 1}) == [1]
    assert [bool(each.headers.get("If-None-Match")) for each in server.asked] == [False, True, False]


def test_the_key_goes_to_the_platform_alone() -> None:
    with served(lambda _: told({})) as other, served(lambda _: _to(other.address)) as server:
        ask, _slept = asker(server.address, key="ikp_secret")
        ask.json("/x")
        ask.json(f"{other.address}/z")
    assert server.asked[0].headers["Authorization"] == "Bearer ikp_secret"
    assert ["Authorization" in each.headers for each in other.asked] == [False, False]


def _to(address: str) -> Said:
    return Said(302, b"", {"Location": f"{address}/y"})


CONTENT = bytes(range(256)) * 2000


def with_ranges(asked: Asked, **more: int) -> Said:
    start = int(asked.headers.get("Range", "bytes=0-")[6:-1])
    if start >= len(CONTENT):
        return Said(416)
    return Said(206 if start else 200, CONTENT[start:], **more)  # type: ignore[arg-type]


def fetched(address: str, path: Path, **more: object) -> tuple[bytes, str]:
    ask, _slept = asker(address, **more)
    digest = [hashlib.sha256(path.read_bytes() if path.exists() else b"")]

    def taken(piece: bytes) -> None:
        if piece:
            digest[0].update(piece)
        else:
            digest[0] = hashlib.sha256()

    with path.open("a+b") as out:
        ask.fetch("/file", out, taken)
    return path.read_bytes(), digest[0].hexdigest()


def test_a_download_that_breaks_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    cuts = [100_000, 50_000, None]
    with served(lambda asked: with_ranges(asked, broken=cuts.pop(0))) as server:  # type: ignore[arg-type]
        assert fetched(server.address, tmp_path / "f") == (CONTENT, hashlib.sha256(CONTENT).hexdigest())
    assert [each.headers.get("Range") for each in server.asked] == [None, "bytes=100000-", "bytes=150000-"]


def test_what_an_earlier_run_left_is_gone_on_with(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(CONTENT[:1000])
    with served(with_ranges) as server:
        assert fetched(server.address, tmp_path / "f") == (CONTENT, hashlib.sha256(CONTENT).hexdigest())
        assert fetched(server.address, tmp_path / "f")[0] == CONTENT  # all is there already
    assert server.asked[0].headers["Range"] == "bytes=1000-"


def test_a_server_that_knows_no_ranges_sends_all_anew(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"other beginning")
    with served(lambda _: Said(200, CONTENT)) as server:
        assert fetched(server.address, tmp_path / "f") == (CONTENT, hashlib.sha256(CONTENT).hexdigest())


def test_a_line_that_breaks_off_each_time_is_given_up(tmp_path: Path) -> None:
    said = pytest.raises(UsageError, match="did not answer after 2 attempts")
    with served(lambda asked: with_ranges(asked, broken=10)) as server, said:
        fetched(server.address, tmp_path / "f", attempts=2)
    assert len((tmp_path / "f").read_bytes()) == 20  # and kept for the next time
