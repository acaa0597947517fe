"""Services at one moment, as rows."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import NOT_COUNTED, Moment, ServiceKind

from ...models import Episode, ServiceLevel, ServiceLevelsKnown
from ...rules.period.outcome import WITHOUT_HOURS

HOURS_IN_A_WEEK = 168


def write_levels(
    *, episode: Episode, moment: Moment, hours: Mapping[ServiceKind, Decimal], known_on: date
) -> dict[ServiceKind, Decimal]:
    """Replace the levels of one moment; gives back what is kept. Raises `CareError` for hours outside 0 to 168.

    Kinds measured in hours are left out at 0 hours; places, meals, transport, alarm and aids stand without hours.
    """
    kept: dict[ServiceKind, Decimal] = {}
    for kind, number in hours.items():
        if not 0 <= number <= HOURS_IN_A_WEEK:
            raise CareError("A week has 168 hours. Write hours a week from 0 to 168.")
        if number > 0 or kind in WITHOUT_HOURS | NOT_COUNTED:
            kept[ServiceKind(kind)] = Decimal(number)
    ServiceLevel.objects.filter(episode=episode, moment=moment).exclude(kind__in=kept).delete()
    for kind, number in kept.items():
        ServiceLevel.objects.update_or_create(
            episode=episode, moment=moment, kind=kind, defaults={"hours_per_week": number}
        )
    ServiceLevelsKnown.objects.update_or_create(episode=episode, moment=moment, defaults={"known_on": known_on})
    return kept
