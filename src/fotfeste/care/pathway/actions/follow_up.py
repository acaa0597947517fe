"""The contacts after the period: nobody is forgotten, and "no answer" is recorded."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import FollowUpMethod, Occasion, ServiceKind
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import visible
from fotfeste.ground.ui.wording import exact_day

from ..models import FollowUp
from ..queries.person.record import relations_to
from ..rules.follow_up import MOMENT_OF, can_try_again
from ..rules.states import FollowUpState, IllegalStep, check_step
from ..writing.period.closing import hold_person
from ..writing.period.levels import write_levels
from ..writing.referral.interpreting import write_interpreter_use


@transaction.atomic
def record_follow_up(
    *,
    follow_up: FollowUp,
    state: FollowUpState | str,
    done_on: date,
    by: User,
    now: datetime,
    method: FollowUpMethod | str = "",
    lives_at_home: bool | None = None,
    new_period_offered: bool | None = None,
    note: str = "",
    services: Mapping[ServiceKind, Decimal] | None = None,
    interpreter_used: bool | None = None,
    why_no_interpreter: str = "",
) -> FollowUp:
    """Record one contact: done, no answer (counts an attempt and stays on the list), or cancelled with a note.

    services  hours a week by kind today; None when it was not asked, empty when there are none
    interpreter_used  where the person needs one; None when nobody has said
    Raises `CareError` when the follow-up is closed already or when facts are missing.
    """
    episode = follow_up.episode
    today = localdate(now)
    require(by, Act.FOLLOW_UP, relations_to(by, episode.person_id, today=today), person_id=episode.person_id)
    hold_person(episode.person)
    follow_up.refresh_from_db(from_queryset=FollowUp.objects.select_for_update())
    state = FollowUpState(state)
    _check(follow_up, state, done_on, today, str(method), note)
    follow_up.state, follow_up.done_by = state, by
    follow_up.done_on = None if state is FollowUpState.CANCELLED else done_on
    if visible(note):
        follow_up.note = "\n".join(part for part in (follow_up.note, visible(note)) if part)
    if state is not FollowUpState.CANCELLED:
        follow_up.attempts += 1
    if state is FollowUpState.DONE:
        follow_up.method = FollowUpMethod(method)
        follow_up.lives_at_home, follow_up.new_period_offered = lives_at_home, new_period_offered
        if services is not None:
            moment = MOMENT_OF[Occasion(follow_up.occasion)]
            write_levels(episode=episode, moment=moment, hours=services, known_on=done_on)
    follow_up.save()
    if state is FollowUpState.DONE:
        write_interpreter_use(
            person=episode.person, follow_up=follow_up, used=interpreter_used, why_not=why_no_interpreter,
            on=done_on, by=by, now=now,
        )  # fmt: skip
    log.write(by=by, act=Act.FOLLOW_UP, now=now, person_id=episode.person_id, subject=follow_up)
    return follow_up


def _check(follow_up: FollowUp, state: FollowUpState, done_on: date, today: date, method: str, note: str) -> None:
    again = state is FollowUpState.NO_ANSWER and can_try_again(FollowUpState(follow_up.state))
    try:
        if not again:
            check_step("follow_up", follow_up.state, state)
    except IllegalStep as refused:
        raise CareError("This follow-up is closed already. Open the list to see who is still waiting.") from refused
    ended_on = follow_up.episode.ended_on
    if done_on > today:
        raise CareError("The date is in the future. Choose today or an earlier date.")
    if ended_on and done_on < ended_on:
        raise CareError(
            "The period ended on %(day)s, so the contact was on that day or later. Check the date.",
            day=exact_day(ended_on),
        )
    if state is FollowUpState.DONE and not method:
        raise CareError("Choose how you were in touch: by phone, at home, by video or another way.")
    if state is FollowUpState.CANCELLED and not visible(note):
        raise CareError("Write why nobody is to be contacted. The follow-up then leaves the list.")
