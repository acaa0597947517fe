"""A municipality's own instruments, written as data: TOML in, ordinary instruments out, or every fault with its cure.

A file is either one version of an instrument (items and how they are scored), or with `adds_to = "iplos"` a dated list
of variables that becomes a version of IPLOS. Two files with one code are two versions of it; the one that sorts last is
offered first. Keep the file of an earlier version: what was recorded with it is read by it.

    code = "evening_calm"            # small letters, digits and _; what the service model and the files call it
    version = "2026-11"              # change it when an item changes: scores of two versions are never put together
    short_name = "Kveldsro"
    score = "sum"                    # sum, mean (of items on one scale) or none
    better = "higher"                # or lower
    rights = "Eksempel kommune"      # who holds the rights; you vouch for being allowed to use the wording
    reasons = ["refused"]            # why an item may be left out; refused and not_done when not given
    name.nb = "Ro om kvelden"
    explanation.nb = "Vi spør om hvordan kveldene er …"
    [[items]]
    code = "calm"
    low = 0
    high = 4
    label.nb = "Kveldene er rolige"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.fields import Field, Number, Rating
from fotfeste.care.assessment.rules.instruments import iplos
from fotfeste.care.assessment.rules.iplos_variables import Variable, VariableList
from fotfeste.care.assessment.rules.items import answered, number_of, sum_of_items
from fotfeste.care.assessment.rules.local.toml_tables import Fault, Table
from fotfeste.care.assessment.rules.thresholds import Source
from fotfeste.care.assessment.rules.values import POINTS, Direction, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text, same

CODE = r"[a-z][a-z0-9_]{0,29}"
CODE_WANTED = "small letters, digits and _, beginning with a letter, at most 30 signs"
METHODS = ("sum", "mean", "none")
TOTAL, MEAN = "total", "mean"
MOST_ITEMS = 100
LONGEST_LINE_OF_STEPS = 20  # a longer scale is typed as a number, not chosen among steps
_REASONS = tuple(reason.value for reason in Reason)
_OWN = Text(
    "A form of the municipality's own: it has no published limit for change.",
    "Kommunens eget skjema: det har ingen publisert grense for endring.",
    "Kommunen sitt eige skjema: det har inga publisert grense for endring.",
)


def read_files(files: Mapping[str, str], known: Mapping[str, Instrument]) -> tuple[list[Instrument], list[Fault]]:
    """The instruments the files (name → text) give, new or with a version more, and every fault in all of them.

    Use the instruments only when there is no fault.
    """
    found: dict[str, Instrument] = {}
    faults: list[Fault] = []
    for name in sorted(files):
        # A list of variables adds to those of the files before; a code of our own is taken for everyone else.
        lists = {code: one for code, one in found.items() if code in known}
        read = read_file(name, files[name], {**known, **lists})
        if not isinstance(read, Instrument):
            faults += read
        elif read.code in lists or read.code not in found:
            found[read.code] = read
        elif (version := read.versions[0].code) in {one.code for one in found[read.code].versions}:
            what = f"Another file has version {version!r} of {read.code} already."
            faults.append(Fault(name, "version", what, "Write another version, or take one of the files away."))
        else:
            found[read.code] = _together(found[read.code], read)
    return list(found.values()), faults


def _together(one: Instrument, other: Instrument) -> Instrument:
    """Two versions of an instrument as one, told in the words of the last."""
    versions = _newest_first((*one.versions, *other.versions))
    return replace(other if versions[0] in other.versions else one, versions=versions)


def _newest_first(versions: tuple[Version, ...]) -> tuple[Version, ...]:
    return tuple(sorted(versions, key=lambda version: version.code, reverse=True))


def read_file(name: str, text: str, known: Mapping[str, Instrument]) -> Instrument | list[Fault]:
    """The instrument of one file, or everything that is wrong with it. `known`: those there are already."""
    faults: list[Fault] = []
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        return [Fault(name, "", f"The file is not TOML: {broken}.", "Put that place right; nothing else was read.")]
    table = Table(name, data, faults)
    read = _variable_list if "adds_to" in data else _instrument
    instrument = read(table, known)
    table.finish(also=("adds_to",))
    return faults if faults or instrument is None else instrument


# --- a whole instrument ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Item:
    code: str
    label: Text
    low: int
    high: int
    low_label: Text | None
    high_label: Text | None
    main: bool


def _instrument(table: Table, known: Mapping[str, Instrument]) -> Instrument | None:
    code = table.text("code", CODE, CODE_WANTED)
    if code in known:
        table.fault(
            "code",
            f"{code!r} is the code of {known[code].short_name} already.",
            "Choose another, for example with the name of the municipality in front.",
        )
    version = table.text("version", r"[A-Za-z0-9_.-]{1,40}", "1 to 40 letters, digits, dots, - or _")
    short_name = table.text("short_name", r".{1,40}", "what people call it, at most 40 signs")
    method = table.choice("score", METHODS)
    better = table.choice("better", tuple(Direction))
    rights = table.text("rights", wanted="who holds the rights to the wording")
    source = table.text("source", wanted="where the form comes from", default=rights or "-")
    reasons = table.choices("reasons", _REASONS, (Reason.REFUSED.value, Reason.NOT_DONE.value))
    name, explanation = table.words("name"), table.words("explanation")
    purpose = table.words("purpose", required=False) or name
    unit = table.words("unit", required=False) or POINTS
    items = _items(table, method)
    if table.faults or name is None or explanation is None or purpose is None:
        return None
    where = Source(source)
    return Instrument(
        code=code,
        name=name,
        short_name=short_name,
        purpose=purpose,
        explanation=explanation,
        versions=(
            Version(
                code=version,
                name=same(version),
                fields=tuple(_field(item, tuple(Reason(reason) for reason in reasons), unit) for item in items),
                values=_values(method, items, unit, Direction(better)),
            ),
        ),
        rule=_score,
        licence=Licence(
            LicenceClass.SHIP_SCORING_AND_LABELS,
            rights,
            Text(
                "What the municipality has written into its own file.",
                "Det kommunen har skrevet i sin egen fil.",
                "Det kommunen har skrive i si eiga fil.",
            ),
            where,
        ),
        source=where,
        not_done=(Reason.UNABLE, Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_RELEVANT, Reason.NOT_DONE),
        cautions=(_OWN,),
    )


def _items(table: Table, method: str) -> list[_Item]:
    items: list[_Item] = []
    seen: set[str] = set()
    for one in table.tables("items", most=MOST_ITEMS):
        code = one.text("code", CODE, CODE_WANTED)
        if code and code in seen:
            one.fault("code", f"{code!r} is the code of an earlier item too.", "Give each item a code of its own.")
        if code in (TOTAL, MEAN):
            one.fault("code", f"{code!r} is what the score of all items is called.", "Choose another code.")
        seen.add(code)
        low, high = one.whole("low", -1000, 1000), one.whole("high", -1000, 1000)
        if low is not None and high is not None and low >= high:
            one.fault("low", f"It is {low}, and high is {high}.", "Write the lowest number in low, a larger in high.")
        label = one.words("label")
        low_label, high_label = (one.words(end, required=False) for end in ("low_label", "high_label"))
        main = one.flag("main")
        if main and method in ("sum", "mean"):
            one.fault("main", "The items are summed up, so none of them is a score.", "Take the key out.")
        one.finish()
        if code and label and low is not None and high is not None:
            items.append(_Item(code, label, low, high, low_label, high_label, main))
    if method == "mean" and len({(item.low, item.high) for item in items}) > 1:
        table.fault(
            "score", "The items are not on one scale, so they have no mean.", "Give all the same low and high, or sum."
        )
    return items


def _field(item: _Item, reasons: tuple[Reason, ...], unit: Text) -> Field:
    if item.high - item.low > LONGEST_LINE_OF_STEPS:
        return Number(
            code=item.code, label=item.label, low=item.low, high=item.high, unit=unit, whole=True, reasons=reasons
        )
    return Rating(
        code=item.code,
        label=item.label,
        low=item.low,
        high=item.high,
        low_label=item.low_label,
        high_label=item.high_label,
        reasons=reasons,
    )


def _values(method: str, items: list[_Item], unit: Text, better: Direction) -> tuple[ValueDefinition, ...]:
    if method == "none":
        return tuple(
            ValueDefinition(
                code=item.code,
                name=item.label,
                unit=unit,
                low=item.low,
                high=item.high,
                direction=better,
                main=item.main,
                averaged=False,
            )
            for item in items
        )
    mean = method == "mean"
    return (
        ValueDefinition(
            code=MEAN if mean else TOTAL,
            name=Text("Mean", "Snitt", "Snitt") if mean else Text("Total", "Sum", "Sum"),
            unit=unit,
            low=items[0].low if mean else sum(item.low for item in items),
            high=items[0].high if mean else sum(item.high for item in items),
            direction=better,
            decimals=1 if mean else 0,
        ),
    )


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """A sum or a mean of all items, open when one is missing; or every item as it stands."""
    codes = [field.code for field in version.fields]
    value = version.values[0].code
    if value == TOTAL:
        return sum_of_items(answers, {TOTAL: codes})
    if value == MEAN:
        summed = sum_of_items(answers, {MEAN: codes})
        total = summed.numbers[MEAN]
        return replace(summed, numbers={MEAN: None if total is None else total / len(codes)})
    return Scored(
        numbers={code: number_of(answers, code) for code in codes},
        completeness={code: answered(answers, (code,)) for code in codes},
        overall=answered(answers, codes),
    )


# --- a list of IPLOS variables ---------------------------------------------------------------------------------------


def _variable_list(table: Table, known: Mapping[str, Instrument]) -> Instrument | None:
    table.choice("adds_to", (iplos.DEFINITION.code,))
    version = table.text("version", r"\d{4}-\d{2}", "the year and month the list holds from, such as 2027-01")
    base = known.get(iplos.DEFINITION.code, iplos.DEFINITION)
    if version in {one.code for one in base.versions}:
        table.fault("version", f"There is a list {version} already.", "Write the month your list holds from.")
    name = table.words("name")
    variables: list[Variable] = []
    for one in table.tables("variables", most=MOST_ITEMS):
        code, words = one.text("code", CODE, CODE_WANTED), one.words("name")
        if code == iplos.NEEDS_HELP or code in {variable.code for variable in variables}:
            one.fault("code", f"{code!r} is in use already.", "Give each variable a code of its own.")
        one.finish()
        if code and words:
            variables.append(Variable(code, words))
    if table.faults or name is None:
        return None
    added = iplos.version_of(VariableList(version, name, tuple(variables)))
    return replace(base, versions=_newest_first((added, *base.versions)))
