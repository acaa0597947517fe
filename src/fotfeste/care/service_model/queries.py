"""The municipality's service model: its own newest version, else a preset of ours or a file.

It is asked for on nearly every page, so each process keeps the versions it has read. PostgreSQL tells every process
when one is added: a connection that listens gets the word before the answer to its next question, so no page shows the
model of before, whichever process saved the new one, and no page has to ask whether there is one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakSet

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from django.utils.timezone import localdate

from .models import ServiceModelVersion
from .rules import ServiceModel, ServiceModelError, load

PRESETS = Path(__file__).parent / "presets"
CHANNEL = "fotfeste_service_model"
_LISTENING: WeakSet[Any] = WeakSet()


@dataclass(frozen=True)
class VersionRow:
    """One saved version, for lists."""

    id: int
    name: str
    effective_from: date
    note: str
    made_by: str
    made_at: datetime
    in_force: bool


class _Kept:
    """What this process has read: (effective_from, id, text), the latest in force first; None when it must ask."""

    versions: list[tuple[date, int, str]] | None = None
    forgotten = 0  # how often; what was read before the last time is not kept


def service_model(on: date | None = None) -> ServiceModel:
    """The model in force on a day, today when not given.

    A period that has begun keeps the rules of its decision: `model_of` asks for that day. Without a version of the
    municipality's own it is what `SERVICE_MODEL` names. Raises `ImproperlyConfigured` that says what to write instead.
    """
    day = on or localdate()
    text = next((text for begins, _id, text in _versions() if begins <= day), None)
    return _read(settings.SERVICE_MODEL) if text is None else _parsed(text)


def listen(connection: Any, **_signal: object) -> None:
    """Let a new connection hear of new versions; what was read before it could hear may be old by now.

    One that is taken into use again, as the threads of a server do with those they share, listens already: what was
    told meanwhile it hears with its next question.
    """
    if connection.connection in _LISTENING:
        return
    _LISTENING.add(connection.connection)
    connection.connection.add_notify_handler(_told)
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    forget()


def forget() -> None:
    """Read the versions again when they are next asked for."""
    _Kept.forgotten += 1
    _Kept.versions = None


def _told(notice: Any) -> None:
    if notice.channel == CHANNEL:
        forget()


def _versions() -> list[tuple[date, int, str]]:
    kept, before = _Kept.versions, _Kept.forgotten
    if kept is None:
        rows = ServiceModelVersion.objects.order_by("-effective_from", "-pk")
        kept = list(rows.values_list("effective_from", "pk", "text"))
        if _Kept.forgotten == before:
            _Kept.versions = kept
    return kept


@lru_cache(maxsize=64)
def _parsed(text: str) -> ServiceModel:
    return load(text)


@lru_cache(maxsize=16)
def _read(name: str) -> ServiceModel:
    path = Path(name) if name.endswith(".toml") else PRESETS / f"{name}.toml"
    try:
        return load(path.read_text(encoding="utf-8"), file=path.name)
    except (OSError, UnicodeDecodeError) as fault:
        known = ", ".join(preset_names())
        raise ImproperlyConfigured(
            f"The service model {name!r} cannot be read. Set FOTFESTE_SERVICE_MODEL to the path of your own .toml file "
            f"or to one of: {known}."
        ) from fault
    except ServiceModelError as fault:
        raise ImproperlyConfigured(str(fault)) from fault


def preset_names() -> list[str]:
    """The presets that come along, by name."""
    return sorted(each.stem for each in PRESETS.glob("*.toml"))


def preset_text(name: str) -> str:
    """A preset as it stands in its file, comments and all. Raises `KeyError` for a name that is none."""
    if name not in preset_names():
        raise KeyError(name)
    return (PRESETS / f"{name}.toml").read_text(encoding="utf-8")


def preset(name: str) -> ServiceModel:
    """A preset, read. Raises `KeyError` for a name that is none."""
    return load(preset_text(name), file=f"{name}.toml")


def instruments_known() -> Collection[str]:
    """The instruments of this installation, code by code: the room above that knows them is named in the settings."""
    found: Collection[str] = import_string(settings.INSTRUMENTS)
    return found


def instrument_names() -> dict[str, str]:
    """What the instruments are called, by their codes."""
    found: Mapping[str, Any] = import_string(settings.INSTRUMENTS)
    return {code: definition.short_name for code, definition in found.items()}


def versions(*, today: date) -> list[VersionRow]:
    """Every saved version, the latest in force first."""
    rows = list(ServiceModelVersion.objects.select_related("made_by").order_by("-effective_from", "-pk"))
    in_force = next((row.pk for row in rows if row.effective_from <= today), None)
    return [
        VersionRow(
            id=row.pk,
            name=row.name,
            effective_from=row.effective_from,
            note=row.note,
            made_by=row.made_by.name,
            made_at=row.made_at,
            in_force=row.pk == in_force,
        )
        for row in rows
    ]


def version_text(version_id: int) -> str | None:
    """The text of a saved version; None when there is none with this id."""
    return ServiceModelVersion.objects.filter(pk=version_id).values_list("text", flat=True).first()
