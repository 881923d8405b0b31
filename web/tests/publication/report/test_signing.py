"""Signatures of reports: one that verifies under the test authority, and any changed byte that breaks it."""

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from asn1crypto import pem, x509
from django.core.management import CommandError, call_command
from ikpweb.config.signing import SigningSettings
from ikpweb.publication.report import keeping
from ikpweb.publication.report.authority import make_authority
from ikpweb.publication.report.making import Asked
from ikpweb.publication.report.signing import CertificateSigner, NoSignatureError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from web.tests.publication.report.accessible import faults
from web.tests.publication.report.reading import made, released, words


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    return make_authority(tmp_path_factory.mktemp("uji"))


@pytest.fixture(scope="module")
def report() -> bytes:
    return made("pers")


@pytest.fixture(scope="module")
def signed(authority: tuple[Path, Path, Path], report: bytes) -> bytes:
    _root, certificate, key = authority
    return CertificateSigner(certificate, key).sign(report)


def status(pdf: bytes, root: Path) -> Any:
    _kind, _headers, body = pem.unarmor(root.read_bytes())
    trusted = ValidationContext(trust_roots=[x509.Certificate.load(body)], allow_fetching=False)
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return validate_pdf_signature(signature, trusted)


def test_a_signed_report_verifies_and_its_pages_are_as_they_were(
    signed: bytes, report: bytes, authority: tuple[Path, Path, Path]
) -> None:
    found = status(signed, authority[0])
    assert (found.intact, found.valid, found.trusted) == (True, True, True)
    assert found.coverage.name == "ENTIRE_FILE"
    assert signed.startswith(report)  # the report itself is untouched, the signature stands behind it
    assert words(signed) == words(report)
    assert faults(signed, "id") == []
    assert b"/ETSI.CAdES.detached" in signed


def test_another_authority_is_not_trusted(signed: bytes, tmp_path: Path) -> None:
    other, _certificate, _key = make_authority(tmp_path / "lain")
    assert not status(signed, other).trusted


@pytest.mark.parametrize("place", [0.1, 0.35, 0.6, 0.9])
def test_a_changed_byte_is_found(
    signed: bytes, report: bytes, authority: tuple[Path, Path, Path], place: float
) -> None:
    at = int(len(report) * place)
    spoilt = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    try:
        found = status(spoilt, authority[0])
    except Exception:  # noqa: BLE001 - a byte of the structure: it cannot even be read
        return
    assert not found.intact


def test_a_key_that_does_not_fit_is_refused_with_a_sentence(authority: tuple[Path, Path, Path], tmp_path: Path) -> None:
    _root, certificate, _key = authority
    odd = tmp_path / "kunci.pem"
    odd.write_text("bukan kunci")
    with pytest.raises(NoSignatureError, match="cannot be read"):
        CertificateSigner(certificate, odd)


def test_the_authority_says_that_it_is_a_test_and_replaces_nothing(authority: tuple[Path, Path, Path]) -> None:
    root, certificate, key = authority
    _kind, _headers, body = pem.unarmor(certificate.read_bytes())
    told = x509.Certificate.load(body)
    assert "UJI" in told.subject.native["common_name"]
    assert "UJI" in told.issuer.native["common_name"]
    assert told.not_valid_after - datetime.now(UTC) < timedelta(days=826)
    assert (key.stat().st_mode & 0o077, root.exists()) == (0, True)
    before = key.read_bytes()
    with pytest.raises(FileExistsError):
        make_authority(key.parent)
    assert key.read_bytes() == before


def test_the_command_says_what_to_set(tmp_path: Path) -> None:
    out = StringIO()
    call_command("report_authority", str(tmp_path / "uji"), stdout=out)
    assert f"IKP_REPORT_KEY={tmp_path}/uji/uji-penanda-tangan.key" in out.getvalue()
    with pytest.raises(CommandError, match="Tidak ada berkas yang ditimpa"):
        call_command("report_authority", str(tmp_path / "uji"), stdout=out)


class Stamp:
    """A signer of one's own: it only counts."""

    asked = 0

    def sign(self, pdf: bytes) -> bytes:
        Stamp.asked += 1
        return pdf + b"% seen by a service\n%%EOF"


@pytest.mark.django_db
def test_reports_are_signed_once_by_whoever_is_set_up(
    settings: Any, authority: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, certificate, key = authority
    release, given = released(), Asked("pers")

    def set_up(**told: Any) -> None:
        nobody = SigningSettings(None, None, "", "")
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, signing=replace(nobody, **told))

    set_up(certificate=certificate, key=key)
    made_once = keeping.kept(release, given, "id")
    assert status(made_once, root).trusted
    assert keeping.kept(release, given, "id") == made_once
    module = ModuleType("kantor_tanda_tangan")
    module.stamp = Stamp  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    set_up(signer="kantor_tanda_tangan:stamp")
    assert b"seen by a service" in keeping.kept(release, given, "en")
    assert b"seen by a service" in keeping.kept(release, given, "en")
    assert Stamp.asked == 1
