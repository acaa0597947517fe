"""What shows, shows: a page asks queries and calls actions, and neither asks nor writes a table by itself."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, breaches, modules, planted

SHOWING = ("views", "templatetags", "wording", "labels", "urls")
# Of a table's manager, a queryset or a row.
ASKING = {
    *("objects", "_default_manager", "_base_manager", "filter", "exclude", "order_by", "select_related"),
    *("prefetch_related", "values_list", "annotate", "aggregate", "in_bulk", "iterator", "raw"),
    *("select_for_update", "refresh_from_db"),
}
WRITING = {
    *("save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update", "delete"),
    *("asave", "acreate", "aupdate", "adelete", "set_password"),
}
ASKING_CALLS = {"django.shortcuts.get_object_or_404", "django.shortcuts.get_list_or_404"}
CONNECTIONS = ("django.db.connection", "django.db.connections", "psycopg")
# The way of a row to those that hang on it: `visit.staff.all()` is one more question.
RELATED = {"all", "get", "exists", "count", "first", "last"}


def _of_a_table(call: ast.Call) -> bool:
    """Sets and dictionaries are updated with what stands in the brackets, rows with what has a name."""
    return not (isinstance(call.func, ast.Attribute) and call.func.attr == "update" and call.args)


def shows_and_asks(module: Module) -> Iterator[str]:
    """Questions to the database where something is shown."""
    if module.kind in SHOWING:
        yield from _questions(module)


def _questions(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in ASKING and ast.unparse(node) != "register.filter":
            yield f"{node.lineno} {ast.unparse(node)}: a question belongs in queries"
        if isinstance(node, ast.Call):
            name = module.meant(node.func)
            if name in ASKING_CALLS:
                yield f"{node.lineno} {name}: a question belongs in queries"
            # `.all()` without anything is of a row's own; a dictionary and a list are asked for something.
            related = isinstance(node.func, ast.Attribute) and node.func.attr in RELATED and not node.args
            if related and (node.keywords or node.func.attr != "get"):
                yield f"{node.lineno} {ast.unparse(node.func)}(): a question belongs in queries"
    for line, name in {*module.imported(), *module.mentioned()}:
        if name.startswith(CONNECTIONS):
            yield f"{line} {name}: a question belongs in queries"


def shows_and_writes(module: Module) -> Iterator[str]:
    """Writing where something is shown, asked or typed."""
    if module.kind in (*SHOWING, "forms", "queries", "context"):
        for node in ast.walk(module.tree):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if called and node.func.attr in WRITING and _of_a_table(node):
                yield f"{node.lineno} {ast.unparse(node.func)}: what is written belongs in actions"
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if text.lstrip().upper().startswith(("INSERT INTO ", "UPDATE ", "DELETE FROM ", "TRUNCATE ")):
                yield f"{node.lineno} SQL that writes belongs in actions"


def writes_with_a_right(module: Module) -> Iterator[str]:
    """What `writing/` leaves to the actions that use it: who may, the transaction, and the line in the log."""
    if module.kind == "writing":
        for line, name in {*module.imported(), *module.mentioned()}:
            if name.startswith(("fotfeste.ground.access.gate", "fotfeste.ground.access.log", "django.db.transaction")):
                yield f"{line} {name} belongs to the action"


def test_what_shows_asks_no_table():
    assert breaches(shows_and_asks) == []


def test_what_shows_asks_or_is_typed_writes_nothing():
    assert breaches(shows_and_writes) == []


def test_writing_holds_no_right_no_transaction_and_no_line_in_the_log():
    assert breaches(writes_with_a_right) == []
    assert any(module.kind == "writing" for module in modules())


@pytest.mark.parametrize(
    "text",
    [
        "from ..models import Visit\ndef f():\n    return Visit.objects.get(pk=1)",
        "def f(visit):\n    return visit.staff.all()",
        "def f(person):\n    return person.episodes.filter(state='active')",
        "def f(referral):\n    return referral.attempts.get(pk=1)",
        "def f(rows):\n    return rows.exists()",
        "from django.shortcuts import get_object_or_404 as found\nfound(User, pk=1)",
        "from django.db import connection as c\ndef f():\n    c.cursor()",
    ],
)
def test_a_page_that_asks_a_table_is_seen(text):
    assert list(shows_and_asks(planted(text)))
    assert list(shows_and_asks(planted(text, "fotfeste.insight.report.views")))


@pytest.mark.parametrize(
    "text",
    [
        "def f(visit):\n    visit.save(update_fields=['note'])",
        "def f(person):\n    person.episodes.create(state='active')",
        "def f(rows):\n    rows.update(state='done')",
        "def f(row):\n    row.delete()",
        "from ..models import Visit\nVisit.objects.bulk_create([])",
        "SQL = 'UPDATE visits_visit SET note = %s'",
    ],
)
@pytest.mark.parametrize("kind", ["views.day", "queries.day", "wording", "forms", "templatetags.day"])
def test_whatever_else_than_an_action_writes_is_seen(text, kind):
    for room in ("care.visits", "ground.access", "insight.report", "channels.portal"):
        assert list(shows_and_writes(planted(text, f"fotfeste.{room}.{kind}")))


@pytest.mark.parametrize(
    "text",
    [
        "from fotfeste.ground.access import gate as g\ndef f(by):\n    g.require(by)",
        "from fotfeste.ground.access.gate import require",
        "from fotfeste.ground.access import log",
        "from django.db import transaction",
        "from django.db.transaction import atomic",
    ],
)
def test_writing_with_a_right_of_its_own_is_seen(text):
    assert list(writes_with_a_right(planted(text, "fotfeste.care.visits.writing.planted")))
