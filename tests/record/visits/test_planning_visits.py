"""Planning: two professions first, nobody twice, nothing in the past, nothing for outsiders."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fotfeste.care.pathway.models import CareTeamMember, FollowUp
from fotfeste.care.pathway.queries import relations_to
from fotfeste.care.visits.actions import (
    NewVisit,
    VisitRefused,
    cancel_visit,
    move_visit,
    plan_visit,
    plan_visits,
    record_not_done,
)
from fotfeste.care.visits.models import Visit
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry
from fotfeste.ground.access.rules.rights import Relation

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(people, now, episode):
    def make(*staff, at=now + timedelta(hours=1), minutes=45, of=episode, by=people.alice, **more):
        return plan_visit(episode=of, planned_at=at, planned_minutes=minutes, staff=staff, by=by, now=now, **more)

    return make


@pytest.fixture
def begun(plan, people, now):
    """An episode whose first visit is planned, so that the others may be by one alone."""
    return plan(people.alice, people.kari, at=now + timedelta(minutes=5), minutes=30)


def test_the_first_visit_is_by_two_people_of_two_professions(plan, people):
    with pytest.raises(VisitRefused, match="2 people from 2 professions"):
        plan(people.alice)
    assert plan(people.alice, people.kari).first_visit


def test_two_of_the_same_profession_are_not_two_professions(plan, people):
    people.nora.profession = people.alice.profession
    with pytest.raises(VisitRefused, match="professions"):
        plan(people.alice, people.nora)


def test_the_first_visit_may_be_otherwise_when_the_reason_is_written(plan, people):
    visit = plan(people.bob, first_visit_exception="Ergoterapeuten er syk, og starten haster")
    assert visit.first_visit
    assert Visit.objects.get().first_visit_exception == "Ergoterapeuten er syk, og starten haster"


def test_a_first_visit_that_did_not_take_place_leaves_the_next_one_the_first(plan, people, now):
    first = plan(people.alice, people.kari)
    record_not_done(visit=first, deviation="not_home", by=people.alice, now=now)
    with pytest.raises(VisitRefused, match="professions"):
        plan(people.bob, at=now + timedelta(days=1))
    assert plan(people.alice, people.kari, at=now + timedelta(days=1)).first_visit


def test_only_one_visit_is_the_first(begun, plan, people, now):
    with pytest.raises(VisitRefused, match="already"):
        plan(people.alice, people.kari, at=now + timedelta(days=1), first_visit=True)
    assert not plan(people.bob).first_visit


def test_nobody_is_booked_for_two_persons_at_once(begun, plan, people, now, not_begun):
    plan(people.bob)
    with pytest.raises(VisitRefused, match=r"Bob Bjørk already has a visit on 14.09.2026 from 11.00 to 11.45"):
        plan(people.bob, people.alice, of=not_begun, at=now + timedelta(minutes=90))


def test_a_visit_of_hours_holds_its_people_to_its_end(begun, plan, people, now, not_begun):
    plan(people.bob, minutes=240)
    with pytest.raises(VisitRefused, match=r"Bob Bjørk already has a visit on 14.09.2026 from 11.00 to 15.00"):
        plan(people.bob, people.alice, of=not_begun, at=now + timedelta(hours=4, minutes=30))


def test_a_long_visit_that_is_planned_last_finds_the_short_ones_within_it(begun, plan, people, now, not_begun):
    plan(people.bob, at=now + timedelta(hours=3))
    with pytest.raises(VisitRefused, match="Bob Bjørk already has a visit"):
        plan(people.bob, people.alice, of=not_begun, at=now + timedelta(hours=1), minutes=180)


def test_visits_that_only_touch_are_no_double_booking(begun, plan, people, now, not_begun):
    plan(people.bob)
    assert plan(people.bob, people.alice, of=not_begun, at=now + timedelta(minutes=105))


def test_the_person_does_not_get_two_visits_at_once(begun, plan, people):
    plan(people.bob)
    with pytest.raises(VisitRefused, match="person already has a visit"):
        plan(people.nora)


def test_a_cancelled_visit_frees_its_time(begun, plan, people, now):
    cancel_visit(visit=plan(people.bob), note="Skal til tannlegen", by=people.kari, now=now)
    assert plan(people.bob).state == "planned"


def test_a_day_that_has_passed_cannot_be_planned(begun, plan, people, now):
    with pytest.raises(VisitRefused, match="recorded as unplanned"):
        plan(people.bob, at=now - timedelta(days=1))


@pytest.mark.parametrize("minutes", [0, 4, 601])
def test_implausible_lengths_are_refused(begun, plan, people, minutes):
    with pytest.raises(VisitRefused, match="minutes"):
        plan(people.bob, minutes=minutes)


def test_a_visit_by_nobody_is_refused(begun, plan):
    with pytest.raises(VisitRefused, match="who comes"):
        plan()


def test_somebody_who_cannot_record_visits_cannot_be_sent(begun, plan, people):
    with pytest.raises(VisitRefused, match="Hanna Hassel"):
        plan(people.hanna)


def test_who_goes_joins_the_care_team_and_may_open_the_record(begun, plan, people, today, episode):
    CareTeamMember.objects.filter(user=people.bob).update(ends_on=today - timedelta(days=1))
    assert relations_to(people.bob, episode.person_id, today=today) == frozenset()
    plan(people.bob)
    assert relations_to(people.bob, episode.person_id, today=today) == {Relation.VISITS}


def test_charlie_and_the_trainer_cannot_plan(plan, people):
    for outsider in (people.charlie, people.bob, people.hanna):
        with pytest.raises(AccessRefused):
            plan(people.alice, people.kari, by=outsider)
    assert not Visit.objects.exists()


def test_the_same_identifier_again_gives_the_first_visit_and_no_second(begun, plan, people):
    made = uuid4()
    first = plan(people.bob, id=made)
    assert plan(people.bob, id=made).pk == first.pk == made
    assert Visit.objects.count() == 2


def test_the_same_identifier_with_another_time_length_or_staff_is_refused_and_named(begun, plan, people, now, episode):
    made = uuid4()
    row = plan(people.bob, id=made)
    for other in (
        NewVisit(row.planned_at + timedelta(hours=2), row.planned_minutes, (people.bob,), made),
        NewVisit(row.planned_at, row.planned_minutes + 15, (people.bob,), made),
        NewVisit(row.planned_at, row.planned_minutes, (people.alice,), made),
    ):
        with pytest.raises(VisitRefused, match="planned already"):
            plan_visits(episode=episode, visits=[other], by=people.kari, now=now)
    assert Visit.objects.count() == 2


def test_an_identifier_of_another_person_is_not_handed_out(begun, plan, people, not_begun):
    made = plan(people.bob).pk
    with pytest.raises(VisitRefused, match="could not be saved"):
        plan(people.alice, people.kari, of=not_begun, id=made)


def test_a_week_is_planned_as_a_whole_or_not_at_all(begun, people, now, episode):
    def day(n, staff):
        return NewVisit(now + timedelta(days=n), 45, (staff,))

    with pytest.raises(VisitRefused, match="passed"):
        plan_visits(episode=episode, visits=[day(1, people.bob), day(-3, people.bob)], by=people.kari, now=now)
    assert Visit.objects.count() == 1
    made = plan_visits(episode=episode, visits=[day(2, people.nora), day(1, people.bob)], by=people.kari, now=now)
    assert [visit.planned_at.day for visit in made] == [16, 15]
    assert [visit.staff.get().user for visit in made] == [people.nora, people.bob]


def test_two_visits_of_one_plan_do_not_collide_with_each_other(begun, people, now, episode):
    same = NewVisit(now + timedelta(days=1), 45, (people.bob,))
    with pytest.raises(VisitRefused, match="already has a visit"):
        plan_visits(episode=episode, visits=[same, same], by=people.kari, now=now)


def test_a_planned_visit_is_moved_to_another_time_and_another_trainer(begun, plan, people, now):
    visit = plan(people.bob)
    later = now + timedelta(days=2)
    moved = move_visit(visit=visit, planned_at=later, planned_minutes=30, staff=[people.nora], by=people.kari, now=now)
    assert (moved.pk, moved.planned_at, moved.planned_minutes) == (visit.pk, later, 30)
    assert [row.user for row in visit.staff.all()] == [people.nora]


def test_the_first_visit_is_not_left_to_one_by_moving_it(begun, people, now):
    with pytest.raises(VisitRefused, match="professions"):
        move_visit(
            visit=begun, planned_at=begun.planned_at, planned_minutes=30, staff=[people.kari], by=people.kari, now=now
        )


def test_a_visit_can_be_moved_within_its_own_time(begun, plan, people, now):
    visit = plan(people.bob)
    at = visit.planned_at + timedelta(minutes=15)
    assert move_visit(visit=visit, planned_at=at, planned_minutes=45, staff=[people.bob], by=people.kari, now=now)


def test_planning_after_the_end_is_refused(begun, plan, people, episode, now):
    episode.state, episode.outcome, episode.ended_on = "completed", "no_service", now.date()
    episode.save()
    FollowUp.objects.create(episode=episode, occasion="month_1", due_on=now.date())  # keeps the record open to the team
    with pytest.raises(VisitRefused, match="ended"):
        plan(people.bob)


def test_planning_leaves_one_line_in_the_log(begun, plan, people, episode):
    before = LogEntry.objects.count()
    plan(people.bob)
    lines = list(LogEntry.objects.order_by("-id")[: LogEntry.objects.count() - before])
    assert [(line.act, line.person_id, line.user_id) for line in lines] == [
        ("plan_visit", episode.person_id, people.alice.pk)
    ]
