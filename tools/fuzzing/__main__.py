"""Feed broken files to every reader: `python -m tools.fuzzing --minutes 20`, or `--replay` for what was kept.

A reader reads or refuses in a sentence. Any other error, and more than some seconds of computing for a file, is a
finding: the file is kept under `findings`, and the program ends with 1. A file after which a reader answers in a way
that was not seen before is kept in the corpus, from which later runs begin; `--replay` reads all of it once.
"""

import argparse
import hashlib
import json
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np

from tools.fuzzing.mutations import mutated
from tools.fuzzing.targets import Target, targets

CORPUS = Path(__file__).parent / "corpus"
#: Seconds of computing that one file may take; how busy the machine is does not count.
SLOW = 10
#: Larger files are not kept: the corpus is part of the repository.
KEPT_BYTES, KEPT_FILES = 6_000, 40


class SlowError(Exception):
    """A file took too long."""


@dataclass
class Tally:
    """What was done with one reader."""

    name: str
    files: int = 0
    seconds: float = 0.0
    answers: set[str] = field(default_factory=set)
    findings: list[str] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        return {
            "reader": self.name,
            "files": self.files,
            "seconds": round(self.seconds, 1),
            "different answers": len(self.answers),
            "findings": self.findings,
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; 1 when something was found."""
    parser = argparse.ArgumentParser("tools.fuzzing", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0, help="for all readers together")
    parser.add_argument("--seed", type=int, default=20240214)
    parser.add_argument("--only", default="", help="name of one reader")
    parser.add_argument("--replay", action="store_true", help="read the kept corpus once, and nothing else")
    parser.add_argument("--report", type=Path, help="write what was done as JSON")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    chosen = [target for target in targets() if options.only in ("", target.name)]
    done = []
    for target in chosen:
        rng = np.random.default_rng([options.seed, *target.name.encode()])
        seconds = 0 if options.replay else options.minutes * 60 / len(chosen)
        done.append(_fuzz(target, rng, seconds, options.corpus))
        print(json.dumps(done[-1].told(), ensure_ascii=False), flush=True)
    if options.report:
        told = {"minutes": options.minutes, "seed": options.seed, "readers": [each.told() for each in done]}
        options.report.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return int(any(each.findings for each in done))


def _fuzz(target: Target, rng: np.random.Generator, seconds: float, corpus: Path) -> Tally:
    tally, began = Tally(target.name), time.monotonic()
    kept = sorted((corpus / target.name).glob("*")) if (corpus / target.name).is_dir() else []
    pool = [*target.seeds(), *(path.read_bytes() for path in kept)]
    for body in pool:
        _try(target, body, tally)
    while time.monotonic() - began < seconds:
        body = mutated(pool[int(rng.integers(len(pool)))], pool, rng)
        if _try(target, body, tally):
            pool.append(body)
            if len(body) <= KEPT_BYTES and len(kept) < KEPT_FILES:
                kept.append(_keep(corpus / target.name, body))
    tally.seconds = time.monotonic() - began
    return tally


def _try(target: Target, body: bytes, tally: Tally) -> bool:
    """Give a file to a reader; tell whether it answered as it did to none before."""
    tally.files += 1
    try:
        with _at_most(SLOW):
            told = target.read(body)
        answer = f"read {told}" if isinstance(told, str) else "read"
    except target.refusals as refusal:
        answer = _place(refusal)
    except (Exception, SlowError) as error:  # noqa: BLE001 - anything else is what is looked for
        answer = _place(error)
        if answer not in tally.answers:
            path = _keep(Path("findings") / target.name, body)
            tally.findings.append(f"{path}: {answer}: {str(error)[:200]}")
    fresh = answer not in tally.answers
    tally.answers.add(answer)
    return fresh


def _place(error: BaseException) -> str:
    """Name an answer by its kind and where it was given: another line is another answer."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "ikp" in frame.filename] or list(frames)
    codes = ",".join(sorted({str(getattr(each, "code", "")) for each in getattr(error, "problems", ())}))
    return f"{type(error).__name__} {codes} {Path(ours[-1].filename).name}:{ours[-1].lineno}"


def _keep(folder: Path, body: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / hashlib.sha256(body).hexdigest()[:16]
    path.write_bytes(body)
    return path


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    def ring(_signal: int, _frame: FrameType | None) -> None:
        message = f"more than {seconds} seconds"
        raise SlowError(message)

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


if __name__ == "__main__":
    sys.exit(main())
