"""Pages of this room."""

from .day import day
from .plan import change, plan
from .record import record, unplanned
from .weeks import of_episode, week_print

__all__ = ["change", "day", "of_episode", "plan", "record", "unplanned", "week_print"]
