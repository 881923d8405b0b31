"""Reports of a release: one of a unit, and those of all 548 units on all cores.

There is no peer that makes reports of an index. The physical limit is an empty page by the same typesetter; beside it
stands what reading the release takes, once for any number of reports.
"""

import os
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.harness import Figure, Run, alternate
from ikp.release import open_bundle, write_folder

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikpweb.config.settings")
os.environ["IKP_HOME"] = tempfile.mkdtemp(prefix="ikp-bench-")

import django

django.setup()

import typst  # noqa: E402
from ikpweb.publication.report.engine import opened  # noqa: E402
from ikpweb.publication.report.making import Asked, all_of, report_of  # noqa: E402
from ikpweb.publication.report.many import Source, make_all  # noqa: E402

from benchmarks.reports_release import files  # noqa: E402

#: A report of a unit that is timed; the median of so many.
UNIT, TIMES = Asked("daerah", "15.01"), 9
EMPTY = b'#set document(title: "-", date: none)\n#set text(lang: "id")\n= -'


def empty() -> bytes:
    made: bytes = typst.compile(EMPTY, format="pdf", ignore_system_fonts=True, pdf_standards=["ua-1"])
    return made


def main() -> None:
    run = Run("reports")
    with tempfile.TemporaryDirectory() as name:
        place = write_folder(Path(name) / "rilis", files(np.random.default_rng(2024)))
        digest = open_bundle(place).digest
        start = time.perf_counter()
        book = opened(place, digest)
        reading = time.perf_counter() - start
        told = alternate(TIMES, ours=lambda: report_of(book, UNIT, "id"), limit=empty)
        run.add(
            Figure("report-unit", reading + told["ours"], 1.5, "lower", " s",
                   f"the release read ({reading:.2f} s), then the report ({told['ours']:.2f} s); "
                   f"an empty page {told['limit']:.2f} s, {told['ours'] / told['limit']:.1f}x")
        )  # fmt: skip
        units = [given for given in all_of(book) if given.kind == "daerah"]
        start = time.perf_counter()
        made = list(make_all(Source(place, digest), units, "id", Path(name) / "out"))
        seconds = time.perf_counter() - start
        size = sum(path.stat().st_size for path in (Path(name) / "out").iterdir())
        run.add(
            Figure("reports-548", seconds / 60, 8, "lower", " min",
                   f"{len(made)} reports on {os.cpu_count()} cores, {1000 * seconds / len(made):.0f} ms each, "
                   f"{size / 1e6:.0f} MB; as many empty pages on as many cores would take "
                   f"{len(made) * told['limit'] / (os.cpu_count() or 1):.0f} s")
        )  # fmt: skip
        run.details = {"reading": reading, "report": told["ours"], "empty": told["limit"], "seconds": seconds}
    print(f"kept in {run.write()}")


if __name__ == "__main__":
    main()
