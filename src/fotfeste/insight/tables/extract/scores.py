"""The assessments of one episode, scored by their own instrument's rule, with the changes that rule allows."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.changes import ChangeError, change
from fotfeste.care.assessment.rules.registry import INSTRUMENTS
from fotfeste.care.assessment.rules.scores import Score
from fotfeste.care.assessment.rules.scoring import not_done, score
from fotfeste.care.assessment.rules.thresholds import KIND_NAMES
from fotfeste.care.assessment.rules.wording import Text, same
from fotfeste.care.terms.rules.vocabulary import Occasion
from fotfeste.insight.tables import schema as tables

if TYPE_CHECKING:
    import pyarrow as pa

# What an instrument's version measures and how large a change must be, by instrument and version: plain data.
Forms = dict[tuple[str, str], dict[str, Any]]


class Given(NamedTuple):
    """One assessment as it stands in the record, as far as scoring needs it."""

    instrument: str
    version: str
    occasion: str
    assessed_on: date
    answers: Mapping[str, Any]
    missing_reason: str


class Scored(NamedTuple):
    """One measure of one assessment, as in the table of assessments. `number` counts them within the episode."""

    number: int
    instrument: str
    version: str
    measure: str
    occasion: str
    assessed_on: date
    value: float | None
    missing_reason: str | None


class Changed(NamedTuple):
    """One change, as in the table of changes."""

    instrument: str
    version: str
    measure: str
    occasion: str
    baseline: float
    later: float


def of_episode(given: Iterable[Given], forms: Forms) -> tuple[list[Scored], list[Changed]]:
    """The assessments of one episode, which come by instrument and day. What they were scored with goes into `forms`.

    Scored from the answers: a change needs what the person's own problems were, which a stored number has not.
    """
    scored: list[Scored] = []
    changes: list[Changed] = []
    number = 0
    for _instrument, several in groupby(given, key=lambda one: one.instrument):
        line: list[tuple[str, Score]] = []
        for each in several:
            one = _score_of(each.instrument, each.version, each.answers, each.missing_reason)
            if one is None:
                continue
            line.append((each.occasion, one))
            version = _version_of(one)
            if (each.instrument, version) not in forms:
                forms[each.instrument, version] = _form_of(one, version)
            scored += [
                Scored(
                    number,
                    each.instrument,
                    version,
                    value.code,
                    each.occasion,
                    each.assessed_on,
                    value.number,
                    None if value.number is not None else each.missing_reason or "incomplete",
                )
                for value in one.values
            ]
            number += 1
        changes += _changes_of(line)
    return scored, changes


def _score_of(instrument: str, version: str, answers: Mapping[str, Any], reason: str) -> Score | None:
    """None when today's definition cannot read the stored answers any more; the baseline then counts as not scored."""
    definition = INSTRUMENTS.get(instrument)
    if definition is None:
        return None
    try:
        left_out = bool(reason) and not any(answers.values())
        form = version or None
        return not_done(definition, reason, form) if left_out else score(definition, answers, form)
    except AnswerError:
        return None


def _version_of(*scores: Score) -> str:
    """The form's version with the conditions of the test. Somebody who could not walk has none: the points are 0
    whatever the course, so of two scores the one with conditions names them."""
    conditions = {name: value for one in scores for name, value in one.conditions.items()}
    return "/".join([scores[0].version.code, *(conditions[name] for name in sorted(conditions))])


def settled(seen: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Versions without conditions that belong to the only one with them: where every walk is over the same course,
    those who could not walk are counted beside the others. With several courses they stay apart."""
    seen, found = list(seen), {}
    for code, version in seen:
        others = [v for c, v in seen if c == code and v.startswith(f"{version}/")]
        if len(others) == 1:
            found[code, version] = others[0]
    return found


def _changes_of(several: list[tuple[str, Score]]) -> list[Changed]:
    """First usable baseline against the last usable score of each later occasion."""
    baselines = [s for o, s in several if o == Occasion.BASELINE and any(v.number is not None for v in s.values)]
    first = baselines[0] if baselines else None
    if first is None:
        return []
    last = {o: s for o, s in several if o != Occasion.BASELINE and s.not_done is None}
    out = []
    for occasion, later in last.items():
        try:
            found = change(first, later)
        except ChangeError:
            continue  # another version or course length: no change exists, and the report counts it as missing
        version = _version_of(first, later)
        out += [
            Changed(first.instrument.code, version, value.definition.code, occasion, value.before, value.after)
            for value in found.values
            if value.before is not None and value.after is not None
        ]
    return out


def definitions(*instruments: str) -> "dict[str, pa.Table]":
    """The tables of measures and thresholds for these instruments in their usual version."""
    forms: Forms = {}
    for code in instruments:
        one = not_done(INSTRUMENTS[code], "not_done")
        forms[code, one.version.code] = _form_of(one, one.version.code)
    return tables_of(forms)


def tables_of(forms: Forms) -> "dict[str, pa.Table]":
    """Measures and thresholds of what has been used, in the words of the instruments themselves."""
    measures, thresholds = [], []
    for (code, version), form in sorted(forms.items()):
        name = form["short_name"]
        if sum(other == code for other, _version in forms) > 1:
            # Several versions stand beside each other: say which is which.
            name = f"{name} ({version.replace('/', ', ')})"
        measures += [{**row, "instrument_name": _words(same(name))} for row in form["measures"]]
        thresholds += form["thresholds"]
    return {
        "measures": tables.from_rows(tables.MEASURES, measures),
        "thresholds": tables.from_rows(tables.THRESHOLDS, thresholds),
    }


def _form_of(one: Score, version: str) -> dict[str, Any]:
    code = one.instrument.code
    measures, thresholds = [], []
    for value in one.values:
        d = value.definition
        measures.append(
            {
                "instrument": code,
                "version": version,
                "measure": d.code,
                "name": _words(d.name),
                "better": d.direction.value,
                "unit": _words(d.unit),
                "decimals": d.decimals,
                "low": d.low,
                "high": d.high,
                "averaged": d.averaged,
            }
        )
        for number, t in enumerate(t for t in one.instrument.thresholds if t.of == d.code):
            low, high = t.baseline_band or (None, None)
            thresholds.append(
                {
                    "threshold": f"{code}/{version}/{d.code}/{number}",
                    "instrument": code,
                    "version": version,
                    "measure": d.code,
                    "kind": t.kind.value,
                    "kind_name": _words(KIND_NAMES[t.kind]),
                    "size": t.value,
                    "applies_to": t.applies_to.value,
                    "baseline_low": low,
                    "baseline_high": high,
                    "population": _words(t.population),
                    "source": t.source.citation,
                }
            )
    return {"short_name": one.instrument.short_name, "measures": measures, "thresholds": thresholds}


def _words(text: Text) -> str:
    return json.dumps({"en": text.en, "nb": text.nb, "nn": text.nn}, ensure_ascii=False)
