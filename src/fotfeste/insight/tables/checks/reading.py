"""The one way into a folder of outcome tables: everything that is wrong with it at once, or what was taken."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from fotfeste.insight.tables.checks import remembered
from fotfeste.insight.tables.checks.asking import Asker, Found
from fotfeste.insight.tables.checks.faults import Code, Fault, FolderRefused, Taken, accepted
from fotfeste.insight.tables.engines import MEMORY, day_of_data
from fotfeste.insight.tables.schema import ALL
from fotfeste.insight.tables.shape import faults_of_file


def read_folder(folder: Path, *, accept: Collection[str] = (), day: date | None = None, exactly: bool = False) -> Taken:
    """What the folder holds, when all of it may be counted.

    accept   codes of mild faults that are right as they stand
    day      the day of the data, for a folder that does not say it
    exactly  also refuse a day that is kept as a moment, and a column that does not say what it holds
    Raises FolderRefused with every fault that is not accepted, AcceptError for a code that cannot be.
    """
    taken, faults = look_through(folder, day=day, exactly=exactly)
    fine = accepted(accept)
    if any(each.code not in fine for each in faults):
        raise FolderRefused(str(folder), [each for each in faults if each.code not in fine])
    return Taken(taken.day, taken.said, taken.rows, taken.first, taken.last, tuple(faults))


def look_through(folder: Path, *, day: date | None = None, exactly: bool = False) -> tuple[Taken, tuple[Fault, ...]]:
    """What the folder holds, and all that is wrong with it. Raises FolderRefused when it is no folder of tables."""
    files = {schema.name: folder / f"{schema.name}.parquet" for schema in ALL}
    if not any(file.exists() for file in files.values()):
        raise FolderRefused(str(folder), [_missing(tuple(files), "There are no outcome tables here")])
    faults = []
    if missing := tuple(name for name, file in files.items() if not file.exists()):
        faults.append(_missing(missing, "The outcome tables are not complete"))
    if strange := sorted(file.name for file in folder.glob("*.parquet") if file.stem not in files):
        faults.append(
            Fault(
                Code.EXTRA_FILE,
                "",
                "",
                f"{folder}: {', '.join(strange)} would not be counted",
                "One file for each table is read: put its rows in there, or take it away.",
            )
        )
    broken = set(missing)
    for schema in ALL:
        if schema.name in missing:
            continue
        for wrong in faults_of_file(schema, files[schema.name], exactly=exactly):
            broken.add(schema.name)
            code = Code.MISSING_COLUMN if wrong.lacking else Code.WRONG_KIND if wrong.column else Code.UNREADABLE
            faults.append(
                Fault(code, schema.name, wrong.column, f"{files[schema.name]} {wrong.what}", "Make the tables anew.")
            )
    said, taken_on = day_of_data(folder)
    taken_on = max(taken_on, day) if day else taken_on
    found = _asked({name: file for name, file in files.items() if name not in broken}, taken_on)
    return Taken(taken_on, said, found.rows, found.first, found.last), (*faults, *found.faults)


def _missing(names: tuple[str, ...], what: str) -> Fault:
    cure = (
        "Give the folder with persons.parquet and the others, or run `fotfeste report outcomes`, which takes them out."
    )
    return Fault(Code.MISSING_TABLE, ", ".join(names), "", f"{what} ({', '.join(names)} missing)", cure)


def _asked(files: dict[str, Path], day: date) -> Found:
    mark = remembered.mark(files, day)
    if (known := remembered.recall(mark)) is not None:
        return known
    asker = Asker(files, day, memory=MEMORY)
    try:
        found = asker.ask()
    finally:
        asker.close()
    remembered.keep(mark, found, files, day)
    return found
