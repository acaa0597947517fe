"""What somebody should look at for one person today, and how urgent it is (`domain.md` §3.4, §3.8, §3.9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from fotfeste.care.pathway.rules.period.course import Window

SAID_AHEAD = timedelta(days=3)
MISSED_IN_A_ROW = 2
RUNNING = ("planned", "active", "on_hold")


class Concern(StrEnum):
    """What is wrong or near. The words stand in `wording`."""

    END_PASSED = "end_passed"
    END_SOON = "end_soon"
    HAND_OVER_MISSING = "hand_over_missing"
    FIRST_VISIT_NOT_PLANNED = "first_visit_not_planned"
    VISITS_UNRECORDED = "visits_unrecorded"
    MISSED_VISITS = "missed_visits"
    VISITS_LEFT_OVER = "visits_left_over"
    NO_VISIT_AHEAD = "no_visit_ahead"
    BASELINE_MISSING = "baseline_missing"
    GOALS_MISSING = "goals_missing"
    MIDWAY_REVIEW = "midway_review"
    TASKS_OVERDUE = "tasks_overdue"
    TASKS_DUE = "tasks_due"
    ON_HOLD = "on_hold"
    NO_COORDINATOR = "no_coordinator"


class Urgency(IntEnum):
    """In this order on the board."""

    OVERDUE = 0
    TODAY = 1
    SOON = 2
    KNOWN = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. `day` is when it was, or falls, due; `number` how many; `names` which."""

    concern: Concern
    urgency: Urgency
    day: date | None = None
    number: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """One episode as the board knows it.

    baseline_by       when first assessment and goals are to be there, by the service model; None before training began
    review            when the team is to look at goals and plan, by the service model; None before training began
    left_over         planned visits that stand with somebody who can no longer come; the first is `left_over_from`
    baseline_missing  short names of the instruments nobody has recorded at the start, not even as left out
    open_tasks        due days of the tasks that are not done; None where no day was set
    reviewed_on       when the team last went through the person
    services_go_on    for an ended episode: some service continues, so home nursing needs a hand-over
    """

    state: str
    planned_start_on: date
    planned_end_on: date
    started_on: date | None = None
    baseline_by: date | None = None
    review: Window | None = None
    first_visit_on: date | None = None
    first_visit_done: bool = False
    next_visit_on: date | None = None
    unrecorded: int = 0
    missed_in_a_row: int = 0
    left_over: int = 0
    left_over_from: date | None = None
    baseline_missing: tuple[str, ...] = ()
    goals: int = 0
    open_tasks: tuple[date | None, ...] = ()
    reviewed_on: date | None = None
    has_coordinator: bool = True
    services_go_on: bool = False
    handed_over: bool = False


def attention(facts: Facts, *, today: date) -> list[Item]:
    """Everything to look at, the most urgent first; among equals in the order of `Concern`, the gravest first."""
    if facts.state in RUNNING:
        found = [*_end(facts, today), *_start(facts, today), *_under_way(facts, today)]
        if not facts.has_coordinator:
            found.append(Item(Concern.NO_COORDINATOR, Urgency.OVERDUE))
    else:
        missing = facts.services_go_on and not facts.handed_over
        found = [Item(Concern.HAND_OVER_MISSING, Urgency.OVERDUE)] if missing else []
    found += _tasks(facts.open_tasks, today)
    return sorted(found, key=_weight)


def urgency_of(items: Sequence[Item]) -> tuple[int, int, date]:
    """Sort key of a row: its most urgent item, and since when. Rows without any stand last."""
    return _weight(items[0]) if items else (len(Urgency), 0, date.max)


def _weight(item: Item) -> tuple[int, int, date]:
    return item.urgency, list(Concern).index(item.concern), item.day or date.max


def _by(day: date, today: date) -> Urgency:
    return Urgency.OVERDUE if day < today else Urgency.TODAY if day == today else Urgency.SOON


def _end(facts: Facts, today: date) -> list[Item]:
    if facts.started_on is None:
        return []
    end = facts.planned_end_on
    if end < today:
        return [Item(Concern.END_PASSED, Urgency.OVERDUE, end)]
    return [Item(Concern.END_SOON, _by(end, today), end)] if end - today <= SAID_AHEAD else []


def _start(facts: Facts, today: date) -> list[Item]:
    if facts.first_visit_on is None and not facts.first_visit_done:
        return [Item(Concern.FIRST_VISIT_NOT_PLANNED, _by(facts.planned_start_on, today), facts.planned_start_on)]
    return []


def _under_way(facts: Facts, today: date) -> list[Item]:
    found = []
    if facts.unrecorded:
        found.append(Item(Concern.VISITS_UNRECORDED, Urgency.OVERDUE, number=facts.unrecorded))
    if facts.left_over and facts.left_over_from is not None:
        near = facts.left_over_from - today <= SAID_AHEAD
        urgency = Urgency.TODAY if near else Urgency.SOON
        found.append(Item(Concern.VISITS_LEFT_OVER, urgency, facts.left_over_from, number=facts.left_over))
    if facts.state == "on_hold":
        return [*found, Item(Concern.ON_HOLD, Urgency.KNOWN)]
    if facts.missed_in_a_row >= MISSED_IN_A_ROW:
        found.append(Item(Concern.MISSED_VISITS, Urgency.TODAY, number=facts.missed_in_a_row))
    if facts.baseline_by is not None and (due := facts.baseline_by) - today <= timedelta(days=7):
        if facts.baseline_missing:
            found.append(Item(Concern.BASELINE_MISSING, _by(due, today), due, names=facts.baseline_missing))
        if not facts.goals:
            found.append(Item(Concern.GOALS_MISSING, _by(due, today), due))
    if facts.started_on is None:
        return found
    if facts.review is not None:
        begins = min(facts.review.first, facts.review.last - SAID_AHEAD)
        reviewed = facts.reviewed_on is not None and facts.reviewed_on >= begins
        if not reviewed and begins <= today and facts.planned_end_on - today > SAID_AHEAD:
            found.append(Item(Concern.MIDWAY_REVIEW, _by(facts.review.last, today), facts.review.last))
    if facts.next_visit_on is None and facts.planned_end_on > today:
        found.append(Item(Concern.NO_VISIT_AHEAD, Urgency.SOON))
    return found


def _tasks(due: Sequence[date | None], today: date) -> list[Item]:
    days = sorted(day for day in due if day is not None)
    late = [day for day in days if day < today]
    near = [day for day in days if today <= day <= today + SAID_AHEAD]
    found = [Item(Concern.TASKS_OVERDUE, Urgency.OVERDUE, late[0], number=len(late))] if late else []
    return [*found, Item(Concern.TASKS_DUE, _by(near[0], today), near[0], number=len(near))] if near else found
