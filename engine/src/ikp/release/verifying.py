"""Verifying a release: nothing was changed, the right key signed it, the audit log's checkpoint holds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ikp.errors import UsageError, problem
from ikp.problems import Problem
from ikp.release.archive import Bundle
from ikp.release.checkpoints import fault_of
from ikp.release.contents import FORMAT, KIND
from ikp.release.manifest import MANIFEST, SIGNATURE, differences
from ikp.release.signing import fits, key_name, read_signature

__all__ = ["Verdict", "about", "verify"]

_CHECKPOINT = "audit/checkpoint.json"


@dataclass(frozen=True)
class Verdict:
    """What was found.

    Parameters
    ----------
    about : mapping
        The release, as *release.json* says.
    files : int
        How many were checked.
    key : str
        Name of the key that signed it, empty where none did.
    trusted : bool
        Whether that is the key that was asked for.
    checkpoint : int or None
        Number of the checkpoint of the audit log, None where the release carries none.
    problems : tuple of Problem
        Every fault; empty where the release is as it was signed.
    """

    about: Mapping[str, Any]
    files: int
    key: str
    trusted: bool
    checkpoint: int | None
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(bundle: Bundle, key: str = "") -> Verdict:
    """Verify a release.

    Parameters
    ----------
    bundle : Bundle
    key : str
        The public key that must have signed it, as PEM text. Without it, that the signature fits the key
        inside of the bundle is all that can be said: compare its name with the one the publisher makes known.

    Returns
    -------
    Verdict

    Raises
    ------
    UsageError
        If it is no release, comes from a newer engine, or `key` is none.
    """
    told = about(bundle)
    wanted = key_name(key) if key else ""
    if key and not wanted:
        raise UsageError(problem("release-no-key"))
    found = [problem("release-stray", name=bundle.stray)] if bundle.stray else []
    found += differences(bundle.files)
    signature = read_signature(bundle.files.get(SIGNATURE, b""))
    if signature is None or not fits(signature, bundle.files.get(MANIFEST, b"")):
        found.append(problem("release-signature"))
        signature = None
    elif wanted and signature["key"] != wanted:
        found.append(problem("release-other-key", found=signature["key"], wanted=wanted))
    number, fault = _checkpoint(bundle)
    if fault:
        found.append(problem("release-checkpoint", number=number if number is not None else "–", detail=fault))
    signer = signature["key"] if signature else ""
    return Verdict(told, len(bundle.files), signer, bool(wanted) and signer == wanted, number, tuple(found))


def about(bundle: Bundle) -> Mapping[str, Any]:
    """Give what *release.json* says.

    Raises
    ------
    UsageError
        If it is no release, or one that a newer engine wrote.
    """
    try:
        told = json.loads(bundle["release.json"])
        kind, layout = told["kind"], told["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(problem("release-not", place=bundle.place, detail=f"release.json: {error}")) from None
    if kind != KIND or not isinstance(layout, int):
        raise UsageError(problem("release-not", place=bundle.place, detail=f"release.json: {kind}"))
    if layout > FORMAT:
        raise UsageError(problem("release-future", format=layout, known=FORMAT))
    return dict(told)


def _checkpoint(bundle: Bundle) -> tuple[int | None, str]:
    """Give the number of the checkpoint and what does not hold."""
    if _CHECKPOINT not in bundle.files:
        return None, ""
    try:
        told = json.loads(bundle.files[_CHECKPOINT])
        number = int(told["number"])
    except (ValueError, KeyError, TypeError):
        return None, "heads"
    return number, fault_of(told)
