"""What a service model holds once it is read. Weeks and days are whole numbers, ages in years, hours in a week."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Eligibility:
    """Who it is for. An empty `causes` means whatever the cause; no age means no limit."""

    groups: tuple[str, ...]
    routes: tuple[str, ...]
    function_loss: tuple[str, ...]
    professions_needed: int
    mild_cognitive_impairment: bool
    exclusions: tuple[str, ...]
    causes: tuple[str, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None


@dataclass(frozen=True)
class Deadlines:
    """What is promised, and by when. `contact_before_discharge`: the team meets the person before the way home."""

    contact_within_working_days: int
    answer_within_working_days: int
    contact_before_discharge: bool
    baseline_within_days: int


@dataclass(frozen=True)
class DecisionRule:
    """How the decision is worded. An empty `text` leaves the product's own words.

    legal_basis                  keys of `rules.law`
    new_administration_act_from  from when the act of 2025 is cited; None while it has no day
    """

    type: str
    legal_basis: tuple[str, ...]
    appeal_weeks: int
    text: str = ""
    legal_help: bool = True
    new_administration_act_from: date | None = None


@dataclass(frozen=True)
class FirstVisit:
    """How many come, of how many professions, and which professions count."""

    staff: int
    professions: int
    who: tuple[str, ...]


@dataclass(frozen=True)
class Training:
    """Who trains with the person. Empty `professions`: any profession."""

    by: tuple[str, ...]
    professions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Length:
    """How long, and how it is made longer: not at all, by the team, or by a new decision."""

    default_weeks: int
    max_weeks: int
    extension: str
    extension_weeks: int = 0


@dataclass(frozen=True)
class Effort:
    """Visits a week, from `first` to `last`. `by_week` is the curve as written, one number a week, or empty."""

    first: int
    last: int
    shape: str
    by_week: tuple[int, ...] = ()
    hours_low: float | None = None
    hours_high: float | None = None


@dataclass(frozen=True)
class Review:
    """How many weeks after the start the team and the person look at goals and plan, earliest and latest."""

    first_week: int
    last_week: int


@dataclass(frozen=True)
class Instruments:
    """Codes of the instruments asked for at each occasion; the assessment room knows what they are."""

    baseline: tuple[str, ...] = ()
    midway: tuple[str, ...] = ()
    discharge: tuple[str, ...] = ()
    month_1: tuple[str, ...] = ()
    month_3: tuple[str, ...] = ()
    month_6: tuple[str, ...] = ()
    month_12: tuple[str, ...] = ()

    def at(self, occasion: str) -> tuple[str, ...]:
        """The codes asked for at the occasion; none at one that the model does not know."""
        found: tuple[str, ...] = getattr(self, occasion, ()) if occasion in self.__dataclass_fields__ else ()
        return found

    @property
    def all(self) -> tuple[str, ...]:
        """Each code once, in the order of the occasions."""
        return tuple(dict.fromkeys(code for name in self.__dataclass_fields__ for code in getattr(self, name)))


@dataclass(frozen=True)
class Meeting:
    """The team meeting. `first_on` is one of its days, from which every second, third … week is counted."""

    weekday: str
    every_weeks: int
    who: tuple[str, ...]
    first_on: date | None = None


@dataclass(frozen=True)
class FollowUps:
    """Months after the end, and how the person is contacted each time."""

    months: tuple[int, ...]
    methods: tuple[str, ...]

    def method_after(self, months: int) -> str:
        """How the person is contacted so many months after; empty when nobody is."""
        return dict(zip(self.months, self.methods, strict=True)).get(months, "")


@dataclass(frozen=True)
class HandOverRule:
    """When home nursing looks at how it goes after a hand-over."""

    check_after_days: int


@dataclass(frozen=True)
class Letters:
    """Which reports go out when a period ends."""

    at_discharge: tuple[str, ...]


@dataclass(frozen=True)
class Sender:
    """Who sends the letters, whom they send people on to; empty where the municipality has not filled it in.

    municipality_number  four digits; from it come the names of Statsforvalteren and the ombud, unless they are given
    phone_hours          in bokmål; `hours_in` gives those of a letter's language
    """

    municipality: str = ""
    municipality_number: str = ""
    phone: str = ""
    phone_hours: str = ""
    phone_hours_nn: str = ""
    phone_hours_en: str = ""
    address: str = ""
    appeal_online: str = ""
    statsforvalter: str = ""
    statsforvalter_contact: str = ""
    ombud: str = ""
    ombud_contact: str = ""

    def hours_in(self, language: str) -> str:
        """When the phone is answered, in one of the languages of letters; empty rather than in another language."""
        return {"nn": self.phone_hours_nn, "en": self.phone_hours_en}.get(language, self.phone_hours)


@dataclass(frozen=True)
class Team:
    """Facts for planning: how many teams, and positions by profession in all of them together."""

    teams: int = 1
    full_time_equivalents: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class ServiceModel:
    """One municipality's way of working."""

    name: str
    eligibility: Eligibility
    deadlines: Deadlines
    decision: DecisionRule
    first_visit: FirstVisit
    training: Training
    length: Length
    effort: Effort
    review: Review
    instruments: Instruments
    meeting: Meeting
    follow_up: FollowUps
    hand_over: HandOverRule
    letters: Letters
    about: str = ""
    sender: Sender = field(default_factory=Sender)
    team: Team = field(default_factory=Team)
