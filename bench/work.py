"""What is done in bulk: rows of a file brought in, and the report counted."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def referral_file(rows: int, today: date) -> bytes:
    """A list as an office keeps it in a spreadsheet: semicolons, æøå, Norwegian days, no national numbers."""
    rng = Random(3)
    lines = ["Navn;Født;Mottatt;Henvist fra;Henviser;Årsak;Telefon;Adresse"]
    for n in range(rows):
        born = date(1935, 1, 1) + timedelta(days=rng.randrange(9000))
        received = today - timedelta(days=rng.randrange(300))
        home = f"Fjordveien {n % 99 + 1}"
        days = f"{born:%d.%m.%Y};{received:%d.%m.%Y}"
        lines.append(f"Benk{n} Blåbær;{days};Ny søker;Fastlege;Hoftebrudd;41500000;{home}")
    return "\n".join(lines).encode("utf-8")


def intake(rows: int, *, today: date) -> dict[str, float]:
    """Rows a second: reading and checking a file, bringing its rows in, and the same file once more."""
    from django.utils import timezone

    from fotfeste.channels.intake.actions import take_rows
    from fotfeste.channels.intake.rules.kinds import REFERRAL_LIST
    from fotfeste.ground.access.actions import system_user

    data, by = referral_file(rows, today), system_user()
    reading, checked = seconds(lambda: REFERRAL_LIST.check(data, today=today))
    if len(checked.accepted) != rows:
        raise SystemExit(f"Only {len(checked.accepted)} of {rows} rows of the file were understood.")
    taking, taken = seconds(lambda: take_rows(rows=checked.accepted, by=by, now=timezone.now()))
    again, repeated = seconds(lambda: take_rows(rows=checked.accepted, by=by, now=timezone.now()))
    if (taken.added, repeated.added) != (rows, 0):
        raise SystemExit(f"{taken.added} rows were brought in, and {repeated.added} the second time.")
    return {
        "reading and checking": rows / reading,
        "bringing in new rows": rows / taking,
        "the same file again": rows / again,
    }


def report() -> dict[str, float]:
    """Seconds: taking the tables out of the record, counting the report, drawing its page for the first time."""
    from django.utils import timezone

    from fotfeste.ground.access.queries import personas
    from fotfeste.insight.figures.rules.figure import Period
    from fotfeste.insight.report import queries

    manager = next(user for user in personas() if user.role == "manager")
    now = timezone.now()
    extract, _stamp = seconds(lambda: queries.tables_in_use(now=now, fresh=True))
    counting, _report = seconds(lambda: queries.outcome_report(user=manager, period=Period(), now=now))
    year = Period(timezone.localdate(now) - timedelta(days=365), timezone.localdate(now))
    again, _report = seconds(lambda: queries.outcome_report(user=manager, period=year, now=now))
    return {"taking the tables out": extract, "counting, whole time": counting, "counting, last year": again}
