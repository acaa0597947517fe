"""Somebody in front of the screen: does what people do, by the words they see, and notes what goes wrong on the way.

The words are looked up in the product's catalogues, so that a better wording breaks no test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import psycopg
from django.utils.translation import gettext, ngettext, override, pgettext
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect

from fotfeste.ground.database.location import Address

LANGUAGE = "nb"
PATIENCE_MS = 20_000


def t(text: str, context: str = "", **parts: Any) -> str:
    """The bokmål of one of the product's texts, as it stands on the page."""
    with override(LANGUAGE):
        said = pgettext(context, text) if context else gettext(text)
    return said % parts if parts else said


def tn(one: str, many: str, count: int, **parts: Any) -> str:
    with override(LANGUAGE):
        return ngettext(one, many, count) % {"count": count, **parts}


@dataclass(frozen=True)
class Server:
    """The running product: where it answers, and the database behind it."""

    url: str
    address: Address
    environment: dict[str, str]

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What stands in the database, asked past the product."""
        with psycopg.connect(**self.address.psycopg()) as connection:
            return connection.execute(sql, values).fetchall()  # type: ignore[arg-type]

    def change(self, sql: str, *values: Any) -> None:
        """Arrange something past the product, as the application's own database role."""
        with psycopg.connect(**self.address.psycopg()) as connection:
            connection.execute(sql, values)  # type: ignore[arg-type]

    def persona(self, role: str) -> str:
        """The name of the demo's ready user with this role."""
        (name,) = self.rows("select name from access_user where role = %s and is_persona order by id limit 1", role)[0]
        return str(name)

    def person(self, name: str) -> UUID:
        """The id of a person by given and family name."""
        found = self.rows("select id from pathway_person where given_name || ' ' || family_name = %s", name)
        assert len(found) == 1, f"{len(found)} persons are called {name}."
        return UUID(str(found[0][0]))


class Visitor:
    """One browser window. `faults` gathers errors in the console and requests to other origins."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.context, self.server = context, server
        self.faults: list[str] = []
        self.expected_statuses: set[int] = set()
        self.name, self.lost_coverage = "", False
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.set_default_navigation_timeout(3 * PATIENCE_MS)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A form that is sent back, or a page refused on purpose, is told by its status and judged there.
        lost = self.lost_coverage and message.text.startswith("htmx:")
        if message.type == "error" and "Failed to load resource" not in message.text and not lost:
            self.faults.append(f"{self.page.url}: console: {message.text}")

    def _request(self, request: Request) -> None:
        if request.url.startswith(("data:", "blob:")):
            return
        if f"{urlsplit(request.url).scheme}://{urlsplit(request.url).netloc}" != self.server.url:
            self.faults.append(f"{self.page.url}: asked another origin for {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected_statuses:
            self.faults.append(f"{self.page.url}: {response.request.method} {response.url} gave {response.status}")

    @contextmanager
    def without_coverage(self) -> Iterator[None]:
        """No network within. What htmx tells the console of it, then or late, is no fault; whatever else is."""
        self.lost_coverage = True
        self.context.set_offline(True)
        yield
        self.context.set_offline(False)

    # --- who ---------------------------------------------------------------------------------------------------------

    def become(self, role: str) -> str:
        """Sign in as the demo's ready user of this role, from the page where one chooses. Gives the name."""
        name = self.server.persona(role)
        self.page.goto("/demo/")
        self.button(re.compile(rf"^{re.escape(name)}\b")).click()
        self.page.wait_for_url(lambda url: "/demo/" not in url)
        self.name = name
        return name

    def sign_out(self) -> None:
        self.page.locator("details.menu summary").click()
        self.button(t("Sign out")).click()
        self.page.wait_for_load_state()

    # --- seeing and doing --------------------------------------------------------------------------------------------

    def open(self, address: str) -> None:
        self.page.goto(address)

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.locator("body")).to_contain_text(text, timeout=PATIENCE_MS)

    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    def link(self, name: str | re.Pattern[str], within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("link", name=name).first

    def button(self, name: str | re.Pattern[str], within: Locator | None = None) -> Locator:
        exact = isinstance(name, str)
        return (within or self.page).get_by_role("button", name=name, exact=exact).first

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Click a link or a button that leads to another page, and wait for it."""
        pressable = self.page.get_by_role("link", name=name, exact=isinstance(name, str))
        if not pressable.count():
            pressable = self.page.get_by_role("button", name=name, exact=isinstance(name, str))
        self._leave(pressable.first)

    def next_step(self) -> None:
        """Press the button of the card that says what to do next."""
        card = self.page.locator("main section").filter(
            has=self.page.get_by_role("heading", name=t("Next step"), exact=True)
        )
        self._leave(card.last.locator(".ds-button").first)

    def _leave(self, pressable: Locator) -> None:
        before = self.page.evaluate("window.__here = Math.random()")
        pressable.click()
        self.page.wait_for_function("before => window.__here !== before", arg=before)
        self.page.wait_for_load_state()

    def write(self, label: str, text: str, nth: int = 0) -> None:
        """Write in a field by its label. Marks such as “valgfritt” after the label are part of what is seen."""
        self.field(label, nth).fill(text)

    def field(self, label: str, nth: int = 0) -> Locator:
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s|$|:|\()")).nth(nth)

    def choose(self, label: str, option: str) -> None:
        """Choose in a list by its words."""
        self.field(label).select_option(label=option)

    def press(self, question: str, answer: str) -> None:
        """Answer a question that has its answers as buttons."""
        group = self.page.get_by_role("group", name=re.compile(rf"^\s*{re.escape(question)}"))
        group.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(answer)}\s*$")).first.click()

    def tick(self, label: str) -> None:
        self.page.locator("label").filter(has_text=label).first.click()
