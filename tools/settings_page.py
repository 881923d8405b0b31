"""Make `docs/reference/settings.md` from the variables that the platform reads."""

from ikpweb.config.environment import VARIABLES

__all__ = ["page"]

_HEAD = """\
# Settings of the platform

<!-- Made from web/src/ikpweb/config/environment.py by `make pages`. -->

The platform is set up by variables of the environment. None has to be set on a laptop; a variable that
does not fit stops `ikp-web` with a sentence that says which and how to mend it.

| variable | meaning |
|---|---|
"""


def page() -> str:
    """Write the page."""
    return _HEAD + "".join(f"| `{name}` | {meaning} |\n" for name, meaning in VARIABLES.items())
