"""Nothing that was typed is lost, nothing of it is mixed, and nothing of it lies about for others to read."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pathway import born, synthetic_number
from tests.browser.visitor import Visitor, t

FORM = "/henvisning/ny/"
WORDS = "Sitte på trappa med kaffe"


def begun(v: Visitor, page: Page | None = None, words: str = WORDS) -> None:
    """A referral begun, and its draft kept here and on the server."""
    page = page or v.page
    page.goto(FORM)
    page.get_by_label(t("Last name")).first.fill("Sommerdag")
    with page.expect_response(lambda answer: answer.url.endswith("/kladder/") and answer.request.method == "PUT"):
        page.locator("textarea").first.fill(words)
    expect(page.locator("[data-draft-status]").first).not_to_be_empty()


def matters(page: Page):
    return page.locator("textarea").first


def lying_about(v: Visitor) -> str:
    """All that the browser keeps of us."""
    said: str = v.page.evaluate(
        """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, history.state,
             (await indexedDB.databases()).map(each => each.name)])"""
    )
    return said


def drafts(v: Visitor) -> int:
    found: int = v.page.evaluate("Object.keys(localStorage).filter(each => each.startsWith('fotfeste:draft:')).length")
    return found


def test_what_was_typed_comes_back_by_reload_and_back_and_is_offered_when_the_form_is_opened_anew(visitor, server):
    v = visitor(width=390)
    v.become("allocator")
    begun(v)
    v.page.reload()
    expect(matters(v.page)).to_have_value(WORDS)
    v.follow(t("Inbox"))
    v.page.go_back()
    expect(matters(v.page)).to_have_value(WORDS)
    v.follow(t("Inbox"))
    v.open(FORM)
    v.page.get_by_role("button", name=t("Use the draft")).wait_for()
    assert matters(v.page).input_value() == ""
    v.page.get_by_role("button", name=t("Use the draft")).click()
    expect(matters(v.page)).to_have_value(WORDS)
    v.write(t("First name"), "Lang")
    v.press(t("Referred from"), t("New applicant"))
    v.write(t("National identity number"), synthetic_number(born(79), start=200))
    v.choose(t("Who refers"), t("GP"))
    v.follow(t("Register the referral"))
    v.sees(t("The referral is registered."))
    assert drafts(v) == 0
    assert server.rows("select count(*) from drafts_draft") == [(0,)]
    assert server.person("Lang Sommerdag")


def test_two_tabs_have_a_draft_each_and_saving_one_leaves_the_other(visitor, server):
    v = visitor()
    v.become("allocator")
    begun(v, words="Om Anne")
    other = v.context.new_page()
    other.goto(FORM)
    expect(matters(other)).to_have_value("")
    begun(v, other, words="Om Bjarne")
    v.write(t("First name"), "Anne")
    v.press(t("Referred from"), t("New applicant"))
    v.write(t("National identity number"), synthetic_number(born(80), start=230))
    v.choose(t("Who refers"), t("GP"))
    v.follow(t("Register the referral"))
    v.sees(t("The referral is registered."))
    other.reload()
    expect(matters(other)).to_have_value("Om Bjarne")
    expect(other.get_by_role("button", name=t("Use the draft"))).to_have_count(0)


def test_a_refused_form_keeps_its_draft(visitor):
    v = visitor()
    v.become("allocator")
    begun(v)
    v.follow(t("Register the referral"))
    v.sees(t("Nothing is saved yet. Correct this first:"))
    expect(matters(v.page)).to_have_value(WORDS)
    v.page.go_back()
    expect(matters(v.page)).to_have_value(WORDS)


def test_the_words_lie_nowhere_in_plain_text_and_go_from_the_device_at_sign_out(visitor, server):
    v = visitor()
    v.become("allocator")
    begun(v)
    assert drafts(v) == 1
    assert "trappa" not in lying_about(v)
    sealed = server.rows("select sealed from drafts_draft")
    assert sealed and "trappa" not in str(sealed)
    v.sign_out()
    assert drafts(v) == 0
    assert "Sommerdag" not in lying_about(v)


def test_another_sign_in_of_the_same_user_goes_on_and_another_user_gets_nothing(visitor, server):
    v = visitor()
    v.become("allocator")
    begun(v, words="Bare min")
    v.context.clear_cookies()
    v.become("coordinator")
    v.open(FORM)
    v.page.wait_for_load_state("networkidle")
    assert matters(v.page).input_value() == ""
    assert v.page.locator(".draft-note").count() == 0
    assert drafts(v) == 0
    phone = visitor(width=390)
    phone.become("allocator")
    phone.open(FORM)
    phone.page.get_by_role("button", name=t("Use the draft")).first.click()
    expect(matters(phone.page)).to_have_value("Bare min")


def test_a_form_left_in_the_same_tab_comes_back_by_itself_but_never_to_the_next_user(visitor, server):
    v = visitor()
    v.become("coordinator")
    (person,) = server.rows(
        """select p.person_id from pathway_episode p join access_membership m on m.unit_id = p.team_id
           join access_user u on u.id = m.user_id where u.name = %s and p.state = 'active' limit 1""",
        v.name,
    )[0]
    v.open(f"/person/{person}/")
    v.follow(t("New task"))
    address = v.page.url
    v.write(t("Task"), "Ringe datteren")
    expect(v.page.locator("[data-draft-status]").first).not_to_be_empty()
    v.open("/tavle/")
    v.open(address)
    expect(v.field(t("Task"))).to_have_value("Ringe datteren")
    with v.page.expect_response(lambda answer: answer.request.method == "PUT"):
        v.write(t("Task"), "Ringe datteren i dag")
    v.sign_out()
    v.become("therapist")
    v.expected_statuses = {404}
    v.open(address)
    v.page.wait_for_load_state("networkidle")
    assert "Ringe datteren" not in v.page.content()
    v.become("coordinator")
    v.open(address)
    v.page.get_by_role("button", name=t("Use the draft")).click()
    expect(v.field(t("Task"))).to_have_value("Ringe datteren i dag")


def test_without_coverage_nothing_is_lost_and_the_form_says_that_it_is_not_sent(visitor, server):
    v = visitor(width=390)
    v.become("allocator")
    begun(v)
    v.write(t("First name"), "Uten")
    v.press(t("Referred from"), t("New applicant"))
    v.write(t("National identity number"), synthetic_number(born(81), start=260))
    v.choose(t("Who refers"), t("GP"))
    with v.without_coverage():
        v.button(t("Register the referral")).click()
        v.sees(t("Not sent. You have no network coverage. The draft is kept."))
    v.follow(t("Try again"))
    v.sees(t("The referral is registered."))
    assert server.person("Uten Sommerdag")


@pytest.mark.parametrize("reached", [True, False])
def test_when_the_answer_is_lost_the_form_says_truly_whether_it_is_saved(visitor, server, reached):
    name = "Nådd" if reached else "Unådd"
    v = visitor()
    v.become("allocator")
    begun(v)
    v.write(t("First name"), name)
    v.press(t("Referred from"), t("New applicant"))
    v.write(t("National identity number"), synthetic_number(born(82), start=300 + 30 * reached))
    v.choose(t("Who refers"), t("GP"))

    broken = []

    def break_off(route):
        if route.request.method != "POST" or broken:
            route.continue_()
            return
        broken.append(route.fetch(max_redirects=0).status if reached else 0)
        route.abort("connectionreset")

    v.page.route(f"**{FORM}", break_off)
    v.button(t("Register the referral")).click()
    if reached:
        v.page.wait_for_url(lambda url: FORM not in url)
        v.sees(t("It is saved, at %(time)s. The connection broke before the answer came.").split("kl.")[0])
    else:
        v.sees(t("Not saved. The connection broke on the way. The draft is kept."))
        v.follow(t("Try again"))
        v.page.wait_for_url(lambda url: FORM not in url)
    found = "select count(*) from pathway_referral r join pathway_person p on p.id = r.person_id where given_name = %s"
    assert server.rows(found, name) == [(1,)]


def test_a_form_opened_anew_before_the_answer_came_holds_nothing_of_what_was_saved(visitor, server):
    v = visitor()
    v.become("allocator")
    begun(v)
    v.write(t("First name"), "Forrige")
    v.press(t("Referred from"), t("New applicant"))
    v.write(t("National identity number"), synthetic_number(born(83), start=400))
    v.choose(t("Who refers"), t("GP"))
    sent = []

    def never_answered(route):
        if route.request.method == "POST" and not sent:
            sent.append(route.fetch(max_redirects=0).status)  # the server has saved; the page never hears of it
        else:
            route.continue_()

    v.page.route(f"**{FORM}", never_answered)
    v.button(t("Register the referral")).click()
    while not sent:
        v.page.wait_for_timeout(50)
    v.page.goto(FORM)
    v.page.locator(".draft-note").first.wait_for()
    expect(matters(v.page)).to_have_value("")
    expect(v.page.get_by_label(t("Last name")).first).to_have_value("")
    assert server.person("Forrige Sommerdag")
