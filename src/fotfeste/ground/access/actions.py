"""What can be done with users and units."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from . import log
from .gate import require
from .models import Membership, Unit, User
from .queries import forget_places
from .rules.rights import Act, Role


def system_user() -> User:
    """The product itself, for imports from the command line and nightly jobs. Has no password and cannot sign in."""
    user, made = User.objects.get_or_create(
        email="system@fotfeste.invalid", defaults={"name": "Fotfeste", "role": Role.SYSTEM}
    )
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


@transaction.atomic
def add_unit(*, name: str, kind: str, by: User, now: datetime, parent: Unit | None = None) -> Unit:
    require(by, Act.MANAGE_USERS)
    unit, _ = Unit.objects.get_or_create(name=name, defaults={"kind": kind, "parent": parent})
    log.write(by=by, act=Act.MANAGE_USERS, now=now, subject=unit)
    return unit


@transaction.atomic
def add_user(
    *,
    email: str,
    name: str,
    role: Role,
    by: User,
    now: datetime,
    units: tuple[Unit, ...] = (),
    profession: str = "",
    password: str | None = None,
    language: str = "nb",
    is_persona: bool = False,
) -> User:
    """Make a user with a role, a profession and the units they work in from today.

    Raises `ValueError` for the roles that cannot be given, and Django's `IntegrityError` when the address is taken.
    """
    require(by, Act.MANAGE_USERS)
    if role is Role.SYSTEM:
        raise ValueError("The role 'system' belongs to the product itself. Choose another role.")
    user = User(
        email=email.lower(), name=name, role=role, profession=profession, language=language, is_persona=is_persona
    )
    user.set_password(password)
    user.save()
    for unit in units:
        Membership.objects.create(user=user, unit=unit, starts_on=localdate(now))
    log.write(by=by, act=Act.MANAGE_USERS, now=now, subject=user)
    return user


@transaction.atomic
def end_membership(*, user: User, unit: Unit, last_day: date, by: User, now: datetime) -> None:
    """The user no longer works in the unit after `last_day`; access follows at once.

    A last day before the first means that the membership never counts. One whose end was set before, and has not come
    yet, gets the new one.
    """
    require(by, Act.MANAGE_USERS)
    for member in Membership.objects.filter(user=user, unit=unit).select_for_update():
        if member.ends_on is None or member.ends_on >= localdate(now):
            member.ends_on = max(last_day, member.starts_on - timedelta(days=1))
            member.save(update_fields=["ends_on"])
    forget_places(user)
    log.write(by=by, act=Act.MANAGE_USERS, now=now, subject=user)


@transaction.atomic
def switch_user(*, user: User, active: bool, by: User, now: datetime) -> None:
    """Let the user sign in or not. Every session of a user who is switched off is dead for good, also if the user is
    switched on again."""
    require(by, Act.MANAGE_USERS)
    user.is_active = active
    user.save(update_fields=["is_active"])
    if not active:
        _end_sessions(user)
    log.write(by=by, act=Act.MANAGE_USERS, now=now, subject=user)


def _end_sessions(user: User) -> None:
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])
