"""The only door to one person's record: it asks the table of rights and writes the look in the log."""

from dataclasses import InitVar, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.timezone import localdate, make_aware

from fotfeste.ground.access import log
from fotfeste.ground.access.gate import AccessRefused, require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import active_on, unit_ids_of, units
from fotfeste.ground.access.rules.rights import Act, Relation, Role, may
from fotfeste.ground.database.questions import question

from ...models import CareTeamMember, Episode, Person, Referral, Relative
from ...rules.period.weeks import standing
from .reach import may_be_appealed, office_case, open_episode

# For so long the team that closed a period may put the closing right, also when the person died or moved away.
MENDED_WITHIN = timedelta(days=28)

# Opening a form to do something is a look; the act itself is logged when it is done.
_LOOKS = frozenset({Act.READ_OWN_PAGE, Act.READ_LOG_OF_PERSON, Act.PRINT_LETTER})


# Held by this module alone: without it nobody makes a `Look`.
_DOOR = object()


@dataclass(frozen=True)
class Look:
    """Proof that the right was checked and the look was logged. Every query about one person asks for it.

    Only this module makes one: `open_record` for whoever looks, `look_of_act` for an action that writes its own line.
    """

    user: User
    person_id: UUID
    relations: frozenset[Relation]
    at: datetime
    door: InitVar[object] = None

    def __post_init__(self, door: object) -> None:
        if door is not _DOOR:
            raise TypeError("Only open_record makes a Look: ask it, so that the right is checked and the look logged.")

    @property
    def today(self) -> date:
        return localdate(self.at)

    def may(self, act: Act) -> bool:
        """Whether this user may do the act to this person; pages show only what can be done."""
        return may(Role(self.user.role), act, self.relations)


def relations_to(user: User, person_id: UUID, *, today: date, episode_id: UUID | None = None) -> frozenset[Relation]:
    """How the user stands to the person today. Empty for everyone without a reason to be there.

    episode_id  the period an act is about: that the own team closed a period lately opens that one and no other
    """
    role = Role(user.role)
    found: set[Relation] = set()
    if role is Role.PERSON:
        if Person.objects.filter(pk=person_id, user=user).exists():
            found.add(Relation.OWN)
    elif role is Role.RELATIVE:
        if Relative.objects.filter(person_id=person_id, user=user, consented_on__lte=today, withdrawn_on=None).exists():
            found.add(Relation.CONSENTED)
    elif role is Role.ALLOCATOR:
        offices = unit_ids_of(user, today=today, kind="office")
        if _office_has(person=person_id, offices=offices, today=today):
            found.add(Relation.OFFICE)
        elif _office_decided(person=person_id, offices=offices, today=today):
            found.add(Relation.DECIDED)
    elif role in (Role.COORDINATOR, Role.THERAPIST):
        if _team_has(person_id, unit_ids_of(user, today=today, kind="team")):
            found.add(Relation.TEAM)
        elif _closed_lately(person_id, unit_ids_of(user, today=today, kind="team"), today, episode_id):
            found.add(Relation.CLOSED_LATELY)
    elif role in (Role.TRAINER, Role.HOME_SERVICE) and _takes_part(person=person_id, user=user.pk, today=today):
        found.add(Relation.VISITS if role is Role.TRAINER else Relation.HANDED_OVER)
    if role in (Role.EXTERNAL, Role.HOME_SERVICE) and _has_referred(person=person_id, user=user.pk):
        found.add(Relation.REFERRER)
    return frozenset(found)


def knows(by: User, person_id: UUID, *, today: date) -> bool:
    """Whether what the user registers may be written straight into the person's record: they may open it.

    The product itself (`SYSTEM`) opens nothing; a file it brings in lies in the first office, which must have been the
    only one the person had to do with.
    """
    role = Role(by.role)
    if role is Role.SYSTEM:
        office = next(iter(units(kind="office")), None)
        return not Referral.objects.filter(person_id=person_id).exclude(office=office).exists()
    return may(role, Act.READ_RECORD, relations_to(by, person_id, today=today))


# One row of these is answer enough. They are asked before every look and every action.


@question
def _office_has(*, person: Any, offices: Any, today: Any) -> QuerySet[Referral, Any]:
    ours = Referral.objects.filter(person_id=person, office_id__in=offices)
    return ours.filter(office_case(today=today)).values_list("pk")[:1]


@question
def _office_decided(*, person: Any, offices: Any, today: Any) -> QuerySet[Referral, Any]:
    ours = Referral.objects.filter(person_id=person, office_id__in=offices)
    return ours.filter(may_be_appealed(today=today)).values_list("pk")[:1]


@question
def _takes_part(*, person: Any, user: Any, today: Any) -> QuerySet[CareTeamMember, Any]:
    open_ones = Episode.objects.filter(open_episode(), person_id=person)
    return CareTeamMember.objects.filter(active_on(today), user_id=user, episode__in=open_ones).values_list("pk")[:1]


@question
def _has_referred(*, person: Any, user: Any) -> QuerySet[Referral, Any]:
    return Referral.objects.filter(person_id=person, registered_by_id=user).values_list("pk")[:1]


def _team_has(person_id: UUID, teams: list[int]) -> bool:
    # Most are about somebody in training: that question comes first.
    return bool(_team_trains(person=person_id, teams=teams) or _team_awaits(person=person_id, teams=teams))


@question
def _team_trains(*, person: Any, teams: Any) -> QuerySet[Episode, Any]:
    return Episode.objects.filter(open_episode(), person_id=person, team_id__in=teams).values_list("pk")[:1]


@question
def _team_awaits(*, person: Any, teams: Any) -> QuerySet[Referral, Any]:
    return Referral.objects.filter(waits=True, person_id=person, team_id__in=teams).values_list("pk")[:1]


def _closed_lately(person_id: UUID, teams: list[int], today: date, episode_id: UUID | None) -> bool:
    since = make_aware(datetime.combine(today, time.min)) - MENDED_WITHIN
    closed = _closed_since(person=person_id, teams=teams, since=since)
    return bool(closed) if episode_id is None else episode_id in closed


@question
def _closed_since(*, person: Any, teams: Any, since: Any) -> QuerySet[Episode, UUID]:
    closed = Episode.objects.filter(person_id=person, team_id__in=teams, closed_at__gte=since)
    return closed.values_list("pk", flat=True)


def open_record(
    *,
    by: User,
    now: datetime,
    person_id: UUID | None = None,
    episode_id: UUID | None = None,
    referral_id: UUID | None = None,
    act: Act = Act.READ_RECORD,
) -> Look:
    """Open one person's record, by the person, an episode or a referral.

    Raises `AccessRefused` when the table of rights says no, and `Http404` when there is nothing there; the user sees
    the same page in both cases. The look is logged with its purpose before anything is read.
    """
    found = _person_of(person_id=person_id, episode_id=episode_id, referral_id=referral_id)
    relations = relations_to(by, found, today=localdate(now), episode_id=episode_id)
    # Whoever stands in a relation to somebody proves that there is somebody; only without one it has to be asked.
    if not relations and not Person.objects.filter(pk=found).exists():
        raise Http404("There is no such record.")
    if not by.is_active or not may(Role(by.role), act, relations):
        raise AccessRefused(by=by, act=act, person_id=found)
    log.write(by=by, act=act if act in _LOOKS else Act.READ_RECORD, now=now, person_id=found, purpose="TREAT")
    return Look(user=by, person_id=found, relations=relations, at=now, door=_DOOR)


def look_of_act(*, by: User, act: Act, person_id: UUID, now: datetime, episode_id: UUID | None = None) -> Look:
    """For an action that reads the record for what it writes: the right to the act is checked here, and the line the
    action writes in the log is the line of this look. `episode_id`: the period it is about. Raises `AccessRefused`.
    """
    relations = relations_to(by, person_id, today=localdate(now), episode_id=episode_id)
    require(by, act, relations, person_id=person_id)
    return Look(user=by, person_id=person_id, relations=relations, at=now, door=_DOOR)


def still_open(look: Look) -> bool:
    """Whether the record is still open to the user after what they just did: a period that ended may have closed it."""
    relations = relations_to(look.user, look.person_id, today=look.today)
    return may(Role(look.user.role), Act.READ_RECORD, relations)


def _person_of(*, person_id: UUID | None, episode_id: UUID | None, referral_id: UUID | None) -> UUID:
    if episode_id is not None:
        found = Episode.objects.filter(pk=episode_id).values_list("person_id", flat=True).first()
    elif referral_id is not None:
        found = Referral.objects.filter(pk=referral_id).values_list("person_id", flat=True).first()
    elif person_id is None:
        raise TypeError("open_record needs a person, an episode or a referral.")
    else:
        return person_id
    if found is None:
        raise Http404("There is no such record.")
    return found


@dataclass(frozen=True)
class Banner:
    """What stands on top of every page about one person, so that nobody writes in the wrong record."""

    person_id: UUID
    name: str
    age: int | None
    birth_date: date | None
    language: str
    interpreter: str
    alert: str
    died_on: date | None
    coordinator: str
    week: int | None
    weeks: int | None
    what_matters: str
    episode_id: UUID | None
    state: str


def week_of_episode(episode: Episode, *, today: date) -> tuple[int | None, int]:
    """Week n of m of an episode; n is None while nobody trains."""
    return standing(
        state=episode.state,
        started_on=episode.started_on,
        planned_start_on=episode.planned_start_on,
        planned_end_on=episode.planned_end_on,
        today=today,
    )


def banner_of(look: Look) -> Banner:
    """The banner: the newest episode, its coordinator and week n of m, and what matters to the person.

    Of somebody who is only there to receive an appeal, who the person is and nothing more.
    """
    person = Person.objects.get(pk=look.person_id)
    only_who = look.relations == {Relation.DECIDED}
    episode = None
    if not only_who:
        episode = Episode.objects.filter(person=person).order_by("-planned_start_on", "-id").first()
    words = episode.what_matters if episode else ""
    coordinator = ""
    if episode:
        coordinator = (
            CareTeamMember.objects.filter(active_on(look.today), episode=episode, role="coordinator")
            .values_list("user__name", flat=True)
            .first()
            or ""
        )
    if not words and not only_who:
        words = (
            Referral.objects.filter(person=person)
            .exclude(what_matters="")
            .order_by("-received_on")
            .values_list("what_matters", flat=True)
            .first()
            or ""
        )
    return banner_with(look, person, episode, coordinator=coordinator, what_matters=words)


def banner_with(look: Look, person: Person, episode: Episode | None, *, coordinator: str, what_matters: str) -> Banner:
    """The banner of what has been read already; `banner_of` reads it, and the person page has read it for itself."""
    week, weeks = week_of_episode(episode, today=look.today) if episode else (None, None)
    return Banner(
        person_id=person.pk,
        name=str(person).strip(),
        age=age_on(person.birth_date, look.today),
        birth_date=person.birth_date,
        language=str(person.get_language_display()),
        interpreter=person.interpreter,
        alert="" if look.relations == {Relation.DECIDED} else person.alert,
        died_on=person.died_on,
        coordinator=coordinator,
        week=week,
        weeks=weeks,
        what_matters=what_matters,
        episode_id=episode.pk if episode else None,
        state=str(episode.get_state_display()) if episode else "",
    )


def age_on(birth_date: date | None, today: date) -> int | None:
    """Whole years, or None when the birth date is not known."""
    if birth_date is None:
        return None
    return today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))
