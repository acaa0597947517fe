"""Fjordvik, built small on the real database: only those whose situation today is arranged, and a few more."""

import ast
import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from fotfeste.care.board.models import MeetingNote, Task
from fotfeste.care.goals.models import Goal
from fotfeste.care.goals.rules.states import OPEN_GOALS
from fotfeste.care.pathway.models import Appeal, Episode, FollowUp, HandOver, Letter, Person, Referral
from fotfeste.care.pathway.queries import due_page, inbox, possible_duplicates, relations_to, running_episodes
from fotfeste.care.pathway.rules.person import national_number
from fotfeste.care.pathway.rules.person.duplicates import Traits
from fotfeste.care.pathway.rules.states import EpisodeState, FollowUpState, ReferralState
from fotfeste.care.visits.models import Visit
from fotfeste.care.visits.rules.states import VisitState
from fotfeste.channels import demo
from fotfeste.channels.demo.build import Summary, begin, build, go_on
from fotfeste.channels.demo.cast import cast
from fotfeste.channels.demo.people import Register
from fotfeste.ground.access.models import LogEntry, User
from fotfeste.ground.access.queries import personas
from fotfeste.ground.access.rules.rights import Act, Relation, Role
from fotfeste.ground.access.verifying import verify
from fotfeste.ground.database import DatabaseProblem
from tests.conftest import Throwaway, being_filled
from tests.record.guarded import files_of_the_log as files_of_the_log

TODAY = date(2026, 11, 25)  # a Wednesday without holidays near
LAST = datetime(2026, 11, 25, 11, 30, tzinfo=ZoneInfo("Europe/Oslo"))
PERSONS = 60


@pytest.fixture(scope="module")
def fjordvik(django_db_setup: None, django_db_blocker: Any, throwaway: Throwaway) -> Iterator[Summary]:
    """Built once for all tests here, in a database that its owner calls a demo's, and gone afterwards."""
    with django_db_blocker.unblock(), being_filled(throwaway), transaction.atomic():
        yield build(today=TODAY, persons=PERSONS)
        transaction.set_rollback(True)


def persona(role: Role) -> User:
    return next(user for user in personas() if user.role == role)


def states(rows: Any) -> set[str]:
    return set(rows.values_list("state", flat=True).distinct())


def test_there_are_as_many_persons_as_asked_for(fjordvik: Summary) -> None:
    assert fjordvik.persons == PERSONS
    assert Person.objects.filter(known_as=None).count() == PERSONS


def test_somebody_who_is_back_waits_for_those_who_know_them_to_say_so(fjordvik: Summary) -> None:
    written = Person.objects.exclude(known_as=None).get()
    assert written.episodes.count() == 0
    assert written.known_as is not None and written.known_as.episodes.get().state == EpisodeState.COMPLETED
    asked = [row for row in inbox(user=persona(Role.ALLOCATOR), now=LAST).rows if row.step == "confirm"]
    assert [row.person_id for row in asked] == [written.pk]


def test_somebody_stands_in_every_state_of_referral_episode_follow_up_and_visit(fjordvik: Summary) -> None:
    assert states(Referral.objects.all()) == set(ReferralState)
    assert states(Episode.objects.all()) == set(EpisodeState)
    assert states(FollowUp.objects.all()) == set(FollowUpState)
    assert states(Visit.objects.all()) == set(VisitState)


def test_goals_are_open_adjusted_and_closed(fjordvik: Summary) -> None:
    assert set(OPEN_GOALS) | {"attained", "partly_attained"} <= states(Goal.objects.all())
    assert not Goal.objects.filter(own_words="").exists()


def test_everything_was_done_by_an_action_and_stands_in_a_log_that_holds(fjordvik: Summary) -> None:
    done = set(LogEntry.objects.values_list("act", flat=True))
    assert done >= {
        Act.REGISTER_REFERRAL, Act.CONTACT, Act.SCREEN, Act.DECIDE, Act.WITHDRAW_REFERRAL, Act.RECEIVE_APPEAL,
        Act.START_EPISODE, Act.ASSESS, Act.SET_GOAL, Act.PLAN, Act.PLAN_VISIT, Act.RECORD_VISIT, Act.HOLD_MEETING,
        Act.DO_TASK, Act.DISCHARGE, Act.HAND_OVER, Act.FOLLOW_UP, Act.CONSENT_TO_RELATIVE, Act.IMPORT_FILES,
        Act.MANAGE_USERS, Act.READ_RECORD,
    }  # fmt: skip
    assert not LogEntry.objects.exclude(outcome="done").exists()
    assert verify().findings == ()


def test_the_demo_writes_nothing_but_through_actions() -> None:
    forbidden = {
        "objects",
        "save",
        "create",
        "get_or_create",
        "update_or_create",
        "bulk_create",
        "bulk_update",
        "delete",
    }
    for path in Path(demo.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not used & forbidden, f"{path.name} writes for itself: {used & forbidden}"


def test_every_national_number_is_a_test_persons(fjordvik: Summary) -> None:
    numbers = list(Person.objects.exclude(national_number="").values_list("national_number", "birth_date"))
    assert len(numbers) > 30
    for digits, born in numbers:
        parsed = national_number.parse(digits)
        assert parsed.synthetic
        assert parsed.birth_date == born


def test_nothing_lies_after_the_moment_the_visitor_comes(fjordvik: Summary) -> None:
    assert not LogEntry.objects.filter(at__gt=LAST).exists()
    assert not Visit.objects.filter(recorded_at__gt=LAST).exists()
    assert not Letter.objects.filter(written_at__gt=LAST).exists()


def test_a_visitor_can_be_every_role(fjordvik: Summary) -> None:
    assert {user.role for user in personas()} == set(Role) - {Role.SYSTEM}
    assert not any(user.has_usable_password() for user in personas())


def test_the_inbox_has_two_over_the_promise_some_for_today_and_an_urgent_one(fjordvik: Summary) -> None:
    waiting = Referral.objects.filter(state=ReferralState.RECEIVED)
    assert waiting.filter(contact_due_on__lt=TODAY).count() == 2
    assert waiting.filter(contact_due_on=TODAY).count() >= 2
    assert waiting.filter(received_on=TODAY).exists()
    assert waiting.filter(urgent=True, discharge_on=TODAY + timedelta(days=2)).count() == 1
    shown = inbox(user=persona(Role.ALLOCATOR), now=LAST)
    assert (shown.overdue, shown.today) == (2, waiting.filter(contact_due_on=TODAY).count())


def test_somebody_with_the_longest_name_may_be_there_twice(fjordvik: Summary) -> None:
    assert Person.objects.filter(family_name="Øksnevad-Sørensen").count() == 1
    again = Person.objects.get(given_name="Anne Margrethe", family_name="Lærdal", national_number="")
    typed = Traits(name=str(again), birth_date=again.birth_date)
    found = possible_duplicates(user=persona(Role.ALLOCATOR), traits=typed, now=LAST)
    assert {again.pk, Person.objects.get(family_name="Øksnevad-Sørensen").pk} <= {each.suggestion.id for each in found}


def test_the_person_and_the_daughter_sign_in_to_one_record(fjordvik: Summary) -> None:
    person = Person.objects.get(user=persona(Role.PERSON))
    daughter = persona(Role.RELATIVE)
    assert 82 <= TODAY.year - person.birth_date.year <= 83
    assert relations_to(persona(Role.PERSON), person.pk, today=TODAY) == {Relation.OWN}
    assert relations_to(daughter, person.pk, today=TODAY) == {Relation.CONSENTED}
    assert person.episodes.get().state == EpisodeState.ACTIVE


@pytest.mark.parametrize("role", [Role.TRAINER, Role.THERAPIST])
def test_those_who_visit_have_done_something_this_morning_and_have_more_to_do(fjordvik: Summary, role: Role) -> None:
    mine = Visit.objects.filter(staff__user=persona(role), planned_at__date=TODAY)
    assert {VisitState.DONE, VisitState.PLANNED} <= states(mine)


def test_one_visit_of_yesterday_was_not_recorded(fjordvik: Summary) -> None:
    left = Visit.objects.filter(state=VisitState.PLANNED, planned_at__date__lt=TODAY)
    assert [visit.planned_at.date() for visit in left] == [TODAY - timedelta(days=1)]
    assert left.get().staff.get().user == persona(Role.TRAINER)


def test_the_board_has_somebody_over_time_a_task_over_time_and_notes_from_last_week(fjordvik: Summary) -> None:
    running = Episode.objects.filter(state=EpisodeState.ACTIVE)
    assert running.filter(planned_end_on__lt=TODAY).exists()
    assert Task.objects.filter(done_at=None, due_on__lt=TODAY).exists()
    assert MeetingNote.objects.filter(written_at__date__gte=TODAY - timedelta(days=9)).exclude(note="").count() > 8
    assert len(running_episodes(user=persona(Role.COORDINATOR), today=TODAY)) >= 10


def test_an_appeal_a_hand_over_and_a_missed_call_are_there(fjordvik: Summary) -> None:
    assert Appeal.objects.filter(decision__granted=False).count() == 1
    assert HandOver.objects.filter(contact=persona(Role.HOME_SERVICE)).exists()
    assert FollowUp.objects.filter(state=FollowUpState.NO_ANSWER, attempts__gte=1).exists()
    assert FollowUp.objects.filter(state=FollowUpState.DUE, due_on__lt=TODAY).exists()
    assert due_page(user=persona(Role.COORDINATOR), today=TODAY, until=TODAY, size=30).rows


def test_fjordvik_is_never_built_where_somebody_works_already(fjordvik: Summary) -> None:
    before = User.objects.count()
    with pytest.raises(DatabaseProblem, match="empty"):
        build(today=TODAY, persons=0)
    assert User.objects.count() == before


def facts() -> str:
    """What happened, without the random identifiers."""
    lines = LogEntry.objects.order_by("id").values_list("at", "user_name", "act", "object_type")
    people = Person.objects.order_by("created_at", "sort_name").values_list("sort_name", "national_number", "phone")
    goals = Goal.objects.order_by("set_on", "own_words", "state").values_list("own_words", "state", "rating_before")
    whole = repr([list(lines), list(people), list(goals)])
    return hashlib.sha256(whole.encode()).hexdigest()


@pytest.mark.django_db
def test_the_same_seed_and_day_give_the_same_municipality(throwaway: Throwaway) -> None:
    found = []
    for _again in range(2):
        with being_filled(throwaway), transaction.atomic():
            build(today=TODAY, persons=0)
            found.append(facts())
            transaction.set_rollback(True)
    assert found[0] == found[1]


def test_another_seed_gives_other_people() -> None:
    def names(seed: int) -> list[str]:
        rng = Random(seed)
        return [course.resident.name for course in cast(Register(rng, TODAY), rng, TODAY)]

    assert names(7) == names(7)
    assert len(set(names(7)) & set(names(8))) < 10  # those with arranged names, and a few by chance


def test_the_daughters_consent_is_what_opens_the_door(fjordvik: Summary) -> None:
    other = Person.objects.exclude(user=persona(Role.PERSON)).exclude(national_number="").first()
    assert other is not None
    assert relations_to(persona(Role.RELATIVE), other.pk, today=TODAY) == frozenset()


@pytest.mark.django_db
def test_filling_that_was_stopped_goes_on_with_whoever_is_not_there_and_nobody_comes_twice(
    throwaway: Throwaway, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(Exception):
        pass

    def stop(_name: str, done: int, _of: int | None) -> None:
        if done == 2:
            raise Stopped

    with being_filled(throwaway), transaction.atomic():
        last = begin(last=LAST, persons=PERSONS)
        arranged = Person.objects.filter(known_as=None).count()
        with pytest.raises(Stopped):
            go_on(last=last, persons=PERSONS, report=stop)
        before = set(Person.objects.values_list("pk", flat=True))
        assert arranged < Person.objects.filter(known_as=None).count() < PERSONS
        assert go_on(last=last, persons=PERSONS).persons == PERSONS
        stopped = facts_of_persons()
        assert before < set(Person.objects.values_list("pk", flat=True))
        transaction.set_rollback(True)
    with being_filled(throwaway), transaction.atomic():
        build(today=TODAY, persons=PERSONS)
        assert facts_of_persons() == stopped
        transaction.set_rollback(True)


def facts_of_persons() -> list[tuple[Any, ...]]:
    fields = ("sort_name", "national_number", "referrals__state", "episodes__state", "episodes__ended_on")
    return sorted(Person.objects.values_list(*fields), key=repr)


@pytest.mark.django_db
def test_what_is_seen_first_has_a_board_an_inbox_a_days_visits_and_every_role(throwaway: Throwaway) -> None:
    with being_filled(throwaway), transaction.atomic():
        begin(last=LAST, persons=PERSONS)
        assert {user.role for user in personas()} == set(Role) - {Role.SYSTEM}
        assert len(running_episodes(user=persona(Role.COORDINATOR), today=TODAY)) >= 10
        assert len(inbox(user=persona(Role.ALLOCATOR), now=LAST).rows) >= 10
        for role in (Role.TRAINER, Role.THERAPIST):
            assert Visit.objects.filter(staff__user=persona(role), planned_at__date=TODAY).count() >= 3
        transaction.set_rollback(True)


def test_nobody_is_in_two_places_at_once_whichever_part_they_were_filled_in(fjordvik: Summary) -> None:
    been: dict[tuple[int, date], list[tuple[datetime, datetime]]] = {}
    rows = Visit.objects.exclude(state=VisitState.CANCELLED).values_list(
        "staff__user_id", "planned_at", "planned_minutes"
    )
    for user, start, minutes in rows:
        been.setdefault((user, start.date()), []).append((start, start + timedelta(minutes=minutes)))
    for spans in been.values():
        spans.sort()
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
