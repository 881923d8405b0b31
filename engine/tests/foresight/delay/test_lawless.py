import numpy as np
import pytest
from scipy import stats

from ikp.foresight.delay.lawless import Lawless, lawless_cdf

Y = np.array([[30.0, 0.0, 5.0, 12.0]])
SHARE = np.array([[0.6, 0.5, 1.0, np.nan]])
VARIANCE = np.array([[0.004, 0.01, 0.0, np.nan]])


def test_the_share_is_unknown_where_no_week_could_show_a_delay() -> None:
    came, within = np.array([[3.0], [1.0], [0.0]]), np.array([[3.0], [4.0], [0.0]])
    assert np.isnan(lawless_cdf(came, within)[:2]).all()
    assert lawless_cdf(came[:2], within[:2]).ravel().tolist() == [0.75, 1.0]


def test_the_textbook_form_is_a_normal_cut_at_what_has_come() -> None:
    found = Lawless(Y, SHARE, VARIANCE)
    sd = np.sqrt(30**2 * 0.004 / 0.6**4 + 30 * 0.4 / 0.6**2)  # eq. 2.16 by hand
    law = stats.truncnorm((29.5 - 50) / sd, np.inf, loc=50, scale=sd)
    totals, probabilities = found.pmf(0, 0)
    assert totals[0] == 30
    assert probabilities.sum() == pytest.approx(1.0)
    assert probabilities[20] == pytest.approx(law.cdf(50.5) - law.cdf(49.5))
    assert found.quantile(0.95)[0, 0] == np.ceil(law.ppf(0.95) - 0.5)


def test_what_is_certain_is_certain_and_what_is_unknown_is_not_said() -> None:
    found = Lawless(Y, SHARE, VARIANCE)
    assert np.isnan(found.quantile(0.9)[0]).tolist() == [False, True, False, True]
    assert found.quantile(0.9)[0, 2] == found.mean()[0, 2] == 5


def test_the_reference_form_drops_a_term_and_does_not_add_up_to_one() -> None:
    found = Lawless(Y, SHARE, VARIANCE, form="reference", largest=300)
    assert found.spread[0, 0] == pytest.approx(np.sqrt(30 * 0.4) / 0.6)
    narrow = Lawless(np.array([[3.0]]), np.array([[0.6]]), np.array([[0.004]]), form="reference", largest=300)
    assert narrow.pmf(0, 0)[1].sum() > 1.05
    assert found.quantile(0.9)[0, 1] == 0  # nothing reported is nothing for certain
