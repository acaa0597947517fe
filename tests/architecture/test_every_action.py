"""Every action is called: by somebody who has no business there, and then by the one whose work it is.

Everything is done once (`acting.py`). Each call is watched: first a stranger tries the same with the same words and is
to be refused, having changed nothing; then it is done, and the lines it wrote in the log are counted.
"""

import functools
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from types import FunctionType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

import fotfeste
from fotfeste.ground.access.actions import add_user, system_user
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry, User
from fotfeste.ground.access.rules.rights import Role
from tests.architecture.acting import everything
from tests.record.people import employed

NOW = datetime(2026, 9, 14, 10, 0, tzinfo=ZoneInfo("Europe/Oslo"))  # a Monday without holidays near
Action = Callable[..., Any]


def _every_action() -> Iterator[Action]:
    for module in pkgutil.walk_packages(fotfeste.__path__, "fotfeste."):
        if "actions" in module.name.split(".")[3:]:
            for name, thing in vars(importlib.import_module(module.name)).items():
                if inspect.isfunction(thing) and thing.__module__ == module.name and not name.startswith("_"):
                    yield thing


def name_of(action: Action) -> str:
    """Its room and its own name: which folder of the room it lies in is nobody's business here."""
    _, floor, room, *_ = action.__module__.split(".")
    return f"{floor}.{room}.{action.__name__}"


# `system_user` makes the first user: there is nobody to act by and nobody to name in a line.
ACTIONS = {name_of(action): action for action in _every_action() if action is not system_user}

# Anybody who works there may tell that somebody needs help, and write down who it is.
ANY_STAFF = {"care.pathway.register_person", "care.pathway.refer", "care.pathway.register_referral"}

# Those that write another number of lines than one: nothing has happened after a look ahead, and each row of a list,
# the person in a referral who was not known, and training that begins with a visit have lines of their own.
LINES = {
    "care.pathway.preview_change": {0},
    "care.pathway.preview_completion": {0},
    "care.pathway.refer": {2},
    "care.visits.record_visit": {1, 2},
    "channels.intake.take_referral": {2},
    "channels.intake.take_rows": {3},
}


@dataclass
class Seen:
    """What was seen of one action: its calls, and how many lines each wrote; who was let in that should not be."""

    lines: list[int] = field(default_factory=list)
    to_stranger: set[str] = field(default_factory=set)


def _as_stranger(action: Action, given: dict[str, Any], stranger: User) -> str:
    """What somebody gets who does the same: "refused", or what went wrong."""
    try:
        with transaction.atomic():
            action(**{**given, "by": stranger})
            transaction.set_rollback(True)
    except AccessRefused:
        return "refused"
    except Exception as other:  # told to the test: any other error came before the question who asks
        return f"{type(other).__name__}: {other}"
    return "done"


@pytest.fixture(scope="module")
def seen(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Seen]]:
    """All actions, called."""
    found = {name: Seen() for name in ACTIONS}
    inside: list[str] = []
    strangers: list[User] = []

    def watched(name: str, action: Action) -> Action:
        @functools.wraps(action)
        def call(*args: Any, **given: Any) -> Any:
            if inside or not strangers:
                return action(*args, **given)
            inside.append(name)
            try:
                if "by" in given:
                    found[name].to_stranger |= {_as_stranger(action, given, each) for each in strangers}
                before = LogEntry.objects.count()
                result = action(*args, **given)
                found[name].lines.append(LogEntry.objects.count() - before)
                return result
            finally:
                inside.clear()

        return call

    instead: dict[Any, Action] = {action: watched(name, action) for name, action in ACTIONS.items()}
    with pytest.MonkeyPatch.context() as patched, django_db_blocker.unblock(), transaction.atomic():
        for module in list(sys.modules.values()):
            if module.__name__.partition(".")[0] in ("fotfeste", "tests"):
                for key, value in list(vars(module).items()):
                    if isinstance(value, FunctionType) and value in instead:
                        patched.setattr(module, key, instead[value])
        patched.setattr("django.utils.timezone.now", lambda: NOW)
        people = employed()
        by: dict[str, Any] = {"by": people.admin, "now": NOW}
        strangers += [
            add_user(name="Fremmed Fugl", email=f"fremmed-{role}@example.invalid", role=role, units=units, **by)
            for role, units in ((Role.PERSON, ()), (Role.TRAINER, (people.north,)))
        ]
        everything(people, NOW)
        yield found
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_an_action_refuses_strangers_and_is_one_line_in_the_log(name: str, seen: dict[str, Seen]) -> None:
    one = seen[name]
    assert one.lines, f"{name} is not called: add it to acting.py."
    assert set(one.lines) == LINES.get(name, {1})
    assert one.to_stranger - ({"done"} if name in ANY_STAFF else set()) == {"refused"}


def test_those_named_as_different_exist() -> None:
    assert LINES.keys() | ANY_STAFF <= ACTIONS.keys()
