"""The due-list, and what becomes of each contact."""

from datetime import timedelta

import pytest
from django.http import Http404

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import FollowUp
from fotfeste.care.pathway.queries import (
    checks_after_hand_over,
    follow_up_of,
    levels_of,
    open_record,
    relations_to,
)
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import CareRole, Moment
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry
from fotfeste.ground.access.rules.rights import Relation
from tests.record.pathway.periods import HELP, completed_period, due_list, hours

pytestmark = pytest.mark.django_db


def first(episode):
    return FollowUp.objects.filter(episode=episode).order_by("due_on").first()


def contact(follow_up, people, now, **changes):
    given = {"state": "done", "method": "phone", "done_on": now.date(), "by": people.alice, "now": now}
    return actions.record_follow_up(follow_up=follow_up, **(given | changes))


def test_a_done_contact_keeps_what_was_heard(people, now):
    episode = completed_period(people, now)
    later = now + timedelta(days=31)
    done = contact(
        first(episode),
        people,
        later,
        lives_at_home=True,
        new_period_offered=False,
        services={HELP: hours(1)},
        note="Trives",
    )
    assert (done.state, done.attempts, done.done_by, done.note) == ("done", 1, people.alice, "Trives")
    look = open_record(by=people.alice, episode_id=episode.pk, now=later)
    assert levels_of(look, episode.pk)[Moment.MONTH_1] == {HELP: 1}


def test_services_that_were_not_asked_about_are_not_registered(people, now):
    episode = completed_period(people, now)
    contact(first(episode), people, now)
    look = open_record(by=people.alice, episode_id=episode.pk, now=now)
    assert Moment.MONTH_1 not in levels_of(look, episode.pk)


def test_no_answer_counts_an_attempt_and_stays_on_the_list(people, now):
    episode = completed_period(people, now)
    row = first(episode)
    for days in (31, 33):
        later = now + timedelta(days=days)
        contact(row, people, later, state="no_answer", method="")
    found = due_list(user=people.alice, today=later.date(), until=later.date())
    assert [(each.state, each.attempts, each.tried_on) for each in found] == [("no_answer", 2, later.date())]


def test_somebody_who_is_reached_at_last_leaves_the_list(people, now):
    row = first(completed_period(people, now))
    later = now + timedelta(days=32)
    contact(row, people, later, state="no_answer")
    contact(row, people, later)
    assert (row.state, row.attempts) == ("done", 2)
    assert due_list(user=people.alice, today=later.date(), until=later.date()) == []


def test_a_contact_that_is_not_wanted_leaves_the_list_with_a_reason(people, now):
    row = first(completed_period(people, now))
    with pytest.raises(CareError, match="Write why"):
        contact(row, people, now, state="cancelled")
    assert contact(row, people, now, state="cancelled", note="Vil ikke bli ringt").state == "cancelled"


def test_a_done_contact_cannot_be_done_again(people, now):
    row = first(completed_period(people, now))
    contact(row, people, now)
    for state in ("done", "no_answer", "cancelled"):
        with pytest.raises(CareError, match="closed already"):
            contact(row, people, now, state=state, note="x")


def test_a_done_contact_says_how(people, now):
    with pytest.raises(CareError, match="how you were in touch"):
        contact(first(completed_period(people, now)), people, now, method="")


@pytest.mark.parametrize(("days", "words"), [(1, "in the future"), (-1, "ended on 14.09.2026")])
def test_a_contact_lies_between_the_end_of_the_period_and_today(people, now, days, words):
    with pytest.raises(CareError, match=words):
        contact(first(completed_period(people, now)), people, now, done_on=now.date() + timedelta(days=days))


def test_one_line_in_the_log_for_each_contact(people, now):
    row = first(completed_period(people, now))
    before = LogEntry.objects.count()
    contact(row, people, now, services={})
    assert list(LogEntry.objects.order_by("pk").values_list("act", flat=True))[before:] == ["follow_up"]


def test_the_list_has_the_longest_waiting_first_and_nothing_that_is_further_ahead(people, now):
    old, new = completed_period(people, now - timedelta(days=40), "Rolig"), completed_period(people, now, "Varm")
    today = (now + timedelta(days=31)).date()
    found = due_list(user=people.kari, today=today, until=today)
    assert [(row.episode_id, row.occasion) for row in found] == [(old.pk, "month_1"), (new.pk, "month_1")]
    assert len(due_list(user=people.kari, today=today, until=today + timedelta(days=400))) == 8


def test_the_list_can_show_one_team(people, now):
    completed_period(people, now)
    until = now.date() + timedelta(days=60)
    assert len(due_list(user=people.kari, today=now.date(), until=until, team_id=people.south.pk)) == 1
    assert due_list(user=people.kari, today=now.date(), until=until, team_id=people.north.pk) == []


def test_charlie_the_trainer_and_the_manager_see_no_follow_ups(people, now):
    episode = completed_period(people, now)
    until = now.date() + timedelta(days=400)
    for who in (people.charlie, people.bob, people.manager, people.ole):
        assert due_list(user=who, today=now.date(), until=until) == []
    with pytest.raises(AccessRefused):
        contact(first(episode), people, now, by=people.charlie)


def test_the_home_nursing_contact_follows_up_those_who_were_handed_over(people, now):
    episode, other = completed_period(people, now), completed_period(people, now, "Rolig")
    actions.add_to_care_team(
        episode=episode, user=people.hanna, role=CareRole.HOME_SERVICE_CONTACT, by=people.kari, now=now
    )
    until = now.date() + timedelta(days=31)
    assert [row.episode_id for row in due_list(user=people.hanna, today=now.date(), until=until)] == [episode.pk]
    contact(first(episode), people, now, by=people.hanna)
    with pytest.raises(AccessRefused):
        contact(first(other), people, now, by=people.hanna)


def test_when_the_last_contact_is_done_the_team_can_no_longer_open_the_record(people, now):
    episode = completed_period(people, now)
    for row in FollowUp.objects.filter(episode=episode):
        contact(row, people, now)
    # What is left is for putting a wrong closing right, and opens no record.
    assert relations_to(people.alice, episode.person_id, today=now.date()) == {Relation.CLOSED_LATELY}


def test_a_follow_up_of_somebody_else_is_not_found_under_an_opened_record(people, now):
    mine, other = completed_period(people, now), completed_period(people, now, "Rolig")
    look = open_record(by=people.kari, episode_id=mine.pk, now=now)
    with pytest.raises(Http404):
        follow_up_of(look, first(other).pk)


def test_the_list_asks_as_often_for_one_person_as_for_six(people, now, django_assert_num_queries):
    until = now.date() + timedelta(days=31)
    completed_period(people, now)
    with django_assert_num_queries(3):
        due_list(user=people.kari, today=now.date(), until=until)
    for letter in "abcde":
        completed_period(people, now, f"Rolig{letter}")
    with django_assert_num_queries(3):
        assert len(due_list(user=people.kari, today=now.date(), until=until)) == 6


def test_checks_after_a_hand_over_are_listed_for_the_team_and_the_contact_alone(people, now):
    episode = completed_period(people, now)
    actions.hand_over(
        episode=episode,
        to_unit=people.zone,
        contact=people.hanna,
        does_alone="Smører maten",
        help_not_to_give="Ikke smør",
        check_on=now.date() + timedelta(days=10),
        by=people.kari,
        now=now,
    )
    span = {"today": now.date(), "since": now.date(), "until": now.date() + timedelta(days=30)}
    for who in (people.kari, people.hanna):
        assert [row.help_not_to_give for row in checks_after_hand_over(user=who, **span)] == ["Ikke smør"]
    assert checks_after_hand_over(user=people.charlie, **span) == []
    assert checks_after_hand_over(user=people.bob, **span) == []


def test_a_period_opened_again_lets_its_hand_over_go(people, now):
    episode = completed_period(people, now)
    actions.hand_over(
        episode=episode,
        to_unit=people.zone,
        contact=people.hanna,
        does_alone="Smører maten",
        help_not_to_give="Ikke smør",
        check_on=now.date() + timedelta(days=10),
        by=people.kari,
        now=now,
    )
    assert relations_to(people.hanna, episode.person_id, today=now.date())
    actions.reopen_episode(episode=episode, reason="Feil person", by=people.kari, now=now)
    span = {"today": now.date(), "since": now.date(), "until": now.date() + timedelta(days=30)}
    for who in (people.kari, people.hanna):
        assert checks_after_hand_over(user=who, **span) == []
    assert relations_to(people.hanna, episode.person_id, today=now.date()) == frozenset()
    assert any("overleveringen" in str(answer.words).lower() for answer in episode.answers)
