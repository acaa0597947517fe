"""Steps between states, as every room writes them: from each state to those that may follow."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

State = TypeVar("State", bound=StrEnum)


def every_step(
    steps: Mapping[State, frozenset[State]], beside: Mapping[State, frozenset[State]]
) -> dict[State, frozenset[State]]:
    """The steps along the way and those beside it as one table: what the database lets through."""
    return {before: afters | beside.get(before, frozenset()) for before, afters in steps.items()}
