"""When a question applies, or must be answered, by what is answered to the others of the same form: pure functions.

The server and the script of the page read the same conditions, so that what is shown is what is saved.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

ON = "on"  # the answer of a box that is ticked


class How(StrEnum):
    """How the answers to a question are held against the values of a term."""

    IS = "is"  # one of the answers is one of the values
    FILLED = "filled"  # anything at all is chosen or written
    OTHER = "other"  # what stands there is none of the values; nothing counts as something else
    UNLIKE = "unlike"  # it and a question named by the values are answered, and have no answer in common


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked of the answers to the question `name`."""

    name: str
    how: How
    values: tuple[str, ...] = ()

    def holds(self, answers: Callable[[str], tuple[str, ...]]) -> bool:
        given = answers(self.name)
        if self.how is How.FILLED:
            return any(given)
        if self.how is How.OTHER:
            return all(answer not in self.values for answer in given or ("",))
        if self.how is How.UNLIKE:
            others = [set(answers(other)) for other in self.values]
            return bool(given) and any(other and not other & set(given) for other in others)
        return any(answer in self.values for answer in given)

    def written(self, names: Mapping[str, str]) -> list[object]:
        """As `When.written`."""
        values = [names.get(value, value) for value in self.values] if self.how is How.UNLIKE else [*self.values]
        return [names.get(self.name, self.name), self.how.value, values]


@dataclass(frozen=True, slots=True)
class When:
    """Holds when every term of one of its ways does; `a | b` and `a & b` put two together.

    words  say when a field applies to those who see the page without scripts, or what to do where it must be filled in
    """

    ways: tuple[tuple[Term, ...], ...]
    words: object = ""

    def __or__(self, other: "When") -> "When":
        return When(self.ways + other.ways, self.words or other.words)

    def __and__(self, other: "When") -> "When":
        return When(tuple(one + two for one in self.ways for two in other.ways), self.words or other.words)

    @property
    def names(self) -> set[str]:
        """The questions it asks about."""
        terms = [term for way in self.ways for term in way]
        others = {name for term in terms if term.how is How.UNLIKE for name in term.values}
        return {term.name for term in terms} | others

    def holds(self, answers: Callable[[str], tuple[str, ...]]) -> bool:
        """`answers` gives what is answered to the question of a name; nothing where nothing is."""
        return any(all(term.holds(answers) for term in way) for way in self.ways)

    def written(self, names: Mapping[str, str]) -> list[list[object]]:
        """As the script reads it: in each way its terms with name in the page, how, and values.

        `names` gives the names in the page.
        """
        return [[term.written(names) for term in way] for way in self.ways]


def chosen(name: str, *values: object, words: object = "") -> When:
    """One of the values is chosen; without values: the box is ticked."""
    return When(((Term(name, How.IS, tuple(_plain(value) for value in values) or (ON,)),),), words)


def filled(name: str, words: object = "") -> When:
    """Anything is written or chosen."""
    return When(((Term(name, How.FILLED),),), words)


def other_than(name: str, *values: object, words: object = "") -> When:
    """Something else stands there than the values."""
    return When(((Term(name, How.OTHER, tuple(_plain(value) for value in values)),),), words)


def unlike(name: str, other: str, words: object = "") -> When:
    """Another answer is given than to the question `other`, and both are answered."""
    return When(((Term(name, How.UNLIKE, (other,)),),), words)


def plain_answers(value: object) -> tuple[str, ...]:
    """What stands in a control, as the script sees it: ticks are "on", lists are each of theirs, blanks are nothing."""
    if value is None or value is False:
        return ()
    if value is True:
        return (ON,)
    many = value if isinstance(value, list | tuple | set) else (value,)
    return tuple(text for each in many if (text := _plain(each)))


def _plain(value: object) -> str:
    return str(value).replace("\r\n", "\n").strip()
