"""Every form as a FHIR R4 questionnaire: drawn from the definition, with verified codes only."""

import json

import pytest

from fotfeste.care.assessment.rules.fields import Block
from fotfeste.care.assessment.rules.registry import INSTRUMENTS, get
from fotfeste.care.assessment.rules.shapes.questionnaire import questionnaire

forms = [(each, version) for each in INSTRUMENTS.values() for version in each.versions]
every_form = pytest.mark.parametrize(("instrument", "version"), forms, ids=[f"{i.code}-{v.code}" for i, v in forms])
# https://hl7.org/fhir/R4/valueset-item-type.html
TYPES = {"group", "display", "decimal", "integer", "string", "choice"}


def items(found):
    for one in found.get("item", []):
        yield one
        yield from items(one)


@every_form
def test_every_question_stands_in_the_questionnaire_once_and_has_a_type_of_fhir(instrument, version):
    found = questionnaire(instrument, version)
    links = [one["linkId"] for one in items(found)]
    assert len(links) == len(set(links))
    asked = {field.code for field in version.asked}
    asked |= {f"{b.code}.{f.code}" for b in version.asked if isinstance(b, Block) for f in b.fields}
    assert asked <= set(links)
    assert {one["type"] for one in items(found)} <= TYPES
    # que-1 and que-4 of FHIR: a group has items, and only a choice has options.
    assert all(one.get("item") for one in items(found) if one["type"] == "group")
    assert all(one["type"] == "choice" for one in items(found) if "answerOption" in one)
    assert json.loads(json.dumps(found)) == found


@every_form
def test_a_questionnaire_carries_no_code_the_definition_has_not_verified(instrument, version):
    found = questionnaire(instrument, version)
    public = [code for one in [found, *items(found)] for code in one.get("code", [])]
    assert {(code["system"], code["code"]) for code in public} <= {(c.system, c.code) for c in instrument.codes}


def test_barthel_has_its_codes_on_the_questions_they_belong_to():
    found = questionnaire(get("barthel"), get("barthel").versions[0])
    eating = next(one for one in items(found) if one["linkId"] == "eating")
    assert eating["code"] == [{"system": "http://loinc.org", "code": "83184-2"}]
    assert [option["valueCoding"]["code"] for option in eating["answerOption"]] == ["0", "1", "2"]


def test_the_words_are_bokmal_with_the_other_languages_beside():
    found = questionnaire(get("tug"), get("tug").versions[0])
    assert found["language"] == "nb"
    tags = [each["extension"][0]["valueCode"] for each in found["_description"]["extension"]]
    assert tags == ["nn", "en"]
