"""The terminal: words, answers in JSON, errors with their exit codes, progress, and the shape of every command.

Rooms take everything they say to a terminal from here, so that each command is quiet in a pipe, plain where colours are
not wanted, and ends with a code that means one thing (docs/adr/0029).
"""

from fotfeste.ground.terminal.answering import answer, answer_line
from fotfeste.ground.terminal.ending import Code, end_when_told, fail, run
from fotfeste.ground.terminal.files import bytes_of, text_of, write_whole
from fotfeste.ground.terminal.options import DAYS, Day, Json, Language
from fotfeste.ground.terminal.progress import progress
from fotfeste.ground.terminal.saying import say, show, warn
from fotfeste.ground.terminal.shape import Commands, For

__all__ = [
    "DAYS",
    "Code",
    "Commands",
    "Day",
    "For",
    "Json",
    "Language",
    "answer",
    "answer_line",
    "bytes_of",
    "end_when_told",
    "fail",
    "progress",
    "run",
    "say",
    "show",
    "text_of",
    "warn",
    "write_whole",
]
