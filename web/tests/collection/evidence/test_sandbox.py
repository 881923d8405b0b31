"""The sandbox: little time, little memory, no secrets; whatever breaks in it, the next file is opened."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from ikpweb.collection.evidence import sandbox

from web.tests.collection.evidence.files import jpeg, pdf


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    path = tmp_path / "foto.jpg"
    path.write_bytes(jpeg(2000, 1500))
    return path


def looks(path: Path) -> bool:
    return sandbox.run("picture", path, form="JPEG") == {"whole": True, "width": 2000, "height": 1500}


def test_it_answers(photograph: Path, tmp_path: Path) -> None:
    assert looks(photograph)
    document = tmp_path / "a.pdf"
    document.write_bytes(pdf(7))
    assert sandbox.run("pdf", document) == {"whole": True, "pages": 7, "runs": False}
    assert sandbox.run("picture", document, form="JPEG") == {"whole": False}
    assert sandbox.run("pdf", photograph)["whole"] is False


def test_too_little_memory_ends_one_order_and_not_the_next(
    photograph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with monkeypatch.context() as little:
        little.setattr(sandbox, "MEMORY", 1_000_000)
        assert sandbox.run("strip", photograph, form="JPEG", out=out) == {}
    assert looks(photograph)
    assert sandbox.run("strip", photograph, form="JPEG", out=out) == {"done": True}


def test_too_little_time_ends_one_order_and_not_the_next(photograph: Path, tmp_path: Path) -> None:
    document = tmp_path / "panjang.pdf"
    document.write_bytes(pdf(1500))
    assert sandbox.run("pages", document, form="PDF", out=tmp_path / "out", seconds=1) == {}
    assert looks(photograph)


def test_one_that_died_is_replaced(photograph: Path) -> None:
    assert looks(photograph)
    dead = sandbox._free[-1].process
    dead.kill()
    dead.wait()
    assert looks(photograph)
    assert sandbox._free[-1].process.pid != dead.pid


def test_it_knows_no_secret_of_the_platform(photograph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IKP_SECRET_KEY", "rahasia-sintetis")
    while sandbox._free:  # those before may be older than the secret
        sandbox._free.pop().end()
    assert looks(photograph)
    environment = Path(f"/proc/{sandbox._free[-1].process.pid}/environ").read_bytes()
    assert environment == b"LANG=C.UTF-8\x00"


def test_many_ask_at_once_and_each_gets_its_own_answer(tmp_path: Path) -> None:
    paths = []
    for number in range(12):
        paths.append(tmp_path / f"{number}.jpg")
        paths[-1].write_bytes(jpeg(100 + number, 50))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda path: sandbox.run("picture", path, form="JPEG"), paths))
    assert [each["width"] for each in found] == [100 + number for number in range(12)]
    assert len(sandbox._free) <= max(2, os.cpu_count() or 2)
