"""The team meeting by keyboard: what is typed is written down or stays in sight, and no single press ends it."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.visitor import Visitor, t

BOARD = "/tavle/"


@pytest.fixture
def meeting(visitor, server) -> Visitor:
    v = visitor()
    v.become("coordinator")
    v.open(BOARD)
    if v.page.get_by_role("button", name=t("Start the meeting"), exact=True).count():
        v.follow(t("Start the meeting"))
    yield v
    server.change("update board_meeting set closed_at = now() where closed_at is null")


def cards(v: Visitor) -> Locator:
    return v.page.locator("[data-meeting-card]")


def reviewed(v: Visitor) -> int:
    return int(re.findall(r"\d+", v.page.locator("#meeting-counter").inner_text())[0])


def test_a_row_is_written_and_gone_through_with_keys_and_the_counter_follows(meeting, server):
    v = meeting
    before = reviewed(v)
    card = cards(v).nth(0)
    card.focus()
    v.page.keyboard.press("n")
    v.page.keyboard.type("Trapper ned fra mandag, g")
    v.page.keyboard.press("Control+Enter")
    expect(card.locator(".actions")).to_contain_text(t("Written down %(time)s").split("%")[0].strip())
    expect(card).to_be_focused()
    v.page.keyboard.press("g")
    expect(card).to_have_class(re.compile("meeting-card--reviewed"))
    assert reviewed(v) == before + 1
    v.page.keyboard.press("o")
    expect(card.locator(".meeting-form__task input").first).to_be_focused()
    v.page.keyboard.press("Escape")
    v.page.keyboard.press("?")
    expect(v.page.get_by_role("dialog")).to_contain_text(t("Give a task"))
    assert ("Trapper ned fra mandag, g",) in server.rows("select note from board_meetingnote")


def test_moving_on_writes_down_and_a_faulty_task_stays_in_sight_beside_the_saved_note(meeting, server):
    v = meeting
    first, second = cards(v).nth(0), cards(v).nth(1)
    first.locator("textarea:not([hidden])").nth(0).fill("Gikk til butikken")
    v.page.keyboard.press("Escape")
    v.page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    expect(first.locator(".actions")).to_contain_text(t("Written down %(time)s").split("%")[0].strip())
    expect(second).to_be_focused()
    assert ("Gikk til butikken",) in server.rows("select note from board_meetingnote")

    second.locator("textarea:not([hidden])").nth(0).fill("Sliter med trappa")
    second.locator("textarea:not([hidden])").nth(1).fill("Ny måling")
    second.locator(".meeting-form__task input").nth(0).fill("Bestille rekkverk")
    second.locator(".meeting-form__task select").select_option(index=1)
    second.locator(".meeting-form__task input").nth(1).fill("33.1")
    v.page.keyboard.press("Control+Enter")
    expect(second).to_contain_text(t("Note and decision are written down. The task is not. Correct this first:"))
    expect(second.locator(".meeting-form__task input").nth(0)).to_have_value("Bestille rekkverk")
    assert ("Sliter med trappa", "Ny måling") in server.rows("select note, decision from board_meetingnote")
    v.follow(t("Close the meeting"))
    v.sees("1 notat er ikke lagret")
    v.follow(t("Back to the meeting"))
    again = cards(v).nth(1)
    expect(again.locator(".meeting-form__task input").nth(0)).to_have_value("Bestille rekkverk")
    again.locator(".meeting-form__task input").nth(1).fill("i morgen")
    again.get_by_role("button", name=t("Write down")).click()
    expect(again).to_contain_text("Bestille rekkverk")
    expect(again.locator(".meeting-form__task input").nth(0)).to_have_value("")


def test_what_is_typed_while_a_row_is_on_its_way_is_not_lost(meeting, server):
    v = meeting
    card = cards(v).nth(3)
    words = card.locator("textarea:not([hidden])").nth(0)
    words.fill("Først")

    def late(route):
        words.fill("Først og så mer")
        route.continue_()

    v.page.route("**/tavle/mote/*/*/", late, times=1)
    v.page.keyboard.press("Control+Enter")
    expect(card.locator(".actions")).to_contain_text(t("Written down %(time)s").split("%")[0].strip())
    expect(words).to_have_value("Først og så mer")
    with v.page.expect_response(lambda answer: "/tavle/mote/" in answer.url):
        v.page.keyboard.press("Control+Enter")
    expect(words).to_have_value("Først og så mer")
    assert ("Først og så mer",) in server.rows("select note from board_meetingnote")


def test_one_press_never_ends_a_meeting_and_an_ended_one_can_be_opened_again(meeting, server):
    v = meeting
    v.link(t("Close the meeting")).focus()
    v.page.keyboard.press("Enter")
    v.sees(t("Back to the meeting"))
    v.sees(re.compile(r"ikke tatt opp ennå"))
    v.page.keyboard.press("Enter")
    assert server.rows("select count(*) from board_meeting where closed_at is null") == [(1,)]
    v.follow(t("Close it anyway"))
    v.sees(t("The meeting is closed. These are the minutes."))
    v.follow(t("Open the meeting again"))
    expect(cards(v).first).to_be_visible()


def test_without_coverage_the_card_says_that_it_is_not_sent_and_sends_when_there_is(meeting, server):
    v = meeting
    card = cards(v).nth(2)
    card.locator("textarea:not([hidden])").nth(0).fill("Skrevet uten dekning")
    with v.without_coverage():
        card.get_by_role("button", name=t("Gone through")).click()
        expect(card).to_contain_text(t("Not sent. You have no network coverage. The draft is kept."))
    v.button(t("Try again"), within=card).click()
    expect(card).to_have_class(re.compile("meeting-card--reviewed"))
    assert ("Skrevet uten dekning", True) in server.rows("select note, reviewed from board_meetingnote")
