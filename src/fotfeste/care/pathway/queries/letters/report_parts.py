"""What rooms above contribute to a report, without this room knowing them: settings name the functions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from ..person.record import Look


@dataclass(frozen=True)
class ReportPart:
    """One section of a report: a heading and one sentence a line, both ready to print."""

    title: str
    lines: tuple[str, ...]


def report_parts(look: Look, episode_id: UUID) -> list[ReportPart]:
    """The sections of a report to professionals, in the order of the setting; a part without lines is left out.

    Each function is called as `part(look, episode_id) -> ReportPart | None`.
    """
    return _parts(settings.REPORT_PARTS, look, episode_id)


def parts_for_the_person(look: Look, episode_id: UUID) -> list[ReportPart]:
    """The sections of the letter to the person, in words to the person; as `report_parts`."""
    return _parts(settings.PARTS_FOR_THE_PERSON, look, episode_id)


def _parts(names: Iterable[str], look: Look, episode_id: UUID) -> list[ReportPart]:
    found = []
    for name in names:
        make: Callable[[Look, UUID], ReportPart | None] = import_string(name)
        part = make(look, episode_id)
        if part is not None and part.lines:
            found.append(part)
    return found
