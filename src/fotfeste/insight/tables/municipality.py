"""Numbers about the municipality that others have counted: brought in from a file and kept for the next extracts."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from fotfeste.insight.tables import schema as tables
from fotfeste.insight.tables.given_csv import number, read, refuse

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = ("municipality", "year", "counts", "persons")


def read_counts(path: Path) -> "pa.Table":
    """The file as the table `municipality_counts`. Raises GivenError with every fault by line and column."""
    given = read(path, COLUMNS)
    faults = list(given.faults)
    rows: dict[tuple[str, int, str], dict[str, object]] = {}
    for line, row in given.rows:
        year, persons = number(row["year"]), number(row["persons"])
        if not row["municipality"]:
            faults.append(f"line {line}, municipality: empty. Write its number.")
        if year is None or not year.is_integer() or not 1990 <= year <= 2100:
            faults.append(f"line {line}, year: “{row['year']}” is no year from 1990 to 2100.")
        if persons is None or persons < 0 or not persons.is_integer() or persons > 10_000_000:
            faults.append(f"line {line}, persons: “{row['persons']}” is no whole number of persons.")
        if row["counts"] not in tables.MUNICIPALITY_COUNTS_OF:
            known = ", ".join(tables.MUNICIPALITY_COUNTS_OF)
            faults.append(f"line {line}, counts: “{row['counts']}” is not known. Known are {known}.")
        key = (row["municipality"], int(year or 0), row["counts"])
        if key in rows:
            faults.append(f"line {line}: the same municipality, year and counts stand further up. Keep one of them.")
        rows[key] = {"municipality": key[0], "year": key[1], "counts": key[2], "persons": int(persons or 0)}
    refuse(path, faults)
    return tables.from_rows(tables.MUNICIPALITY_COUNTS, rows.values())


def keep(root: Path, counts: "pa.Table") -> None:
    """Put the numbers in use for every extract from now on, instead of those before."""
    import pyarrow.parquet as pq

    root.mkdir(parents=True, exist_ok=True)
    root.chmod(0o700)
    draft = root / f".municipality-{os.getpid()}"
    pq.write_table(counts, draft)
    draft.replace(root / "municipality_counts.parquet")


def kept(root: Path) -> "pa.Table | None":
    """The numbers in use; None when none were brought in."""
    import pyarrow.parquet as pq

    file = root / "municipality_counts.parquet"
    return pq.read_table(file) if file.exists() else None
