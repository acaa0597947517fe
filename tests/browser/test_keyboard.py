"""A referral and a visit without a pointer: Tab, arrows, Space, Enter, and the keys the product offers."""

import pytest
from playwright.sync_api import expect

from tests.browser.pathway import born, synthetic_number
from tests.browser.visitor import Visitor, t

FAR = 120


class Keys:
    """Hands that only know the keyboard."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page

    def focused(self) -> str:
        """What a screen reader would say of what has focus: its label, or its text."""
        said: str = self.page.evaluate(
            """() => {
              const it = document.activeElement;
              const label = [...(it.labels ?? [])].map(each => each.innerText).join(" ");
              const group = it.closest("fieldset")?.querySelector("legend")?.innerText ?? "";
              return [group, label || it.getAttribute("aria-label") || it.innerText || ""].join(" | ");
            }"""
        )
        return " ".join(said.split())

    def tab_to(self, words: str) -> None:
        """Tab until what has focus says these words; what has focus must be seen."""
        for _ in range(FAR):
            self.page.keyboard.press("Tab")
            if words in self.focused():
                assert self.outlined(), f"“{self.focused()}” has focus, and nothing shows it."
                return
        raise AssertionError(f"{FAR} presses of Tab do not reach “{words}”. Last was “{self.focused()}”.")

    def outlined(self) -> bool:
        """Whether focus is drawn on the control, around it, or on the label that stands for it."""
        shown: bool = self.page.evaluate(
            """() => {
              const it = document.activeElement;
              const drawn = each => {
                const style = getComputedStyle(each);
                const line = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
                return line || style.boxShadow !== "none";
              };
              const label = it.closest("label");
              const inside = [...(label?.querySelectorAll("*") ?? [])];
              return [it, it.parentElement, label, ...inside, ...(it.labels ?? [])].some(each => each && drawn(each));
            }"""
        )
        return shown

    def type(self, words: str, text: str) -> None:
        self.tab_to(words)
        self.page.keyboard.type(text)

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)

    def leave(self, key: str) -> None:
        before = self.page.evaluate("window.__here = Math.random()")
        self.page.keyboard.press(key)
        self.page.wait_for_function("before => window.__here !== before", arg=before)
        self.page.wait_for_load_state()


@pytest.fixture
def keys(visitor) -> Keys:
    return Keys(visitor())


def test_a_referral_is_registered_and_found_again_with_the_keyboard_alone(keys: Keys, server):
    keys.visitor.become("allocator")
    keys.tab_to(t("New referral"))
    keys.leave("Enter")
    keys.type(t("National identity number"), synthetic_number(born(84), start=300))
    keys.type(t("First name"), "Stille")
    keys.type(t("Last name"), "Morgen")
    keys.tab_to(t("Discharge from hospital"))
    keys.press("ArrowDown", 3)
    assert t("New applicant") in keys.focused()
    keys.tab_to(t("Who refers"))
    keys.page.keyboard.type(t("GP")[:4])
    keys.type(t("What matters to the person"), "Spille orgel igjen")
    keys.leave("Control+Enter")
    keys.visitor.sees(t("The referral is registered."))
    assert server.rows(
        "select route, referrer from pathway_referral where person_id = %s", server.person("Stille Morgen")
    ) == [("new_applicant", "gp")]
    keys.page.evaluate("document.activeElement.blur()")
    keys.press("/")
    keys.page.keyboard.type("Stille Mor")
    expect(keys.page.locator("#search-results a").first).to_contain_text("Stille Morgen")
    keys.tab_to("Stille Morgen")
    keys.leave("Enter")
    assert str(server.person("Stille Morgen")) in keys.page.url


def test_a_list_is_walked_with_j_and_k_and_opened_with_enter(keys: Keys):
    keys.visitor.become("allocator")
    second = keys.page.locator("tbody tr").nth(1).get_by_role("link").first
    wanted = second.get_attribute("href")
    for key in ("j", "j", "j", "k"):
        keys.press(key)
    keys.leave("Enter")
    assert keys.page.url.endswith(str(wanted))


def test_a_visit_is_recorded_with_the_keyboard_alone(keys: Keys, server):
    keys.visitor.become("therapist")
    (visit,), *_ = server.rows(
        "select v.id from visits_visit v join visits_visitstaff s on s.visit_id = v.id join access_user u"
        " on u.id = s.user_id where u.name = %s and v.state = 'planned' and v.planned_at < now() + interval '1 day'"
        " order by v.planned_at limit 1",
        keys.visitor.name,
    )  # fmt: skip
    keys.visitor.open(f"/besok/{visit}/")
    keys.tab_to(t("How hard was it? The person's own number"))
    keys.press("Space")
    keys.press("ArrowRight", 4)
    keys.type(t("Note"), "Lagde frokost selv")
    keys.leave("Control+Enter")
    assert server.rows("select state, note, effort from visits_visit where id = %s", visit) == [
        ("done", "Lagde frokost selv", 4)
    ]


def test_the_first_tab_on_a_page_leads_past_the_menu(keys: Keys):
    keys.visitor.become("coordinator")
    keys.visitor.open("/tavle/")
    keys.press("Tab")
    assert t("Skip to the content") in keys.focused()
    keys.press("Enter")
    assert keys.page.evaluate("document.activeElement.id") == "main"
