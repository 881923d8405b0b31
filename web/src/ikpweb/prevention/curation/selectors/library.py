"""The action library as it is now: what the software ships, with what the centre accepted and withdrew since."""

from collections.abc import Mapping, Sequence

from ikpweb.audit.selectors import public_state
from ikpweb.kit.memory import remembered
from ikpweb.prevention.curation.models import Subject, Version
from ikpweb.prevention.curation.selectors.versions import in_force, versions_of
from ikpweb.prevention.shipped import Action, action_of, shipped, table_of

__all__ = ["curated", "find", "library", "read_library", "version_of", "versions", "withdrawn"]


def read_library() -> tuple[Action, ...]:
    """Read all actions anew, withdrawn ones too; new ones stand after the others of their theme."""
    found = {each.id: each for each in shipped()}
    place = {theme: number for number, theme in enumerate(dict.fromkeys(each.theme for each in shipped()))}
    for code, (subject, version) in sorted(in_force(Subject.Sort.ACTION).items(), key=lambda each: each[1][0].pk):
        theme = found[code].theme if code in found else ""
        found[code] = action_of(version.content, theme=theme, version=version.number, withdrawn=subject.withdrawn)
    return tuple(sorted(found.values(), key=lambda each: place[each.theme]))


@remembered(public_state)
def _all() -> Mapping[str, Action]:
    return {each.id: each for each in read_library()}


@remembered(public_state)
def library() -> tuple[Action, ...]:
    """Give the actions in force, theme by theme as the instrument has them; read once as long as nothing changes."""
    return tuple(each for each in _all().values() if not each.withdrawn)


@remembered(public_state)
def curated() -> frozenset[str]:
    """Give the ids of the actions that the centre accepted, changed or withdrew."""
    return frozenset(in_force(Subject.Sort.ACTION))


def withdrawn() -> Sequence[Action]:
    """Give the actions that are no longer advised."""
    return [each for each in _all().values() if each.withdrawn]


def find(key: str) -> Action | None:
    """Give an action by its id, also a withdrawn one: plans of earlier years still name it."""
    return _all().get(key)


def versions(key: str) -> Sequence[Version]:
    """Give all versions of an action, the first one first; of one that nobody changed, what the software ships."""
    action = find(key)
    kept = versions_of(Subject.Sort.ACTION, key)
    if kept or action is None:
        return kept
    return [Version(number=1, move=Version.Move.SHIP, content=table_of(action))]


def version_of(key: str, number: int) -> Action | None:
    """Give an action as it was in one of its versions."""
    version = next((each for each in versions(key) if each.number == number), None)
    return None if version is None else action_of(version.content, version=number)
