"""The states of the pathway and the steps between them, written down once.

The database constraints, the triggers, the buttons on the pages and the drawing in the documentation are made from
these tables. A step that is not here does not exist.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

State = TypeVar("State", bound=StrEnum)
Steps = Mapping[Any, frozenset[Any]]


class ReferralState(StrEnum):
    RECEIVED = "received"
    CONTACTED = "contacted"
    ACCEPTED = "accepted"  # screened: in the target group, waits for the decision
    GRANTED = "granted"
    DECLINED = "declined"  # screened: another offer is better
    REFUSED = "refused"  # decided: not granted
    WITHDRAWN = "withdrawn"


class EpisodeState(StrEnum):
    PLANNED = "planned"
    ACTIVE = "active"
    ON_HOLD = "on_hold"
    COMPLETED = "completed"
    DROPPED_OUT = "dropped_out"


class FollowUpState(StrEnum):
    DUE = "due"
    NO_ANSWER = "no_answer"
    DONE = "done"
    CANCELLED = "cancelled"


R, E, F = ReferralState, EpisodeState, FollowUpState

REFERRAL_STEPS: Mapping[ReferralState, frozenset[ReferralState]] = {
    R.RECEIVED: frozenset({R.CONTACTED, R.ACCEPTED, R.DECLINED, R.WITHDRAWN}),
    R.CONTACTED: frozenset({R.ACCEPTED, R.DECLINED, R.WITHDRAWN}),
    R.ACCEPTED: frozenset({R.GRANTED, R.REFUSED, R.WITHDRAWN}),
    R.GRANTED: frozenset(),
    R.DECLINED: frozenset(),
    R.REFUSED: frozenset(),
    R.WITHDRAWN: frozenset(),
}

EPISODE_STEPS: Mapping[EpisodeState, frozenset[EpisodeState]] = {
    E.PLANNED: frozenset({E.ACTIVE, E.DROPPED_OUT}),
    E.ACTIVE: frozenset({E.ON_HOLD, E.COMPLETED, E.DROPPED_OUT}),
    E.ON_HOLD: frozenset({E.ACTIVE, E.COMPLETED, E.DROPPED_OUT}),
    E.COMPLETED: frozenset(),
    E.DROPPED_OUT: frozenset(),
}

# "No answer" is an outcome too, but somebody who is reached later is reached (domain.md §3.10).
FOLLOW_UP_STEPS: Mapping[FollowUpState, frozenset[FollowUpState]] = {
    F.DUE: frozenset({F.DONE, F.NO_ANSWER, F.CANCELLED}),
    F.NO_ANSWER: frozenset({F.DONE, F.CANCELLED}),
    F.DONE: frozenset(),
    F.CANCELLED: frozenset(),
}

# Steps beside the way: no ordinary action takes them. They put a mistake right, or follow a death or a move.
REFERRAL_STEPS_BESIDE: Mapping[ReferralState, frozenset[ReferralState]] = {
    R.GRANTED: frozenset({R.WITHDRAWN}),
    R.WITHDRAWN: frozenset({R.RECEIVED, R.CONTACTED, R.ACCEPTED, R.GRANTED}),
}
EPISODE_STEPS_BESIDE: Mapping[EpisodeState, frozenset[EpisodeState]] = {
    E.ACTIVE: frozenset({E.PLANNED}),
    E.COMPLETED: frozenset({E.ACTIVE, E.ON_HOLD}),
    E.DROPPED_OUT: frozenset({E.PLANNED, E.ACTIVE, E.ON_HOLD}),
}
FOLLOW_UP_STEPS_BESIDE: Mapping[FollowUpState, frozenset[FollowUpState]] = {
    F.CANCELLED: frozenset({F.DUE, F.NO_ANSWER}),
}

OPEN_REFERRALS = frozenset({R.RECEIVED, R.CONTACTED, R.ACCEPTED})
ANSWERED_REFERRALS = frozenset(R) - OPEN_REFERRALS
RUNNING_EPISODES = frozenset({E.PLANNED, E.ACTIVE, E.ON_HOLD})
ENDED_EPISODES = frozenset(E) - RUNNING_EPISODES


class IllegalStep(ValueError):
    """The step does not exist. `kind` is referral, episode or follow_up."""

    def __init__(self, kind: str, before: StrEnum, after: StrEnum) -> None:
        super().__init__(f"A {kind} that is {before} cannot become {after}.")
        self.kind, self.before, self.after = kind, before, after


_TABLES: Mapping[str, tuple[type[StrEnum], Steps, Steps]] = {
    "referral": (ReferralState, REFERRAL_STEPS, REFERRAL_STEPS_BESIDE),
    "episode": (EpisodeState, EPISODE_STEPS, EPISODE_STEPS_BESIDE),
    "follow_up": (FollowUpState, FOLLOW_UP_STEPS, FOLLOW_UP_STEPS_BESIDE),
}


def check_step(kind: str, before: str, after: str, *, beside: bool = False) -> None:
    """Raise `IllegalStep` unless the step is in the tables; `beside` asks for one that lies beside the way."""
    state, along, aside = _TABLES[kind]
    steps = aside if beside else along
    if state(after) not in steps.get(state(before), frozenset()):
        raise IllegalStep(kind, state(before), state(after))


def drawing(steps: Mapping[State, frozenset[State]], beside: Mapping[State, frozenset[State]]) -> str:
    """The tables as a Mermaid state diagram; steps beside the way carry the words "put right"."""
    first = next(iter(steps))
    lines = ["stateDiagram-v2", f"    [*] --> {first}"]
    for before, afters in steps.items():
        lines += [f"    {before} --> {after}" for after in sorted(afters)]
        if not afters:
            lines.append(f"    {before} --> [*]")
    for before, afters in beside.items():
        lines += [f"    {before} --> {after}: put right" for after in sorted(afters)]
    return "\n".join(lines) + "\n"
