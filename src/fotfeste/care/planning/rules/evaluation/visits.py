"""The rules of one visit: who may make it, and when."""

from collections.abc import Mapping
from typing import Any

from fotfeste.care.planning.rules.may_visit import Bar, bars
from fotfeste.care.planning.rules.problem import Minutes, OnTime, Staff, Visit

from .case import Case
from .judgement import FaultKind

BARS: Mapping[Bar, tuple[FaultKind, str]] = {
    Bar.SKILL: (FaultKind.SKILL, "%(visit)s needs %(skills)s, which %(staff)s does not have."),
    Bar.PROFESSION: (
        FaultKind.PROFESSION,
        "%(visit)s needs one of: %(wanted)s. %(staff)s has the profession “%(profession)s”.",
    ),
    Bar.CAR: (FaultKind.NEEDS_CAR, "%(visit)s needs a car, and %(staff)s has none in this shift."),
    Bar.REFUSED: (FaultKind.REFUSED, "%(visit)s is made by %(staff)s, whom %(person)s does not want to come."),
    Bar.NOT_PREFERRED: (
        FaultKind.NOT_PREFERRED,
        "%(visit)s is made by %(staff)s, who is none of those %(person)s prefers, and nobody else may come.",
    ),
    Bar.PINNED: (FaultKind.PINNED_STAFF, "%(visit)s is pinned to %(pinned)s, but %(staff)s makes it."),
}


def lateness(case: Case, visit: Visit, start: Minutes) -> Minutes:
    """Minutes after the end of the last window that had opened at `start`.

    Before the first window nothing is late: that is a fault of its own.
    """
    opened = [window for window in visit.windows if window.start <= start + case.tolerance]
    if not opened:
        return 0.0
    counted_at = start + visit.minutes if case.problem.on_time is OnTime.END else start
    return max(0.0, counted_at - opened[-1].end)


def check_staff(case: Case, visit: Visit, staff: Staff, *, by_car: bool, shift: int) -> None:
    """Skills, profession, car, who is refused or wanted, and who is pinned."""
    person = case.persons[visit.person]
    params: dict[str, Any] = {
        "staff": staff.id,
        "person": person.id,
        "skills": ", ".join(sorted(visit.skills - staff.skills)),
        "wanted": ", ".join(sorted(visit.professions)),
        "profession": staff.profession,
        "pinned": visit.pinned_staff,
    }
    for bar in bars(visit, person, staff, case.problem.weights, by_car=by_car):
        kind, text = BARS[bar]
        case.fault(kind, text, visit=visit.id, shift=shift, **params)


def check_time(case: Case, visit: Visit, start: Minutes, late: Minutes, *, shift: int) -> None:
    """Not before the first window, not later than tolerated, and at the pinned minute."""
    weights = case.problem.weights
    if visit.windows and start < visit.windows[0].start - case.tolerance:
        text = "%(visit)s starts at minute %(start)s, before its first window opens at %(opens)s."
        params: dict[str, Any] = {"start": start, "opens": visit.windows[0].start}
        case.fault(FaultKind.BEFORE_WINDOW, text, visit=visit.id, shift=shift, **params)
    if visit.most_late is not None and late > visit.most_late + case.tolerance:
        text = "%(visit)s is %(late)s minutes late; at most %(most)s are tolerated."
        case.fault(FaultKind.TOO_LATE, text, visit=visit.id, shift=shift, late=late, most=visit.most_late)
    elif None in (weights.lateness, weights.highest_lateness) and late > case.tolerance:
        text = "%(visit)s is %(late)s minutes late; in this problem nobody may be late."
        case.fault(FaultKind.TOO_LATE, text, visit=visit.id, shift=shift, late=late)
    if visit.pinned_start is not None and abs(start - visit.pinned_start) > case.tolerance:
        text = "%(visit)s is pinned to minute %(pinned)s, but starts at %(start)s."
        case.fault(FaultKind.PINNED_START, text, visit=visit.id, shift=shift, pinned=visit.pinned_start, start=start)
