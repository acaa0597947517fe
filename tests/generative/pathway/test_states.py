"""Random walks over the states: the pure tables, the database and the actions must agree on every step."""

import contextlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Episode, FollowUp, Person, Referral
from fotfeste.care.pathway.rules.states import (
    ANSWERED_REFERRALS,
    EPISODE_STEPS,
    EPISODE_STEPS_BESIDE,
    FOLLOW_UP_STEPS,
    FOLLOW_UP_STEPS_BESIDE,
    REFERRAL_STEPS,
    REFERRAL_STEPS_BESIDE,
    EpisodeState,
    FollowUpState,
    IllegalStep,
    ReferralState,
    check_step,
)
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.steps import every_step
from fotfeste.ground.access.actions import add_unit, add_user, system_user
from fotfeste.ground.access.rules.rights import Role
from tests.reasons import NO, heard

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 14, 10, 0, tzinfo=ZoneInfo("Europe/Oslo"))
DAY = NOW.date()
walks = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], print_blob=True
)

# A period that runs says nothing of an end.
OPEN = {"ended_on": None, "outcome": "", "dropout_reason": ""}
# What a row must hold in a state, apart from the step that led there; the check constraints say the same.
FACTS: dict[str, Callable[[StrEnum], dict[str, Any]]] = {
    "referral": lambda state: (
        {"answered_on": DAY}
        if state in ANSWERED_REFERRALS
        else {"contacted_on": DAY}
        if state is ReferralState.CONTACTED
        else {}
    ),
    "episode": lambda state: {
        EpisodeState.PLANNED: OPEN,
        EpisodeState.ACTIVE: {"started_on": DAY, **OPEN},
        EpisodeState.ON_HOLD: {"started_on": DAY, **OPEN},
        EpisodeState.COMPLETED: {
            "started_on": DAY,
            "ended_on": DAY,
            "outcome": "no_service",
            "dropout_reason": "",
        },
        EpisodeState.DROPPED_OUT: {"ended_on": DAY, "outcome": "dropout", "dropout_reason": "moved"},
    }[EpisodeState(state)],
    "follow_up": lambda state: {"done_on": DAY} if state in {FollowUpState.NO_ANSWER, FollowUpState.DONE} else {},
}
# What the database lets through: the way, and the steps beside it that put a mistake right.
TABLES = {
    "referral": (Referral, every_step(REFERRAL_STEPS, REFERRAL_STEPS_BESIDE)),
    "episode": (Episode, every_step(EPISODE_STEPS, EPISODE_STEPS_BESIDE)),
    "follow_up": (FollowUp, every_step(FOLLOW_UP_STEPS, FOLLOW_UP_STEPS_BESIDE)),
}
ALONG = {"referral": REFERRAL_STEPS, "episode": EPISODE_STEPS, "follow_up": FOLLOW_UP_STEPS}


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    system = system_user()
    then = NOW - timedelta(days=4000)
    units = {
        name: add_unit(name=name, kind=kind, by=system, now=then)
        for name, kind in (("office", "office"), ("team", "team"))
    }

    def user(name: str, role: Role, unit: str) -> Any:
        return add_user(
            email=f"{name}@example.invalid", name=name, role=role, units=(units[unit],), by=system, now=then
        )

    return {
        **units,
        "ole": user("ole", Role.ALLOCATOR, "office"),
        "kari": user("kari", Role.COORDINATOR, "team"),
    }


def make(kind: str, people: dict[str, Any]) -> Any:
    person = Person.objects.create(given_name="Vakker", family_name="Blomst", sort_name="1", created_at=NOW)
    if kind == "referral":
        return Referral.objects.create(
            person=person,
            case_number=f"2026/{uuid4().hex[:12]}",
            office=people["office"],
            received_on=DAY,
            contact_due_on=DAY,
            answer_due_on=DAY,
            route="new_applicant",
            referrer="gp",
            registered_by=people["ole"],
            registered_at=NOW,
        )
    episode = Episode.objects.create(
        person=person,
        team=people["team"],
        group="first_time",
        planned_start_on=DAY,
        planned_end_on=DAY + timedelta(days=28),
    )
    return episode if kind == "episode" else FollowUp.objects.create(episode=episode, occasion="month_1", due_on=DAY)


def database_takes(row: Any, state: StrEnum, facts: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(state=state, **facts)
    except DatabaseError:
        return False
    return True


def legal(kind: str, before: str, after: str) -> bool:
    for beside in (False, True):
        try:
            check_step(kind, before, after, beside=beside)
        except IllegalStep:
            continue
        return True
    return before == after


def walk(kind: str, targets: list[tuple[StrEnum, bool]], people: dict[str, Any]) -> None:
    row = make(kind, people)
    state: StrEnum = next(iter(TABLES[kind][1]))
    known: dict[str, Any] = dict(OPEN) if kind == "episode" else {}
    for target, with_facts in targets:
        facts = FACTS[kind](target) if with_facts else {}
        held = {**known, **facts}
        # A running episode carries no outcome, so facts that only an ended one has would break it.
        complete = all(held.get(name) == value for name, value in FACTS[kind](target).items())
        expected = legal(kind, state, target) and complete
        assert database_takes(row, target, facts) is expected, f"{kind}: {state} -> {target}, facts {facts}"
        if expected:
            state, known = target, held
        row.refresh_from_db()
        assert row.state == state


@pytest.mark.parametrize("kind", list(TABLES))
@walks
@given(data=st.data())
def test_the_database_takes_a_step_exactly_when_the_table_has_it_and_its_facts_are_there(
    kind: str, data: st.DataObject, people: dict[str, Any]
) -> None:
    states = list(TABLES[kind][1])
    targets = data.draw(st.lists(st.tuples(st.sampled_from(states), st.booleans()), max_size=10))
    with transaction.atomic():
        walk(kind, targets, people)
        transaction.set_rollback(True)


@pytest.mark.parametrize("kind", list(TABLES))
def test_every_single_step_is_judged_alike_by_the_table_and_the_database(kind: str, people: dict[str, Any]) -> None:
    model, steps = TABLES[kind]
    judged = 0
    for before in steps:
        for after in steps:
            with transaction.atomic():
                row = make(kind, people)
                fresh = model.objects.get(pk=row.pk)
                for name, value in {"state": before, **FACTS[kind](before)}.items():
                    setattr(fresh, name, value)
                # Inserted as it stands: the trigger guards steps, an insert is none.
                fresh.pk = None if kind == "follow_up" else type(fresh.pk)(int=judged + 1)
                if kind == "referral":
                    fresh.case_number = f"2026/9{judged:05}"
                if kind == "follow_up":
                    fresh.occasion = "month_3"
                fresh._state.adding = True
                fresh.save(force_insert=True)
                assert database_takes(fresh, after, FACTS[kind](after)) is legal(kind, before, after), (before, after)
                judged += 1
                transaction.set_rollback(True)
    assert judged == len(steps) ** 2


@pytest.mark.parametrize("kind", list(TABLES))
def test_every_state_can_be_reached_and_every_walk_can_end(kind: str) -> None:
    steps: Any = ALONG[kind]
    reached, waiting = set(), [next(iter(steps))]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += steps[state]
    assert reached == set(steps)
    ends = {state for state, after in steps.items() if not after}
    for state in steps:
        seen, waiting = set(), [state]
        while waiting:
            here = waiting.pop()
            if here not in seen:
                seen.add(here)
                waiting += steps[here]
        assert seen & ends, f"{kind}: nothing leads out of {state}"


class Walker:
    """One referral and what grows out of it; each method tries one action, whatever the states are."""

    def __init__(self, people: dict[str, Any]) -> None:
        self.people, self.now = people, NOW
        person = actions.register_person(given_name="Vakker", family_name="Blomst", by=people["ole"], now=NOW)
        self.referral = actions.register_referral(
            person=person,
            received_on=DAY,
            route="new_applicant",
            referrer="gp",
            office=people["office"],
            team=people["team"],
            by=people["ole"],
            now=NOW,
        )
        self.episode: Episode | None = None

    @property
    def by_office(self) -> dict[str, Any]:
        return {"by": self.people["ole"], "now": self.now}

    @property
    def by_team(self) -> dict[str, Any]:
        return {"by": self.people["kari"], "now": self.now}

    @property
    def today(self) -> date:
        return self.now.date()

    def contact(self) -> None:
        actions.record_contact(referral=self.referral, contacted_on=self.today, **self.by_office)

    def include(self) -> None:
        actions.screen(
            referral=self.referral,
            answers={},
            included=True,
            reason="Ja",
            team=self.people["team"],
            **self.by_office,
        )

    def hear(self) -> None:
        with contextlib.suppress(CareError):  # a case that is closed
            heard(self.referral, self.by_office["by"], self.by_office["now"])

    def decline(self) -> None:
        self.hear()
        actions.screen(
            referral=self.referral,
            answers={},
            included=False,
            reason="Nei",
            alternative="home_services",
            answer_to_referrer="Hjemmetjenesten passer bedre",
            **NO,
            **self.by_office,
        )

    def grant(self) -> None:
        actions.decide(
            referral=self.referral,
            outcome="granted",
            reason_facts="Hun falt i august",
            starts_on=self.today,
            ends_on=self.today + timedelta(days=28),
            visits_per_week_first=5,
            visits_per_week_last=1,
            **self.by_office,
        )

    def refuse(self) -> None:
        self.hear()
        actions.decide(referral=self.referral, outcome="refused", **NO, **self.by_office)

    def withdraw(self) -> None:
        actions.withdraw_referral(referral=self.referral, who="person", reason="Vil ikke", **self.by_office)

    def open(self) -> None:
        self.episode = actions.open_episode(
            referral=self.referral,
            team=self.people["team"],
            group="first_time",
            coordinator=self.people["kari"],
            services_at_start={},
            granted_estimate={},
            planned_start_on=self.today,
            planned_end_on=self.today + timedelta(days=28),
            **self.by_office,
        )

    def begin(self) -> None:
        if self.episode:
            actions.begin_training(episode=self.episode, on=self.today, **self.by_team)

    def hold(self) -> None:
        if self.episode:
            actions.put_on_hold(episode=self.episode, on=self.today, reason="Sykehus", **self.by_team)

    def resume(self) -> None:
        if self.episode:
            actions.resume(episode=self.episode, on=self.today, **self.by_team)

    def complete(self) -> None:
        if self.episode:
            actions.complete_episode(
                episode=self.episode,
                ended_on=self.today,
                agreed_on=self.today,
                agreed_words="Det er greit.",
                services={},
                outcome="no_service",
                **self.by_team,
            )

    def drop_out(self) -> None:
        if self.episode:
            actions.drop_out(episode=self.episode, ended_on=self.today, reason="hospital", **self.by_team)

    def _call(self, state: str) -> None:
        follow_up = FollowUp.objects.filter(episode=self.episode).order_by("due_on").first() if self.episode else None
        if follow_up:
            actions.record_follow_up(
                follow_up=follow_up, state=state, done_on=self.today, method="phone", note="x", **self.by_team
            )

    def answer(self) -> None:
        self._call("done")

    def no_answer(self) -> None:
        self._call("no_answer")

    def cancel(self) -> None:
        self._call("cancelled")

    def states(self) -> dict[str, str]:
        found = {"referral": Referral.objects.get(pk=self.referral.pk).state}
        if self.episode:
            found["episode"] = Episode.objects.get(pk=self.episode.pk).state
            for row in FollowUp.objects.filter(episode=self.episode):
                found[f"follow_up {row.occasion}"] = row.state
        return found


TRIES = [name for name, member in vars(Walker).items() if callable(member) and name[0] != "_" and name != "states"]
# Walks from the usual order outwards: half of the tries follow it, so that late states are reached too.
USUAL = ["contact", "include", "grant", "open", "begin", "hold", "resume", "complete", "no_answer", "answer"]


@walks
@given(
    usual=st.integers(0, len(USUAL)), stray=st.lists(st.tuples(st.integers(0, 10), st.sampled_from(TRIES)), max_size=8)
)
def test_an_action_takes_a_step_of_the_table_or_refuses_in_words_and_changes_nothing(
    usual: int, stray: list[tuple[int, str]], people: dict[str, Any]
) -> None:
    tries = USUAL[:usual]
    for place, name in stray:
        tries.insert(place, name)
    with transaction.atomic():
        walker = Walker(people)
        for name in tries:
            before = walker.states()
            try:
                with transaction.atomic():
                    getattr(walker, name)()
                refused = False
            except CareError:
                refused = True
            after = walker.states()
            if refused:
                assert after == before, f"{name} was refused and still changed {before} to {after}"
            for key, state in after.items():
                kind = key.split()[0]
                assert legal(kind, before.get(key, state), state), f"{name}: {key} {before.get(key)} -> {state}"
            walker.now += timedelta(hours=1)
        transaction.set_rollback(True)


def test_the_usual_walk_is_refused_nowhere(people: dict[str, Any]) -> None:
    walker = Walker(people)
    for name in USUAL:
        getattr(walker, name)()
    assert walker.states() | {"follow_up month_1": "done"} == walker.states()
    assert (walker.states()["referral"], walker.states()["episode"]) == ("granted", "completed")
