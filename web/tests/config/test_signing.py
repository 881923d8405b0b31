"""Settings of who signs reports: nobody without any, and a sentence for what does not fit."""

from pathlib import Path

import pytest
from ikpweb.config.environment import Environment, SettingError
from ikpweb.config.signing import SigningSettings


def read(home: Path, **more: str) -> SigningSettings:
    return Environment.read({"IKP_HOME": str(home), **more}).signing


def test_nothing_set_signs_nothing(tmp_path: Path) -> None:
    assert read(tmp_path) == SigningSettings(None, None, "", "")


def test_a_certificate_goes_with_its_key_and_both_are_there(tmp_path: Path) -> None:
    certificate, key = tmp_path / "c.pem", tmp_path / "k.pem"
    with pytest.raises(SettingError, match="hanya bersama-sama"):
        read(tmp_path, IKP_REPORT_CERTIFICATE=str(certificate))
    with pytest.raises(SettingError, match=r"IKP_REPORT_CERTIFICATE: berkas .* tidak ada"):
        read(tmp_path, IKP_REPORT_CERTIFICATE=str(certificate), IKP_REPORT_KEY=str(key))
    certificate.touch()
    key.touch()
    found = read(tmp_path, IKP_REPORT_CERTIFICATE=str(certificate), IKP_REPORT_KEY=str(key))
    assert (found.certificate, found.key) == (certificate, key)


def test_a_signer_of_ones_own_is_a_function_of_a_module(tmp_path: Path) -> None:
    assert read(tmp_path, IKP_REPORT_SIGNER="kantor.tanda_tangan:bsre").signer == "kantor.tanda_tangan:bsre"
    with pytest.raises(SettingError, match="modul:fungsi"):
        read(tmp_path, IKP_REPORT_SIGNER="kantor.tanda_tangan")
