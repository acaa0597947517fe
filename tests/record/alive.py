"""What must never be alive: the invariant of docs/explanation/what-ends.md, asked of the whole database."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import F, Q
from django.utils.timezone import localdate, make_aware

from fotfeste.care.board.models import Task
from fotfeste.care.goals.models import Goal, Measure
from fotfeste.care.goals.rules.states import OPEN_GOALS
from fotfeste.care.pathway.models import CareTeamMember, Episode, FollowUp, Referral
from fotfeste.care.pathway.rules.follow_up import WAITING
from fotfeste.care.pathway.rules.states import ENDED_EPISODES, RUNNING_EPISODES
from fotfeste.care.visits.models import Visit
from fotfeste.care.visits.queries import day_of
from fotfeste.ground.access.models import User

GONE = Q(person__died_on__isnull=False) | Q(person__moved_on__isnull=False)
OF_GONE = Q(episode__person__died_on__isnull=False) | Q(episode__person__moved_on__isnull=False)


def alive_and_should_not_be(now: datetime, *, users: Iterable[User] | None = None) -> list[str]:
    """One line for each thing that lives on after what it belongs to has ended, pauses or is gone; [] when all is well.

    users  whose day's list is looked at; everybody's when not given
    """
    found: list[str] = []

    def none_of(what: str, rows) -> None:
        found.extend(f"{what}: {row}" for row in rows)

    planned = Visit.objects.filter(state="planned").select_related("episode")
    ended = planned.filter(episode__state__in=ENDED_EPISODES)
    none_of("a visit ahead in a period that has ended", ended.filter(planned_at__gt=now))
    none_of(
        "a visit to record after the last day",
        [v for v in ended if v.episode.ended_on and localdate(v.planned_at) > v.episode.ended_on],
    )
    none_of("a visit ahead while training is on hold", planned.filter(episode__state="on_hold", planned_at__gt=now))
    for visit in planned.filter(episode__state="on_hold"):
        hold = visit.episode.holds.get(resumed_on=None)
        if visit.planned_at >= make_aware(datetime.combine(hold.starts_on + timedelta(days=1), time.min)):
            found.append(f"a visit within a break: {visit}")
    none_of("a visit ahead to somebody who is gone", planned.filter(OF_GONE, planned_at__gt=now))
    in_ended = Goal.objects.filter(episode__state__in=ENDED_EPISODES)
    none_of("an open goal in a period that has ended", in_ended.filter(state__in=OPEN_GOALS))
    measures = Measure.objects.filter(goal__episode__state__in=ENDED_EPISODES)
    none_of(
        "a measure after the last day",
        measures.filter(Q(ends_on=None) | Q(ends_on__gt=F("goal__episode__ended_on"))),
    )
    none_of("a task of a period that has ended", Task.objects.filter(done_at=None, episode__state__in=ENDED_EPISODES))
    waiting = FollowUp.objects.filter(state__in=WAITING)
    none_of("a contact afterwards while the period runs", waiting.filter(episode__state__in=RUNNING_EPISODES))
    none_of("a contact with somebody who is gone", waiting.filter(OF_GONE))
    places = CareTeamMember.objects.filter(ends_on=None)
    none_of(
        "a trainer's place in a period that has ended", places.filter(role="trainer", episode__state__in=ENDED_EPISODES)
    )
    none_of("a place around somebody who is gone", places.filter(OF_GONE))
    none_of("a referral that waits for somebody who is gone", Referral.objects.filter(GONE, waits=True))
    none_of("a period that runs for somebody who is gone", Episode.objects.filter(GONE, state__in=RUNNING_EPISODES))
    for user in User.objects.filter(is_active=True) if users is None else users:
        day = day_of(user=user, now=now)
        for shown in (*day.today, *day.tomorrow, *day.unrecorded):
            visit = Visit.objects.select_related("episode__person").get(pk=shown.id)
            ahead = visit.state == "planned" and visit.planned_at > now
            if visit.episode.person.died_on or (ahead and visit.episode.state not in ("planned", "active")):
                found.append(f"{user} sees {visit} in the day's list")
    return found
