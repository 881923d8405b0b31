"""What changes editions, drafts and weightings."""

from ikpweb.methodology.services.drafting import change_draft, discard_draft, start_draft
from ikpweb.methodology.services.freezing import (
    ask_freeze,
    confirm_freeze,
    hide_edition,
    show_edition,
    withdraw_freeze,
)
from ikpweb.methodology.services.loading import load_edition, stale_editions
from ikpweb.methodology.services.weighting import (
    apply_weights,
    ask_expert,
    close_weighting,
    open_weighting,
    save_scores,
)

__all__ = [
    "apply_weights",
    "ask_expert",
    "ask_freeze",
    "change_draft",
    "close_weighting",
    "confirm_freeze",
    "discard_draft",
    "hide_edition",
    "load_edition",
    "open_weighting",
    "save_scores",
    "show_edition",
    "stale_editions",
    "start_draft",
    "withdraw_freeze",
]
