"""Results from before the product came, as the old spreadsheet held them: brought in one row at a time."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction

from fotfeste.care.pathway.actions import import_finished_episode
from fotfeste.care.terms.rules.vocabulary import Group, ServiceKind
from fotfeste.ground.access.rules.rights import Role

from .courses import CLASSES, DROPOUT_SHARE, FIRST_TIME_SHARE, OUTCOMES, arrivals, services, why_dropped_out
from .people import Staff


def bring_in_history(rng: Random, staff: Staff, *, count: int, since: date, until: date, now: datetime) -> None:
    """`count` finished periods that began between the two days; the coordinators bring them in on one afternoon."""
    days = arrivals(rng, since=since, until=until - timedelta(days=45), count=count)
    with transaction.atomic():
        for number, began in enumerate(days, 1):
            team = rng.choice(list(staff.teams))
            group = Group.FIRST_TIME if rng.random() < FIRST_TIME_SHARE else Group.EXISTING
            left = rng.random() < DROPOUT_SHARE
            before, estimate, after = services(group, rng.choices(CLASSES, OUTCOMES[group])[0], rng)
            weeks = rng.choices((3, 4, 5, 6), (8, 70, 12, 10))[0]
            import_finished_episode(
                key=f"fjordvik-regneark-{number:03}",
                label=f"K{number:03}",
                group=group,
                started_on=began,
                ended_on=began + timedelta(days=rng.randrange(3, weeks * 7) if left else weeks * 7),
                hours_at_start=_hours(estimate if estimate is not None else before),
                hours_at_end=None if left else _hours(after),
                safety_alarm=None if left else ServiceKind.SAFETY_ALARM in after,
                dropout_reason=why_dropped_out(rng) if left else "",
                reported_hours_per_week=Decimal(rng.randrange(16, 41)) / 4,
                team=staff.teams[team],
                by=staff.of(Role.COORDINATOR, team)[0],
                now=now + timedelta(minutes=number),
            )  # fmt: skip


def _hours(levels: dict[ServiceKind, Decimal]) -> Decimal:
    return sum(levels.values(), Decimal(0))
