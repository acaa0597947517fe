"""What can be asked about goals and measures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from fotfeste.care.assessment.queries import Activity, activities_of
from fotfeste.care.pathway.queries import Look, NotDone, ReportPart
from fotfeste.ground.database.questions import question

from .. import labels
from ..models import Goal, Measure
from ..rules.attainment import Attainment, attainment
from ..rules.states import OPEN_GOALS, DoneBy, GoalState, Term, TrainingArea

TRAINED_BY_US = (DoneBy.TRAINER, DoneBy.THERAPIST)
TERM_ORDER = [str(term) for term in Term]
# Looked up here: Django's own `get_…_display` hashes every label of the field, in every language, each time.
_TERMS, _STATES, _DONE_BY = dict(labels.TERMS), dict(labels.GOAL_STATES), dict(labels.DONE_BY)
_AREAS, _LEVELS = dict(labels.TRAINING_AREAS), dict(labels.ASSISTANCE_LEVELS)


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure. `target_level` is the help to aim at, 0 (independent) to 5 (done for)."""

    id: UUID
    goal_id: UUID
    area: str
    area_label: str
    description: str
    done_by: str
    done_by_label: str
    times_per_week: int
    minutes: int | None
    target_level: int | None
    target_label: str
    starts_on: date
    ends_on: date | None

    @property
    def alone(self) -> bool:
        """The person trains without anybody coming."""
        return self.done_by in (DoneBy.PERSON, DoneBy.RELATIVE)


@dataclass(frozen=True, slots=True)
class GoalCard:
    """One goal as the person said it, what it grew out of, and its measures."""

    id: UUID
    episode_id: UUID
    own_words: str
    term: str
    term_label: str
    state: str
    state_label: str
    open: bool
    rating_before: int | None
    rating_after: int | None
    target_on: date | None
    set_on: date
    set_by: str
    closed_on: date | None
    reason: str
    ended_with_period: bool  # nobody rated it or let it go: the period ended around it
    activity: Activity | None
    measures: tuple[MeasureRow, ...]

    @property
    def running_measures(self) -> tuple[MeasureRow, ...]:
        return tuple(measure for measure in self.measures if measure.ends_on is None)

    @property
    def ended_measures(self) -> tuple[MeasureRow, ...]:
        return tuple(measure for measure in self.measures if measure.ends_on is not None)


@dataclass(frozen=True, slots=True)
class GoalsOfEpisode:
    """What the board shows of one episode: words of the open goals, and how many ended how."""

    open_words: tuple[str, ...]
    attainment: Attainment


def goals_of(look: Look, *, episode_id: UUID | None = None, with_activities: bool = True) -> list[GoalCard]:
    """The goals of one episode, or of all the person's episodes: open ones first, what is nearest first.

    A page that does not show which activity a goal grew out of leaves `with_activities` out and spares a question.
    """
    asked = {"person": look.person_id} if episode_id is None else {"person": look.person_id, "episode": episode_id}
    goals = _goals(**asked)
    measures: dict[UUID, list[MeasureRow]] = {}
    for row in _measures(goals=[goal.pk for goal in goals]):
        measures.setdefault(row.goal_id, []).append(_measure(row))
    activities: dict[UUID, list[Activity]] = {}
    for one in {goal.episode_id for goal in goals if goal.assessed_item and with_activities}:
        activities[one] = activities_of(look, one)
    cards = [_card(goal, activities.get(goal.episode_id, []), measures.get(goal.pk, [])) for goal in goals]
    return sorted(cards, key=lambda card: (not card.open, TERM_ORDER.index(card.term), card.set_on, card.own_words))


@question
def _goals(*, person: Any, episode: Any = None) -> QuerySet[Goal]:
    rows = Goal.objects.filter(episode__person_id=person)
    if episode is not None:
        rows = rows.filter(episode_id=episode)
    return rows.annotate(set_by_name=F("set_by__name"))


@question
def _measures(*, goals: Any) -> QuerySet[Measure]:
    return Measure.objects.filter(goal_id__in=goals).order_by("starts_on", "id")


def goals_of_episodes(episode_ids: Iterable[UUID]) -> dict[UUID, GoalsOfEpisode]:
    """Goals of many episodes in one query. The caller has limited the episodes to those the user may see."""
    found: dict[UUID, list[tuple[str, str]]] = {}
    for episode_id, state, words in _words_of(episodes=list(episode_ids)):
        found.setdefault(episode_id, []).append((state, words))
    return {
        episode_id: GoalsOfEpisode(
            open_words=tuple(words for state, words in goals if GoalState(state) in OPEN_GOALS),
            attainment=attainment(state for state, _words in goals),
        )
        for episode_id, goals in found.items()
    }


@question
def _words_of(*, episodes: Any) -> QuerySet[Goal, Any]:
    rows = Goal.objects.filter(episode_id__in=episodes).order_by("set_on", "id")
    return rows.values_list("episode_id", "state", "own_words")


def attainment_of(look: Look, episode_id: UUID) -> Attainment:
    """How the goals of the episode ended."""
    rows = Goal.objects.filter(episode_id=episode_id, episode__person_id=look.person_id)
    return attainment(rows.values_list("state", flat=True))


def report_part(look: Look, episode_id: UUID) -> ReportPart | None:
    """The goals and how they ended, for the report to the GP and the allocation office: one sentence a goal."""
    lines = tuple(_sentence(card) for card in goals_of(look, episode_id=episode_id))
    return ReportPart(gettext("The person's own goals"), lines) if lines else None


def part_for_the_person(look: Look, episode_id: UUID) -> ReportPart | None:
    """The goals and how they ended, for the letter to the person."""
    lines = tuple(_to_the_person(card) for card in goals_of(look, episode_id=episode_id))
    return ReportPart(gettext("How it went with your goals"), lines) if lines else None


def _sentence(card: GoalCard) -> str:
    ended = card.state_label.lower() if not card.open else gettext("not rated at the end")
    text = f"{_quoted(card)}: {ended}."
    if card.rating_before and card.rating_after:
        ratings = {"before": card.rating_before, "after": card.rating_after}
        text += " " + gettext("Own rating from %(before)s to %(after)s of 10 (10 is best).") % ratings
    return f"{text} {card.reason}" if card.reason and not card.open else text


def _to_the_person(card: GoalCard) -> str:
    ended = {
        GoalState.ATTAINED: gettext("You reached this goal."),
        GoalState.PARTLY_ATTAINED: gettext("You came part of the way."),
        GoalState.NOT_ATTAINED: gettext("You did not get there this time."),
        GoalState.GIVEN_UP: gettext("This goal was no longer relevant."),
    }.get(GoalState(card.state), gettext("We did not rate this goal at the end."))
    if card.ended_with_period:
        ended = gettext("The training ended before we had finished with this goal.")
    text = f"{_quoted(card)} {ended}"
    if card.rating_before and card.rating_after:
        ratings = {"before": card.rating_before, "after": card.rating_after}
        text += " " + gettext("You gave it %(before)s out of 10 at the start and %(after)s now (10 is best).") % ratings
    return text


def _quoted(card: GoalCard) -> str:
    """The person's words in the quotes of the language, without the stop that would end our sentence too early."""
    return pgettext("quoted", "“%(words)s”") % {"words": card.own_words.strip().removesuffix(".")}


def not_done(look: Look, episode_id: UUID) -> list[NotDone]:
    """What is missing of the goals before the period closes: none was set, or one is open and has no result."""
    rows = Goal.objects.filter(episode_id=episode_id, episode__person_id=look.person_id).order_by("set_on", "id")
    goals = list(rows.values_list("pk", "own_words", "state"))
    if not goals:
        return [NotDone(gettext("No goals are set."), reverse("goals:of_episode", kwargs={"episode_id": episode_id}))]
    return [
        NotDone(gettext("The goal “%(words)s” has no result.") % {"words": words}, reverse("goals:close", args=[pk]))
        for pk, words, state in goals
        if GoalState(state) in OPEN_GOALS
    ]


def measures_of(look: Look, episode_id: UUID, *, on: date | None = None) -> list[MeasureRow]:
    """What is trained on a day (today when not given), for the visit form: of open goals first, oldest first."""
    day = on or look.today
    rows = (
        Measure.objects.filter(goal__episode_id=episode_id, goal__episode__person_id=look.person_id)
        .filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)
        .order_by("goal__set_on", "starts_on", "id")
    )
    return [_measure(row) for row in rows]


def measures_to_record(look: Look, measure_ids: Sequence[UUID]) -> dict[UUID, Measure]:
    """The rows themselves by id, for the actions that take them; ids of other persons are left out."""
    rows = Measure.objects.filter(pk__in=list(measure_ids), goal__episode__person_id=look.person_id)
    return {row.pk: row for row in rows.select_related("goal")}


def goal_to_change(look: Look, goal_id: UUID) -> Goal | None:
    """The row itself, for the actions that take one; None when the person has no such goal."""
    rows = Goal.objects.select_related("episode").filter(episode__person_id=look.person_id)
    return rows.filter(pk=goal_id).first()


def measure_to_change(look: Look, measure_id: UUID) -> Measure | None:
    """The row itself, for the actions that take one; None when the person has no such measure."""
    rows = Measure.objects.select_related("goal__episode").filter(goal__episode__person_id=look.person_id)
    return rows.filter(pk=measure_id).first()


def episode_id_of_goal(goal_id: UUID) -> UUID | None:
    """The episode a goal belongs to, so that the record can be opened; says nothing about the person."""
    return Goal.objects.filter(pk=goal_id).values_list("episode_id", flat=True).first()


def episode_id_of_measure(measure_id: UUID) -> UUID | None:
    """The episode a measure belongs to, so that the record can be opened; says nothing about the person."""
    return Measure.objects.filter(pk=measure_id).values_list("goal__episode_id", flat=True).first()


def _card(goal: Goal, activities: Sequence[Activity], measures: Sequence[MeasureRow]) -> GoalCard:
    return GoalCard(
        id=goal.pk,
        episode_id=goal.episode_id,
        own_words=goal.own_words,
        term=goal.term,
        term_label=str(_TERMS[Term(goal.term)]),
        state=goal.state,
        state_label=str(_STATES[GoalState(goal.state)]),
        open=GoalState(goal.state) in OPEN_GOALS,
        rating_before=goal.rating_before,
        rating_after=goal.rating_after,
        target_on=goal.target_on,
        set_on=goal.set_on,
        set_by=goal.set_by_name,  # type: ignore[attr-defined]
        closed_on=goal.closed_on,
        reason=goal.reason,
        ended_with_period=bool(goal.state_before_end),
        activity=next(
            (one for one in activities if one.item == goal.assessed_item and goal.assessment_id in one.seen_in), None
        ),
        measures=tuple(measures),
    )


def _measure(row: Measure) -> MeasureRow:
    return MeasureRow(
        id=row.pk,
        goal_id=row.goal_id,
        area=row.area,
        area_label=str(_AREAS[TrainingArea(row.area)]),
        description=row.description,
        done_by=row.done_by,
        done_by_label=str(_DONE_BY[DoneBy(row.done_by)]),
        times_per_week=row.times_per_week,
        minutes=row.minutes,
        target_level=row.target_level,
        target_label=str(_LEVELS[row.target_level]) if row.target_level is not None else "",
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def training_of(episode_ids: Iterable[UUID], *, today: date) -> dict[UUID, list[str]]:
    """What is trained today in each of these episodes, in words, as the visitor's list shows it.

    The caller has limited the episodes to those the user may see.
    """
    found: dict[UUID, list[str]] = {}
    for episode_id, description in _trained(episodes=list(episode_ids), today=today):
        found.setdefault(episode_id, []).append(description)
    return found


@question
def _trained(*, episodes: Any, today: Any) -> QuerySet[Measure, Any]:
    measures = Measure.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        goal__episode_id__in=episodes,
        starts_on__lte=today,
        done_by__in=TRAINED_BY_US,
    ).order_by("goal__set_on", "starts_on", "id")
    return measures.values_list("goal__episode_id", "description")


def measure_words(measure_ids: Iterable[UUID]) -> list[str]:
    """What these measures are called, by name; says nothing about the person."""
    rows = Measure.objects.filter(pk__in=list(measure_ids)).order_by("description")
    return list(rows.values_list("description", flat=True))


def all_of_episode(goal_ids: Collection[UUID], *, episode_id: UUID) -> bool:
    """Whether all these goals are of one episode."""
    return not Goal.objects.filter(pk__in=goal_ids).exclude(episode_id=episode_id).exists()
