"""A whole period planned by somebody in front of the screen, with few presses, by keyboard, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visitor import Server, Visitor, t

PERIOD = "/planlegging/forlop/{}/"


def to_plan(server: Server) -> str:
    """A running period with weeks to come and visits that are still to be planned."""
    rows = server.rows(
        "select e.id from pathway_episode e join access_unit u on u.id = e.team_id"
        " where e.state = 'active' and u.name = 'Team Sør' and e.planned_end_on > current_date + 10"
        " and (select count(*) from visits_visit v where v.episode_id = e.id and v.state in ('planned', 'done')) < 11"
        " order by e.planned_end_on desc, e.id"
    )
    return str(rows[0][0])


def visits(server: Server, episode: str) -> int:
    sql = "select count(*) from visits_visit where episode_id = %s and state in ('planned', 'done')"
    return int(server.rows(sql, episode)[0][0])


@pytest.fixture
def coordinator(visitor: Callable[[], Visitor]) -> Visitor:
    made = visitor()
    made.become("coordinator")
    return made


def test_what_the_page_says_follows_the_lines_and_the_period_is_saved_with_one_press(
    coordinator: Visitor, server: Server
):
    episode = to_plan(server)
    before = visits(server, episode)
    coordinator.open(PERIOD.format(episode))
    page = coordinator.page
    week = page.locator("[data-week]").filter(has=page.locator("fieldset.line")).last
    line = week.locator("fieldset.line").first
    day = line.get_by_label(t("Day"))
    chosen = day.input_value()
    assert chosen
    day.select_option(value="")
    expect(week.locator("[data-difference]")).to_contain_text(re.compile(r"1 færre enn planlagt"))
    expect(week.locator(f"[data-day='{chosen}'] [data-new]")).to_have_count(0)
    day.select_option(value=chosen)
    line.get_by_label(t("Time")).fill("09.45")
    expect(week.locator("[data-difference]")).to_contain_text(t("as planned"))
    expect(week.locator(f"[data-day='{chosen}'] [data-new]")).to_have_text("09.45")
    lines = page.locator("fieldset.line select[name$='-day']").evaluate_all("all => all.filter(e => e.value).length")
    coordinator.follow(t("Save all weeks"))
    assert visits(server, episode) == before + lines
    assert page.url.endswith(f"/besok/forlop/{episode}/")
    assert not coordinator.faults, "\n".join(coordinator.faults)


def test_the_page_holds_on_a_phone_and_the_keyboard_reaches_the_last_button(coordinator: Visitor, server: Server):
    page = coordinator.page
    page.set_viewport_size({"width": 390, "height": 844})
    coordinator.open(PERIOD.format(to_plan(server)))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("fieldset.line select").first.focus()
    for _step in range(400):
        if page.evaluate("document.activeElement.hasAttribute('data-main-submit')"):
            break
        page.keyboard.press("Tab")
    else:
        pytest.fail("The button that saves was not reached.")


def test_without_scripts_the_week_before_is_copied_and_more_than_planned_is_asked_about(
    coordinator: Visitor, server: Server, chromium: Browser
):
    context = chromium.new_context(
        base_url=server.url, java_script_enabled=False, storage_state=coordinator.context.storage_state()
    )
    page = context.new_page()
    episode = to_plan(server)
    before = visits(server, episode)
    page.goto(PERIOD.format(episode))
    week = page.locator("[data-week]").filter(has=page.locator("fieldset.line")).last
    number = week.get_attribute("data-week")
    week.get_by_role("button", name=re.compile(re.escape(t("Copy the week before")))).click()
    week = page.locator(f"[data-week='{number}']")
    expect(week.locator("fieldset.line").first).to_be_visible()
    week.get_by_role("button", name=re.compile(re.escape(t("More lines")))).click()
    week = page.locator(f"[data-week='{number}']")
    for line in week.locator("fieldset.line").all():
        day = line.get_by_label(t("Day"))
        if not day.input_value():
            options = day.locator("option").evaluate_all("all => all.map(e => e.value).filter(Boolean)")
            day.select_option(value=options[0])
            line.get_by_label(t("Time")).fill("07.00")
            break
    week.get_by_role("button", name=re.compile(re.escape(t("Save only this week")))).click()
    expect(page.locator("main")).to_contain_text(t("Not as planned. Nothing is saved yet."))
    assert visits(server, episode) == before
    context.close()
