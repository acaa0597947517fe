"""What whoever plans needs to know about people: who can be sent, and when they are busy."""

from collections.abc import Collection
from datetime import date, datetime, time

from django.utils.timezone import make_aware

from fotfeste.care.pathway.models import Episode
from fotfeste.care.pathway.queries import Look, care_team_ids, model_of
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import staff_of_units

from ..models import Visit
from ..rules.states import VisitState
from ..rules.week import Span
from .booking import has_first_visit, may_visit, window_of

__all__ = ["USUAL_MINUTES", "busy_times", "has_first_visit", "staff_to_choose", "window_of"]

USUAL_MINUTES = 45


def staff_to_choose(look: Look, episode: Episode) -> list[User]:
    """Who can be sent: the care team first, then the rest of the team, by name."""
    care_team = care_team_ids(episode, today=look.today)
    in_team = set(staff_of_units([episode.team_id], today=look.today).values_list("pk", flat=True))
    users = User.objects.filter(pk__in=care_team | in_team, is_active=True)
    rule = model_of(episode).training
    able = [user for user in users if may_visit(user, rule=rule)]
    return sorted(able, key=lambda user: (user.pk not in care_team, user.name))


def busy_times(
    user_ids: Collection[int], *, since: date, until: date | None = None, done: bool = False
) -> list[tuple[int, Span]]:
    """When these people have planned visits, with whomever, from `since` up to but not on `until`.

    With `done` also when they were on visits that have been.
    """
    rows = Visit.objects.filter(
        staff__user_id__in=user_ids,
        state__in=[VisitState.PLANNED, VisitState.DONE] if done else [VisitState.PLANNED],
        planned_at__gte=make_aware(datetime.combine(since, time.min)),
    )
    if until is not None:
        rows = rows.filter(planned_at__lt=make_aware(datetime.combine(until, time.min)))
    fields = ("staff__user_id", "planned_at", "planned_minutes")
    return [(user_id, Span(at, minutes)) for user_id, at, minutes in rows.values_list(*fields)]
