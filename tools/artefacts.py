"""Make what a release of the software consists of: the wheels of both packages, their digests, and a signature.

``python -m tools.artefacts dist --key FILE`` builds the last commit twice, in two places, and refuses what is not
the same to the byte. ``python -m tools.artefacts dist --verify --key PUBLIC`` says whether a folder is as it was
signed. A key is made by ``--new-key FILE``; keep it where no build machine reaches it.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from ikp.release.signing import holds, key_name

__all__ = ["build", "main", "make", "new_key", "verify"]

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("engine", "web")
SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.sig"
#: What is signed begins with this, so that the signature of a data release never fits software.
_PURPOSE = b"ikp software\n"


class ArtefactError(Exception):
    """A sentence that says why nothing was made, or what is not as it was signed."""


def make(root: Path, out: Path, key: Path | None = None) -> list[Path]:
    """Build the last commit of a repository twice, compare, and write wheels, digests and signature."""
    commit = _told(root, "rev-parse", "HEAD")  # once: somebody may commit while it is built
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        one, other = build(root, commit, Path(first) / "a"), build(root, commit, Path(second) / "another place")
        differing = [path.name for path, twin in zip(one, other, strict=True) if path.read_bytes() != twin.read_bytes()]
        if differing:
            message = f"built twice, not the same: {', '.join(differing)}. Something of the machine is in them."
            raise ArtefactError(message)
        out.mkdir(parents=True, exist_ok=True)
        made = [Path(shutil.copy(path, out)) for path in one]
    sums = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(made))
    (out / SUMS).write_text(sums, "ascii")
    (out / SIGNATURE).unlink(missing_ok=True)  # of an older build
    if key is not None:
        (out / SIGNATURE).write_text(_signed(sums.encode(), key), "ascii")
    return made


def build(root: Path, commit: str, place: Path) -> list[Path]:
    """Build the wheels of a commit, without anything that lies beside it; give them in order."""
    place.mkdir(parents=True)
    archive = place / "source.tar"
    subprocess.run(["git", "-C", str(root), "archive", "--output", str(archive), commit], check=True)
    with tarfile.open(archive) as source:
        source.extractall(place / "source", filter="data")
    epoch = _told(root, "log", "-1", "--format=%ct", commit)
    env = {**os.environ, "SOURCE_DATE_EPOCH": epoch, "PYTHONHASHSEED": "0"}
    for package in PACKAGES:
        command = [
            sys.executable,
            "-m",
            "hatchling",
            "build",
            "--target",
            "wheel",
            "--directory",
            str(place / "wheels"),
        ]
        subprocess.run(command, cwd=place / "source" / package, env=env, check=True, capture_output=True)
    return sorted((place / "wheels").glob("*.whl"))


def _told(root: Path, *asked: str) -> str:
    ran = subprocess.run(["git", "-C", str(root), *asked], check=True, capture_output=True, text=True)
    return ran.stdout.strip()


def new_key(path: Path) -> str:
    """Make a key that only its owner can read, and its public half beside it; give its name."""
    key = Ed25519PrivateKey.generate()
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    path.with_suffix(".pub.pem").write_text(public, "ascii")
    return key_name(public)


def _signed(sums: bytes, path: Path) -> str:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        message = f"{path} is no Ed25519 key. Make one with --new-key."
        raise ArtefactError(message)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    told = {"algorithm": "Ed25519", "key": key_name(public), "signature": key.sign(_PURPOSE + sums).hex()}
    return json.dumps(told, indent=1) + "\n"


def verify(folder: Path, public: Path) -> list[str]:
    """Find what is not as it was signed with a key: files that differ, are missing or do not belong."""
    sums = (folder / SUMS).read_bytes()
    try:
        told = json.loads((folder / SIGNATURE).read_text("ascii"))
        if not holds(public.read_text("ascii"), told["signature"], _PURPOSE + sums):
            return [f"{SIGNATURE}: was not made over {SUMS} with this key."]
    except (OSError, ValueError, KeyError):
        return [f"{SIGNATURE}: is missing, or no signature."]
    named = {name: digest for digest, name in (line.split("  ") for line in sums.decode("ascii").splitlines())}
    here = {path.name: path for path in folder.iterdir() if path.name not in {SUMS, SIGNATURE}}
    found = [f"{name}: is missing." for name in sorted(named.keys() - here.keys())]
    found += [f"{name}: was not signed." for name in sorted(here.keys() - named.keys()) if name.endswith(".whl")]
    return found + [
        f"{name}: differs from what was signed."
        for name in sorted(named.keys() & here.keys())
        if hashlib.sha256(here[name].read_bytes()).hexdigest() != named[name]
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Make or verify; 1 when something is wrong."""
    parser = argparse.ArgumentParser("python -m tools.artefacts")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("dist"))
    parser.add_argument("--key", type=Path, help="private key to sign with; with --verify the public one")
    parser.add_argument("--verify", action="store_true")
    parser.add_argument("--new-key", type=Path, metavar="FILE", help="make a key and end")
    asked = parser.parse_args(arguments)
    try:
        if asked.new_key:
            print(f"key {new_key(asked.new_key)}: {asked.new_key}, and its public half beside it")
        elif asked.verify:
            if asked.key is None:
                parser.error("--verify needs the public key, from another place than the folder: --key FILE")
            found = verify(asked.folder, asked.key)
            print("\n".join(found) or f"{asked.folder} is as it was signed")
            return int(bool(found))
        else:
            for path in make(ROOT, asked.folder, asked.key):
                print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path}")
            print("signed" if asked.key else "not signed: name a key with --key, or make one with --new-key")
    except (ArtefactError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
