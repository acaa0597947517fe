"""What can be done with visits."""

from ..queries.booking import VisitRefused
from .correcting import back_to_plan, correct_to_done, correct_to_not_done, correct_visit
from .planning import NewVisit, cancel_visit, move_visit, plan_visit, plan_visits
from .recording import record_not_done, record_unplanned_visit, record_visit

__all__ = [
    "NewVisit",
    "VisitRefused",
    "back_to_plan",
    "cancel_visit",
    "correct_to_done",
    "correct_to_not_done",
    "correct_visit",
    "move_visit",
    "plan_visit",
    "plan_visits",
    "record_not_done",
    "record_unplanned_visit",
    "record_visit",
]
