"""Forms of this room."""

from .drawing import answer_lines, answer_text
from .form import AssessmentForm, said_of

__all__ = ["AssessmentForm", "answer_lines", "answer_text", "said_of"]
