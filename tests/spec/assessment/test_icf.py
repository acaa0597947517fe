"""ICF: codes by their form, qualifiers category by category, and no number out of them."""

import pytest

from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.changes import Verdict, change
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from fotfeste.care.assessment.rules.telling.sentences import sentences, shift
from tests.spec.assessment.tables import rows

# Chapter, second level, third and fourth level; a code of two digits does not exist, nor a sixth digit.
CODES = """
    code    | good
    d450    | yes
    b710    | yes
    e1201   | yes
    b28013  | yes
    s750    | yes
    d4      | yes
    D450    | yes
    d45     | no
    d450123 | no
    x450    | no
    450     | no
    d       | no
    d45a    | no
    b9      | no
    e6      | no
    d0      | no
    d450.2  | no
"""
WAYS = """
    code  | aspect      | first | last | verdict
    d450  | performance | 3     | 1    | better
    d450  | performance | 1     | 3    | worse
    d450  | capacity    | 2     | 2    | same
    b710  |             | 4     | 2    | better
    s750  |             | 2     | 3    | worse
    e1201 | barrier     | 3     | 0    | better
    e1201 | facilitator | 3     | 0    | worse
    e310  | facilitator | 1     | 4    | better
    d450  | performance | 3     | 8    | unknown
    d450  | performance | 9     | 1    | unknown
"""


def icf(*categories):
    """(code, aspect, qualifier) for each; ids differ on purpose, since the code pairs them."""
    return score(
        get("icf"),
        {
            "categories": [
                {"id": f"e{id(one)}", "code": one[0], "aspect": one[1] or None, "qualifier": one[2]}
                for one in categories
            ]
        },
    )


@pytest.mark.parametrize(("code", "good"), rows(CODES))
def test_a_code_is_taken_by_its_form(code, good):
    aspect = {"d": "performance", "e": "barrier"}.get(code[0].lower())
    if good == "yes":
        assert icf((code, aspect, 2)).parts[0].id == code.lower()
    else:
        with pytest.raises(AnswerError) as refused:
            icf((code, aspect, 2))
        assert refused.value.field == "categories.1.code" and "d450" in refused.value.next_step.nb


@pytest.mark.parametrize(("code", "aspect", "first", "last", "verdict"), rows(WAYS))
def test_less_is_better_except_for_a_facilitator_and_8_and_9_are_no_qualifiers(code, aspect, first, last, verdict):
    (part,) = change(icf((code, aspect, int(first))), icf((code, aspect, int(last)))).parts
    assert part.verdict is Verdict(verdict)


def test_performance_is_never_compared_with_capacity_nor_a_barrier_with_a_facilitator():
    for code, one, other in (("d450", "performance", "capacity"), ("e310", "barrier", "facilitator")):
        moved = change(icf((code, one, 3)), icf((code, other, 1)))
        assert [(part.scale.code, part.before, part.after, part.verdict) for part in moved.parts] == [
            (one, 3, None, Verdict.UNKNOWN),
            (other, None, 1, Verdict.UNKNOWN),
        ]


def test_performance_and_capacity_of_one_category_stand_beside_each_other():
    first = icf(("d450", "performance", 3), ("d450", "capacity", 1))
    moved = change(first, icf(("d450", "performance", 2), ("d450", "capacity", 1)))
    assert [(part.scale.code, part.verdict) for part in moved.parts] == [
        ("performance", Verdict.BETTER),
        ("capacity", Verdict.SAME),
    ]


def test_there_is_no_total_and_nothing_to_average():
    scored = icf(("d450", "performance", 3), ("b710", "", 1))
    assert scored.values == () and get("icf").versions[0].values == ()
    assert not any(scale.averaged for scale in get("icf").versions[0].part_scales)


@pytest.mark.parametrize(
    ("categories", "field"),
    [
        ([("d450", None, 2)], "categories.1.aspect"),
        ([("d450", "barrier", 2)], "categories.1.aspect"),
        ([("b710", "performance", 2)], "categories.1.aspect"),
        ([("e310", None, 2)], "categories.1.aspect"),
        ([("e310", "capacity", 2)], "categories.1.aspect"),
        ([("b710", None, 5)], "categories.1.qualifier"),
        ([("b710", None, 7)], "categories.1.qualifier"),
        ([("b710", None, True)], "categories.1.qualifier"),
        ([(None, None, 2)], "categories.1.code"),
        ([("d450", "capacity", 2), ("D450", "capacity", 3)], "categories.2.code"),
    ],
)
def test_a_category_that_cannot_be_meant_is_refused_with_the_place(categories, field):
    with pytest.raises(AnswerError) as refused:
        icf(*categories)
    assert refused.value.field == field


def test_not_specified_and_not_applicable_are_told_apart_and_leave_it_incomplete():
    scored = icf(("b710", None, 8), ("b730", None, 9), ("b280", None, 0))
    assert [one.reason for one in scored.completeness.missing] == ["unspecified", "not_relevant"]
    assert (scored.completeness.answered, scored.completeness.of) == (1, 3)


def test_a_change_is_told_category_by_category_and_counted_by_direction():
    moved = change(
        icf(("d450", "performance", 3), ("b710", None, 2), ("e1201", "facilitator", 1)),
        icf(("d450", "performance", 1), ("b710", None, 2), ("e1201", "facilitator", 0)),
    )
    assert [text.nb for text in sentences(moved)] == [
        "«d450», utførelse gikk fra 3 til 1: bedre.",
        "«b710», funksjonsavvik er uendret på 2.",
        "«e1201», fremmer (+) gikk fra 1 til 0: dårligere.",
    ]
    assert shift(moved).nb == "1 bedre, 1 dårligere og 1 uendret"


def test_the_cautions_say_that_the_steps_are_not_equally_wide():
    assert any("50–95 %" in caution.nb for caution in get("icf").cautions)
