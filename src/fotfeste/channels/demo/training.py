"""The period itself: opened, assessed, goals set, visits week by week, closed; then on to the follow-ups."""

from collections.abc import Generator, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, Any

from fotfeste.care.goals.queries import suggested_dose
from fotfeste.care.pathway.actions import open_episode, put_on_hold, resume
from fotfeste.care.pathway.queries import model_of, open_record
from fotfeste.care.pathway.rules.deadlines import day_off, is_working_day
from fotfeste.care.pathway.rules.period.care_team import may_train, professions_missing
from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.rules.vocabulary import CareRole, DropoutReason
from fotfeste.care.visits.actions import NewVisit, plan_visits, record_not_done, record_visit
from fotfeste.care.visits.rules.states import Deviation
from fotfeste.ground.access.rules.rights import Role

from .beginning import assess, midway, set_goals
from .courses import Course
from .days import at, working_days_after
from .ending import drop_out_of, finish
from .measuring import ability
from .people import read
from .period import Period, progress
from .world import Running, World, later, words

if TYPE_CHECKING:
    from fotfeste.care.goals.models import Measure
    from fotfeste.care.pathway.models import Referral
    from fotfeste.care.visits.models import Visit
    from fotfeste.ground.access.models import User

Steps = Generator[datetime, None, None]
PLANNED_AHEAD_WEEKS = 2
_OTHERWISE = "Den ene faggruppen var på kurs den dagen."
_MISSED = (
    (Deviation.ILL, 35),
    (Deviation.NOT_HOME, 20),
    (Deviation.REFUSED, 20),
    (Deviation.STAFF_ABSENT, 15),
    (Deviation.OTHER, 10),
)


def training(world: World, course: Course, referral: "Referral", rng: Random, decided: datetime) -> Steps:
    """Open the period and carry it through."""
    opened = max(at(course.open_on, 13, rng.randrange(60)), decided + timedelta(minutes=40))
    yield opened
    period = _open(world, course, referral, rng, opened)
    mine = Running(period.episode, course, period.trainer, period.therapist)
    world.running[course.team].append(mine)
    yield from _weeks(period, opened)
    if course.dropout is None and (course.stays_open or not period.first_done):
        return
    moment = at(working_days_after(later(period.ends_on, -1), 1), 14, rng.randrange(60))
    yield moment
    world.running[course.team].remove(mine)
    if course.dropout is not None:
        yield from drop_out_of(period, moment)
    else:
        yield from finish(period, moment)


def _open(world: World, course: Course, referral: "Referral", rng: Random, now: datetime) -> Period:
    staff, team = world.staff, course.team
    therapists = staff.of(Role.THERAPIST, team)
    therapist = staff.everyone[course.therapist] if course.therapist else rng.choice(therapists)
    others = [user for user in (*therapists, staff.coordinator(team)) if user.profession != therapist.profession]
    trainers = _who_train(world, team)
    trainer = rng.choice(trainers) if not course.trainer else staff.everyone[course.trainer]
    if trainer not in trainers:
        trainer = trainers[0]
    coordinator = staff.coordinator(team)
    activities = _activities(course, rng)
    episode = open_episode(
        referral=referral,
        team=staff.teams[team],
        group=course.group,
        coordinator=coordinator,
        members=[(therapist, CareRole.THERAPIST), (trainer, CareRole.TRAINER)],
        services_at_start=course.services_at_start,
        granted_estimate=course.granted_estimate,
        planned_start_on=course.start_on,
        planned_end_on=course.planned_end_on,
        by=coordinator,
        now=now,
    )
    return Period(
        world=world,
        course=course,
        rng=rng,
        episode=episode,
        coordinator=coordinator,
        therapist=therapist,
        second=rng.choice(others),
        trainer=trainer,
        ability=ability([each["problem"] for each in activities], rng),
        activities=activities,
        usual_minute=rng.randrange(8 * 60 + 15, 14 * 60, 15),
    )


def _who_train(world: World, team: str) -> list["User"]:
    """Home trainers, where the service model sends them; its therapists where the team does it all."""
    rule = service_model().training
    trainers = [user for user in world.staff.of(Role.TRAINER, team) if may_train(user.role, user.profession, rule=rule)]
    return trainers or world.staff.of(Role.THERAPIST, team)


def _activities(course: Course, rng: Random) -> list[dict[str, Any]]:
    every = read("activities")["activity"]
    if course.activities:
        return [each for wanted in course.activities for each in every if each["problem"] == wanted]
    language = course.resident.language
    own = [each for each in every if each["language"] == language]
    rng.shuffle(own)
    bokmaal = [each for each in every if each["language"] == "nb"]
    rng.shuffle(bokmaal)
    wanted = rng.choices((2, 3, 4), (30, 50, 20))[0]
    return (own[:wanted] + bokmaal)[:wanted] if own and language != "nb" else bokmaal[:wanted]


def _weeks(period: Period, opened: datetime) -> Steps:
    """Plan some weeks ahead, go on the visits, plan again; until the end, or until the person leaves."""
    course, rng = period.course, period.rng
    period.dose = suggested_dose(period.episode)  # what was decided is the plan
    week = 1
    moment = opened
    while week <= course.weeks and _week_begins(course, week) <= period.ends_on:
        weeks = range(week, min(week + PLANNED_AHEAD_WEEKS, course.weeks + 1))
        _plan(period, weeks, now=moment)
        week = weeks[-1] + 1
        until = _week_begins(course, week)
        while period.visits and period.visits[0][0].planned_at.date() < until:
            visit, who = period.visits[0]
            if visit.planned_at.date() > period.ends_on:
                return
            held = course.hold_on
            if held is not None and visit.planned_at.date() >= held and period.first_done:
                course.hold_on = None
                yield from _away(period, held, weeks)
                continue
            yield from _go(period, visit, who)
            moment = max(moment, visit.planned_at)
        moment = max(moment, at(later(until, -3), 14, rng.randrange(60)))
        if week <= course.weeks and until <= period.ends_on:
            yield moment


def _week_begins(course: Course, week: int) -> date:
    return later(course.start_on, (week - 1) * 7)


def _plan(period: Period, weeks: range, *, now: datetime) -> None:
    wanted = []
    for week in weeks:
        for place, day in enumerate(_visit_days(period, week)):
            if day <= now.date() or day in {visit.planned_at.date() for visit, _who in period.visits}:
                continue
            # The first visit is whichever day two of different professions are free; nobody comes before it.
            first = not period.first_planned
            staff = _who_goes(period, day, first=first, weekly=place == 0)
            minutes = 75 if first else period.rng.choice((30, 30, 45, 45, 60))
            asked = period.course.visits_on.get(day)
            minute = asked[0] * 60 + asked[1] if asked else period.usual_minute
            start, staff = _book(period, staff, day, minute, minutes)
            if start is not None:
                period.first_planned = True
                why = _OTHERWISE if first and _lacks_a_profession(period, staff) else ""
                moment = at(day, start // 60, start % 60)
                wanted.append(NewVisit(moment, minutes, tuple(staff), first_visit=first, first_visit_exception=why))
    if wanted:
        made = plan_visits(episode=period.episode, visits=wanted, by=period.coordinator, now=now)
        new = zip(made, (each.staff[0] for each in wanted), strict=True)
        period.visits = sorted([*period.visits, *new], key=lambda pair: pair[0].planned_at)


def _lacks_a_profession(period: Period, staff: Sequence["User"]) -> bool:
    rule = model_of(period.episode).first_visit
    return len(staff) < rule.staff or bool(professions_missing([user.profession for user in staff], rule=rule))


def _visit_days(period: Period, week: int) -> list[date]:
    begins = _week_begins(period.course, week)
    days = [day for n in range(7) if is_working_day(day := later(begins, n))]
    count = min(period.dose[week - 1], len(days))
    spread = {days[place * len(days) // count] for place in range(count)} if count else set()
    arranged = {day for day in period.course.visits_on if begins <= day < later(begins, 7)}
    wanted = spread | arranged | ({period.course.start_on} if week == 1 else set())
    return sorted(day for day in wanted if not day_off(day))


def _who_goes(period: Period, day: date, *, first: bool, weekly: bool) -> list["User"]:
    if first:
        return [period.therapist, period.second]
    if day in period.course.visits_of_therapist:
        return [period.therapist]
    if day in period.course.visits_on:
        return [period.trainer]
    return [period.therapist] if weekly and period.rng.random() < 0.8 else [period.trainer]


def _book(period: Period, staff: list["User"], day: date, minute: int, minutes: int) -> tuple[int | None, list["User"]]:
    """A free time for those who were to go, else for another home trainer, or two others of different professions."""
    of, team = period.world.staff.of, period.course.team
    others: list[list[User]] = [[user] for user in _who_train(period.world, team)]
    if len(staff) == 2:
        therapists = [*of(Role.THERAPIST, team), *of(Role.COORDINATOR, team)]
        others = [[one, two] for one, two in combinations(therapists, 2) if one.profession != two.profession]
    for those in (staff, *others):
        start = period.world.free_at(those, day, minute, minutes)
        if start is not None:
            return start, those
    return None, staff


def _go(period: Period, visit: "Visit", by: "User") -> Steps:
    """One visit: carried out and recorded by the one who went, or not carried out and said why."""
    rng, course = period.rng, period.course
    minutes = max(15, visit.planned_minutes + rng.choice((-10, -5, 0, 0, 5, 10)))
    day = visit.planned_at.astimezone(at(course.start_on, 8).tzinfo).date()
    moment = visit.planned_at + timedelta(minutes=minutes + rng.randrange(3, 15))
    yield moment
    if course.persona:
        open_record(by=by, episode_id=period.episode.pk, now=moment - timedelta(minutes=2))
    period.visits.remove((visit, by))
    if day == course.unrecorded_on:
        return
    certain = course.persona or day in course.visits_on
    if period.first_done and not certain and rng.random() < 0.06:
        why = rng.choices([each for each, _ in _MISSED], [weight for _, weight in _MISSED])[0]
        note = words("visit_note", str(why), rng=rng, course=course)
        record_not_done(visit=visit, deviation=why, note=note, by=by, now=moment)
        return
    trained = _trained(period, day)
    record_visit(
        visit=visit,
        minutes_on_site=minutes,
        minutes_travel=rng.randrange(4, 22),
        trained=trained,
        effort=rng.choices((None, *range(2, 10)), (6, 4, 8, 14, 18, 20, 16, 10, 4))[0],
        note=_note(period, day, trained),
        started_at=visit.planned_at,
        by=by,
        now=moment,
    )
    if not period.first_done:
        period.first_done = True
        yield from assess(period, moment)
        yield from set_goals(period, moment)
    elif not period.adjusted and progress(period, day) > 0.35:
        period.adjusted = True
        midway(period, moment)


def _trained(period: Period, day: date) -> list[tuple["Measure", int | None]]:
    if not period.measures:
        return []
    rng = period.rng
    chosen = rng.sample(period.measures, k=min(len(period.measures), rng.choice((1, 2, 2, 3))))
    help_left = 3.4 * (1 - progress(period, day))
    return [(measure, min(5, max(0, round(rng.gauss(help_left, 0.7))))) for measure in chosen]


def _note(period: Period, day: date, trained: Sequence[tuple["Measure", int | None]]) -> str:
    """What whoever went wrote: about what was trained, or about the day; nothing is written twice about one person."""
    rng, course = period.rng, period.course
    if not period.first_done:
        return words("visit_note", "first", rng=rng, course=course)
    if rng.random() < 0.3:
        return ""
    part = int(progress(period, day) * 3)
    goals = {measure.goal_id for measure, _level in trained}
    about = [each["notes"][min(2, part)] for goal, each in period.goals if goal.pk in goals]
    general = [words("visit_note", "general", rng=rng, course=course) for _ in range(3)]
    for note in (*about, *general) if rng.random() < 0.7 else general:
        note = note.replace("{hen}", course.resident.pronoun)
        if note not in period.said:
            period.said.add(note)
            return note
    return ""


def _away(period: Period, held: date, weeks: range) -> Steps:
    """Away for a while: training pauses and is taken up again; the visits of those weeks are planned anew."""
    course, rng = period.course, period.rng
    back = later(held, course.hold_days)
    moment = at(held, 15, 40)
    yield moment
    put_on_hold(
        episode=period.episode, on=held, reason=words("hold", "reason", rng=rng), by=period.coordinator, now=moment
    )
    # What lay ahead is off the plan now; the visit of the day itself has been, and nobody was at home.
    for visit, _who in period.visits:
        if visit.planned_at <= moment:
            record_not_done(visit=visit, deviation=Deviation.IN_HOSPITAL, by=period.coordinator, now=moment)
    period.visits = []
    moment = at(working_days_after(back, 0), 8, 5)
    yield moment
    if course.dropout is not DropoutReason.HOSPITAL:
        resume(
            episode=period.episode,
            on=moment.date(),
            reason=words("hold", "resumed", rng=rng),
            by=period.coordinator,
            now=moment,
        )
        _plan(period, weeks, now=moment)
