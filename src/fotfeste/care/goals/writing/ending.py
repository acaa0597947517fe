"""What becomes of goals and measures when a period ends, and when that was a mistake."""

from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext, ngettext

from fotfeste.care.pathway.queries import episode_now
from fotfeste.care.pathway.rules.decision.changes import first_new_week
from fotfeste.care.pathway.rules.happenings import Answer, Happening, Kind, told
from fotfeste.care.terms.labels import DROPOUT_REASONS
from fotfeste.care.terms.rules.vocabulary import Language

from ..models import DoseChange, Goal, Measure, PlannedDose
from ..queries import planned_doses_of_episodes
from ..rules.states import OPEN_GOALS, GoalState


def answer(happening: Happening) -> list[Answer]:
    """The listener of this room (`settings.EPISODE_LISTENERS`)."""
    act = _ACTS.get(happening.kind)
    return act(happening) if act else []


def _ended(happening: Happening) -> list[Answer]:
    """Nobody trains any more. A completed period leaves the goals that nobody closed as not rated; one that ended
    before time leaves them as given up, for the reason it ended."""
    assert happening.episode_id is not None and happening.on is not None
    state = GoalState.GIVEN_UP if happening.reason else GoalState.NOT_RATED
    reason = _why(happening)
    goals = list(Goal.objects.select_for_update().filter(episode_id=happening.episode_id, state__in=OPEN_GOALS))
    for goal in goals:
        goal.state_before_end, goal.reason_before_end = goal.state, goal.reason
        goal.state, goal.reason, goal.closed_on = state, reason, max(happening.on, goal.set_on)
        goal.save(update_fields=["state", "reason", "closed_on", "state_before_end", "reason_before_end"])
    _measures_end(happening.episode_id, happening.on)
    if happening.reason:
        words = ngettext(
            "%(count)s goal was closed as no longer relevant.",
            "%(count)s goals were closed as no longer relevant.",
            len(goals),
        )
    else:
        words = ngettext(
            "%(count)s goal was closed without a rating.", "%(count)s goals were closed without a rating.", len(goals)
        )
    return told(len(goals), words)


def _end_moved(happening: Happening) -> list[Answer]:
    assert happening.episode_id is not None and happening.on is not None
    for goal in Goal.objects.filter(episode_id=happening.episode_id).exclude(state_before_end=""):
        goal.closed_on = max(happening.on, goal.set_on)
        goal.save(update_fields=["closed_on"])
    _measures_stand_again(Measure.objects.filter(goal__episode_id=happening.episode_id))
    _measures_end(happening.episode_id, happening.on)
    return []


def _reopened(happening: Happening) -> list[Answer]:
    assert happening.episode_id is not None
    goals = Goal.objects.filter(episode_id=happening.episode_id).exclude(state_before_end="")
    count = goals.update(
        state=F("state_before_end"),
        reason=F("reason_before_end"),
        closed_on=None,
        state_before_end="",
        reason_before_end="",
    )
    # A measure of a goal that somebody has closed meanwhile has ended with the goal.
    measures = Measure.objects.filter(goal__episode_id=happening.episode_id, goal__state__in=OPEN_GOALS)
    _measures_stand_again(measures)
    return told(count, ngettext("%(count)s goal is open again.", "%(count)s goals are open again.", count))


def _changed(happening: Happening) -> list[Answer]:
    """What was decided was changed: the weeks it is about follow the decision, whatever somebody had planned for them.

    The plan of those weeks that stood is kept as a change of the plan.
    """
    assert happening.episode_id is not None and happening.since is not None
    start = episode_now(happening.episode_id).planned_start_on
    planned = PlannedDose.objects.select_for_update().filter(episode_id=happening.episode_id).order_by("week")
    before = {row.week: row.visits for row in planned}
    from_week = first_new_week(start, happening.since)
    gone = [row for row in planned if row.week >= from_week]
    if not gone:
        return []
    for row in gone:
        row.delete()
    after = planned_doses_of_episodes([happening.episode_id]).get(happening.episode_id, [])
    with translation.override(Language.NB):
        reason = gettext("What was decided was changed.")
    DoseChange.objects.create(
        episode_id=happening.episode_id,
        from_week=from_week,
        before=list(before.values()),
        after=after,
        reason=reason,
        changed_by_id=happening.by_id,
        changed_at=happening.now,
    )
    return [
        Answer(
            gettext("Visits somebody had planned by hand from week %(week)s on follow the decision now.")
            % {"week": from_week}
        )
    ]


def _measures_end(episode_id: UUID, on: date) -> None:
    """A measure that had not begun ends before it begins, so no day ever has it."""
    measures = Measure.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), goal__episode_id=episode_id)
    measures.update(ends_on_before_end=F("ends_on"), ends_on=on, ended_with_period=True)


def _measures_stand_again(measures: QuerySet[Measure]) -> None:
    measures = measures.filter(ended_with_period=True)
    measures.update(ends_on=F("ends_on_before_end"), ends_on_before_end=None, ended_with_period=False)


def _why(happening: Happening) -> str:
    """The reason that stands on the goal and in reports, which are written in bokmål."""
    with translation.override(Language.NB):
        if happening.reason is None:
            return gettext("The period ended before the goal was rated.")
        because = str(dict(DROPOUT_REASONS)[happening.reason])
        return gettext("The period stopped early: %(reason)s.") % {"reason": because.lower()}


_ACTS = {
    Kind.ENDED: _ended,
    Kind.END_MOVED: _end_moved,
    Kind.REOPENED: _reopened,
    Kind.CHANGED: _changed,
}
