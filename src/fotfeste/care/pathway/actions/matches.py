"""Saying who a referral is about, where its number belongs to somebody known from before."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act

from ..models import Person, Referral, Relative
from ..queries.matches import relations_to_match
from ..queries.record import relations_to
from ..rules.errors import CareError
from ..rules.gaps import GAPS, gaps
from ..rules.vocabulary import WhyCancelled
from ..writing.closing import hold_person
from ..writing.ending import close_referrals
from ..writing.registering import hold_living
from .persons import _identity

RELATIVE = "relative"


@transaction.atomic
def confirm_person(*, referral: Referral, take_over: Collection[str] = (), by: User, now: datetime) -> Referral:
    """The referral is about the person the number belongs to. Every waiting referral written with it follows along.

    take_over  what of the writing fills a gap in the record: names of `rules.gaps.GAPS`, and "relative" for the next of
               kin who are not there yet. What stands in the record is never overwritten; the writing itself is kept
               beside the referral.
    When that person has died, or moved after the referral came, it is closed at once and whoever referred is told;
    somebody who moved before it came lives here again.
    Raises `AccessRefused` for somebody who may not open that person's record, and `CareError` when it is answered.
    """
    written, known = _match(referral, by, now)
    hold_person(known)
    filled = [field for name in gaps(vars(written), vars(known)) if name in take_over for field in GAPS[name]]
    for field in filled:
        setattr(known, field, getattr(written, field))
    if filled:
        known.save(update_fields=filled)
    if RELATIVE in take_over:
        there = {each.name.casefold() for each in known.relatives.all()}
        Relative.objects.bulk_create(
            Relative(person=known, name=each.name, relationship=each.relationship, phone=each.phone)
            for each in written.relatives.order_by("pk")
            if each.name.casefold() not in there
        )
    waiting = list(Referral.objects.select_for_update().filter(person=written, waits=True))
    for each in waiting:
        each.person, each.written_about = known, written
        each.save(update_fields=["person", "written_about"])
    if known.died_on is not None:
        close_referrals(known.pk, WhyCancelled.DIED, by=by, now=now)
    elif known.moved_on is not None and all(each.received_on <= known.moved_on for each in waiting):
        close_referrals(known.pk, WhyCancelled.MOVED_AWAY, by=by, now=now)
    else:
        hold_living(known)
    referral.refresh_from_db()
    log.write(by=by, act=Act.CONFIRM_PERSON, now=now, person_id=known.pk, subject=referral)
    return referral


@transaction.atomic
def reject_match(
    *,
    referral: Referral,
    national_number: str = "",
    birth_date: date | None = None,
    sex: str = "",
    by: User,
    now: datetime,
) -> Person:
    """The referral is about somebody else: a person of their own from now on, with the right number where it is known.

    The wrong number goes; date of birth and sex may have been read from it and are written anew. A right number that
    belongs to a third person known from before waits for an answer in its turn. Raises as `confirm_person`, and
    `CareError` when the number cannot be right.
    """
    written, known = _match(referral, by, now)
    digits, birth_date, sex = _identity(national_number, birth_date, sex, today=localdate(now))
    if digits and digits == known.national_number:
        raise CareError(
            "This is the number of the person you say it is not. Write another number, or leave it out for now."
        )
    other = Person.objects.filter(national_number=digits, known_as=None).first() if digits else None
    written.known_as, written.national_number = other, digits
    written.birth_date, written.sex = birth_date, sex
    written.save(update_fields=["known_as", "national_number", "birth_date", "sex"])
    log.write(by=by, act=Act.CONFIRM_PERSON, now=now, person_id=known.pk, subject=referral)
    return written


def _match(referral: Referral, by: User, now: datetime) -> tuple[Person, Person]:
    """What was written and whom it may be about, held until the transaction ends: two may answer at once."""
    today = localdate(now)
    referral.refresh_from_db()
    written = Person.objects.select_for_update(no_key=True).get(pk=referral.person_id)
    referral.refresh_from_db()
    if written.known_as_id is None or referral.person_id != written.pk:
        require(by, Act.CONFIRM_PERSON, relations_to(by, referral.person_id, today=today), person_id=referral.person_id)
        raise CareError("Who the referral is about is answered already. Open it again to see what was said.")
    require(by, Act.CONFIRM_PERSON, relations_to_match(by, referral, today=today), person_id=written.known_as_id)
    return written, Person.objects.get(pk=written.known_as_id)
