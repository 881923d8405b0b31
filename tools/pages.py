"""Reference pages that are made from the code, so that they cannot tell another story than the code does.

`make pages` writes them; `stale` finds those that the code has left behind.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tools import (
    actions_page,
    api_page,
    architecture_page,
    asvs_page,
    cli_page,
    election_page,
    indicators_page,
    log_page,
    problems_page,
    release_page,
    settings_page,
    stages_page,
    tables_page,
)

__all__ = ["PAGES", "stale", "write"]

ROOT = Path(__file__).resolve().parents[1]
PAGES: Mapping[str, Callable[[], str]] = {
    "docs/reference/problems.md": problems_page.page,
    "docs/reference/cli.md": partial(cli_page.page, "en"),
    "docs/reference/cli-id.md": partial(cli_page.page, "id"),
    "docs/reference/settings.md": settings_page.page,
    "docs/reference/indicators.md": partial(indicators_page.page, "en"),
    "docs/reference/indicators-id.md": partial(indicators_page.page, "id"),
    "docs/reference/stages.md": stages_page.page,
    "docs/reference/actions.md": partial(actions_page.page, "en"),
    "docs/reference/actions-id.md": partial(actions_page.page, "id"),
    "docs/reference/asvs.md": asvs_page.page,
    "docs/explanation/rooms.svg": architecture_page.picture,
    "docs/reference/api.md": api_page.page,
    "docs/reference/audit-log.md": log_page.page,
    "docs/reference/data-dictionary.md": tables_page.page,
    "docs/reference/release-files.md": release_page.page,
    "docs/reference/election-day-sizes.md": election_page.page,
}


def write(root: Path, pages: Mapping[str, Callable[[], str]] = PAGES) -> list[str]:
    """Write every page whose text has changed; give their names."""
    behind = stale(root, pages)
    for name in behind:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(pages[name](), "utf-8")
    return behind


def stale(root: Path, pages: Mapping[str, Callable[[], str]] = PAGES) -> list[str]:
    """Name the pages that are missing or differ from what the code says now."""
    return [name for name, page in pages.items() if _text(root / name) != page()]


def _text(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


if __name__ == "__main__":
    for changed in write(ROOT):
        print(f"wrote {changed}")
