"""One assessment as plain data in, its score and change as plain data out: what the command line and files speak.

A request is an object. `{"seconds": 14.2}` gives the answers themselves; `{"items": {…}}` sets them apart, and
`{"items": [4, 3, …]}` gives one for each question in the order of the form. Beside them may stand `version`, `not_done`
(a reason) and `baseline` (a request of the same kind, the earlier score of the same person).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.changes import Change, ChangeError, Reach, ValueChange, change
from fotfeste.care.assessment.rules.definition import Cutoff, Instrument, Version
from fotfeste.care.assessment.rules.fields import Field
from fotfeste.care.assessment.rules.scores import Score
from fotfeste.care.assessment.rules.scoring import not_done, score, version_of
from fotfeste.care.assessment.rules.telling.sentences import sentences
from fotfeste.care.assessment.rules.thresholds import Source, Threshold
from fotfeste.care.assessment.rules.wording import LANGUAGES, Text

BESIDE = ("version", "not_done", "baseline")


def scored(instrument: Instrument, request: Any, options: Mapping[str, Any]) -> dict[str, Any]:
    """The score, and the change when the request has a baseline.

    `options` hold for every request: `version`, and fields that are not answered in it (a value set, a course length).
    Raises `AnswerError`, whose words are for the reader. A baseline that cannot be read, or that the score may not be
    compared with, leaves the score and says under `change` why there is none.
    """
    later = _score(instrument, request, options)
    found = later.as_dict()
    for code, value in found["values"].items():
        value["bands"] = [_band(each) for each in instrument.cutoffs if each.of == code and _holds(each, value)]
    baseline = request.get("baseline")
    if baseline is not None:
        try:
            found["change"] = change_as_data(change(_score(instrument, baseline, options), later))
        except (AnswerError, ChangeError) as wrong:
            found["change"] = {"refused": refusal(wrong, of="baseline")}
    return found


def _score(instrument: Instrument, request: Any, options: Mapping[str, Any]) -> Score:
    if not isinstance(request, Mapping):
        raise AnswerError(
            "",
            Text("This is not an object.", "Dette er ikke et objekt.", "Dette er ikkje eit objekt."),
            Text(
                'Give the answers by field, for example {{"{field}": 1}}.',
                'Gi svarene felt for felt, for eksempel {{"{field}": 1}}.',
                'Gi svara felt for felt, til dømes {{"{field}": 1}}.',
            ).filled(field=instrument.versions[0].fields[0].code),
        )
    version = request.get("version", options.get("version"))
    if request.get("not_done") is not None:
        return not_done(instrument, request["not_done"], version)
    answers = request.get("items", {key: value for key, value in request.items() if key not in BESIDE})
    if isinstance(answers, list):
        answers = _in_order(instrument, answers, version)
    if not isinstance(answers, Mapping):
        return score(instrument, answers, version)
    if "baseline" not in request:
        answers = {name: _told_apart(answer) for name, answer in answers.items()}
    more = {key: value for key, value in options.items() if key != "version" and answers.get(key) is None}
    return score(instrument, {**answers, **more}, version)


def _in_order(instrument: Instrument, answers: list[Any], version: str | None) -> dict[str, Any]:
    """A list as answers to the questions that count, first to first; as many as there are, or it is refused."""
    form = version_of(instrument, version)
    codes = [field.code for field in form.asked if field.counts]
    if len(answers) != len(codes):
        raise AnswerError(
            "items",
            Text(
                "The list has {given} answers, and the form has {wanted} questions.",
                "Lista har {given} svar, og skjemaet har {wanted} spørsmål.",
                "Lista har {given} svar, og skjemaet har {wanted} spørsmål.",
            ).filled(given=len(answers), wanted=len(codes)),
            Text(
                "Give one answer to each, null where there is none, in this order: {codes}.",
                "Gi ett svar til hvert, null der det ikke er noe, i denne rekkefølgen: {codes}.",
                "Gi eitt svar til kvart, null der det ikkje er noko, i denne rekkjefølgja: {codes}.",
            ).filled(codes=", ".join(codes)),
        )
    return dict(zip(codes, answers, strict=True))


def _told_apart(answer: Any) -> Any:
    """Entries without ids are numbered. Not where two times are compared: there the id says which belong together."""
    if not isinstance(answer, list) or not all(isinstance(one, Mapping) and "id" not in one for one in answer):
        return answer
    return [{"id": str(number), **one} for number, one in enumerate(answer, start=1)]


def checked_options(instrument: Instrument, given: Mapping[str, Any]) -> dict[str, Any]:
    """The options, each one of the version's fields or `version`. Raises `AnswerError` naming those there are."""
    versions = [version.code for version in instrument.versions]
    chosen = given.get("version", versions[0] if len(versions) == 1 else None)
    if chosen is not None and chosen not in versions:
        raise _unknown("version", chosen, versions)
    forms = [instrument.version(chosen)] if chosen else list(instrument.versions)
    fields = {field.code: field for form in forms for field in form.fields}
    for name, value in given.items():
        if name == "version":
            continue
        if name not in fields:
            raise _unknown("option", name, ["version", *fields])
        fields[name].read(value, name)
    return dict(given)


def _unknown(where: str, name: Any, known: list[str]) -> AnswerError:
    return AnswerError(
        where,
        Text("There is no {name!r}.", "Det finnes ingen {name!r}.", "Det finst ingen {name!r}.").filled(name=name),
        Text("Use one of: {known}.", "Bruk en av: {known}.", "Bruk ein av: {known}.").filled(known=", ".join(known)),
    )


def _holds(cutoff: Cutoff, value: Mapping[str, Any]) -> bool:
    return value["number"] is not None and cutoff.holds(value["number"])


def _band(cutoff: Cutoff) -> dict[str, Any]:
    return {
        "name": cutoff.name.en,
        "low": cutoff.low,
        "high": cutoff.high,
        "source": _source(cutoff.source),
        "caution": cutoff.caution.en if cutoff.caution else None,
    }


def _source(source: Source) -> dict[str, str]:
    return {"citation": source.citation, "address": source.address}


def change_as_data(found: Change) -> dict[str, Any]:
    """A change with every published limit held against one person, and the sentences a therapist reads."""
    return {
        "values": {value.definition.code: _value_change(value) for value in found.values},
        "remarks": [remark.en for remark in found.remarks],
        "sentences": {tag: [getattr(text, tag) for text in sentences(found)] for tag in LANGUAGES},
    }


def _value_change(value: ValueChange) -> dict[str, Any]:
    return {
        "before": value.before,
        "after": value.after,
        "difference": value.difference,
        "improvement": value.improvement,
        "verdict": value.verdict.value,
        "thresholds": [{**threshold_as_data(check.threshold), "reach": check.reach.value} for check in value.checks],
        "reached": sum(check.reach is Reach.REACHED for check in value.checks),
        "remarks": [remark.en for remark in value.remarks],
    }


def threshold_as_data(threshold: Threshold) -> dict[str, Any]:
    """A limit with everything that must be known to use it."""
    return {
        "of": threshold.of,
        "kind": threshold.kind.value,
        "value": threshold.value,
        "value_high": threshold.value_high,
        "interval": list(threshold.interval) if threshold.interval else None,
        "unit": threshold.unit,
        "baseline_band": list(threshold.baseline_band) if threshold.baseline_band else None,
        "applies_to": threshold.applies_to.value,
        "population": threshold.population.en,
        "source": _source(threshold.source),
        "caution": threshold.caution.en if threshold.caution else None,
    }


def refusal(wrong: AnswerError | ChangeError, of: str = "") -> dict[str, str]:
    """Why a request, or the part of it named `of`, was not used, and what to do."""
    field = wrong.field if isinstance(wrong, AnswerError) else ""
    where = ".".join(part for part in (of, field) if part)
    return {"field": where, "problem": wrong.what.en, "next_step": wrong.next_step.en}


def instrument_as_data(instrument: Instrument) -> dict[str, Any]:
    """A definition as plain data, for a list of what there is."""
    return {
        "code": instrument.code,
        "name": _words(instrument.name),
        "short_name": instrument.short_name,
        "purpose": _words(instrument.purpose),
        "explanation": _words(instrument.explanation),
        "licence": {
            "class": instrument.licence.licence_class.value,
            "holder": instrument.licence.holder,
            "holds": _words(instrument.licence.may_hold),
            "source": _source(instrument.licence.source),
        },
        "source": _source(instrument.source),
        "versions": [_version(version) for version in instrument.versions],
        "not_done": [reason.value for reason in instrument.not_done],
        "thresholds": [threshold_as_data(threshold) for threshold in instrument.thresholds],
        "cutoffs": [{"of": cutoff.of, **_band(cutoff)} for cutoff in instrument.cutoffs],
        "floor": _words(instrument.floor) if instrument.floor else None,
        "ceiling": _words(instrument.ceiling) if instrument.ceiling else None,
        "cautions": [_words(caution) for caution in instrument.cautions],
        "codes": [{"target": code.target, "system": code.system, "code": code.code} for code in instrument.codes],
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "code": version.code,
        "name": _words(version.name),
        "fields": [_field(field) for field in version.fields],
        "values": [
            {
                "code": value.code,
                "name": _words(value.name),
                "unit": _words(value.unit),
                "low": value.low,
                "high": value.high,
                "better": value.direction.value,
                "main": value.main,
                "averaged": value.averaged,
            }
            for value in version.values
        ],
    }


def _field(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {
        "code": field.code,
        "kind": field.kind,
        "label": _words(field.label),
        "reasons": [reason.value for reason in field.reasons],
        "counts": field.counts,
    }
    for name in ("low", "high", "default", "max_entries", "max_length"):
        if (value := getattr(field, name, None)) is not None:
            found[name] = value
    if options := getattr(field, "options", None):
        found["options"] = [{"value": option.value, "label": _words(option.label)} for option in options]
    if codes := getattr(field, "missing_codes", None):
        found["missing_codes"] = {str(code): reason.value for code, reason in codes.items()}
    if inner := getattr(field, "fields", None):
        found["fields"] = [_field(one) for one in inner]
    return found


def _words(text: Text) -> dict[str, str]:
    return {tag: getattr(text, tag) for tag in LANGUAGES}
