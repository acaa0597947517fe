"""The due-list: whom to contact after the period, by when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import In
from django.http import Http404

from fotfeste.care.terms.labels import LANGUAGES, OCCASIONS, OUTCOMES
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import active_on, unit_ids_of
from fotfeste.ground.access.rules.rights import Act, Role, may_ever

from ..models import CareTeamMember, Episode, FollowUp, HandOver
from ..rules.follow_up import WAITING, Place
from ..rules.states import ENDED_EPISODES
from .person.reach import works_with
from .person.record import Look, age_on

_LANGUAGES: dict[str, Any] = dict(LANGUAGES)
_OCCASIONS: dict[str, Any] = dict(OCCASIONS)
_OUTCOMES: dict[str, Any] = dict(OUTCOMES)


@dataclass(frozen=True)
class FollowUpRow:
    """One contact still to be made. `attempts` counts calls nobody answered; `tried_on` is the last of them."""

    id: int
    person_id: UUID
    episode_id: UUID
    name: str
    age: int | None
    phone: str
    language: str
    interpreter: str
    team_id: int
    team: str
    occasion: str
    occasion_label: str
    state: str
    due_on: date
    attempts: int
    tried_on: date | None
    ended_on: date | None
    outcome: str
    outcome_label: str


@dataclass(frozen=True, slots=True)
class DueCounts:
    """How many wait: those to contact before today, today, and until the end of the list."""

    overdue: int
    today: int
    later: int

    @property
    def all(self) -> int:
        return self.overdue + self.today + self.later


@dataclass(frozen=True, slots=True)
class DuePage:
    """Rows of the due-list that follow on each other.

    before      how many stand before the first of them
    counts      of the whole list
    first, last the places of the first and the last row, where the pages beside this one begin; None without rows
    """

    rows: list[FollowUpRow]
    before: int
    counts: DueCounts
    first: Place | None
    last: Place | None

    @property
    def after(self) -> int:
        """How many stand after the last row."""
        return max(0, self.counts.all - self.before - len(self.rows))


# What a line shows and no more, so that neither a whole person nor a whole period is read for it.
_SHOWN = (
    "id", "occasion", "state", "due_on", "attempts", "done_on", "episode_id", "episode__ended_on", "episode__outcome",
    "episode__team_id", "episode__team__name", "episode__person_id", "episode__person__given_name",
    "episode__person__family_name", "episode__person__sort_name", "episode__person__birth_date",
    "episode__person__phone", "episode__person__language", "episode__person__interpreter",
)  # fmt: skip
# The longest waiting first; on the same day those not yet tried; `id` so that no two rows share a place.
_NAME = "episode__person__sort_name"
_ORDER = ("due_on", "attempts", _NAME, "id")
# Sort names are digits, so that these stand before and after every one of them.
_BEFORE_NAMES, _AFTER_NAMES = "", "~"


def due_page(
    *,
    user: User,
    today: date,
    until: date,
    size: int,
    team_id: int | None = None,
    after: Place | None = None,
    before: Place | None = None,
) -> DuePage:
    """Follow-ups due up to and with `until` that the user may do, the longest waiting first; one team's if given.

    At most `size` of them: those after a place, the last ones before a place, or the first. Pages asked for one after
    the other show everybody whose follow-up was not changed meanwhile exactly once. A coordinator or therapist sees
    the team's, a home-nursing contact those handed over. The number of queries and of rows read does not depend on
    the length of the list; the database counts it.
    """
    teams = _teams(user, today)

    def waiting(*, few: bool) -> QuerySet[FollowUp]:
        found = _mine(user, today, teams, few=few).filter(state__in=WAITING, due_on__lte=until)
        return found if team_id is None else found.filter(_of_teams([team_id], few=few))

    place = before or after
    shown = waiting(few=True).order_by(*(f"-{name}" if before else name for name in _ORDER))
    if place is not None:
        names = _mine(user, today, teams, few=True).filter(pk=place.id).values_list(_NAME, flat=True)
        # Of a row the user may not see no name is known: then rather all of that day twice than one of them never.
        name = names.first() or (_AFTER_NAMES if before else _BEFORE_NAMES)
        shown = shown.filter(_beyond(place, name, forwards=before is None))
    found = list(shown.values_list(*_SHOWN, named=True)[: size + 1])
    if before is not None:
        if len(found) <= size:
            # Less than a page stands before: that is the first page, and it is shown whole.
            return due_page(user=user, today=today, until=until, size=size, team_id=team_id)
        found = found[size - 1 :: -1]
    found = found[:size]
    counts, stand_before = _counts(waiting(few=False), today, found[0] if place and found else None)
    return DuePage(
        rows=[_row(each, today) for each in found],
        before=stand_before if found else counts.all,
        counts=counts,
        first=_place(found[0]) if found else None,
        last=_place(found[-1]) if found else None,
    )


def _place(row: Any) -> Place:
    return Place(row.due_on, row.attempts, row.id)


def _beyond(place: Place, name: str, forwards: bool) -> Q:
    """Those after the place, or before it. The day stands once more, alone, so that an index finds where to begin."""
    way = "gt" if forwards else "lt"
    day, tries = Q(due_on=place.due_on), Q(attempts=place.attempts)
    by_name = Q(**{_NAME: name}) & Q(**{f"id__{way}": place.id}) | Q(**{f"{_NAME}__{way}": name})
    beyond = Q(**{f"due_on__{way}": place.due_on}) | day & (Q(**{f"attempts__{way}": place.attempts}) | tries & by_name)
    return Q(**{f"due_on__{way}e": place.due_on}) & beyond


def _counts(waiting: QuerySet[FollowUp], today: date, first: Any | None) -> tuple[DueCounts, int]:
    """Of the whole list, and how many stand before a row of it."""
    asked = {
        "overdue": Count("pk", filter=Q(due_on__lt=today)),
        "today": Count("pk", filter=Q(due_on=today)),
        "later": Count("pk", filter=Q(due_on__gt=today)),
    }
    if first is not None:
        stands_before = _beyond(_place(first), first.episode__person__sort_name, forwards=False)
        asked["before"] = Count("pk", filter=stands_before)
    found = waiting.aggregate(**asked)
    before = found.pop("before", 0)
    return DueCounts(**found), before


def _teams(user: User, today: date) -> Collection[int]:
    follow_their_team = Role(user.role) in {Role.COORDINATOR, Role.THERAPIST}
    return unit_ids_of(user, today=today, kind="team") if follow_their_team else ()


def _mine(user: User, today: date, teams: Collection[int], *, few: bool) -> QuerySet[FollowUp]:
    if not may_ever(Role(user.role), Act.FOLLOW_UP):
        return FollowUp.objects.none()
    if Role(user.role) is Role.HOME_SERVICE:
        place = CareTeamMember.objects.filter(active_on(today), user=user, episode=OuterRef("episode"))
        return FollowUp.objects.filter(Exists(place))
    return FollowUp.objects.filter(_of_teams(teams, few=few)) if teams else FollowUp.objects.none()


def _of_teams(teams: Collection[int], *, few: bool) -> Q:
    """Those of the teams. `few` when a few rows are read in order; else all are gone through.

    Going through all by a join, the database would first read every period the team ever had.
    """
    if few:
        return Q(episode__team_id__in=teams)
    return Q(In(Subquery(Episode.objects.filter(pk=OuterRef("episode")).values("team_id")), list(teams)))


def _row(row: Any, today: date) -> FollowUpRow:
    language = row.episode__person__language
    return FollowUpRow(
        id=row.id,
        person_id=row.episode__person_id,
        episode_id=row.episode_id,
        name=f"{row.episode__person__given_name} {row.episode__person__family_name}".strip(),
        age=age_on(row.episode__person__birth_date, today),
        phone=row.episode__person__phone,
        language="" if language == "nb" else str(_LANGUAGES.get(language, language)),
        interpreter=row.episode__person__interpreter,
        team_id=row.episode__team_id,
        team=row.episode__team__name,
        occasion=row.occasion,
        occasion_label=str(_OCCASIONS[row.occasion]),
        state=row.state,
        due_on=row.due_on,
        attempts=row.attempts,
        tried_on=row.done_on,
        ended_on=row.episode__ended_on,
        outcome=row.episode__outcome,
        outcome_label=str(_OUTCOMES.get(row.episode__outcome, "")),
    )


def person_of_follow_up(follow_up_id: int) -> UUID:
    """Whose follow-up it is, so that the record can be opened. Raises `Http404`; tells nothing else."""
    found = FollowUp.objects.filter(pk=follow_up_id).values_list("episode__person_id", flat=True).first()
    if found is None:
        raise Http404("There is no such follow-up.")
    return found


def follow_up_of(look: Look, follow_up_id: int) -> FollowUp:
    """The follow-up with its episode. Raises `Http404` when it is not one of the person who was opened."""
    found = (
        FollowUp.objects.filter(pk=follow_up_id, episode__person_id=look.person_id)
        .select_related("episode__person", "episode__team", "episode__referral__decision", "done_by")
        .first()
    )
    if found is None:
        raise Http404("There is no such follow-up.")
    return found


def follow_ups_of(look: Look, episode_id: UUID) -> list[FollowUp]:
    """Every follow-up of an episode in order, the done ones too."""
    found = FollowUp.objects.filter(episode_id=episode_id, episode__person_id=look.person_id)
    return list(found.select_related("done_by").order_by("due_on"))


@dataclass(frozen=True)
class CheckRow:
    """A check home nursing does after a hand-over."""

    person_id: UUID
    name: str
    to_unit: str
    contact: str
    check_on: date
    help_not_to_give: str


def checks_after_hand_over(*, user: User, today: date, since: date, until: date) -> list[CheckRow]:
    """The checks agreed in hand-over plans that lie between the two days, in the user's reach, soonest first.

    Only ended periods whose record is still open to the user, with a follow-up to come.
    """
    waiting = FollowUp.objects.filter(episode=OuterRef("episode"), state__in=WAITING)
    ended = HandOver.objects.filter(episode__state__in=ENDED_EPISODES, episode__person__died_on=None)
    found = ended.filter(Exists(waiting), check_on__range=(since, until))
    if not may_ever(Role(user.role), Act.FOLLOW_UP):
        return []
    found = found.filter(works_with(user, today=today, episode="episode"))
    plans = found.select_related("episode__person", "to_unit", "contact").only(
        "check_on", "help_not_to_give", "to_unit__name", "contact__name",
        "episode__person__given_name", "episode__person__family_name",
    )  # fmt: skip
    plans = plans.order_by("check_on", "episode__person__sort_name")
    return [
        CheckRow(
            person_id=plan.episode.person_id,
            name=str(plan.episode.person).strip(),
            to_unit=plan.to_unit.name,
            contact=plan.contact.name if plan.contact else "",
            check_on=plan.check_on,
            help_not_to_give=plan.help_not_to_give,
        )
        for plan in plans
    ]
