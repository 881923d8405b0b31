"""Make `docs/reference/settings.md` from the variables that the platform and the command `ikp` read."""

from collections.abc import Mapping

from ikpweb.config.environment import VARIABLES

from ikp.cli.variables import VARIABLES as COMMAND

__all__ = ["page"]

_HEAD = """\
# Settings of the platform

<!-- Made from web/src/ikpweb/config/environment.py and engine/src/ikp/cli/variables.py by `make pages`. -->

The platform is set up by variables of the environment. None has to be set on a laptop; a variable that
does not fit stops `ikp-web` with a sentence that says which and how to mend it.

| variable | meaning |
|---|---|
"""


_COMMAND = """
## Settings of the command `ikp`

An option of the command counts before a variable.

| variable | meaning |
|---|---|
"""


def page() -> str:
    """Write the page."""
    return _HEAD + _rows(VARIABLES) + _COMMAND + _rows(COMMAND)


def _rows(variables: Mapping[str, str]) -> str:
    return "".join(f"| `{name}` | {meaning} |\n" for name, meaning in variables.items())
