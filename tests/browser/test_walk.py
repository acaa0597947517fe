"""One person from referral to follow-up, on a phone and on a screen; who may not see it; what the log says."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser

from tests.browser.looking import look
from tests.browser.pathway import Walk, born, synthetic_number
from tests.browser.visitor import Server, Visitor, t

PASSWORD = "postkasse og utsikt 82"


@pytest.fixture(scope="session")
def walks() -> dict[int, Walk]:
    """The walks that were done on this process's server, by width: the same person is not referred twice."""
    return {}


@pytest.fixture(scope="module", params=[390, 1280], ids=["phone", "screen"])
def walked(request: pytest.FixtureRequest, chromium: Browser, server: Server, walks: dict[int, Walk]) -> Iterator[Walk]:
    """The walk, done once for each width; a test that comes back to it later gets a new window."""
    width = request.param
    given, family, at = {390: ("Frisk", "Foss", "06.00"), 1280: ("Kry", "Kilde", "04.00")}[width]
    context = chromium.new_context(
        viewport={"width": width, "height": 844}, locale="nb-NO", base_url=server.url, has_touch=width < 500
    )
    visitor = Visitor(context, server)
    if width in walks:
        visitor.faults = walks[width].visitor.faults
        walks[width].visitor = visitor
    else:
        walk = Walk(visitor, given, family, synthetic_number(born(82), start=width // 10), at)
        walk.checks.append(look)
        walk.all()
        walks[width] = walk
    yield walks[width]
    context.close()


def test_everybody_can_do_their_part_of_the_pathway_with_what_stands_on_the_page(walked: Walk, server: Server):
    person = server.person(walked.name)
    assert server.rows("select state, outcome from pathway_episode where person_id = %s", person) == [
        ("completed", "no_service")
    ]
    assert server.rows("select own_words from goals_goal g join pathway_episode e on e.id = g.episode_id"
                       " where e.person_id = %s", person) == [("Jeg vil hente posten selv",)]  # fmt: skip
    months = server.rows("select f.occasion from pathway_followup f join pathway_episode e on e.id = f.episode_id"
                         " where e.person_id = %s", person)  # fmt: skip
    assert sorted(months) == [("month_1",), ("month_12",), ("month_3",), ("month_6",)]


def test_no_page_of_the_walk_has_an_error_asks_elsewhere_breaks_a_rule_of_access_or_scrolls_sideways(walked: Walk):
    assert len(walked.seen) >= 15
    assert not walked.visitor.faults, "\n".join(walked.visitor.faults)


def test_the_letters_of_the_walk_open_as_pdf(walked: Walk, server: Server):
    walked.visitor.become("coordinator")
    letters = server.rows("select id, kind from pathway_letter where person_id = %s", server.person(walked.name))
    assert {kind for _, kind in letters} >= {"decision", "answer_to_referrer", "report_to_gp"}
    for letter, _ in letters:
        answer = walked.visitor.context.request.get(f"/brev/{letter}.pdf")
        assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")


def test_every_look_and_act_of_the_walk_is_in_the_log_under_the_name_of_the_one_who_did_it(
    walked: Walk, server: Server
):
    lines = server.rows(
        "select act, user_name from access_logentry where person_id = %s and outcome = 'done'",
        server.person(walked.name),
    )
    office, therapist = walked.by["referral"], walked.by["start"]
    trainer, coordinator = walked.by["visit"], walked.by["meeting"]
    acts = {
        office: ("register_referral", "contact", "screen", "decide"),
        therapist: ("start_episode", "plan_visit", "assess", "set_goal", "plan", "record_visit"),
        trainer: ("record_visit",),
        coordinator: ("hold_meeting", "discharge"),
    }
    expected = {(act, name) for name, theirs in acts.items() for act in theirs}
    assert expected - set(lines) == set()
    # Every page about the person that somebody stood on is a line of its own.
    opened = Counter(name for name, address in walked.stood_on if walked.is_about_the_person(address))
    written = Counter(name for _, name in lines)
    assert {name: (n, written[name]) for name, n in opened.items() if written[name] < n} == {}


def test_the_log_is_whole_after_the_walk(walked: Walk, server: Server):
    said = subprocess.run(
        [sys.executable, "-m", "fotfeste.cli", "log", "verify"],
        env=server.environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (said.returncode, said.stderr.strip()) == (0, "")


def addresses(walked: Walk, server: Server) -> list[str]:
    """Every address about the person that was opened, and those of the letters."""
    letters = server.rows("select id from pathway_letter where person_id = %s", server.person(walked.name))
    found = [address for address in walked.seen if walked.is_about_the_person(address)]
    assert len(found) > 10
    return sorted(found) + [f"/brev/{letter}.pdf" for (letter,) in letters]


def test_somebody_who_is_not_signed_in_gets_nothing_at_any_address_of_the_walk(walked: Walk, server: Server, visitor):
    nobody = visitor()
    for address in [*addresses(walked, server), "/innboks/", "/tavle/", "/personer/", "/oppfolging/", "/resultater/"]:
        answer = nobody.context.request.get(address, max_redirects=0)
        assert answer.status == 302, address
        assert answer.headers["location"].startswith("/konto/login/"), address
        assert walked.family not in answer.text()


def sign_in(charlie: Visitor, email: str) -> None:
    server = charlie.server
    server.change("update access_user set password = %s where email = %s", make_password(PASSWORD), email)
    charlie.open("/konto/login/")
    charlie.page.locator("input[name=login]").fill(email)
    charlie.page.locator("input[name=password]").fill(PASSWORD)
    charlie.follow(t("Sign in"))
    assert "/konto/" not in charlie.page.url


@pytest.mark.parametrize(
    ("role", "team"), [("therapist", "Team Nord"), ("coordinator", "Team Nord"), ("trainer", "Team Sør")]
)
def test_another_team_and_a_trainer_who_does_not_visit_get_nothing_and_the_try_is_logged(
    walked: Walk, server: Server, visitor, role: str, team: str
):
    (email, name), *_ = server.rows(
        "select u.email, u.name from access_user u join access_membership m on m.user_id = u.id"
        " join access_unit n on n.id = m.unit_id where u.role = %s and n.name = %s and not u.is_persona order by u.id",
        role, team,
    )  # fmt: skip
    charlie = visitor()
    charlie.expected_statuses |= {403, 404}
    sign_in(charlie, email)
    for address in addresses(walked, server):
        answer = charlie.context.request.get(address, max_redirects=0)
        assert answer.status in (403, 404), address
        assert walked.family not in answer.text()
    for address in ("/innboks/", "/tavle/", "/oppfolging/?days=400", "/besok/i-dag/"):
        assert walked.family not in charlie.context.request.get(address).text(), address
    found = charlie.page.evaluate(
        """async name => {
          const headers = JSON.parse(document.body.getAttribute("hx-headers"));
          const body = new URLSearchParams({ q: name });
          const more = { ...headers, "HX-Request": "true" };
          return (await fetch("/personer/", { method: "POST", headers: more, body })).text();
        }""",
        walked.name,
    )
    assert f"{walked.name}<" not in found and "/person/" not in found
    refused = server.rows(
        "select count(*) from access_logentry where user_name = %s and person_id = %s and outcome = 'refused'",
        name, server.person(walked.name),
    )  # fmt: skip
    assert refused[0][0] > 0
