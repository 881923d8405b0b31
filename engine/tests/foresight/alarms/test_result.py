from dataclasses import FrozenInstanceError
from typing import Any

import numpy as np
import pytest

from ikp.foresight.alarms.result import REASONS, Alarms, Reason


def some(**changes: Any) -> Alarms:
    shape = (3, 2)
    given: dict[str, Any] = {
        **{name: np.ones(shape) for name in ("observed", "expected", "lower", "upper", "score", "p_value")},
        "alarm": np.zeros(shape, dtype=bool),
        "reason": np.zeros(shape, dtype=np.int8),
        "starts": np.array(["2026-01-05", "2026-01-12", "2026-01-19"], dtype="datetime64[D]"),
        "units": ("11.01", "11.02"),
        "kinds": ("pidana", "pidana"),
        "monitored": range(2, 3),
        "parameters": {"alpha": 0.05},
        "details": {"dispersion": np.ones(shape)},
    }
    return Alarms(method="farrington-flexible", **(given | changes))


def test_every_reason_has_a_name_and_what_is_said_has_none() -> None:
    codes = {value for name, value in vars(Reason).items() if name.isupper()}
    assert codes == set(REASONS)
    assert REASONS[Reason.SAID] == ""
    assert len(set(REASONS.values())) == len(REASONS)


def test_what_was_found_does_not_change() -> None:
    found = some()
    assert found.shape == (3, 2)
    for name in ("expected", "alarm", "starts"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(found, name)[0] = 0
    with pytest.raises(ValueError, match="read-only"):
        found.details["dispersion"][0] = 0
    with pytest.raises(TypeError):
        found.parameters["alpha"] = 1  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        found.method = "other"  # type: ignore[misc]


@pytest.mark.parametrize("changes", [{"upper": np.ones((2, 2))}, {"units": ("11.01",)}, {"kinds": ("pidana",)}])
def test_arrays_that_do_not_fit_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"shape|series"):
        some(**changes)
