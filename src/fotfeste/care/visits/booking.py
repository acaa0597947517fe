"""Nobody in two places at once: who can go on visits, and when they are free."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.timezone import localtime
from django.utils.translation import gettext_noop as N_

from fotfeste.care.pathway.models import Episode
from fotfeste.care.pathway.rules.care_team import may_train
from fotfeste.care.pathway.rules.errors import CareError
from fotfeste.care.pathway.rules.service_model import Training
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role, may_ever

from .models import Visit
from .rules.record import MAX_MINUTES
from .rules.states import VisitState
from .rules.week import Span


class VisitRefused(CareError):
    """The visit cannot be planned or recorded like that."""


def hold_staff(user_ids: set[int]) -> None:
    """Hold the staff rows until the transaction ends, in one order: two who book the same person wait for each other.

    NO KEY UPDATE lets others go on writing log lines that point at these users.
    """
    list(User.objects.select_for_update(no_key=True).filter(pk__in=user_ids).order_by("pk").values_list("pk"))


def check_free(wanted: Sequence[tuple[Span, Sequence[User]]], *, episode: Episode, but: Visit | None = None) -> None:
    """Raise `VisitRefused` when somebody, or the person, would have two visits at once. Call after `hold_staff`."""
    everyone = {user.pk: user for _span, staff in wanted for user in staff}
    begin = min(span.start for span, _staff in wanted) - timedelta(minutes=MAX_MINUTES)
    end = max(span.end for span, _staff in wanted)
    planned = Visit.objects.filter(state=VisitState.PLANNED, planned_at__gt=begin, planned_at__lt=end)
    if but is not None:
        planned = planned.exclude(pk=but.pk)
    of_staff = planned.filter(staff__user_id__in=everyone).values_list(
        "staff__user_id", "planned_at", "planned_minutes"
    )
    busy = [(user_id, Span(start, minutes)) for user_id, start, minutes in of_staff]
    of_person = planned.filter(episode__person_id=episode.person_id).values_list("planned_at", "planned_minutes")
    taken = [Span(start, minutes) for start, minutes in of_person]
    for span, staff in wanted:
        for user_id, other in busy:
            if user_id in {user.pk for user in staff} and span.overlaps(other):
                raise _booked(_BOOKED, other, name=everyone[user_id].name)
        for other in taken:
            if span.overlaps(other):
                raise _booked(_HAS_VISIT, other)
        busy += [(user.pk, span) for user in staff]
        taken.append(span)


_BOOKED = N_(
    "%(name)s already has a visit on %(day)s from %(start)s to %(end)s. Choose another time, or somebody else."
)
_HAS_VISIT = N_(
    "The person already has a visit on %(day)s from %(start)s to %(end)s. Choose another time, or change that visit."
)


def _booked(message: str, other: Span, **params: str) -> VisitRefused:
    start, end = localtime(other.start), localtime(other.end)
    return VisitRefused(message, day=f"{start:%d.%m.%Y}", start=f"{start:%H.%M}", end=f"{end:%H.%M}", **params)


def check_can_visit(user: User) -> None:
    """Raise `VisitRefused` for a user who could not record the visit afterwards."""
    if not user.is_active or not may_ever(Role(user.role), Act.RECORD_VISIT):
        raise VisitRefused(
            "%(name)s has no role that goes on visits. Choose a home trainer, therapist or coordinator.",
            name=user.name,
        )


def check_trains(user: User, *, rule: Training) -> None:
    """Raise `VisitRefused` for somebody who is not sent to train in this model. A visit that was made is recorded."""
    if not may_train(user.role, user.profession, rule=rule):
        raise VisitRefused(
            "%(name)s is not among those who train here. Choose somebody else, or change who trains in the service "
            "model.",
            name=user.name,
        )


def has_first_visit(episode: Episode) -> bool:
    """Whether a first visit is planned or done; one that did not take place leaves the place open again."""
    standing = (VisitState.PLANNED, VisitState.DONE)
    return Visit.objects.filter(episode=episode, first_visit=True, state__in=standing).exists()
