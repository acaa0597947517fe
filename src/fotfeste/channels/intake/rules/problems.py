"""What can be wrong with a file, a row or a cell, said so that the reader knows what to do next.

Texts are English message ids with named places, translated by whoever shows them: these rules know no language.
"""

from collections.abc import Callable
from dataclasses import dataclass


def N_(text: str) -> str:
    """Marks a text for translation without translating it; the catalogue tool looks for this name."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """A message id and what stands in its places; a place may hold another message, or several in a row."""

    text: str
    places: tuple[tuple[str, "str | Message | tuple[Message, ...]"], ...] = ()

    def shown(self, translate: Callable[[str], str] = str) -> str:
        """The whole sentence; without `translate` in English."""
        if not self.places:
            return translate(self.text)
        return translate(self.text) % {name: _shown(value, translate) for name, value in self.places}


def message(text: str, **places: "str | int | Message | tuple[Message, ...]") -> Message:
    """A `Message` with its places filled; numbers become text."""
    return Message(text, tuple((name, str(v) if isinstance(v, int) else v) for name, v in places.items()))


def _shown(value: "str | Message | tuple[Message, ...]", translate: Callable[[str], str]) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Message):
        return value.shown(translate)
    return ", ".join(part.shown(translate) for part in value)


class UnreadableFile(Exception):
    """The file as a whole cannot be taken; nothing of it was. `problem` says what is wrong, `cure` what to do."""

    def __init__(self, problem: Message, cure: Message) -> None:
        super().__init__(f"{problem.shown()} {cure.shown()}")
        self.problem = problem
        self.cure = cure


class Trouble(Exception):
    """One cell cannot be understood."""

    def __init__(self, problem: Message, cure: Message) -> None:
        super().__init__(f"{problem.shown()} {cure.shown()}")
        self.problem = problem
        self.cure = cure


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one row was not taken.

    row     what the file itself calls the row (its Løpenr); the line number where it calls it nothing
    line    line in the file (CSV: first line of the row) or row in the sheet, counted from 1
    column  the file's own heading
    """

    row: str
    line: int
    column: str
    problem: Message
    cure: Message


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a row that was taken and that its reader should know; about the whole file where row is empty."""

    row: str
    line: int
    column: str
    text: Message
