"""Changes of granted decisions: what holds with them, and what became of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.timezone import localdate

from fotfeste.care.terms.labels import WHY_FELL_AWAY
from fotfeste.care.terms.rules.vocabulary import DecisionOutcome, HearingKind
from fotfeste.ground.access import log
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import unit_ids_of
from fotfeste.ground.access.rules.rights import Act, Role, may_ever
from fotfeste.ground.database.questions import question

from ...models import Decision, Deferral, Episode, Hearing
from ...rules.decision.changes import TO_HARM, Change, InForce, end_in_force, visits_of_period
from ...rules.decision.hearing import CONVERSATION_COUNTS_FOR
from ...rules.states import RUNNING_EPISODES
from ..period.episodes import model_of
from ..person.record import Look

_COLUMNS = (
    "outcome", "takes_effect_on", "takes_effect_later_on", "ends_on", "ended_before_on", "visits_per_week_first",
    "visits_per_week_last", "waits_since", "fell_away_on",
)  # fmt: skip


def changes_as_json(referral: str) -> ArraySubquery:
    """For lists of many: every change of the decision on the outer row's `referral`, for `changes_from_json`."""
    rows = Decision.objects.filter(changes__referral=OuterRef(referral)).order_by("decided_at", "pk")
    return ArraySubquery(rows.values(json=JSONObject(**{name: name for name in _COLUMNS})))


def changes_from_json(rows: Iterable[dict[str, Any]] | None) -> list[Change]:
    return [_change(row) for row in rows or ()]


def changes_of(granted: Decision) -> list[Change]:
    """The changes of a granted decision in the order they were decided, also those that wait or fell away."""
    rows = granted.changed_by.order_by("decided_at", "pk").values(*_COLUMNS)
    return [_change(row) for row in rows]


def latest_change_of(granted: Decision | None) -> int:
    """The number of the latest change; 0 while there is none."""
    return (granted.changed_by.aggregate(last=Max("pk"))["last"] if granted else None) or 0


def change_from(decision: Decision) -> Change:
    """One stored change, as the rules read it."""
    return _change({name: getattr(decision, name) for name in _COLUMNS})


def _change(row: dict[str, Any]) -> Change:
    outcome = DecisionOutcome(row["outcome"])
    effect, later = _day(row["takes_effect_on"]), _day(row["takes_effect_later_on"])
    ends, before = _day(row["ends_on"]), _day(row["ended_before_on"])
    assert effect is not None and ends is not None and before is not None
    keeps = ends == before
    if later is not None and outcome in TO_HARM:
        # What waited for an appeal holds from a later day, and nothing ends before that day.
        effect, ends = later, ends if keeps else max(ends, later - timedelta(days=1))
    return Change(
        outcome=outcome,
        takes_effect_on=effect,
        ends_on=ends,
        end_before=before,
        keeps_end=keeps,
        first=row["visits_per_week_first"],
        last=row["visits_per_week_last"],
        waits=row["waits_since"] is not None,
        fell_away=row["fell_away_on"] is not None,
    )


def _day(value: date | str | None) -> date | None:
    """JSON carries days as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def granted_decision_of(episode: Episode) -> Decision | None:
    """The decision that the period stands on; None for one that was brought in without it."""
    return getattr(episode.referral, "decision", None)


def end_now(episode: Episode) -> date:
    """The last day of the period by the changes that stand now, also while it is closed."""
    granted = granted_decision_of(episode)
    changes = changes_of(granted) if granted is not None else []
    if not changes or changes[0].end_before is None:
        return episode.planned_end_on
    return end_in_force(changes[0].end_before, changes)


def decided_end(granted: Decision | None) -> date | None:
    """The last day that the person has been promised: by the decision, and what was changed of it since."""
    if granted is None or granted.ends_on is None:
        return None
    return end_in_force(granted.ends_on, changes_of(granted))


def in_force(episode: Episode, changes: Sequence[Change]) -> InForce:
    """What holds for a period today, before another change."""
    granted = granted_decision_of(episode)
    named = granted is not None and granted.visits_per_week_first is not None
    visits = visits_of_period(
        model_of(episode).effort,
        start=episode.planned_start_on,
        end=episode.planned_end_on,
        first=granted.visits_per_week_first if granted else None,
        last=granted.visits_per_week_last if granted else None,
        changes=changes,
    )
    return InForce(
        runs=episode.state in RUNNING_EPISODES,
        start=episode.planned_start_on,
        end=episode.planned_end_on,
        visits=visits if named else (),
        usual=visits,
        ends_early=any(change.stands and change.outcome is DecisionOutcome.ENDED_EARLY for change in changes),
        one_waits=any(change.waits and not change.fell_away for change in changes),
    )


@dataclass(frozen=True)
class ChangeRow:
    """One change as a page shows it, newest first.

    asked        the request for deferral that is not answered yet, or None
    deferrals    the answered ones, newest first
    may_defer    it takes something from the person and still stands
    """

    decision: Decision
    change: Change
    outcome_label: str
    decided_by: str
    fell_away_label: str
    asked: Deferral | None
    deferrals: tuple[Deferral, ...]
    appeals: tuple[date, ...]

    @property
    def to_harm(self) -> bool:
        return self.change.outcome in TO_HARM

    @property
    def may_defer(self) -> bool:
        return self.to_harm and self.change.stands and self.asked is None


def change_rows_of(look: Look, episode: Episode) -> list[ChangeRow]:
    """Every change of what was decided for the period, the newest first."""
    rows = (
        Decision.objects.filter(changes__referral__episode=episode.pk, person_id=look.person_id)
        .select_related("decided_by", "person")
        .prefetch_related("deferrals__answered_by", "appeals")
        .order_by("-decided_at", "-pk")
    )
    return [_row(decision) for decision in rows]


def _row(decision: Decision) -> ChangeRow:
    deferrals = sorted(decision.deferrals.all(), key=lambda row: row.received_at, reverse=True)
    return ChangeRow(
        decision=decision,
        change=change_from(decision),
        outcome_label=str(decision.get_outcome_display()),
        decided_by=decision.decided_by.name,
        fell_away_label=str(dict(WHY_FELL_AWAY).get(decision.fell_away_for, "")),  # type: ignore[call-overload]
        asked=next((row for row in deferrals if row.granted is None), None),
        deferrals=tuple(row for row in deferrals if row.granted is not None),
        appeals=tuple(sorted(appeal.received_on for appeal in decision.appeals.all())),
    )


def change_of(look: Look, episode: Episode, decision_id: int) -> ChangeRow:
    """One of the period's changes. Raises `Http404` when it is none of them."""
    found = next((row for row in change_rows_of(look, episode) if row.decision.pk == decision_id), None)
    if found is None:
        raise Http404("There is no such change of what was decided.")
    return found


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """A request for deferral that nobody has answered."""

    episode_id: UUID
    decision_id: int
    name: str
    asked_on: date


def deferrals_to_answer(*, user: User, now: datetime) -> list[ToAnswer]:
    """Requests that wait for an answer from the user's offices, the oldest first.

    The list names persons, so it leaves a line in the log.
    """
    if not may_ever(Role(user.role), Act.DECIDE):
        return []
    rows = _to_answer(offices=unit_ids_of(user, today=localdate(now), kind="office"))
    if rows:
        log.write(by=user, act=Act.SEARCH_PERSONS, now=now)
    return [
        ToAnswer(episode, decision, f"{given} {family}".strip(), day) for episode, decision, given, family, day in rows
    ]


@question
def _to_answer(*, offices: Any) -> QuerySet[Deferral, Any]:
    found = Deferral.objects.filter(
        granted=None,
        decision__fell_away_on=None,
        decision__person__died_on=None,
        decision__changes__referral__office_id__in=offices,
    )
    columns = (
        "decision__changes__referral__episode__pk", "decision_id", "decision__person__given_name",
        "decision__person__family_name", "asked_on",
    )  # fmt: skip
    return found.order_by("asked_on", "pk").values_list(*columns)


def early_end_of(episode_id: UUID) -> Decision | None:
    """The standing decision of the service that the period ends before time; None when there is none."""
    return (
        Decision.objects.filter(
            changes__referral__episode=episode_id,
            outcome=DecisionOutcome.ENDED_EARLY,
            waits_since=None,
            fell_away_on=None,
        )
        .order_by("-decided_at")
        .first()
    )


def heard_since(episode: Episode) -> datetime | None:
    """From when on a hearing is about the next change: the last one that took something from the person."""
    last = Decision.objects.filter(changes__referral__episode=episode.pk, outcome__in=TO_HARM).order_by("-decided_at")
    return last.values_list("decided_at", flat=True).first()


def heard_for_next_change(episode: Episode, *, today: date) -> QuerySet[Hearing]:
    """What counts as hearing before the next change: since the last one to harm, and a conversation only while it is
    fresh. What was said about something else, long ago, is no answer to what is planned now."""
    rows = Hearing.objects.filter(episode=episode).filter(
        Q(kind=HearingKind.WARNING) | Q(on__gte=today - CONVERSATION_COUNTS_FOR)
    )
    since = heard_since(episode)
    return rows.filter(at__gt=since) if since else rows


def not_in_effect(person_id: UUID, on: date) -> Q:
    """Standing or waiting changes of a person that had not taken effect on that day."""
    ahead = Q(takes_effect_later_on=None, takes_effect_on__gt=on) | Q(takes_effect_later_on__gt=on)
    return Q(person_id=person_id, changes__isnull=False, fell_away_on=None) & (ahead | Q(waits_since__isnull=False))


def team_may(episode: Episode, outcome: DecisionOutcome | str) -> bool:
    """Whether the model lets the team itself make this change: only longer, and only where it says so."""
    return outcome == DecisionOutcome.EXTENDED and model_of(episode).length.extension == "team"
