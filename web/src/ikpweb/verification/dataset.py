"""The frozen data set of a cycle: canonical JSON, made piece by piece, so that the country fits in little memory."""

import gzip
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings

from ikpweb.collection.models import Cycle, Submission
from ikpweb.verification.sealed import contents

__all__ = ["FORMAT", "NOT_IN", "dataset_digest", "dataset_path", "left_out", "write_dataset"]

FORMAT = "ikp-dataset-1"
#: Why an office's report is not in the data set, by the stage that its submission came to.
NOT_IN: Mapping[str, str] = {
    Submission.Stage.DRAFT: "not-reported",
    Submission.Stage.SUBMITTED: "not-verified",
    Submission.Stage.SIGNED: "not-accepted",
}
_IN = (Submission.Stage.ACCEPTED, Submission.Stage.FROZEN)


def left_out(cycle: Cycle) -> dict[str, str]:
    """Give the offices whose report is not in the data set, with the reason: they are missing there, never zero."""
    found = cycle.submissions.exclude(stage__in=_IN).order_by("office").values_list("office", "stage")
    return {office: NOT_IN[stage] for office, stage in found}


def dataset_path(cycle: str, digest: str) -> Path:
    """Give where the data set of a freeze lies."""
    return Path(settings.ENVIRONMENT.home) / "datasets" / f"{cycle}-{digest}.json.gz"


def dataset_digest(cycle: Cycle) -> str:
    """Give the SHA-256 of the data set as it would be frozen now."""
    digest = hashlib.sha256()
    for piece in _pieces(cycle):
        digest.update(piece)
    return digest.hexdigest()


def write_dataset(cycle: Cycle) -> tuple[str, Path]:
    """Write the data set, whole or not at all; give its digest (before packing) and its place.

    The name holds the digest: written again, it is the same file.
    """
    folder = dataset_path(cycle.pk, "").parent
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
        try:
            # No name and no time inside: the same data are the same bytes.
            with gzip.GzipFile(filename="", mode="wb", fileobj=cast(BinaryIO, file), mtime=0) as packed:
                for piece in _pieces(cycle):
                    digest.update(piece)
                    packed.write(piece)
            file.flush()
            os.fsync(file.fileno())
            path = dataset_path(cycle.pk, digest.hexdigest())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    path.chmod(0o440)
    return digest.hexdigest(), path


def _pieces(cycle: Cycle) -> Iterator[bytes]:
    """Give the data set as canonical JSON: keys sorted, nothing between; office by office."""
    head: list[tuple[str, Any]] = [
        ("cycle", cycle.pk),
        ("edition", cycle.edition_id),
        ("form", cycle.form_digest),
        ("format", FORMAT),
        ("left_out", left_out(cycle)),
        ("period", [cycle.period_from.isoformat(), cycle.period_to.isoformat()]),
        ("registry_date", cycle.registry_date.isoformat()),
    ]
    yield b"{"
    for name, value in head:
        yield _json(name) + b":" + _json(value) + b","
    yield b'"submissions":{'
    first = True
    whole = cycle.submissions.filter(stage__in=_IN).select_related("office").order_by("office").iterator(chunk_size=40)
    for submission, content in contents(whole):
        yield (b"" if first else b",") + _json(submission.office_id) + b":" + _json(content)
        first = False
    # After "submissions" in the order of the alphabet, as canonical JSON wants it.
    yield b'},"training":' + _json(cycle.training) + b"}"


def _json(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
