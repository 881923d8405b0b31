"""Loading what was published."""

from ikpweb.audit.actor import Actor
from ikpweb.audit.services import audited
from ikpweb.methodology.models import Edition
from ikpweb.runs import engine
from ikpweb.runs.models import Figure, Run, Score

__all__ = ["load_published"]


@audited("published.loaded", lambda edition, **_: f"edition:{edition.code}")
def load_published(edition: Edition, *, actor: Actor) -> int:  # noqa: ARG001 - the decorator writes who
    """Replace an edition's published scores and figures by those the engine ships.

    Returns
    -------
    int
        How many scores there are.
    """
    Run.objects.filter(edition=edition, kind=Run.Kind.PUBLISHED).delete()
    Figure.objects.filter(edition=edition).delete()
    count = 0
    for level in engine.LEVELS:
        for reading in engine.READINGS:
            scores = list(engine.score_rows(edition.code, level, reading))
            if not scores:
                continue
            run = Run.objects.create(
                edition=edition,
                level=level,
                reading=reading,
                kind=Run.Kind.PUBLISHED,
                engine_version=engine.engine_version,
                facts=engine.run_facts(edition.code, level),
            )
            Score.objects.bulk_create([Score(run=run, **row) for row in scores], batch_size=200)
            count += len(scores)
    figures = [Figure(edition=edition, **row) for row in engine.figure_rows(edition.code)]
    Figure.objects.bulk_create(figures, batch_size=200)
    return count
