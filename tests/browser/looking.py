"""What is looked at on any page: accessibility rules, width, paper."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.visitor import Visitor

# WCAG 2.1 AA is the law, 2.2 AA our choice; the rest are good habits the same program knows.
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}


def violations(page: Page) -> list[str]:
    """Each broken rule with the first places where it is broken."""
    # Messages slide in; half seen they have no contrast. Asked again and again, not awaited: only asking has a limit.
    page.wait_for_function("() => document.getAnimations().every(each => each.playState !== 'running')")
    found = Axe().run(page, options=RULES).response["violations"]
    where = page.url.split("/", 3)[-1]
    return [f"/{where} {each['id']}: {[node['html'][:160] for node in each['nodes'][:3]]}" for each in found]


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways. Tables and pictures may scroll inside a box of their own."""
    wide: list[str] = page.evaluate(
        """() => {
          const root = document.scrollingElement;
          if (root.scrollWidth <= root.clientWidth) return [];
          const inBox = each => {
            for (let one = each; one && one !== document.body; one = one.parentElement)
              if (/auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX)) return true;
            return false;
          };
          return [...document.querySelectorAll("body *")]
            .filter(each => each.getBoundingClientRect().right > root.clientWidth + 1 && !inBox(each))
            .slice(0, 3).map(each => each.outerHTML.slice(0, 160));
        }"""
    )
    return [f"{page.url} scrolls sideways because of {each}" for each in wide or []]


FOR_THE_SCREEN = (
    "nav.places",
    "header.top",
    "form.finder",
    "a.ds-skip-link",
    ".ds-button",
    "button",
    ".actions",
    ".doors",
)


def on_paper(page: Page) -> list[str]:
    """Parts for the screen that would be printed too."""
    page.emulate_media(media="print")
    seen = [
        part
        for part in (
            "nav.places",
            "header.top",
            "form.finder",
            "a.ds-skip-link",
            "button",
            ".actions",
            ".doors",
            ".ds-button",
        )
        for each in page.locator(part).all()
        if each.is_visible()
    ]
    page.emulate_media(media="screen")
    return [f"{page.url}: {each} is printed" for each in seen]


def settled(page: Page) -> None:
    """Wait until the parts a page fetches for itself are there."""
    page.wait_for_load_state()
    drawn(page)
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")


def drawn(page: Page) -> None:
    """Wait until a new size is on the screen and the page has answered to it."""
    page.evaluate("() => { window.frames_seen = 0 }")
    # The function is asked once in each frame; a page that draws none is told of within the page's limit.
    page.wait_for_function("() => (window.frames_seen += 1) > 2")


def look(visitor: Visitor) -> None:
    """Note as faults what is wrong with the page the visitor is on."""
    settled(visitor.page)
    visitor.faults += violations(visitor.page) + too_wide(visitor.page)
