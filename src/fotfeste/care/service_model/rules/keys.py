"""Every choice of a service model, once: its key, its kind, and what may stand there.

The order is the order of the file, of the form and of the words on screen. What a key means stands here in English,
for the reference and the comments; the words on screen are in `model_wording`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from fotfeste.care.terms.rules.law import BASES
from fotfeste.care.terms.rules.vocabulary import (
    FOLLOW_UP_MONTHS,
    Cause,
    FollowUpMethod,
    FunctionLoss,
    Group,
    LetterKind,
    Occasion,
    Route,
)

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DECISION_TYPES = ("specific", "unspecific", "team")
EXTENSIONS = ("none", "team", "new_decision")
SHAPES = ("even", "late")
TRAINED_BY = ("team", "home_trainers", "home_service")
# Hindrances a municipality may count or leave out; the questions stand in `rules.screening`.
EXCLUSIONS = (
    "severe_cognitive_impairment",
    "mental_illness_or_addiction",
    "terminal_phase",
    "medically_unclear",
    "larger_needs",
)
# Codes of the table of rights; rules of care know them as words only.
PROFESSIONS = (
    "physiotherapist",
    "occupational_therapist",
    "nurse",
    "health_care_worker",
    "social_educator",
    "speech_therapist",
    "other",
)
MEETING_ROLES = ("coordinator", "therapist", "trainer", "home_service", "allocator", "manager")
AT_DISCHARGE = (str(LetterKind.REPORT_TO_GP), str(LetterKind.REPORT_TO_ALLOCATION_OFFICE))
MONTHS = tuple(sorted(FOLLOW_UP_MONTHS.values()))
OCCASIONS = (Occasion.BASELINE, Occasion.MIDWAY, Occasion.DISCHARGE, *FOLLOW_UP_MONTHS)


class Kind(StrEnum):
    """What stands behind a key."""

    TEXT = "text"
    NUMBER = "number"
    DECIMAL = "decimal"
    FLAG = "flag"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    SEQUENCE = "sequence"
    NUMBERS = "numbers"
    INSTRUMENTS = "instruments"
    POSITIONS = "positions"


@dataclass(frozen=True)
class Key:
    """One choice. `group` is the table it stands in, empty at the top of the file.

    low, high  range of a number, both included; for a text the fewest and most characters
    needed     must be there; otherwise the model does without
    some       a list must have something in it
    meaning    one line in English, for the reference
    """

    group: str
    name: str
    kind: Kind
    meaning: str
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    needed: bool = True
    some: bool = False

    @property
    def path(self) -> str:
        return f"{self.group}.{self.name}" if self.group else self.name


def _strings(values: object) -> tuple[str, ...]:
    return tuple(str(each) for each in values)  # type: ignore[attr-defined]


def _k(path: str, kind: Kind, meaning: str, low: int = 0, high: int = 0, **more: object) -> Key:
    group, _, name = path.rpartition(".")
    return Key(group, name, kind, meaning, low, high, **more)  # type: ignore[arg-type]


_ALL = (
    _k("name", Kind.TEXT, "what the model is called on screen", 1, 120),
    _k("about", Kind.TEXT, "one or two sentences about it", 0, 600, needed=False),
    _k("eligibility.minimum_age", Kind.NUMBER, "youngest age; leave out for no limit", 0, 120, needed=False),
    _k("eligibility.maximum_age", Kind.NUMBER, "oldest age; leave out for no limit", 0, 120, needed=False),
    _k("eligibility.groups", Kind.CHOICES, "first-time applicants, those with home services before, or both",
       choices=_strings(Group), some=True),
    _k("eligibility.routes", Kind.CHOICES, "ways in that are accepted", choices=_strings(Route), some=True),
    _k("eligibility.function_loss", Kind.CHOICES, "sudden loss of function, gradual, or both",
       choices=_strings(FunctionLoss), some=True),
    _k("eligibility.causes", Kind.CHOICES, "main causes that are accepted; leave out for any",
       choices=_strings(Cause), needed=False),
    _k("eligibility.professions_needed", Kind.NUMBER, "professions a person must need: 1 (not asked), 2 or 3", 1, 3),
    _k("eligibility.mild_cognitive_impairment", Kind.FLAG, "mild impairment of memory is no hindrance"),
    _k("eligibility.exclusions", Kind.CHOICES, "hindrances that are asked about", choices=EXCLUSIONS),
    _k("deadlines.contact_within_working_days", Kind.NUMBER, "first contact, counted after the referral came", 1, 30),
    _k("deadlines.answer_within_working_days", Kind.NUMBER, "screened and decided; the inbox sorts by it", 1, 60),
    _k("deadlines.contact_before_discharge", Kind.FLAG, "from hospital or institution: contact before the way home"),
    _k("deadlines.baseline_within_days", Kind.NUMBER, "days of training until first assessment and goals are there",
       1, 56),
    _k("decision.type", Kind.CHOICE, "specific (what and how often), unspecific (the period) or team (its services)",
       choices=DECISION_TYPES),
    _k("decision.legal_basis", Kind.CHOICES, "the legal ground, paragraph by paragraph; the wording follows the law of "
       "the day", choices=BASES, some=True),
    _k("decision.appeal_weeks", Kind.NUMBER, "weeks to appeal; four by pasient- og brukerrettighetsloven § 7-5", 4, 52),
    _k("decision.text", Kind.TEXT, "own words about what the person gets; leave out for ours", 0, 2000, needed=False),
    _k("decision.legal_help", Kind.FLAG, "refusals say that there may be free legal aid", needed=False),
    _k("decision.new_administration_act_from", Kind.DATE,
       "the day the forvaltningslov of 2025 is in force; leave out while it has none", needed=False),
    _k("first_visit.staff", Kind.NUMBER, "how many come to the first visit", 1, 5),
    _k("first_visit.professions", Kind.NUMBER, "of how many different professions", 1, 5),
    _k("first_visit.who", Kind.CHOICES, "professions that count at the first visit", choices=PROFESSIONS, some=True),
    _k("training.by", Kind.CHOICES, "who trains: the team itself, home trainers, ordinary home service",
       choices=TRAINED_BY, some=True),
    _k("training.professions", Kind.CHOICES, "professions of trainers; leave out for any", choices=PROFESSIONS,
       needed=False),
    _k("length.default_weeks", Kind.NUMBER, "length that a decision proposes", 1, 52),
    _k("length.max_weeks", Kind.NUMBER, "longest, extensions counted", 1, 52),
    _k("length.extension", Kind.CHOICE, "how it is made longer: none, team (decides itself), new_decision",
       choices=EXTENSIONS),
    _k("length.extension_weeks", Kind.NUMBER, "weeks at a time", 0, 52, needed=False),
    _k("effort.visits_by_week", Kind.NUMBERS, "visits in each of the default weeks; or give first and last", 0, 28,
       needed=False),
    _k("effort.first", Kind.NUMBER, "visits in the first week", 1, 28, needed=False),
    _k("effort.last", Kind.NUMBER, "visits in the last week", 0, 28, needed=False),
    _k("effort.shape", Kind.CHOICE, "even (a little less each week) or late (full effort until half-way)",
       choices=SHAPES, needed=False),
    _k("effort.hours_low", Kind.DECIMAL, "fewest hours a week that are usual", 0, 60, needed=False),
    _k("effort.hours_high", Kind.DECIMAL, "most hours a week that are usual", 0, 60, needed=False),
    _k("review.first_week", Kind.NUMBER, "weeks after the start when the review may begin", 1, 52),
    _k("review.last_week", Kind.NUMBER, "weeks after the start when it is done at the latest", 1, 52),
    *(_k(f"instruments.{each}", Kind.INSTRUMENTS, f"codes of the instruments at {each}") for each in OCCASIONS),
    _k("meeting.weekday", Kind.CHOICE, "day of the team meeting", choices=WEEKDAYS),
    _k("meeting.every_weeks", Kind.NUMBER, "1 every week, 2 every second …", 1, 8),
    _k("meeting.first_on", Kind.DATE, "a day of the meeting to count from, when it is not every week", needed=False),
    _k("meeting.who", Kind.CHOICES, "roles that take part", choices=MEETING_ROLES, some=True),
    _k("follow_up.months", Kind.NUMBERS, "months after the end when the person is contacted", 1, 12,
       choices=_strings(MONTHS)),
    _k("follow_up.methods", Kind.SEQUENCE, "how, one word for each month", choices=_strings(FollowUpMethod)),
    _k("hand_over.check_after_days", Kind.NUMBER, "days until home nursing checks how it goes", 1, 90),
    _k("letters.at_discharge", Kind.CHOICES, "reports that go out when a period ends", choices=AT_DISCHARGE),
    _k("sender.municipality", Kind.TEXT, "name at the top of the letters", 0, 120, needed=False),
    _k("sender.municipality_number", Kind.TEXT, "four digits; the first two name Statsforvalteren and the ombud", 0, 4,
       needed=False),
    _k("sender.phone", Kind.TEXT, "number to call", 0, 40, needed=False),
    _k("sender.phone_hours", Kind.TEXT, "when the phone is answered, in bokmål", 0, 120, needed=False),
    _k("sender.phone_hours_nn", Kind.TEXT, "the same in nynorsk", 0, 120, needed=False),
    _k("sender.phone_hours_en", Kind.TEXT, "the same in English", 0, 120, needed=False),
    _k("sender.address", Kind.TEXT, "address in the letters, where an appeal is sent", 0, 200, needed=False),
    _k("sender.appeal_online", Kind.TEXT, "address on the web where an appeal is taken; leave out when there is none",
       0, 200, needed=False),
    _k("sender.statsforvalter", Kind.TEXT, "name of Statsforvalteren; leave out for the one of the county", 0, 120,
       needed=False),
    _k("sender.statsforvalter_contact", Kind.TEXT, "how Statsforvalteren is reached", 0, 160, needed=False),
    _k("sender.ombud", Kind.TEXT, "name of Pasient- og brukerombudet; leave out for the one of the county", 0, 120,
       needed=False),
    _k("sender.ombud_contact", Kind.TEXT, "how the ombud is reached", 0, 160, needed=False),
    _k("team.teams", Kind.NUMBER, "how many teams; 0 when there is none", 0, 50, needed=False),
    _k("team.full_time_equivalents", Kind.POSITIONS, "positions by profession, in all teams together", 0, 200,
       choices=PROFESSIONS, needed=False),
)  # fmt: skip
KEYS: Mapping[str, Key] = MappingProxyType({key.path: key for key in _ALL})
GROUPS: tuple[str, ...] = tuple(dict.fromkeys(key.group for key in _ALL if key.group))
