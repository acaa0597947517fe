"""What is left to measure before a period closes."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from fotfeste.care.pathway.queries import Look, NotDone, episode_of, model_of
from fotfeste.care.terms.rules.vocabulary import Occasion

from ..rules import registry
from .stored import assessments_of


def not_done(look: Look, episode_id: UUID) -> list[NotDone]:
    """The instruments the service model asks for at the end, and those used at the start, without an assessment after.

    One that was left out with a reason is not missing. A later one of any occasion but the start counts.
    """
    standing = [one for one in assessments_of(look, episode_id=episode_id) if one.stands]
    asked = list(model_of(episode_of(look, episode_id)).instruments.at(Occasion.DISCHARGE))
    asked += [one.instrument.code for one in standing if one.occasion == Occasion.BASELINE and one.informative]
    again = {one.instrument.code for one in standing if one.occasion != Occasion.BASELINE}
    names = [registry.INSTRUMENTS[code].short_name for code in dict.fromkeys(asked) if code in registry.INSTRUMENTS]
    done = {registry.INSTRUMENTS[code].short_name for code in again if code in registry.INSTRUMENTS}
    left = [name for name in names if name not in done]
    if not left:
        return []
    page = reverse("assessment:of_episode", kwargs={"episode_id": episode_id})
    return [NotDone(gettext("Not measured at the end: %(names)s.") % {"names": ", ".join(left)}, page)]
