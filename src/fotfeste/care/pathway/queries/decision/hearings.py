"""How a person was heard before a decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from fotfeste.care.terms.rules.vocabulary import HearingKind

from ...models import Episode, Hearing, Referral
from ...rules.decision import hearing as rules
from ..person.record import Look
from .changes import heard_for_next_change


@dataclass(frozen=True, slots=True)
class HearingRow:
    """One time the person was heard; of a warning, until when they may answer, and what they answered."""

    id: int
    kind: HearingKind
    on: date
    words: str
    reply_by: date | None
    replied_on: date | None
    reply: str
    letter_id: UUID | None
    by: str


def hearings_of(look: Look, referral: Referral) -> list[HearingRow]:
    """The times the person was heard about a referral, in the order they came."""
    found = Hearing.objects.filter(referral=referral, referral__person_id=look.person_id)
    return _rows(found)


def _rows(found: QuerySet[Hearing]) -> list[HearingRow]:
    return [
        HearingRow(
            each.pk,
            HearingKind(each.kind),
            each.on,
            each.words,
            each.reply_by,
            each.replied_on,
            each.reply,
            each.letter_id,
            each.by.name,
        )
        for each in found.select_related("by").order_by("on", "pk")
    ]


def hearings_of_period(look: Look, episode: Episode) -> list[HearingRow]:
    """The times the person was heard about the next change of a period, in the order they came."""
    return _rows(heard_for_next_change(episode, today=look.today).filter(episode__person_id=look.person_id))


def hearing_of_period_to_answer(look: Look, episode: Episode, hearing_id: int) -> Hearing:
    """The warning itself, for an action on it. One of the period's, so it is there."""
    return Hearing.objects.select_related("episode__person").get(
        pk=hearing_id, episode=episode, episode__person_id=look.person_id
    )


def open_warning(look: Look, referral: Referral) -> Hearing | None:
    """The latest warning that nobody has answered yet, for the action that records the answer."""
    found = Hearing.objects.filter(referral=referral, referral__person_id=look.person_id, kind=HearingKind.WARNING)
    return found.filter(replied_on=None).order_by("-on", "-pk").first()


def standing(rows: Iterable[HearingRow], *, today: date) -> rules.Hearing:
    """Whether the person has been heard, so that it may be decided against them today."""
    return rules.hearing(
        [rules.Heard(each.kind, each.on, each.reply_by, each.replied_on) for each in rows], today=today
    )
