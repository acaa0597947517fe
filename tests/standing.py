"""Rows that stand while the tests of a file run: made once, in a transaction that each test's own is a savepoint of.

    @standing
    def people() -> People: ...

is a fixture like any other, and a test that changes what it got changes it for itself alone: its savepoint is rolled
back, and the objects are copies. A test in transactions of its own (`transaction=True`) finds the rows made anew.
"""

import copy
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection, transaction

Build = Callable[..., Any]


@dataclass(frozen=True)
class _Level:
    """What stands once a builder is done, by name, and the savepoint that takes back what it made.

    All of it, not what this one made alone: a builder may change the objects it was given, and below they stay.
    """

    build: Build
    given: dict[str, Any]
    made: dict[str, Any]
    savepoint: transaction.Atomic


@dataclass
class Standing:
    """The rows that stand now, those that others build on first."""

    levels: list[_Level] = field(default_factory=list)
    file: object = None
    within: object = None

    def leave(self, keep: int = 0) -> None:
        """Take back all but the first `keep` levels."""
        while len(self.levels) > keep:
            transaction.set_rollback(True)
            self.levels.pop().savepoint.__exit__(None, None, None)

    def hold(self, wanted: list[Build], file: object, value: Callable[[str], Any]) -> None:
        """Let exactly what `wanted` build stand, each after those it needs; `value` gives their other arguments."""
        if file is not self.file or connection.connection is not self.within:
            self.leave()  # rows of rolled-back tests make every question slower until the transaction ends
        stand = {build.__name__ for build in wanted}
        given = [
            {name: value(name) for name in inspect.signature(build).parameters if name not in stand} for build in wanted
        ]
        same = 0
        for level, build, other in zip(self.levels, wanted, given, strict=False):
            if level.build is not build or level.given != other:  # as where each test has its own `now`
                break
            same += 1
        self.leave(same)
        for build, other in zip(wanted[same:], given[same:], strict=True):
            savepoint = transaction.atomic()
            savepoint._from_testcase = True  # type: ignore[attr-defined]  # an action that asks to be outermost still is
            savepoint.__enter__()
            made = self.copies()
            needs = inspect.signature(build).parameters
            try:
                made[build.__name__] = build(**other, **{name: made[name] for name in needs if name in stand})
            except BaseException:
                transaction.set_rollback(True)
                savepoint.__exit__(None, None, None)
                raise
            self.levels.append(_Level(build, other, made, savepoint))
        self.file, self.within = file, connection.connection

    def copies(self) -> dict[str, Any]:
        """What was made, by name; objects that belong together still do."""
        return copy.deepcopy(self.levels[-1].made) if self.levels else {}


def standing(build: Build) -> Any:
    """Make a fixture of a function that makes rows. Its arguments are fixtures: standing ones, or such without rows."""
    name = build.__name__

    def given(standing_rows: dict[str, Any], db: None, **needs: Any) -> Any:
        return standing_rows[name] if name in standing_rows else build(**needs)

    own = list(inspect.signature(given).parameters.values())[:2]
    needed = [inspect.Parameter(each, inspect.Parameter.KEYWORD_ONLY) for each in inspect.signature(build).parameters]
    given.__signature__ = inspect.Signature([*own, *needed])  # type: ignore[attr-defined]
    given.builds = build  # type: ignore[attr-defined]
    return pytest.fixture(name=name)(given)


def wanted_by(item: Any) -> list[Build]:
    """The builders of the standing fixtures a test asks for, each after those it needs."""
    found: list[Build] = []

    def add(name: str) -> None:
        definitions = item._fixtureinfo.name2fixturedefs.get(name, ())
        build = getattr(definitions[-1].func, "builds", None) if definitions else None
        if build is not None and build not in found:
            for each in inspect.signature(build).parameters:
                add(each)
            found.append(build)

    for name in sorted(item.fixturenames):
        add(name)
    return found


def in_transactions_of_its_own(item: Any) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and marker.kwargs.get("transaction", False)
    return asked or bool({"transactional_db", "live_server"} & set(item.fixturenames))


@pytest.fixture(scope="session")
def all_standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Standing]:
    stand = Standing()
    yield stand
    with django_db_blocker.unblock():
        stand.leave()


@pytest.fixture
def standing_rows(request: pytest.FixtureRequest, all_standing: Standing, django_db_blocker: Any) -> dict[str, Any]:
    """Copies of the standing rows the test asks for, by name of their fixture."""
    wanted = [] if in_transactions_of_its_own(request.node) else wanted_by(request.node)
    with django_db_blocker.unblock():
        all_standing.hold(wanted, request.node.path, request.getfixturevalue)
        return all_standing.copies()


@pytest.fixture
def _django_db_helper(standing_rows: dict[str, Any], _django_db_helper: None) -> None:
    """pytest-django's own, which begins the transaction of the test: after the standing rows are there."""
