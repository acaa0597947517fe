"""What can be asked about the board, the meeting and one person's whole way."""

from .meetings import (
    Minutes,
    MinutesRow,
    OpenMeeting,
    meeting_to_write_in,
    meetings_of_team,
    minutes_of,
    task_to_finish,
)
from .person import NoteRow, PersonPage, contacts_in, holds_in, person_page
from .rows import BoardRow, TaskRow, board_rows, teams_of

__all__ = [
    "BoardRow",
    "Minutes",
    "MinutesRow",
    "NoteRow",
    "OpenMeeting",
    "PersonPage",
    "TaskRow",
    "board_rows",
    "contacts_in",
    "holds_in",
    "meeting_to_write_in",
    "meetings_of_team",
    "minutes_of",
    "person_page",
    "task_to_finish",
    "teams_of",
]
