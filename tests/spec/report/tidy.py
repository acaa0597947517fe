"""Tables a clinician can read and check by hand, turned into the tidy tables the indicators count from."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.report.building import Reader, Report, build
from fotfeste.insight.tables import schema as tables
from fotfeste.insight.tables.schema import EPISODES, FOLLOW_UPS, REFERRALS, VISITS, from_rows

AS_OF = datetime(2026, 9, 14, 6, 0, tzinfo=UTC)


def rows(text: str) -> list[dict[str, str]]:
    """Lines with `|` between cells, the first line the heads; an empty cell is an empty text."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> float | None:
    return float(text) if text else None


def episodes(text: str) -> list[dict[str, Any]]:
    """person | group | started | ended | outcome; outcome is a class, dropout:<reason>, or empty."""
    out = []
    for row in rows(text):
        dropout = row["outcome"].startswith("dropout:")
        ended = _day(row["ended"])
        out.append(
            {
                "episode": row["person"],
                "person": row["person"],
                "referral": row["person"] if row.get("referred") else None,
                "group": row["group"],
                "started_on": _day(row["started"]),
                "ended_on": ended,
                "status": "dropout" if dropout else "completed" if ended else "active",
                "outcome_class": None if dropout else row["outcome"] or None,
                "dropout_reason": row["outcome"].removeprefix("dropout:") if dropout else None,
                "imported_hours_per_week": _number(row.get("file_hours", "")),
                "origin": "recorded",
            }
        )
    return out


def referrals(text: str) -> list[dict[str, Any]]:
    """person | group | received | due | contacted | days | status."""
    return [
        {
            "referral": row["person"],
            "person": row["person"],
            "group": row["group"],
            "received_on": _day(row["received"]),
            "contact_due_on": _day(row["due"]),
            "contacted_on": _day(row["contacted"]),
            "working_days_to_contact": int(row["days"]) if row["days"] else None,
            "status": row["status"],
        }
        for row in rows(text)
    ]


def visits(text: str) -> list[dict[str, Any]]:
    """person | day | status | minutes | travel | staff."""
    return [
        {
            "visit": str(number),
            "episode": row["person"],
            "visited_on": _day(row["day"]),
            "status": row["status"],
            "minutes_on_site": int(row["minutes"]) if row["minutes"] else None,
            "minutes_travel": int(row["travel"]) if row["travel"] else None,
            "staff_count": int(row["staff"]) if row["staff"] else None,
        }
        for number, row in enumerate(rows(text))
    ]


def follow_ups(text: str) -> list[dict[str, Any]]:
    """person | months | due | done | result."""
    return [
        {
            "episode": row["person"],
            "months": int(row["months"]),
            "due_on": _day(row["due"]),
            "done_on": _day(row["done"]),
            "result": row["result"] or None,
        }
        for row in rows(text)
    ]


def report(
    folder: Path,
    *,
    period: Period | None = None,
    reader: Reader = Reader.TEAM,
    more: dict[str, Any] | None = None,
    **parts: list[dict[str, Any]],
) -> Report:
    """The outcome report from these rows, as the clinical team sees it unless told otherwise."""
    known = {"episodes": EPISODES, "referrals": REFERRALS, "visits": VISITS, "follow_ups": FOLLOW_UPS}
    found = {name: from_rows(known[name], part) for name, part in parts.items()}
    tables.write(folder, {**found, **(more or {})})
    return build(folder, period=period or Period(), as_of=AS_OF, reader=reader)
