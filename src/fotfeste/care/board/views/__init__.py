"""Pages of this room."""

from .board import board
from .meeting import close, meeting, note, start, task_add, task_done
from .person import person

__all__ = ["board", "close", "meeting", "note", "person", "start", "task_add", "task_done"]
