"""Letters as they were sent: one to print, those about a person, and those that have not left the house."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.dateparse import parse_date, parse_datetime

from fotfeste.care.terms.labels import DISPATCH_WAYS, LETTERS
from fotfeste.care.terms.rules.vocabulary import TO_THE_PERSON, DispatchWay, LetterKind, Referrer, SharedWith
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import Asker, asked_by
from fotfeste.ground.access.rules.rights import Act, Role
from fotfeste.ground.database.questions import question

from ...models import Dispatch, Letter, Relative
from ...rules.letters import is_to_the_person
from ...rules.person.sharing import relative_reads_letters
from ..person.persons import in_reach
from ..person.record import Look, open_record
from ..person.sharing import agrees, said_about

# They read what is written to the person, and nothing that is written to others about the person (ADR 0024).
_READ_THEIR_OWN = frozenset({Role.PERSON, Role.RELATIVE})
SHOWN_NOT_SENT = 200


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
    """The letter; asks the table of rights for printing and logs the look. Raises as `open_record`.

    The person gets the letters that are written to the person; next of kin get those when the person has agreed.
    """
    letter = Letter.objects.select_related("referral").filter(pk=letter_id).first()
    if letter is None:
        raise Http404("There is no such letter.")
    role = Role(by.role)
    if role in _READ_THEIR_OWN and not (
        is_to_the_person(letter.kind, letter.referral.referrer if letter.referral else None)
        and (role is Role.PERSON or _told_of_letters(by, letter.person_id))
    ):
        raise AccessRefused(by=by, act=Act.PRINT_LETTER, person_id=letter.person_id)
    open_record(by=by, person_id=letter.person_id, now=now, act=Act.PRINT_LETTER)
    return _text(letter)


@dataclass(frozen=True, slots=True)
class Sent:
    """That a letter left the house. `stands` is False for what was noted by mistake; `taken_back_*`: when, by whom."""

    id: int
    way: str
    sent_on: date
    written_at: datetime
    written_by: str
    stands: bool
    taken_back_at: datetime | None = None
    taken_back_by: str = ""

    @property
    def way_words(self) -> str:
        return str(dict(DISPATCH_WAYS)[DispatchWay(self.way)])


@dataclass(frozen=True, slots=True)
class LetterTitle:
    """A letter in a list: everything but its text. `sent`: how it left the house, in the order it was noted."""

    id: UUID
    title: str
    to: str
    kind: str
    written_at: datetime
    to_the_person: bool
    sent: tuple[Sent, ...]

    @property
    def standing(self) -> tuple[Sent, ...]:
        """The times it was sent that hold; empty for a letter that has not left the house."""
        return tuple(one for one in self.sent if one.stands)

    @property
    def kind_words(self) -> str:
        return str(dict(LETTERS)[LetterKind(self.kind)])


def letters_of(look: Look, *, referral_id: UUID | None = None) -> list[LetterTitle]:
    """Every letter about the person, or about one referral, newest first; none for somebody who may not print letters.

    The person finds those written to the person, next of kin the same ones when the person has agreed.
    """
    if not look.may(Act.PRINT_LETTER):
        return []
    role = Role(look.user.role)
    if role is Role.RELATIVE and not _told_of_letters(look.user, look.person_id):
        return []
    asked = {"person": look.person_id} if referral_id is None else {"person": look.person_id, "referral": referral_id}
    return [_title(*row) for row in _titles(role in _READ_THEIR_OWN, **asked)]


@question
def _titles(only_to_the_person: bool, *, person: Any, referral: Any = None) -> QuerySet[Letter, Any]:
    found = Letter.objects.filter(person_id=person).order_by("-written_at", "kind")
    if only_to_the_person:
        found = found.filter(written_to_the_person())
    if referral is not None:
        found = found.filter(referral_id=referral)
    return found.annotate(sent_rows=_sent_rows()).values_list(
        "pk", "title", "to", "kind", "written_at", "referral__referrer", "sent_rows"
    )


@dataclass(frozen=True, slots=True)
class NotSent:
    """A letter that has not left the house, and whom it is about."""

    letter: LetterTitle
    person_id: UUID
    person: str


@dataclass(frozen=True, slots=True)
class LettersToSend:
    """Letters within the user's reach that are not noted as sent, the oldest first; `hidden` more stand after them."""

    rows: list[NotSent]
    hidden: int

    @property
    def total(self) -> int:
        return len(self.rows) + self.hidden


def letters_to_send(*, user: User, today: date) -> LettersToSend:
    """What still lies here. Only persons whose record the user may open today."""
    found = _not_sent(user, today)
    rows = (
        found.annotate(sent_rows=_sent_rows())
        .order_by("written_at", "kind")
        .values_list(
            "person_id", "person__given_name", "person__family_name", "pk", "title", "to", "kind", "written_at",
            "referral__referrer", "sent_rows",
        )[:SHOWN_NOT_SENT]
    )  # fmt: skip
    shown = [NotSent(_title(*rest), person_id, f"{given} {family}".strip()) for person_id, given, family, *rest in rows]
    hidden = found.count() - len(shown) if len(shown) == SHOWN_NOT_SENT else 0
    return LettersToSend(shown, hidden)


def count_to_send(*, user: User, today: date) -> int:
    """How many letters within the user's reach are not noted as sent."""
    return next(iter(_count_not_sent(user.role, **asked_by(user, today=today), today=today)), 0)


@question
def _count_not_sent(role: str, *, user: Any, units: Any, today: Any) -> QuerySet[Letter, int]:
    found = _not_sent(Asker(role, user, units), today).annotate(in_all=Window(Count("pk")))
    return found.values_list("in_all", flat=True)[:1]


def letters_to_mark(*, ids: Iterable[UUID]) -> list[Letter]:
    """The letters, without their text, for the action that notes that they are sent; it asks for the right."""
    found = Letter.objects.filter(pk__in=list(ids)).select_related("person", "referral")
    return list(found.defer("html").order_by("written_at"))


def dispatch_to_take_back(dispatch_id: int) -> Dispatch | None:
    """The row, for the action that takes it back; it asks for the right."""
    return Dispatch.objects.select_related("letter__person").defer("letter__html").filter(pk=dispatch_id).first()


def written_to_the_person() -> Q:
    """What `rules.letters.is_to_the_person` says, for the database."""
    return Q(kind__in=sorted(TO_THE_PERSON)) | Q(kind=LetterKind.ANSWER_TO_REFERRER, referral__referrer=Referrer.PERSON)


def _not_sent(user: User | Asker, today: date) -> Any:
    standing = Dispatch.objects.filter(takes_back=None, taken_back_by=None)
    persons = in_reach(user, today=today).values("pk")
    # Nobody writes to somebody who has died; the letter stays in the record.
    of_the_dead = written_to_the_person() & Q(person__died_on__isnull=False)
    return (
        Letter.objects.filter(person_id__in=persons).exclude(pk__in=standing.values("letter_id")).exclude(of_the_dead)
    )


def _told_of_letters(by: User, person_id: UUID) -> bool:
    relative = Relative.objects.filter(user=by, person_id=person_id).values_list("pk", flat=True).first()
    if relative is None:
        return False
    return relative_reads_letters(agrees(said_about(person_id, SharedWith.RELATIVE, relative_id=relative)))


def _sent_rows() -> ArraySubquery:
    rows = Dispatch.objects.filter(letter=OuterRef("pk"), takes_back=None).order_by("pk")
    return ArraySubquery(
        rows.values(
            row=JSONObject(
                id="pk",
                way="way",
                on="sent_on",
                at="written_at",
                by="written_by__name",
                back_at=F("taken_back_by__written_at"),
                back_by=F("taken_back_by__written_by__name"),
            )
        )
    )


def _title(
    pk: UUID, title: str, to: str, kind: str, written_at: datetime, referrer: str | None, sent: list[dict[str, Any]]
) -> LetterTitle:
    return LetterTitle(pk, title, to, kind, written_at, is_to_the_person(kind, referrer), tuple(map(_sent, sent)))


def _sent(row: dict[str, Any]) -> Sent:
    on, at = parse_date(row["on"]), parse_datetime(row["at"])
    assert on is not None and at is not None, "PostgreSQL writes days and times in JSON as ISO 8601"
    back_at = parse_datetime(row["back_at"]) if row["back_at"] else None
    return Sent(row["id"], row["way"], on, at, row["by"], back_at is None, back_at, row["back_by"] or "")


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
