"""Referrals about somebody known from before: written by one who may not open the record, so they lie beside it.

The answer is given by those who may open it: the offices and teams that follow the person. When nobody does any more,
by the office that had the case last. Whoever only wrote first is not the record (`_worked_with`): between two writings
that nobody has worked with, the office of the later one answers, and sees of the other no more than who it is; an
office that wrote both sees both.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from fotfeste.ground.access import log
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import Asker, asked_by, unit_ids_of
from fotfeste.ground.access.rules.rights import Act, Relation, Role, may_ever
from fotfeste.ground.database.questions import question

from ...models import Episode, Person, Referral, Relative
from .persons import in_reach
from .reach import office_case

_UNCONFIRMED = Q(waits=True, person__known_as__isnull=False)
# Those who follow the person have said that it is somebody else: what was written is put right where it was written.
_SAID_TO_BE_ANOTHER = Q(written_about=F("person"))


def to_confirm(user: User | Asker, *, today: date) -> Q:
    """The condition on referrals whose match this user may answer today."""
    # Said once for both, so that the database begins with the few that wait and not with every referral there is.
    return _UNCONFIRMED & (_side_by_side(user, today) | _own_side(user, today))


def waiting_to_confirm(user: User, *, today: date) -> list[UUID]:
    """The referrals whose match this user may answer today."""
    # Most days nobody has written beside anybody: then the long question need not be asked.
    candidates = _unconfirmed()
    if not candidates:
        return []
    return _confirmed_by(user.role, **asked_by(user, today=today), today=today, candidates=candidates)


@question
def _unconfirmed() -> QuerySet[Referral, UUID]:
    return Referral.objects.filter(_UNCONFIRMED).values_list("pk", flat=True)


@question
def _confirmed_by(role: str, *, user: Any, units: Any, today: Any, candidates: Any) -> QuerySet[Referral, UUID]:
    found = Referral.objects.filter(to_confirm(Asker(role, user, units), today=today), pk__in=candidates)
    return found.values_list("pk", flat=True)


def _side_by_side(user: User | Asker, today: date) -> Q:
    """Those where the user may see and answer both sides, for they may open the record of the person."""
    role = Role(user.role)
    if not may_ever(role, Act.CONFIRM_PERSON):
        return Q(pk__in=[])
    known = OuterRef("person__known_as")
    # Persons somebody has written beside are few: without them the database would ask about every person in reach.
    beside = Person.objects.filter(known_as__isnull=False).values("known_as")
    reached = in_reach(user, today=today).filter(pk__in=beside)
    followed = reached.filter(_worked_with("pk")).values("pk")
    mine = Q(person__known_as__in=followed)
    if role is Role.ALLOCATOR:
        offices = unit_ids_of(user, today=today, kind="office")
        last = Referral.objects.filter(person=known).order_by("-received_on", "-registered_at").values("office")[:1]
        ended = (
            Referral.objects.filter(_UNCONFIRMED, _worked_with("person__known_as"))
            .filter(~Exists(Referral.objects.filter(office_case(today=today), person=known)))
            .annotate(last_office=Subquery(last))
            .filter(Q(last_office__in=offices) | Q(last_office=None, office_id__in=offices))
        )
        # Whoever wrote, and for whichever team: the office has had both in its inbox from the first day.
        of_one_office = Referral.objects.filter(
            _UNCONFIRMED,
            Exists(Referral.objects.filter(person=known, office_id__in=offices)),
            ~Exists(Referral.objects.filter(person=known).exclude(office_id__in=offices)),
            office_id__in=offices,
            person__known_as__in=reached.values("pk"),
        )
        mine |= Q(pk__in=ended.values("pk")) | Q(pk__in=of_one_office.values("pk"))
    return _UNCONFIRMED & ~_SAID_TO_BE_ANOTHER & mine


def _own_side(user: User | Asker, today: date) -> Q:
    """Those the user's own office wrote where nobody follows the other side, or those who do have said no."""
    if Role(user.role) is not Role.ALLOCATOR:
        return Q(pk__in=[])
    offices = unit_ids_of(user, today=today, kind="office")
    alone = Referral.objects.filter(_UNCONFIRMED, office_id__in=offices).filter(
        _SAID_TO_BE_ANOTHER | ~_worked_with("person__known_as")
    )
    return Q(pk__in=alone.values("pk"))


def _worked_with(person: str) -> Q:
    """Whether the person in this field has been worked with by more than the one who wrote the number first.

    Training has begun, or somebody else than the one who registered has made contact, assessed or decided. One user
    alone cannot bring that about, so a number taken early makes nobody the record.
    """
    of_person = Referral.objects.filter(person=OuterRef(person))
    by_another = ~Q(registered_by=F("handled_by")) & Q(handled_by__isnull=False)
    for who in ("screening__screened_by", "decision__decided_by"):
        by_another |= Q(**{f"{who}__isnull": False}) & ~Q(**{who: F("registered_by")})
    began = Episode.objects.filter(person=OuterRef(person), started_on__isnull=False)
    return Q(Exists(of_person.filter(by_another))) | Q(Exists(began))


def sees_both(user: User, referral: Referral, *, today: date) -> bool:
    """Whether the one who answers may also see, and join, what others wrote; else they answer for their own side."""
    return Referral.objects.filter(_side_by_side(user, today), pk=referral.pk).exists()


def may_be_joined(referral: Referral) -> bool:
    """False when those who follow the person have said that it is somebody else."""
    return referral.written_about_id != referral.person_id


def relations_to_match(user: User, referral: Referral, *, today: date) -> frozenset[Relation]:
    """How the user stands to the person of a match; empty when the answer is not theirs, or nothing waits for one."""
    if not Referral.objects.filter(to_confirm(user, today=today), pk=referral.pk).exists():
        return frozenset()
    return frozenset({Relation.OFFICE if user.role == Role.ALLOCATOR else Relation.TEAM})


@dataclass(frozen=True)
class Match:
    """What a referrer wrote (`referral.person`, with `written_relatives`) beside what the record says.

    both  whether all of `known` may be shown; otherwise name, date of birth and number, and no relatives come with it
    same  whether it may be answered that they are one
    """

    referral: Referral
    known: Person
    written_relatives: list[Relative]
    relatives: list[Relative]
    both: bool
    same: bool

    @property
    def written(self) -> Person:
        return self.referral.person


def match_to_confirm(*, user: User, referral_id: UUID, now: datetime) -> Match | None:
    """The match for the one who answers it; the look at who the known person is stands in the log.

    None for everybody else, whether or not there is a match: the one who wrote the referral learns nothing from it.
    """
    found = (
        Referral.objects.filter(to_confirm(user, today=localdate(now)), pk=referral_id)
        .select_related("person__known_as", "office", "team", "registered_by")
        .first()
    )
    if found is None or found.person.known_as is None:
        return None
    known = found.person.known_as
    both = sees_both(user, found, today=localdate(now))
    log.write(by=user, act=Act.READ_RECORD, now=now, person_id=known.pk, purpose="TREAT")
    return Match(
        referral=found,
        known=known,
        written_relatives=list(found.person.relatives.order_by("pk")),
        relatives=list(known.relatives.order_by("pk")) if both else [],
        both=both,
        same=may_be_joined(found),
    )


def may_confirm(*, user: User, referral: Referral, today: date) -> bool:
    """Whether the page of the referral asks this user who it is about."""
    return bool(relations_to_match(user, referral, today=today))


def written_relatives_of(referral: Referral) -> list[Relative]:
    """The next of kin as the referrer wrote them, once the match is confirmed."""
    return list(referral.written_about.relatives.order_by("pk")) if referral.written_about else []
