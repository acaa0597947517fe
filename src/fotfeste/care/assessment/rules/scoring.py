"""Answers in, a `Score` out. Never imputed: what is missing stays missing and is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fotfeste.care.assessment.rules.answers import REASON_NAMES, AnswerError, Reason
from fotfeste.care.assessment.rules.definition import Instrument, Version
from fotfeste.care.assessment.rules.fields import read_all
from fotfeste.care.assessment.rules.scores import Score
from fotfeste.care.assessment.rules.values import Completeness, Missing, Value
from fotfeste.care.assessment.rules.wording import Text, joined


def score(instrument: Instrument, answers: Mapping[str, Any], version: str | None = None) -> Score:
    """Score one set of answers.

    `version` may be left out when the instrument has only one, or says which one is meant. Each answer is a value, a
    reason code (`"unable"`) or None. Raises `AnswerError` for anything that cannot be right: wrong type, out of range,
    unknown field or version.
    """
    form = version_of(instrument, version)
    scored = instrument.rule(read_all(form.fields, _prepared(instrument, answers, form)), form)
    return Score(
        instrument=instrument,
        version=form,
        values=tuple(
            [
                Value(scored.scales.get(one.code, one), scored.numbers[one.code], scored.completeness[one.code])
                for one in form.values
            ]
        ),
        completeness=scored.overall,
        conditions=scored.conditions,
        context=scored.context,
        parts=scored.parts,
        remarks=scored.remarks,
    )


def prepared(instrument: Instrument, answers: Mapping[str, Any], version: str | None = None) -> Mapping[str, Any]:
    """The answers field by field, whatever way of writing them the instrument takes. Raises `AnswerError`."""
    return _prepared(instrument, answers, version_of(instrument, version))


def _prepared(instrument: Instrument, answers: Mapping[str, Any], form: Version) -> Mapping[str, Any]:
    if instrument.prepare is not None and isinstance(answers, Mapping):
        return instrument.prepare(answers, form)
    return answers


def not_done(instrument: Instrument, reason: Reason | str, version: str | None = None) -> Score:
    """The score of an instrument that was left out: no numbers, and the reason. AnswerError for an unknown reason."""
    form = version_of(instrument, version)
    if reason not in instrument.not_done:
        raise AnswerError(
            "not_done",
            Text("This is not one of the reasons.", "Dette er ikke en av grunnene.", "Dette er ikkje ein av grunnane."),
            Text("Choose one of: {reasons}.", "Velg en av: {reasons}.", "Vel ein av: {reasons}.").filled(
                reasons=joined([REASON_NAMES[one] for one in instrument.not_done])
            ),
        )
    why = Reason(reason)
    asked = [field.code for field in form.fields if field.counts and field.asked]
    nothing = Completeness(0, len(asked), tuple(Missing(code, why) for code in asked))
    return Score(
        instrument=instrument,
        version=form,
        values=tuple(Value(definition, None, nothing) for definition in form.values),
        completeness=nothing,
        not_done=why,
    )


def missing_from(answers: Mapping[str, Any], codes: tuple[str, ...]) -> tuple[Missing, ...]:
    """The fields among `codes` that hold no value, each with its reason when one was given."""
    return tuple(
        [
            Missing(code, answers[code]) if isinstance(answers[code], Reason) else Missing(code)
            for code in codes
            if answers[code] is None or isinstance(answers[code], Reason)
        ]
    )


def version_of(instrument: Instrument, code: str | None = None) -> Version:
    """The form with this code; the usual or only one when none is named. `AnswerError` names those there are."""
    if code is None:
        code = instrument.versions[0].code if len(instrument.versions) == 1 else instrument.usual
    for version in instrument.versions:
        if version.code == code:
            return version
    raise AnswerError(
        "version",
        Text(
            "The version of the form is not given or not known.",
            "Utgaven av skjemaet mangler eller er ukjent.",
            "Utgåva av skjemaet manglar eller er ukjend.",
        ),
        Text("Use one of: {codes}.", "Bruk en av: {codes}.", "Bruk ei av: {codes}.").filled(
            codes=", ".join(version.code for version in instrument.versions)
        ),
    )
