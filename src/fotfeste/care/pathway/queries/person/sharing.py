"""What the person has said about telling others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from fotfeste.care.terms.rules.vocabulary import Referrer, SharedWith

from ...models import Person, Referral, Relative, Sharing
from ...rules.person.sharing import TREATS, gp_gets_report, referrer_is_told, relative_reads_letters
from .record import Look

# A person's referrals that are asked about: the newest few; answers to older ones have long been read.
NEWEST_REFERRALS = 5
# The word that holds is the one said last, not the one written down last.
_BY_DAY = ("said_on", "written_at", "pk")


@dataclass(frozen=True, slots=True)
class Said:
    """The person's newest word about one receiver: whether they agree, on which day, and who wrote it down."""

    agrees: bool
    on: date
    written_by: str


def said_about(
    person_id: UUID, with_whom: SharedWith, *, referral_id: UUID | None = None, relative_id: int | None = None
) -> Said | None:
    """The word that holds today, or None. For actions and questions that have opened the record."""
    about = Q(referral=referral_id) & Q(relative=relative_id)
    rows = Sharing.objects.filter(about, person_id=person_id, with_whom=with_whom)
    row = rows.select_related("written_by").order_by(*_BY_DAY).last()
    return Said(row.agrees, row.said_on, row.written_by.name) if row else None


def agrees(said: Said | None) -> bool | None:
    """The word as the rules take it."""
    return said.agrees if said else None


def referrers_words(referral_ids: Iterable[UUID]) -> dict[UUID, bool]:
    """For each referral about which something was said: whether the person agrees to an answer with the result."""
    rows = Sharing.objects.filter(with_whom=SharedWith.REFERRER, referral_id__in=list(referral_ids))
    return dict(rows.order_by(*_BY_DAY).values_list("referral_id", "agrees"))


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody who may be told about the person. `told`: as it stands today; `at_first`: when nothing is said.

    name  as somebody wrote it, may be empty; `answered` (referrers only): the answer was written already
    """

    key: str
    with_whom: SharedWith
    name: str
    referrer: str
    told: bool
    at_first: bool
    said: Said | None
    received_on: date | None = None
    answered: bool = False
    referral_id: UUID | None = None
    relative_id: int | None = None


def receivers_of(look: Look) -> list[Receiver]:
    """Everybody the person may say something about: the GP, those who referred, next of kin who are let in."""
    newest: dict[tuple[str, UUID | None, int | None], Said] = {}
    for row in Sharing.objects.filter(person_id=look.person_id).select_related("written_by").order_by(*_BY_DAY):
        newest[row.with_whom, row.referral_id, row.relative_id] = Said(row.agrees, row.said_on, row.written_by.name)
    return [
        _gp(look, newest.get((SharedWith.GP, None, None))),
        *_referrers(look, newest),
        *_relatives(look, newest),
    ]


def _gp(look: Look, said: Said | None) -> Receiver:
    name = Person.objects.values_list("gp_name", flat=True).get(pk=look.person_id)
    return Receiver("gp", SharedWith.GP, name, "", gp_gets_report(agrees(said)), gp_gets_report(None), said)


def _referrers(look: Look, newest: dict[tuple[str, UUID | None, int | None], Said]) -> Iterable[Receiver]:
    rows = Referral.objects.filter(person_id=look.person_id).exclude(referrer=Referrer.PERSON)
    for row in rows.order_by("-received_on", "-registered_at")[:NEWEST_REFERRALS]:
        said = newest.get((SharedWith.REFERRER, row.pk, None))
        referrer = Referrer(row.referrer)
        yield Receiver(
            key=f"referral-{row.pk}",
            with_whom=SharedWith.REFERRER,
            name=row.referrer_name,
            referrer=str(row.get_referrer_display()),
            told=referrer_is_told(referrer, agrees(said)),
            at_first=referrer in TREATS,
            said=said,
            received_on=row.received_on,
            answered=row.answered_on is not None,
            referral_id=row.pk,
        )


def _relatives(look: Look, newest: dict[tuple[str, UUID | None, int | None], Said]) -> Iterable[Receiver]:
    rows = Relative.objects.filter(person_id=look.person_id, consented_on__isnull=False, withdrawn_on=None)
    for row in rows.order_by("name"):
        said = newest.get((SharedWith.RELATIVE, None, row.pk))
        told = relative_reads_letters(agrees(said))
        yield Receiver(
            key=f"relative-{row.pk}",
            with_whom=SharedWith.RELATIVE,
            name=row.name,
            referrer="",
            told=told,
            at_first=relative_reads_letters(None),
            said=said,
            relative_id=row.pk,
        )
