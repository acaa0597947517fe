"""Letters as they were sent."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404

from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act

from ..models import Letter
from .record import Look, open_record


@dataclass(frozen=True)
class LetterText:
    """A frozen letter, ready for print."""

    id: UUID
    title: str
    to: str
    kind: str
    language: str
    large_print: bool
    html: str
    written_at: datetime


def letter_to_print(*, by: User, letter_id: UUID, now: datetime) -> LetterText:
    """The letter; asks the table of rights for printing and logs the look. Raises as `open_record`."""
    letter = Letter.objects.filter(pk=letter_id).first()
    if letter is None:
        raise Http404("There is no such letter.")
    open_record(by=by, person_id=letter.person_id, now=now, act=Act.PRINT_LETTER)
    return _text(letter)


@dataclass(frozen=True, slots=True)
class LetterTitle:
    """A letter in a list: everything but its text."""

    id: UUID
    title: str
    to: str
    kind: str
    written_at: datetime


def letters_of(look: Look) -> list[LetterTitle]:
    """Every letter about the person, newest first; none for somebody who may not print letters."""
    if not look.may(Act.PRINT_LETTER):
        return []
    found = Letter.objects.filter(person_id=look.person_id).order_by("-written_at", "kind")
    return [LetterTitle(*row) for row in found.values_list("pk", "title", "to", "kind", "written_at")]


def _text(letter: Letter) -> LetterText:
    return LetterText(
        id=letter.pk,
        title=letter.title,
        to=letter.to,
        kind=letter.kind,
        language=letter.language,
        large_print=letter.large_print,
        html=letter.html,
        written_at=letter.written_at,
    )
