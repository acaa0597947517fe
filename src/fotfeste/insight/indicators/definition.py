"""What an indicator is: one definition that the screen, the PDF, the JSON and the command all read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation

from fotfeste.insight.figures.rules.figure import Period, Unit

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from django.utils.functional import Promise

# Below this many persons a share's interval is wider than about 25 percentage points each way: too little to judge a
# service by; the figure and the report then say so.
MINIMUM_N = 15


class Section(StrEnum):
    """Where in the report it stands."""

    OUTCOME = "outcome"
    PROCESS = "process"
    DOSE = "dose"
    FOLLOW_UP = "follow_up"
    EXPERIENCE = "experience"
    ECONOMY = "economy"
    EQUITY = "equity"
    FIDELITY = "fidelity"


class Statistic(StrEnum):
    """How the rows become one number."""

    SHARE = "share"
    MEAN = "mean"
    MEDIAN = "median"
    NINTH_DECILE = "ninth_decile"
    # The middle value when those still waiting count as waiting so far.
    MEDIAN_WAIT = "median_wait"
    # Rows against a number about the municipality that is brought in from outside.
    RATE = "rate"


class Better(StrEnum):
    """Which way is good. Many figures have no good way: they describe."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Thing(StrEnum):
    """What one row of the denominator is."""

    REFERRAL = "referral"
    EPISODE = "episode"
    GOAL = "goal"
    ANSWER = "answer"
    MUNICIPALITY = "municipality"


class Part(StrEnum):
    """What has to be joined to the episodes for an indicator; the others are left out and cost nothing."""

    VISITS = "visits"
    STAFF = "staff"
    GOALS = "goals"
    SCORES = "scores"
    LEVELS = "levels"
    FOLLOW_UPS = "follow_ups"
    AGAIN = "again"
    RESPONDERS = "responders"


class Stratum(StrEnum):
    """What figures can be told apart by, one at a time."""

    GROUP = "group"
    ROUTE = "route"
    AGE = "age"
    SEX = "sex"
    LIVES_ALONE = "lives_alone"
    CAUSE = "cause"
    UNIT = "unit"
    MUNICIPALITY = "municipality"
    LANGUAGE = "language"
    YEAR = "year"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Words:
    """What people read, in every language: marked texts beside the definition, translated when they are shown.

    title    a short label
    counted  how it is counted, in whole sentences; every reported indicator has it
    number   what follows the number where the council's report shows it large ("days …"); empty where it does not
    says     the sentence under that number
    """

    title: "str | Promise"
    counted: "str | Promise" = ""
    number: "str | Promise" = ""
    says: "str | Promise" = ""

    def in_every_language(self) -> dict[str, dict[str, str]]:
        """By language code: the title, and how it is counted where that is told."""
        out = {}
        for language in settings.LANGUAGES_OFFERED:
            with translation.override(language):
                out[language] = {"title": str(self.title)} | ({"counted": str(self.counted)} if self.counted else {})
        return out


@dataclass(frozen=True, slots=True)
class Scope:
    """The days asked for, and the day the data were taken out (what is due after it cannot be judged)."""

    period: Period
    as_of: date

    def contains(self, day: "ir.DateColumn") -> "ir.BooleanValue":
        """Rows whose day is in the period."""
        import ibis

        inside = day.notnull()
        if self.period.start:
            inside &= day >= ibis.date(self.period.start)
        if self.period.end:
            inside &= day <= ibis.date(self.period.end)
        return inside


Expression = Callable[["ir.Table", Scope], "ir.Value"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One definition: what is asked, what people read, and how it is counted.

    words        what the screen, the PDF, the JSON and the commands call it
    thing        what one row of the denominator is; the columns of each thing stand in `wide_row.py`
    asked        which rows are in the denominator (empty counts as no)
    value        yes/no for a share, a number otherwise; empty = missing: counted as missing, left out of n
    dead         for a SHARE of everybody in which only the living can be missing: who is dead, known for all
    of_persons   for a SHARE of things several of which are the same person's: its interval is as wide as they make it
    happened     for MEDIAN_WAIT: whether the wait is over; `value` is then the days waited so far
    per          for RATE: the number of the municipality it is held against, and how many of it make one unit
    needs        for RATE: other numbers of the municipality without which a year is left out
    counted_in   for RATE: the calendar year a row belongs to, as text; without it the year of the thing
    parts        what has to be joined to the episodes
    strata       what it can be told apart by
    minimum_n    below this the figure says that it stands on few
    about_person False when the answer tells about the service only; then "all of them" need not be hidden
    """

    id: str
    section: Section
    question: str
    words: Words
    numerator: str
    denominator: str
    exclusions: str
    statistic: Statistic
    unit: Unit
    better: Better
    source: str
    thing: Thing
    asked: Expression
    value: Expression
    dead: Expression | None = None
    of_persons: bool = False
    happened: Expression | None = None
    per: tuple[str, int] | None = None
    needs: tuple[str, ...] = ()
    counted_in: Expression | None = None
    parts: tuple[Part, ...] = ()
    strata: tuple[Stratum, ...] = tuple(Stratum)
    minimum_n: int = MINIMUM_N
    about_person: bool = True

    def as_dict(self) -> dict[str, Any]:
        """The definition in words, for JSON and the reference."""
        return {
            "id": self.id,
            "section": self.section.value,
            "question": self.question,
            "words": self.words.in_every_language(),
            "numerator": self.numerator,
            "denominator": self.denominator,
            "exclusions": self.exclusions,
            "statistic": self.statistic.value,
            "unit": self.unit.value,
            "better": self.better.value,
            "minimum_n": self.minimum_n,
            "strata": ", ".join(self.strata),
            "source": self.source,
        }
