"""What was written on the command line, as definitions and codes; what is not known ends the command in words."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fotfeste.ground.terminal import fail
from fotfeste.ground.ui.rules.days import NORWAY
from fotfeste.insight.tables.commands import take

if TYPE_CHECKING:
    from fotfeste.insight.indicators.definition import Scope
    from fotfeste.insight.tables.engines import Tables


def one_of(given: str, kind: Any, option: str) -> Any:
    """The code of an enumeration; another word ends the command with what there is."""
    try:
        return kind(given)
    except ValueError as wrong:
        raise fail(f"{option} {given} is not known. It is one of {', '.join(kind)}.", 2) from wrong


def named(ids: list[str]) -> Any:
    """The definitions by id, all for none; an id that is not known ends the command with what to do."""
    from fotfeste.insight.indicators.registry import INDICATORS

    known = {each.id: each for each in INDICATORS}
    if unknown := [each for each in ids if each not in known]:
        raise fail(f"There is no indicator {', '.join(unknown)}. `fotfeste indicators list` shows them.", 2)
    return [known[each] for each in ids] if ids else list(INDICATORS)


def opened(
    data: Path, accept: list[str] | None, *, team: bool, as_of: datetime | None = None
) -> "tuple[Tables, Scope, datetime]":
    """The tables of a folder that was looked through, all their days, and when they were taken out."""
    from fotfeste.insight.figures.rules.figure import Period
    from fotfeste.insight.indicators.definition import Scope
    from fotfeste.insight.tables.engines import made_at, open_tables
    from fotfeste.insight.tables.known_on import known_on

    take(data, accept, team=team, day=as_of.date() if as_of else None)
    taken = as_of.replace(tzinfo=UTC) if as_of else made_at(data).astimezone(UTC)
    t = open_tables(data)
    t = known_on(t, as_of.date()) if as_of else t
    return t, Scope(Period(), taken.astimezone(NORWAY).date()), taken
