"""A person's way from the referral to the decision, told through the actions of those who did it."""

from collections.abc import Generator
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING
from uuid import uuid5

from fotfeste.care.pathway.actions import (
    add_relative,
    consent_to_relative,
    decide,
    let_person_sign_in,
    let_relative_sign_in,
    receive_appeal,
    record_contact,
    record_hearing,
    register_person,
    register_referral,
    screen,
    try_contact,
    withdraw_referral,
)
from fotfeste.care.pathway.rules.referral.screening import Answer, asked
from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.rules.vocabulary import Cause, FunctionLoss, Group, Referrer
from fotfeste.ground.access.rules.rights import Role

from .courses import Course, Ends
from .days import at, working_days_after
from .people import read
from .reasons import granted, turned_down, with_a_reason_of_its_own
from .training import training
from .world import Story, World, words

if TYPE_CHECKING:
    from fotfeste.care.pathway.models import Decision, Person, Referral
    from fotfeste.ground.access.models import User

_SUDDEN = frozenset({Cause.HIP_FRACTURE, Cause.STROKE, Cause.ORTHOPAEDIC, Cause.HEART})
_REFERRER_WORDS = {
    Referrer.HOSPITAL: "hospital",
    Referrer.REHAB_INSTITUTION: "hospital",
    Referrer.GP: "gp",
    Referrer.HOME_SERVICES: "home_services",
    Referrer.PERSON: "person",
    Referrer.RELATIVE: "relative",
}


def pathway(world: World, course: Course, rng: Random) -> Story:
    """From the day the referral comes until the last follow-up, or as far as it has come."""
    yield course.received
    person, referral = _refer(world, course, rng)
    if course.ends is Ends.RECEIVED:
        yield from _tried(world, course, referral)
        return
    officer = rng.choice(world.staff.of(Role.ALLOCATOR))
    moment = _later(course.received, at(course.contact_on, rng.randrange(9, 15), rng.randrange(60)))
    yield moment
    if course.ends is Ends.WITHDRAWN and rng.random() < 0.4:
        withdraw_referral(referral=referral, who="person", reason=words("withdrawn", rng=rng), by=officer, now=moment)
        return
    note = words("contact_note", rng=rng)
    record_contact(
        referral=referral,
        contacted_on=moment.date(),
        note=note,
        interpreter_used=True if person.interpreter else None,
        by=officer,
        now=moment,
    )
    if course.persona:
        _let_in(world, person, officer, moment)
    if course.ends is Ends.CONTACTED:
        return
    moment = _later(moment, at(course.screen_on, rng.randrange(9, 15), rng.randrange(60)))
    yield moment
    if course.ends is Ends.WITHDRAWN:
        withdraw_referral(referral=referral, who="person", reason=words("withdrawn", rng=rng), by=officer, now=moment)
        return
    _screen(world, course, referral, officer, rng, moment)
    if course.ends in (Ends.DECLINED, Ends.ACCEPTED):
        return
    moment = _later(moment, at(course.decide_on, rng.randrange(9, 15), rng.randrange(60)))
    yield moment
    decision = _decide(course, referral, officer, rng, moment)
    if course.ends is Ends.REFUSED:
        if course.appeal:
            yield from _appeal(decision, officer, rng, moment)
        return
    if course.ends is Ends.GRANTED:
        return
    yield from training(world, course, referral, rng, moment)


def _tried(world: World, course: Course, referral: "Referral") -> Generator[datetime, None, None]:
    """Those who have waited longest for a call have been called, and nobody answered."""
    moment = _later(course.received, at(working_days_after(course.received.date(), 2), 10, 15))
    yield moment
    officer = world.staff.of(Role.ALLOCATOR)[0]
    try_contact(referral=referral, key=uuid5(referral.pk, "try"), by=officer, now=moment)


def _later(earlier: datetime, wanted: datetime) -> datetime:
    """The wanted moment, or a little after what came before when that was later."""
    return max(wanted, earlier + timedelta(minutes=25))


def _refer(world: World, course: Course, rng: Random) -> tuple["Person", "Referral"]:
    by, name = _referrer(world, course, rng)
    person = register_person(
        **course.resident.contact_data(), birth_date=course.resident.born, by=by, now=course.received
    )
    referral = register_referral(
        person=person,
        received_on=course.received.date(),
        route=course.route,
        referrer=course.referrer,
        referrer_name=name,
        name_as_written=course.resident.name,
        function_loss=FunctionLoss.SUDDEN if course.cause in _SUDDEN else FunctionLoss.GRADUAL,
        function_loss_on=course.received.date() - timedelta(days=rng.randrange(4, 60))
        if course.cause in _SUDDEN
        else None,
        cause=course.cause,
        services_today=list(course.services_at_start),
        hours_per_week=sum(course.services_at_start.values(), Decimal(0)) if course.group is Group.EXISTING else None,
        what_matters=course.own_words or words("what_matters", rng=rng, course=course),
        home_situation=words("home", "alone" if course.resident.lives_alone else "together", rng=rng, course=course),
        urgent=course.urgent,
        discharge_on=course.discharge_on,
        note=_why(course, rng),
        by=by,
        now=course.received,
    )
    return person, referral


def _why(course: Course, rng: Random) -> str:
    """What the referrer writes; about the cause when there is something to say about that one."""
    by = _REFERRER_WORDS[course.referrer]
    fitting = [each for each in read("words")["referral_note"] if each["by"] == by]
    about = [each for each in fitting if course.cause in each.get("about", ())]
    chosen = rng.choice(about or [each for each in fitting if "about" not in each])
    return str(chosen["text"]).replace("{hen}", course.resident.pronoun)


def _referrer(world: World, course: Course, rng: Random) -> tuple["User", str]:
    """Who types it in, and what the letter says the referrer is called."""
    staff = world.staff
    if course.referrer is Referrer.GP:
        gp = staff.persona(Role.EXTERNAL)
        if rng.random() < 0.5:
            return gp, f"Fastlege {gp.name}"
        return rng.choice(staff.of(Role.ALLOCATOR)), course.resident.gp_name
    if course.referrer is Referrer.HOSPITAL:
        hospital = next(user for user in staff.of(Role.EXTERNAL) if not user.is_persona)
        return hospital, "Fjordvik sykehus, medisinsk avdeling"
    if course.referrer is Referrer.HOME_SERVICES:
        contact = staff.of(Role.HOME_SERVICE, course.team)[0]
        return contact, contact.name
    by = rng.choice(staff.of(Role.ALLOCATOR))
    if course.referrer is Referrer.REHAB_INSTITUTION:
        return by, "Solbakken rehabiliteringssenter"
    return by, course.resident.name if course.referrer is Referrer.PERSON else ""


def _let_in(world: World, person: "Person", officer: "User", now: datetime) -> None:
    """The person and the daughter get users of their own; the person says yes to the daughter."""
    admin = world.staff.persona(Role.ADMIN)
    user = world.staff.persona(Role.RELATIVE)
    daughter = add_relative(
        person=person, name=user.name, relationship="datter", phone="12 34 00 11", by=officer, now=now
    )
    consent_to_relative(relative=daughter, on=now.date(), by=officer, now=now)
    let_person_sign_in(person=person, user=world.staff.persona(Role.PERSON), by=admin, now=now)
    let_relative_sign_in(relative=daughter, user=user, by=admin, now=now)


def _screen(world: World, course: Course, referral: "Referral", by: "User", rng: Random, now: datetime) -> None:
    answers = {criterion.code: str(criterion.speaks_for) for criterion in asked(service_model(referral.received_on))}
    team = world.staff.teams[course.team]
    if course.ends is not Ends.DECLINED:
        if rng.random() < 0.15:
            answers[rng.choice(("less_help", "function_loss"))] = str(Answer.UNKNOWN)
        screen(
            referral=referral, answers=answers, included=True, team=team, by=by, now=now,
            reason=words("screening_reason", str(course.group), rng=rng),
        )  # fmt: skip
        return
    no = rng.choice(read("words")["declined"])
    answers |= dict.fromkeys(no.get("no", ()), str(Answer.NO)) | dict.fromkeys(no.get("yes", ()), str(Answer.YES))
    _hear(course, referral, by, rng, now)
    with_a_reason_of_its_own(
        lambda texts: screen(
            referral=referral, answers=answers, included=False, reason=no["reason"], alternative=no["alternative"],
            answer_to_referrer=no["answer"], by=by, now=now, **texts,
        ),
        lambda: turned_down(course, referral, no["alternative"], rng),
    )  # fmt: skip


def _hear(course: Course, referral: "Referral", by: "User", rng: Random, now: datetime) -> None:
    """Whoever was referred by others is called before a no, and says something about it."""
    if course.referrer is not Referrer.PERSON:
        record_hearing(referral=referral, on=now.date(), words=words("heard", rng=rng), by=by, now=now)


def _decide(course: Course, referral: "Referral", by: "User", rng: Random, now: datetime) -> "Decision":
    if course.ends is Ends.REFUSED:
        _hear(course, referral, by, rng, now)
        return with_a_reason_of_its_own(
            lambda texts: decide(referral=referral, outcome="refused", by=by, now=now, **texts),
            lambda: turned_down(course, referral, "", rng),
        )
    return with_a_reason_of_its_own(
        lambda texts: decide(
            referral=referral,
            outcome="granted",
            starts_on=course.start_on,
            ends_on=course.planned_end_on,
            visits_per_week_first=course.visits_first,
            visits_per_week_last=min(2, course.visits_first),
            by=by,
            now=now,
            **texts,
        ),
        lambda: granted(course, referral, rng),
    )


def _appeal(decision: "Decision", officer: "User", rng: Random, decided: datetime) -> Generator[datetime, None, None]:
    came = working_days_after(decided.date(), 6)
    yield at(came, 10, 20)
    receive_appeal(decision=decision, received_on=came, text=words("appeal", rng=rng), by=officer, now=at(came, 10, 20))
