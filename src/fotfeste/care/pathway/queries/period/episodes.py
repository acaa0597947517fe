"""What can be asked about episodes: one person's, and those somebody works with."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.timezone import localdate

from fotfeste.care.service_model.queries import service_model
from fotfeste.care.service_model.rules import ServiceModel
from fotfeste.care.terms.rules.vocabulary import CareRole, OutcomeClass
from fotfeste.ground.access import log
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import Asker, active_on, asked_by
from fotfeste.ground.access.rules.rights import Act, Role
from fotfeste.ground.database.questions import lay_beside, question

from ...labels import EPISODE_STATES
from ...models import CareTeamMember, Decision, Episode, FollowUp, HandOver, Hold, Person
from ...rules.period.care_team import ORDER
from ...rules.period.weeks import standing
from ...rules.states import RUNNING_EPISODES, EpisodeState
from ..person.reach import works_with
from ..person.record import MENDED_WITHIN, Look, age_on

SERVICES_GO_ON = (OutcomeClass.FEWER_SERVICES, OutcomeClass.SAME_OR_MORE_SERVICES)
_STATES = dict(EPISODE_STATES)


def episode_of(look: Look, episode_id: UUID) -> Episode:
    """The episode, for an action on it. Raises `Http404` when it is not one of the person who was opened."""
    found = (
        Episode.objects.filter(pk=episode_id, person_id=look.person_id)
        .select_related("person", "team", "referral__office", "referral__decision")
        .first()
    )
    if found is None:
        raise Http404("There is no such episode.")
    return found


def hold_episode(episode: Episode) -> Episode:
    """The episode as it stands now, held until the transaction ends.

    Whoever adds something to a period asks this first, and before any other row: two at once wait for each other, and
    nothing is added to a period that somebody is closing. Others may go on pointing at the row. The person comes first,
    as everywhere: what is recorded may begin or move the period.
    """
    Person.objects.select_for_update(no_key=True).get(pk=episode.person_id)
    held = Episode.objects.select_for_update(no_key=True).filter(pk=episode.pk)
    # Only what an action asks about; what was read with the episode stays at hand.
    episode.state, episode.started_on, episode.ended_on = held.values_list("state", "started_on", "ended_on").get()
    return episode


@dataclass(frozen=True)
class CareTeamRow:
    """Somebody's place in a care team."""

    user_id: int
    name: str
    profession: str
    role: CareRole
    role_label: str
    starts_on: date
    ends_on: date | None


def care_team_of(look: Look, episode_id: UUID, *, ended_too: bool = False) -> list[CareTeamRow]:
    """Who works with the episode today, coordinator first; with `ended_too` also those who did."""
    found = CareTeamMember.objects.filter(episode_id=episode_id, episode__person_id=look.person_id)
    if not ended_too:
        found = found.filter(active_on(look.today))
    rows = [_care_team_row(member) for member in found.select_related("user").order_by("starts_on", "pk")]
    return sorted(rows, key=lambda row: (row.ends_on is not None, ORDER.index(row.role), row.name))


def care_team_ids(episode: Episode, *, today: date) -> set[int]:
    """The users with a place in the period's care team today. For what is done to the period, not for a page."""
    return set(CareTeamMember.objects.filter(active_on(today), episode=episode).values_list("user_id", flat=True))


def user_of_place(look: Look, episode_id: UUID, user_id: int) -> User:
    """Somebody who has or had a place in the care team. Raises `Http404` when nobody such has."""
    places = CareTeamMember.objects.filter(episode_id=episode_id, episode__person_id=look.person_id, user_id=user_id)
    place = places.select_related("user").first()
    if place is None:
        raise Http404("There is no such place in the care team.")
    return place.user


def _care_team_row(member: CareTeamMember) -> CareTeamRow:
    return CareTeamRow(
        user_id=member.user_id,
        name=member.user.name,
        profession=member.user.get_profession_display(),
        role=CareRole(member.role),
        role_label=str(member.get_role_display()),
        starts_on=member.starts_on,
        ends_on=member.ends_on,
    )


@dataclass(frozen=True)
class HoldRow:
    """A break in training; `resumed_on` is None while it lasts."""

    starts_on: date
    reason: str
    resumed_on: date | None
    resumed_note: str


def holds_of(look: Look, episode_id: UUID) -> list[HoldRow]:
    """The breaks of an episode, newest first."""
    found = Hold.objects.filter(episode_id=episode_id, episode__person_id=look.person_id).order_by("-starts_on", "-pk")
    return [HoldRow(hold.starts_on, hold.reason, hold.resumed_on, hold.resumed_note) for hold in found]


def hand_over_of(look: Look, episode_id: UUID) -> HandOver | None:
    """The hand-over plan, when one is written."""
    found = HandOver.objects.filter(episode_id=episode_id, episode__person_id=look.person_id)
    return found.select_related("to_unit", "contact").first()


# What the story of a period tells: its own words and days, and of others their names.
_TOLD = (
    "person_id", "team__name", "state", "planned_start_on", "planned_end_on", "started_on", "ended_on", "what_matters",
    "dropout_reason", "outcome", "outcome_note", "evaluation", "import_key", "closed_by__name", "reopened_on",
    "reopened_reason", "referral_id",
    "hand_over__does_alone", "hand_over__written_at", "hand_over__to_unit__name",
)  # fmt: skip


def episodes_of(look: Look) -> list[Episode]:
    """All periods of the person, newest first, with team, care team, holds, follow-ups and hand-over at hand."""
    episodes = _periods(person=look.person_id)
    if episodes:
        lay_beside(episodes, "care_team", _members(person=look.person_id), by="episode_id")
        lay_beside(episodes, "holds", _breaks(person=look.person_id), by="episode_id")
        lay_beside(episodes, "follow_ups", _contacts(person=look.person_id), by="episode_id")
    return episodes


@question
def _periods(*, person: Any) -> QuerySet[Episode]:
    found = Episode.objects.filter(person_id=person).select_related("team", "closed_by", "hand_over__to_unit")
    return found.only(*_TOLD).order_by("-planned_start_on", "-pk")


@question
def _members(*, person: Any) -> QuerySet[CareTeamMember]:
    found = CareTeamMember.objects.filter(episode__person_id=person).select_related("user")
    return found.only("episode_id", "role", "starts_on", "ends_on", "user__name").order_by("starts_on", "pk")


@question
def _breaks(*, person: Any) -> QuerySet[Hold]:
    found = Hold.objects.filter(episode__person_id=person)
    return found.only("episode_id", "starts_on", "reason", "resumed_on", "resumed_note").order_by("-starts_on")


@question
def _contacts(*, person: Any) -> QuerySet[FollowUp]:
    found = FollowUp.objects.filter(episode__person_id=person).select_related("done_by")
    shown = ("episode_id", "occasion", "state", "due_on", "done_on", "note", "done_by__name")
    return found.only(*shown).order_by("due_on")


def running_period_of(look: Look) -> Episode | None:
    """The period the person has now, with its team: who decides about another one must know of it."""
    found = Episode.objects.filter(person_id=look.person_id, state__in=RUNNING_EPISODES).select_related("team")
    return found.first()


@dataclass(frozen=True, slots=True)
class RunningEpisode:
    """One running period as a list shows it. `week` is None before training has begun; `weeks` is at least 1."""

    episode_id: UUID
    person_id: UUID
    name: str
    sort_name: str
    age: int | None
    alert: str
    what_matters: str
    team_id: int
    state: str
    state_label: str
    planned_start_on: date
    planned_end_on: date
    started_on: date | None
    decided_on: date | None
    week: int | None
    weeks: int
    coordinator: str


@dataclass(frozen=True, slots=True)
class EndedEpisode:
    """One ended period as a list shows it."""

    episode_id: UUID
    person_id: UUID
    name: str
    sort_name: str
    age: int | None
    alert: str
    what_matters: str
    team_id: int
    state: str
    state_label: str
    planned_start_on: date
    planned_end_on: date
    started_on: date | None
    ended_on: date | None


# What the lists need and no more: a whole person and a whole period take several times as long to read.
_SHOWN = (
    "pk", "person_id", "team_id", "state", "what_matters", "planned_start_on", "planned_end_on", "started_on",
    "ended_on", "person__given_name", "person__family_name", "person__sort_name", "person__birth_date", "person__alert",
)  # fmt: skip


def running_episodes(*, user: User, today: date, team_id: int | None = None) -> list[RunningEpisode]:
    """The running periods the user works with, those that end first on top; one team's when `team_id` is given.

    A coordinator or therapist sees the team's, a home trainer and a home-nursing contact those they take part in.
    Three queries, however many persons.
    """
    rows = _running(user.role, **asked_by(user, today=today), today=today)
    if team_id is not None:
        rows = [row for row in rows if row.team_id == team_id]
    # From the last to the first, so that the first stays when there are two.
    coordinators = dict(_coordinators(episodes=[row.pk for row in rows], today=today))
    return [
        RunningEpisode(
            **_shown(row, today),
            decided_on=row.referral__decision__decided_on,
            week=week,
            weeks=weeks,
            coordinator=coordinators.get(row.pk, ""),
        )
        for row in rows
        for week, weeks in [_week(row, today)]
    ]


@question
def _running(role: str, *, user: Any, units: Any, today: Any) -> QuerySet[Episode, Any]:
    found = Episode.objects.filter(works_with(Asker(role, user, units), today=today), state__in=RUNNING_EPISODES)
    columns = (*_SHOWN, "referral__decision__decided_on")
    return found.order_by("planned_end_on", "person__sort_name", "pk").values_list(*columns, named=True)


@question
def _coordinators(*, episodes: Any, today: Any) -> QuerySet[CareTeamMember, Any]:
    members = CareTeamMember.objects.filter(active_on(today), role=CareRole.COORDINATOR, episode_id__in=episodes)
    return members.order_by("-pk").values_list("episode_id", "user__name")


def _week(row: Any, today: date) -> tuple[int | None, int]:
    return standing(
        state=row.state,
        started_on=row.started_on,
        planned_start_on=row.planned_start_on,
        planned_end_on=row.planned_end_on,
        today=today,
    )


def ended_without_hand_over(*, user: User, today: date, since: date, team_id: int | None = None) -> list[EndedEpisode]:
    """Periods completed from `since` on whose services continue, and nobody has written the hand-over; in one query."""
    rows = _without_hand_over(user.role, **asked_by(user, today=today), today=today, since=since)
    if team_id is not None:
        rows = [row for row in rows if row.team_id == team_id]
    return [EndedEpisode(**_shown(row, today), ended_on=row.ended_on) for row in rows]


@question
def _without_hand_over(role: str, *, user: Any, units: Any, today: Any, since: Any) -> QuerySet[Episode, Any]:
    found = Episode.objects.filter(
        works_with(Asker(role, user, units), today=today),
        hand_over=None,
        state=EpisodeState.COMPLETED,
        outcome__in=SERVICES_GO_ON,
        ended_on__gte=since,
        import_key=None,
    )
    return found.order_by("ended_on").values_list(*_SHOWN, named=True)


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """A period that was closed lately, and how."""

    episode_id: UUID
    name: str
    ended_on: date
    how: str


def closed_lately(*, user: User, now: datetime) -> list[ClosedRow]:
    """Periods that the user's teams closed within the time a closing may be put right, the last closed first.

    The list names persons, so it leaves a line in the log.
    """
    if Role(user.role) not in {Role.COORDINATOR, Role.THERAPIST}:
        return []
    closed = _mine(user, localdate(now)).filter(closed_at__gte=now - MENDED_WITHIN, import_key=None)
    rows = list(closed.select_related("person").order_by("-closed_at"))
    if rows:
        log.write(by=user, act=Act.SEARCH_PERSONS, now=now)
    return [
        ClosedRow(
            episode_id=row.pk,
            name=str(row.person).strip(),
            ended_on=row.ended_on,
            how=str(row.get_dropout_reason_display() if row.dropout_reason else row.get_outcome_display()),
        )
        for row in rows
        if row.ended_on is not None
    ]


def _shown(row: Any, today: date) -> dict[str, Any]:
    return {
        "episode_id": row.pk,
        "person_id": row.person_id,
        "name": f"{row.person__given_name} {row.person__family_name}".strip(),
        "sort_name": row.person__sort_name,
        "age": age_on(row.person__birth_date, today),
        "alert": row.person__alert,
        "what_matters": row.what_matters,
        "team_id": row.team_id,
        "state": row.state,
        "state_label": str(_STATES[row.state]),
        "planned_start_on": row.planned_start_on,
        "planned_end_on": row.planned_end_on,
        "started_on": row.started_on,
    }


def _mine(user: User, today: date) -> QuerySet[Episode]:
    return Episode.objects.filter(works_with(user, today=today))


def model_of(episode: Episode) -> ServiceModel:
    """The model a period keeps: that of the day of its decision; one brought in without a decision, of its start."""
    decision = getattr(episode.referral, "decision", None)
    return service_model(decision.decided_on if decision else episode.planned_start_on)


def episode_now(episode_id: UUID) -> Episode:
    """The period as it stands in the transaction, for a room that answers when something happened to it."""
    return Episode.objects.get(pk=episode_id)


def episodes_by_id(episode_ids: Collection[UUID]) -> QuerySet[Episode]:
    """These periods, for a room to add its own columns to. The caller has limited them to those the user may see."""
    return Episode.objects.filter(pk__in=episode_ids)


def first_possible_day(episode: Episode) -> date | None:
    """When the training was decided, or planned to begin if that was earlier; otherwise the day of the referral."""
    if episode.referral is None:
        return None
    decision = Decision.objects.filter(referral=episode.referral).first()
    if decision is None:
        return episode.referral.received_on
    return min(decision.decided_on, episode.planned_start_on)
