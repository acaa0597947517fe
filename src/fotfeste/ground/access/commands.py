"""`fotfeste user add` and `unit add`: who gets in. The commands of the log stand in `log_commands.py`."""

import secrets
from typing import Annotated

import typer

from fotfeste.ground.access import log_commands
from fotfeste.ground.terminal import Commands, For, fail, say

LONGEST_NAME = 120  # as the tables of users and units hold it


def register(app: Commands) -> None:
    """Hang the commands on the product's command line."""
    users = Commands(about="The users of this installation.")
    users.add(
        user_add,
        "add",
        example='fotfeste user add trygg.havn@kommune.example --name "Trygg Havn" --role allocator',
    )
    app.add_group(users, "user", who=For.SERVICE)
    units = Commands(about="The offices, teams and zones users work in.")
    units.add(unit_add, "add", example='fotfeste unit add "Team Sør" --kind team')
    app.add_group(units, "unit", who=For.SERVICE)
    log_commands.register(app)


def user_add(
    email: Annotated[str, typer.Argument(help="The address the user signs in with.")],
    name: Annotated[str, typer.Option(help="Full name.", prompt="Name")],
    role: Annotated[str, typer.Option(help="Role, for example allocator, therapist, trainer, manager or admin.")],
    unit: Annotated[list[str] | None, typer.Option(help="Unit the user works in; may be repeated.")] = None,
    profession: Annotated[str, typer.Option(help="Profession, for example occupational_therapist.")] = "",
    ask: Annotated[bool, typer.Option("--ask-password", help="Ask for the password; else one is made.")] = False,
) -> None:
    """Make a user. A password is made and shown once, unless you ask to type one."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.db import IntegrityError
    from django.utils import timezone

    from fotfeste.ground.access import actions, queries
    from fotfeste.ground.access.labels import UNIT_KINDS
    from fotfeste.ground.access.rules.rights import Profession, Role

    allowed = [each.value for each in Role if each is not Role.SYSTEM]
    if role not in allowed:
        raise fail(f"There is no role {role!r}. Choose one of: {', '.join(allowed)}.", 2)
    if profession and profession not in list(Profession):
        raise fail(f"There is no profession {profession!r}. Choose one of: {', '.join(Profession)}.", 2)
    units = {each.name: each for kind, _ in UNIT_KINDS for each in queries.units(kind=kind)}
    if unknown := [each for each in unit or () if each not in units]:
        known = ", ".join(units) or "none yet; make one with `fotfeste unit add`"
        raise fail(f"There is no unit {unknown[0]!r}. Units here: {known}.", 2)
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True) if ask else secrets.token_urlsafe(12)
    name = name_of(name)
    try:
        validate_email(email)
        validate_password(password)
        actions.add_user(
            email=email, name=name, role=Role(role), profession=profession, password=password,
            units=tuple(units[each] for each in unit or ()), by=actions.system_user(), now=timezone.now(),
        )  # fmt: skip
    except ValidationError as wrong:
        raise fail(" ".join(wrong.messages), 2) from wrong
    except IntegrityError as taken:
        raise fail(f"There is already a user with the address {email}.", 2) from taken
    say(f"{name} can sign in as {email}.")
    if not ask:
        say(f"Password, shown this once: {password}")


def name_of(written: str) -> str:
    """A name of a user or a unit without spaces around; raise what ends the command when it is empty or too long."""
    name = " ".join(written.split())
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise fail(f"Write a name of 1 to {LONGEST_NAME} letters that can be seen; {written[:40]!r} is none.", 2)
    return name


def unit_add(
    name: Annotated[str, typer.Argument(help="The unit's name as people say it.")],
    kind: Annotated[str, typer.Option(help="Kind: office (allocation office), team, zone (home nursing) …")],
) -> None:
    """Make a unit: an allocation office, a team, or a zone of home nursing."""
    from django.utils import timezone

    from fotfeste.ground.access import actions
    from fotfeste.ground.access.labels import UNIT_KINDS

    name = name_of(name)
    kinds = [each for each, _ in UNIT_KINDS]
    if kind not in kinds:
        raise fail(f"There is no kind of unit {kind!r}. Choose one of: {', '.join(kinds)}.", 2)
    made = actions.add_unit(name=name, kind=kind, by=actions.system_user(), now=timezone.now())
    if made.kind != kind:
        raise fail(f"{made.name} is there already, and is of the kind {made.kind}. Choose another name.", 2)
    say(f"{made.name} is there.")
