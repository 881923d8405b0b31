"""What every page of a walk must be: usable by everybody, and no wider than its screen."""

from axe_playwright_python.base import AXE_SCRIPT as _AXE
from playwright.sync_api import Error, Page

__all__ = ["faults", "readable"]

#: What holds is not listed element by element, which on a page with a large table takes longer than to find it.
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
#: What holds stays in the browser: to read it here would take a third of a second a page, and nobody looks at it.
_ASK = "options => axe.run(options).then(found => found.violations)"

#: The innermost element that reaches farthest to the right, so that a failure says where to look.
_WIDEST = """() => [...document.body.querySelectorAll('*')]
    .map(each => [Math.round(each.getBoundingClientRect().right), each.outerHTML.slice(0, 160)])
    .reduce((most, each) => each[0] >= most[0] ? each : most).join(': ')"""


def readable(page: Page) -> None:
    """Demand that axe finds nothing on a page, and that nothing on it is wider than the screen."""
    found = faults(page)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        found.append(f"{wide} pixels wider than the screen: {page.evaluate(_WIDEST)}")
    assert found == [], f"{page.url}: {found}"


def faults(page: Page) -> list[str]:
    """List what axe finds on the page that the last click leads to."""
    for attempt in range(3):
        page.wait_for_load_state()
        try:
            page.evaluate(_AXE)
            found = page.evaluate(_ASK, _RULES)
        except Error:
            # A click is over when the next page begins: axe may still have been given the one that went.
            if attempt == 2:
                raise
        else:
            return [f"{each['id']}: {each['help']} {each['nodes'][0]['html'][:160]}" for each in found]
    raise AssertionError
