"""What may be said: the reasons in their order, in both languages."""

import pytest

from ikp.planning.effect import Effect, verdict

CLEAR = Effect(-5.0, 1.0, -7.0, -3.0, 0.001, 20.0, 0.9)
UNCLEAR = Effect(-1.0, 1.0, -3.0, 1.0, 0.3, 20.0, 0.9)
NAN = float("nan")
ALONE = Effect(-1.0, NAN, NAN, NAN, NAN, NAN, 0.9)


@pytest.mark.parametrize(
    ("told", "said", "reason"),
    [
        ({"effect": CLEAR, "ahead": 0.5, "compared": 9, "method_changed": True}, "cannot-tell", "method-changed"),
        ({"effect": None, "ahead": None, "compared": 9}, "cannot-tell", "no-before"),
        ({"effect": CLEAR, "ahead": 0.5, "compared": 0}, "cannot-tell", "no-comparison"),
        ({"effect": None, "ahead": None, "compared": 0, "began": 0}, "cannot-tell", "no-start"),
        ({"effect": CLEAR, "ahead": None, "compared": 9}, "cannot-tell", "no-before"),
        ({"effect": ALONE, "ahead": 0.5, "compared": 9}, "cannot-tell", "few"),
        ({"effect": CLEAR, "ahead": 0.5, "compared": 9, "chosen": True}, "cannot-tell", "chosen"),
        ({"effect": CLEAR, "ahead": 0.05, "compared": 9}, "cannot-tell", "ran-apart"),
        ({"effect": UNCLEAR, "ahead": 0.5, "compared": 9}, "none-shown", "includes-none"),
        ({"effect": CLEAR, "ahead": 0.5, "compared": 9}, "lower", ""),
        ({"effect": Effect(5.0, 1.0, 3.0, 7.0, 0.001, 20.0, 0.9), "ahead": 0.5, "compared": 9}, "higher", ""),
    ],
)
def test_what_may_be_said(told: dict[str, object], said: str, reason: str) -> None:
    found = verdict(**told)  # type: ignore[arg-type] # told by name
    assert (found.said, found.reason) == (said, reason)
    assert found.sentence("id") != found.sentence("en")
