"""From TOML, or from the same data out of a form, to a service model, with every fault at once."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from fotfeste.care.terms.rules.law import basis_written_as

from . import faults as f
from .between import between
from .faults import Fault, Phrase, ServiceModelError
from .keys import GROUPS, KEYS, Key, Kind
from .model import (
    Deadlines,
    DecisionRule,
    Effort,
    Eligibility,
    FirstVisit,
    FollowUps,
    HandOverRule,
    Instruments,
    Length,
    Letters,
    Meeting,
    Review,
    Sender,
    ServiceModel,
    Team,
    Training,
)

_MADE_OF = {
    "eligibility": Eligibility,
    "deadlines": Deadlines,
    "decision": DecisionRule,
    "first_visit": FirstVisit,
    "training": Training,
    "length": Length,
    "review": Review,
    "instruments": Instruments,
    "meeting": Meeting,
    "follow_up": FollowUps,
    "hand_over": HandOverRule,
    "letters": Letters,
    "sender": Sender,
    "team": Team,
}


def load(text: str, *, instruments: Collection[str] | None = None, file: str = "") -> ServiceModel:
    """Read a service model. Raises `ServiceModelError` with every fault, never only the first.

    instruments  the codes there are, from the room that knows them; None lets any code stand
    file         stands in the messages, so that one knows which file to open
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        problem, cure = f.NOT_TOML
        params = {"reason": str(fault)}
        raise ServiceModelError([Fault("not_toml", "", problem, cure, params)], file) from fault
    found = read(data, instruments=instruments)
    if isinstance(found, ServiceModel):
        return found
    raise ServiceModelError(found, file)


def read(data: Mapping[str, Any], *, instruments: Collection[str] | None = None) -> ServiceModel | list[Fault]:
    """The model that the data say, or everything that is wrong with them, in the order of the keys."""
    data = _as_written_today(data)
    faults = list(_unknown(data))
    values: dict[str, Any] = {}
    for key in KEYS.values():
        wrong = list(_check(key, data, values, instruments))
        faults += wrong
    bad = {fault.key for fault in faults}
    faults += [fault for fault in between(values) if fault.key not in bad]
    if faults:
        order = list(KEYS)
        return sorted(faults, key=lambda each: order.index(each.key) if each.key in KEYS else -1)
    parts = {group: _MADE_OF[group](**_of(group, values)) for group in GROUPS if group != "effort"}
    return ServiceModel(name=values["name"], about=values.get("about", ""), effort=_effort(values), **parts)


def _as_written_today(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The data with what older files and saved versions have, put into the keys of today; those are never rewritten.

    `decision.law` held the legal ground as a text. It is a list of paragraphs now, so that a letter can say it in its
    own language and with the numbers of its day.
    """
    decision = data.get("decision")
    if not isinstance(decision, dict) or not isinstance(decision.get("law"), str) or "legal_basis" in decision:
        return data
    rest = {name: value for name, value in decision.items() if name != "law"}
    return {**data, "decision": {**rest, "legal_basis": list(basis_written_as(decision["law"]))}}


def _of(group: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {key.name: values[key.path] for key in KEYS.values() if key.group == group and key.path in values}


def _effort(values: Mapping[str, Any]) -> Effort:
    given = _of("effort", values)
    by_week = given.pop("visits_by_week", ())
    if by_week:
        given |= {"first": by_week[0], "last": by_week[-1]}
    return Effort(by_week=by_week, shape=given.pop("shape", "even"), **given)


def _unknown(data: Mapping[str, Any]) -> Iterator[Fault]:
    for name, value in data.items():
        if name in GROUPS:
            inside = value if isinstance(value, dict) else {}
            for inner in inside:
                if f"{name}.{inner}" not in KEYS:
                    yield _unknown_key(f"{name}.{inner}")
        elif name not in KEYS:
            yield _unknown_key(name)


def _unknown_key(path: str) -> Fault:
    near = get_close_matches(path, [*KEYS, *GROUPS], n=1, cutoff=0.6)
    if not near:
        # The right word in the wrong table is the commonest slip of all.
        near = [key for key, each in KEYS.items() if each.name == path.rpartition(".")[2]][:1]
    problem, cure = f.UNKNOWN_KEY_NEAR if near else f.UNKNOWN_KEY
    return Fault("unknown_key", path, problem, cure, {"near": near[0] if near else ""})


def _check(
    key: Key, data: Mapping[str, Any], values: dict[str, Any], instruments: Collection[str] | None
) -> Iterator[Fault]:
    """Put the key's value into `values`, or say what is wrong with it."""
    table: Any = data
    if key.group:
        table = data.get(key.group, {})
        if not isinstance(table, dict):
            # Said once, at the first key of the table.
            if next(each for each in KEYS.values() if each.group == key.group) is key:
                yield _fault(
                    "wrong_type", key, f.WRONG_TYPE, value=_shown(table), wanted=Phrase(f.A_TABLE, {"group": key.group})
                )
            return
    if key.name not in table:
        if key.needed and key.kind is not Kind.INSTRUMENTS:
            yield _fault("missing", key, f.MISSING)
        elif key.kind is Kind.INSTRUMENTS:
            values[key.path] = ()
        return
    wrong = list(_CHECKS[key.kind](key, table[key.name], instruments))
    if wrong:
        yield from wrong
        return
    values[key.path] = _kept(key, table[key.name])


def _kept(key: Key, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, str):
        return value.strip()
    return dict(value) if isinstance(value, dict) else value


def _fault(kind: str, key: Key, words: tuple[str, str], **params: object) -> Fault:
    return Fault(kind, key.path, *words, {"wanted": wanted(key), **params})


def wanted(key: Key) -> Phrase:
    """What may stand at a key, as the end of a sentence that begins with "Write"."""
    numbers: dict[str, object] = {"low": key.low, "high": key.high}
    quoted = {"choices": ", ".join(f'"{each}"' for each in key.choices)}
    if key.kind is Kind.NUMBER:
        text = f.A_NUMBER if key.needed else f.A_NUMBER_OR_NOT
        return Phrase(text, numbers)
    if key.kind is Kind.NUMBERS:
        return Phrase(f.NUMBERS, {"example": "[1, 3, 6, 12]" if key.choices else "[5, 4, 3, 2]"})
    found = {
        Kind.TEXT: Phrase(f.A_TEXT, numbers),
        Kind.DECIMAL: Phrase(f.A_DECIMAL, numbers),
        Kind.FLAG: Phrase(f.A_FLAG),
        Kind.DATE: Phrase(f.A_DATE),
        Kind.CHOICE: Phrase(f.ONE_OF, quoted),
        Kind.CHOICES: Phrase(f.SOME_OF, quoted),
        Kind.SEQUENCE: Phrase(f.SOME_OF, quoted),
        Kind.INSTRUMENTS: Phrase(f.CODES),
        Kind.POSITIONS: Phrase(f.POSITIONS, {"choices": ", ".join(key.choices)}),
    }
    return found[key.kind]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value[:60]}"'
    if isinstance(value, dict):
        return "a table"
    return str(value)[:80]


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _text(key: Key, value: Any, _known: Any) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield _fault("wrong_type", key, f.WRONG_TYPE, value=_shown(value))
    elif key.low and not value.strip():
        yield _fault("empty", key, f.EMPTY)
    elif len(value) > key.high:
        yield _fault("too_long", key, f.TOO_LONG, count=len(value), high=key.high)


def _number(key: Key, value: Any, _known: Any) -> Iterator[Fault]:
    if not _whole(value):
        yield _fault("wrong_type", key, f.WRONG_TYPE, value=_shown(value))
    elif not key.low <= value <= key.high:
        yield _fault("out_of_range", key, f.WRONG_TYPE, value=value)


def _decimal(key: Key, value: Any, _known: Any) -> Iterator[Fault]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield _fault("wrong_type", key, f.WRONG_TYPE, value=_shown(value))
    elif not key.low <= value <= key.high:  # also refuses nan, which is not between anything
        yield _fault("out_of_range", key, f.WRONG_TYPE, value=value)


def _flag(key: Key, value: Any, _known: Any) -> Iterator[Fault]:
    if not isinstance(value, bool):
        yield _fault("wrong_type", key, f.WRONG_TYPE, value=_shown(value))


def _date(key: Key, value: Any, _known: Any) -> Iterator[Fault]:
    if not isinstance(value, date) or isinstance(value, datetime):
        yield _fault("wrong_type", key, f.WRONG_TYPE, value=_shown(value))


def _word(key: Key, value: Any, choices: Collection[str], kind: str = "unknown_word") -> Iterator[Fault]:
    if isinstance(value, str) and value in choices:
        return
    near = get_close_matches(value, list(choices), n=1, cutoff=0.75) if isinstance(value, str) else []
    words = f.UNKNOWN_WORD_NEAR if near else f.UNKNOWN_WORD
    yield _fault(kind, key, words, value=_shown(value), near=f'"{near[0]}"' if near else "")


def _choice(key: Key, value: Any, _known: Any) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield _fault("wrong_type", key, f.WRONG_TYPE, value=_shown(value))
    else:
        yield from _word(key, value, key.choices)


def _choices(key: Key, value: Any, _known: Any) -> Iterator[Fault]:
    yield from _list_of(key, value, key.choices)
    if isinstance(value, list):
        yield from _twice(key, value)


def _sequence(key: Key, value: Any, _known: Any) -> Iterator[Fault]:
    yield from _list_of(key, value, key.choices)


def _list_of(key: Key, value: Any, choices: Collection[str], kind: str = "unknown_word") -> Iterator[Fault]:
    if not isinstance(value, list):
        yield _fault("wrong_type", key, f.WRONG_TYPE, value=_shown(value))
        return
    if key.some and not value:
        yield _fault("empty", key, f.EMPTY)
    for each in value:
        yield from _word(key, each, choices, kind)


def _twice(key: Key, value: list[Any]) -> Iterator[Fault]:
    seen: list[Any] = []
    for each in value:
        if each in seen:
            yield _fault("twice", key, f.TWICE, value=_shown(each))
        seen.append(each)


def _instruments(key: Key, value: Any, known: Collection[str] | None) -> Iterator[Fault]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.isidentifier() for each in value):
        yield _fault("wrong_type", key, f.WRONG_TYPE, value=_shown(value))
        return
    if known is not None:
        one_of = Phrase(f.SOME_OF, {"choices": ", ".join(f'"{code}"' for code in known)})
        for fault in _list_of(key, value, known, "unknown_instrument"):
            yield Fault(fault.kind, fault.key, fault.problem, fault.cure, {**fault.params, "wanted": one_of})
    yield from _twice(key, value)


def _numbers(key: Key, value: Any, _known: Any) -> Iterator[Fault]:
    if not isinstance(value, list) or not all(_whole(each) for each in value):
        yield _fault("wrong_type", key, f.WRONG_TYPE, value=_shown(value))
        return
    for each in value:
        if key.choices and str(each) not in key.choices:
            one_of = Phrase(f.SOME_OF, {"choices": ", ".join(key.choices)})
            yield _fault("unknown_word", key, f.UNKNOWN_WORD, value=each, wanted=one_of)
        elif not key.choices and not key.low <= each <= key.high:
            yield _fault(
                "out_of_range",
                key,
                f.WRONG_TYPE,
                value=each,
                wanted=Phrase(f.A_NUMBER, {"low": key.low, "high": key.high}),
            )
    if key.choices:
        yield from _twice(key, value)


def _positions(key: Key, value: Any, _known: Any) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield _fault("wrong_type", key, f.WRONG_TYPE, value=_shown(value))
        return
    for profession, count in value.items():
        yield from _word(key, profession, key.choices)
        if isinstance(count, bool) or not isinstance(count, int | float):
            yield _fault("wrong_type", key, f.WRONG_TYPE, value=_shown(count))
        elif not key.low <= count <= key.high:
            between_these = Phrase(f.A_DECIMAL, {"low": key.low, "high": key.high})
            yield _fault("out_of_range", key, f.WRONG_TYPE, value=count, wanted=between_these)


_CHECKS = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DECIMAL: _decimal,
    Kind.FLAG: _flag,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.SEQUENCE: _sequence,
    Kind.NUMBERS: _numbers,
    Kind.INSTRUMENTS: _instruments,
    Kind.POSITIONS: _positions,
}
