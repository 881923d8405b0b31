"""Made-up events for an edition."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from ikp.events import EventLog
from ikp.recipe.steps import Events
from ikp.registry import Level
from ikp.testing import demo_events

if TYPE_CHECKING:
    from ikp.editions.edition import Edition

__all__ = ["made_up"]


def made_up(edition: "Edition", level: Level, units: Mapping[str, str], seed: int) -> EventLog:
    """Make up events of an edition's indicators, in its event period and on its scale of grades."""
    step = edition.recipe(level).step(Events) or Events()
    period = edition.event_period
    days = {} if period is None else {"start": period[0], "end": period[1]}
    return demo_events(edition.framework(level), units, np.random.default_rng(seed), grades=step.grades, **days)
