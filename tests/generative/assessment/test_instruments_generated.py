"""Whatever is answered: numbers stay on their scale, move one way only, and never come from what is missing."""

import math
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fotfeste.care.assessment.rules.answers import AnswerError, Reason
from fotfeste.care.assessment.rules.changes import change
from fotfeste.care.assessment.rules.fields import Block, Choice, Coded, FreeText, IntegerChoice, Number, Rating, Seconds
from fotfeste.care.assessment.rules.registry import INSTRUMENTS, get
from fotfeste.care.assessment.rules.scoring import score
from fotfeste.care.assessment.rules.sentences import sentences

# A slow machine is no fault of the rules.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def answer_for(field):
    """Anything a form may give for a field: a value, one of its reasons, or nothing."""
    if isinstance(field, Block):
        entry = st.fixed_dictionaries({inner.code: answer_for(inner) for inner in field.fields})
        ids = st.lists(st.sampled_from("abcdefg"), unique=True, max_size=field.max_entries)
        return ids.flatmap(
            lambda chosen: st.tuples(*(entry.map(lambda e, one=one: {"id": one, **e}) for one in chosen))
        )
    values = {
        IntegerChoice: lambda: st.integers(field.low, field.high),
        Rating: lambda: st.integers(field.low, field.high),
        Seconds: lambda: st.floats(field.low, field.high),
        Number: lambda: (
            st.integers(math.ceil(field.low), math.floor(field.high))
            if field.whole
            else st.floats(field.low, field.high)
        ),
        Choice: lambda: st.sampled_from([option.value for option in field.options]),
        FreeText: lambda: st.text(alphabet="abc {}<=å", max_size=20),
        Coded: lambda: st.from_regex(field.pattern, fullmatch=True, alphabet="bsde0123456789"),
    }[type(field)]()
    return st.one_of(values, st.sampled_from([None, *(reason.value for reason in field.reasons)]))


@st.composite
def scored(draw, instrument=None, version=None):
    instrument = instrument or draw(st.sampled_from(list(INSTRUMENTS.values())))
    version = version or draw(st.sampled_from(instrument.versions))
    answers = draw(st.fixed_dictionaries({field.code: answer_for(field) for field in version.fields}))
    try:
        return score(instrument, answers, version=version.code)
    except AnswerError as refused:
        # Answers that contradict each other (a position held after one that was not; a time on an unknown course).
        assert refused.field and refused.what.nn and refused.next_step.nn
        return score(instrument, {}, version=version.code)


@patient
@given(scored())
def test_every_number_lies_on_its_scale(result):
    for value in result.values:
        if value.number is not None:
            assert math.isfinite(value.number)
            assert value.definition.low <= value.number <= (value.definition.high or math.inf)


@patient
@given(scored())
def test_completeness_adds_up_and_an_open_value_says_what_is_missing(result):
    for completeness in (result.completeness, *(value.completeness for value in result.values)):
        assert 0 <= completeness.answered <= completeness.of
        assert completeness.complete == (not completeness.missing)
    assert all(value.completeness.missing for value in result.values if value.number is None)


@st.composite
def two_scores(draw):
    instrument = draw(st.sampled_from(list(INSTRUMENTS.values())))
    version = draw(st.sampled_from(instrument.versions))
    first, second = draw(scored(instrument, version)), draw(scored(instrument, version))
    return first, second if first.conditions == second.conditions else first


@patient
@given(two_scores())
def test_change_forth_and_back_differ_only_in_sign_and_can_always_be_said_in_words(pair):
    first, second = pair
    forth, back = change(first, second), change(second, first)
    for one, other in zip(forth.values, back.values, strict=True):
        assert (one.difference is None) == (other.difference is None)
        if one.difference is not None:
            assert one.difference == -other.difference
            assert len(one.reached) == len(other.reached)
    assert all(text.nb and text.nn and text.en for text in sentences(forth))


@patient
@given(st.lists(st.floats(0.5, 600), min_size=2, max_size=12), st.sampled_from(["2.44", "3", "4"]))
def test_a_slower_walk_or_rise_never_gives_more_points(times, course):
    def points(seconds):
        held = dict.fromkeys(("side_by_side_seconds", "semi_tandem_seconds", "tandem_seconds"), 10)
        walk = {"course_length_m": course, "gait_seconds": seconds, "chair_seconds": max(seconds, 1)}
        result = score(get("sppb"), {**held, **walk})
        return result["gait"].number, result["chair"].number

    for faster, slower in pairwise(sorted(times)):
        assert points(faster)[0] >= points(slower)[0] >= 1
        assert points(faster)[1] >= points(slower)[1]


@patient
@given(st.data())
def test_one_step_more_on_a_barthel_item_is_one_point_more(data):
    items = get("barthel").versions[0].fields
    answers = {item.code: data.draw(st.integers(0, item.high)) for item in items}
    raised = data.draw(st.sampled_from([item for item in items if answers[item.code] < item.high] or [None]))
    if raised is None:
        assert score(get("barthel"), answers)["total"].number == 20
    else:
        more = {**answers, raised.code: answers[raised.code] + 1}
        before, after = (score(get("barthel"), one)["total"].number for one in (answers, more))
        assert after == before + 1


@patient
@given(st.data())
def test_a_refused_item_opens_every_sum_it_belongs_to(data):
    items = get("barthel").versions[0].fields
    answers = {item.code: data.draw(st.integers(0, item.high)) for item in items}
    refused = data.draw(st.sampled_from([item.code for item in items]))
    assert score(get("barthel"), {**answers, refused: Reason.REFUSED.value})["total"].number is None


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@patient
@given(st.data())
def test_whatever_stands_in_a_field_gives_a_score_on_its_scale_or_an_answer_error(data):
    instrument = data.draw(st.sampled_from(list(INSTRUMENTS.values())))
    version = data.draw(st.sampled_from(instrument.versions))
    answers = {field.code: data.draw(json_like | answer_for(field)) for field in version.fields}
    try:
        result = score(instrument, answers, version=version.code)
    except AnswerError as refused:
        assert refused.what.nb and refused.next_step.nb
    else:
        assert all(
            value.number is None or value.definition.low <= value.number <= (value.definition.high or math.inf)
            for value in result.values
        )
