"""The files the planner reads and writes: its own JSON and two published ones.

A new one is a module with `read`, `write`, `read_plan` and `is_like`, and a line in `FORMATS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fotfeste.care.planning.rules.checking import InputFault, ProblemFaults
from fotfeste.care.planning.rules.evaluation import ROUNDING, Evaluation
from fotfeste.care.planning.rules.plan import Plan
from fotfeste.care.planning.rules.problem import Minutes, Problem

from . import mankowska, own, uhhc
from .reading import Data, loaded

__all__ = ["FORMATS", "Format", "detect"]


@dataclass(frozen=True, slots=True)
class Format:
    """`read` makes a sound problem of a file, or raises ProblemFaults. `tolerance`: minutes, for judging its plans."""

    name: str
    read: Callable[[Data], Problem]
    write: Callable[[Problem, Plan, Evaluation], dict[str, Any]]
    read_plan: Callable[[Problem, Data], Plan]
    is_like: Callable[[Mapping[str, Any]], bool]
    tolerance: Minutes = ROUNDING


FORMATS: Mapping[str, Format] = {
    format.name: format
    for format in (
        Format("fotfeste", own.from_json, own.write, own.read_plan, own.is_like),
        Format("uhhc", uhhc.read, uhhc.write, uhhc.read_plan, uhhc.is_like),
        # Distances and published starts have three decimals, so a start may be one of the last of them too early.
        Format("mankowska", mankowska.read, mankowska.write, mankowska.read_plan, mankowska.is_like, tolerance=1e-3),
    )
}


def detect(data: Data) -> str:
    """The name of the format a problem is in, told by the keys only that format has."""
    whole = loaded(data)
    for name, format in FORMATS.items():
        if format.is_like(whole):
            return name
    text = "this is none of the known formats (%(known)s); our own begins with {“fotfeste”: 1}"
    raise ProblemFaults([InputFault("file", text, {"known": ", ".join(FORMATS)})])
