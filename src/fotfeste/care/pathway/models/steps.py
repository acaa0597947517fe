"""Makes the database agree with `rules.states`: a trigger that refuses a step that is not in the table."""

from collections.abc import Mapping, Set
from enum import StrEnum
from typing import TypeVar

import pgtrigger

State = TypeVar("State", bound=StrEnum)


def only_legal_steps(name: str, steps: Mapping[State, frozenset[State]]) -> pgtrigger.FSM:
    return pgtrigger.FSM(
        name=name,
        field="state",
        transitions=sorted((str(before), str(after)) for before, afters in steps.items() for after in afters),
    )


def values(states: Set[State]) -> list[str]:
    return sorted(str(state) for state in states)
