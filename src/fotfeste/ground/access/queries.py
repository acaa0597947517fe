"""What can be asked about users, units and the log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from fotfeste.ground.database.questions import question

from .models import LogEntry, Membership, Unit, User
from .rules.rights import Role


def active_on(today: date, prefix: str = "") -> Q:
    """The condition that a period with `starts_on` and `ends_on` covers the day."""
    return Q(**{f"{prefix}starts_on__lte": today}) & (
        Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": today})
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A user's time in one unit; `ends_on` is the last day that counts."""

    id: int
    unit_id: int
    unit: str
    kind: str
    starts_on: date
    ends_on: date | None

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


def keep_places(user: User) -> None:
    """Ask for the user's units once at most from here on, and remember them on this very object.

    Only for an object that lives no longer than one request: access follows a change with the next one.
    """
    user.keeps_places = True


def forget_places(user: User) -> None:
    """The user's units have changed: what this object remembers is asked for again."""
    user.places = None


def _places_of(user: User) -> tuple[Place, ...]:
    """Where the user works and has worked, by the name of the unit."""
    if user.places is not None:
        return user.places
    fields = ("pk", "unit_id", "unit__name", "unit__kind", "starts_on", "ends_on")
    rows = Membership.objects.filter(user=user).order_by("unit__name").values_list(*fields)
    found = tuple(Place(*row) for row in rows)
    if user.keeps_places:
        user.places = found
    return found


# The units by which a role reaches somebody; the other roles reach nobody by a unit.
KIND_OF_REACH: Mapping[str, str] = {Role.ALLOCATOR: "office", Role.COORDINATOR: "team", Role.THERAPIST: "team"}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as a question that is put together beforehand knows them: by their role alone.

    `pk` and `units` stand for what `asked_by` gives each time the question is asked (ground/database/questions.py).
    """

    role: str
    pk: Any
    units: Any


def asked_by(user: User, *, today: date) -> dict[str, Any]:
    """The user and the units by which they reach somebody today, to ask a question with: `user` and `units`."""
    kind = KIND_OF_REACH.get(user.role)
    return {"user": user.pk, "units": unit_ids_of(user, today=today, kind=kind) if kind else []}


def unit_ids_of(user: User | Asker, *, today: date, kind: str | None = None) -> list[int]:
    """The units the user works in today, as ids; of one kind when `kind` is given."""
    if isinstance(user, Asker):
        if kind != KIND_OF_REACH.get(user.role):
            raise TypeError(f"The question of a {user.role} knows no units of the kind {kind}.")
        units: list[int] = user.units
        return units
    return [place.unit_id for place in _places_of(user) if place.covers(today) and kind in (None, place.kind)]


def units_of(user: User, *, today: date, kind: str) -> list[tuple[int, str]]:
    """The units of one kind the user works in today, each once, by name."""
    mine = (place for place in _places_of(user) if place.covers(today) and place.kind == kind)
    return list({place.unit_id: place.unit for place in mine}.items())


def unit_name_of(user: User) -> str:
    """The first unit the user works in, for the top of the page and the log; empty when there is none."""
    lasting = [place for place in _places_of(user) if place.ends_on is None]
    return min(lasting, key=lambda place: (place.starts_on, place.id)).unit if lasting else ""


def units(*, kind: str) -> list[Unit]:
    return _units(kind=kind)


@question
def _units(*, kind: Any) -> QuerySet[Unit]:
    return Unit.objects.filter(kind=kind).order_by("name")


def staff_of_units(unit_ids: list[int], *, today: date) -> QuerySet[User]:
    """Those who work in one of the units today."""
    working = Membership.objects.filter(active_on(today), unit_id__in=unit_ids).values("user_id")
    return User.objects.filter(pk__in=working, is_active=True).order_by("name")


def somebody_signs_in() -> bool:
    """Whether there is a user at all besides the product itself."""
    return User.objects.exclude(role=Role.SYSTEM).exists()


def personas() -> list[User]:
    """The demo's ready users, in the order they were made."""
    return list(User.objects.filter(is_persona=True, is_active=True).order_by("pk"))


def users_at(addresses: Iterable[str]) -> dict[str, User]:
    """The users with these addresses, by address; those there are."""
    return {user.email: user for user in User.objects.filter(email__in=list(addresses))}


def user_with(public_id: UUID) -> User:
    """The user a page is about. Raises `Http404`."""
    return get_object_or_404(User, public_id=public_id)


def persona_with(public_id: UUID) -> User:
    """One of the demo's ready users. Raises `Http404` for anybody else."""
    return get_object_or_404(User, public_id=public_id, is_persona=True, is_active=True)


def memberships_of(user: User, *, today: date) -> list[Membership]:
    """Where the user works today or will, with the units."""
    lasting = Q(ends_on=None) | Q(ends_on__gte=today)
    return list(Membership.objects.filter(lasting, user=user).select_related("unit").order_by("pk"))


@dataclass(frozen=True)
class UserRow:
    """One user in the administrator's list."""

    public_id: UUID
    name: str
    email: str
    role: str
    profession: str
    units: str
    active: bool


def user_rows(*, today: date) -> list[UserRow]:
    """Every user but the product itself, with the units they work in today: two queries however many there are."""
    units: dict[int, list[str]] = {}
    for member in Membership.objects.filter(active_on(today)).select_related("unit").order_by("unit__name"):
        units.setdefault(member.user_id, []).append(member.unit.name)
    return [
        UserRow(
            public_id=user.public_id,
            name=user.name,
            email=user.email,
            role=str(user.get_role_display()),
            profession=str(user.get_profession_display()),
            units=", ".join(units.get(user.pk, [])),
            active=user.is_active,
        )
        for user in User.objects.exclude(role=Role.SYSTEM).order_by("name")
    ]


@dataclass(frozen=True)
class LookRow:
    """One line of the log as the person may read it."""

    at: datetime
    who: str
    role: str
    unit: str
    act: str


def looks_at(person_id: UUID, *, limit: int = 200, besides: Role | None = None) -> list[LookRow]:
    """Who has looked at or written in the person's record, newest first; without those of the role `besides`."""
    rows = LogEntry.objects.filter(person_id=person_id, outcome="done").order_by("-id")
    rows = rows.exclude(role=besides) if besides else rows
    return [LookRow(at=r.at, who=r.user_name, role=r.role, unit=r.unit, act=r.act) for r in rows[:limit]]
