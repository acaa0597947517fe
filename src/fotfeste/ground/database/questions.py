"""A question of the ORM that is put together once, and then asked with other values each time.

To put a question together takes Django some milliseconds, every time, and most pages ask a dozen: half of Python's
time of a page (docs/adr/0035). What is kept here is the text of the question and the order of its values: never a
value, never an answer, and nothing about who asked. Rights are conditions of the question, and each time it is asked
they are looked at anew, with the values of the one who asks.

    @question
    def _visits(*, person: Any) -> QuerySet[Visit]:
        return Visit.objects.filter(episode__person_id=person)

    for visit in _visits(person=look.person_id): …
"""

import copy
import sys
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Expression, Field, ForeignObject, Model, QuerySet
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In

Row = TypeVar("Row")
_VALUES = (UUID, date, int, str)  # a datetime is a date


class Given(Expression):
    """Stands for a value while the question is put together.

    It has none yet, so whatever would look at it raises TypeError: a question cannot come to depend on the value it
    was put together with. Only days may be moved (`today - TO_FINISH`); the value is moved the same way each time.
    """

    def __init__(self, name: str, moved: timedelta = timedelta(0)) -> None:
        super().__init__()
        self.name, self.moved = name, moved

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def value_in(self, given: Mapping[str, Any]) -> Any:
        return given[self.name] + self.moved if self.moved else given[self.name]

    def __add__(self, other: object) -> "Given":  # type: ignore[override]
        if not isinstance(other, timedelta):
            raise self._has_no_value()
        return Given(self.name, self.moved + other)

    def __sub__(self, other: object) -> "Given":  # type: ignore[override]
        return self + -other if isinstance(other, timedelta) else self.__add__(other)

    def __eq__(self, other: object) -> bool:
        if other == "":
            return False  # Django asks every value so; no text is given empty
        if not isinstance(other, Expression):
            raise self._has_no_value()
        return super().__eq__(other)

    __hash__ = Expression.__hash__

    def __bool__(self) -> bool:
        # Django asks whether there is an expression at all; what else asks would branch on a value.
        if str(sys._getframe(1).f_globals.get("__name__")).startswith("django."):
            return True
        raise self._has_no_value()

    def _has_no_value(self) -> TypeError:
        return TypeError(f"“{self.name}” has no value while the question is put together: make it part of the shape.")


class _InGiven(In):
    """`in` as always; where a list is given, the whole list is one value, so that its length changes no question."""

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return f"= ANY({rhs})" if isinstance(self.rhs, Given) else super().get_rhs_op(connection, rhs)


class _RelatedInGiven(RelatedIn):
    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return f"= ANY({rhs})" if isinstance(self.rhs, Given) else super().get_rhs_op(connection, rhs)


Field.register_lookup(_InGiven)
ForeignObject.register_lookup(_RelatedInGiven)


class Question(Generic[Row]):
    """Made by `question`. `shape` is what the text of the question depends on, `given` what it is asked with."""

    def __init__(self, make: Callable[..., QuerySet[Any, Row]]) -> None:
        self.make = make
        self._compiled: dict[Hashable, _Compiled | None] = {}
        ALL.append(self)

    def __call__(self, *shape: Hashable, **given: Any) -> list[Row]:
        """The rows. Raises TypeError for a value that is none, or of a kind that no question is asked with."""
        for name, value in given.items():
            if not _is_value(value):
                raise TypeError(f"A question cannot be asked with “{name}” = {value!r}.")
        key = (shape, *given)
        if key not in self._compiled:
            self._compiled[key] = _compiled(self.make(*shape, **{name: Given(name) for name in given}))
        found = self._compiled[key]
        return [] if found is None else found.ask(given)

    def anew(self, *shape: Hashable, **given: Any) -> list[Row]:
        """The same put together by Django for these very values: what a test holds the answers against."""
        return list(self.make(*shape, **given))


# Every question there is, for the tests.
ALL: list[Question[Any]] = []


def question(make: Callable[..., QuerySet[Any, Row]]) -> Question[Row]:
    """Put the question together once for each shape. `make` is a function of a module, so it holds nobody's values."""
    if make.__closure__ is not None:
        raise TypeError(f"{make.__qualname__} knows values of the function around it: a question must be given them.")
    return Question(make)


class _Compiled:
    """One text with its values, of which some are given anew each time."""

    def __init__(self, asked: QuerySet[Any, Any], compiler: Any, sql: str, values: tuple[Any, ...]) -> None:
        self.asked, self.compiler, self.sql, self.values = asked, compiler, sql, values
        self.holes = [(place, value) for place, value in enumerate(values) if isinstance(value, Given)]

    def ask(self, given: Mapping[str, Any]) -> list[Any]:
        values = list(self.values)
        for place, hole in self.holes:
            values[place] = hole.value_in(given)
        # Copies, because threads ask at the same time; Django's own code then reads the rows.
        compiler, asked = copy.copy(self.compiler), self.asked.all()
        compiler.connection, compiler.query = connections[asked.db], asked.query
        compiler.as_sql = lambda *_args, **_kwargs: (self.sql, tuple(values))
        asked.query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        return list(asked)


def _compiled(asked: QuerySet[Any, Any]) -> _Compiled | None:
    """None for a question that has no answer whatever it is asked with."""
    compiler = asked.query.get_compiler(asked.db)
    try:
        sql, values = compiler.as_sql()
    except EmptyResultSet:
        return None
    compiler.connection = None
    return _Compiled(asked, compiler, sql, tuple(values))


def lay_beside(rows: Iterable[Model], name: str, beside: Iterable[Any], *, by: str) -> None:
    """What `prefetch_related(name)` would ask for, read already: `by` is the field of `beside` that names its row."""
    found: dict[Any, list[Any]] = {}
    for each in beside:
        found.setdefault(getattr(each, by), []).append(each)
    for row in rows:
        laid = getattr(row, name).all()
        laid._result_cache, laid._prefetch_done = found.get(row.pk, []), True
        row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = laid


def _is_value(value: object) -> bool:
    if isinstance(value, list | tuple):
        return all(isinstance(one, _VALUES) for one in value)
    return isinstance(value, _VALUES) and value != ""
