"""Random histories of one period: whatever people do in whatever order, nothing lives on that should not.

FOTFESTE_HISTORIES sets how many are tried: 60 in `make test`, 2000 before a release.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils.timezone import localdate
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from fotfeste.care.board.actions import add_task, finish_task
from fotfeste.care.board.models import Task
from fotfeste.care.goals.actions import add_measure, adjust_goal, close_goal, end_measure, set_goal
from fotfeste.care.goals.models import Goal, Measure
from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import CareTeamMember, Episode, FollowUp, Person
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.visits import actions as visits
from fotfeste.care.visits.models import Visit
from fotfeste.ground.access.actions import add_unit, add_user, system_user
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.rules.rights import Profession, Role
from tests.record.alive import alive_and_should_not_be

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 14, 10, 0, tzinfo=ZoneInfo("Europe/Oslo"))
HISTORIES = int(os.environ.get("FOTFESTE_HISTORIES", "60"))


@dataclass
class World:
    office: Any
    team: Any
    ole: Any
    kari: Any
    bob: Any


@pytest.fixture
def world(db: None) -> World:
    system, then = system_user(), NOW - timedelta(days=4000)
    office = add_unit(name="Kontoret", kind="office", by=system, now=then)
    team = add_unit(name="Team Sør", kind="team", by=system, now=then)

    def user(name: str, role: Role, unit: Any, profession: str = "") -> Any:
        return add_user(
            email=f"{name}@example.invalid", name=name, role=role, units=(unit,), profession=profession, by=system,
            now=then,
        )  # fmt: skip

    return World(
        office,
        team,
        user("Ole", Role.ALLOCATOR, office),
        user("Kari", Role.COORDINATOR, team, Profession.NURSE),
        user("Bob", Role.TRAINER, team, Profession.HEALTH_CARE_WORKER),
    )


class History:
    """One person with a period that runs; every method tries one act on whatever is there, legal or not."""

    def __init__(self, world: World) -> None:
        self.world, self.now, self.done = world, NOW, []
        day = NOW.date()
        self.person = Person.objects.create(given_name="Vakker", family_name="Blomst", sort_name="1", created_at=NOW)
        self.episode = Episode.objects.create(
            person=self.person, team=world.team, group="first_time", planned_start_on=day,
            planned_end_on=day + timedelta(days=28),
        )  # fmt: skip
        for user, role in ((world.kari, "coordinator"), (world.bob, "trainer")):
            CareTeamMember.objects.create(episode=self.episode, user=user, role=role, starts_on=day)

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.world.kari, "now": self.now}

    @property
    def today(self) -> date:
        return localdate(self.now)

    def day(self, number: int) -> date:
        return self.today - timedelta(days=number % 9)

    def some(self, model: Any, number: int, **only: Any) -> Any:
        rows = list(model.objects.filter(**only).order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def visit(self, number: int, *states: str) -> Any:
        return self.some(Visit, number, episode=self.episode, state__in=states)

    # What people do. `number` chooses among what there is, and how far.

    def wait(self, number: int) -> None:
        self.now += timedelta(hours=5 + number % 60)

    def plan(self, number: int) -> None:
        visits.plan_visit(
            episode=self.episode,
            planned_at=self.now + timedelta(hours=1 + number % 200),
            planned_minutes=45,
            staff=[self.world.bob if number % 3 else self.world.kari],
            first_visit_exception="Bare en kunne",
            **self.by,
        )

    def record(self, number: int) -> None:
        if visit := self.visit(number, "planned"):
            came = min(visit.planned_at, self.now)
            visits.record_visit(visit=visit, minutes_on_site=number % 90, started_at=came, **self.by)

    def unplanned(self, number: int) -> None:
        visits.record_unplanned_visit(
            episode=self.episode,
            started_at=self.now - timedelta(hours=number % 150),
            minutes_on_site=30,
            staff=[self.world.bob],
            id=uuid4(),
            **self.by,
        )

    def miss(self, number: int) -> None:
        if visit := self.visit(number, "planned"):
            visits.record_not_done(visit=visit, deviation="ill", **self.by)

    def correct(self, number: int) -> None:
        if visit := self.visit(number, "done", "not_done"):
            started = self.now - timedelta(hours=number % 200)
            visits.correct_visit(
                visit=visit, minutes_on_site=20, minutes_travel=None, trained=(), effort=None, note="",
                started_at=started, **self.by,
            )  # fmt: skip

    def to_not_done(self, number: int) -> None:
        if visit := self.visit(number, "done", "not_done"):
            visits.correct_to_not_done(visit=visit, deviation="not_home", **self.by)

    def to_done(self, number: int) -> None:
        if visit := self.visit(number, "not_done"):
            started = self.now - timedelta(hours=number % 100)
            visits.correct_to_done(visit=visit, minutes_on_site=15, started_at=started, **self.by)

    def take_off(self, number: int) -> None:
        if visit := self.visit(number, "planned"):
            visits.cancel_visit(visit=visit, **self.by)

    def move_visit(self, number: int) -> None:
        if visit := self.visit(number, "planned"):
            at = self.now + timedelta(hours=1 + number % 300)
            visits.move_visit(visit=visit, planned_at=at, planned_minutes=30, staff=[self.world.bob], **self.by)

    def goal(self, number: int) -> None:
        goal = set_goal(episode=self.episode, own_words=f"Mål {number}", term="short", **self.by)
        add_measure(
            goal=goal, area="moving_about", description="Gå", done_by="trainer", times_per_week=3,
            starts_on=self.today + timedelta(days=number % 5), **self.by,
        )  # fmt: skip

    def measure_ends(self, number: int) -> None:
        if measure := self.some(Measure, number, goal__episode=self.episode):
            end_measure(measure=measure, on=self.today + timedelta(days=number % 9), **self.by)

    def goal_ends(self, number: int) -> None:
        if goal := self.some(Goal, number, episode=self.episode):
            if number % 2:
                adjust_goal(goal=goal, own_words="Annerledes", reason="Slik", **self.by)
            else:
                close_goal(goal=goal, state="attained", reason="Ja", on=self.today, **self.by)

    def task(self, number: int) -> None:
        task = self.some(Task, number, episode=self.episode)
        if task and number % 2:
            finish_task(task=task, **self.by)
        else:
            add_task(episode=self.episode, text="Ringe", assigned_to=self.world.kari, **self.by)

    def hold(self, number: int) -> None:
        actions.put_on_hold(episode=self.episode, on=self.day(number), reason="Innlagt", **self.by)

    def resume(self, number: int) -> None:
        actions.resume(episode=self.episode, on=self.day(number), **self.by)

    def complete(self, number: int) -> None:
        actions.complete_episode(
            episode=self.episode, ended_on=self.day(number), agreed_on=self.day(number), agreed_words="Det er greit.",
            services={}, outcome="no_service", outcome_note="Slik ble det", **self.by,
        )  # fmt: skip

    def drop_out(self, number: int) -> None:
        reason = ("hospital", "death", "moved", "withdrew", "other")[number % 5]
        end = {"ended_on": self.day(number), "reason": reason, "note": "Slik", "agreed": True}
        actions.drop_out(episode=self.episode, **end, **self.by)

    def reopen(self, number: int) -> None:
        actions.reopen_episode(episode=self.episode, reason="Feil", **self.by)

    def correct_end(self, number: int) -> None:
        actions.correct_end(episode=self.episode, ended_on=self.day(number), **self.by)

    def die(self, number: int) -> None:
        actions.record_death(person=self.person, on=self.day(number), **self.by)

    def not_dead(self, number: int) -> None:
        actions.withdraw_death(person=self.person, **self.by)

    def move_away(self, number: int) -> None:
        actions.record_move(person=self.person, on=self.day(number), **self.by)

    def not_moved(self, number: int) -> None:
        actions.withdraw_move(person=self.person, **self.by)

    def refer(self, number: int) -> None:
        actions.register_referral(
            person=self.person, received_on=self.today, route="new_applicant", referrer="gp", office=self.world.office,
            team=self.world.team, by=self.world.ole, now=self.now,
        )  # fmt: skip

    def call(self, number: int) -> None:
        if follow_up := self.some(FollowUp, number, episode=self.episode):
            state = ("done", "no_answer", "cancelled")[number % 3]
            actions.record_follow_up(
                follow_up=follow_up, state=state, done_on=self.today, method="phone", note="Ringte", **self.by
            )

    def check(self) -> None:
        told = alive_and_should_not_be(self.now, users=[self.world.kari, self.world.bob])
        assert told == [], (told, self.done)
        episode = Episode.objects.get(pk=self.episode.pk)
        done = Visit.objects.filter(episode=episode, state="done").order_by("started_at")
        days = [localdate(visit.started_at) for visit in done]
        assert episode.started_on == (days[0] if days else None), (episode.started_on, days, self.done)
        assert not days or episode.ended_on is None or days[-1] <= episode.ended_on, self.done


ACTS = (
    "wait", "plan", "record", "unplanned", "miss", "correct", "to_not_done", "to_done", "take_off", "move_visit",
    "goal", "measure_ends", "goal_ends", "task", "hold", "resume", "complete", "drop_out", "reopen", "correct_end",
    "die", "not_dead", "move_away", "not_moved", "refer", "call",
)  # fmt: skip


def tried(history: History, name: str, number: int) -> None:
    act: Callable[[int], None] = getattr(history, name)
    try:
        with transaction.atomic():
            act(number)
        history.done.append((name, number))
    except (CareError, AccessRefused):
        pass
    history.episode.refresh_from_db()
    history.person.refresh_from_db()


# Without shrinking: a history takes long to try again, and the failure prints what was done.
@settings(
    max_examples=HISTORIES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    print_blob=True,
)
@example(happened=[("move_away", 23), ("die", 283), ("not_dead", 283)])  # alive after all, and still moved away
@given(happened=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 400)), min_size=4, max_size=16))
def test_no_history_of_a_period_leaves_anything_alive_that_should_not_be(
    world: World, happened: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        history = History(world)
        for name, number in [("plan", 1), ("goal", 2), *happened]:
            tried(history, name, number)
            history.check()
        transaction.set_rollback(True)
