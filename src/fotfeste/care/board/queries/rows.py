"""The board: one row for every person the user works with, in a number of queries that does not grow with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from fotfeste.care.assessment.queries import Recorded, ScoreRow, all_score_rows, assessments_of_episodes
from fotfeste.care.assessment.rules import registry
from fotfeste.care.goals.queries import GoalsOfEpisode, goals_of_episodes
from fotfeste.care.pathway.queries import EndedEpisode, RunningEpisode, ended_without_hand_over, running_episodes
from fotfeste.care.pathway.rules.period.course import review_window
from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.rules.vocabulary import Occasion
from fotfeste.care.visits.queries import LeftOver, left_over, summaries_of_episodes
from fotfeste.care.visits.rules.dose import VisitSummary
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import units_of
from fotfeste.ground.database.questions import question

from ..models import MeetingNote, Task
from ..rules.attention import Facts, Item, attention, urgency_of

# Long enough for the hand-over to be talked about in two meetings after the end.
HAND_OVER_SHOWN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One thing to be done. `overdue` as of the day the list was made."""

    id: UUID
    episode_id: UUID
    text: str
    assigned_to: str
    assigned_to_id: int
    due_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One person in a minute of talk."""

    episode_id: UUID
    person_id: UUID
    name: str
    sort_name: str
    age: int | None
    alert: str
    what_matters: str
    team_id: int
    state: str
    state_label: str
    week: int | None
    weeks: int
    planned_end_on: date
    coordinator: str
    visits: VisitSummary
    goals: GoalsOfEpisode | None
    scores: tuple[ScoreRow, ...]
    items: tuple[Item, ...]
    tasks: tuple[TaskRow, ...]


def teams_of(user: User, *, today: date) -> list[tuple[int, str]]:
    """The teams the user works in, by name."""
    return units_of(user, today=today, kind="team")


def board_rows(*, user: User, today: date, team_id: int | None = None) -> list[BoardRow]:
    """Running periods, and ended ones that lack a hand-over, sorted by what is most urgent."""
    running = running_episodes(user=user, today=today, team_id=team_id)
    ended = ended_without_hand_over(user=user, today=today, since=today - HAND_OVER_SHOWN, team_id=team_id)
    starts = {row.episode_id: row.planned_start_on for row in running}
    starts |= {row.episode_id: row.planned_start_on for row in ended}
    ids = list(starts)
    visits = summaries_of_episodes(starts, today=today)
    goals = goals_of_episodes(ids)
    assessments = assessments_of_episodes(ids)
    waiting = left_over([row.episode_id for row in running], today=today)
    tasks = open_tasks(ids, today=today)
    reviewed = _reviewed(ids)
    scores = {episode_id: first_of_each(all_score_rows(found)) for episode_id, found in assessments.items()}
    rows = []
    for each in running:
        at_start = _recorded_at_start(assessments.get(each.episode_id, ()))
        facts = _facts(each, visits, waiting, goals, tasks, reviewed, at_start)
        rows.append(_row(each, visits, goals, scores, tasks, attention(facts, today=today)))
    for one in ended:
        rows.append(_ended_row(one, visits, goals, scores, tasks, today))
    return sorted(rows, key=lambda row: (*urgency_of(row.items), row.planned_end_on, row.sort_name))


def open_tasks(episode_ids: list[UUID], *, today: date) -> dict[UUID, list[TaskRow]]:
    """Tasks that are not done, those due first on top."""
    found: dict[UUID, list[TaskRow]] = {}
    for task_id, episode_id, text, name, user_id, due_on in _to_do(episodes=episode_ids):
        overdue = due_on is not None and due_on < today
        row = TaskRow(task_id, episode_id, text, name, user_id, due_on, overdue=overdue)
        found.setdefault(episode_id, []).append(row)
    return found


@question
def _to_do(*, episodes: Any) -> QuerySet[Task, Any]:
    tasks = Task.objects.filter(episode_id__in=episodes, done_at=None).order_by("due_on", "made_at")
    return tasks.values_list("pk", "episode_id", "text", "assigned_to__name", "assigned_to_id", "due_on")


def baseline_missing(recorded: set[str], *, wanted: Iterable[str]) -> tuple[str, ...]:
    """Short names of what the service model wants at the start and nobody has recorded, not even as left out."""
    return tuple(registry.get(code).short_name for code in wanted if code not in recorded and code in _known())


def first_of_each(scores: Iterable[ScoreRow]) -> tuple[ScoreRow, ...]:
    """One score of every instrument, its first: a row on the board has room for one."""
    found: dict[str, ScoreRow] = {}
    for score in scores:
        found.setdefault(score.instrument, score)
    return tuple(found.values())


def _known() -> set[str]:
    return set(registry.INSTRUMENTS)


def _facts(
    row: RunningEpisode,
    visits: Mapping[UUID, VisitSummary],
    waiting: Mapping[UUID, list[LeftOver]],
    goals: Mapping[UUID, GoalsOfEpisode],
    tasks: Mapping[UUID, list[TaskRow]],
    reviewed: Mapping[UUID, date],
    at_start: set[str],
) -> Facts:
    seen = visits[row.episode_id]
    model = service_model(row.decided_on or row.planned_start_on)
    begun = row.started_on
    found = goals.get(row.episode_id)
    left = waiting.get(row.episode_id, [])
    return Facts(
        state=row.state,
        planned_start_on=row.planned_start_on,
        planned_end_on=row.planned_end_on,
        started_on=row.started_on,
        baseline_by=begun + timedelta(days=model.deadlines.baseline_within_days) if begun else None,
        review=review_window(model.review, start=begun, end=row.planned_end_on) if begun else None,
        first_visit_on=seen.first_visit_on,
        first_visit_done=seen.first_visit_done,
        next_visit_on=seen.next_on,
        unrecorded=seen.unrecorded,
        missed_in_a_row=seen.missed_in_a_row,
        left_over=len({each.visit_id for each in left}),
        left_over_from=localdate(left[0].at) if left else None,
        baseline_missing=baseline_missing(at_start, wanted=model.instruments.baseline),
        goals=found.attainment.total if found else 0,
        open_tasks=tuple(task.due_on for task in tasks.get(row.episode_id, ())),
        reviewed_on=reviewed.get(row.episode_id),
        has_coordinator=bool(row.coordinator),
    )


def _row(
    row: RunningEpisode,
    visits: Mapping[UUID, VisitSummary],
    goals: Mapping[UUID, GoalsOfEpisode],
    scores: Mapping[UUID, tuple[ScoreRow, ...]],
    tasks: Mapping[UUID, list[TaskRow]],
    items: list[Item],
) -> BoardRow:
    return BoardRow(
        episode_id=row.episode_id,
        person_id=row.person_id,
        name=row.name,
        sort_name=row.sort_name,
        age=row.age,
        alert=row.alert,
        what_matters=row.what_matters,
        team_id=row.team_id,
        state=row.state,
        state_label=row.state_label,
        week=row.week,
        weeks=row.weeks,
        planned_end_on=row.planned_end_on,
        coordinator=row.coordinator,
        visits=visits[row.episode_id],
        goals=goals.get(row.episode_id),
        scores=scores.get(row.episode_id, ()),
        items=tuple(items),
        tasks=tuple(tasks.get(row.episode_id, ())),
    )


def _ended_row(
    row: EndedEpisode,
    visits: Mapping[UUID, VisitSummary],
    goals: Mapping[UUID, GoalsOfEpisode],
    scores: Mapping[UUID, tuple[ScoreRow, ...]],
    tasks: Mapping[UUID, list[TaskRow]],
    today: date,
) -> BoardRow:
    facts = Facts(
        state=row.state,
        planned_start_on=row.planned_start_on,
        planned_end_on=row.planned_end_on,
        started_on=row.started_on,
        open_tasks=tuple(task.due_on for task in tasks.get(row.episode_id, ())),
        services_go_on=True,
    )
    return BoardRow(
        episode_id=row.episode_id,
        person_id=row.person_id,
        name=row.name,
        sort_name=row.sort_name,
        age=row.age,
        alert=row.alert,
        what_matters=row.what_matters,
        team_id=row.team_id,
        state=row.state,
        state_label=row.state_label,
        week=None,
        weeks=0,
        planned_end_on=row.ended_on or row.planned_end_on,
        coordinator="",
        visits=visits[row.episode_id],
        goals=goals.get(row.episode_id),
        scores=scores.get(row.episode_id, ()),
        items=tuple(attention(facts, today=today)),
        tasks=tuple(tasks.get(row.episode_id, ())),
    )


def _reviewed(episode_ids: list[UUID]) -> dict[UUID, date]:
    """When the team last went through each person."""
    return {episode_id: localdate(at) for episode_id, at in _gone_through(episodes=episode_ids)}


@question
def _gone_through(*, episodes: Any) -> QuerySet[MeetingNote, Any]:
    notes = MeetingNote.objects.filter(episode_id__in=episodes, reviewed=True).order_by("meeting__opened_at", "pk")
    return notes.values_list("episode_id", "meeting__opened_at")


def _recorded_at_start(assessments: Iterable[Recorded]) -> set[str]:
    return {one.instrument.code for one in assessments if one.occasion == Occasion.BASELINE}
