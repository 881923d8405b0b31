"""What the actions name and the engine knows: indicators and stages."""

from ikp.editions import load, stages

__all__ = ["indicators", "stage_codes"]

#: The edition whose indicators the library speaks of.
EDITION = "2024"


def indicators() -> tuple[str, ...]:
    """Give the codes of the indicators, in the order of the instrument."""
    return load(EDITION).framework().indicators


def stage_codes() -> tuple[str, ...]:
    """Give the codes of the stages, in the order of an election."""
    return tuple(stage.code for stage in stages())
