"""An instrument's form as a FHIR R4 Questionnaire (plain data), drawn from the same definition as the form on screen.

Item texts are our own neutral words; what the licence keeps out of the definition is out of here too. Codes stand only
where the definition has a verified one.
"""

from __future__ import annotations

from typing import Any

from fotfeste.care.assessment.rules.answers import REASON_NAMES
from fotfeste.care.assessment.rules.definition import Instrument, Version
from fotfeste.care.assessment.rules.fields import Block, Choice, Field, IntegerChoice, Number, Option, Rating
from fotfeste.care.assessment.rules.wording import Text

# A local system: there is no public code for our own neutral answers, and none is invented.
SYSTEM = "urn:fotfeste:assessment"
NOT_ANSWERED = f"{SYSTEM}:reason-missing"
_TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
_UNIT = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit"
_LOW = "http://hl7.org/fhir/StructureDefinition/minValue"
_HIGH = "http://hl7.org/fhir/StructureDefinition/maxValue"


def questionnaire(instrument: Instrument, version: Version, *, language: str = "nb") -> dict[str, Any]:
    """The form of one version. `language` is that of the texts; the other two stand beside as translations."""
    return {
        "resourceType": "Questionnaire",
        "url": f"{SYSTEM}:{instrument.code}:{version.code}",
        "version": version.code,
        "name": instrument.code,
        "language": language,
        **_worded("title", instrument.name, language),
        "status": "active",
        "subjectType": ["Patient"],
        **_worded("description", instrument.purpose, language),
        **_worded("purpose", instrument.explanation, language),
        **_worded("copyright", instrument.licence.may_hold, language),
        "code": [_coding(code.system, code.code) for code in instrument.codes if code.target == "instrument"],
        "item": [_item(instrument, field, field.code, language) for field in version.asked],
    }


def _item(instrument: Instrument, field: Field, link: str, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "linkId": link,
        **_worded("text", field.label, language),
        "code": [_coding(code.system, code.code) for code in instrument.codes if code.target == field.code],
        # A form may always be left half: what is missing is named and never filled in.
        "required": False,
        "repeats": False,
    }
    if field.help:
        found["item"] = [{"linkId": f"{link}.help", "type": "display", **_worded("text", field.help, language)}]
    if isinstance(field, Block):
        inner = [_item(instrument, one, f"{link}.{one.code}", language) for one in field.fields]
        return {**found, "type": "group", "repeats": True, "item": [*found.get("item", []), *inner]}
    if isinstance(field, Number):
        limits = [(_LOW, field.low), (_HIGH, field.high)]
        kind = "Integer" if field.whole else "Decimal"
        unit = {"url": _UNIT, "valueCoding": {"display": field.unit.in_language(language)}}
        found["extension"] = [
            unit,
            *({"url": url, f"value{kind}": int(limit) if field.whole else limit} for url, limit in limits),
        ]
        found["type"] = "integer" if field.whole else "decimal"
    elif isinstance(field, IntegerChoice | Choice):
        found |= {"type": "choice", "answerOption": [_option(option, language) for option in field.options]}
    elif isinstance(field, Rating):
        steps = [{"valueInteger": step} for step in range(field.low, field.high + 1)]
        found |= {"type": "choice", "answerOption": steps}
    else:
        found["type"] = "string"
    if field.reasons:
        found["item"] = [*found.get("item", []), _reason(field, link, language)]
    return found


def _reason(field: Field, link: str, language: str) -> dict[str, Any]:
    label = Text("Why it was not answered", "Hvorfor det ikke er besvart", "Kvifor det ikkje er svart på")
    return {
        "linkId": f"{link}.reason",
        **_worded("text", label, language),
        "type": "choice",
        "required": False,
        "answerOption": [
            {"valueCoding": {**_coding(NOT_ANSWERED, reason.value), **_display(REASON_NAMES[reason], language)}}
            for reason in field.reasons
        ],
    }


def _option(option: Option, language: str) -> dict[str, Any]:
    return {"valueCoding": {**_coding(SYSTEM, str(option.value)), **_display(option.label, language)}}


def _coding(system: str, code: str) -> dict[str, str]:
    return {"system": system, "code": code}


def _display(text: Text, language: str) -> dict[str, Any]:
    return _worded("display", text, language)


def _worded(name: str, text: Text, language: str) -> dict[str, Any]:
    """An element with its words, and the other languages in FHIR's translation extension."""
    others = [tag for tag in ("nb", "nn", "en") if tag != language]
    translations = [
        {
            "url": _TRANSLATION,
            "extension": [
                {"url": "lang", "valueCode": tag},
                {"url": "content", "valueString": getattr(text, tag)},
            ],
        }
        for tag in others
    ]
    return {name: text.in_language(language), f"_{name}": {"extension": translations}}
