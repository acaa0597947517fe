"""A day is the day where the service is: never that of the machine, never that of a moment in UTC."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, breaches, modules, planted

CLOCKS = {
    "datetime.date.today",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "datetime.datetime.utcfromtimestamp",
    "datetime.date.fromtimestamp",
    "time.localtime",
    "time.gmtime",
    "time.strftime",
}
ZONED = {"datetime.datetime.now": 0, "datetime.datetime.fromtimestamp": 1}
# `moment.date()` is asked of what was moved to a zone in the same breath, or of one of these.
HERE = re.compile(r"(\.astimezone\((NORWAY|here)\)|localtime\(.*\))$")
ALREADY_LOCAL = {
    # Days and times as somebody typed or a file holds them: no zone has touched them.
    "fotfeste.channels.intake.rules.dates": {"cell"},
    "fotfeste.insight.indicators.commands.running": {"start", "end", "as_of"},
    "fotfeste.insight.indicators.commands.given": {"as_of"},
    "fotfeste.insight.economy.commands": {"start", "end"},
    "fotfeste.insight.report.commands": {"start", "end"},
    "fotfeste.insight.quality.commands": {"as_of"},
    # The planner's clock: what it says is local by its own reckoning.
    "fotfeste.care.planning.rules.clock": {"local", "self.zero", "written"},
    "fotfeste.care.planning.rules.formats.clock": {"written"},
    # Looks both ways, at the hour that comes twice.
    "fotfeste.ground.ui.rules.days": {"here"},
}
MOMENT = re.compile(r"(^|[._])(now|moment|at|planned_at|started_at|written_at|sent_at|as_of|taken)$|timezone\.now\(\)$")
DAY_IN_SQL = re.compile(r"::\s*date\b|\bdate_trunc\s*\(\s*'day'|\bCAST\s*\([^)]*\bAS\s+date\b", re.IGNORECASE)
ZONE_IN_SQL = "AT TIME ZONE"


def day_of_another_place(module: Module) -> Iterator[str]:
    """The machine's clock, and a day taken from a moment that may be in UTC."""
    for line, name in module.mentioned():
        if name in CLOCKS:
            yield f"{line} {name}: take `now` as an argument and use timezone.localdate(now)"
    # The demo's moments are made in local time.
    in_demo = module.room == "channels.demo"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name, of = module.meant(node.func), ast.unparse(node.func.value)
            zoned = any(each.arg == "tz" for each in node.keywords) or len(node.args) > ZONED.get(name, 0)
            if name in ZONED and not zoned:
                yield f"{node.lineno} {name} without a zone"
            day = node.func.attr == "date" and not node.args and not node.keywords and not in_demo
            if day and not HERE.search(of) and of not in ALREADY_LOCAL.get(module.name, ()):
                yield f"{node.lineno} {of}.date(): use timezone.localdate({of})"
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None and not in_demo:
            of = ast.unparse(node.value)
            moved = f"{of} = localtime(" in module.text
            if "%" in ast.unparse(node.format_spec) and MOMENT.search(of) and not moved:
                yield f"{node.lineno} {of} is written as it stands in UTC: use localtime({of})"


def day_in_sql(module: Module) -> Iterator[str]:
    """SQL that takes the day of a moment in the session's zone, not in the service's."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for each in DAY_IN_SQL.finditer(node.value):
                yield f"{node.lineno} {each.group()} in SQL: take the day {ZONE_IN_SQL} of the service"


# `_day` says in which zone the day is, in one place for all of the extract.
SAYS_THE_ZONE = "fotfeste.insight.tables.extract"


def test_no_day_is_that_of_the_machine_or_of_utc():
    assert breaches(day_of_another_place) == []


def test_no_question_to_the_database_takes_a_day_without_its_zone():
    found = breaches(day_in_sql)
    assert [breach for breach in found if not breach.startswith(f"{SAYS_THE_ZONE}:")] == []
    assert len(found) == 1


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import date as d\nd.today()",
        "import datetime as dt\ndt.date.today()",
        "from datetime import date\ntoday = date.today\ntoday()",
        "from datetime import date\ndef due(on=date.today): ...",
        "from datetime import datetime as moment\nmoment.now()",
        "from datetime import datetime\ndatetime.fromtimestamp(0.0)",
        "import time\ntime.strftime('%d')",
        "def due(now):\n    return now.date()",
        "def due(visit):\n    return visit.came.date()",
        "from datetime import UTC\ndef due(at):\n    return at.astimezone(UTC).date()",
        "def words(now):\n    return f'{now:%d.%m.%Y}'",
    ],
)
def test_a_day_taken_elsewhere_is_seen_by_any_name(text):
    assert list(day_of_another_place(planted(text)))


@pytest.mark.parametrize(
    "text", ["SQL = 'SELECT written_at::date FROM letter'", "SQL = '''SELECT CAST(v.planned_at AS date)'''"]
)
def test_a_day_taken_in_sql_is_seen(text):
    assert list(day_in_sql(planted(text)))


def test_the_named_exceptions_are_still_there():
    texts = {module.name: module.text for module in modules()}
    assert [
        (name, of) for name, several in ALREADY_LOCAL.items() for of in several if f"{of}.date()" not in texts[name]
    ] == []
