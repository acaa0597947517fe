"""Nothing that was typed is lost by leaving a form, and nothing stays when it is no longer needed."""

from playwright.sync_api import expect

from tests.browser.pathway import born, synthetic_number
from tests.browser.visitor import Visitor, t

FORM = "/henvisning/ny/"


def begun(v: Visitor) -> None:
    v.open(FORM)
    v.write(t("First name"), "Lang")
    v.write(t("Last name"), "Sommerdag")
    v.write(t("What matters to the person"), "Sitte på trappa med kaffe")
    v.press(t("Way in"), t("New applicant"))
    expect(v.page.locator("[data-draft-status]").first).not_to_be_empty()
    v.page.wait_for_function("() => Object.values(localStorage).some(each => each.includes('trappa med kaffe'))")


def drafts(v: Visitor) -> int:
    found: int = v.page.evaluate("Object.keys(localStorage).filter(each => each.startsWith('fotfeste:draft:')).length")
    return found


def test_what_was_typed_is_there_again_after_leaving_the_form_and_gone_once_it_is_saved(visitor, server):
    v = visitor(width=390)
    v.become("allocator")
    begun(v)
    v.follow(t("Inbox"))
    v.open(FORM)
    expect(v.field(t("What matters to the person"))).to_have_value("Sitte på trappa med kaffe")
    expect(v.field(t("Last name"))).to_have_value("Sommerdag")
    assert v.page.get_by_label(t("New applicant")).is_checked()
    v.write(t("National number"), synthetic_number(born(79), start=200))
    v.choose(t("Who refers"), t("GP"))
    v.follow(t("Register the referral"))
    v.sees(t("The referral is registered."))
    assert drafts(v) == 0
    assert server.person("Lang Sommerdag")


def test_what_was_typed_survives_that_the_window_is_closed(visitor):
    v = visitor()
    v.become("allocator")
    begun(v)
    v.page.close(run_before_unload=False)
    v.page = v.context.new_page()
    v.open(FORM)
    expect(v.field(t("What matters to the person"))).to_have_value("Sitte på trappa med kaffe")


def test_drafts_are_wiped_from_the_device_when_somebody_signs_out_and_are_never_another_user_s(visitor):
    v = visitor()
    v.become("allocator")
    begun(v)
    v.sign_out()
    assert drafts(v) == 0
    v.become("allocator")
    begun(v)
    v.context.clear_cookies()
    v.become("coordinator")
    v.open(FORM)
    expect(v.field(t("What matters to the person"))).to_have_value("")
    assert drafts(v) == 0
