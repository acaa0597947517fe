"""What is pressed is what happens: nothing moves between mousedown and click because a field lost focus."""

from datetime import timedelta
from uuid import UUID

from django.utils.timezone import localdate
from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import Server, Visitor, t

# Long enough for what waits 300 ms after a change, and for its answer
HELD_MS = 1200


def of_the_coordinator(server: Server, name: str) -> tuple[UUID, UUID]:
    """A person in training with the team of the coordinator: the person's id and the episode's."""
    return server.rows(
        """select p.person_id, p.id from pathway_episode p join access_membership m on m.unit_id = p.team_id
           join access_user u on u.id = m.user_id where u.name = %s and p.state = 'active' order by p.id limit 1""",
        name,
    )[0]


def press(page: Page, button: Locator, *, held_ms: int = 100) -> bool:
    """Press with the mouse as a hand does: down, a moment, up, without following what moves. False when it moved."""
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 4)
    page.mouse.down()
    page.wait_for_timeout(held_ms)
    stood = button.bounding_box() == box
    page.mouse.up()
    return stood


def where(button: Locator) -> float:
    box = button.bounding_box()
    assert box
    return box["y"]


def test_a_form_is_sent_at_the_first_click_after_a_date_was_changed(visitor, server):
    v: Visitor = visitor(width=1280)
    v.expected_statuses = {400, 422}
    person, _ = of_the_coordinator(server, v.become("coordinator"))
    v.open(f"/person/{person}/dod-eller-flyttet/")
    day = v.page.locator("input[data-day]").first
    words = v.page.locator("[data-day-words]").first
    # Neither day has come: the form is refused each time, and the person stays.
    for ahead in (2, 3, 4):
        day.fill("")
        day.press_sequentially(f"{localdate() + timedelta(days=ahead):%d.%m.%Y}")
        expect(v.page.locator("form [data-draft-status]").first).not_to_be_empty()
        with v.page.expect_request(lambda sent: sent.method == "POST" and "dod-eller" in sent.url):
            assert press(v.page, v.button(t("Record it")))
        v.page.wait_for_load_state("networkidle")
        expect(words).not_to_be_empty()


def test_the_words_about_a_day_take_no_place_and_give_none_back(visitor, server):
    v: Visitor = visitor(width=1280)
    person, _ = of_the_coordinator(server, v.become("coordinator"))
    v.open(f"/person/{person}/dod-eller-flyttet/")
    day, button = v.page.locator("input[data-day]").first, v.button(t("Record it"))
    words = v.page.locator("[data-day-words]").first
    day.fill("")
    day.blur()
    v.page.wait_for_load_state("networkidle")
    empty = where(button)
    for typed in ("2.11.2026", "hei", "3.11.2026"):
        with v.page.expect_response(lambda answer: answer.request.method == "POST"):
            day.fill(typed)
            day.blur()
        v.page.wait_for_load_state("networkidle")
        assert where(button) == empty
    expect(words).to_be_visible()
    day.press_sequentially("1")
    expect(words).not_to_be_visible()


def test_an_answer_that_comes_while_a_button_is_pressed_waits_until_it_is_let_go(visitor, server):
    v: Visitor = visitor(width=1280)
    _, episode = of_the_coordinator(server, v.become("coordinator"))
    v.open(f"/forlop/{episode}/avslutt/")
    button = v.button(t("Close the period"))

    # Safari has no scroll anchoring, which hides here what moves.
    v.page.evaluate("document.documentElement.style.overflowAnchor = 'none'")
    v.page.evaluate(
        """addEventListener("click", (event) => {
             window.hit = event.target.tagName;
             event.preventDefault();
           }, true)"""
    )
    tall = f'<div id="result">{"<p>Et langt resultat</p>" * 20}</div>'
    v.page.route("**/avslutt/", lambda route: route.fulfill(content_type="text/html", body=tall))
    hours = v.page.locator("form[data-draft^=discharge] td input:not([type=checkbox])").first
    hours.fill("")
    hours.press_sequentially("1")
    expect(v.page.locator("form[data-draft^=discharge] [data-draft-status]")).not_to_be_empty()
    assert press(v.page, button, held_ms=HELD_MS)
    assert v.page.evaluate("window.hit") == "BUTTON"
    expect(v.page.locator("#result")).to_contain_text("Et langt resultat")
