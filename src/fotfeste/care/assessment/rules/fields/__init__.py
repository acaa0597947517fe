"""The fields of an instrument: enough to draw a form from, and the one place where a raw answer is read."""

from fotfeste.care.assessment.rules.fields.base import Field, Option
from fotfeste.care.assessment.rules.fields.blocks import Block, Coded, Entry, FreeText, read_all
from fotfeste.care.assessment.rules.fields.choices import Choice, IntegerChoice, Rating
from fotfeste.care.assessment.rules.fields.measures import Number, Seconds

__all__ = [
    "Block",
    "Choice",
    "Coded",
    "Entry",
    "Field",
    "FreeText",
    "IntegerChoice",
    "Number",
    "Option",
    "Rating",
    "Seconds",
    "read_all",
]
