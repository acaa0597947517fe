"""The inbox: every referral that waits for something, most urgent first, so that nobody falls between two chairs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from fotfeste.care.terms.labels import ROUTES
from fotfeste.care.terms.rules.vocabulary import Route
from fotfeste.ground.access import log
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import KIND_OF_REACH, Asker, asked_by
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.database.questions import question

from ...models import Referral
from ...rules.deadlines import Deadline, seen_from
from ...rules.referral.next_step import NextStep, next_step
from ...rules.referral.waiting import AnswerClock, Wait, answer_clock
from ...rules.states import OPEN_REFERRALS, ReferralState
from ..person.matches import waiting_to_confirm
from ..person.record import age_on
from .waiting import days_of, last_try, number_of_tries, promised_day, stands_at

LIMIT = 200
_ROUTES = dict(ROUTES)
NOBODY = 0  # as team or handler in a filter: those without one

# Turned round, so that the rule is told once.
_STATE_BEFORE: dict[NextStep, ReferralState] = {
    step: state for state in ReferralState if (step := next_step(state, started=False)) is not NextStep.NONE
}


@dataclass(frozen=True)
class InboxFilter:
    """What to show; None shows all. `team` and `handler` are ids, or `NOBODY`.

    wait  only those who have to hear something: `SOON` from three weeks, `DUE` when the month is up (rules.waiting)
    """

    route: str | None = None
    team: int | None = None
    handler: int | None = None
    step: NextStep | None = None
    wait: Wait | None = None


@dataclass(frozen=True)
class InboxRow:
    """One referral that waits, with what it waits for and by when.

    clock  how long the person has waited for an answer; None when it is answered
    tries  calls that nobody answered; `tried_at` is the last of them
    """

    referral_id: UUID
    person_id: UUID
    name: str
    age: int | None
    route: str
    received_on: date
    urgent: bool
    discharge_on: date | None
    step: NextStep
    deadline: Deadline
    team: str
    handler: str
    clock: AnswerClock | None
    tries: int
    tried_at: datetime | None


@dataclass(frozen=True)
class Inbox:
    """The rows, most urgent first (at most `LIMIT`), and how many there are in all by where the deadline stands.

    month_up  how many of the rows' referrals must have an answer or a preliminary answer today, or should have had one
    """

    rows: list[InboxRow]
    overdue: int
    today: int
    later: int
    month_up: int
    teams: Sequence[tuple[int, str]]
    handlers: Sequence[tuple[int, str]]

    @property
    def total(self) -> int:
        return self.overdue + self.today + self.later


def inbox(*, user: User, now: datetime, only: InboxFilter | None = None) -> Inbox:
    """The referrals that wait in the user's offices or teams. At most five questions, however many rows."""
    today = localdate(now)
    # Asked first and by themselves: they are few, and the question who confirms is a long one to ask of every referral.
    reach = asked_by(user, today=today) | {"confirms": waiting_to_confirm(user, today=today)}
    month_up = dict(zip(("received_by", "promised_by"), days_of(Wait.DUE, today=today), strict=True))
    if only is None or only == InboxFilter():
        found = _waiting(user.role, None, **reach, **month_up, today=today)
    else:
        # Too many ways to filter to keep the question of each.
        found = _waiting.anew(user.role, _Filtered(only, today), **reach, **month_up, today=today)
    first = found[0] if found else None
    overdue, due_today, later, up = (first.overdue, first.due_today, first.later, first.month_up) if first else [0] * 4
    teams, handlers = {}, {}
    for team_id, team, handler_id, handler in _choices(user.role, **reach):
        teams[team_id], handlers[handler_id] = team, handler
    log.write(by=user, act=Act.READ_INBOX, now=now)
    return Inbox(
        rows=[_row(row, today) for row in found],
        overdue=overdue,
        today=due_today,
        later=later,
        month_up=up,
        teams=_named(teams),
        handlers=_named(handlers),
    )


def waits_for(referral: Referral) -> NextStep:
    """What one referral waits for."""
    return next_step(referral.state, started=hasattr(referral, "episode"))


@dataclass(frozen=True)
class _Filtered:
    """What to show, and the day on which a clock is read."""

    only: InboxFilter
    today: date


@question
def _waiting(
    role: str,
    filtered: _Filtered | None,
    *,
    user: Any,
    units: Any,
    confirms: Any,
    received_by: Any,
    promised_by: Any,
    today: Any,
) -> QuerySet[Referral, Any]:
    """The first `LIMIT` rows, each with how many there are in all."""
    waiting = _in_reach(Asker(role, user, units), confirms)
    # The same table as rules.next_step.due_on, so that the database can sort and count.
    due = Case(
        When(state=ReferralState.RECEIVED, then=F("contact_due_on")),
        When(state=ReferralState.GRANTED, then=Coalesce(F("decision__starts_on"), F("answer_due_on"))),
        default=Coalesce(F("promised_on"), F("answer_due_on")),
        output_field=DateField(),
    )
    waiting = waiting.annotate(promised_on=promised_day(), tries=number_of_tries(), tried_at=last_try())
    none = isinstance(confirms, list) and not confirms
    one_of_them: Combinable = Value(False) if none else ExpressionWrapper(Q(pk__in=confirms), BooleanField())
    waiting = waiting.annotate(due_on=due, confirms=one_of_them)
    if filtered is not None:
        waiting = _only(waiting, filtered)
    counted = waiting.annotate(
        overdue=_in_all(Q(due_on__lt=today)),
        due_today=_in_all(Q(due_on=today)),
        later=_in_all(Q(due_on__gt=today)),
        month_up=_in_all(stands_at(received_by, promised_by)),
    )
    ordered = counted.order_by("due_on", "-urgent", "person__sort_name")  # type: ignore[misc]  # due_on is annotated
    return ordered.values_list(*_SHOWN, named=True)[:LIMIT]


def _in_all(condition: Q) -> Window:
    """How many of all rows, also of those after the last that is read."""
    return Window(Count("pk", filter=condition))


@question
def _choices(role: str, *, user: Any, units: Any, confirms: Any) -> QuerySet[Referral, Any]:
    """The teams and the handlers of what waits, to filter by."""
    found = _in_reach(Asker(role, user, units), confirms)
    return found.order_by().values_list("team_id", "team__name", "handled_by_id", "handled_by__name").distinct()


def _in_reach(user: Asker, confirms: Any) -> QuerySet[Referral]:
    own = Q(**{f"{KIND_OF_REACH[user.role]}_id__in": user.units}) if user.role in KIND_OF_REACH else Q(pk__in=[])
    return Referral.objects.filter(Q(waits=True) & (own | Q(pk__in=confirms)))


def _only(found: QuerySet[Referral], filtered: _Filtered) -> QuerySet[Referral]:
    only = filtered.only
    if only.route is not None:
        found = found.filter(route=only.route)
    if only.team is not None:
        found = found.filter(team_id=only.team) if only.team != NOBODY else found.filter(team=None)
    if only.handler is not None:
        found = found.filter(handled_by_id=only.handler) if only.handler != NOBODY else found.filter(handled_by=None)
    if only.wait is not None:
        found = found.filter(stands_at(*days_of(only.wait, today=filtered.today)))
    if only.step is not None:
        if only.step is NextStep.CONFIRM:
            found = found.filter(confirms=True)  # type: ignore[misc]  # annotated
        else:
            state = _STATE_BEFORE.get(only.step)
            found = found.filter(confirms=False, state=state) if state else found.none()  # type: ignore[misc]
    return found


# What a line shows and no more, so that neither a whole person nor a whole user is read for it.
_SHOWN = (
    "pk", "person_id", "person__given_name", "person__family_name", "person__birth_date", "route", "received_on",
    "urgent", "discharge_on", "state", "due_on", "confirms", "team__name", "handled_by__name", "promised_on", "tries",
    "tried_at", "overdue", "due_today", "later", "month_up",
)  # fmt: skip


def _row(row: Any, today: date) -> InboxRow:
    return InboxRow(
        referral_id=row.pk,
        person_id=row.person_id,
        name=f"{row.person__given_name} {row.person__family_name}".strip(),
        age=age_on(row.person__birth_date, today),
        route=str(_ROUTES[Route(row.route)]),
        received_on=row.received_on,
        urgent=row.urgent,
        discharge_on=row.discharge_on,
        step=NextStep.CONFIRM if row.confirms else next_step(row.state, started=False),
        deadline=seen_from(today, row.due_on),
        team=row.team__name or "",
        handler=row.handled_by__name or "",
        clock=_clock(row),
        tries=row.tries or 0,
        tried_at=row.tried_at,
    )


def _clock(row: Any) -> AnswerClock | None:
    if ReferralState(row.state) not in OPEN_REFERRALS:
        return None
    return answer_clock(row.received_on, promised_on=row.promised_on)


def _named(found: Mapping[Any, Any]) -> list[tuple[int, str]]:
    return sorted(((key, name or "") for key, name in found.items() if key is not None), key=lambda each: each[1])
