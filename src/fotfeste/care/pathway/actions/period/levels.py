"""Writing down which services somebody has at one moment."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import Moment, ServiceKind
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act

from ...models import Episode
from ...queries.person.record import relations_to
from ...rules.states import ENDED_EPISODES
from ...writing.period.levels import write_levels

# The outcome was worked out from these; changed afterwards they would no longer say the same as the outcome.
_CLOSED_WITH_THE_PERIOD = frozenset({Moment.AT_START, Moment.GRANTED_ESTIMATE, Moment.AT_END})


@transaction.atomic
def set_service_levels(
    *, episode: Episode, moment: Moment | str, hours: Mapping[ServiceKind, Decimal], by: User, now: datetime
) -> None:
    """Register the services at a moment, hours a week by kind; an empty mapping says "none, and we asked".

    What stood for the moment before is replaced (the earlier rows stay in the row history). Raises `CareError` for
    hours outside 0 to 168 and for a moment that was settled when the period was closed.
    """
    today = localdate(now)
    require(by, Act.SET_SERVICE_LEVEL, relations_to(by, episode.person_id, today=today), person_id=episode.person_id)
    moment = Moment(moment)
    if episode.state in ENDED_EPISODES and moment in _CLOSED_WITH_THE_PERIOD:
        raise CareError(
            "The period is closed, so these services can no longer be changed. Register the next follow-up."
        )
    write_levels(episode=episode, moment=moment, hours=hours, known_on=today)
    log.write(by=by, act=Act.SET_SERVICE_LEVEL, now=now, person_id=episode.person_id, subject=episode)
