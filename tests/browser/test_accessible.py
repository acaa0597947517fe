"""No page of any role breaks an accessibility rule, scrolls sideways when it is narrow, or prints its navigation."""

import re
from collections.abc import Callable

import pytest

from fotfeste.ground.access.rules.rights import Role
from tests.browser.looking import drawn, on_paper, settled, too_wide, violations
from tests.browser.visitor import Visitor

ROLES = [role for role in Role if role is not Role.SYSTEM]
# From each place in the main menu, one page of each kind that it links to: the kind is the address without its ids.
DEEPER = 8
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


def kind_of(address: str) -> str:
    return ID.sub("*", address.split("?")[0])


def links(visitor: Visitor, part: str) -> list[str]:
    """The addresses a part of the page leads to, without files and other origins."""
    found: list[str] = visitor.page.eval_on_selector_all(f"{part} a[href]", "all => all.map(each => each.href)")
    ours = [each.removeprefix(visitor.server.url) for each in found if each.startswith(f"{visitor.server.url}/")]
    return [each.split("#")[0] for each in ours if not each.split("?")[0].endswith((".pdf", ".csv", ".toml", "/pdf/"))]


def crawl(visitor: Visitor, look: Callable[[Visitor], None]) -> list[str]:
    """Go through the main menu and one page of each kind below it; gives the kinds that were seen."""
    seen: list[str] = []
    waiting = [visitor.page.url.removeprefix(visitor.server.url), *links(visitor, "nav.places")]
    below = 0
    while waiting:
        address = waiting.pop(0)
        if kind_of(address) in seen:
            continue
        seen.append(kind_of(address))
        visitor.open(address)
        settled(visitor.page)
        look(visitor)
        new = [each for each in links(visitor, "main") if kind_of(each) not in {*seen, *map(kind_of, waiting)}]
        for each in {kind_of(each): each for each in new}.values():
            if below < DEEPER:
                below += 1
                waiting.append(each)
    return seen


def test_the_page_where_one_chooses_and_the_sign_in_page_can_be_used_by_all(visitor):
    v = visitor(width=320, height=800)
    for address in ("/demo/", "/konto/login/", "/finnes-ikke/"):
        v.expected_statuses = {404} if "finnes" in address else set()
        v.open(address)
        assert violations(v.page) + too_wide(v.page) == []


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_no_page_of_a_role_breaks_a_rule_scrolls_sideways_at_320_pixels_or_prints_its_menu(visitor, role: Role):
    # 320 pixels wide is also what 1280 at 400 % zoom gives, and narrower than 640 at 200 %.
    v = visitor(width=320, height=800, color_scheme="dark")
    v.become(role)
    wrong: list[str] = []

    def look(narrow: Visitor) -> None:
        wrong.extend(too_wide(narrow.page))
        wrong.extend(violations(narrow.page))
        narrow.page.set_viewport_size({"width": 1280, "height": 900})
        drawn(narrow.page)
        wrong.extend(violations(narrow.page))
        wrong.extend(on_paper(narrow.page))
        narrow.page.set_viewport_size({"width": 320, "height": 800})
        drawn(narrow.page)

    seen = crawl(v, look)
    assert seen
    assert not wrong, "\n".join(wrong)


def test_a_page_at_200_percent_still_fits_beside_its_menu(visitor):
    v = visitor(width=640, height=450, device_scale_factor=2)
    v.become(Role.COORDINATOR)
    wide = []
    for address in ["/tavle/", *links(v, "nav.places"), *links(v, "main tbody th")[:1]]:
        v.open(address)
        settled(v.page)
        wide += too_wide(v.page)
    assert not wide, "\n".join(wide)


def test_the_rules_are_really_asked(visitor):
    v = visitor()
    v.open("/demo/")
    v.page.evaluate("document.querySelector('main').append(Object.assign(new Image(), { src: '/static/ui/mark.svg' }))")
    v.page.evaluate("document.querySelector('h1').innerHTML += '<button></button>'")
    assert {fault.split(" ")[1].rstrip(":") for fault in violations(v.page)} >= {"image-alt", "button-name"}
