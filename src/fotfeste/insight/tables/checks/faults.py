"""What can be wrong with a folder of outcome tables: each kind by a code, with what it spoils and how it is mended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from fotfeste.insight.figures.rules.rounding import to_base
from fotfeste.insight.tables.shape import TableError

SHOWN = 3  # rows named for each fault


class Code(StrEnum):
    """The kinds of fault. Those of `MILD` may be taken all the same, by name; all others are refused."""

    MISSING_TABLE = "missing_table"
    UNREADABLE = "unreadable"
    MISSING_COLUMN = "missing_column"
    WRONG_KIND = "wrong_kind"
    EMPTY = "empty"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    UNKNOWN_CODE = "unknown_code"
    KEY_TWICE = "key_twice"
    NO_SUCH = "no_such"
    EPISODE_TWICE = "episode_twice"
    DAYS_REVERSED = "days_reversed"
    AFTER_DAY_OF_DATA = "after_day_of_data"
    STATUS_AGAINST_DAYS = "status_against_days"
    DIED_BEFORE_START = "died_before_start"
    BORN_AFTER = "born_after"
    WEEK_OVER_168 = "week_over_168"
    OUTSIDE_SCALE = "outside_scale"
    OVERLAP = "overlap"
    AFTER_DEATH = "after_death"
    OUTSIDE_PERIOD = "outside_period"
    BEFORE_REFERRAL = "before_referral"
    CONTRADICTION = "contradiction"
    NO_SUCH_MEASURE = "no_such_measure"
    UNIT = "unit"
    OTHER_PERSON = "other_person"
    DIRECTION = "direction"
    EXTRA_FILE = "extra_file"
    AGAINST_HOURS = "against_hours"
    AGAINST_SCORES = "against_scores"
    DEATHS_LOST = "deaths_lost"
    IMPLAUSIBLE = "implausible"
    SCORE_TWICE = "score_twice"


# Each can be true, if rarely: somebody who knows the data may say so.
MILD = frozenset(
    {
        Code.OVERLAP,
        Code.AFTER_DEATH,
        Code.OUTSIDE_PERIOD,
        Code.BEFORE_REFERRAL,
        Code.CONTRADICTION,
        Code.NO_SUCH_MEASURE,
        Code.UNIT,
        Code.EXTRA_FILE,
        Code.AGAINST_HOURS,
        Code.AGAINST_SCORES,
        Code.DEATHS_LOST,
        Code.IMPLAUSIBLE,
        Code.SCORE_TWICE,
    }
)


@dataclass(frozen=True, slots=True)
class Named:
    """One row at fault: its number in the file (1 is the first), its key, and the cells that show the fault."""

    row: int | None
    key: str
    cells: str

    def __str__(self) -> str:
        where = [f"row {self.row}"] if self.row is not None else []
        return ", ".join([*where, *([self.key] if self.key else [])]) + (f": {self.cells}" if self.cells else "")


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault in one column. `count` rows have it; `what` goes on from them, `cure` says what to do."""

    code: Code
    table: str
    column: str
    what: str
    cure: str
    count: int = 1
    of: int = 1
    rows: tuple[Named, ...] = ()

    @property
    def mild(self) -> bool:
        """It may be taken all the same."""
        return self.code in MILD

    def __str__(self) -> str:
        place = f"{self.table}.{self.column}" if self.column else self.table
        many = "" if not self.rows else f" {self.count} of {self.of}"
        named = "; ".join(str(each) for each in self.rows)
        more = "; …" if self.rows and self.count > len(self.rows) else ""
        told = f"{place}:{many} {self.what}" + (f" ({named}{more})" if named else "")
        return f"{told}. {self.cure} [{self.code.value}]"


class FolderRefused(TableError):
    """The folder holds faults that nobody has accepted. `faults` are all of them, those that can be accepted last."""

    def __init__(self, folder: str, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda each: each.mild))
        mild = sorted({each.code.value for each in self.faults if each.mild})
        lines = [f"{folder} is not taken: nothing was counted."]
        lines += [f"- {each}" for each in self.faults]
        if mild and all(each.mild for each in self.faults):
            accepted = " ".join(f"--accept {code}" for code in mild)
            lines.append(f"If these are right as they stand: {accepted}. They are then counted as they stand.")
        super().__init__("\n".join(lines))


class AcceptError(TableError):
    """What was asked to be accepted cannot be."""


def accepted(codes: Iterable[str]) -> frozenset[Code]:
    """The codes somebody accepts. Raises AcceptError for one that is unknown or not mild."""
    wanted = set(codes)
    if wrong := sorted(wanted - {each.value for each in MILD}):
        known = ", ".join(sorted(MILD))
        raise AcceptError(f"{', '.join(wrong)} cannot be accepted. What can be is {known}; mend the tables.")
    return frozenset(Code(each) for each in wanted)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read: rows by table, first and last day something happened, the day of the data, and what was accepted.

    said  the day of the data stands in the folder; otherwise it is that of the newest file
    """

    day: date
    said: bool
    rows: Mapping[str, int]
    first: date | None
    last: date | None
    accepted: tuple[Fault, ...] = field(default=())

    def lines(self, *, threshold: int | None) -> list[str]:
        """For people. With a threshold, for those outside the team: rows to the nearest five, months in place of
        days, no row named and no count below it, since a count told exactly undoes one that is hidden."""
        whole = threshold is None
        without = [name for name, n in self.rows.items() if not n]
        many = ", ".join(f"{name} {n if whole else to_base(n)}" for name, n in self.rows.items() if n)
        lines = [f"Taken: {many or 'tables without rows'}{'' if whole else ' (to the nearest five)'}."]
        if self.first and self.last:
            shape = "%Y-%m-%d" if whole else "%Y-%m"
            lines.append(f"From {self.first:{shape}} to {self.last:{shape}}.")
        how = "as the folder says" if self.said else "that of the newest file"
        if many and without:
            lines.append(f"Without rows, so that nothing is known of them: {', '.join(without)}.")
        lines[-1] += f" Day of the data: {self.day}, {how}."
        for each in self.accepted:
            if whole:
                lines.append(f"Accepted: {each}")
            else:
                few = "a few" if each.count < (threshold or 0) else f"about {to_base(each.count)}"
                lines.append(f"Accepted: {each.table}.{each.column}: {few} {each.what}. [{each.code.value}]")
        return lines
