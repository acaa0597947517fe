"""Makes the database agree with the states a room has written down: a trigger refuses every other step."""

from collections.abc import Mapping, Set
from enum import StrEnum
from typing import TypeVar

import pgtrigger

from .rules.steps import every_step

State = TypeVar("State", bound=StrEnum)


def only_legal_steps(
    name: str, steps: Mapping[State, frozenset[State]], beside: Mapping[State, frozenset[State]] | None = None
) -> pgtrigger.FSM:
    return pgtrigger.FSM(
        name=name,
        field="state",
        transitions=sorted(
            (str(before), str(after)) for before, afters in every_step(steps, beside or {}).items() for after in afters
        ),
    )


def values(states: Set[State]) -> list[str]:
    return sorted(str(state) for state in states)
