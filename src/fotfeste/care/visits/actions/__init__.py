"""What can be done with visits."""

from ..booking import VisitRefused
from .planning import NewVisit, cancel_visit, move_visit, plan_visit, plan_visits
from .recording import correct_visit, record_not_done, record_unplanned_visit, record_visit

__all__ = [
    "NewVisit",
    "VisitRefused",
    "cancel_visit",
    "correct_visit",
    "move_visit",
    "plan_visit",
    "plan_visits",
    "record_not_done",
    "record_unplanned_visit",
    "record_visit",
]
