"""How a period ended, worked out from service levels. Source: `domain.md` §3.9 and the model of Klepp.

The class says what services somebody has afterwards, compared with what they had, or for a first-time applicant with
what they would have been granted. The machine proposes; a person confirms.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from fotfeste.care.terms.rules.vocabulary import NOT_COUNTED, DropoutReason, Group, OutcomeClass, ServiceKind

Levels = Mapping[ServiceKind, Decimal]

# Given without being measured in hours: the row itself says that the service is there.
WITHOUT_HOURS = frozenset(
    {ServiceKind.SHORT_TERM_PLACE, ServiceKind.NURSING_HOME_PLACE, ServiceKind.MEALS, ServiceKind.TRANSPORT}
)

# A place is round-the-clock care, so it weighs more than any number of hours at home.
_PLACE_RANK = {ServiceKind.SHORT_TERM_PLACE: 1, ServiceKind.NURSING_HOME_PLACE: 2}


class Because(StrEnum):
    """Why the class is what it is; words in `outcome_wording`."""

    DROPPED_OUT = "dropped_out"
    NOT_REGISTERED_AT_END = "not_registered_at_end"
    BASELINE_NOT_REGISTERED = "baseline_not_registered"
    NOTHING_LEFT = "nothing_left"
    ONLY_ALARM_OR_AID = "only_alarm_or_aid"
    NEW_PLACE = "new_place"
    PLACE_GIVEN_UP = "place_given_up"
    FEWER_HOURS = "fewer_hours"
    SERVICE_GIVEN_UP = "service_given_up"
    SAME_HOURS = "same_hours"
    MORE_HOURS = "more_hours"


class Baseline(StrEnum):
    """What the end was compared with."""

    HAD = "had"
    WOULD_HAVE_BEEN_GRANTED = "would_have_been_granted"
    HAD_FOR_WANT_OF_ESTIMATE = "had_for_want_of_estimate"


@dataclass(frozen=True, slots=True)
class Reason:
    """The finding's grounds, ready to be put into words.

    hours_before, hours_after  counted hours a week, 0 to 168; None where not registered
    baseline                   which level `hours_before` is; None where there is none
    dropout                    why the period ended early, for `DROPPED_OUT`
    """

    because: Because
    hours_before: Decimal | None = None
    hours_after: Decimal | None = None
    baseline: Baseline | None = None
    dropout: DropoutReason | None = None


class Finding(NamedTuple):
    """The class, or None when the records do not say; and why."""

    outcome: OutcomeClass | None
    because: Reason


def counted_hours(levels: Levels) -> Decimal:
    """Hours a week of the services that count; safety alarm and aids never do."""
    return sum((hours for kind, hours in levels.items() if kind not in NOT_COUNTED), Decimal(0))


def plain_hours(hours: Decimal) -> Decimal:
    """The same number without idle decimals: 4.00 is 4, 1.50 is 1.5."""
    return hours.to_integral_value() if hours == hours.to_integral_value() else hours.normalize()


def services_in_force(levels: Levels) -> frozenset[ServiceKind]:
    """The kinds that count as a service: those with hours, and those that are given without hours."""
    return frozenset(
        kind for kind, hours in levels.items() if kind not in NOT_COUNTED and (hours > 0 or kind in WITHOUT_HOURS)
    )


def group_of(at_start: Levels) -> Group:
    """The group that the services at start point to: an alarm or an aid alone makes nobody an existing user."""
    return Group.EXISTING if services_in_force(at_start) else Group.FIRST_TIME


def group_of_kinds(kinds: Iterable[ServiceKind | str]) -> Group:
    """As `group_of`, where only the kinds are known and not the hours."""
    return Group.EXISTING if any(ServiceKind(kind) not in NOT_COUNTED for kind in kinds) else Group.FIRST_TIME


def outcome_class(
    group: Group,
    at_start: Levels | None,
    granted_estimate: Levels | None,
    at_end: Levels | None,
    dropout_reason: DropoutReason | str | None = None,
) -> Finding:
    """The outcome class of one period, and why.

    The levels are hours a week by kind, 0 to 168; None means not registered, an empty mapping means none, and asked.
    Nothing is imputed: without the services at the end there is no class. A dropout is a dropout whatever the services
    were, and leaves the shares (death too).
    """
    if dropout_reason:
        return Finding(OutcomeClass.DROPOUT, Reason(Because.DROPPED_OUT, dropout=DropoutReason(dropout_reason)))
    before, baseline = _baseline(group, at_start, granted_estimate)
    hours_before = None if before is None else counted_hours(before)
    if at_end is None:
        return Finding(None, Reason(Because.NOT_REGISTERED_AT_END, hours_before, None, baseline))
    hours_after = counted_hours(at_end)

    def found(outcome: OutcomeClass | None, because: Because) -> Finding:
        return Finding(outcome, Reason(because, hours_before, hours_after, baseline))

    if not services_in_force(at_end):
        # An alarm or an aid alone counts as no service, but the row stays: the report lists it.
        alone = any(kind in NOT_COUNTED for kind in at_end)
        return found(OutcomeClass.NO_SERVICE, Because.ONLY_ALARM_OR_AID if alone else Because.NOTHING_LEFT)
    if before is None or hours_before is None:
        return found(None, Because.BASELINE_NOT_REGISTERED)
    rank_before, rank_after = _rank(before), _rank(at_end)
    if rank_after > rank_before:
        return found(OutcomeClass.SAME_OR_MORE_SERVICES, Because.NEW_PLACE)
    if rank_after < rank_before:
        return found(OutcomeClass.FEWER_SERVICES, Because.PLACE_GIVEN_UP)
    if hours_after < hours_before:
        return found(OutcomeClass.FEWER_SERVICES, Because.FEWER_HOURS)
    if hours_after == hours_before and services_in_force(at_end) < services_in_force(before):
        # Meals and transport have no hours: without them and with equal hours the person has fewer services.
        return found(OutcomeClass.FEWER_SERVICES, Because.SERVICE_GIVEN_UP)
    because = Because.SAME_HOURS if hours_after == hours_before else Because.MORE_HOURS
    return found(OutcomeClass.SAME_OR_MORE_SERVICES, because)


def _baseline(group: Group, at_start: Levels | None, estimate: Levels | None) -> tuple[Levels | None, Baseline | None]:
    if group == Group.FIRST_TIME and estimate is not None:
        return estimate, Baseline.WOULD_HAVE_BEEN_GRANTED
    if at_start is None:
        return None, None
    return at_start, Baseline.HAD if group == Group.EXISTING else Baseline.HAD_FOR_WANT_OF_ESTIMATE


def _rank(levels: Levels) -> int:
    return max((_PLACE_RANK.get(kind, 0) for kind in levels), default=0)
