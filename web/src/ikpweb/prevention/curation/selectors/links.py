"""Which indicator belongs to which stage: our map, with what the centre changed since. All of it is assumed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ikpweb.audit.selectors import public_state
from ikpweb.kit.memory import remembered
from ikpweb.prevention import engine
from ikpweb.prevention.curation.content import links_of
from ikpweb.prevention.curation.models import Subject
from ikpweb.prevention.curation.selectors.versions import in_force
from ikpweb.prevention.engine import Indicator, Stage, StageLink

__all__ = ["Linked", "linked", "links", "of_stage", "read_links"]


@dataclass(frozen=True, slots=True)
class Linked:
    """The stages of an indicator; ``version`` is 1 for what the software ships and nobody changed."""

    code: str
    links: tuple[tuple[Stage, StageLink], ...]
    version: int = 1


def read_links() -> Mapping[str, Linked]:
    """Read the stages of all indicators anew, in the order of the instrument."""
    changed = in_force(Subject.Sort.LINKS)
    return {
        code: Linked(code, links_of(changed[code][1].content), changed[code][1].number)
        if code in changed
        else Linked(code, known.stages)
        for code, known in engine.known().items()
    }


@remembered(public_state)
def linked() -> Mapping[str, Linked]:
    """Give the stages of all indicators with the version they are of; read once as long as nothing changes."""
    return read_links()


def links() -> Mapping[str, tuple[tuple[Stage, StageLink], ...]]:
    """Give the stages of each indicator, each with its lead time, in the order of an election."""
    return {code: each.links for code, each in linked().items()}


def of_stage(stage: str) -> Sequence[tuple[Indicator, StageLink]]:
    """Give the indicators of a stage with what links them, in the order of the instrument."""
    known = engine.known()
    return [(known[code], link) for code, held in links().items() for _stage, link in held if link.stage == stage]
