"""The register of risks and actions, and the files that stand by what prevention does."""

from uuid import uuid4

FILLS = {
    "files:file": lambda _: {"key": uuid4()},
    "files:withdraw": lambda _: {"key": uuid4()},
    "files:attach": lambda _: {"about": "action:1"},
}
