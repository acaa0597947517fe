"""What was written about a visit is found again where the visit goes on: put right, or outside the plan, or nowhere."""

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Server, Visitor, t

NOTE = "Gikk til postkassa, skrevet på telefon B"


def planned_visit(server: Server, name: str, skip: int) -> tuple[str, str, str]:
    """A visit that should have taken place, with a person of the coordinator's team: visit, episode, person."""
    return server.rows(
        """select v.id, e.id, e.person_id from visits_visit v join pathway_episode e on e.id = v.episode_id
           join access_membership m on m.unit_id = e.team_id join access_user u on u.id = m.user_id
           where u.name = %s and v.state = 'planned' and e.state = 'active'
           order by v.planned_at, v.id offset %s limit 1""",
        name,
        skip,
    )[0]


def note_of(v: Visitor):
    return v.page.locator("form.record textarea")


def writes(v: Visitor, visit: str, note: str = NOTE) -> None:
    v.open(f"/besok/{visit}/")
    v.page.wait_for_load_state("networkidle")
    with v.page.expect_response(lambda answer: answer.request.method == "PUT"):
        note_of(v).fill(note)


@pytest.fixture
def phone(visitor) -> Visitor:
    v: Visitor = visitor(width=390)
    v.expected_statuses = {404}
    v.become("coordinator")
    return v


@pytest.mark.parametrize("recorded", [True, False], ids=["recorded", "taken off"])
def test_what_was_written_for_a_visit_that_is_settled_meanwhile_goes_on_where_the_refusal_leads(
    phone, server, recorded
):
    visit, _, _ = planned_visit(server, phone.name, skip=0)
    writes(phone, visit)
    if recorded:
        server.change(
            """update visits_visit set state = 'done', started_at = now() - interval '1 hour', minutes_on_site = 40,
               recorded_at = now(), recorded_by_id = (select id from access_user where name = %s) where id = %s""",
            phone.name,
            visit,
        )
    else:
        server.change("update visits_visit set state = 'cancelled' where id = %s", visit)
    phone.page.locator("[data-main-submit]").click()
    phone.sees(t("What you wrote is kept, and offered to you there:"))
    phone.open(f"/besok/{visit}/")
    phone.sees(t("You have written something about this visit that is not saved. It is offered to you there:"))
    phone.follow(t("Put the visit right") if recorded else t("Record a visit not on the plan"))
    offered = phone.page.locator(".draft-note").filter(has_text="postkassa").first
    expect(offered).to_contain_text(f"{t('Note')}: Gikk til")
    assert note_of(phone).input_value() == ""
    offered.get_by_role("button", name=t("Use the draft")).click()
    expect(note_of(phone)).to_have_value(NOTE)


def test_a_record_that_has_closed_says_that_nothing_is_saved_and_leaves_the_words_standing(phone, server):
    visit, _, _person = planned_visit(server, phone.name, skip=1)
    writes(phone, visit)
    phone.page.route(f"**/besok/{visit}/", lambda route: route.fulfill(status=404, body="<p>Ingenting</p>"))
    phone.page.locator("[data-main-submit]").click()
    expect(phone.page.locator("[data-sending]")).to_contain_text("Ikke lagret")
    expect(phone.page.locator("[data-sending]")).to_contain_text("koordinatoren")
    expect(note_of(phone)).to_have_value(NOTE)


def test_a_page_from_before_a_new_sign_in_of_the_same_user_is_sent_at_once(phone, server):
    visit, _, _ = planned_visit(server, phone.name, skip=2)
    phone.expected_statuses = {403}
    writes(phone, visit)
    phone.page.evaluate("document.querySelector('form.record [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    with phone.page.expect_response(
        lambda answer: answer.request.method == "POST" and visit_of(answer.url, visit) and answer.status != 403
    ):
        phone.page.locator("[data-main-submit]").click()


def visit_of(address: str, visit: object) -> bool:
    return str(visit) in address
