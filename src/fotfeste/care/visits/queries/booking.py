"""Nobody in two places at once: who can go on visits, and when they are free."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_noop as N_

from fotfeste.care.pathway.models import Episode
from fotfeste.care.pathway.rules.period.care_team import may_train
from fotfeste.care.service_model.rules import Training
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role, may_ever
from fotfeste.ground.ui.rules import visible
from fotfeste.ground.ui.wording import long_day

from ..labels import day_off_in_words
from ..models import Visit
from ..rules.days import Against, Window, against
from ..rules.record import MAX_MINUTES
from ..rules.states import VisitState
from ..rules.week import Span


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


def may_visit(user: User, *, rule: Training | None = None) -> bool:
    """Whether somebody can be sent: the one place that says who makes a visit, for lists and for actions.

    rule  who trains in the model of the period; None for a visit that was made, which is recorded whoever made it
    """
    return _why_not(user, rule) is None


def check_can_visit(user: User, *, rule: Training | None = None) -> None:
    """Raise `VisitRefused` for somebody who cannot be sent (`may_visit`), with what to do instead."""
    why = _why_not(user, rule)
    if why is not None:
        raise VisitRefused(why, name=user.name)


_NO_ROLE = N_("The role of %(name)s does not include visits. Choose a home trainer, therapist or coordinator.")
_NOT_HERE = N_(
    "%(name)s is not among those who train here. Choose somebody else, or change who trains in the service model."
)


def _why_not(user: User, rule: Training | None) -> str | None:
    if not user.is_active or not may_ever(Role(user.role), Act.RECORD_VISIT):
        return _NO_ROLE
    if rule is not None and not may_train(user.role, user.profession, rule=rule):
        return _NOT_HERE
    return None


def has_first_visit(episode: Episode) -> bool:
    """Whether a first visit is planned or done; one that did not take place leaves the place open again."""
    standing = (VisitState.PLANNED, VisitState.DONE)
    return Visit.objects.filter(episode=episode, first_visit=True, state__in=standing).exists()


def window_of(episode: Episode) -> Window:
    """The days of the period: as planned, from the first day of training when that was earlier, and the way home."""
    start = min(episode.planned_start_on, episode.started_on or episode.planned_start_on)
    home_on = episode.referral.discharge_on if episode.referral else None
    return Window(start, episode.planned_end_on, home_on)


def check_day(day: date, *, episode: Episode, outside_reason: str, on_day_off: bool) -> None:
    """Raise `VisitRefused` for a day outside the period without a reason, or a holiday nobody has said yes to."""
    window = window_of(episode)
    words = {"day": capfirst(long_day(day)), "last": long_day(window.last)}
    # The first day that was decided, as every page says it; training that began earlier is let through by the window.
    words["first"] = long_day(episode.planned_start_on)
    words["home"] = long_day(window.home_on) if window.home_on else ""
    for each in against(day, window=window):
        if each is Against.DAY_OFF and not on_day_off:
            raise VisitRefused(_DAY_OFF, **words, name=day_off_in_words(day))
        if each is not Against.DAY_OFF and not visible(outside_reason):
            raise VisitRefused(_OUTSIDE[each], **words)


_OUTSIDE = {
    Against.BEFORE_START: N_(
        "%(day)s is before the period, which begins on %(first)s. Choose a later day, or write why the visit is to be "
        "before."
    ),
    Against.BEFORE_HOME: N_(
        "%(day)s is before the person comes home, on %(home)s. Choose a later day, or write why the visit is to be "
        "before, for example that you meet the person at the hospital."
    ),
    Against.AFTER_END: N_(
        "%(day)s is after the last day of the period, %(last)s. Choose an earlier day, or write why the visit is to be "
        "after."
    ),
}
_DAY_OFF = N_("%(day)s is %(name)s. Choose another day, or tick that the visit is to be on that day.")
