"""What becomes of tasks when a period ends, and when that was a mistake."""

from django.utils.translation import ngettext

from fotfeste.care.pathway.rules.happenings import Answer, Happening, Kind, told
from fotfeste.care.terms.rules.vocabulary import DropoutReason, WhyCancelled

from ..models import Task

_WHY = {DropoutReason.DEATH: WhyCancelled.DIED, DropoutReason.MOVED: WhyCancelled.MOVED_AWAY}


def answer(happening: Happening) -> list[Answer]:
    """The listener of this room (`settings.EPISODE_LISTENERS`)."""
    if happening.kind is Kind.ENDED:
        return _ended(happening)
    if happening.kind is Kind.REOPENED:
        return _reopened(happening)
    return []


def _ended(happening: Happening) -> list[Answer]:
    """Tasks that are not done leave the list, and say that they were not done."""
    assert happening.episode_id is not None
    why = _WHY.get(happening.reason, WhyCancelled.PERIOD_ENDED) if happening.reason else WhyCancelled.PERIOD_ENDED
    tasks = Task.objects.filter(episode_id=happening.episode_id, done_at=None)
    count = tasks.update(done_at=happening.now, done_by_id=happening.by_id, fell_away=why)
    words = ngettext(
        "%(count)s task was taken off the list undone.", "%(count)s tasks were taken off the list undone.", count
    )
    return told(count, words)


def _reopened(happening: Happening) -> list[Answer]:
    assert happening.episode_id is not None
    tasks = Task.objects.filter(episode_id=happening.episode_id).exclude(fell_away="")
    count = tasks.update(done_at=None, done_by=None, fell_away="")
    return told(count, ngettext("%(count)s task is back on the list.", "%(count)s tasks are back on the list.", count))
