"""The due-list: whom to contact after the period, by when."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role, may_ever

from ..models import FollowUp, HandOver
from ..rules.follow_up import WAITING, due_order
from ..rules.states import ENDED_EPISODES
from .person.reach import works_with
from .person.record import Look, age_on


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


# What a line shows and no more, so that neither a whole person nor a whole period is read for it.
_SHOWN = (
    "occasion", "state", "due_on", "attempts", "done_on", "episode__ended_on", "episode__outcome",
    "episode__team__name", "episode__person__given_name", "episode__person__family_name",
    "episode__person__sort_name", "episode__person__birth_date", "episode__person__phone",
    "episode__person__language", "episode__person__interpreter",
)  # fmt: skip


def due_list(*, user: User, today: date, until: date, team_id: int | None = None) -> list[FollowUpRow]:
    """Follow-ups due up to and with `until` that the user may do, the longest waiting first; one team's if given.

    A coordinator or therapist sees the team's, a home-nursing contact those handed over. The number of queries does
    not depend on the number of persons.
    """
    found = _mine(user, today).filter(state__in=WAITING, due_on__lte=until)
    if team_id is not None:
        found = found.filter(episode__team_id=team_id)
    follow_ups = list(found.select_related("episode__person", "episode__team").only(*_SHOWN))
    follow_ups.sort(key=lambda each: due_order(each.due_on, each.attempts, each.episode.person.sort_name))
    return [_row(each, today) for each in follow_ups]


def _mine(user: User, today: date) -> QuerySet[FollowUp]:
    if not may_ever(Role(user.role), Act.FOLLOW_UP):
        return FollowUp.objects.none()
    return FollowUp.objects.filter(works_with(user, today=today, episode="episode"))


def _row(follow_up: FollowUp, today: date) -> FollowUpRow:
    episode, person = follow_up.episode, follow_up.episode.person
    return FollowUpRow(
        id=follow_up.pk,
        person_id=person.pk,
        episode_id=episode.pk,
        name=str(person).strip(),
        age=age_on(person.birth_date, today),
        phone=person.phone,
        language="" if person.language == "nb" else str(person.get_language_display()),
        interpreter=person.interpreter,
        team_id=episode.team_id,
        team=episode.team.name,
        occasion=follow_up.occasion,
        occasion_label=str(follow_up.get_occasion_display()),
        state=follow_up.state,
        due_on=follow_up.due_on,
        attempts=follow_up.attempts,
        tried_on=follow_up.done_on,
        ended_on=episode.ended_on,
        outcome=episode.outcome,
        outcome_label=str(episode.get_outcome_display()),
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
