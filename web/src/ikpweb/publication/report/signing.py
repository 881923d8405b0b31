"""Signatures of reports (PAdES, ETSI EN 319 142-1): with a certificate of one's own, or by a service of others.

pyHanko is loaded by who signs alone: it takes a sixth of the time in which a process begins.
"""

import importlib
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Protocol

from django.conf import settings

__all__ = ["CertificateSigner", "NoSignatureError", "Signer", "signer"]

#: Name of the field that holds the signature.
FIELD = "ikp"
_SAID = "Tanda tangan elektronik / Electronic signature"


class NoSignatureError(Exception):
    """A report cannot be signed as it was set up; its argument says why."""


class Signer(Protocol):
    """Whoever signs reports. ``IKP_REPORT_SIGNER`` names a function without arguments that gives one.

    A service such as Indonesia's BSrE fits here: it takes the PDF and gives it back signed.
    """

    def sign(self, pdf: bytes) -> bytes:
        """Give the PDF with a signature that covers all of its bytes."""
        ...


class CertificateSigner:
    """Signs with a certificate and its key, as PAdES baseline B-B.

    Parameters
    ----------
    certificate : path
        PEM: the certificate first, then those above it, without the root.
    key : path
        PEM, PKCS #8.
    password : str
        Of the key; empty where it has none.

    Raises
    ------
    NoSignatureError
        Where one of both cannot be read, or they do not belong together.
    """

    def __init__(self, certificate: Path, key: Path, password: str = "") -> None:
        from pyhanko.sign import signers

        found = signers.SimpleSigner.load(  # type: ignore[no-untyped-call]
            str(key),
            str(certificate),
            ca_chain_files=(str(certificate),),
            key_passphrase=password.encode() or None,
        )
        if found is None:
            message = f"{certificate}, {key}: certificate or key cannot be read, or they do not belong together."
            raise NoSignatureError(message)
        self._signer = found

    def sign(self, pdf: bytes) -> bytes:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import fields, signers

        told = signers.PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
        )
        # Nothing is seen of it on a page; a reader who looks for it hears what it is (ISO 14289-1, 7.18.1).
        unseen = fields.InvisSigSettings(set_print_flag=False, set_hidden_flag=True)
        field = fields.SigFieldSpec(FIELD, readable_field_name=_SAID, invis_sig_settings=unseen)
        out = BytesIO()
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        signers.sign_pdf(writer, told, signer=self._signer, new_field_spec=field, output=out)
        return out.getvalue()


def signer() -> Signer | None:
    """Give the signer that is set up, or None where reports go out unsigned."""
    told = settings.ENVIRONMENT.signing
    return _signer(told.signer, told.certificate, told.key, told.password)


@lru_cache(maxsize=4)
def _signer(named: str, certificate: Path | None, key: Path | None, password: str) -> Signer | None:
    if named:
        module, _colon, name = named.partition(":")
        made: Signer = getattr(importlib.import_module(module), name)()
        return made
    return CertificateSigner(certificate, key, password) if certificate and key else None
