"""Check a built documentation site: it must show itself whole without a network.

`python -m tools.offline site`. Links to other places are a reader's choice; what a page
*loads* by itself (scripts, styles, fonts, pictures) must come from the site.
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

__all__ = ["loaded_from_outside"]

_LOADING_LINKS = {
    "stylesheet",
    "preload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "icon",
    "modulepreload",
    "manifest",
}
_CSS = re.compile(r"(?:url\(\s*|@import\s+)[\"']?((?:https?:)?//[^\"')\s]+)")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "mermaid" in values.get("class", "").split():
            self.loads.append("//the script that the theme fetches to draw a diagram")
        if tag == "link" and _LOADING_LINKS.intersection(values.get("rel", "").split()):
            self.loads.append(values.get("href", ""))
        elif tag != "a":
            self.loads += [values[name] for name in ("src", "srcset", "data", "poster") if name in values]


def loaded_from_outside(site: Path) -> list[str]:
    """Name every address outside the site that a page or a style sheet loads."""
    return [f"{path.relative_to(site)}: loads {url}" for path in sorted(site.rglob("*")) for url in _outside(path)]


def _outside(path: Path) -> Iterator[str]:
    if path.suffix == ".html":
        page = _Page()
        page.feed(path.read_text("utf-8"))
        yield from (url for url in page.loads if re.match(r"(?:https?:)?//", url))
    elif path.suffix == ".css":
        yield from _CSS.findall(path.read_text("utf-8"))


if __name__ == "__main__":
    found = loaded_from_outside(Path(sys.argv[1]))
    print("\n".join(found) or "the site loads nothing from outside")
    sys.exit(bool(found))
