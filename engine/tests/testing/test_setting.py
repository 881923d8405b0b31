from dataclasses import replace
from typing import Any

import pytest

from ikp.errors import UsageError
from ikp.testing import WorldSetting

SMALL = WorldSetting(districts=30, weeks=80, quiet=40)


@pytest.mark.parametrize(
    "changes",
    [
        {"districts": 0},
        {"weekly": 0.0},
        {"dispersion": float("nan")},
        {"silent": 1.0},
        {"own": 0.6, "near": 0.4},
        {"delay": -1.0},
        {"kinds": {}},
        {"stages": ()},
        {"sizes": (0.0,)},
        {"outbreaks": 121},
    ],
)
def test_worlds_that_cannot_be_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as found:
        replace(SMALL, **changes)
    assert {each.code for each in found.value.problems} == {"world-setting"}


def test_outbreaks_need_room() -> None:
    with pytest.raises(UsageError) as found:
        replace(SMALL, quiet=76)
    assert [each.code for each in found.value.problems] == ["world-spread"]
