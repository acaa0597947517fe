"""A granted decision that is changed while it runs: made longer, made less, or ended before time (ADR 0026).

The first decision stays as it was written. Each change is a decision of its own that says from which day it holds,
which last day then holds and, where it is about them, how many visits a week. What holds today is worked out from all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fotfeste.care.service_model.rules import Effort, Length
from fotfeste.care.service_model.rules.taper import MAX_WEEKS, taper
from fotfeste.care.terms.rules.vocabulary import DecisionOutcome

from ..period.course import longest_end, visits_by_week
from ..period.weeks import first_day, week_number, weeks_in

# What takes something from the person: heard first, and carried out later if the person asks and it is granted.
TO_HARM = frozenset({DecisionOutcome.REDUCED, DecisionOutcome.ENDED_EARLY})

# The letter comes, and the person can ask that the change waits and be answered.
NOTICE = timedelta(weeks=2)
ABOUT_THE_END = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Change:
    """One change, as far as it decides what holds.

    takes_effect_on  the first day it is true: of an extension the first added day, of an early end the day after the
                     last day of training; a later day than the letter named when it waited for an appeal
    ends_on          the last day of the period from then on
    keeps_end        it says nothing of the last day: whichever holds without it, holds
    end_before       the last day that held before it
    first, last      visits a week in the first and the last week from then on; None where it leaves them as they are
    waits            it waits until an appeal is decided, so it does not hold yet
    fell_away        it never held and never will: taken back, or the person died before its day
    """

    outcome: DecisionOutcome
    takes_effect_on: date
    ends_on: date
    end_before: date | None = None
    keeps_end: bool = False
    first: int | None = None
    last: int | None = None
    waits: bool = False
    fell_away: bool = False

    @property
    def stands(self) -> bool:
        return not self.waits and not self.fell_away


def end_in_force(granted_end: date, changes: Iterable[Change]) -> date:
    """The last day that holds, from those changes that stand, in the order they were decided.

    Each does only what it says, also when one before it is taken back: what is longer never takes days away, and what
    is less never gives any.
    """
    end = granted_end
    for change in changes:
        if change.stands and not change.keeps_end:
            longer = change.outcome is DecisionOutcome.EXTENDED
            end = max(end, change.ends_on) if longer else min(end, change.ends_on)
    return end


def visits_in_force(granted: Sequence[int], changes: Iterable[Change], *, start: date) -> list[int]:
    """Visits of week 1, 2, … with every standing change in it, in the order decided; `granted` are those before any.

    A week that has begun when a change takes effect keeps its visits, and the next has the new ones: what was decided
    is counted by week, and no week is cut in two. Weeks after the last day have none. Weeks that are added without a
    number go on with that of the week before them.
    """
    visits = list(granted)
    for change in changes:
        if change.stands:
            visits = _changed(visits, change, start=start)
    return visits


def visits_of_period(
    effort: Effort, *, start: date, end: date, first: int | None, last: int | None, changes: Sequence[Change] = ()
) -> list[int]:
    """The visits of every week of a period, as it was granted and has been changed since: one rule for letter, plan and
    calendar.

    end          the last day that holds now
    first, last  visits a week as it was granted; None where the decision leaves them to the model
    """
    granted_end = changes[0].end_before if changes else None
    granted = visits_by_week(effort, start=start, end=granted_end or end, first=first, last=last)
    return visits_in_force(granted, changes, start=start)


def first_new_week(start: date, takes_effect_on: date) -> int:
    """The first week of the period that begins on the day or after it; week 1 at the earliest."""
    number = max(1, week_number(start, takes_effect_on))
    return number if first_day(start, number) >= takes_effect_on else number + 1


def _changed(before: Sequence[int], change: Change, *, start: date) -> list[int]:
    longer, had = change.outcome is DecisionOutcome.EXTENDED, len(before)
    weeks = min(weeks_in(start, change.ends_on), MAX_WEEKS)
    if had:
        weeks = had if change.keeps_end else max(had, weeks) if longer else min(had, weeks)
    going_on = [*before, *[before[-1] if before else 0] * weeks][:weeks]
    # What is longer says nothing of the weeks that were there before it.
    kept = min(max(first_new_week(start, change.takes_effect_on) - 1, had if longer else 0), weeks)
    if change.first is None or kept == weeks:
        return going_on
    last = change.first if change.last is None else change.last
    return going_on[:kept] + taper(change.first, min(last, change.first), weeks - kept)


class Fault(StrEnum):
    """Why a change cannot be made as it is written."""

    NOT_RUNNING = "not_running"
    ENDS_ALREADY = "ends_already"
    WAITS = "waits"
    NEVER_LONGER = "never_longer"
    NOT_LONGER = "not_longer"
    TOO_LONG = "too_long"
    BEFORE_NOTICE = "before_notice"
    NOT_EARLIER = "not_earlier"
    ENDS_BEFORE_EFFECT = "ends_before_effect"
    NOTHING_LESS = "nothing_less"
    NO_VISITS = "no_visits"
    BEFORE_START = "before_start"
    PAST = "past"
    MORE_VISITS = "more_visits"
    RISES = "rises"


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds when a change is about to be made.

    runs    the period is planned, in progress or on hold
    visits  of week 1, 2, … as decided; empty where the decision leaves them to the team
    usual   the same, and where the decision names none, those of the model that the team plans from
    """

    runs: bool
    start: date
    end: date
    visits: Sequence[int] = ()
    usual: Sequence[int] = ()
    ends_early: bool = False
    one_waits: bool = False


def fault_in(wanted: Change, *, now: InForce, rule: Length, today: date) -> Fault | None:
    """The first thing that speaks against the change; None when it can be made.

    A change to harm takes effect the day after it is decided at the earliest: nobody is to be without what they had
    before they can have heard of it.
    """
    if not now.runs:
        return Fault.NOT_RUNNING
    if now.ends_early:
        return Fault.ENDS_ALREADY
    if now.one_waits:
        return Fault.WAITS
    if wanted.first is not None and wanted.last is not None and wanted.last > wanted.first:
        return Fault.RISES
    if wanted.first == 0:
        return Fault.NO_VISITS
    if wanted.outcome is DecisionOutcome.EXTENDED:
        return _fault_in_longer(wanted, now, rule, today)
    if wanted.takes_effect_on <= today:
        return Fault.BEFORE_NOTICE
    if wanted.ends_on < now.start:
        return Fault.BEFORE_START
    if wanted.outcome is DecisionOutcome.ENDED_EARLY:
        return None if wanted.ends_on < now.end else Fault.NOT_EARLIER
    return _fault_in_less(wanted, now)


def _fault_in_longer(wanted: Change, now: InForce, rule: Length, today: date) -> Fault | None:
    if rule.extension == "none":
        return Fault.NEVER_LONGER
    if wanted.ends_on <= now.end:
        return Fault.NOT_LONGER
    if wanted.ends_on < today:
        return Fault.PAST
    return Fault.TOO_LONG if wanted.ends_on > longest_end(rule, start=now.start) else None


def _fault_in_less(wanted: Change, now: InForce) -> Fault | None:
    if wanted.ends_on > now.end or wanted.takes_effect_on > now.end:
        return Fault.NOT_EARLIER
    if wanted.ends_on < wanted.takes_effect_on:
        return Fault.ENDS_BEFORE_EFFECT
    visits = list(now.visits or now.usual)
    after = _changed(visits, wanted, start=now.start) if visits else []
    if any(new > old for new, old in zip(after, visits, strict=False)):
        return Fault.MORE_VISITS
    shorter = wanted.ends_on < now.end
    fewer = wanted.first is not None and (not visits or after != visits[: len(after)])
    return None if shorter or fewer else Fault.NOTHING_LESS


def first_day_of_effect(
    outcome: DecisionOutcome, *, end: date, last_day: date | None, asked: date | None
) -> date | None:
    """From which day a change is true: of an extension the first added day, of an early end the day after the last one,
    of a reduction the day somebody wrote. None while that is not written."""
    if outcome is DecisionOutcome.EXTENDED:
        return end + timedelta(days=1)
    if outcome is DecisionOutcome.ENDED_EARLY:
        return last_day + timedelta(days=1) if last_day else None
    return asked


def is_soon(change: Change, *, today: date) -> bool:
    """Whether a change to harm applies before the letter has come and been answered; then somebody says why."""
    return change.outcome in TO_HARM and change.takes_effect_on < today + NOTICE


def is_early(end: date, *, today: date) -> bool:
    """Whether ending today takes more than the last week of a period from the person; a few days are how it goes."""
    return end - today > ABOUT_THE_END


def proposed_effect(*, start: date, today: date) -> date:
    """The day a reduction is proposed from: the first week of the period that begins two weeks from now or later.

    Within them the person can ask that it waits, and be answered.
    """
    return first_day(start, first_new_week(start, today + NOTICE))
