"""The inbox: every referral that waits for something, most urgent first, so that nobody falls between two chairs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Count, DateField, ExpressionWrapper, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from fotfeste.care.terms.labels import ROUTES
from fotfeste.care.terms.rules.vocabulary import Route
from fotfeste.ground.access import log
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import unit_ids_of
from fotfeste.ground.access.rules.rights import Act, Role

from ...models import Referral
from ...rules.deadlines import Deadline, seen_from
from ...rules.referral.next_step import NextStep, next_step
from ...rules.referral.waiting import AnswerClock, Wait, answer_clock
from ...rules.states import OPEN_REFERRALS, ReferralState
from ..person.matches import waiting_to_confirm
from ..person.record import age_on
from .waiting import last_try, number_of_tries, promised_day, stands_at

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
    """The referrals that wait in the user's offices or teams. At most six questions, however many rows."""
    today = localdate(now)
    reach = _in_reach(user, today)
    found = _only(reach, only or InboxFilter(), today)
    counts = found.aggregate(
        overdue=Count("pk", filter=Q(due_on__lt=today)),
        today=Count("pk", filter=Q(due_on=today)),
        later=Count("pk", filter=Q(due_on__gt=today)),
        month_up=Count("pk", filter=stands_at(Wait.DUE, today=today)),
    )
    ordered = found.order_by("due_on", "-urgent", "person__sort_name")  # type: ignore[misc]  # due_on is annotated
    rows = [_row(row, today) for row in ordered.values_list(*_SHOWN, named=True)[:LIMIT]]
    choices = reach.order_by().values_list("team_id", "team__name", "handled_by_id", "handled_by__name").distinct()
    teams, handlers = {}, {}
    for team_id, team, handler_id, handler in choices:
        teams[team_id], handlers[handler_id] = team, handler
    log.write(by=user, act=Act.READ_INBOX, now=now)
    return Inbox(rows=rows, **counts, teams=_named(teams), handlers=_named(handlers))


def waits_for(referral: Referral) -> NextStep:
    """What one referral waits for."""
    return next_step(referral.state, started=hasattr(referral, "episode"))


def _in_reach(user: User, today: date) -> QuerySet[Referral]:
    role = Role(user.role)
    if role is Role.ALLOCATOR:
        own = Q(office_id__in=unit_ids_of(user, today=today, kind="office"))
    elif role in (Role.COORDINATOR, Role.THERAPIST):
        own = Q(team_id__in=unit_ids_of(user, today=today, kind="team"))
    else:
        own = Q(pk__in=[])
    # Asked first and by themselves: they are few, and the question who confirms is a long one to ask of every referral.
    confirms = waiting_to_confirm(user, today=today)
    waiting = Referral.objects.filter(Q(waits=True) & (own | Q(pk__in=confirms)))
    # The same table as rules.next_step.due_on, so that the database can sort and count.
    due = Case(
        When(state=ReferralState.RECEIVED, then=F("contact_due_on")),
        When(state=ReferralState.GRANTED, then=Coalesce(F("decision__starts_on"), F("answer_due_on"))),
        default=Coalesce(F("promised_on"), F("answer_due_on")),
        output_field=DateField(),
    )
    waiting = waiting.annotate(promised_on=promised_day(), tries=number_of_tries(), tried_at=last_try())
    one_of_them: Combinable = ExpressionWrapper(Q(pk__in=confirms), BooleanField()) if confirms else Value(False)
    return waiting.annotate(due_on=due, confirms=one_of_them)


def _only(found: QuerySet[Referral], only: InboxFilter, today: date) -> QuerySet[Referral]:
    if only.route is not None:
        found = found.filter(route=only.route)
    if only.team is not None:
        found = found.filter(team_id=only.team) if only.team != NOBODY else found.filter(team=None)
    if only.handler is not None:
        found = found.filter(handled_by_id=only.handler) if only.handler != NOBODY else found.filter(handled_by=None)
    if only.wait is not None:
        found = found.filter(stands_at(only.wait, today=today))
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
    "tried_at",
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
