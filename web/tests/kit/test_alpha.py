"""Krippendorff's alpha: the numbers that are printed beside the example."""

import numpy as np
import pytest
from ikpweb.kit.alpha import Metric, krippendorff_alpha

NONE = np.nan
#: Four observers, twelve units, the values of Krippendorff (2011), section C.
OBSERVED = np.array(
    [
        (1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE),
        (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3),
        (NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE),
        (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE),
    ]
)


@pytest.mark.parametrize(("metric", "printed"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_is_the_printed_one(metric: Metric, printed: float) -> None:
    assert krippendorff_alpha(OBSERVED, metric) == pytest.approx(printed, abs=5e-4)


def test_an_event_graded_once_pairs_with_nothing() -> None:
    alone = np.array([[1.0, 2, 3, 4], [1, 3, 3, NONE]])
    assert krippendorff_alpha(alone) == krippendorff_alpha(alone[:, :3])
