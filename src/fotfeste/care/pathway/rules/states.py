"""The states of the pathway and the steps between them, written down once.

The database constraints, the triggers, the buttons on the pages and the drawing in the documentation are made from
these tables. A step that is not here does not exist.
"""

from collections.abc import Mapping
from enum import StrEnum


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

OPEN_REFERRALS = frozenset({R.RECEIVED, R.CONTACTED, R.ACCEPTED})
ANSWERED_REFERRALS = frozenset(R) - OPEN_REFERRALS
RUNNING_EPISODES = frozenset({E.PLANNED, E.ACTIVE, E.ON_HOLD})
ENDED_EPISODES = frozenset(E) - RUNNING_EPISODES


class IllegalStep(ValueError):
    """The step does not exist. `kind` is referral, episode or follow_up."""

    def __init__(self, kind: str, before: StrEnum, after: StrEnum) -> None:
        super().__init__(f"A {kind} that is {before} cannot become {after}.")
        self.kind, self.before, self.after = kind, before, after


def check_step(kind: str, before: str, after: str) -> None:
    """Raise `IllegalStep` unless the step is in the tables."""
    steps, state = {
        "referral": (REFERRAL_STEPS, ReferralState),
        "episode": (EPISODE_STEPS, EpisodeState),
        "follow_up": (FOLLOW_UP_STEPS, FollowUpState),
    }[kind]
    if state(after) not in steps[state(before)]:  # type: ignore[index]
        raise IllegalStep(kind, state(before), state(after))


def drawing(steps: Mapping[StrEnum, frozenset[StrEnum]]) -> str:
    """The table as a Mermaid state diagram."""
    first = next(iter(steps))
    lines = ["stateDiagram-v2", f"    [*] --> {first}"]
    for before, afters in steps.items():
        lines += [f"    {before} --> {after}" for after in sorted(afters)]
        if not afters:
            lines.append(f"    {before} --> [*]")
    return "\n".join(lines) + "\n"
