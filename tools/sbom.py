"""Make a bill of materials (CycloneDX 1.6, JSON) from the lock: `python -m tools.sbom > sbom.cdx.json`.

Every package of `requirements.lock` with its hashes and, where it is installed, its licence; and the scripts
for browsers that packages carry, each with its digest. The same lock gives the same bytes.
"""

import hashlib
import importlib.metadata
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

__all__ = ["bill", "locked"]

ROOT = Path(__file__).resolve().parents[1]
#: Packages whose scripts are served to browsers.
_CARRIERS = ("django-leaflet", "django-allauth", "mkdocs-material")
_PACKAGE = re.compile(r"^([a-z0-9][a-z0-9.-]*)(\[[a-z0-9,-]+\])?==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def locked(text: str) -> Mapping[str, tuple[str, list[str]]]:
    """Read version and hashes of each package of a lock."""
    found: dict[str, tuple[str, list[str]]] = {}
    name = ""
    for line in text.splitlines():
        begins = _PACKAGE.match(line)
        if begins:
            name = begins[1]
            found[name] = (begins[3], [])
        elif name:
            found[name][1].extend(_HASH.findall(line))
    return found


def bill(root: Path = ROOT) -> dict[str, Any]:
    """Give the bill of materials of this checkout."""
    lock = (root / "requirements.lock").read_text("utf-8")
    own = [_own(root / folder / "pyproject.toml") for folder in ("engine", "web")]
    components = [_package(name, version, hashes) for name, (version, hashes) in sorted(locked(lock).items())]
    scripts = [script for carrier in _CARRIERS for script in _scripts(carrier)]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, hashlib.sha256(lock.encode()).hexdigest())}",
        "version": 1,
        "metadata": {"component": own[1], "properties": [{"name": "ikp:engine", "value": own[0]["version"]}]},
        "components": [own[0], *components, *scripts],
    }


def _own(pyproject: Path) -> dict[str, Any]:
    project = tomllib.loads(pyproject.read_text("utf-8"))["project"]
    return {
        "type": "application" if project["name"] == "ikp-web" else "library",
        "bom-ref": project["name"],
        "name": project["name"],
        "version": project["version"],
        "licenses": [{"license": {"id": project["license"]}}],
    }


def _package(name: str, version: str, hashes: list[str]) -> dict[str, Any]:
    address = f"pkg:pypi/{name}@{version}"
    told: dict[str, Any] = {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "purl": address,
        # One for each file of the version: wheels for machines, and the source.
        "externalReferences": [
            {"type": "distribution", "url": address, "hashes": [{"alg": "SHA-256", "content": each} for each in hashes]}
        ],
    }
    licence = _licence(name)
    return {**told, "licenses": [{"license": {"name": licence}}]} if licence else told


def _licence(name: str) -> str:
    try:
        told = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:  # for another Python or another machine
        return ""
    expression, plain = ((told.get_all(name) or [""])[0] for name in ("License-Expression", "License"))
    classified = [
        each.rpartition(" :: ")[2] for each in told.get_all("Classifier", []) if each.startswith("License ::")
    ]
    return expression or " AND ".join(sorted(classified)) or plain.partition("\n")[0][:100]


def _scripts(carrier: str) -> Iterator[dict[str, Any]]:
    try:
        package = importlib.metadata.distribution(carrier)
    except importlib.metadata.PackageNotFoundError:
        return
    for file in sorted(package.files or (), key=str):
        path = Path(str(package.locate_file(file)))
        if file.suffix == ".js" and path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            yield {
                "type": "file",
                "bom-ref": f"{carrier}@{package.version}/{file}",
                "name": str(file),
                "version": package.version,
                "hashes": [{"alg": "SHA-256", "content": digest}],
            }


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
