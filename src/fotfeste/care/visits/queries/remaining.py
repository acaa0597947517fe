"""Visits that nobody has said anything about."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import ngettext

from fotfeste.care.pathway.queries import Look, NotDone

from ..models import Visit
from ..rules.states import VisitState


def not_done(look: Look, episode_id: UUID) -> list[NotDone]:
    """The planned visits whose time has passed without a record, in one sentence; none when all are recorded."""
    waiting = Visit.objects.filter(
        episode_id=episode_id,
        episode__person_id=look.person_id,
        state=VisitState.PLANNED,
        planned_at__lt=look.at,
    ).count()
    if not waiting:
        return []
    words = ngettext(
        "%(count)d visit that should have been is not recorded.",
        "%(count)d visits that should have been are not recorded.",
        waiting,
    )
    return [NotDone(words % {"count": waiting}, reverse("visits:of_episode", kwargs={"episode_id": episode_id}))]
