"""What can be asked about visits."""

from .counts import dose_of, summaries_of_episodes
from .day import Day, DayVisit, day_of
from .planning import PlannedSlot, staff_to_choose, suggested_week
from .remaining import not_done
from .stored import (
    TrainedRow,
    VisitRow,
    episode_id_of_visit,
    last_done,
    visit_of,
    visit_row,
    visits_of,
)

__all__ = [
    "Day",
    "DayVisit",
    "PlannedSlot",
    "TrainedRow",
    "VisitRow",
    "day_of",
    "dose_of",
    "episode_id_of_visit",
    "last_done",
    "not_done",
    "staff_to_choose",
    "suggested_week",
    "summaries_of_episodes",
    "visit_of",
    "visit_row",
    "visits_of",
]
