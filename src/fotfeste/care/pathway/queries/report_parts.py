"""What rooms above contribute to a report, without this room knowing them: `settings.REPORT_PARTS` names functions."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from .record import Look


@dataclass(frozen=True)
class ReportPart:
    """One section of a report: a heading and one sentence a line, both ready to print."""

    title: str
    lines: tuple[str, ...]


def report_parts(look: Look, episode_id: UUID) -> list[ReportPart]:
    """The sections in the order of the setting; a part without lines is left out.

    Each function is called as `part(look, episode_id) -> ReportPart | None`.
    """
    found = []
    for name in getattr(settings, "REPORT_PARTS", ()):
        make: Callable[[Look, UUID], ReportPart | None] = import_string(name)
        part = make(look, episode_id)
        if part is not None and part.lines:
            found.append(part)
    return found
