"""Every address of the product, who may go there, and one try at it that leaves no trace."""

import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import quote_plus

from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from fotfeste.ground.access.gate import OPEN_ROUTES

# An ordinary run tries every form and address with a part of the corpus, always the same part; FOTFESTE_LONG=1 tries
# everything with everything, which takes about an hour of one core.
PART = 1 if os.environ.get("FOTFESTE_LONG") == "1" else 12


def in_this_run(*what: object) -> bool:
    """Whether a combination is in the part that this run tries; spread evenly, the same from run to run."""
    return zlib.crc32(repr(what).encode()) % PART == 0


# Tables that a look, a refusal or a session may write to; everything else only changes when something is done.
_MAY_MOVE = ("pghistory_events", "access_logentry", "django_session", "axes_", "django_migrations", "procrastinate_")


def all_routes(patterns: Any = None, names: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Name and pattern of every route, also the libraries' own."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from all_routes(pattern.url_patterns, (*names, pattern.namespace) if pattern.namespace else names)
        else:
            yield ":".join([*names, str(pattern.name)]), pattern


def routes() -> Iterator[tuple[str, URLPattern]]:
    """The product's own routes that need a sign-in."""
    for name, pattern in all_routes():
        if name not in OPEN_ROUTES and not name.startswith("account_") and pattern.callback.act is not None:
            yield name, pattern


def address(name: str, pattern: URLPattern, ids: dict[str, Any]) -> str:
    return reverse(name, kwargs={key: ids[key] for key in pattern.pattern.converters})


def encoded(values: dict[str, list[bytes]]) -> bytes:
    """A form's body. The values are bytes already encoded, so that what no text can hold can be sent, too."""
    return b"&".join(quote_plus(name).encode() + b"=" + value for name, many in values.items() for value in many)


@cache
def _count_every_table() -> str:
    tables = sorted(
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.managed and not model._meta.db_table.startswith(_MAY_MOVE)
    )
    return " UNION ALL ".join(f"(SELECT count(*) FROM {table})" for table in tables)


def rows_that_change() -> tuple[int, ...]:
    """How many rows stand in each table that only acts may write to; versions of rows are rows here."""
    with connection.cursor() as cursor:
        cursor.execute(_count_every_table())
        return tuple(row[0] for row in cursor.fetchall())


class Attempt:
    """A browser whose requests are taken back afterwards."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @contextmanager
    def taken_back(self) -> Iterator[None]:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    def post(self, url: str, body: bytes, **headers: str) -> tuple[Any, bool]:
        """The answer, and whether anything was changed. Rules the database checks at the end are checked, too."""
        with self.taken_back():
            before = rows_that_change()
            answer = self.client.generic(
                "POST", url, body, content_type="application/x-www-form-urlencoded", headers=headers
            )
            if answer.status_code < 500:
                connection.check_constraints()
                changed = rows_that_change() != before
            else:
                changed = False
        return answer, changed


def fault_of(answer: Any) -> str:
    """What went wrong on the server, in one line."""
    exception = answer.exc_info[1] if getattr(answer, "exc_info", None) else None
    return f"{type(exception).__name__}: {exception}"[:300] if exception else str(answer.status_code)
