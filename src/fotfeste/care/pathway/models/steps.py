"""Makes the database agree with `rules.states`: a trigger that refuses a step that is not in the table."""

from collections.abc import Mapping
from enum import StrEnum

import pgtrigger


def only_legal_steps(name: str, steps: Mapping[StrEnum, frozenset[StrEnum]]) -> pgtrigger.FSM:
    return pgtrigger.FSM(
        name=name,
        field="state",
        transitions=sorted((str(before), str(after)) for before, afters in steps.items() for after in afters),
    )


def values(states: frozenset[StrEnum] | set[StrEnum]) -> list[str]:
    return sorted(str(state) for state in states)
