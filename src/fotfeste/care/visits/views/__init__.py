"""Pages of this room."""

from .change import change, plan
from .day import day
from .record import record, unplanned
from .weeks import of_episode, week_print

__all__ = ["change", "day", "of_episode", "plan", "record", "unplanned", "week_print"]
