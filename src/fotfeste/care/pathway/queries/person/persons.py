"""Finding persons: only those the user may open, and every list of them leaves a line in the log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat
from django.utils.timezone import localdate

from fotfeste.ground.access import log
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import Asker, active_on, unit_ids_of
from fotfeste.ground.access.rules.rights import Act, Role
from fotfeste.ground.database.questions import question

from ...labels import EPISODE_STATES, REFERRAL_STATES
from ...models import CareTeamMember, Decision, Episode, Person, Referral, Relative
from ...rules.person.duplicates import Known, Suggestion, Traits, suggest
from ...rules.person.names import letters_of, name_words, written_forms
from ...rules.person.reach import TO_APPEAL_LATE
from ...rules.person.search import Wanted, read_query
from .reach import office_case, open_episode
from .record import Look, age_on

LIMIT = 20
# A longer word is no name, and PostgreSQL refuses a search word of 2 kB.
LONGEST_WORD, MOST_WORDS = 80, 12
# Of those who look alike, the nearest are compared.
MOST_LOOKED_AT = 200


@dataclass(frozen=True)
class PersonRow:
    """One person as a list shows it. `standing` says in words where the pathway is; `since` the day it got there."""

    person_id: UUID
    name: str
    birth_date: date | None
    age: int | None
    city: str
    standing: str
    team: str
    since: date | None


@dataclass(frozen=True)
class ToAppeal:
    """A decision of the last year about somebody whose record is closed to the user, who may receive an appeal.

    decision_id and episode_id are of a change of what was granted.
    """

    name: str
    birth_date: date | None
    decided_on: date
    referral_id: UUID | None
    decision_id: int | None
    episode_id: UUID | None


@dataclass(frozen=True)
class Found:
    """The answer to a search. `asked` is False while too little is typed; `more` when there are others."""

    rows: list[PersonRow]
    more: bool
    asked: bool
    to_appeal: tuple[ToAppeal, ...] = ()


def search_persons(*, user: User, text: str, now: datetime) -> Found:
    """Persons the user may open, by the beginning of names, birth date (or year beside a name), or national number."""
    today = localdate(now)
    wanted = read_query(text, today=today)
    if wanted.empty:
        return Found(rows=[], more=False, asked=False)
    # Sorted by an expression: PostgreSQL otherwise reads all persons by the index on sort_name, in the hope of soon
    # having enough, and for a team of a hundred among a hundred thousand it never has.
    by_name = Concat("sort_name", Value(""))
    found = _with_standing(in_reach(user, today=today).filter(_fits(wanted)).order_by(by_name, "pk"))
    rows = [_row(person, today) for person in found[: LIMIT + 1]]
    # A search that finds nobody is written down, too: who asked for whom is what a trace is for.
    log.write(by=user, act=Act.SEARCH_PERSONS, now=now)
    more = len(rows) > LIMIT
    return Found(rows[:LIMIT], more=more, asked=True, to_appeal=() if more else _to_appeal(user, wanted, today))


def _to_appeal(user: User, wanted: Wanted, today: date) -> tuple[ToAppeal, ...]:
    if user.role != Role.ALLOCATOR:
        return ()
    offices = unit_ids_of(user, today=today, kind="office")
    ours = Q(referral__office_id__in=offices) | Q(changes__referral__office_id__in=offices)
    found = (
        Decision.objects.filter(ours, decided_on__gte=today - TO_APPEAL_LATE)
        .filter(person__in=Person.objects.filter(_fits(wanted)).values("pk"))
        .exclude(person__in=in_reach(user, today=today).values("pk"))
        .select_related("person", "changes")
        .annotate(of_episode=F("changes__referral__episode"))
        .order_by("person__sort_name", "-decided_on")[:LIMIT]
    )
    return tuple(
        ToAppeal(
            name=str(each.person).strip(),
            birth_date=each.person.birth_date,
            decided_on=each.decided_on,
            referral_id=each.changes.referral_id if each.changes else each.referral_id,
            decision_id=each.pk if each.of_episode else None,
            episode_id=each.of_episode,
        )
        for each in found
    )


def in_reach(user: User | Asker, *, today: date) -> QuerySet[Person]:
    """Those whose record the user may open today: the same as `relations_to` and the table of rights, for many."""
    role = Role(user.role)
    if role is Role.ALLOCATOR:
        offices = unit_ids_of(user, today=today, kind="office")
        cases = Referral.objects.filter(office_case(today=today), person=OuterRef("pk"), office_id__in=offices)
        return Person.objects.filter(Exists(cases))
    # Sets of persons, not one question per person: among thousands with the same name only a few are followed.
    if role in (Role.COORDINATOR, Role.THERAPIST):
        teams = unit_ids_of(user, today=today, kind="team")
        referred = Referral.objects.filter(team_id__in=teams, waits=True)
        return Person.objects.filter(
            Q(pk__in=referred.values("person_id")) | _open_episode_of(Episode.objects.filter(team_id__in=teams))
        )
    if role in (Role.TRAINER, Role.HOME_SERVICE):
        mine = CareTeamMember.objects.filter(active_on(today), user_id=user.pk)
        return Person.objects.filter(_open_episode_of(Episode.objects.filter(pk__in=mine.values("episode_id"))))
    return Person.objects.none()


def reaches(user: User, person_id: UUID, *, today: date) -> bool:
    """Whether the user may open this person's record today."""
    return in_reach(user, today=today).filter(pk=person_id).exists()


def _open_episode_of(episodes: QuerySet[Episode]) -> Q:
    """Persons with one of the episodes running, or ended and with a contact still to be made."""
    return Q(pk__in=episodes.filter(open_episode()).values("person_id"))


def _fits(wanted: Wanted) -> Q:
    fits = Q()
    if wanted.number:
        # The empty number is left out by name, so that the partial index on numbers can answer.
        fits &= Q(national_number=wanted.number) & ~Q(national_number="")
    if wanted.birth_dates:
        fits &= Q(birth_date__in=wanted.birth_dates)
    if wanted.birth_year:
        fits &= Q(birth_date__gte=date(wanted.birth_year, 1, 1), birth_date__lte=date(wanted.birth_year, 12, 31))
    if wanted.words:
        fits &= Q(_names_begin(wanted.words))
    return fits


def _names_begin(words: Iterable[str]) -> Func:
    """Every word is the beginning of one of the names; the index on `name_words` answers."""
    stems = [letters_of(word)[:LONGEST_WORD] for word in words]
    forms = [" | ".join(f"'{form}':*" for form in written_forms(stem)) for stem in stems[:MOST_WORDS] if stem]
    query = " & ".join(f"({form})" for form in forms)
    return Func(
        F("name_words"),
        Value(query),
        template="(%(expressions)s::tsquery)",
        arg_joiner=" @@ ",
        output_field=BooleanField(),
    )


def _with_standing(persons: QuerySet[Person]) -> QuerySet[Person]:
    episode = Episode.objects.filter(person=OuterRef("pk")).order_by("-planned_start_on", "-pk")
    referral = Referral.objects.filter(person=OuterRef("pk")).order_by("-received_on", "-pk")
    return persons.annotate(
        episode_state=Subquery(episode.values("state")[:1]),
        episode_team=Subquery(episode.values("team__name")[:1]),
        episode_since=Subquery(episode.values("planned_start_on")[:1]),
        referral_state=Subquery(referral.values("state")[:1]),
        referral_since=Subquery(referral.values("received_on")[:1]),
    )


def _row(person: Any, today: date) -> PersonRow:
    by_episode = person.episode_state and (
        person.referral_since is None or person.episode_since >= person.referral_since
    )
    words = dict(EPISODE_STATES if by_episode else REFERRAL_STATES)
    state = person.episode_state if by_episode else person.referral_state
    return PersonRow(
        person_id=person.pk,
        name=str(person).strip(),
        birth_date=person.birth_date,
        age=age_on(person.birth_date, today),
        city=person.city,
        standing=str(words[state]) if state else "",
        team=(person.episode_team or "") if by_episode else "",
        since=person.episode_since if by_episode else person.referral_since,
    )


@dataclass(frozen=True)
class PossibleDuplicate:
    """Somebody in reach who may be the one that was typed, with the signs."""

    row: PersonRow
    suggestion: Suggestion


def possible_duplicates(*, user: User, traits: Traits, now: datetime) -> list[PossibleDuplicate]:
    """Those the user may open who may be the same person; the rules say why, a person decides.

    Somebody out of the user's reach is never suggested, not even by the number: that would tell that there is a
    record. Such a referral waits beside the record until somebody who may open it says who it is about.
    """
    today = localdate(now)
    mine = in_reach(user, today=today)
    near = Q()
    if traits.birth_date:
        near |= Q(birth_date=traits.birth_date)
    if words := name_words(traits.name):
        near |= Q(_names_begin(words))
    people: dict[UUID, Any] = {}
    if traits.national_number:
        # Asked for apart: among many who look alike the one with the number must not be cut off.
        with_number = mine.filter(~Q(national_number=""), national_number=traits.national_number)
        people |= {person.pk: person for person in _with_standing(with_number)}
    if near:
        born_then = Case(When(birth_date=traits.birth_date, then=0), default=1) if traits.birth_date else Value(0)
        likely = _with_standing(mine.filter(near)).order_by(born_then, "sort_name", "pk")
        people |= {person.pk: person for person in likely[:MOST_LOOKED_AT]}
    known = [
        Known(
            id=person.pk,
            name=str(person),
            national_number=person.national_number,
            birth_date=person.birth_date,
            phone=person.phone,
            address=person.address,
        )
        for person in people.values()
    ]
    found = suggest(traits, known)
    if found:
        log.write(by=user, act=Act.SEARCH_PERSONS, now=now)
    return [PossibleDuplicate(row=_row(people[each.id], today), suggestion=each) for each in found]


def person_of(look: Look) -> Person:
    """The person whose record was opened, for an action or a form."""
    return Person.objects.get(pk=look.person_id)


def relatives_as_known(person: Person) -> list[Relative]:
    """The next of kin the record knows, in the order they were written, to set beside what a referrer wrote."""
    return list(person.relatives.order_by("pk"))


def relatives_of(look: Look) -> list[Relative]:
    """Everybody near the person, those with a standing consent first."""
    return _relatives(person=look.person_id)


@question
def _relatives(*, person: Any) -> QuerySet[Relative]:
    return Relative.objects.filter(person_id=person).order_by(
        F("withdrawn_on").asc(nulls_first=True), F("consented_on").desc(nulls_last=True), "name", "pk"
    )
