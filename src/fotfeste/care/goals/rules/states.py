"""The states of a goal (`domain.md` §3.5) and the steps between them."""

from collections.abc import Mapping
from enum import StrEnum


class GoalState(StrEnum):
    ACTIVE = "active"
    ADJUSTED = "adjusted"
    ATTAINED = "attained"
    PARTLY_ATTAINED = "partly_attained"
    NOT_ATTAINED = "not_attained"
    GIVEN_UP = "given_up"
    NOT_RATED = "not_rated"  # the period was completed, and nobody had said how it went


G = GoalState
OPEN_GOALS = frozenset({G.ACTIVE, G.ADJUSTED})
CLOSED_GOALS = frozenset(G) - OPEN_GOALS
# What a person can close a goal as; `NOT_RATED` is what the end of the period leaves of one that nobody closed.
RATED_GOALS = CLOSED_GOALS - {G.NOT_RATED}
GOAL_STEPS: Mapping[GoalState, frozenset[GoalState]] = {
    G.ACTIVE: CLOSED_GOALS | {G.ADJUSTED},
    G.ADJUSTED: CLOSED_GOALS | {G.ADJUSTED},
    G.ATTAINED: frozenset(),
    G.PARTLY_ATTAINED: frozenset(),
    G.NOT_ATTAINED: frozenset(),
    G.GIVEN_UP: frozenset(),
    G.NOT_RATED: RATED_GOALS,
}
# A period that was closed by mistake runs again, and so do the goals it closed.
GOAL_STEPS_BESIDE: Mapping[GoalState, frozenset[GoalState]] = {
    G.GIVEN_UP: OPEN_GOALS,
    G.NOT_RATED: OPEN_GOALS,
}


class Term(StrEnum):
    """Broader life goals count too, not only trainable body functions (§3.5)."""

    SHORT = "short"
    LONG = "long"
    LIFE = "life"


class TrainingArea(StrEnum):
    """Training areas of §3.6."""

    MOVING_ABOUT = "moving_about"
    PHYSICAL_TRAINING = "physical_training"
    PERSONAL_HYGIENE = "personal_hygiene"
    COOKING = "cooking"
    HOUSEWORK = "housework"
    PLANNING = "planning"
    SHOPPING = "shopping"
    COMMUNICATION = "communication"
    OUTDOOR_ACTIVITY = "outdoor_activity"
    SOCIAL_PARTICIPATION = "social_participation"
    AIDS_AND_ADAPTATION = "aids_and_adaptation"


class DoneBy(StrEnum):
    PERSON = "person"
    RELATIVE = "relative"
    TRAINER = "trainer"
    THERAPIST = "therapist"
    HOME_NURSING = "home_nursing"
    VOLUNTEER = "volunteer"


# 0 independent · 1 supervision · 2 verbal guidance · 3 light physical help · 4 much physical help · 5 done for (§3.6).
ASSISTANCE_LEVELS = range(6)
