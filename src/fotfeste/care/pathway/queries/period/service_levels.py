"""Which services somebody has, had, or would have been granted."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from fotfeste.care.terms.labels import MOMENTS, SERVICE_KINDS
from fotfeste.care.terms.rules.vocabulary import NOT_COUNTED, Group, Moment, ServiceKind

from ...models import Episode, ServiceLevel, ServiceLevelsKnown
from ...rules.period.outcome import Finding, counted_hours, outcome_class, plain_hours
from ..person.record import Look

Levels = Mapping[Moment, Mapping[ServiceKind, Decimal]]


def levels_at(episode_id: UUID) -> dict[Moment, dict[ServiceKind, Decimal]]:
    """Hours a week by kind for every moment that was registered; a moment that was not is absent.

    For actions and pages that have opened the record; pages about a person use `levels_of`.
    """
    found: dict[Moment, dict[ServiceKind, Decimal]] = {
        Moment(moment): {}
        for moment in ServiceLevelsKnown.objects.filter(episode_id=episode_id).values_list("moment", flat=True)
    }
    rows = ServiceLevel.objects.filter(episode_id=episode_id).values_list("moment", "kind", "hours_per_week")
    for moment, kind, hours in rows:
        if moment in found:
            found[Moment(moment)][ServiceKind(kind)] = plain_hours(hours)
    return found


def levels_of(look: Look, episode_id: UUID) -> dict[Moment, dict[ServiceKind, Decimal]]:
    """As `levels_at`, for the person who was opened; empty when the episode is somebody else's."""
    mine = ServiceLevelsKnown.objects.filter(episode_id=episode_id, episode__person_id=look.person_id)
    return levels_at(episode_id) if mine.exists() else {}


@dataclass(frozen=True)
class LevelRow:
    """One kind of service over the moments. `hours` holds None where the kind is not there."""

    kind: str
    label: str
    counted: bool
    hours: list[Decimal | None]


@dataclass(frozen=True)
class LevelTable:
    """Services side by side: one column for each registered moment, one row for each kind that occurs."""

    moments: list[Moment]
    rows: list[LevelRow]
    totals: list[Decimal]


def level_table(levels: Levels, moments: list[Moment] | None = None) -> LevelTable:
    """The registered moments in their order (or those asked for), with the counted hours of each."""
    shown = [moment for moment in (moments or list(Moment)) if moment in levels]
    kinds = [kind for kind in ServiceKind if any(kind in levels[moment] for moment in shown)]
    labels = dict(SERVICE_KINDS)
    return LevelTable(
        moments=shown,
        rows=[
            LevelRow(
                kind=kind,
                label=str(labels[kind]),
                counted=kind not in NOT_COUNTED,
                hours=[levels[moment].get(kind) for moment in shown],
            )
            for kind in kinds
        ],
        totals=[plain_hours(counted_hours(levels[moment])) for moment in shown],
    )


def level_columns(table: LevelTable) -> list[str]:
    """The heads of the columns, in words."""
    labels = dict(MOMENTS)
    return [str(labels[moment]) for moment in table.moments]


def services_in_full(services: Mapping[ServiceKind, Decimal]) -> list[tuple[str, Decimal | None]]:
    """Each service by name with its hours a week; None for those that are not measured in hours."""
    labels = dict(SERVICE_KINDS)
    return [(str(labels[kind]), plain_hours(services[kind]) or None) for kind in ServiceKind if kind in services]


def carried_to_the_end(known: Levels) -> Mapping[ServiceKind, Decimal] | None:
    """What the closing page begins with: the services of the end, else those of the start, to be gone through.

    None when neither is registered, and when there were none at the start: that somebody has no services at the end
    is a result, and it is never proposed by what stood there before.
    """
    return known.get(Moment.AT_END, known.get(Moment.AT_START) or None)


def finding_for(episode: Episode, at_end: Mapping[ServiceKind, Decimal] | None) -> Finding:
    """What the rules say of a period that is completed with these services; None when they are not registered."""
    known = levels_at(episode.pk)
    return outcome_class(
        Group(episode.group), known.get(Moment.AT_START), known.get(Moment.GRANTED_ESTIMATE), at_end, None
    )
