"""Hearing a person before a decision against them: a conversation, or a warning with a day to answer by."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import HearingKind
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import visible

from ...models import Episode, Hearing, Person, Referral
from ...queries.decision.changes import granted_decision_of
from ...queries.person.record import relations_to
from ...rules.decision.hearing import SHORTEST_REPLY
from ...rules.states import OPEN_REFERRALS, RUNNING_EPISODES
from ...writing.decision.deciding import check_words, heard_in_conversation
from ...writing.letters import letters
from ...writing.period.closing import hold_person
from ...writing.referral.registering import check_who, hold_referral


@transaction.atomic
def record_hearing(
    *,
    on: date,
    words: str,
    by: User,
    now: datetime,
    referral: Referral | None = None,
    episode: Episode | None = None,
) -> Hearing:
    """Somebody has spoken with the person about what is planned, and writes what the person said.

    Before a referral is answered, or before a period is reduced or ended early: one of `referral` and `episode`.
    The same words of the same day, sent again, are the conversation that is there. Raises `CareError` for a day that
    lies ahead or before the case, and for a case that is closed.
    """
    person = _held(referral, episode)
    require(by, Act.HEAR, relations_to(by, person.pk, today=localdate(now)), person_id=person.pk)
    _check_open(referral, episode)
    begins = referral.received_on if referral else _decided_on(episode) if episode else on
    if not begins <= on <= localdate(now):
        raise CareError("Write the day you spoke with the person: from the day the case came to today.")
    if not visible(words):
        raise CareError("Write what the person said. If the person had nothing to say, write that.")
    made = heard_in_conversation(referral=referral, episode=episode, on=on, words=words, by=by, now=now)
    log.write(by=by, act=Act.HEAR, now=now, person_id=person.pk, subject=made)
    return made


@transaction.atomic
def warn(
    *,
    plan: str,
    reply_by: date,
    by: User,
    now: datetime,
    referral: Referral | None = None,
    episode: Episode | None = None,
) -> Hearing:
    """Tell the person in a letter what is planned and why, with a day to answer by.

    plan      what is planned and why, in the words of the letter
    reply_by  the last day to answer, a week or more ahead
    One of `referral` and `episode`, as in `record_hearing`. Sent again, it is the warning that is there.
    """
    person = _held(referral, episode)
    require(by, Act.HEAR, relations_to(by, person.pk, today=localdate(now)), person_id=person.pk)
    _check_open(referral, episode)
    today = localdate(now)
    if reply_by < today + SHORTEST_REPLY:
        raise CareError("Give the person a week or more to answer: the letter takes some days to come.")
    if not visible(plan):
        raise CareError("Write what is planned and why, so that the person can answer it.")
    check_words(visible(plan))
    of_case = Hearing.objects.filter(referral=referral, episode=episode, kind=HearingKind.WARNING)
    if earlier := of_case.filter(on=today, words=visible(plan), reply_by=reply_by).first():
        return earlier
    made = Hearing.objects.create(
        referral=referral,
        episode=episode,
        kind=HearingKind.WARNING,
        on=today,
        words=visible(plan),
        reply_by=reply_by,
        by=by,
        at=now,
    )
    made.letter = letters.warning_letter(hearing=made, by=by, now=now)
    made.save(update_fields=["letter"])
    log.write(by=by, act=Act.HEAR, now=now, person_id=person.pk, subject=made)
    return made


@transaction.atomic
def record_reply(*, hearing: Hearing, replied_on: date, reply: str, by: User, now: datetime) -> Hearing:
    """The person has answered a warning. A second answer is written after the first; nothing of it is lost."""
    person = _held(hearing.referral, hearing.episode)
    require(by, Act.HEAR, relations_to(by, person.pk, today=localdate(now)), person_id=person.pk)
    _check_open(hearing.referral, hearing.episode)
    hearing.refresh_from_db(from_queryset=Hearing.objects.select_for_update(of=("self",)))
    if hearing.kind != HearingKind.WARNING:
        raise CareError("Only a warning can be answered. Record a conversation instead.")
    if not hearing.on <= replied_on <= localdate(now):
        raise CareError("Write the day the answer came: from the day of the warning to today.")
    if not visible(reply):
        raise CareError("Write what the person answered.")
    if visible(reply) in hearing.reply.split("\n\n"):
        return hearing
    hearing.reply = "\n\n".join(part for part in (hearing.reply, visible(reply)) if part)
    hearing.replied_on = hearing.replied_on or replied_on
    hearing.save(update_fields=["reply", "replied_on"])
    log.write(by=by, act=Act.HEAR, now=now, person_id=person.pk, subject=hearing)
    return hearing


def _decided_on(episode: Episode) -> date:
    """From this day there is something to plan; a period that is not begun yet can be changed, too."""
    granted = granted_decision_of(episode)
    return min(granted.decided_on, episode.planned_start_on) if granted else episode.planned_start_on


def _held(referral: Referral | None, episode: Episode | None) -> Person:
    """The person of the case, held together with it."""
    if (referral is None) == (episode is None):
        raise ValueError("A person is heard about a referral or about a period, one of them.")
    if referral is not None:
        return hold_referral(referral).person
    assert episode is not None
    person = hold_person(episode.person)
    episode.refresh_from_db(from_queryset=Episode.objects.select_for_update(of=("self",)))
    return person


def _check_open(referral: Referral | None, episode: Episode | None) -> None:
    if referral is not None:
        check_who(referral.person)
        if referral.state not in OPEN_REFERRALS:
            raise CareError("The referral is answered already. Open it again to see what was decided.")
    if episode is not None:
        check_who(episode.person)
        if episode.state not in RUNNING_EPISODES:
            raise CareError("The period is closed already. Open it again to see how it ended.")
