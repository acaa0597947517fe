"""Opening a period, its care team, its services and its breaks."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import CareTeamMember, Hold
from fotfeste.care.pathway.queries import (
    care_team_of,
    episode_of,
    level_table,
    levels_of,
    open_record,
    running_episodes,
)
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import CareRole, Group, Moment, ServiceKind
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry
from tests.record.pathway.periods import ALARM, HELP, NURSING, granted_referral, hours, open_period, running_period

pytestmark = pytest.mark.django_db


def lines_since(first: int) -> list[str]:
    return list(LogEntry.objects.filter(pk__gt=first).order_by("pk").values_list("act", flat=True))


def last_line() -> int:
    return LogEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def test_an_opened_period_is_planned_with_its_team_and_both_service_levels(people, now):
    episode = open_period(people, now, services_at_start={ALARM: hours(0)})
    assert episode.state == "planned"
    assert episode.what_matters == "Komme meg ut på tur igjen"
    look = open_record(by=people.alice, episode_id=episode.pk, now=now)
    assert levels_of(look, episode.pk) == {
        Moment.AT_START: {ALARM: 0},
        Moment.GRANTED_ESTIMATE: {NURSING: 4},
    }
    team = [(row.name, row.role) for row in care_team_of(look, episode.pk)]
    assert team == [("Kari Kveite", CareRole.COORDINATOR), ("Bob Bjørk", CareRole.TRAINER)]


def test_opening_a_period_writes_one_line_in_the_log(people, now):
    referral = granted_referral(people, now)
    before = last_line()
    actions.open_episode(
        referral=referral,
        team=people.south,
        group=Group.EXISTING,
        coordinator=people.alice,
        services_at_start={HELP: hours(2)},
        granted_estimate=None,
        planned_start_on=now.date(),
        planned_end_on=now.date() + timedelta(weeks=4),
        by=people.ole,
        now=now,
    )
    assert lines_since(before) == ["start_episode"]


def test_a_first_time_applicant_needs_what_would_have_been_granted(people, now):
    with pytest.raises(CareError, match="would have been granted"):
        open_period(people, now, granted_estimate=None)


def test_nothing_is_an_answer_to_what_would_have_been_granted(people, now):
    episode = open_period(people, now, granted_estimate={})
    look = open_record(by=people.kari, episode_id=episode.pk, now=now)
    assert levels_of(look, episode.pk)[Moment.GRANTED_ESTIMATE] == {}


def test_a_referral_without_a_granted_decision_opens_no_period(people, now):
    person = actions.register_person(given_name="Rolig", family_name="Fjord", by=people.ole, now=now)
    waiting = actions.register_referral(
        person=person,
        received_on=now.date(),
        route="new_applicant",
        referrer="gp",
        team=people.south,
        by=people.ole,
        now=now,
    )
    with pytest.raises(CareError, match="Write the decision first"):
        open_period(people, now, referral=waiting)


def test_a_referral_opens_one_period_only(people, now):
    episode = open_period(people, now)
    with pytest.raises(CareError, match="opened already"):
        open_period(people, now, referral=episode.referral)


def test_a_period_that_ends_before_it_starts_is_refused(people, now):
    with pytest.raises(CareError, match="ends before it starts"):
        open_period(people, now, planned_end_on=now.date() - timedelta(days=1))


def test_a_period_of_one_day_is_a_period(people, now):
    agreed = {"agreed_on": now.date(), "agreed_words": "Én dag holder."}
    assert open_period(people, now, planned_end_on=now.date(), **agreed).planned_end_on == now.date()


def test_the_coordinator_must_work_in_the_team(people, now):
    with pytest.raises(CareError, match="does not work in Team Sør"):
        open_period(people, now, coordinator=people.charlie)


def test_a_home_trainer_cannot_coordinate(people, now):
    with pytest.raises(CareError, match="Choose somebody else"):
        open_period(people, now, coordinator=people.bob)


def test_charlie_of_the_other_team_opens_no_period_and_nothing_is_written(people, now):
    referral = granted_referral(people, now)
    with pytest.raises(AccessRefused):
        open_period(people, now, referral=referral, by=people.charlie)
    assert not CareTeamMember.objects.exists()


def test_the_first_done_visit_makes_the_period_active(people, now):
    episode = running_period(people, now)
    assert (episode.state, episode.started_on) == ("active", now.date())


def test_training_cannot_begin_twice_nor_tomorrow(people, now):
    episode = open_period(people, now)
    with pytest.raises(CareError, match="in the future"):
        actions.begin_training(episode=episode, on=now.date() + timedelta(days=1), by=people.kari, now=now)
    actions.begin_training(episode=episode, on=now.date(), by=people.bob, now=now)
    with pytest.raises(CareError, match="cannot be done now"):
        actions.begin_training(episode=episode, on=now.date(), by=people.bob, now=now)


def test_a_break_keeps_its_reason_and_the_days_it_lasted(people, now):
    episode = running_period(people, now)
    later = now + timedelta(days=3)
    actions.put_on_hold(episode=episode, on=later.date(), reason="Innlagt på sykehus", by=people.alice, now=later)
    back = now + timedelta(days=9)
    actions.resume(episode=episode, on=back.date(), reason="Hjemme igjen", by=people.alice, now=back)
    assert episode.state == "active"
    hold = Hold.objects.get(episode=episode)
    assert (hold.starts_on, hold.resumed_on, hold.reason) == (later.date(), back.date(), "Innlagt på sykehus")


def test_a_break_without_a_reason_is_refused(people, now):
    episode = running_period(people, now)
    with pytest.raises(CareError, match="why training pauses"):
        actions.put_on_hold(episode=episode, on=now.date(), reason=" ", by=people.alice, now=now)


def test_training_that_is_not_on_hold_cannot_be_taken_up_again(people, now):
    with pytest.raises(CareError, match="nothing to take up"):
        actions.resume(episode=running_period(people, now), on=now.date(), by=people.alice, now=now)


def test_a_new_coordinator_takes_over_and_the_old_one_leaves_the_day_before(people, now):
    episode = open_period(people, now)
    later = now + timedelta(days=5)
    actions.add_to_care_team(episode=episode, user=people.alice, role=CareRole.COORDINATOR, by=people.kari, now=later)
    look = open_record(by=people.kari, episode_id=episode.pk, now=later)
    rows = [row for row in care_team_of(look, episode.pk, ended_too=True) if row.role is CareRole.COORDINATOR]
    assert [(row.name, row.ends_on) for row in rows] == [
        ("Alice Alm", None),
        ("Kari Kveite", later.date() - timedelta(days=1)),
    ]


def test_joining_the_care_team_twice_changes_nothing(people, now):
    episode = open_period(people, now)
    for _ in range(2):
        actions.add_to_care_team(episode=episode, user=people.bob, role=CareRole.TRAINER, by=people.alice, now=now)
    assert CareTeamMember.objects.filter(episode=episode, user=people.bob).count() == 1


def test_a_therapist_brings_in_a_trainer_but_does_not_choose_the_coordinator(people, now):
    episode = open_period(people, now)
    with pytest.raises(AccessRefused):
        actions.add_to_care_team(
            episode=episode, user=people.alice, role=CareRole.COORDINATOR, by=people.alice, now=now
        )


def test_a_running_period_is_never_without_a_coordinator(people, now):
    episode = open_period(people, now)
    with pytest.raises(CareError, match="Somebody must coordinate"):
        actions.leave_care_team(
            episode=episode, user=people.kari, role=CareRole.COORDINATOR, last_day=now.date(), by=people.kari, now=now
        )


def test_a_trainer_who_leaves_the_care_team_cannot_open_the_record_the_day_after(people, now):
    episode = open_period(people, now)
    actions.leave_care_team(
        episode=episode, user=people.bob, role=CareRole.TRAINER, last_day=now.date(), by=people.kari, now=now
    )
    assert open_record(by=people.bob, episode_id=episode.pk, now=now).person_id == episode.person_id
    with pytest.raises(AccessRefused):
        open_record(by=people.bob, episode_id=episode.pk, now=now + timedelta(days=1))


def test_the_database_allows_one_coordinator_at_a_time(people, now):
    episode = open_period(people, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        CareTeamMember.objects.create(episode=episode, user=people.alice, role="coordinator", starts_on=now.date())


def test_service_levels_of_a_moment_are_replaced_as_a_whole(people, now):
    episode = open_period(people, now, services_at_start={NURSING: hours(3), HELP: hours("1.5")})
    actions.set_service_levels(episode=episode, moment=Moment.AT_START, hours={HELP: hours(2)}, by=people.kari, now=now)
    look = open_record(by=people.kari, episode_id=episode.pk, now=now)
    assert levels_of(look, episode.pk)[Moment.AT_START] == {HELP: 2}


def test_none_is_registered_as_none_and_differs_from_not_asked(people, now):
    episode = open_period(people, now)
    actions.set_service_levels(episode=episode, moment=Moment.AT_END, hours={}, by=people.kari, now=now)
    look = open_record(by=people.kari, episode_id=episode.pk, now=now)
    found = levels_of(look, episode.pk)
    assert found[Moment.AT_END] == {}
    assert Moment.MONTH_1 not in found


def test_zero_hours_are_left_out_but_places_and_alarms_stand(people, now):
    episode = open_period(people, now)
    given = {NURSING: hours(0), ALARM: hours(0), ServiceKind.SHORT_TERM_PLACE: hours(0)}
    actions.set_service_levels(episode=episode, moment=Moment.AT_END, hours=given, by=people.kari, now=now)
    look = open_record(by=people.kari, episode_id=episode.pk, now=now)
    assert set(levels_of(look, episode.pk)[Moment.AT_END]) == {ALARM, ServiceKind.SHORT_TERM_PLACE}


@pytest.mark.parametrize("wrong", ["-1", "168.5"])
def test_more_hours_than_a_week_has_are_refused(people, now, wrong):
    episode = open_period(people, now)
    with pytest.raises(CareError, match="168 hours"):
        actions.set_service_levels(
            episode=episode, moment=Moment.AT_START, hours={NURSING: Decimal(wrong)}, by=people.kari, now=now
        )


def test_the_table_of_services_lists_an_alarm_and_leaves_it_out_of_the_sum(people, now):
    episode = open_period(people, now, services_at_start={ALARM: hours(0), HELP: hours("1.5")})
    look = open_record(by=people.kari, episode_id=episode.pk, now=now)
    table = level_table(levels_of(look, episode.pk))
    assert table.moments == [Moment.AT_START, Moment.GRANTED_ESTIMATE]
    assert [(row.kind, row.hours, row.counted) for row in table.rows] == [
        (HELP, [Decimal("1.5"), None], True),
        (NURSING, [None, Decimal(4)], True),
        (ALARM, [Decimal(0), None], False),
    ]
    assert table.totals == [Decimal("1.5"), Decimal(4)]


def test_the_episode_of_somebody_else_is_not_found_under_an_opened_record(people, now):
    mine, other = open_period(people, now), open_period(people, now, "Rolig")
    look = open_record(by=people.kari, episode_id=mine.pk, now=now)
    with pytest.raises(Http404):
        episode_of(look, other.pk)
    assert levels_of(look, other.pk) == {}


def test_the_list_of_running_periods_is_limited_to_those_one_works_with(people, now):
    mine = open_period(people, now)
    today = now.date()
    assert [row.episode_id for row in running_episodes(user=people.alice, today=today)] == [mine.pk]
    assert [row.episode_id for row in running_episodes(user=people.bob, today=today)] == [mine.pk]
    assert running_episodes(user=people.charlie, today=today) == []
    assert running_episodes(user=people.ole, today=today) == []
    assert running_episodes(user=people.manager, today=today) == []


def test_the_list_of_running_periods_asks_as_often_for_one_person_as_for_six(people, now, django_assert_num_queries):
    open_period(people, now, "Vakker")
    with django_assert_num_queries(3):
        running_episodes(user=people.kari, today=now.date())
    for number in range(5):
        open_period(people, now, f"Rolig{'abcde'[number]}")
    with django_assert_num_queries(3):
        assert len(running_episodes(user=people.kari, today=now.date())) == 6
