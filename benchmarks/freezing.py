"""A whole edition frozen, replayed and given out: 552 offices, 61 indicators, 300,000 accepted events, all made up.

There is no peer that freezes an index. Beside the freeze stands what computing the index alone takes (the
physical limit of its arithmetic), and beside the replay what reading the zip takes.
"""

import os
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar
from unittest.mock import patch

import numpy as np

from benchmarks.harness import Figure, Run

T = TypeVar("T")

os.environ["IKP_HOME"] = tempfile.mkdtemp(prefix="ikp-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikpweb.config.settings")

EVENTS = 300_000
FROM, DAYS = date(2019, 1, 1), 2_190


def timed(what: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    given = what()
    return time.perf_counter() - start, given


def collected(rng: np.random.Generator) -> Any:
    """Fill a cycle as if every office had reported and every item had been accepted; SINTETIS."""
    from django.utils import timezone
    from ikpweb.collection.models import Answer, Cycle, Declaration, Event, State, Submission

    from web.tests.collecting import opened
    from web.tests.factories import member

    centre = member("head", "0")
    cycle: Any = opened("tolok-ukur", centre=centre)
    submissions = list(cycle.submissions.select_related("office").order_by("office"))
    now, author = timezone.now(), centre.person
    told = {"state": State.ACCEPTED, "revision": 1, "author": author, "changed_at": now}
    cells = [(each, question["code"]) for each in submissions for question in cycle.form[each.office.level]]
    # Where things happen is uneven: half of all cells are nil, and a few hold most events.
    weight = rng.gamma(0.3, 1.0, len(cells)) * (rng.random(len(cells)) < 0.5)
    counts = rng.multinomial(EVENTS, weight / weight.sum())
    Declaration.objects.bulk_create(
        [
            Declaration(submission=each, indicator=code, answer=Answer.EVENTS if count else Answer.NIL, **told)
            for (each, code), count in zip(cells, counts.tolist(), strict=True)
        ],
        batch_size=2_000,
    )
    places = np.repeat(np.arange(len(cells)), counts)
    days, grades = rng.integers(0, DAYS, EVENTS).tolist(), rng.integers(1, 5, EVENTS).tolist()
    for start in range(0, EVENTS, 20_000):
        Event.objects.bulk_create(
            [
                Event(
                    id=uuid.UUID(bytes=rng.bytes(16), version=4), submission=cells[place][0],
                    indicator=cells[place][1], date=FROM + timedelta(day), grade=grade, narrative="SINTETIS", **told,
                )
                for place, day, grade in zip(
                    places[start : start + 20_000].tolist(), days[start : start + 20_000],
                    grades[start : start + 20_000], strict=True,
                )
            ],
            batch_size=2_000,
        )  # fmt: skip
    Submission.objects.filter(cycle=cycle).update(stage=Submission.Stage.FROZEN)
    Cycle.objects.filter(pk=cycle.pk).update(stage=Cycle.Stage.FROZEN)
    cycle.refresh_from_db()
    return cycle


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_editions", verbosity=0)
    from ikpweb.publication.building import folder_of
    from ikpweb.publication.formats import keeping
    from ikpweb.publication.services import draft, freeze
    from ikpweb.runs.services import compute_cycle

    from ikp.release import open_bundle, replay, verify
    from web.tests.factories import member

    cycle = collected(np.random.default_rng(2024))
    analyst, head = member("analyst", "0"), member("head", "0")
    computing, computation = timed(lambda: compute_cycle(cycle, actor=analyst))
    said = {
        "title_id": "Tolok ukur (SINTETIS)",
        "title_en": "Benchmark (SINTETIS)",
        "changes": "Rilis pertama, SINTETIS.",
    }
    more = {"detail": "indicators", "smallest": 3, "embargo": None}
    release = draft(computation, "tolok-ukur", {**said, **more}, actor=analyst)
    # The forms are made beside the freeze once it is committed; here they are timed by themselves.
    with patch("ikpweb.publication.services.begin"):
        seconds, frozen = timed(lambda: freeze(release, seen=release.revision, actor=head))
    run = Run("freezing")
    folder = folder_of(frozen)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    run.add(
        Figure("freeze-full", seconds, 30, "lower", " s",
               f"{cycle.submissions.count()} offices x 61, {EVENTS:,} events: computed anew, written, signed, verified "
               f"and replayed, {size / 1e6:.0f} MB; computing the index alone {computing:.1f} s, "
               f"{seconds / computing:.1f}x")
    )  # fmt: skip
    whole = folder.with_name(f"{folder.name}.zip")
    reading, bundle = timed(lambda: open_bundle(whole))
    replaying, found = timed(lambda: replay(open_bundle(whole)))
    if not found.same:
        raise SystemExit(str(found.difference))
    run.add(
        Figure("replay", replaying, 10, "lower", " s",
               f"zip of {whole.stat().st_size / 1e6:.0f} MB read and every score computed again; reading alone "
               f"{reading:.2f} s, verifying {timed(lambda: verify(bundle))[0]:.2f} s")
    )  # fmt: skip
    making, kept = timed(lambda: keeping.ensured(frozen))
    run.details = {
        "computing": computing,
        "forms": {"seconds": making, "bytes": {each.name: each.size for each in kept}},
        "folder": size,
    }
    print("kept in", run.write())


if __name__ == "__main__":
    main()
