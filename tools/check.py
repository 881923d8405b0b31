"""Run all checks of our own: `python -m tools.check`."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tools import (
    api_page,
    asvs_page,
    cli_page,
    commands,
    locked,
    log_page,
    mirror,
    pages,
    problems_page,
    release_page,
    services,
    tables_page,
    tree,
)

ROOT = Path(__file__).resolve().parents[1]


def _stale(root: Path) -> list[str]:
    return [f"{name}: the code says something else by now. Run `make pages`." for name in pages.stale(root)]


CHECKS: Mapping[str, Callable[[Path], list[str]]] = {
    "no file is too long": lambda root: tree.long_files(root)[0],
    "nothing of one machine, nothing undone": tree.foreign,
    "the locks hold what is asked for": locked.unlocked,
    "only services write": services.written_elsewhere,
    "every service is audited": services.unaudited,
    "the tests mirror the source": mirror.unmirrored,
    "problems speak both languages": lambda _: problems_page.incomplete(),
    "commands explain themselves": lambda _: cli_page.undocumented(),
    "tables, actions of the log, interfaces and files of a release explain themselves": lambda _: [
        *tables_page.unexplained(),
        *log_page.wordless(),
        *api_page.unexplained(),
        *release_page.undescribed(),
    ],
    "every command of the pages is run, or says why not": commands.faults,
    "every requirement of ASVS is answered": asvs_page.unanswered,
    "reference pages are current": _stale,
}


def main(root: Path = ROOT) -> int:
    """Print what each check found; 1 if anything was."""
    failed = False
    for title, check in CHECKS.items():
        errors = check(root)
        print(f"{'FAILED' if errors else 'ok':6} {title}")
        for error in errors:
            print(f"       {error}")
        failed = failed or bool(errors)
    for warning in tree.long_files(root)[1]:
        print(f"note   {warning}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
