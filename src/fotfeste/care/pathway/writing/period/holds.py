"""Breaks in training, as rows."""

from datetime import date

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.ui.rules import visible
from fotfeste.ground.ui.wording import exact_day

from ...models import Episode, Hold


def end_hold(*, episode: Episode, on: date, note: str = "", with_period: bool = False) -> None:
    """Close the open break, if there is one. Raises `CareError` when it would end before it began."""
    hold = Hold.objects.filter(episode=episode, resumed_on=None).first()
    if hold is None:
        return
    if on < hold.starts_on:
        raise CareError("Training stopped on %(day)s. Write that day or a later one.", day=exact_day(hold.starts_on))
    hold.resumed_on, hold.resumed_note, hold.ended_with_period = on, visible(note), with_period
    hold.save(update_fields=["resumed_on", "resumed_note", "ended_with_period"])
