"""What can be asked about assessments."""

from .activities import Activity, ActivityScore, activities_of, activity_ids
from .remaining import not_done
from .scores import ScoreRow, all_score_rows, latest_scores, report_part, score_rows, scores_of_episodes
from .stored import (
    Recorded,
    assessment_to_correct,
    assessments_of,
    assessments_of_episodes,
    episode_id_of,
    first_and_last_of,
    latest_change,
    one,
)

__all__ = [
    "Activity",
    "ActivityScore",
    "Recorded",
    "ScoreRow",
    "activities_of",
    "activity_ids",
    "all_score_rows",
    "assessment_to_correct",
    "assessments_of",
    "assessments_of_episodes",
    "episode_id_of",
    "first_and_last_of",
    "latest_change",
    "latest_scores",
    "not_done",
    "one",
    "report_part",
    "score_rows",
    "scores_of_episodes",
]
