"""What is not done yet when a period is about to be closed; rooms above answer by `settings.CLOSING_CHECKS`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from fotfeste.care.terms.rules.vocabulary import Group, Moment
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.wording import exact_day

from ...models import Episode
from ...rules.decision.changes import is_early
from ..decision.changes import decided_end, granted_decision_of
from ..person.record import Look
from .service_levels import levels_of


@dataclass(frozen=True)
class NotDone:
    """One thing that is missing, said in a sentence, and the page where it can be done (no address: on this page)."""

    words: str
    page: str = ""


def not_done_before_closing(look: Look, episode: Episode) -> list[NotDone]:
    """Everything the rooms miss, this room's own first, then in the order of the setting; empty when all is there.

    Each function of the setting is called as `check(look, episode_id) -> Iterable[NotDone]`. The evaluation is asked
    for on the closing page itself, which says so when it is left empty.
    """
    found = [*_services(look, episode), *_before_time(look, episode)]
    for name in settings.CLOSING_CHECKS:
        check: Callable[[Look, UUID], Iterable[NotDone]] = import_string(name)
        found += check(look, episode.pk)
    return found


def _services(look: Look, episode: Episode) -> Iterable[NotDone]:
    known = levels_of(look, episode.pk)
    if Moment.AT_START not in known:
        yield NotDone(
            gettext("The services at the start are not registered, so no result can be worked out."),
            _levels_page(episode, Moment.AT_START),
        )
    if episode.group == Group.FIRST_TIME and Moment.GRANTED_ESTIMATE not in known:
        yield NotDone(
            gettext("What the person would have been granted without the training is not registered."),
            _levels_page(episode, Moment.GRANTED_ESTIMATE),
        )


def _before_time(look: Look, episode: Episode) -> Iterable[NotDone]:
    """The decision gives training for longer: ending now is agreed with the person, or it is decided."""
    last = decided_end(granted_decision_of(episode))
    if last is not None and is_early(last, today=look.today):
        words = gettext(
            "The decision gives training until %(day)s. End now only if the person agrees, and write when and "
            "what they said. Otherwise it has to be decided, with a letter that can be appealed."
        )
        page = reverse("pathway:change", args=[episode.pk]) if look.may(Act.CHANGE_DECISION) else ""
        yield NotDone(words % {"day": exact_day(last)}, page)


def _levels_page(episode: Episode, moment: Moment) -> str:
    return reverse("pathway:service_levels", kwargs={"episode_id": episode.pk, "moment": str(moment)})
