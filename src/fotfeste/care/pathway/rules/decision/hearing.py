"""Whether a person has been heard before a decision against them (`law.md` §1: fvl §§ 16 and 11 d)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fotfeste.care.terms.rules.vocabulary import DecisionOutcome, HearingKind, Referrer

from .content import AGAINST

# A letter takes days to come; what is usual leaves a week to think.
SHORTEST_REPLY = timedelta(days=7)
USUAL_REPLY = timedelta(days=14)
# Before a change of what somebody has: what they said longer ago was said of something else.
CONVERSATION_COUNTS_FOR = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Heard:
    """One time a person was heard. `reply_by` and `replied_on` are of a warning."""

    kind: HearingKind
    on: date
    reply_by: date | None = None
    replied_on: date | None = None


class Standing(StrEnum):
    """Where the hearing stands."""

    NOT_HEARD = "not_heard"
    WAITS_FOR_REPLY = "waits_for_reply"
    HEARD = "heard"


@dataclass(frozen=True, slots=True)
class Hearing:
    """Where it stands; `until` is the last day to answer of a warning that is waited for."""

    standing: Standing
    until: date | None = None


def must_be_heard(outcome: DecisionOutcome, referrer: Referrer | str | None) -> bool:
    """True for a decision against somebody who has not asked for it themselves; a change of what somebody has counts.

    Whoever applied has spoken by applying. `referrer` is None for a change of a decision.
    """
    return outcome in AGAINST and referrer != Referrer.PERSON


def hearing(heard: Iterable[Heard], *, today: date) -> Hearing:
    """May we decide today? A conversation is enough; a warning is, once it is answered or its last day has passed.

    Whoever is given time to answer has that time, whatever was said or had run out before. An answer counts for the
    warnings that came before it as well.
    """
    times = list(heard)
    if not times:
        return Hearing(Standing.NOT_HEARD)
    answered = max((each.replied_on for each in times if each.replied_on is not None), default=None)
    waits = [
        each.reply_by
        for each in times
        if each.reply_by is not None and each.reply_by >= today and (answered is None or answered < each.on)
    ]
    return Hearing(Standing.WAITS_FOR_REPLY, max(waits)) if waits else Hearing(Standing.HEARD)
