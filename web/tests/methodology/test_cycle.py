"""An edition that was written here goes the whole way: asked in a cycle, entered, accepted, computed."""

from datetime import UTC, date, datetime

import pytest
from ikpweb.collection.models import Declaration, Event, State
from ikpweb.collection.services import make_cycle, open_cycle
from ikpweb.methodology.edits import ChangeRubric, RemoveNode, SetCutoffs
from ikpweb.methodology.services import change_draft
from ikpweb.runs.services import compute_cycle

from web.tests.collecting import filled
from web.tests.drafting import drafted, frozen
from web.tests.factories import member

pytestmark = pytest.mark.django_db


def test_from_draft_to_index() -> None:
    writer, centre = member("analyst", "0"), member("head", "0", "analyst")
    draft = drafted(writer=writer)
    rubric = {**draft.content["rubrics"]["I01"], "counts": {"id": "Aturan baru", "en": "New rule"}}
    edits = [
        ChangeRubric("I01", rubric),
        RemoveNode("I61"),
        SetCutoffs("regency", {"IKP": (1.0, 2.0)}, {"certainty": "assumed"}),
    ]
    for edit in edits:
        draft.refresh_from_db()
        change_draft(draft, edit, seen=draft.revision, actor=writer)
    draft.refresh_from_db()
    due = {
        name: datetime(2029, 3, day, tzinfo=UTC)
        for day, name in enumerate(("due_entry", "due_province", "due_centre"), 1)
    }
    period = {"period_from": date(2024, 1, 1), "period_to": date(2028, 12, 31), "registry_date": date(2023, 1, 1)}
    cycle = make_cycle(
        "ikp-2029", edition=frozen(draft=draft), title_id="IKP 2029", title_en="IKP 2029", actor=centre, **due, **period
    )
    open_cycle(cycle, actor=centre)
    assert len(cycle.form["regency"]) == 60
    assert cycle.form["regency"][0]["rubric"]["counts"]["en"] == "New rule"
    filled(cycle, member("enterer", "15.71"), events=1)
    Declaration.objects.update(state=State.ACCEPTED)
    Event.objects.update(state=State.ACCEPTED)
    computation = compute_cycle(cycle, actor=centre)
    run = computation.runs.get(level="regency")
    assert run.edition_id == "ikp-2029"
    score = run.scores.get(unit="15.71")
    # One of the sixteen indicators of SP occurred, of 48 % that make the dimension full; SP weighs 27 of 100.
    assert score.parts["SP"] == pytest.approx(100 / 48 * 100 / 16)
    assert score.total == pytest.approx(0.27 * score.parts["SP"])
    assert score.category == "tinggi"  # above 2, by the edition's own cut-offs
    assert set(score.contributions) == {"I01"}
