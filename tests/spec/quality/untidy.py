"""A small set of outcome tables without a fault, and ways to plant one: what the rules of data quality are tried on."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from fotfeste.insight.tables import schema as tables

AS_OF = date(2026, 9, 14)
START, END = date(2026, 3, 2), date(2026, 4, 10)
Tables = dict[str, list[dict[str, Any]]]

CLEAN: Tables = {
    "persons": [
        {"person": "anna", "birth_year": 1940, "died_on": None},
        {"person": "bjorn", "birth_year": 1935, "died_on": date(2026, 8, 1)},
    ],
    "referrals": [
        {"referral": "ra", "person": "anna", "group": "first_time", "received_on": date(2026, 2, 20),
         "contacted_on": date(2026, 2, 23), "status": "accepted"},
    ],
    "episodes": [
        {"episode": "a", "person": "anna", "referral": "ra", "group": "first_time", "unit": "North",
         "started_on": START, "planned_end_on": END, "ended_on": END, "status": "completed",
         "outcome_class": "no_service", "origin": "recorded"},
        {"episode": "b", "person": "bjorn", "group": "existing", "unit": "North", "started_on": START,
         "planned_end_on": END, "ended_on": date(2026, 3, 20), "status": "dropout", "dropout_reason": "hospital",
         "origin": "recorded"},
        {"episode": "c", "person": "bjorn", "group": "existing", "unit": "South", "started_on": date(2026, 5, 4),
         "planned_end_on": date(2026, 6, 12), "ended_on": date(2026, 6, 12), "status": "completed",
         "outcome_class": "fewer_services", "origin": "recorded"},
    ],
    "service_levels": [
        {"episode": "a", "moment": "at_start", "service": "none", "hours_per_week": 0.0},
        {"episode": "a", "moment": "at_end", "service": "safety_alarm", "hours_per_week": 0.0},
        {"episode": "c", "moment": "at_start", "service": "home_nursing", "hours_per_week": 6.0},
        {"episode": "c", "moment": "at_end", "service": "home_nursing", "hours_per_week": 2.0},
    ],
    "measures": [
        {"instrument": "tug", "version": "1", "measure": "seconds", "instrument_name": "{}", "name": "{}",
         "better": "lower", "unit": "{}", "decimals": 1, "low": 0.0, "high": 300.0, "averaged": True},
    ],
    "assessments": [
        {"assessment": "a1", "episode": "a", "instrument": "tug", "version": "1", "measure": "seconds",
         "occasion": "baseline", "assessed_on": START + timedelta(7), "value": 18.4},
        {"assessment": "a2", "episode": "a", "instrument": "tug", "version": "1", "measure": "seconds",
         "occasion": "discharge", "assessed_on": END, "value": 14.2},
    ],
    "changes": [
        {"episode": "a", "instrument": "tug", "version": "1", "measure": "seconds", "occasion": "discharge",
         "baseline": 18.4, "later": 14.2},
    ],
    "visits": [
        {"visit": "v1", "episode": "a", "visited_on": START, "status": "done", "minutes_on_site": 62,
         "staff_count": 2},
        {"visit": "v2", "episode": "a", "visited_on": END + timedelta(3), "status": "cancelled"},
        {"visit": "v3", "episode": "c", "visited_on": date(2026, 6, 1), "status": "done", "minutes_on_site": 41,
         "staff_count": 1},
    ],
    "staff_time": [
        {"visit": "v1", "episode": "a", "worked_on": START, "staff": "s1", "minutes_on_site": 62},
        {"visit": "v1", "episode": "a", "worked_on": START, "staff": "s2", "minutes_on_site": 62},
    ],
    "goals": [
        {"goal": "g1", "episode": "a", "set_on": START, "closed_on": END, "term": "short", "state": "attained",
         "trains_alone": True, "relative_takes_part": False},
    ],
    "follow_ups": [
        {"episode": "c", "months": 1, "due_on": date(2026, 7, 12), "done_on": date(2026, 7, 13),
         "result": "reached", "lives_at_home": True},
        {"episode": "c", "months": 3, "due_on": date(2026, 9, 12), "done_on": date(2026, 9, 13),
         "result": "not_possible"},
    ],
}  # fmt: skip


def write(folder: Path, found: Tables) -> Path:
    """The tables as Parquet, whatever stands in them: what comes from elsewhere has been checked by nobody."""
    folder.mkdir(parents=True, exist_ok=True)
    for schema in tables.ALL:
        rows = found.get(schema.name, [])
        # Nullable throughout: a faulty table may lack what is never to be empty.
        fields = pa.schema([field.with_nullable(True) for field in schema.arrow()])
        pq.write_table(pa.Table.from_pylist(rows, schema=fields), folder / f"{schema.name}.parquet")
    return folder


def with_fault(plant: Callable[[Tables], None]) -> Tables:
    """The clean tables with one fault planted."""
    found = deepcopy(CLEAN)
    plant(found)
    return found


def change(table: str, row: int, **cells: Any) -> Callable[[Tables], None]:
    """Cells of one row changed."""

    def plant(found: Tables) -> None:
        found[table][row].update(cells)

    return plant


def add(table: str, **cells: Any) -> Callable[[Tables], None]:
    """One more row, like the first but for these cells."""

    def plant(found: Tables) -> None:
        found[table].append({**found[table][0], **cells})

    return plant
