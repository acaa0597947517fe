"""Saying who a referral is about, where its number belongs to somebody known from before."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import WhyCancelled
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role, may

from ...models import Decision, DecisionCompetence, Episode, Letter, Person, Referral, Relative, Sharing
from ...queries.person.matches import may_be_joined, relations_to_match, sees_both
from ...queries.person.record import relations_to
from ...rules.person.gaps import GAPS, gaps
from ...writing.period.closing import hold_person
from ...writing.period.ending import close_referrals
from ...writing.referral.registering import hold_living
from .persons import _identity

RELATIVE = "relative"

# What is written on a person beside the record, and becomes the record's when the match is confirmed. A test holds the
# two lists against the models.
MOVED = (Referral, Decision, DecisionCompetence, Sharing)
# Next of kin are taken over one by one. A period, and a letter, come after it is said who it is: those that are there
# belong to what was over before.
NOT_MOVED = (Relative, Episode, Letter)


@transaction.atomic
def confirm_person(*, referral: Referral, take_over: Collection[str] = (), by: User, now: datetime) -> Referral:
    """The referral is about the person the number belongs to. Every waiting referral written with it follows along.

    take_over  what of the writing fills a gap in the record: names of `rules.gaps.GAPS`, and "relative" for the next of
               kin who are not there yet. What stands in the record is never overwritten; the writing itself is kept
               beside the referral.
    When that person has died, or moved after the referral came, it is closed at once and whoever referred is told;
    somebody who moved before it came lives here again.
    Whoever answers for their own side only (`queries.matches.sees_both`) gains nothing by it: the referral goes over to
    the office that has the person, and leaves their own; where that office is done with its own, the referral keeps the
    number and becomes the record.
    Raises `AccessRefused` for somebody the answer is not theirs, and `CareError` when it is answered.
    """
    written, known = _match(referral, by, now)
    relations = relations_to_match(by, referral, today=localdate(now))
    require(by, Act.CONFIRM_PERSON, relations, person_id=known.pk)
    if not may_be_joined(referral):
        raise CareError("Those who follow the person have said that this is somebody else. Put the number right.")
    hold_person(known)
    of_known = Referral.objects.filter(person=known, waits=True).order_by("-registered_at").first()
    if sees_both(by, referral, today=localdate(now)):
        _fill(known, written, take_over)
        _joined(_move(written, known), known, by=by, now=now)
    elif of_known is not None:
        into = {"office_id": of_known.office_id, "team_id": of_known.team_id}
        _joined(_move(written, known, **into), known, by=by, now=now)
    elif known.died_on is not None:
        _joined(_move(written, known), known, by=by, now=now)
    else:
        _take_the_number(written, known)
    referral.refresh_from_db()
    log.write(by=by, act=Act.CONFIRM_PERSON, now=now, person_id=known.pk, subject=referral)
    return referral


def _fill(known: Person, written: Person, take_over: Collection[str]) -> None:
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


def _move(written: Person, known: Person, **into: int | None) -> list[Referral]:
    """A referral that waits has no visits, goals or contacts yet, so no room has to hear whom it is about."""
    waiting = list(Referral.objects.select_for_update().filter(person=written, waits=True))
    for each in waiting:
        each.person, each.written_about = known, written
        for name, value in into.items():
            setattr(each, name, value)
        each.save(update_fields=["person", "written_about", *into])
        Decision.objects.filter(referral=each).update(person=known)
    DecisionCompetence.objects.filter(person=written).update(person=known)
    _carry_words(written, known)
    return waiting


def _carry_words(one: Person, other: Person) -> None:
    """What the person has said about telling others holds for `other` too, with its own day. The rows are append-only.

    About a referral where it belongs to `other` now. About next of kin only a no, and where the same name is there: a
    yes goes to nobody because of a name.
    """
    kin = {each.name.casefold(): each for each in other.relatives.all()}
    rows = Sharing.objects.filter(person=one).select_related("relative").order_by("pk")
    Sharing.objects.bulk_create(
        Sharing(
            person=other,
            with_whom=row.with_whom,
            referral_id=row.referral_id,
            relative=kin[row.relative.name.casefold()] if row.relative else None,
            agrees=row.agrees,
            said_on=row.said_on,
            written_by_id=row.written_by_id,
            written_at=row.written_at,
        )
        for row in rows.filter(Q(referral=None) | Q(referral__person=other))
        if row.relative is None or (not row.agrees and row.relative.name.casefold() in kin)
    )


def _joined(waiting: list[Referral], known: Person, *, by: User, now: datetime) -> None:
    """What joins the record of somebody who is gone is closed; somebody referred after a move lives here again."""
    if known.died_on is not None:
        close_referrals(known.pk, WhyCancelled.DIED, by=by, now=now)
    elif known.moved_on is not None and all(each.received_on <= known.moved_on for each in waiting):
        close_referrals(known.pk, WhyCancelled.MOVED_AWAY, by=by, now=now)
    else:
        hold_living(known)


def _take_the_number(written: Person, known: Person) -> None:
    """What nobody works with any more makes way: all writings with the number lie beside this one from now on."""
    known.known_as = written
    known.save(update_fields=["known_as"])
    written.known_as = None
    written.save(update_fields=["known_as"])
    Person.objects.filter(known_as=known).exclude(pk=written.pk).update(known_as=written)
    _carry_words(known, written)


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
    belongs to a third person known from before waits for an answer in its turn. In what another unit wrote nothing is
    changed by the one who says no: it goes back to the office it lies with, which puts the number right.
    Raises as `confirm_person`, and `CareError` when the number cannot be right.
    """
    written, known = _match(referral, by, now)
    relations = relations_to_match(by, referral, today=localdate(now))
    require(by, Act.CONFIRM_PERSON, relations, person_id=known.pk)
    digits, birth_date, sex = _identity(national_number, birth_date, sex, today=localdate(now))
    if digits and digits == known.national_number:
        raise CareError(
            "This is the number of the person you say it is not. Write another number, or leave it out for now."
        )
    if may(Role(by.role), Act.READ_RECORD, relations_to(by, written.pk, today=localdate(now))):
        other = Person.objects.filter(national_number=digits, known_as=None).first() if digits else None
        written.known_as, written.national_number = other, digits
        written.birth_date, written.sex = birth_date, sex
        written.save(update_fields=["known_as", "national_number", "birth_date", "sex"])
        Referral.objects.filter(person=written, written_about=written).update(written_about=None)
    else:
        for each in Referral.objects.select_for_update().filter(person=written, waits=True):
            each.written_about = written
            each.save(update_fields=["written_about"])
    referral.refresh_from_db()
    log.write(by=by, act=Act.CONFIRM_PERSON, now=now, person_id=known.pk, subject=referral)
    return written


def _match(referral: Referral, by: User, now: datetime) -> tuple[Person, Person]:
    """What was written and whom it may be about, held until the transaction ends: two may answer at once.

    Whose the answer is, the caller asks; here only who may hear that it is answered already.
    """
    today = localdate(now)
    referral.refresh_from_db()
    written = Person.objects.select_for_update(no_key=True).get(pk=referral.person_id)
    referral.refresh_from_db()
    if written.known_as_id is None or referral.person_id != written.pk:
        require(by, Act.CONFIRM_PERSON, relations_to(by, referral.person_id, today=today), person_id=referral.person_id)
        raise CareError("Who the referral is about is answered already. Open it again to see what was said.")
    return written, Person.objects.get(pk=written.known_as_id)
