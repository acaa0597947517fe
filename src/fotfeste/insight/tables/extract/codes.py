"""The record's codes beside those of the tables: which must be the same, and what each state becomes.

A code that the record has and the tables do not know would be left out as a strange value, in silence. So `check` stops
the extract before anything is read, and the mappings name every state.
"""

from collections.abc import Iterable, Mapping

from fotfeste.care.assessment.rules.thresholds import AppliesTo
from fotfeste.care.assessment.rules.values import Direction
from fotfeste.care.goals.rules.states import GoalState, Term
from fotfeste.care.pathway.models import Person
from fotfeste.care.pathway.rules.states import EpisodeState, FollowUpState, ReferralState
from fotfeste.care.terms.rules.vocabulary import (
    FOLLOW_UP_MONTHS,
    DropoutReason,
    Group,
    Moment,
    Occasion,
    OutcomeClass,
    ServiceKind,
)
from fotfeste.care.visits.rules.states import VisitState
from fotfeste.ground.access.rules.rights import Profession
from fotfeste.insight.tables import schema
from fotfeste.insight.tables.shape import TableError

SEX = {"woman": "female", "man": "male"}
REFERRAL_STATUS: Mapping[str, str] = {
    ReferralState.RECEIVED: "open",
    ReferralState.CONTACTED: "open",
    ReferralState.ACCEPTED: "open",
    ReferralState.GRANTED: "accepted",
    ReferralState.DECLINED: "declined",
    ReferralState.REFUSED: "declined",
    ReferralState.WITHDRAWN: "withdrawn",
}
# One that broke off before its first day is in no table, and neither is one that has not begun.
EPISODE_STATUS: Mapping[str, str] = {
    EpisodeState.PLANNED: "active",
    EpisodeState.ACTIVE: "active",
    EpisodeState.ON_HOLD: "active",
    EpisodeState.COMPLETED: "completed",
    EpisodeState.DROPPED_OUT: "dropout",
}
# None: nobody has tried yet.
FOLLOW_UP_RESULT: Mapping[str, str | None] = {
    FollowUpState.DUE: None,
    FollowUpState.NO_ANSWER: "no_answer",
    FollowUpState.DONE: "reached",
    FollowUpState.CANCELLED: "not_possible",
}


def differing() -> list[str]:
    """Every list of codes that is not the record's, with the codes only one of them has; empty when all is well."""
    found = []
    for name, (ours, theirs) in _beside().items():
        here, there = ({str(code) for code in codes} for codes in (ours, theirs))
        if here != there:
            found.append(
                f"{name}: only in the tables {sorted(here - there)}, only in the record {sorted(there - here)}"
            )
    return found


def check() -> None:
    """Raise TableError where the tables lack a code of the record, or have one too many."""
    if wrong := differing():
        raise TableError(f"The tables and the record have different codes. {'. '.join(wrong)}. Add them to schema.py.")


def case(column: str, becomes: Mapping[str, str] | Mapping[str, str | None]) -> str:
    """SQL that turns a state of the record into the table's code; what is not named stays empty."""
    whens = " ".join(f"WHEN '{state}' THEN '{code}'" for state, code in becomes.items() if code)
    return f"CASE {column} {whens} END"


def _beside() -> dict[str, tuple[Iterable[object], Iterable[object]]]:
    sexes = [code for code, _ in Person._meta.get_field("sex").choices or ()]
    return {
        "GROUPS": (schema.GROUPS, Group),
        "OUTCOME_CLASSES": (schema.OUTCOME_CLASSES, set(OutcomeClass) - {OutcomeClass.DROPOUT}),
        "DROPOUT_REASONS": (schema.DROPOUT_REASONS, DropoutReason),
        "OCCASIONS": (schema.OCCASIONS, Occasion),
        "FOLLOW_UP_MONTHS": (schema.FOLLOW_UP_MONTHS, FOLLOW_UP_MONTHS.values()),
        "GOAL_STATES": (schema.GOAL_STATES, GoalState),
        "PROFESSIONS": (schema.PROFESSIONS, Profession),
        "LONG_TERM_PLACE": ([schema.LONG_TERM_PLACE], {schema.LONG_TERM_PLACE} & set(ServiceKind)),
        "goals.term": (_codes(schema.GOALS, "term"), Term),
        "service_levels.moment": (_codes(schema.SERVICE_LEVELS, "moment"), Moment),
        "visits.status": (_codes(schema.VISITS, "status"), VisitState),
        "measures.better": (_codes(schema.MEASURES, "better"), Direction),
        "thresholds.applies_to": (_codes(schema.THRESHOLDS, "applies_to"), AppliesTo),
        "persons.sex (the record's)": (SEX, sexes),
        "persons.sex": (_codes(schema.PERSONS, "sex"), SEX.values()),
        "referrals.status (the record's)": (REFERRAL_STATUS, ReferralState),
        "referrals.status": (_codes(schema.REFERRALS, "status"), REFERRAL_STATUS.values()),
        "episodes.status (the record's)": (EPISODE_STATUS, EpisodeState),
        "episodes.status": (_codes(schema.EPISODES, "status"), EPISODE_STATUS.values()),
        "follow_ups.result (the record's)": (FOLLOW_UP_RESULT, FollowUpState),
    }


def _codes(table: schema.Schema, column: str) -> tuple[str, ...]:
    return next(each.codes for each in table.columns if each.name == column)
