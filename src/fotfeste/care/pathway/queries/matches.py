"""Referrals about somebody known from before: written by one who may not open the record, so they lie beside it.

The answer is given by those who may open it: the offices and teams that follow the person. When nobody does any more,
by the office that had the case last, and by the office the referral came to when no office ever had one.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from fotfeste.ground.access import log
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import unit_ids_of
from fotfeste.ground.access.rules.rights import Act, Relation, Role, may_ever

from ..models import Person, Referral, Relative
from .persons import in_reach
from .reach import office_case

_UNCONFIRMED = Q(waits=True, person__known_as__isnull=False)


def to_confirm(user: User, *, today: date) -> Q:
    """The condition on referrals whose match this user may answer today."""
    role = Role(user.role)
    if not may_ever(role, Act.CONFIRM_PERSON):
        return Q(pk__in=[])
    mine = Q(person__known_as__in=in_reach(user, today=today).values("pk"))
    if role is Role.ALLOCATOR:
        mine |= Q(pk__in=_followed_by_nobody(unit_ids_of(user, today=today, kind="office"), today).values("pk"))
    return _UNCONFIRMED & mine


def _followed_by_nobody(offices: list[int], today: date) -> QuerySet[Referral]:
    of_known = Referral.objects.filter(person=OuterRef("person__known_as"))
    last = of_known.order_by("-received_on", "-registered_at").values("office")[:1]
    return (
        Referral.objects.filter(_UNCONFIRMED)
        .filter(~Exists(of_known.filter(office_case(today=today))))
        .annotate(last_office=Subquery(last))
        .filter(Q(last_office__in=offices) | Q(last_office=None, office_id__in=offices))
    )


def relations_to_match(user: User, referral: Referral, *, today: date) -> frozenset[Relation]:
    """How the user stands to the person of a match; empty when the answer is not theirs, or nothing waits for one."""
    if not Referral.objects.filter(to_confirm(user, today=today), pk=referral.pk).exists():
        return frozenset()
    return frozenset({Relation.OFFICE if user.role == Role.ALLOCATOR else Relation.TEAM})


@dataclass(frozen=True)
class Match:
    """What a referrer wrote (`referral.person`, with `written_relatives`) beside what the record says."""

    referral: Referral
    known: Person
    written_relatives: list[Relative]
    relatives: list[Relative]

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
    log.write(by=user, act=Act.READ_RECORD, now=now, person_id=known.pk, purpose="TREAT")
    return Match(
        referral=found,
        known=known,
        written_relatives=list(found.person.relatives.order_by("pk")),
        relatives=list(known.relatives.order_by("pk")),
    )


def may_confirm(*, user: User, referral: Referral, today: date) -> bool:
    """Whether the page of the referral asks this user who it is about."""
    return bool(relations_to_match(user, referral, today=today))


def written_relatives_of(referral: Referral) -> list[Relative]:
    """The next of kin as the referrer wrote them, once the match is confirmed."""
    return list(referral.written_about.relatives.order_by("pk")) if referral.written_about else []
