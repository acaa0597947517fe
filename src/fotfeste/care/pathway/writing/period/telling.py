"""Telling every room what happened to a period, in the transaction of the action that made it happen."""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from ...rules.happenings import Answer, Happening

Listener = Callable[[Happening], list[Answer]]


def listeners() -> list[Listener]:
    """The functions of `settings.EPISODE_LISTENERS`, in the order of the setting."""
    return [import_string(name) for name in settings.EPISODE_LISTENERS]


def tell(happening: Happening) -> tuple[Answer, ...]:
    """Let every room answer; what they did comes back. A fault in one of them undoes the whole action."""
    return tuple(answer for listen in listeners() for answer in listen(happening))
