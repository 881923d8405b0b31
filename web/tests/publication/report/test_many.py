"""The command: one report or all, from the platform's release or from a file, resumed where it stopped."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from ikpweb.publication.report import keeping, many
from ikpweb.publication.report.engine import digest_at
from ikpweb.publication.report.making import Asked
from ikpweb.publication.services import withdraw

from engine.tests.release.making import EXAMPLE
from web.tests.factories import member
from web.tests.publication.report.reading import released, words

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("report", *arguments, stdout=out)
    return out.getvalue()


def test_one_report_of_a_file_and_the_sentence_of_what_was_done(tmp_path: Path) -> None:
    told = run(str(EXAMPLE), "--press", "--language", "en", "--to", str(tmp_path))
    assert "1 laporan dibuat" in told
    (made,) = tmp_path.iterdir()
    assert made.name == "contoh-sintetis.1-pers.en.pdf"
    assert "Press sheet" in words(made.read_bytes())


def test_what_lies_whole_is_left_and_what_is_broken_made_again(tmp_path: Path) -> None:
    run(str(EXAMPLE), "--press", "--to", str(tmp_path))
    (made,) = tmp_path.iterdir()
    body, changed = made.read_bytes(), made.stat().st_mtime_ns
    assert "0 laporan dibuat" in run(str(EXAMPLE), "--press", "--to", str(tmp_path))
    assert made.stat().st_mtime_ns == changed
    made.write_bytes(body[:-100])
    assert "1 laporan dibuat" in run(str(EXAMPLE), "--press", "--to", str(tmp_path))
    assert made.read_bytes() == body


def test_several_processes_make_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = many.Source(EXAMPLE, digest_at(EXAMPLE))
    wanted = [Asked("pers"), Asked("daerah", "15.02")]
    alone = set(many.make_all(source, wanted, "id", tmp_path / "alone", workers=1))
    monkeypatch.setattr(many, "_FEW", 2)
    together = set(many.make_all(source, wanted, "id", tmp_path / "together", workers=2))
    assert alone == together == set(wanted)
    for path in (tmp_path / "alone").iterdir():
        assert (tmp_path / "together" / path.name).read_bytes() == path.read_bytes()


def test_a_release_of_the_platform_shares_its_reports_with_the_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = released()
    run(release.name, "--unit", "15.02", "--to", str(tmp_path / "to"))
    (made,) = (tmp_path / "to").iterdir()
    assert keeping.place_of(release, Asked("daerah", "15.02"), "id").read_bytes() == made.read_bytes()

    def never(*_: Any) -> bytes:
        raise AssertionError

    monkeypatch.setattr(many, "finished", never)
    run(release.name, "--unit", "15.02", "--to", str(tmp_path / "again"))


def test_what_cannot_be_made_says_why(tmp_path: Path) -> None:
    release = released()
    for arguments, told in (
        ((release.name, "--unit", "99.99"), "tidak memuat 99.99"),
        ((release.name, "--province", "15.02"), "tidak memuat 15.02"),
        (("contoh-sintetis.2", "--press"), "Tidak ada rilis beku"),
        (("tidak-ada.1", "--press"), "Tidak ada rilis beku"),
        ((__file__, "--press"), "bukan folder sebuah rilis"),
    ):
        with pytest.raises(CommandError) as refused:
            run(*arguments, "--to", str(tmp_path))
        assert told in str(refused.value)
    withdraw(release, "Nama orang terbaca dalam uraian.", actor=member("head", "0"))
    with pytest.raises(CommandError, match="ditarik"):
        run(release.name, "--press", "--to", str(tmp_path))
    assert list(tmp_path.glob("*.pdf")) == []
