"""Every route, tried by every role: own team, another team, a relation that ended, and somebody not signed in.

What must come out is worked out from the table of rights and the relation to the person, never written by hand; a new
route is in the matrix the day it is made, and fails here until the ids in its address are known to `Subjects`.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.board.actions import add_task, open_meeting
from fotfeste.care.goals.actions import add_measure, set_goal
from fotfeste.care.pathway import actions as pathway
from fotfeste.care.pathway.models import Letter
from fotfeste.care.pathway.queries import relations_to
from fotfeste.care.terms.rules.vocabulary import CareRole, ServiceKind
from fotfeste.care.visits.actions import plan_visit
from fotfeste.ground.access.actions import add_user, end_membership
from fotfeste.ground.access.gate import OPEN_ROUTES
from fotfeste.ground.access.models import LogEntry
from fotfeste.ground.access.rules.rights import Act, Role, may, may_ever
from tests.standing import standing

pytestmark = pytest.mark.django_db

# Ids that lead to one person; any other id in an address must be named in NOT_ABOUT_A_PERSON.
NOT_ABOUT_A_PERSON = {"public_id", "upload_id", "meeting_id"}


@dataclass(frozen=True)
class Subjects:
    """The ids that stand in addresses, all of one person whom team South follows."""

    person: UUID
    ids: dict[str, object]


@standing
def subjects(people, now, today) -> Subjects:
    person = pathway.register_person(given_name="Vakker", family_name="Blomst", by=people.ole, now=now)
    ended = _earlier_period(person, people, now)
    referral = pathway.register_referral(
        person=person,
        received_on=today,
        route="new_applicant",
        referrer="gp",
        office=people.office,
        team=people.south,
        by=people.ole,
        now=now,
    )
    pathway.record_contact(referral=referral, contacted_on=today, by=people.ole, now=now)
    pathway.screen(referral=referral, answers={}, included=True, reason="Motivert.", by=people.ole, now=now)
    pathway.decide(
        referral=referral,
        outcome="granted",
        reason_facts="Kan bli selvhjulpen.",
        alike_is_true=True,
        starts_on=today,
        ends_on=today + timedelta(weeks=4),
        visits_per_week_first=5,
        visits_per_week_last=2,
        by=people.ole,
        now=now,
    )
    episode = pathway.open_episode(
        referral=referral,
        team=people.south,
        group="first_time",
        coordinator=people.alice,
        members=[(people.bob, CareRole.TRAINER), (people.hanna, CareRole.HOME_SERVICE_CONTACT)],
        services_at_start={},
        granted_estimate={ServiceKind.HOME_NURSING: Decimal(3)},
        planned_start_on=today,
        planned_end_on=today + timedelta(weeks=4),
        by=people.kari,
        now=now,
    )
    change = pathway.change_decision(
        episode=episode,
        outcome="extended",
        ends_on=today + timedelta(weeks=5),
        reason_rules="Loven gir rett til nødvendig hjelp.",
        reason_facts="Trenger en uke til.",
        reason_weighed="Målet er nær.",
        by=people.ole,
        now=now,
    )
    visit = plan_visit(
        episode=episode,
        planned_at=now + timedelta(hours=2),
        planned_minutes=60,
        staff=[people.alice, people.nora],
        first_visit=True,
        by=people.kari,
        now=now,
    )
    goal = set_goal(episode=episode, own_words="Gå til postkassen", term="short", by=people.alice, now=now)
    measure = add_measure(
        goal=goal,
        area="moving_about",
        description="Gå ute",
        done_by="trainer",
        times_per_week=3,
        by=people.alice,
        now=now,
    )
    assessment = record_assessment(
        episode=episode,
        instrument="tug",
        occasion="baseline",
        assessed_on=today,
        answers={"seconds": 18.5, "walking_aid": "none"},
        by=people.alice,
        now=now,
    )
    task = add_task(episode=episode, text="Bestille rullator", assigned_to=people.alice, by=people.kari, now=now)
    meeting = open_meeting(team=people.south, by=people.kari, now=now)
    relative = pathway.add_relative(person=person, name="Snill Sønn", by=people.ole, now=now)
    return Subjects(
        person=person.pk,
        ids={
            "person_id": person.pk,
            "referral_id": referral.pk,
            "episode_id": episode.pk,
            "decision_id": change.pk,
            "visit_id": visit.pk,
            "goal_id": goal.pk,
            "measure_id": measure.pk,
            "assessment_id": assessment.pk,
            "task_id": task.pk,
            "meeting_id": meeting.pk,
            "relative_id": relative.pk,
            "letter_id": Letter.objects.filter(person=person).first().pk,
            "follow_up_id": ended.follow_ups.get(occasion="month_12").pk,
            "public_id": people.charlie.public_id,
            "upload_id": person.pk,
            "instrument": "tug",
            "moment": "at_start",
        },
    )


def _earlier_period(person, people, now):
    """A period of the same person that ended, so that follow-ups are due."""
    then = now - timedelta(weeks=40)
    day = then.date()
    referral = pathway.register_referral(
        person=person,
        received_on=day,
        route="new_applicant",
        referrer="gp",
        office=people.office,
        team=people.south,
        by=people.ole,
        now=then,
    )
    pathway.screen(referral=referral, answers={}, included=True, reason="Motivert.", by=people.ole, now=then)
    pathway.decide(
        referral=referral,
        outcome="granted",
        reason_facts="Kan bli selvhjulpen.",
        alike_is_true=True,
        starts_on=day,
        ends_on=day + timedelta(weeks=4),
        by=people.ole,
        now=then,
    )
    episode = pathway.open_episode(
        referral=referral,
        team=people.south,
        group="first_time",
        coordinator=people.alice,
        services_at_start={},
        granted_estimate={ServiceKind.HOME_NURSING: Decimal(3)},
        planned_start_on=day,
        planned_end_on=day + timedelta(weeks=4),
        by=people.kari,
        now=then,
    )
    pathway.begin_training(episode=episode, on=day, by=people.alice, now=then)
    later = then + timedelta(weeks=4)
    pathway.complete_episode(
        episode=episode,
        ended_on=later.date(),
        agreed_on=later.date(),
        agreed_words="Det er greit.",
        services={},
        outcome="no_service",
        by=people.alice,
        now=later,
    )
    return episode


@pytest.fixture
def frozen(monkeypatch, now):
    """The views ask the clock; here it always says the moment of the tests."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@standing
def everybody(people, now, today):
    """One user of every role, one in another team, and one who left the team yesterday."""
    ended = add_user(
        email="ended@example.invalid",
        name="Ellen Eng",
        role=Role.THERAPIST,
        profession="nurse",
        units=(people.south,),
        by=people.admin,
        now=now - timedelta(days=900),
    )
    end_membership(user=ended, unit=people.south, last_day=today - timedelta(days=1), by=people.admin, now=now)
    extra = {
        role: add_user(email=f"{role}@example.invalid", name=f"Rolle {role}", role=role, by=people.admin, now=now)
        for role in (Role.PERSON, Role.RELATIVE, Role.LEADERSHIP, Role.ANALYST)
    }
    return {
        "own team": people.alice,
        "coordinator": people.kari,
        "trainer": people.bob,
        "allocator": people.ole,
        "home service": people.hanna,
        "other team": people.charlie,
        "ended": ended,
        "manager": people.manager,
        "admin": people.admin,
        "external": people.gp,
        **{str(role): user for role, user in extra.items()},
    }


def routes(patterns=None, names=()):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, (*names, pattern.namespace) if pattern.namespace else names)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield ":".join([*names, pattern.name]), pattern
        else:
            raise AssertionError(f"A route has no name: {pattern}")


def ours():
    for name, pattern in routes():
        if name in OPEN_ROUTES or name.startswith("account_") or pattern.callback.act is None:
            continue
        yield name, pattern


def address(name, pattern, subjects):
    needed = pattern.pattern.converters
    return reverse(name, kwargs={key: subjects.ids[key] for key in needed})


def about_a_person(pattern):
    return bool(set(pattern.pattern.converters) - NOT_ABOUT_A_PERSON - {"instrument", "moment"})


def test_somebody_not_signed_in_gets_nothing_anywhere(client, subjects, frozen):
    wrong = []
    for name, pattern in ours():
        url = address(name, pattern, subjects)
        asked, sent = client.get(url), client.post(url, {})
        if not (asked.status_code == 302 and asked.url.startswith(reverse("account_login"))):
            wrong.append(f"GET {name}: {asked.status_code}")
        if sent.status_code != 401:
            wrong.append(f"POST {name}: {sent.status_code}")
    assert wrong == []


@pytest.mark.parametrize(
    "who",
    [
        "own team",
        "coordinator",
        "trainer",
        "allocator",
        "home service",
        "other team",
        "ended",
        "manager",
        "admin",
        "external",
        "person",
        "relative",
        "leadership",
        "analyst",
    ],
)
def test_every_route_answers_as_the_table_of_rights_says(client, subjects, everybody, frozen, who, today):
    user = everybody[who]
    client.force_login(user)
    relations = relations_to(user, subjects.person, today=today)
    wrong = []
    for name, pattern in ours():
        act = pattern.callback.act
        url = address(name, pattern, subjects)
        got = client.get(url).status_code
        if not may_ever(Role(user.role), act):
            expected = {403}
        elif about_a_person(pattern) and not may(Role(user.role), act, relations):
            expected = {404}
        elif about_a_person(pattern):
            expected = {200, 302, 405}
        else:
            expected = {200, 302, 404, 405}
        # A POST-only address answers 405 to everybody who asks it by GET: that tells nothing.
        if got not in expected | {405}:
            wrong.append(f"GET {name} ({act}): {got}, expected {sorted(expected)}")
        if expected in ({403}, {404}) and (sent := client.post(url, {}).status_code) not in expected | {405}:
            wrong.append(f"POST {name} ({act}): {sent}, expected {sorted(expected)}")
    assert wrong == []


def test_charlie_of_another_team_changes_nothing_and_every_try_is_in_the_log(
    client, subjects, people, frozen, django_assert_max_num_queries
):
    client.force_login(people.charlie)
    before = LogEntry.objects.filter(user=people.charlie, outcome="done", person_id=subjects.person).count()
    tried = 0
    for name, pattern in ours():
        if about_a_person(pattern):
            client.post(address(name, pattern, subjects), {"note": "Charlie", "text": "Charlie", "reason": "Charlie"})
            tried += may_ever(Role.THERAPIST, pattern.callback.act)
    lines = LogEntry.objects.filter(user=people.charlie, person_id=subjects.person)
    assert lines.filter(outcome="done").count() == before == 0
    assert lines.filter(outcome="refused").count() >= tried * 0.5
    assert Act.READ_RECORD in set(lines.values_list("act", flat=True))
