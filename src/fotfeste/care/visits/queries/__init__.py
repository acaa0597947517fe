"""What can be asked about visits."""

from .counts import dose_of, summaries_of_episodes
from .day import Day, DayVisit, day_of
from .left_over import LeftOver, left_over
from .planning import USUAL_MINUTES, busy_times, has_first_visit, staff_to_choose, window_of
from .remaining import not_done
from .stored import (
    TrainedRow,
    VisitRow,
    episode_id_of_visit,
    last_done,
    staff_of,
    taken_off,
    visit_of,
    visit_row,
    visits_of,
)

__all__ = [
    "USUAL_MINUTES",
    "Day",
    "DayVisit",
    "LeftOver",
    "TrainedRow",
    "VisitRow",
    "busy_times",
    "day_of",
    "dose_of",
    "episode_id_of_visit",
    "has_first_visit",
    "last_done",
    "left_over",
    "not_done",
    "staff_of",
    "staff_to_choose",
    "summaries_of_episodes",
    "taken_off",
    "visit_of",
    "visit_row",
    "visits_of",
    "window_of",
]
