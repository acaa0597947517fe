"""The page that closes a period: what is missing, what is carried over, and the reports before they are written."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from fotfeste.care.goals.actions import set_goal
from fotfeste.care.pathway.actions import drop_out
from fotfeste.care.pathway.models import FollowUp, Letter
from fotfeste.care.pathway.queries.period.service_levels import levels_at
from fotfeste.care.terms.rules.vocabulary import Group, Moment, ServiceKind
from fotfeste.care.visits.actions import plan_visit
from fotfeste.ground.access.models import LogEntry
from fotfeste.ground.ui.wording import full_day
from tests.record.pathway.periods import ALARM, HELP, hours, running_period

pytestmark = pytest.mark.django_db
MEALS = ServiceKind.MEALS


@pytest.fixture
def now():
    return timezone.localtime()  # pages ask the clock


@pytest.fixture
def page(client):
    """Ask for, or send in, the closing page of an episode as a user, in English."""

    def asked(user, episode, **answers):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.cookies["django_language"] = "en"
        address = reverse("pathway:discharge", args=[episode.pk])
        return client.post(address, answers) if answers else client.get(address)

    return asked


def answers(now, **changes):
    given = {
        "way": "close",
        "ended_on": f"{timezone.localdate(now):%d.%m.%Y}",
        "agreed_on": f"{timezone.localdate(now):%d.%m.%Y}",
        "agreed_words": "Det er greit.",
        "outcome": "no_service",
        "levels-none": "on",
        "evaluation": "Går til butikken alene.",
    }
    return {key: value for key, value in (given | changes).items() if value is not None}


def in_bokmal(day):
    with translation.override("nb"):
        return full_day(day)


def goal(episode, people, now, words="Gå til butikken"):
    return set_goal(episode=episode, own_words=words, term="short", rating_before=2, by=people.kari, now=now)


def test_an_open_goal_a_measurement_and_an_unrecorded_visit_stand_as_missing_with_their_pages(page, people, now):
    earlier = now - timedelta(days=2)
    episode = running_period(people, now - timedelta(days=7))
    goal(episode, people, now)
    plan_visit(
        episode=episode, planned_at=earlier, planned_minutes=45, staff=[people.bob, people.alice], by=people.kari,
        now=earlier,
    )  # fmt: skip
    shown = page(people.kari, episode).content.decode()
    for words in (
        "The goal “Gå til butikken” has no result.",
        "1 visit that should have been is not recorded.",
    ):
        assert words in shown, words
    assert re.search(r"Not measured at the end: [^<]*COPM", shown)
    assert re.search(rf'href="{reverse("goals:close", args=[episode.goals.get().pk])}"', shown)


def test_with_something_missing_nothing_is_closed_before_somebody_says_all_the_same(page, people, now):
    episode = running_period(people, now)
    refused = page(people.kari, episode, **answers(now))
    assert refused.status_code == 422
    assert "Something is not done" in refused.content.decode()
    assert "Går til butikken alene." in refused.content.decode()
    episode.refresh_from_db()
    assert episode.state == "active"
    assert page(people.kari, episode, **answers(now, anyway="on")).status_code == 302
    episode.refresh_from_db()
    assert episode.state == "completed"


def test_an_empty_evaluation_is_asked_about(page, people, now):
    refused = page(people.kari, running_period(people, now), **answers(now, evaluation=""))
    assert "The evaluation is empty" in refused.content.decode()


def test_the_services_of_the_start_are_there_at_the_end_so_that_none_is_lost_by_silence(page, people, now):
    had = {HELP: hours(2), MEALS: hours(0), ALARM: hours(0)}
    episode = running_period(people, now, group=Group.EXISTING, services_at_start=had)
    shown = page(people.kari, episode).content.decode()
    assert "Filled in with the services at the start" in shown
    as_shown = {
        name: "on" if "checkbox" in tag else re.search(r'value="([^"]*)"', tag)[1]
        for tag, name in re.findall(r'(<input[^>]*name="(levels-[^"]+)"[^>]*>)', shown)
        if " checked" in tag or ("checkbox" not in tag and "value=" in tag)
    }
    sent = answers(now, **as_shown, **{"levels-none": None}, outcome="same_or_more_services", anyway="on")
    assert page(people.kari, episode, **sent).status_code == 302
    assert levels_at(episode.pk)[Moment.AT_END] == had


def test_who_had_no_services_is_never_proposed_to_have_none_now(page, people, now):
    shown = page(people.kari, running_period(people, now)).content.decode()
    assert "The result is worked out when the services at the end are written." in shown


def test_a_tick_for_no_services_outweighs_what_was_only_carried_over(page, people, now):
    episode = running_period(people, now, group=Group.EXISTING, services_at_start={HELP: hours(2)})
    carried = {"levels-practical_help": "2", "levels-none": "on", "anyway": "on"}
    assert page(people.kari, episode, **answers(now, **carried)).status_code == 302
    assert levels_at(episode.pk)[Moment.AT_END] == {}


def test_other_services_beside_a_tick_for_none_are_still_a_contradiction(page, people, now):
    episode = running_period(people, now, group=Group.EXISTING, services_at_start={HELP: hours(2)})
    both = {"levels-practical_help": "1", "levels-none": "on", "anyway": "on"}
    assert page(people.kari, episode, **answers(now, **both)).status_code == 422


def test_the_reports_shown_first_say_what_the_written_ones_say_and_nothing_has_happened(page, people, now):
    episode = running_period(people, now)
    goal(episode, people, now)
    before = LogEntry.objects.filter(act="discharge").count()
    shown = page(people.kari, episode, **answers(now, way="preview"))
    assert shown.status_code == 200
    articles = re.findall(r'<article [^>]*lang="nb">.*?</p>(.*?)</article>', shown.content.decode(), re.S)
    assert len(articles) == 3
    assert "Går til butikken alene." in articles[1]
    assert "Lege Lind" in shown.content.decode()
    episode.refresh_from_db()
    assert (episode.state, episode.ended_on, episode.evaluation) == ("active", None, "")
    assert not Letter.objects.filter(episode=episode).exists()
    assert not FollowUp.objects.filter(episode=episode).exists()
    assert LogEntry.objects.filter(act="discharge").count() == before

    page(people.kari, episode, **answers(now, anyway="on"))
    kinds = ("discharge", "report_to_gp", "report_to_allocation_office")
    for kind, article in zip(kinds, articles, strict=True):
        letter = Letter.objects.get(episode=episode, kind=kind)
        assert " ".join(article.split()) in " ".join(letter.html.split()), kind


def test_what_cannot_be_closed_cannot_be_shown_either_and_says_why(page, people, now):
    episode = running_period(people, now)
    wrong = answers(now, way="preview", outcome="fewer_services")
    shown = page(people.kari, episode, **wrong)
    assert shown.status_code == 422
    assert "Write a note that says why" in shown.content.decode()


def closed(page, people, now, **changes):
    episode = running_period(people, now)
    page(people.kari, episode, **answers(now, anyway="on", **changes))
    return episode


def correction(client, people, episode, **given):
    client.force_login(people.kari, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.post(reverse("pathway:mend", args=[episode.pk]), given)


def test_a_closing_put_right_writes_new_reports_that_name_what_they_replace(page, client, people, now):
    episode = closed(page, people, now)
    old = Letter.objects.get(episode=episode, kind="report_to_gp")
    right = answers(now, way="correct", outcome="fewer_services", evaluation="Trenger hjelp til dusj.")
    right |= {"levels-home_nursing": "1", "correction": "Dusjen var glemt."}
    del right["levels-none"]
    assert correction(client, people, episode, **right).status_code == 302
    episode.refresh_from_db()
    assert (episode.outcome, episode.computed_outcome) == ("fewer_services", "fewer_services")
    new = Letter.objects.filter(episode=episode, kind="report_to_gp").latest("written_at")
    assert new.pk != old.pk
    for words in ("Dusjen var glemt.", in_bokmal(timezone.localdate(old.written_at)), "Trenger hjelp til dusj."):
        assert words in new.html, words
    old.refresh_from_db()
    assert "Dusjen var glemt." not in old.html


def test_a_correction_without_what_was_wrong_is_refused_and_changes_nothing(page, client, people, now):
    episode = closed(page, people, now)
    refused = correction(client, people, episode, **answers(now, way="correct", correction="", evaluation="Ny"))
    assert refused.status_code == 422
    episode.refresh_from_db()
    assert episode.evaluation == "Går til butikken alene."


def test_a_closing_is_not_put_right_by_another_team(page, client, people, now):
    episode = closed(page, people, now)
    client.force_login(people.charlie, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("pathway:mend", args=[episode.pk])
    assert client.post(address, answers(now, way="correct", correction="Nei")).status_code == 404
    assert client.get(address).status_code == 404


def test_a_period_opened_again_goes_on_and_its_contacts_afterwards_fall_away(page, client, people, now):
    episode = closed(page, people, now)
    assert FollowUp.objects.filter(episode=episode, state="due").exists()
    correction(client, people, episode, **{"way": "reopen", "reopen-reason": "Feil person"})
    episode.refresh_from_db()
    assert (episode.state, episode.outcome, episode.ended_on) == ("active", "", None)
    assert episode.reopened_reason == "Feil person"
    assert not FollowUp.objects.filter(episode=episode, state="due").exists()


def test_another_last_day_of_a_period_that_ended_before_time_is_in_new_reports(client, people, now):
    begun = now - timedelta(days=10)
    episode = running_period(people, begun)
    drop_out(episode=episode, ended_on=timezone.localdate(now), reason="withdrew", by=people.kari, now=now)
    day = timezone.localdate(now) - timedelta(days=3)
    right = {"way": "end", "end-ended_on": f"{day:%d.%m.%Y}"}
    assert correction(client, people, episode, **right).status_code == 302
    episode.refresh_from_db()
    assert episode.ended_on == day
    new = Letter.objects.filter(episode=episode, kind="report_to_gp").latest("written_at")
    assert "Rettet rapport." in new.html
    assert in_bokmal(day) in new.html


def test_a_result_that_followed_the_services_unseen_is_shown_before_it_is_confirmed(page, people, now):
    episode = running_period(people, now, group=Group.EXISTING, services_at_start={HELP: hours(4)})
    changed = {"levels-practical_help": "1,5", "levels-none": None, "anyway": "on"}
    stale = answers(now, **changed, outcome="same_or_more_services", proposed="same_or_more_services")
    shown = page(people.kari, episode, **stale)
    assert shown.status_code == 422
    assert "The services changed, and the result with them: “Fewer services”" in shown.content.decode()
    assert re.search(r'value="fewer_services"[^>]*checked', shown.content.decode())
    again = answers(now, **changed, outcome="fewer_services", proposed="fewer_services")
    assert page(people.kari, episode, **again).status_code == 302


def test_whoever_was_written_to_is_told_that_it_no_longer_holds_when_the_period_goes_on(page, client, people, now):
    episode = closed(page, people, now)
    correction(client, people, episode, **{"way": "reopen", "reopen-reason": "Feil person"})
    told = Letter.objects.filter(episode=episode).order_by("-written_at")[:3]
    assert {letter.kind for letter in told} == {"discharge", "report_to_gp", "report_to_allocation_office"}
    for letter in told:
        assert "ikke lenger" in letter.html
