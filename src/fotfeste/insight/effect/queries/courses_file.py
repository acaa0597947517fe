"""The file of two groups in time: one row for each person, from the referral on."""

from pathlib import Path

from fotfeste.insight.effect.rules.time_to_event import Course
from fotfeste.insight.figures.rules.figure import FigureError
from fotfeste.insight.tables.given_csv import GivenError, number, read, refuse

COLUMNS = ("person", "trained_from", "days", "event")
_YES_NO = {"yes": True, "ja": True, "1": True, "no": False, "nei": False, "0": False}


def read_courses(path: Path) -> tuple[Course, ...]:
    """Read `person;trained_from;days;event`, days from the referral; `trained_from` empty: never trained.

    Raises GivenError with every fault by line: all of the file is taken, or nothing.
    """
    given = read(path, COLUMNS)
    faults, found, seen = list(given.faults), [], dict[str, int]()
    for line, row in given.rows:
        if not row["person"] or seen.setdefault(row["person"], line) != line:
            faults.append(
                f"line {line}, person: empty, or on line {seen.get(row['person'], line)} too. One row for each."
            )
            continue
        days, event = number(row["days"]), _YES_NO.get(row["event"].lower())
        began = number(row["trained_from"]) if row["trained_from"] else None
        if days is None or event is None or (row["trained_from"] and began is None):
            faults.append(f"line {line}: days and trained_from are numbers of days, event is yes or no.")
            continue
        try:
            found.append(Course(began, days, event))
        except FigureError as wrong:
            faults.append(f"line {line}: {wrong}")
    refuse(path, faults)
    if not found:
        raise GivenError(f"{path.name} has no rows. Give one for each person.")
    return tuple(found)
