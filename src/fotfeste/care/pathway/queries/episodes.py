"""What can be asked about episodes: one person's, and those somebody works with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import active_on, unit_ids_of
from fotfeste.ground.access.rules.rights import Role

from ..models import CareTeamMember, Episode, FollowUp, HandOver, Hold, ServiceLevelsKnown
from ..rules.care_team import ORDER
from ..rules.states import RUNNING_EPISODES
from ..rules.vocabulary import CareRole, Moment
from .record import Look, age_on


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


def episodes_of(look: Look) -> list[Episode]:
    """All periods of the person, newest first, with team, care team, holds, follow-ups and hand-over at hand."""
    members = CareTeamMember.objects.select_related("user").order_by("starts_on", "pk")
    return list(
        Episode.objects.filter(person_id=look.person_id)
        .select_related("team", "referral", "closed_by", "hand_over", "hand_over__to_unit", "hand_over__contact")
        .prefetch_related(
            Prefetch("care_team", members),
            Prefetch("holds", Hold.objects.order_by("-starts_on")),
            Prefetch("follow_ups", FollowUp.objects.select_related("done_by").order_by("due_on")),
        )
        .order_by("-planned_start_on", "-pk")
    )


@dataclass(frozen=True)
class RunningEpisode:
    """One running period as a list shows it. `week` is None before training has begun; `weeks` is at least 1."""

    episode_id: UUID
    person_id: UUID
    referral_id: UUID | None
    name: str
    sort_name: str
    age: int | None
    alert: str
    what_matters: str
    team_id: int
    team: str
    state: str
    state_label: str
    group: str
    planned_start_on: date
    planned_end_on: date
    started_on: date | None
    decided_on: date | None
    week: int | None
    weeks: int
    coordinator_id: int | None
    coordinator: str
    services_at_start_known: bool
    handed_over: bool


def running_episodes(*, user: User, today: date, team_id: int | None = None) -> list[RunningEpisode]:
    """The running periods the user works with, those that end first on top; one team's when `team_id` is given.

    A coordinator or therapist sees the team's, a home trainer and a home-nursing contact those they take part in.
    Three queries, however many persons.
    """
    found = _mine(user, today).filter(state__in=RUNNING_EPISODES)
    if team_id is not None:
        found = found.filter(team_id=team_id)
    known = ServiceLevelsKnown.objects.filter(episode=OuterRef("pk"), moment=Moment.AT_START)
    coordinator = CareTeamMember.objects.filter(active_on(today), role=CareRole.COORDINATOR).select_related("user")
    found = (
        found.select_related("person", "team")
        .annotate(
            services_known=Exists(known),
            handed_over=Exists(HandOver.objects.filter(episode=OuterRef("pk"))),
            decided_on=F("referral__decision__decided_on"),
        )
        .prefetch_related(Prefetch("care_team", coordinator, to_attr="coordinators"))
        .order_by("planned_end_on", F("person__sort_name"), "pk")
    )
    return [_running(episode, today) for episode in found]


def _mine(user: User, today: date) -> QuerySet[Episode]:
    role = Role(user.role)
    if role in {Role.COORDINATOR, Role.THERAPIST}:
        return Episode.objects.filter(team_id__in=unit_ids_of(user, today=today, kind="team"))
    if role in {Role.TRAINER, Role.HOME_SERVICE}:
        return Episode.objects.filter(Exists(takes_part(user, today)))
    return Episode.objects.none()


def takes_part(user: User, today: date) -> QuerySet[CareTeamMember]:
    """The user's places in the care team of the outer episode today."""
    return CareTeamMember.objects.filter(active_on(today), episode=OuterRef("pk"), user=user)


def _running(episode: Episode, today: date) -> RunningEpisode:
    coordinators: list[CareTeamMember] = episode.coordinators  # type: ignore[attr-defined]
    person = episode.person
    return RunningEpisode(
        episode_id=episode.pk,
        person_id=person.pk,
        referral_id=episode.referral_id,
        name=str(person).strip(),
        sort_name=person.sort_name,
        age=age_on(person.birth_date, today),
        alert=person.alert,
        what_matters=episode.what_matters,
        team_id=episode.team_id,
        team=episode.team.name,
        state=episode.state,
        state_label=str(episode.get_state_display()),
        group=episode.group,
        planned_start_on=episode.planned_start_on,
        planned_end_on=episode.planned_end_on,
        started_on=episode.started_on,
        decided_on=episode.decided_on,  # type: ignore[attr-defined]
        week=max(1, (today - episode.started_on).days // 7 + 1) if episode.started_on else None,
        weeks=max(1, -(-(episode.planned_end_on - episode.planned_start_on).days // 7)),
        coordinator_id=coordinators[0].user_id if coordinators else None,
        coordinator=coordinators[0].user.name if coordinators else "",
        services_at_start_known=episode.services_known,  # type: ignore[attr-defined]
        handed_over=episode.handed_over,  # type: ignore[attr-defined]
    )


def episodes_in_reach(*, user: User, today: date, episode_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the episodes that the user works with: for lists of other rooms that hold many persons."""
    return set(_mine(user, today).filter(Q(pk__in=list(episode_ids))).values_list("pk", flat=True))
