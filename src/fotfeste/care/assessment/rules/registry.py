"""Every instrument there is. A new file in `instruments/` that exports `DEFINITION` is found by itself.

A municipality's own, written as data (see `local`), are put beside them once, when the product starts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from fotfeste.care.assessment.rules import instruments
from fotfeste.care.assessment.rules.definition import Instrument


class UnknownInstrument(LookupError):
    """No instrument has this code."""


def _found() -> dict[str, Instrument]:
    found: dict[str, Instrument] = {}
    for module in iter_modules(instruments.__path__):
        definition = getattr(import_module(f"{instruments.__name__}.{module.name}"), "DEFINITION", None)
        if not isinstance(definition, Instrument) or definition.code != module.name:
            raise TypeError(
                f"instruments/{module.name}.py must export DEFINITION, an Instrument whose code is {module.name!r}."
            )
        found[definition.code] = definition
    return dict(sorted(found.items()))


_known = _found()
# A view: what is added at start is seen by everyone who imported it before.
INSTRUMENTS: Mapping[str, Instrument] = MappingProxyType(_known)


def with_local(instruments: Iterable[Instrument]) -> None:
    """Put a municipality's own instruments beside ours. Called once, before the first score, when the product starts.

    One with a code that is known takes its place, and must hold every version of it: what was recorded stays readable.
    """
    added = {instrument.code: instrument for instrument in instruments}
    for code in added.keys() & _known.keys():
        if not {version.code for version in _known[code].versions} <= {one.code for one in added[code].versions}:
            raise ValueError(f"{code} would lose a version that may be in use. Keep every version it has.")
    ordered = dict(sorted({**_known, **added}.items()))
    _known.clear()
    _known.update(ordered)


def get(code: str) -> Instrument:
    """The instrument with this code, such as `sppb`. UnknownInstrument names those there are."""
    try:
        return INSTRUMENTS[code]
    except (KeyError, TypeError):
        raise UnknownInstrument(f"There is no instrument {code!r}. Use one of: {', '.join(INSTRUMENTS)}.") from None
