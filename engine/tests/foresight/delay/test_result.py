from typing import Any

import numpy as np
import pytest

from ikp.foresight.delay.predictive import NegativeBinomial
from ikp.foresight.delay.result import NOWCAST_REASONS, Delay, Nowcast, NowcastReason

DELAY = Delay(np.array([[0.5], [0.8], [1.0]]), np.zeros((3, 1)), np.ones(1))
REST = NegativeBinomial(np.array([[3.0], [1.0]]), np.array([[1.0], [2.0]]), np.array([[2.0], [2.0]]))


def some(**changes: Any) -> Nowcast:
    values = np.array([[5.0], [3.0], [1.0]])
    given: dict[str, Any] = {
        "method": "negative-binomial",
        "known": values,
        "mean": values,
        "low": values,
        "high": values,
        "level": 0.9,
        "delay": DELAY,
        "reason": np.zeros((3, 1), np.int8),
        "open": range(1, 3),
        "starts": np.datetime64("2026-01-05") + 7 * np.arange(3),
        "units": ("11.01",),
        "kinds": ("pidana",),
        "parameters": {"level": 0.9},
        "predictive": REST,
    }
    return Nowcast(**(given | changes))


def test_every_reason_has_a_name_and_what_is_said_has_none() -> None:
    codes = {value for name, value in vars(NowcastReason).items() if name.isupper()}
    assert codes == set(NOWCAST_REASONS)
    assert NOWCAST_REASONS[NowcastReason.SAID] == ""
    assert len(set(NOWCAST_REASONS.values())) == len(NOWCAST_REASONS)


def test_a_delay_has_shares_and_a_mean() -> None:
    assert DELAY.pmf.ravel() == pytest.approx([0.5, 0.3, 0.2])
    assert DELAY.mean == pytest.approx([0.7])


def test_the_share_belongs_to_the_week() -> None:
    assert some().share.ravel().tolist() == [1.0, 0.8, 0.5]


def test_a_complete_week_is_certain_and_an_open_one_has_a_distribution() -> None:
    found = some()
    assert found.quantile(0.9)[0, 0] == 5
    assert found.quantile(0.9)[1:].tolist() == REST.quantile(0.9).tolist()
    assert found.pmf(0, 0)[0].tolist() == [5.0]
    assert found.pmf(2, 0)[0][0] == 1
    assert found.pmf(2, 0)[1].sum() == pytest.approx(1)


def test_nothing_is_said_where_there_is_a_reason() -> None:
    reason = np.array([[0], [NowcastReason.NOT_OBSERVED], [NowcastReason.NO_REPORTS]], np.int8)
    found = some(reason=reason)
    assert np.isnan(found.quantile(0.9)[1:]).all()
    assert found.pmf(1, 0)[0].size == 0


def test_it_is_frozen_and_fits() -> None:
    found = some()
    with pytest.raises(ValueError, match="read-only"):
        found.mean[0, 0] = 9
    with pytest.raises(ValueError, match="mean has the shape"):
        some(mean=np.zeros((2, 1)))


def test_without_an_open_week_all_is_certain() -> None:
    found = some(open=range(3, 3))
    assert found.share.ravel().tolist() == [1.0, 1.0, 1.0]
    assert found.quantile(0.1).ravel().tolist() == [5.0, 3.0, 1.0]
