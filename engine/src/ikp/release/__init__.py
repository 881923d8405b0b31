"""Releases that a stranger can verify: bundles of inputs, method and results, signed, and computed again.

A bundle is a folder, or a zip of it, that needs neither the platform nor a network: `verify`
finds any byte that was changed since it was signed, `replay` computes every score from the
inputs by the method that lies beside them.
"""

from ikp.release.archive import Bundle, open_bundle, write_folder, write_zip
from ikp.release.contents import Contents, Part, Unit
from ikp.release.files import files_of
from ikp.release.replaying import Difference, Replay, Replayed, computed, replay
from ikp.release.signing import key_name, sign, signed
from ikp.release.verifying import Verdict, about, verify

__all__ = [
    "Bundle",
    "Contents",
    "Difference",
    "Part",
    "Replay",
    "Replayed",
    "Unit",
    "Verdict",
    "about",
    "computed",
    "files_of",
    "key_name",
    "open_bundle",
    "replay",
    "sign",
    "signed",
    "verify",
    "write_folder",
    "write_zip",
]
