"""What is true in a made-up register. Whoever analyses it can be told right or wrong, which no real register allows."""

import json
import tomllib
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any


class Missing(StrEnum):
    """Why a later score is not there."""

    AT_RANDOM = "at_random"  # whoever it is
    BY_BASELINE = "by_baseline"  # those who began lower are more often missing: known, so it can be adjusted for
    BY_OUTCOME = "by_outcome"  # those who ended lower are more often missing: cannot be known from the data


class TruthError(ValueError):
    """A truth that cannot be. The text names what, and what it may be."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Points are of COPM performance (1 to 10) unless said; shares and probabilities are 0 to 1.

    effect            points the service adds at the end, for everybody
    recovery          points people gain without any service, at the age of 80
    recovery_per_decade  how much less of that for each ten years older
    baseline, spread  mean and SD of how people really are at the start
    error             SD of one measurement
    only_below        chosen for the service only when the first measurement is below this (None: no choosing)
    worse_in_service  points by which those in the service really start lower than the comparison group
    years_older       years by which they are older
    independent_anyway  first-time users who would have needed nothing without the service
    odds              by how much the service multiplies the odds of needing nothing
    dropout           who breaks off; death_share of them by death
    missing, mechanism  share of later scores that are missing, and why
    municipalities, between  how many, and the SD between them (points, and log odds)
    round_minutes     share of visits whose minutes are rounded to a quarter of an hour
    reach             share of the living who are reached at every follow-up (None: ever fewer, from 0.8 to 0.5)
    comparison        persons in the comparison group for each person in the service
    """

    effect: float = 1.5
    recovery: float = 0.6
    recovery_per_decade: float = 0.2
    baseline: float = 4.0
    spread: float = 1.3
    error: float = 0.9
    only_below: float | None = None
    worse_in_service: float = 0.5
    years_older: float = 2.0
    independent_anyway: float = 0.5
    odds: float = 2.0
    dropout: float = 0.11
    death_share: float = 0.2
    missing: float = 0.33
    mechanism: Missing = Missing.BY_BASELINE
    municipalities: int = 20
    between: float = 0.2
    round_minutes: float = 0.6
    reach: float | None = None
    comparison: float = 0.1
    first_day: date = date(2019, 1, 1)
    years: int = 5

    def __post_init__(self) -> None:
        for name in ("independent_anyway", "dropout", "death_share", "missing", "round_minutes"):
            if not 0 <= getattr(self, name) < 1:
                raise TruthError(f"{name} is {getattr(self, name)}; it is a share from 0 to below 1.")
        for name in ("spread", "error", "between", "comparison"):
            if getattr(self, name) < 0:
                raise TruthError(f"{name} is {getattr(self, name)}; it cannot be negative.")
        if self.reach is not None and not 0 <= self.reach <= 1:
            raise TruthError(f"reach is {self.reach}; it is a share from 0 to 1 of the living.")
        if self.odds <= 0 or self.municipalities < 1 or self.years < 1:
            raise TruthError("odds are above 0, and there is at least one municipality and one year.")

    def as_dict(self) -> dict[str, Any]:
        """For `truth.json`."""
        return {**asdict(self), "mechanism": self.mechanism.value, "first_day": self.first_day.isoformat()}


def read(path: Path) -> Truth:
    """A truth from a TOML file with some of the names; the others keep their defaults. Raises TruthError."""
    try:
        given = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise TruthError(f"{path} cannot be read as TOML: {wrong}.") from wrong
    known = {field.name for field in fields(Truth)}
    if unknown := sorted(set(given) - known):
        raise TruthError(f"{path.name}: {', '.join(unknown)} is not known. Known are {', '.join(sorted(known))}.")
    try:
        usual = asdict(Truth())
        # What is a number by default is one when given; `only_below` and `reach` have none by default.
        kinds: dict[str, Any] = {name: type(value) if value is not None else float for name, value in usual.items()}
        typed: dict[str, Any] = {n: value if kinds[n] is date else kinds[n](value) for n, value in given.items()}
        return Truth(**typed)
    except (TypeError, ValueError) as wrong:
        raise TruthError(f"{path.name}: {wrong}") from wrong


def write(
    folder: Path, truth: Truth, found: dict[str, Any], *, day_of_data: date, after_days: dict[int, dict[str, float]]
) -> None:
    """What is true and what came of it in this register, beside the tables.

    after_days  where everybody was so many days after the end whose end is at least as many days before `day_of_data`,
                reached or not: shares `home`, `place` and `dead`, which are everybody
    """
    told = {
        "nobody_here_exists": True,
        "day_of_data": day_of_data.isoformat(),
        "truth": truth.as_dict(),
        "found": found,
        "after_days": after_days,
    }
    (folder / "truth.json").write_text(json.dumps(told, indent=2) + "\n", "utf-8")
