"""A certificate authority of this machine, to try signatures out. Nobody outside trusts it, and its names say so."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

__all__ = ["CERTIFICATE", "KEY", "ROOT", "make_authority"]

ROOT, CERTIFICATE, KEY = "uji-akar.pem", "uji-penanda-tangan.pem", "uji-penanda-tangan.key"
_ROOT_NAME, _LEAF_NAME = "UJI: otoritas percobaan ikp", "UJI: bukan tanda tangan resmi"
_DAYS = 825


def make_authority(folder: Path, now: datetime | None = None) -> tuple[Path, Path, Path]:
    """Make a root and a certificate for signing under it.

    The key of the root is thrown away: nothing else can ever be signed by it.

    Parameters
    ----------
    folder : path
        Made where it is not there; nothing in it is replaced.

    Returns
    -------
    tuple of path
        The root for those who verify, certificate and key for ``IKP_REPORT_CERTIFICATE`` and ``IKP_REPORT_KEY``.

    Raises
    ------
    FileExistsError
        Where one of the files is there already.
    """
    begin = (now or datetime.now(UTC)) - timedelta(minutes=5)
    root_key, leaf_key = (rsa.generate_private_key(65537, 3072) for _ in range(2))
    root = _certificate(_ROOT_NAME, _ROOT_NAME, root_key, root_key, begin, authority=True)
    leaf = _certificate(_LEAF_NAME, _ROOT_NAME, leaf_key, root_key, begin, authority=False)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret = leaf_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    places = (folder / ROOT, folder / CERTIFICATE, folder / KEY)
    for place in places:
        if place.exists():
            raise FileExistsError(str(place))
    for place, body in zip(
        places, (root.public_bytes(Encoding.PEM), leaf.public_bytes(Encoding.PEM), secret), strict=True
    ):
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(body)
    return places


def _certificate(
    subject: str,
    issuer: str,
    key: rsa.RSAPrivateKey,
    by: rsa.RSAPrivateKey,
    begin: datetime,
    *,
    authority: bool,
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=_DAYS))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
        .sign(by, hashes.SHA256())
    )
