"""What is wrong with a service model: the key, what is the matter, and what to write instead.

Problem and cure are gettext message ids with %(name)s places, so that the command says them in English and the set-up
page in the reader's language; this module knows no Django.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


def N_(text: str) -> str:  # marks a message id for the catalogues
    return text


def _as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True)
class Phrase:
    """A part of a sentence with its own places, put into the reader's language where the sentence is."""

    text: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """One fault. `kind` is a short code for tests and JSON; `key` is empty when the whole text is meant."""

    kind: str
    key: str
    problem: str
    cure: str
    params: Mapping[str, object] = field(default_factory=dict)

    def said(self, translate: Callable[[str], str] = _as_it_is) -> str:
        """Problem and cure as one or two sentences, without the key."""
        params = {
            name: translate(value.text) % dict(value.params) if isinstance(value, Phrase) else value
            for name, value in self.params.items()
        }
        return " ".join(translate(text) % params for text in (self.problem, self.cure) if text)

    def __str__(self) -> str:
        return f"{self.key}: {self.said()}" if self.key else self.said()


class ServiceModelError(ValueError):
    """The text cannot be used; `faults` names every key that is wrong and what to write, `file` where it stands."""

    def __init__(self, faults: Sequence[Fault], file: str = "") -> None:
        self.faults, self.file = tuple(faults), file
        where = f"{file}: " if file else ""
        super().__init__(
            "The service model cannot be used:\n" + "\n".join(f"- {where}{fault}" for fault in self.faults)
        )


# What may stand there, after "Write".
A_NUMBER = N_("a whole number from %(low)s to %(high)s")
A_NUMBER_OR_NOT = N_("a whole number from %(low)s to %(high)s, or leave the key out")
A_DECIMAL = N_("a number from %(low)s to %(high)s, or leave the key out")
A_TEXT = N_("a text in quotes, at most %(high)s characters")
A_FLAG = N_("true or false, without quotes")
A_DATE = N_("a date without quotes, such as 2027-01-05")
A_TABLE = N_("a table that begins with [%(group)s]")
ONE_OF = N_("one of %(choices)s")
SOME_OF = N_("a list with some of %(choices)s")
NUMBERS = N_("a list of whole numbers, such as %(example)s")
CODES = N_('a list of instrument codes, such as ["copm", "sppb"]')
POSITIONS = N_("a table of professions with numbers, such as { nurse = 0.3 }, among %(choices)s")

# problem, cure
NOT_TOML = N_("This is not TOML: %(reason)s."), N_("Compare with one of the presets: `fotfeste presets show gjovik`.")
MISSING = N_("A value is missing here."), N_("Write %(wanted)s.")
UNKNOWN_KEY = N_("A service model has no such key."), N_("Remove it, or check the spelling.")
UNKNOWN_KEY_NEAR = N_("A service model has no such key."), N_("Did you mean %(near)s?")
WRONG_TYPE = N_("It is %(value)s."), N_("Write %(wanted)s.")
EMPTY = N_("The field is empty."), N_("Write %(wanted)s.")
UNKNOWN_WORD = N_("%(value)s is not known here."), N_("Write %(wanted)s.")
UNKNOWN_WORD_NEAR = (
    N_("%(value)s is not known here."),
    N_("Did you mean %(near)s? Otherwise write %(wanted)s."),
)
TWICE = N_("%(value)s is there twice."), N_("Remove one of them.")
TOO_LONG = N_("It has %(count)s characters."), N_("Write at most %(high)s.")
AGES = (
    N_("The lowest age (%(low)s) is higher than the highest (%(high)s)."),
    N_("Write a lower age here, or a higher one there."),
)
NO_SERVICE = (
    N_("The legal ground does not say which service this is."),
    N_("Add one that names a service, such as “hol-3-2-1-5”."),
)
BEFORE_THE_ACT = (
    N_("%(day)s is before the act was passed."),
    N_("Write a day after %(passed)s, or leave it out while the act has no day."),
)
MORE_PROFESSIONS = (
    N_("%(professions)s professions cannot come when only %(staff)s go."),
    N_("Write at most %(staff)s, or let more people go."),
)
FEW_TO_CHOOSE = (
    N_("%(professions)s professions are wanted, and only %(count)s may go."),
    N_("Name more professions, or want fewer."),
)
LONGER_THAN_LONGEST = (
    N_("The usual length, %(value)s weeks, is above the longest, %(high)s."),
    N_("Write at most %(high)s, or let the longest be longer."),
)
NO_ROOM = (
    N_("The usual length is the longest already, so nothing can be extended."),
    N_("Write “none”, or let the longest be longer."),
)
NO_EXTENSION_WEEKS = N_("A period may be extended, but not by how much."), N_("Write how many weeks at a time.")
RISES = (
    N_("Effort rises from %(before)s to %(after)s visits. It is to be high at first and then taper."),
    N_("Write no more than %(before)s."),
)
OTHER_LENGTH = (
    N_("%(count)s weeks are written, but the usual length is %(weeks)s."),
    N_("Write one number for each of the %(weeks)s weeks."),
)
TWO_CURVES = (
    N_("The visits are given both week by week and as first and last."),
    N_("Keep one of the two and remove the other."),
)
NO_CURVE = (
    N_("It is not said how many visits there are."),
    N_("Write the visits week by week, or the first and the last."),
)
HOURS = (
    N_("The lowest number of hours (%(low)s) is higher than the highest (%(high)s)."),
    N_("Write %(high)s or fewer."),
)
REVIEW_ORDER = (
    N_("The review would end %(last)s weeks after the start, and begin %(first)s weeks after it."),
    N_("Write %(first)s or more."),
)
REVIEW_AFTER_END = (
    N_("The review, %(last)s weeks after the start, comes after the usual end of %(weeks)s weeks."),
    N_("Write %(weeks)s or less."),
)
MONTHS_ORDER = N_("The months are not in order."), N_("Write %(sorted)s.")
METHODS = (
    N_("There are %(months)s months and %(count)s ways of contact."),
    N_("Write one way for each month, in the same order."),
)
NOBODY_THEN = (
    N_("Instruments are listed here, but no follow-up."),
    N_("Add the month to the follow-up, or empty this list."),
)
FIRST_ON_MISSING = (
    N_("The meeting is not every week, so a day is needed to count from."),
    N_("Write the day of one meeting, such as 2027-01-05, without quotes."),
)
FIRST_ON_WEEKDAY = (
    N_("%(day)s is not a %(weekday)s."),
    N_("The date is not on that weekday. Change the date or the weekday."),
)
MUNICIPALITY_NUMBER = (
    N_("%(value)s is no municipality number."),
    N_("Write four digits, such as 4601. The first two are the county."),
)
