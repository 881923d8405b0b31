"""SHA-256 digests of values, the same on every machine.

A digest is taken over canonical bytes: JSON with sorted keys for what is text, and
little-endian float64, column by column, for what is numbers. ``-0.0`` counts as
``0.0`` and every NaN as the one quiet NaN, since they mean the same to a reader.
"""

import hashlib
import json
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

__all__ = ["digest_arrays", "digest_json"]


def digest_json(value: object) -> str:
    """Digest anything that JSON can hold; floats by their shortest exact form."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest_arrays(header: object, columns: Iterable[NDArray[np.float64 | np.uint8]]) -> str:
    """Digest a JSON header followed by columns of numbers."""
    sha = hashlib.sha256(digest_json(header).encode())
    for column in columns:
        canonical = column.astype("<f8") + 0.0
        canonical[np.isnan(canonical)] = np.nan
        sha.update(canonical.tobytes())
    return sha.hexdigest()
