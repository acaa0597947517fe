"""What the pathway itself does when a period or its person changes: care team, follow-ups and waiting referrals."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Case, DateField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Greatest
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext

from fotfeste.care.terms.labels import WHY_CANCELLED
from fotfeste.care.terms.rules.vocabulary import (
    CareRole,
    DropoutReason,
    Language,
    Occasion,
    Referrer,
    WhyCancelled,
    WhyFellAway,
)
from fotfeste.ground.access.models import User
from fotfeste.ground.ui.wording import exact_day

from ...models import CareTeamMember, Decision, Episode, FollowUp, HandOver, Person, Referral
from ...queries.decision.changes import early_end_of
from ...queries.period.episodes import model_of
from ...rules.deadlines import is_working_day
from ...rules.follow_up import WAITING, due_days, follows_up
from ...rules.happenings import Answer, Happening, Kind, told
from ...rules.states import ENDED_EPISODES, FollowUpState, ReferralState
from ..decision.changing import fall_away, stand_again
from ..letters import letters

# Their work ends with the period. Coordinator, therapists and the contact in home nursing go on to the follow-ups.
_LEAVE_AT_THE_END = (CareRole.TRAINER,)
# Nobody writes to the dead, nor to the family about a form.
_GETS_NO_ANSWER_AFTER_A_DEATH = (Referrer.PERSON, Referrer.RELATIVE)


def answer(happening: Happening) -> list[Answer]:
    """The pathway's own listener."""
    act = _ACTS.get(happening.kind)
    return act(happening) if act else []


def _ended(happening: Happening) -> list[Answer]:
    assert happening.episode_id is not None and happening.on is not None
    _places_end(happening.episode_id, happening.on, happening.reason)
    if not follows_up(happening.reason):
        return []
    return _follow_ups_planned(happening.episode_id, happening.on)


def _end_moved(happening: Happening) -> list[Answer]:
    assert happening.episode_id is not None and happening.on is not None
    # Only those that the end of the period ended: a death or a move that came later has ended the others.
    places = CareTeamMember.objects.filter(episode_id=happening.episode_id)
    _places_stand_again(places.filter(role__in=_LEAVE_AT_THE_END) if follows_up(happening.reason) else places)
    _places_end(happening.episode_id, happening.on, happening.reason)
    return _follow_ups_moved(happening.episode_id, happening.on)


def _reopened(happening: Happening) -> list[Answer]:
    assert happening.episode_id is not None
    _places_stand_again(CareTeamMember.objects.filter(episode_id=happening.episode_id))
    waiting = FollowUp.objects.filter(episode_id=happening.episode_id, state__in=WAITING)
    answers = _follow_ups_cancelled(waiting, WhyCancelled.PERIOD_REOPENED) + _hand_over_falls_away(happening)
    return answers + _ends_early_all_the_same(happening)


def _ends_early_all_the_same(happening: Happening) -> list[Answer]:
    """Opening a period again takes no decision back; whoever opens it hears of the one that ends it."""
    assert happening.episode_id is not None
    decision = early_end_of(happening.episode_id)
    if decision is None or decision.ends_on is None:
        return []
    words = gettext("The decision that training ends on %(day)s still applies. Take it back if training is to go on.")
    return [Answer(words % {"day": exact_day(decision.ends_on)})]


def _hand_over_falls_away(happening: Happening) -> list[Answer]:
    """The check is for an ended period; whoever came in with the hand-over has no place in one that runs.

    A contact who had a place before the last day keeps it. The plan itself stays, to be written again.
    """
    assert happening.episode_id is not None and happening.before is not None
    plan = HandOver.objects.select_related("contact").filter(episode_id=happening.episode_id).first()
    if plan is None:
        return []
    CareTeamMember.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=localdate(happening.now)),
        episode_id=happening.episode_id,
        user=plan.contact,
        role=CareRole.HOME_SERVICE_CONTACT,
        starts_on__gte=happening.before,
    ).update(ends_on=localdate(happening.now) - timedelta(days=1))
    return [Answer(gettext("The hand-over and its check have fallen away. Write it again when the period ends."))]


def _left(happening: Happening) -> list[Answer]:
    """Dead or moved away: nobody calls, nobody waits, and nobody has a place in a care team."""
    assert happening.on is not None
    died = happening.kind is Kind.DIED
    why = WhyCancelled.DIED if died else WhyCancelled.MOVED_AWAY
    waiting = FollowUp.objects.filter(episode__person_id=happening.person_id, state__in=WAITING)
    answers = _follow_ups_cancelled(waiting, why)
    ended = Episode.objects.filter(person_id=happening.person_id, state__in=ENDED_EPISODES)
    for episode_id in ended.values_list("pk", flat=True):
        _places_end(episode_id, happening.on, DropoutReason.DEATH if died else DropoutReason.MOVED)
    changes = fall_away(happening.person_id, happening.on, WhyFellAway.DIED if died else WhyFellAway.MOVED_AWAY)
    words = ngettext(
        "%(count)s change of what was decided fell away: it had not taken effect.",
        "%(count)s changes of what was decided fell away: they had not taken effect.",
        changes,
    )
    return answers + told(changes, words) + _referrals_closed(happening, why)


def _came_back(happening: Happening) -> list[Answer]:
    """It was a mistake: what it closed stands again as it was."""
    withdrawn = happening.kind is Kind.DEATH_WITHDRAWN
    why = WhyCancelled.DIED if withdrawn else WhyCancelled.MOVED_AWAY
    follow_ups = FollowUp.objects.filter(
        episode__person_id=happening.person_id, state=FollowUpState.CANCELLED, cancelled_for=why
    )
    count = follow_ups.update(
        state=Case(When(attempts=0, then=Value("due")), default=Value("no_answer")), cancelled_for=""
    )
    # Trainers' places had ended with the periods; those of the people who go on to the follow-ups come back, where it
    # was this death or move that ended them.
    then = Greatest(Value(happening.before, output_field=DateField()), F("starts_on"))
    ended = CareTeamMember.objects.filter(episode__person_id=happening.person_id, episode__state__in=ENDED_EPISODES)
    # Who is alive after all may still have moved away: then nobody works with them.
    gone = Person.objects.filter(Q(died_on__isnull=False) | Q(moved_on__isnull=False), pk=happening.person_id)
    if happening.before is not None and not gone.exists():
        _places_stand_again(ended.filter(ends_on=then).exclude(role__in=_LEAVE_AT_THE_END))
    fell_away_for = WhyFellAway.DIED if withdrawn else WhyFellAway.MOVED_AWAY
    changes = stand_again(happening.person_id, happening.before, fell_away_for)
    referrals = Referral.objects.filter(person_id=happening.person_id, state=ReferralState.WITHDRAWN, closed_for=why)
    decided = Decision.objects.filter(referral=OuterRef("pk")).values("decided_on")[:1]
    again = referrals.update(
        state=F("state_when_closed"),
        state_when_closed="",
        closed_for="",
        withdrawn_reason="",
        answered_on=Subquery(decided),  # a decision was the answer; without one there was none yet
    )
    return (
        told(
            count,
            ngettext(
                "%(count)s later follow-up is planned again.", "%(count)s later follow-ups are planned again.", count
            ),
        )
        + told(again, ngettext("%(count)s referral waits again.", "%(count)s referrals wait again.", again))
        + told(
            changes,
            ngettext(
                "%(count)s change of what was decided applies again.",
                "%(count)s changes of what was decided apply again.",
                changes,
            ),
        )
    )


def lives_here_again(person_id: UUID) -> None:
    """Somebody who had moved is referred again. What the move closed stays closed, whatever becomes of a later one.

    The mark that would bring it back goes; the reason stays in words.
    """
    why = WhyCancelled.MOVED_AWAY
    for follow_up in FollowUp.objects.filter(
        episode__person_id=person_id, state=FollowUpState.CANCELLED, cancelled_for=why
    ):
        follow_up.cancelled_for = ""
        follow_up.note = "\n".join(part for part in (follow_up.note, _in_bokmal(why)) if part)
        follow_up.save(update_fields=["cancelled_for", "note"])
    Referral.objects.filter(person_id=person_id, closed_for=why).update(closed_for="", state_when_closed="")


def _in_bokmal(why: WhyCancelled) -> str:
    with translation.override(Language.NB):
        return str(dict(WHY_CANCELLED)[why])


def _places_end(episode_id: UUID, on: date, reason: DropoutReason | None) -> None:
    """Places of those whose work ends with the period; after a death or a move, all of them.

    A place that had ended by itself before that day is left as it is.
    """
    places = CareTeamMember.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), episode_id=episode_id)
    if follows_up(reason):
        places = places.filter(role__in=_LEAVE_AT_THE_END)
    last = Greatest(Value(on, output_field=DateField()), F("starts_on"))
    places.filter(ended_with_period=True).update(ends_on=last)
    places.filter(ended_with_period=False).update(ends_on_before_end=F("ends_on"), ends_on=last, ended_with_period=True)


def _places_stand_again(places: QuerySet[CareTeamMember]) -> None:
    """Each with the last day it had; who has got the same place again meanwhile keeps that one."""
    for place in places.filter(ended_with_period=True):
        same = CareTeamMember.objects.filter(episode_id=place.episode_id, role=place.role, ends_on=None)
        if place.role != CareRole.COORDINATOR:
            same = same.filter(user_id=place.user_id)
        place.ends_on = place.ends_on if same.exists() else place.ends_on_before_end
        place.ended_with_period, place.ends_on_before_end = False, None
        place.save(update_fields=["ends_on", "ended_with_period", "ends_on_before_end"])


def _follow_ups_planned(episode_id: UUID, ended_on: date) -> list[Answer]:
    """New ones, and those that a reopening had cancelled; what was done or cancelled by somebody stays."""
    there = {each.occasion: each for each in FollowUp.objects.filter(episode_id=episode_id)}
    days = _due_days(episode_id, ended_on)
    count = 0
    for occasion, day in days.items():
        kept = there.get(occasion)
        if kept is None:
            FollowUp.objects.create(episode_id=episode_id, occasion=occasion, due_on=day)
        elif kept.state == FollowUpState.CANCELLED and kept.cancelled_for == WhyCancelled.PERIOD_REOPENED:
            kept.state = FollowUpState.NO_ANSWER if kept.attempts else FollowUpState.DUE
            kept.due_on, kept.cancelled_for = day, ""
            kept.save(update_fields=["state", "due_on", "cancelled_for"])
        else:
            continue
        count += 1
    return told(
        count, ngettext("%(count)s later follow-up is planned.", "%(count)s later follow-ups are planned.", count)
    )


def _follow_ups_moved(episode_id: UUID, ended_on: date) -> list[Answer]:
    days = _due_days(episode_id, ended_on)
    waiting = FollowUp.objects.filter(episode_id=episode_id, state__in=WAITING)
    count = 0
    for follow_up in waiting:
        day = days.get(Occasion(follow_up.occasion))
        if day is not None and day != follow_up.due_on:
            follow_up.due_on = day
            follow_up.save(update_fields=["due_on"])
            count += 1
    return told(
        count,
        ngettext("%(count)s later follow-up has a new day.", "%(count)s later follow-ups have a new day.", count),
    )


def _due_days(episode_id: UUID, ended_on: date) -> dict[Occasion, date]:
    episode = Episode.objects.select_related("referral__decision").get(pk=episode_id)
    return due_days(ended_on, model_of(episode).follow_up.months, is_working_day)


def _follow_ups_cancelled(waiting: QuerySet[FollowUp], why: WhyCancelled) -> list[Answer]:
    count = waiting.update(state=FollowUpState.CANCELLED, cancelled_for=why)
    return told(
        count,
        ngettext("%(count)s later follow-up was cancelled.", "%(count)s later follow-ups were cancelled.", count),
    )


def _referrals_closed(happening: Happening, why: WhyCancelled) -> list[Answer]:
    by = User.objects.get(pk=happening.by_id)
    count = close_referrals(happening.person_id, why, by=by, now=happening.now)
    return told(count, ngettext("%(count)s referral was closed.", "%(count)s referrals were closed.", count))


def close_referrals(person_id: UUID, why: WhyCancelled, *, by: User, now: datetime) -> int:
    """Those that waited for something are closed, and whoever referred is told; a dead person gets no letter.

    Gives back how many. The person is held by the caller.
    """
    waiting = list(
        Referral.objects.filter(person_id=person_id, waits=True)
        .select_related("person", "office")
        .select_for_update(of=("self",))
    )
    words = _in_bokmal(why)
    for referral in waiting:
        referral.state_when_closed, referral.state = referral.state, ReferralState.WITHDRAWN
        referral.closed_for, referral.withdrawn_reason = why, words
        referral.answered_on, referral.handled_by = localdate(now), by
        referral.save(
            update_fields=[
                "state", "state_when_closed", "closed_for", "withdrawn_reason", "answered_on", "handled_by",
            ]
        )  # fmt: skip
        if why is not WhyCancelled.DIED or referral.referrer not in _GETS_NO_ANSWER_AFTER_A_DEATH:
            letters.answer_to_referrer(referral=referral, by=by, now=now)
    return len(waiting)


_ACTS = {
    Kind.ENDED: _ended,
    Kind.END_MOVED: _end_moved,
    Kind.REOPENED: _reopened,
    Kind.DIED: _left,
    Kind.MOVED_AWAY: _left,
    Kind.DEATH_WITHDRAWN: _came_back,
    Kind.MOVE_WITHDRAWN: _came_back,
}
