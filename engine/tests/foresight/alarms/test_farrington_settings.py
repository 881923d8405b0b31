import pytest

from ikp.errors import UsageError
from ikp.foresight.alarms.farrington_settings import CLASSIC, FLEXIBLE, FarringtonSettings, chosen


def test_the_published_settings() -> None:
    # Noufaily and others (2013): ten levels of season, 26 weeks left out, weights above 2.58, trend always.
    flexible = (FLEXIBLE.periods, FLEXIBLE.left_out, FLEXIBLE.reweight_above, FLEXIBLE.trend_level, FLEXIBLE.threshold)
    assert flexible == (10, 26, 2.58, 1.0, "nb-plugin")
    # Farrington and others (1996): seven weeks of five years, weights above 1, a trend that is significant.
    classic = (CLASSIC.years, CLASSIC.window, CLASSIC.periods, CLASSIC.reweight_above, CLASSIC.trend_level)
    assert classic == (5, 3, 1, 1.0, 0.05)
    assert (CLASSIC.threshold, CLASSIC.power) == ("delta", "2/3")
    assert FLEXIBLE.alpha == CLASSIC.alpha == 0.005


def test_a_variant_with_changes() -> None:
    assert chosen("flexible", {}) == FLEXIBLE
    assert chosen("classic", {"years": 3, "alpha": 0.01}) == FarringtonSettings(
        alpha=0.01, years=3, periods=1, left_out=3, trend_level=0.05, reweight_above=1.0, threshold="delta"
    )


@pytest.mark.parametrize(
    ("variant", "changes", "named"),
    [
        ("bold", {}, "variant"),
        ("flexible", {"colour": 1}, "setting"),
        ("flexible", {"alpha": 0.0}, "alpha"),
        ("flexible", {"alpha": 1.0}, "alpha"),
        ("flexible", {"alpha": 1e-13}, "alpha"),  # 1 − alpha is hardly to be told from 1
        ("flexible", {"years": 0}, "years"),
        ("flexible", {"window": -1}, "window"),
        ("flexible", {"periods": 46}, "periods"),
        ("flexible", {"left_out": -1}, "left_out"),
        ("flexible", {"trend_level": 1.1}, "trend_level"),
        ("flexible", {"reweight_above": 0.0}, "reweight_above"),
        ("flexible", {"threshold": "high"}, "threshold"),
        ("flexible", {"power": "3/4"}, "power"),
        ("flexible", {"least": (5, 0)}, "least"),
        ("flexible", {"step": "moon"}, "step"),
    ],
)
def test_what_cannot_be_is_refused_by_name(variant: str, changes: dict[str, object], named: str) -> None:
    with pytest.raises(UsageError) as refused:
        chosen(variant, changes)  # type: ignore[arg-type]
    found = refused.value.problems[0]
    assert found.code == "alarms-level"
    assert named in found.what("en")


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(UsageError) as refused:
        FarringtonSettings(alpha=2, years=0)
    assert len(refused.value.problems) == 2
