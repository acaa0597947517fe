"""What was written on the command line, as definitions and codes; what is not known ends the command in words."""

from typing import Any

from fotfeste.ground.terminal import fail


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
