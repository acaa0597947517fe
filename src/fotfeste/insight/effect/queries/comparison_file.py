"""The file of a comparison group: one row for each person, brought in whole or not at all."""

from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from fotfeste.insight.effect.rules.comparison import Subject
from fotfeste.insight.tables.given_csv import GivenError, number, read, refuse

GROUPS = {"trained": True, "comparison": False}
COLUMNS = ("person", "baseline", "later")
YES_NO = {"yes": 1.0, "ja": 1.0, "true": 1.0, "no": 0.0, "nei": 0.0, "false": 0.0}
SEX = {"female": 1.0, "male": 0.0}
GREATEST = 1e6  # no score, age or hours of anybody; squares of far greater ones are no numbers any more
OLDEST = 120.0  # years
FAR = 8.0  # times as far from the middle as the outermost tenth: another unit, or a mistyped number
FEWEST_FOR_FAR = 10  # scores, below which nothing is far from the others


@dataclass(frozen=True, slots=True)
class Scale:
    """Lowest and highest possible score, as the instrument's definition in the tables says; None: no end."""

    low: float | None = None
    high: float | None = None

    def fault(self, value: float) -> str | None:
        """What is wrong with the score, in words."""
        if (self.low is None or value >= self.low) and (self.high is None or value <= self.high):
            return None
        ends = " to ".join("…" if end is None else f"{end:g}" for end in (self.low, self.high))
        return f"{value:g} is outside the scale of the instrument, {ends}. Look at the form, version and unit."


@dataclass(frozen=True, slots=True)
class ComparisonFile:
    """A file as it was read: every row is here. `names` are its covariates, `dead` how many of each group died."""

    names: tuple[str, ...]
    subjects: "tuple[Subject, ...]"
    dead: dict[bool, int]


def read_comparison(path: Path, scale: Scale | None = None) -> ComparisonFile:
    """Read the CSV described in the documentation: person, baseline, later, perhaps group and died, and covariates.

    Without a column group all are comparison persons. Semicolon or comma between columns, decimal comma or point;
    empty is missing. Raises GivenError with every fault by line and column: all of the file is taken, or nothing.

    scale  the ends of the instrument's scale; without one, a score far from all others is a fault
    """
    scale = scale or Scale()
    given = read(path, COLUMNS)
    covariates = tuple(name for name in given.names if name not in (*COLUMNS, "group", "died"))
    subjects: list[Subject] = []
    dead = {True: 0, False: 0}
    faults = list(given.faults)
    first_seen: dict[str, int] = {}
    for line, row in given.rows:
        values: dict[str, float | None] = {}
        for name in ("baseline", "later", *covariates, *(("died",) if "died" in row else ())):
            try:
                values[name] = _number(name, row[name])
            except ValueError as wrong:
                faults.append(f"line {line}, {name}: {wrong}")
        for name in ("baseline", "later"):
            score = values.get(name)
            if score is not None and (wrong_score := scale.fault(score)):
                faults.append(f"line {line}, {name}: {wrong_score}")
        age = values.get("age")
        if age is not None and not 0 <= age <= OLDEST:
            faults.append(f"line {line}, age: {age:g} is no age from 0 to {OLDEST:g} years. A year of birth is no age.")
        group = GROUPS.get(row.get("group", "comparison").lower())
        if group is None:
            faults.append(f"line {line}, group: “{row['group']}” is neither trained nor comparison.")
        if not row["person"]:
            faults.append(f"line {line}, person: empty. Give everybody a key of their own, never a name.")
        elif first_seen.setdefault(row["person"], line) != line:
            faults.append(f"line {line}, person: also on line {first_seen[row['person']]}. One row for each person.")
        baseline, later = values.get("baseline"), values.get("later")
        if baseline is None:
            if "baseline" in values:
                faults.append(f"line {line}, baseline: empty. Whoever has no first score cannot be compared.")
            continue
        if values.get("died") and later is not None:
            faults.append(f"line {line}, later: a score for somebody who died. Leave it empty.")
        if group is not None and len(values) == 2 + len(covariates) + ("died" in row):
            dead[group] += bool(values.get("died"))
            known = tuple(values[name] for name in covariates)
            subjects.append(Subject(row["person"], group, baseline, later, known))
    if scale == Scale():
        faults += _far(subjects)
    refuse(path, faults)
    if not subjects:
        raise GivenError(f"{path.name} has no rows. Give one for each person.")
    return ComparisonFile(covariates, tuple(subjects), dead)


def _far(subjects: "list[Subject]") -> list[str]:
    """Scores that no instrument would give beside the others; said only where no scale is known."""
    scores = [score for each in subjects for score in (each.baseline, each.later) if score is not None]
    if len(scores) < FEWEST_FOR_FAR:
        return []
    tenth, *_, ninth = quantiles(scores, n=10)
    middle = median(scores)
    usual = max(ninth - middle, middle - tenth)
    return [
        f"person {each.person}, {name}: {score:g} is far from all others, whose middle is {middle:g}. Correct it; "
        "if it is right, name the instrument with --data and --instrument, so that it is held against the scale."
        for each in subjects
        for name, score in (("baseline", each.baseline), ("later", each.later))
        if score is not None and usual and abs(score - middle) > FAR * usual
    ]


def _number(name: str, text: str) -> float | None:
    if not text:
        return None
    words = SEX if name == "sex" else YES_NO
    if text.lower() in words:
        return words[text.lower()]
    value = number(text)
    if value is None:
        known = "female or male" if name == "sex" else "numbers, or yes and no"
        raise ValueError(f"“{text}” is no number. Write {known}; empty where it is not known.")
    if abs(value) > GREATEST:
        raise ValueError(f"{value:g} is too far from nothing to be anybody's score. Correct it.")
    if name == "died" and value not in (0, 1):
        raise ValueError(f"“{text}”: write yes or no.")
    return value
