"""What does not apply is out of sight and comes back with what stood there; without scripts everything is there."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from fotfeste.ground.access.rules.rights import Role
from tests.browser.visitor import t


def test_a_question_comes_with_the_answer_it_belongs_to_and_keeps_what_was_written(visitor):
    v = visitor()
    v.become(Role.ALLOCATOR)
    v.open(reverse("pathway:referral_new"))
    home = v.field(t("Goes home from hospital or institution"))
    expect(home).to_be_hidden()
    v.press(t("Referred from"), t("Discharge from hospital"))
    expect(home).to_be_visible()
    home.fill("2.12")
    home.press("Tab")
    expect(v.page.locator("output[data-day-words]", has_text=re.compile(r"2\. desember"))).to_be_visible()
    v.press(t("Referred from"), t("New applicant"))
    expect(home).to_be_hidden()
    v.press(t("Referred from"), t("Discharge from hospital"))
    expect(home).to_be_visible()
    expect(home).to_have_value("2.12")
    name = v.page.locator("#id_relative_name").locator("xpath=..")
    expect(name.locator(".field__mark")).to_be_hidden()
    v.page.locator("#id_relative_phone").fill("99 99 99 98")
    expect(name.locator(".field__mark")).to_be_visible()


def test_without_scripts_every_question_is_there_with_words_that_say_when(visitor):
    v = visitor(java_script_enabled=False)
    v.become(Role.ALLOCATOR)
    v.open(reverse("pathway:referral_new"))
    expect(v.field(t("Goes home from hospital or institution"))).to_be_visible()
    v.sees(t("Only for those who come from a hospital or an institution."))
