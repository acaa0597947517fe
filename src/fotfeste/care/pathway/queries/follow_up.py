"""The due-list: whom to contact after the period, by when."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Window
from django.http import Http404

from fotfeste.care.terms.labels import LANGUAGES, OCCASIONS, OUTCOMES
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import KIND_OF_REACH, Asker, asked_by
from fotfeste.ground.access.rules.rights import Act, Role, may_ever
from fotfeste.ground.database.questions import question

from ..models import Episode, FollowUp, HandOver
from ..rules.follow_up import WAITING, Place
from ..rules.states import ENDED_EPISODES
from .person.reach import works_with
from .person.record import Look, age_on

_LANGUAGES: dict[str, Any] = dict(LANGUAGES)
_OCCASIONS: dict[str, Any] = dict(OCCASIONS)
_OUTCOMES: dict[str, Any] = dict(OUTCOMES)


@dataclass(frozen=True)
class FollowUpRow:
    """One contact still to be made. `attempts` counts calls nobody answered; `tried_on` is the last of them."""

    id: int
    person_id: UUID
    episode_id: UUID
    name: str
    age: int | None
    phone: str
    language: str
    interpreter: str
    team_id: int
    team: str
    occasion: str
    occasion_label: str
    state: str
    due_on: date
    attempts: int
    tried_on: date | None
    ended_on: date | None
    outcome: str
    outcome_label: str


@dataclass(frozen=True, slots=True)
class DueCounts:
    """How many wait: those to contact before today, today, and until the end of the list."""

    overdue: int
    today: int
    later: int

    @property
    def all(self) -> int:
        return self.overdue + self.today + self.later


@dataclass(frozen=True, slots=True)
class DuePage:
    """Rows of the due-list that follow on each other.

    before      how many stand before the first of them
    counts      of the whole list
    first, last the places of the first and the last row, where the pages beside this one begin; None without rows
    """

    rows: list[FollowUpRow]
    before: int
    counts: DueCounts
    first: Place | None
    last: Place | None

    @property
    def after(self) -> int:
        """How many stand after the last row."""
        return max(0, self.counts.all - self.before - len(self.rows))


# What a line shows and no more, so that neither a whole person nor a whole period is read for it.
_SHOWN = (
    "id", "occasion", "state", "due_on", "attempts", "done_on", "episode_id", "episode__ended_on", "episode__outcome",
    "episode__team_id", "episode__team__name", "episode__person_id", "episode__person__given_name",
    "episode__person__family_name", "episode__person__sort_name", "episode__person__birth_date",
    "episode__person__phone", "episode__person__language", "episode__person__interpreter",
)  # fmt: skip
# The longest waiting first; on the same day those not yet tried; `id` so that no two rows share a place.
_NAME = "episode__person__sort_name"
_ORDER = ("due_on", "attempts", _NAME, "id")
# Sort names are digits, so that these stand before and after every one of them.
_BEFORE_NAMES, _AFTER_NAMES = "", "~"


def due_page(
    *,
    user: User,
    today: date,
    until: date,
    size: int,
    team_id: int | None = None,
    after: Place | None = None,
    before: Place | None = None,
) -> DuePage:
    """Follow-ups due up to and with `until` that the user may do, the longest waiting first; one team's if given.

    At most `size` of them: those after a place, the last ones before a place, or the first. Pages asked for one after
    the other show everybody whose follow-up was not changed meanwhile exactly once. A coordinator or therapist sees
    the team's, a home-nursing contact those handed over. The number of queries and of rows read does not depend on
    the length of the list; the database counts it.
    """
    if not may_ever(Role(user.role), Act.FOLLOW_UP):
        return DuePage(rows=[], before=0, counts=DueCounts(0, 0, 0), first=None, last=None)
    asked = asked_by(user, today=today) | {"today": today, "until": until}
    asked |= {} if team_id is None else {"team": team_id}
    place = before or after
    if place is None:
        found = _shown(user.role, size + 1, None, **asked)
    else:
        names = _mine(user, today).filter(pk=place.id).values_list(_NAME, flat=True)
        # Of a row the user may not see no name is known: then rather all of that day twice than one of them never.
        name = names.first() or (_AFTER_NAMES if before else _BEFORE_NAMES)
        beyond = _Beyond(place, name, forwards=before is None)
        found = _shown.anew(user.role, size + 1, beyond, **asked)
    if before is not None:
        if len(found) <= size:
            # Less than a page stands before: that is the first page, and it is shown whole.
            return due_page(user=user, today=today, until=until, size=size, team_id=team_id)
        found = found[size - 1 :: -1]
    found = found[:size]
    counts, stand_before = _counts(user.role, None, **asked), 0
    if place and found:
        first = _Beyond(_place(found[0]), found[0].episode__person__sort_name, forwards=False)
        stand_before = _counts(user.role, first, **asked).all
    return DuePage(
        rows=[_row(each, today) for each in found],
        before=stand_before if found else counts.all,
        counts=counts,
        first=_place(found[0]) if found else None,
        last=_place(found[-1]) if found else None,
    )


def _place(row: Any) -> Place:
    return Place(row.due_on, row.attempts, row.id)


@dataclass(frozen=True)
class _Beyond:
    """Those after a place of the list, or before it; `name` is the sort name of the row there."""

    place: Place
    name: str
    forwards: bool

    @property
    def condition(self) -> Q:
        """The day stands once more, alone, so that an index finds where to begin."""
        way, place = "gt" if self.forwards else "lt", self.place
        day, tries = Q(due_on=place.due_on), Q(attempts=place.attempts)
        by_name = Q(**{_NAME: self.name}) & Q(**{f"id__{way}": place.id}) | Q(**{f"{_NAME}__{way}": self.name})
        later_tries = Q(**{f"attempts__{way}": place.attempts})
        beyond = Q(**{f"due_on__{way}": place.due_on}) | day & (later_tries | tries & by_name)
        return Q(**{f"due_on__{way}e": place.due_on}) & beyond


# What is beyond a place is put together anew each time: somebody goes on in the list more seldom than it is opened.


@question
def _shown(
    role: str, many: int, beyond: _Beyond | None, *, user: Any, units: Any, today: Any, until: Any, team: Any = None
) -> QuerySet[FollowUp, Any]:
    found = _mine(Asker(role, user, units), today).filter(state__in=WAITING, due_on__lte=until)
    if team is not None:
        found = found.filter(episode__team_id=team)
    back = beyond is not None and not beyond.forwards
    found = found.order_by(*(f"-{name}" if back else name for name in _ORDER))
    return (found.filter(beyond.condition) if beyond else found).values_list(*_SHOWN, named=True)[:many]


def _mine(user: User | Asker, today: date) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(works_with(user, today=today, episode="episode"))


@question
def _count(
    role: str, beyond: _Beyond | None, *, user: Any, units: Any, today: Any, until: Any, team: Any = None
) -> QuerySet[FollowUp, Any]:
    """Overdue, today, later and all: of the whole list, or of what is beyond a place of it; no row where there is none.

    Teams are not asked for by a join: the database would first read every period the team ever had.
    """
    waiting = FollowUp.objects.filter(state__in=WAITING, due_on__lte=until)
    waiting = waiting.alias(of_team=Subquery(Episode.objects.filter(pk=OuterRef("episode")).values("team_id")))
    if role in KIND_OF_REACH:
        waiting = waiting.filter(of_team__in=units)
    else:
        waiting = waiting.filter(works_with(Asker(role, user, units), today=today, episode="episode"))
    if team is not None:
        waiting = waiting.filter(of_team=team)
    if beyond is not None:
        waiting = waiting.filter(beyond.condition)
    counted = waiting.annotate(
        overdue=Window(Count("pk", filter=Q(due_on__lt=today))),
        on_the_day=Window(Count("pk", filter=Q(due_on=today))),
        later=Window(Count("pk", filter=Q(due_on__gt=today))),
    )
    return counted.values_list("overdue", "on_the_day", "later")[:1]


def _counts(role: str, beyond: _Beyond | None, **asked: Any) -> DueCounts:
    found = _count(role, None, **asked) if beyond is None else _count.anew(role, beyond, **asked)
    return DueCounts(*found[0]) if found else DueCounts(0, 0, 0)


def _row(row: Any, today: date) -> FollowUpRow:
    language = row.episode__person__language
    return FollowUpRow(
        id=row.id,
        person_id=row.episode__person_id,
        episode_id=row.episode_id,
        name=f"{row.episode__person__given_name} {row.episode__person__family_name}".strip(),
        age=age_on(row.episode__person__birth_date, today),
        phone=row.episode__person__phone,
        language="" if language == "nb" else str(_LANGUAGES.get(language, language)),
        interpreter=row.episode__person__interpreter,
        team_id=row.episode__team_id,
        team=row.episode__team__name,
        occasion=row.occasion,
        occasion_label=str(_OCCASIONS[row.occasion]),
        state=row.state,
        due_on=row.due_on,
        attempts=row.attempts,
        tried_on=row.done_on,
        ended_on=row.episode__ended_on,
        outcome=row.episode__outcome,
        outcome_label=str(_OUTCOMES.get(row.episode__outcome, "")),
    )


def person_of_follow_up(follow_up_id: int) -> UUID:
    """Whose follow-up it is, so that the record can be opened. Raises `Http404`; tells nothing else."""
    found = FollowUp.objects.filter(pk=follow_up_id).values_list("episode__person_id", flat=True).first()
    if found is None:
        raise Http404("There is no such follow-up.")
    return found


def follow_up_of(look: Look, follow_up_id: int) -> FollowUp:
    """The follow-up with its episode. Raises `Http404` when it is not one of the person who was opened."""
    found = (
        FollowUp.objects.filter(pk=follow_up_id, episode__person_id=look.person_id)
        .select_related("episode__person", "episode__team", "episode__referral__decision", "done_by")
        .first()
    )
    if found is None:
        raise Http404("There is no such follow-up.")
    return found


def follow_ups_of(look: Look, episode_id: UUID) -> list[FollowUp]:
    """Every follow-up of an episode in order, the done ones too."""
    found = FollowUp.objects.filter(episode_id=episode_id, episode__person_id=look.person_id)
    return list(found.select_related("done_by").order_by("due_on"))


@dataclass(frozen=True)
class CheckRow:
    """A check home nursing does after a hand-over."""

    person_id: UUID
    name: str
    to_unit: str
    contact: str
    check_on: date
    help_not_to_give: str


def checks_after_hand_over(*, user: User, today: date, since: date, until: date) -> list[CheckRow]:
    """The checks agreed in hand-over plans that lie between the two days, in the user's reach, soonest first.

    Only ended periods whose record is still open to the user, with a follow-up to come.
    """
    if not may_ever(Role(user.role), Act.FOLLOW_UP):
        return []
    plans = _to_check(user.role, **asked_by(user, today=today), today=today, since=since, until=until)
    return [
        CheckRow(
            person_id=plan.episode.person_id,
            name=str(plan.episode.person).strip(),
            to_unit=plan.to_unit.name,
            contact=plan.contact.name if plan.contact else "",
            check_on=plan.check_on,
            help_not_to_give=plan.help_not_to_give,
        )
        for plan in plans
    ]


@question
def _to_check(role: str, *, user: Any, units: Any, today: Any, since: Any, until: Any) -> QuerySet[HandOver]:
    waiting = FollowUp.objects.filter(episode=OuterRef("episode"), state__in=WAITING)
    ended = HandOver.objects.filter(episode__state__in=ENDED_EPISODES, episode__person__died_on=None)
    found = ended.filter(Exists(waiting), check_on__gte=since, check_on__lte=until)
    found = found.filter(works_with(Asker(role, user, units), today=today, episode="episode"))
    plans = found.select_related("episode__person", "to_unit", "contact").only(
        "check_on", "help_not_to_give", "to_unit__name", "contact__name",
        "episode__person__given_name", "episode__person__family_name",
    )  # fmt: skip
    return plans.order_by("check_on", "episode__person__sort_name")
