"""What happened while a referral waited: tries to reach the person, preliminary answers, and the clock of one month."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, DateField, DateTimeField, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404

from fotfeste.ground.access.rules.rights import Act

from ...models import ContactAttempt, InterpreterUse, PreliminaryAnswer, Referral
from ...rules.referral.waiting import AnswerClock, Wait, answer_clock, promised_until, received_until
from ...rules.states import OPEN_REFERRALS, ReferralState
from ..person.record import Look


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One try that nobody answered."""

    id: UUID
    tried_at: datetime
    tried_by: str
    note: str


@dataclass(frozen=True, slots=True)
class PreliminaryRow:
    """One preliminary answer, and its letter for those who may print letters."""

    why: str
    expected_on: date
    written_by: str
    written_at: datetime
    letter_id: UUID | None


def standing_attempts() -> QuerySet[ContactAttempt]:
    """Tries that nobody has taken back."""
    return ContactAttempt.objects.filter(undoes=None, undone_by=None)


def attempts_of(look: Look, referral: Referral) -> list[AttemptRow]:
    """The tries to reach the person of a referral, newest first."""
    found = standing_attempts().filter(referral=referral, referral__person_id=look.person_id)
    rows = found.order_by("-tried_at", "-pk").values_list("pk", "tried_at", "tried_by__name", "note")
    return [AttemptRow(*row) for row in rows]


def attempt_of(referral: Referral, attempt_id: UUID) -> ContactAttempt:
    """One try to reach the person. Raises `Http404` for one of another referral."""
    found = ContactAttempt.objects.filter(pk=attempt_id, referral=referral).first()
    if found is None:
        raise Http404("There is no such try.")
    return found


def preliminary_answers_of(look: Look, referral: Referral) -> list[PreliminaryRow]:
    """What the person was told while the referral waited, newest first."""
    found = PreliminaryAnswer.objects.filter(referral=referral, referral__person_id=look.person_id)
    prints = look.may(Act.PRINT_LETTER)
    return [
        PreliminaryRow(
            why=each.why,
            expected_on=each.expected_on,
            written_by=each.written_by.name,
            written_at=each.written_at,
            letter_id=each.letter_id if prints else None,
        )
        for each in found.select_related("written_by").order_by("-written_at")
    ]


def interpreter_words_of(look: Look, referral: Referral) -> InterpreterUse | None:
    """Whether an interpreter was used in the first conversation; None when nobody has said."""
    found = InterpreterUse.objects.filter(referral=referral, referral__person_id=look.person_id)
    return found.order_by("-written_at").first()


def promised_day() -> Subquery:
    """The day the newest preliminary answer promises, for a question about referrals; null without one."""
    newest = PreliminaryAnswer.objects.filter(referral=OuterRef("pk")).order_by("-written_at")
    return Subquery(newest.values("expected_on")[:1], output_field=DateField())


def number_of_tries() -> Subquery:
    """How many standing tries there are, for a question about referrals; null for none."""
    tries = standing_attempts().filter(referral=OuterRef("pk")).order_by().values("referral")
    return Subquery(tries.annotate(n=Count("pk")).values("n"), output_field=IntegerField())


def last_try() -> Subquery:
    """When the last of them was."""
    tries = standing_attempts().filter(referral=OuterRef("pk")).order_by("-tried_at")
    return Subquery(tries.values("tried_at")[:1], output_field=DateTimeField())


def tries_to_reach() -> ArraySubquery:
    """Every standing try as {at, by, note}, oldest first, for a question about referrals."""
    tries = standing_attempts().filter(referral=OuterRef("pk")).order_by("tried_at")
    return ArraySubquery(tries.values(row=JSONObject(at="tried_at", by="tried_by__name", note="note")))


def told_it_takes_time() -> ArraySubquery:
    """Every preliminary answer as {at, by, why, expected}, oldest first, for a question about referrals."""
    told = PreliminaryAnswer.objects.filter(referral=OuterRef("pk")).order_by("written_at")
    words = JSONObject(at="written_at", by="written_by__name", why="why", expected="expected_on")
    return ArraySubquery(told.values(row=words))


def clock_of(referral: Referral) -> AnswerClock | None:
    """The clock of a referral that is not answered; None when it is, and when the person died or moved."""
    if ReferralState(referral.state) not in OPEN_REFERRALS:
        return None
    return answer_clock(referral.received_on, promised_on=promised_on(referral))


def promised_on(referral: Referral) -> date | None:
    """As `promised_day`, of one referral; asked once where the question has not brought it along."""
    if not hasattr(referral, "promised_on"):
        newest = PreliminaryAnswer.objects.filter(referral=referral).order_by("-written_at")
        referral.promised_on = newest.values_list("expected_on", flat=True).first()  # type: ignore[attr-defined]
    found: date | None = referral.promised_on  # type: ignore[attr-defined]
    return found


def days_of(wait: Wait, *, today: date) -> tuple[date, date]:
    """For `stands_at`: the last day of receipt, and the last promised day, of a clock that stands at `wait`."""
    return received_until(today, wait=wait), promised_until(today, wait=wait)


def stands_at(received_by: date, promised_by: date) -> Q:
    """Open referrals whose clock stands at a `wait` or beyond; the question must carry `promised_on`."""
    fresh = Q(promised_on=None, received_on__lte=received_by)
    promised = Q(promised_on__lte=promised_by)
    return Q(state__in=[str(state) for state in OPEN_REFERRALS]) & (fresh | promised)
