"""Those whose situation today is arranged, so that every list has something to show and every state somebody in it.

Days are reckoned from today; where something is due on a working day and today is none, it is the next one.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from fotfeste.care.pathway.rules.deadlines import contact_due, is_working_day
from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.rules.vocabulary import Cause, DropoutReason, Group, OutcomeClass, Referrer, Route

from .courses import Course, Ends, draw
from .days import at, working_days_after
from .people import Register, read

PERSONA_TRAINER, PERSONA_THERAPIST = "Blid Morgen", "Sprek Tind"
# The home trainer's visits today: two before the visitor comes, the rest later.
_TRAINERS_DAY = ((8, 15), (9, 15), (10, 15), (12, 30), (13, 45))
_THERAPISTS_DAY = ((8, 30), (11, 45), (13, 15))


def cast(register: Register, rng: Random, today: date) -> list[Course]:
    """The arranged courses, the persona first."""
    return [
        _persona(register, rng, today),
        *_in_training(register, rng, today),
        *_inbox(register, rng, today),
        *_closed(register, rng, today),
        *_afterwards(register, rng, today),
    ]


def _steady(course: Course) -> Course:
    """The same course without leaving or pausing, and in training until today at least."""
    course.dropout = course.dropout_on = course.hold_on = None
    return course


def _persona(register: Register, rng: Random, today: date) -> Course:
    """The person a visitor can be: 82, in the third week, with a daughter who may see."""
    resident = replace(
        register.resident(name=("Vakker", "Blomst"), age=82, language="nb", woman=True),
        lives_alone=True, address="Naustveien 4", phone="12 34 00 10",
    )  # fmt: skip
    course = _steady(
        draw(
            register,
            rng,
            start_on=_weekday(today, -16),
            resident=resident,
            team="south",
            group=Group.FIRST_TIME,
            weeks=4,
        )
    )
    course.persona = True
    course.route, course.referrer, course.cause = Route.HOSPITAL_DISCHARGE, Referrer.HOSPITAL, Cause.HIP_FRACTURE
    course.own_words = "Å se sjøen fra brygga hver morgen, det har jeg gjort i femti år."
    course.activities = ("Gå til brygga", "Dusje", "Komme på seniortreffet")
    course.trainer, course.therapist = PERSONA_TRAINER, PERSONA_THERAPIST
    course.visits_on = {today: _TRAINERS_DAY[2], today + timedelta(days=1): (10, 0), today + timedelta(days=3): (10, 0)}
    course.visits_first = 5
    return course


def _in_training(register: Register, rng: Random, today: date) -> Iterator[Course]:
    """The rest of both teams' boards."""
    for place, days in enumerate((3, 8, 11, 20)):
        course = _steady(draw(register, rng, start_on=_weekday(today, -days), team="south", weeks=5))
        course.trainer = PERSONA_TRAINER
        course.therapist = PERSONA_THERAPIST if place % 2 else ""
        course.visits_on = {today: (*_TRAINERS_DAY[:2], *_TRAINERS_DAY[3:])[place]}
        if place == 1:
            yesterday = today - timedelta(days=1)
            course.visits_on[yesterday] = (9, 30)
            course.unrecorded_on = yesterday
        yield course
    for place, days in enumerate((6, 13, 18)):
        course = _steady(draw(register, rng, start_on=_weekday(today, -days), team="south", weeks=4))
        course.therapist = PERSONA_THERAPIST
        course.visits_on = {today: _THERAPISTS_DAY[place]}
        course.adjusts = place == 2
        course.visits_of_therapist = frozenset({today})
        yield course
    for team, days in (
        ("south", 25),
        ("north", 2),
        ("north", 5),
        ("north", 9),
        ("north", 12),
        ("north", 16),
        ("north", 19),
    ):
        resident = register.resident(language="se") if (team, days) == ("north", 12) else None
        yield _steady(draw(register, rng, start_on=_weekday(today, -days), team=team, weeks=4, resident=resident))
    over_time = _steady(draw(register, rng, start_on=_weekday(today, -33), team="south", weeks=4))
    over_time.stays_open = True
    yield over_time
    away = _steady(draw(register, rng, start_on=_weekday(today, -15), team="north", weeks=5))
    away.hold_on, away.hold_days = working_days_after(today, -1), 9
    yield away
    for team, ahead in (("south", 1), ("north", 3)):
        soon = _steady(draw(register, rng, received_on=working_days_after(today, -8), team=team, weeks=4))
        _squeeze(soon, working_days_after(today, -1))
        soon.open_on, soon.start_on = working_days_after(today, -1), working_days_after(today, ahead)
        yield soon


def _inbox(register: Register, rng: Random, today: date) -> Iterator[Course]:
    """Referrals that wait: two over the promise, two for today, urgent ones, and every step until the decision."""
    for late in (-2, -1, 0, 0, 1, 2):
        yield draw(register, rng, ends=Ends.RECEIVED, received_on=_received_for(working_days_after(today, late)))
    fresh = draw(
        register, rng, ends=Ends.RECEIVED, received_on=today if is_working_day(today) else working_days_after(today, -1)
    )
    fresh.received = at(fresh.received.date(), 8, 20)
    yield fresh
    urgent = draw(register, rng, ends=Ends.RECEIVED, received_on=working_days_after(today, -1), group=Group.FIRST_TIME)
    urgent.route, urgent.referrer, urgent.cause = Route.HOSPITAL_DISCHARGE, Referrer.HOSPITAL, Cause.HIP_FRACTURE
    urgent.urgent, urgent.discharge_on = True, today + timedelta(days=2)
    yield urgent
    for ends, ago in (
        (Ends.CONTACTED, 4),
        (Ends.CONTACTED, 2),
        (Ends.ACCEPTED, 6),
        (Ends.ACCEPTED, 8),
        (Ends.GRANTED, 8),
    ):
        course = draw(register, rng, ends=ends, received_on=working_days_after(today, -ago))
        _squeeze(course, today)
        course.start_on = working_days_after(today, 4)
        yield course
    yield from _twice(register, rng, today)


def _twice(register: Register, rng: Random, today: date) -> Iterator[Course]:
    """Somebody with the longest name, referred twice: once with the number, once with a shorter name and none."""
    given, family = read("names")["longest"]
    resident = register.resident(name=(given, family), age=79, language="nb", woman=True)
    first = draw(register, rng, ends=Ends.CONTACTED, received_on=working_days_after(today, -3), resident=resident)
    _squeeze(first, today)
    yield first
    shorter = replace(
        resident, given_name="Anne Margrethe", family_name="Lærdal", national_number="", address="", gp_name=""
    )
    again = draw(register, rng, ends=Ends.RECEIVED, received_on=working_days_after(today, -1), resident=shorter)
    again.route, again.referrer = Route.HOSPITAL_DISCHARGE, Referrer.HOSPITAL
    yield again


def _closed(register: Register, rng: Random, today: date) -> Iterator[Course]:
    """Answers given lately: a better offer, a refusal with an appeal, one withdrawn; and one who died."""
    for ends, ago in ((Ends.DECLINED, 9), (Ends.WITHDRAWN, 12)):
        course = draw(register, rng, ends=ends, received_on=working_days_after(today, -ago))
        _squeeze(course, today)
        yield course
    refused = draw(register, rng, ends=Ends.REFUSED, received_on=working_days_after(today, -16))
    refused.appeal = True
    _squeeze(refused, working_days_after(today, -8))
    yield refused
    died = _steady(draw(register, rng, start_on=_weekday(today, -40), team="north", weeks=5))
    died.dropout, died.dropout_on = DropoutReason.DEATH, today - timedelta(days=20)
    yield died


def _afterwards(register: Register, rng: Random, today: date) -> Iterator[Course]:
    """Closed lately: one handed over, three to be called about now, two who do not answer, and one who is back."""
    start_on = _weekday(today, -32)
    yield _steady(
        draw(
            register, rng, start_on=start_on, team="south", weeks=4, group=Group.EXISTING,
            outcome=OutcomeClass.FEWER_SERVICES,
        )
    )  # fmt: skip
    for days, wait, reached in ((60, 20, None), (62, 60, None), (69, 60, None), (67, 1, False), (95, 0, False)):
        course = _steady(draw(register, rng, start_on=_weekday(today, -days), team="south", weeks=4))
        course.follow_up_delay, course.reached = wait, reached
        yield course
    before = _steady(draw(register, rng, start_on=_weekday(today, -150), team="south", weeks=4))
    before.reached = True
    yield before
    again = draw(
        register, rng, ends=Ends.CONTACTED, received_on=working_days_after(today, -3), resident=before.resident,
        group=Group.EXISTING,
    )  # fmt: skip
    _squeeze(again, today)
    yield again


def _weekday(today: date, days: int) -> date:
    """The working day that many calendar days from today, or the next after it."""
    return working_days_after(today + timedelta(days=days), 0)


def _received_for(due: date) -> date:
    """The day a referral came whose promised contact is due on `due`."""
    within = service_model().deadlines.contact_within_working_days
    return next(
        day for back in range(1, 20) if contact_due(day := due - timedelta(days=back), within=within) == due
        and is_working_day(day)
    )  # fmt: skip


def _squeeze(course: Course, until: date) -> None:
    """Let every step up to the decision lie before `until`, one working day apart at most."""
    latest = working_days_after(until, -1)
    course.contact_on = min(course.contact_on, latest)
    course.screen_on = min(max(course.screen_on, course.contact_on), latest)
    course.decide_on = min(max(course.decide_on, course.screen_on), latest)
    if course.received.date() > course.contact_on:
        course.received = at(course.contact_on, 8, 10)
