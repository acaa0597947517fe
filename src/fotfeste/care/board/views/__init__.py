"""Pages of this room."""

from .board import board
from .meeting import close, meeting, note, reopen, start, task_add, task_done
from .person import person

__all__ = ["board", "close", "meeting", "note", "person", "reopen", "start", "task_add", "task_done"]
