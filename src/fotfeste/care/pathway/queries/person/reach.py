"""Which cases are open: what `record.relations_to` asks about one person, and the lists about many."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from fotfeste.ground.access.models import Membership, User
from fotfeste.ground.access.queries import Asker, active_on, unit_ids_of
from fotfeste.ground.access.rules.rights import Role

from ...models import CareTeamMember, Episode
from ...rules.follow_up import WAITING
from ...rules.person.reach import TO_APPEAL_LATE, TO_FINISH, TO_HANDLE_AN_APPEAL
from ...rules.states import ANSWERED_REFERRALS, RUNNING_EPISODES


def office_case(*, today: date) -> Q:
    """A referral its office still has to do with: see `rules.reach` and ADR 0015.

    It waits; the answer to it is fresh; it may be appealed or an appeal is being handled; or the period it led to runs,
    has just ended, or has a hand-over to check or a contact to make.
    """
    fresh = today - TO_FINISH
    return (
        Q(waits=True)
        | Q(state__in=ANSWERED_REFERRALS, answered_on__gte=fresh)
        | Q(decision__appeal_before__gte=fresh)
        | Q(decision__changed_by__appeal_before__gte=fresh)
        | Q(decision__changed_by__waits_since__isnull=False)
        | Q(decision__changed_by__appeals__received_on__gte=today - TO_HANDLE_AN_APPEAL)
        | Q(decision__appeals__received_on__gte=today - TO_HANDLE_AN_APPEAL)
        | Q(episode__state__in=RUNNING_EPISODES)
        | Q(episode__ended_on__gte=fresh)
        | Q(episode__follow_ups__state__in=WAITING)
        | Q(episode__hand_over__check_on__gte=today)
    )


def may_be_appealed(*, today: date) -> Q:
    """A referral with a decision of the last year, or a change of one: an appeal against it is received."""
    since = today - TO_APPEAL_LATE
    return Q(decision__decided_on__gte=since) | Q(decision__changed_by__decided_on__gte=since)


def open_episode() -> Q:
    """An episode whose team and visitors may open the record: it runs, or a contact is still to be made."""
    return Q(state__in=RUNNING_EPISODES) | Q(follow_ups__state__in=WAITING)


def works_with(user: User | Asker, *, today: date, episode: str = "") -> Q:
    """Rows whose period the user works with: the own team's, or one with a place in its care team today.

    episode  the way from the row to its period ("episode"); empty where the rows are periods
    Everybody else works with none. It limits a list; whether one record opens is for `relations_to`.
    """
    role = Role(user.role)
    if role in (Role.COORDINATOR, Role.THERAPIST):
        teams = unit_ids_of(user, today=today, kind="team")
        return Q(**{f"{episode}__team_id__in" if episode else "team_id__in": teams})
    if role in (Role.TRAINER, Role.HOME_SERVICE):
        place = CareTeamMember.objects.filter(active_on(today), user_id=user.pk, episode=OuterRef(episode or "pk"))
        return Q(Exists(place))
    return Q(pk__in=[])


def still_with(user: User | Asker, *, today: date) -> Exists:
    """For a row with an `episode_id`: the user may open it today, by the team or a place, and the person is alive."""
    mine = Episode.objects.filter(open_episode(), works_with(user, today=today), person__died_on=None)
    return Exists(mine.filter(pk=OuterRef("episode_id")))


def can_come(*, user: str, episode: str, day: str) -> Q:
    """For a row that names somebody, a period and a day: whether they reach that period's record on that day.

    The same as `works_with`, for many people and days at once. `user`, `episode` and `day` are the ways from the row.
    """
    that_day = active_on(OuterRef(day))  # type: ignore[arg-type]
    team = Membership.objects.filter(that_day, user=OuterRef(user), unit=OuterRef(f"{episode}__team"))
    place = CareTeamMember.objects.filter(that_day, user=OuterRef(user), episode=OuterRef(episode))
    by_team = Q(**{f"{user}__role__in": (Role.COORDINATOR, Role.THERAPIST)}) & Exists(team)
    by_place = Q(**{f"{user}__role__in": (Role.TRAINER, Role.HOME_SERVICE)}) & Exists(place)
    return Q(**{f"{user}__is_active": True}) & (by_team | by_place)
