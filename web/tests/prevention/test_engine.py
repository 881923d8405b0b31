"""What prevention asks of the engine."""

from ikpweb.prevention import engine


def test_indicators_stand_in_the_order_of_the_instrument() -> None:
    assert engine.indicators() == tuple(f"I{number:02d}" for number in range(1, 62))


def test_stages_run_from_planning_to_the_result() -> None:
    codes = engine.stage_codes()
    assert codes[0] == "planning"
    assert codes[-1] == "result"
    assert codes.index("campaign") < codes.index("voting")
