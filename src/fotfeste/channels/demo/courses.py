"""What is going to happen to each person: drawn beforehand, carried out by the stories.

The sizes are those of published results: Klepp's shares of outcomes by group, one in nine who leaves before time, a
third who is not reached at the later follow-ups, and more referrals in winter.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random

from fotfeste.care.pathway.rules.period.weeks import last_day
from fotfeste.care.terms.rules.vocabulary import Cause, DropoutReason, Group, OutcomeClass, Referrer, Route, ServiceKind

from .days import at, office_day, working_days_after
from .people import Register, Resident

FIRST_TIME_SHARE = 0.6
LATE_CONTACT_SHARE = 0.12
DROPOUT_SHARE = 0.11
WINTER = (11, 12, 1, 2, 3)
OUTCOMES = {Group.FIRST_TIME: (93, 3, 3), Group.EXISTING: (4, 39, 57)}
DROPOUTS = (
    (DropoutReason.HOSPITAL, 45), (DropoutReason.DEATH, 20), (DropoutReason.WITHDREW, 20), (DropoutReason.MOVED, 8),
    (DropoutReason.OTHER, 7),
)  # fmt: skip
CLASSES = (OutcomeClass.NO_SERVICE, OutcomeClass.FEWER_SERVICES, OutcomeClass.SAME_OR_MORE_SERVICES)
Levels = dict[ServiceKind, Decimal]


class Ends(StrEnum):
    """Where the way from referral leads, or where it stands today."""

    RECEIVED = "received"
    CONTACTED = "contacted"
    ACCEPTED = "accepted"
    GRANTED = "granted"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    REFUSED = "refused"
    EPISODE = "episode"


@dataclass
class Course:
    """One person's way. Days are dates on Fjordvik's calendar; what lies after today does not happen."""

    resident: Resident
    team: str
    ends: Ends
    group: Group
    route: Route
    referrer: Referrer
    cause: Cause
    received: datetime
    contact_on: date
    screen_on: date
    decide_on: date
    open_on: date
    start_on: date
    weeks: int
    visits_first: int
    outcome: OutcomeClass
    services_at_start: Levels
    granted_estimate: Levels | None
    services_at_end: Levels
    dropout: DropoutReason | None = None
    dropout_on: date | None = None
    hold_on: date | None = None
    hold_days: int = 0
    urgent: bool = False
    discharge_on: date | None = None
    appeal: bool = False
    # For those whose today is arranged: who goes, when, and what is left undone.
    persona: bool = False
    trainer: str = ""
    therapist: str = ""
    visits_on: dict[date, tuple[int, int]] = field(default_factory=dict)
    visits_of_therapist: frozenset[date] = frozenset()
    unrecorded_on: date | None = None
    stays_open: bool = False
    follow_up_delay: int | None = None
    own_words: str = ""
    activities: tuple[str, ...] = ()
    adjusts: bool = False
    reached: bool | None = None

    @property
    def planned_end_on(self) -> date:
        return last_day(self.start_on, self.weeks)


def draw(
    register: Register,
    rng: Random,
    *,
    ends: Ends = Ends.EPISODE,
    received_on: date | None = None,
    start_on: date | None = None,
    resident: Resident | None = None,
    team: str = "",
    group: Group | None = None,
    weeks: int | None = None,
    outcome: OutcomeClass | None = None,
) -> Course:
    """A person's course from the day the referral comes, or reckoned back from the first day of training."""
    group = group or (Group.FIRST_TIME if rng.random() < FIRST_TIME_SHARE else Group.EXISTING)
    route, referrer, cause = _way_in(group, rng)
    waits = (
        rng.choices((4, 5, 6, 8), (5, 4, 2, 1))[0]
        if rng.random() < LATE_CONTACT_SHARE
        else rng.choice((0, 1, 1, 2, 2, 3)),
        rng.choice((0, 1, 1, 2, 3)),
        rng.choice((0, 1, 1, 2, 3)),
        rng.choice((0, 1, 1)),
        rng.choice((1, 1, 2, 3, 4, 5)),
    )
    if start_on is not None:
        received_on = working_days_after(start_on, -sum(waits))
    elif received_on is None:
        raise ValueError("Give the day the referral came, or the first day of training.")
    received_on = office_day(received_on)
    days = [received_on]
    for wait in waits:
        days.append(working_days_after(days[-1], wait))
    start_on = start_on or days[5]
    weeks = weeks or rng.choices((3, 4, 5, 6, 8), (6, 62, 12, 14, 6))[0]
    outcome = outcome or rng.choices(CLASSES, OUTCOMES[group])[0]
    before, estimate, after = services(group, outcome, rng)
    course = Course(
        resident=resident or register.resident(),
        team=team or rng.choice(("south", "north")),
        ends=ends,
        group=group,
        route=route,
        referrer=referrer,
        cause=cause,
        received=at(received_on, rng.randrange(8, 15), rng.randrange(60)),
        contact_on=days[1],
        screen_on=days[2],
        decide_on=days[3],
        open_on=days[4],
        start_on=start_on,
        weeks=weeks,
        visits_first=rng.choices((3, 4, 5, 6), (10, 40, 42, 8))[0],
        outcome=outcome,
        services_at_start=before,
        granted_estimate=estimate,
        services_at_end=after,
    )
    _interruptions(course, rng)
    return course


def arrivals(rng: Random, *, since: date, until: date, count: int) -> list[date]:
    """Days on which referrals come, more of them in winter; sorted, all working days."""
    days = [since + timedelta(days=n) for n in range((until - since).days)]
    weights = [1.5 if day.month in WINTER else 0.7 if day.month == 7 else 1.0 for day in days]
    return sorted(office_day(day) for day in rng.choices(days, weights, k=count)) if days else []


def shares(count: int, weights: Sequence[float]) -> list[int]:
    """`count` split by the weights into whole numbers that add up to it."""
    total = sum(weights)
    exact = [count * weight / total for weight in weights]
    whole = [int(each) for each in exact]
    for place in sorted(range(len(exact)), key=lambda n: whole[n] - exact[n])[: count - sum(whole)]:
        whole[place] += 1
    return whole


def why_dropped_out(rng: Random) -> DropoutReason:
    return rng.choices([each for each, _ in DROPOUTS], [weight for _, weight in DROPOUTS])[0]


def _way_in(group: Group, rng: Random) -> tuple[Route, Referrer, Cause]:
    if group is Group.EXISTING:
        route = rng.choices((Route.EXISTING_HOME_SERVICES, Route.HOSPITAL_DISCHARGE), (70, 30))[0]
    else:
        route = rng.choices((Route.HOSPITAL_DISCHARGE, Route.NEW_APPLICANT, Route.REHAB_INSTITUTION_STAY), (42, 50, 8))[
            0
        ]
    referrer = {
        Route.HOSPITAL_DISCHARGE: Referrer.HOSPITAL,
        Route.REHAB_INSTITUTION_STAY: Referrer.REHAB_INSTITUTION,
        Route.EXISTING_HOME_SERVICES: Referrer.HOME_SERVICES,
        Route.NEW_APPLICANT: rng.choices((Referrer.PERSON, Referrer.RELATIVE, Referrer.GP), (35, 25, 40))[0],
    }[route]
    causes = (
        (Cause.HIP_FRACTURE, 18), (Cause.FRAILTY, 20), (Cause.ORTHOPAEDIC, 16), (Cause.STROKE, 12), (Cause.HEART, 8),
        (Cause.COPD, 8), (Cause.CANCER, 4), (Cause.NEUROLOGICAL, 5), (Cause.OTHER, 5),
        (Cause.MILD_COGNITIVE_IMPAIRMENT, 4),
    )  # fmt: skip
    return route, referrer, rng.choices([each for each, _ in causes], [weight for _, weight in causes])[0]


def _interruptions(course: Course, rng: Random) -> None:
    """One in nine leaves before time; some of the others are away for a while."""
    length = course.weeks * 7
    if rng.random() < DROPOUT_SHARE:
        course.dropout = why_dropped_out(rng)
        course.dropout_on = course.start_on + timedelta(days=rng.randrange(3, length - 3))
    elif rng.random() < 0.07:
        course.hold_days = rng.randrange(3, 9)
        course.hold_on = office_day(course.start_on + timedelta(days=rng.randrange(5, length - 10)))


def services(group: Group, outcome: OutcomeClass, rng: Random) -> tuple[Levels, Levels | None, Levels]:
    """Hours a week at the start, what would have been granted, and at the end, so that the outcome follows."""
    nursing = Decimal(rng.randrange(4, 29)) / 4
    practical = Decimal(rng.choice((0, 2, 2, 3, 4))) / 4
    full = {ServiceKind.HOME_NURSING: nursing}
    if practical:
        full[ServiceKind.PRACTICAL_HELP] = practical
    alarm: Levels = {ServiceKind.SAFETY_ALARM: Decimal(0)} if rng.random() < 0.35 else {}
    if group is Group.FIRST_TIME:
        before, estimate = dict(alarm), full
    else:
        before, estimate = full | alarm, None
        if rng.random() < 0.12:
            before[ServiceKind.MEALS] = Decimal(0)
    if outcome is OutcomeClass.NO_SERVICE:
        return before, estimate, dict(alarm)
    if outcome is OutcomeClass.FEWER_SERVICES:
        left = Decimal(rng.randrange(1, max(2, int(nursing * 4) - 1))) / 4
        return before, estimate, {ServiceKind.HOME_NURSING: min(left, nursing - Decimal("0.25"))} | alarm
    more = Decimal(rng.choice((0, 0, 0, 2, 4, 6))) / 4
    return before, estimate, {**full, ServiceKind.HOME_NURSING: nursing + more} | alarm
