"""Every instrument there is. A new file in `instruments/` that exports `DEFINITION` is found by itself."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from fotfeste.care.assessment.rules import instruments
from fotfeste.care.assessment.rules.definition import Instrument


class UnknownInstrument(LookupError):
    """No instrument has this code."""


def _found() -> Mapping[str, Instrument]:
    found: dict[str, Instrument] = {}
    for module in iter_modules(instruments.__path__):
        definition = getattr(import_module(f"{instruments.__name__}.{module.name}"), "DEFINITION", None)
        if not isinstance(definition, Instrument) or definition.code != module.name:
            raise TypeError(
                f"instruments/{module.name}.py must export DEFINITION, an Instrument whose code is {module.name!r}."
            )
        found[definition.code] = definition
    return MappingProxyType(dict(sorted(found.items())))


INSTRUMENTS: Mapping[str, Instrument] = _found()


def get(code: str) -> Instrument:
    """The instrument with this code, such as `sppb`. UnknownInstrument names those there are."""
    try:
        return INSTRUMENTS[code]
    except (KeyError, TypeError):
        raise UnknownInstrument(f"There is no instrument {code!r}. Use one of: {', '.join(INSTRUMENTS)}.") from None
