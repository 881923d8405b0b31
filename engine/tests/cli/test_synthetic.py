"""Made-up events of an edition."""

import pytest

from ikp.cli.synthetic import made_up
from ikp.editions import load

pytestmark = pytest.mark.extras


def test_made_up_events_lie_in_the_edition_s_period_and_scale() -> None:
    edition = load("2024")
    log = made_up(edition, "province", {"15": "Jambi"}, 1)
    assert log.synthetic
    assert log.codes == edition.framework().indicators
    happened = log.count > 0
    assert log.grade[happened].min() >= 1
    assert log.grade[happened].max() <= 4
    assert edition.event_period is not None
    start, end = edition.event_period
    days = log.date[happened].tolist()
    assert start <= min(days) <= max(days) <= end
    assert made_up(edition, "province", {"15": "Jambi"}, 1).digest == log.digest
    assert made_up(edition, "province", {"15": "Jambi"}, 2).digest != log.digest
