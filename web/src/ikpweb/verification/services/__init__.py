"""Everything that changes where an item stands between its author and the frozen data set."""

from ikpweb.verification.services.deciding import decide, decide_many
from ikpweb.verification.services.delegating import delegate, end_delegation
from ikpweb.verification.services.freezing import ask_freeze, confirm_freeze, withdraw_freeze
from ikpweb.verification.services.grading import draw_sample, grade_blind, settle_grade
from ikpweb.verification.services.objecting import answer_objection, object_to
from ikpweb.verification.services.signing import (
    accept_nationally,
    accept_province,
    sign_off,
    undo_acceptance,
    undo_sign_off,
)

__all__ = [
    "accept_nationally",
    "accept_province",
    "answer_objection",
    "ask_freeze",
    "confirm_freeze",
    "decide",
    "decide_many",
    "delegate",
    "draw_sample",
    "end_delegation",
    "grade_blind",
    "object_to",
    "settle_grade",
    "sign_off",
    "undo_acceptance",
    "undo_sign_off",
    "withdraw_freeze",
]
