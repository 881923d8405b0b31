"""Settings of the signatures of reports: a certificate with its key, or a signer of one's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ikpweb.config.problem import SettingError
from ikpweb.config.words import say

__all__ = ["SIGNING_VARIABLES", "SigningSettings"]

SIGNING_VARIABLES: Mapping[str, str] = {
    "IKP_REPORT_CERTIFICATE": "Certificate that signs the PDF reports (PEM, with those above it). Default: none, and "
    "reports go out unsigned",
    "IKP_REPORT_KEY": "Key of that certificate (PEM)",
    "IKP_REPORT_KEY_PASSWORD": "Password of that key; empty where it has none",
    "IKP_REPORT_SIGNER": "module:function that gives a signer of your own in place of a certificate, such as one that "
    "asks a signing service",
}


@dataclass(frozen=True)
class SigningSettings:
    """What the environment says about who signs reports."""

    certificate: Path | None
    key: Path | None
    password: str
    signer: str

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> "SigningSettings":
        """Read and check.

        Raises
        ------
        SettingError
            For a certificate without a key or the other way round, or a file that is not there.
        """
        found = {name: variables.get(name) or "" for name in SIGNING_VARIABLES}
        certificate, key = found["IKP_REPORT_CERTIFICATE"], found["IKP_REPORT_KEY"]
        if bool(certificate) != bool(key):
            raise SettingError(say("report-pair"))
        for name in ("IKP_REPORT_CERTIFICATE", "IKP_REPORT_KEY"):
            if found[name] and not Path(found[name]).is_file():
                raise SettingError(say("report-file", name=name, path=found[name]))
        if found["IKP_REPORT_SIGNER"] and ":" not in found["IKP_REPORT_SIGNER"]:
            raise SettingError(say("report-signer", value=found["IKP_REPORT_SIGNER"]))
        return cls(
            Path(certificate) if certificate else None,
            Path(key) if key else None,
            found["IKP_REPORT_KEY_PASSWORD"],
            found["IKP_REPORT_SIGNER"],
        )
