"""Persons on their way through a period, made with the actions of the pathway."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Episode, Referral
from fotfeste.care.pathway.queries import FollowUpRow, due_page
from fotfeste.care.terms.rules.vocabulary import CareRole, Group, OutcomeClass, ServiceKind

NURSING, HELP, ALARM = ServiceKind.HOME_NURSING, ServiceKind.PRACTICAL_HELP, ServiceKind.SAFETY_ALARM


def hours(number: str | int) -> Decimal:
    return Decimal(str(number))


def granted_referral(people: Any, now: datetime, name: str = "Vakker", *, team: Any = None) -> Referral:
    """A referral that was received, screened and granted a week before `now`."""
    then = now - timedelta(days=7)
    person = actions.register_person(
        given_name=name,
        family_name="Blomst",
        birth_date=date(1944, 3, 2),
        phone="41500000",
        gp_name="Lege Lind",
        by=people.ole,
        now=then,
    )
    referral = actions.register_referral(
        person=person,
        received_on=then.date(),
        route="new_applicant",
        referrer="person",
        what_matters="Komme meg ut på tur igjen",
        office=people.office,
        team=team or people.south,
        by=people.ole,
        now=then,
    )
    actions.screen(
        referral=referral,
        answers={},
        included=True,
        reason="Motivert",
        team=team or people.south,
        by=people.ole,
        now=then,
    )
    actions.decide(
        referral=referral,
        outcome="granted",
        reason_facts="Kan bli mer selvhjulpen",
        alike_is_true=True,
        starts_on=now.date(),
        ends_on=now.date() + timedelta(weeks=4),
        visits_per_week_first=5,
        visits_per_week_last=1,
        by=people.ole,
        now=then,
    )
    return referral


def open_period(people: Any, now: datetime, name: str = "Vakker", **changes: Any) -> Episode:
    """A planned episode of a first-time applicant who would have been granted four hours of home nursing."""
    given: dict[str, Any] = {
        "referral": granted_referral(people, now, name, team=changes.get("team")),
        "team": people.south,
        "group": Group.FIRST_TIME,
        "coordinator": people.kari,
        "members": [(people.bob, CareRole.TRAINER)],
        "services_at_start": {},
        "granted_estimate": {NURSING: hours(4)},
        "planned_start_on": now.date(),
        "planned_end_on": now.date() + timedelta(weeks=4),
        "by": people.kari,
        "now": now,
    }
    return actions.open_episode(**(given | changes))


def running_period(people: Any, now: datetime, name: str = "Vakker", **changes: Any) -> Episode:
    """An episode whose training began on the day of `now`."""
    episode = open_period(people, now, name, **changes)
    return actions.begin_training(episode=episode, on=now.date(), by=changes.get("by", people.kari), now=now)


def completed_period(people: Any, now: datetime, name: str = "Vakker", **changes: Any) -> Episode:
    """An episode begun four weeks before `now` and completed on its day, without services left."""
    by = changes.get("by", people.kari)
    episode = running_period(people, now - timedelta(weeks=4), name, **changes)
    return actions.complete_episode(
        episode=episode, ended_on=now.date(), services={}, outcome=OutcomeClass.NO_SERVICE, by=by, now=now
    )


def due_list(**asked: Any) -> list[FollowUpRow]:
    """The whole due-list, read as one page."""
    return due_page(**asked, size=1000).rows
