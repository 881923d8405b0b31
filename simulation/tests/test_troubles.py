"""What makes trouble knows which answers it may have spoilt."""

import time

from simulation.troubles import Troubles


def test_a_request_that_began_before_a_trouble_ended_was_touched_by_it() -> None:
    troubles = object.__new__(Troubles)  # to make one starts a server
    before = time.monotonic()
    assert not troubles.touched(before)
    with troubles._troubled():
        assert troubles.touched(time.monotonic())
    assert troubles.touched(before)
    recovered = troubles.uneasy_until
    assert troubles.touched(recovered - 0.1)
    assert not troubles.touched(recovered + 0.1)
