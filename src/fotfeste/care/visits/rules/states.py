"""The states of a visit and why a planned one did not take place (`domain.md` §3.7)."""

from collections.abc import Mapping
from enum import StrEnum


class VisitState(StrEnum):
    PLANNED = "planned"
    DONE = "done"
    NOT_DONE = "not_done"
    CANCELLED = "cancelled"


V = VisitState
VISIT_STEPS: Mapping[VisitState, frozenset[VisitState]] = {
    V.PLANNED: frozenset({V.DONE, V.NOT_DONE, V.CANCELLED}),
    V.DONE: frozenset(),
    V.NOT_DONE: frozenset(),
    V.CANCELLED: frozenset(),
}

# Steps beside the way: a record that was wrong is put right, and one made too early gives the visit back to the plan;
# a closing that was wrong gives its visits back.
VISIT_STEPS_BESIDE: Mapping[VisitState, frozenset[VisitState]] = {
    V.DONE: frozenset({V.NOT_DONE, V.PLANNED}),
    V.NOT_DONE: frozenset({V.DONE, V.PLANNED}),
    V.CANCELLED: frozenset({V.PLANNED}),
}


class Deviation(StrEnum):
    NOT_HOME = "not_home"
    ILL = "ill"
    REFUSED = "refused"
    STAFF_ABSENT = "staff_absent"
    IN_HOSPITAL = "in_hospital"
    OTHER = "other"
