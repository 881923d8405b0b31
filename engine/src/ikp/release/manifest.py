"""MANIFEST: the SHA-256 of every file of a release, in the form that ``sha256sum --check`` reads."""

import hashlib
import re
from collections.abc import Iterator, Mapping

from ikp.errors import problem
from ikp.problems import Problem

__all__ = ["MANIFEST", "SIGNATURE", "differences", "manifest_of", "parsed"]

MANIFEST, SIGNATURE = "MANIFEST", "MANIFEST.sig"
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


def manifest_of(files: Mapping[str, bytes]) -> bytes:
    """Write the manifest of files, in the order of their names."""
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files) if _listed(name)]
    return "".join(lines).encode()


def parsed(manifest: bytes) -> dict[str, str] | None:
    """Give the digest of each file that a manifest names, or None where it is not written as `manifest_of` does."""
    try:
        text = manifest.decode()
    except UnicodeDecodeError:
        return None
    found: dict[str, str] = {}
    for line in text.splitlines():
        told = _LINE.fullmatch(line)
        if told is None or told[2] in found:
            return None
        found[told[2]] = told[1]
    # To the byte as we write it: a line end, an order or a space that differs is a change too.
    same = "".join(f"{found[name]}  {name}\n" for name in sorted(found)) == text
    return found if found and same else None


def differences(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Name every file that is not as the manifest says: changed, lacking, or not in it."""
    wanted = parsed(files.get(MANIFEST, b""))
    if wanted is None:
        yield problem("release-manifest")
        return
    for name, digest in wanted.items():
        if name not in files:
            yield problem("release-lacking", name=name)
        elif hashlib.sha256(files[name]).hexdigest() != digest:
            yield problem("release-changed", name=name)
    yield from (problem("release-extra", name=name) for name in sorted(files) if _listed(name) and name not in wanted)


def _listed(name: str) -> bool:
    return name not in (MANIFEST, SIGNATURE)
