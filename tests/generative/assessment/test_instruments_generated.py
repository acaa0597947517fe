"""Whatever is answered: numbers stay on their scale, move one way only, and never come from what is missing."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.changes import Verdict, change
from fotfeste.care.assessment.rules.fields import Block, Choice, Coded, FreeText, IntegerChoice, Number, Rating, Seconds
from fotfeste.care.assessment.rules.registry import INSTRUMENTS, get
from fotfeste.care.assessment.rules.scoring import score
from fotfeste.care.assessment.rules.telling.sentences import sentences
from fotfeste.care.assessment.rules.values import Direction

# A slow machine is no fault of the rules.


def answer_for(field):
    """Anything a form may give for a field: a value, one of its reasons, or nothing."""
    if isinstance(field, Block):
        entry = st.fixed_dictionaries({inner.code: answer_for(inner) for inner in field.fields})
        ids = st.lists(st.sampled_from("abcdefg"), unique=True, max_size=field.max_entries)
        return ids.flatmap(
            lambda chosen: st.tuples(*(entry.map(lambda e, one=one: {"id": one, **e}) for one in chosen))
        )
    values = {
        IntegerChoice: lambda: st.sampled_from([option.value for option in field.options]),
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


@given(scored())
def test_every_number_lies_on_its_scale(result):
    for value in result.values:
        if value.number is not None:
            assert math.isfinite(value.number)
            assert value.definition.low <= value.number <= (value.definition.high or math.inf)


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


@given(st.lists(st.floats(1.5, 600), min_size=2, max_size=12), st.sampled_from(["2.44", "3", "4"]))
def test_a_slower_walk_or_rise_never_gives_more_points(times, course):
    def points(seconds):
        held = dict.fromkeys(("side_by_side_seconds", "semi_tandem_seconds", "tandem_seconds"), 10)
        walk = {"course_length_m": course, "gait_seconds": seconds, "chair_seconds": max(seconds, 1)}
        result = score(get("sppb"), {**held, **walk})
        return result["gait"].number, result["chair"].number

    for faster, slower in pairwise(sorted(times)):
        assert points(faster)[0] >= points(slower)[0] >= 1
        assert points(faster)[1] >= points(slower)[1]


def steps_of(item):
    whole = isinstance(item, IntegerChoice)
    return [option.value for option in item.options] if whole else list(range(item.low, item.high + 1))


SUMMED = [("barthel", "norwegian_20"), ("barthel", "times_5")] + [
    (code, "") for code in ("berg", "sunnaas", "fes_i_short", "who5")
]


@st.composite
def answered_items(draw):
    """An instrument that is a sum of items, its form, and an answer to every item."""
    code, form = draw(st.sampled_from(SUMMED))
    instrument = get(code)
    version = instrument.version(form) if form else instrument.versions[0]
    return instrument, version, {item.code: draw(st.sampled_from(steps_of(item))) for item in version.fields}


@given(answered_items(), st.data())
def test_one_step_more_on_any_item_is_as_much_more_in_every_sum_it_belongs_to(answered, data):
    instrument, version, answers = answered
    item = data.draw(st.sampled_from(version.fields))
    steps = steps_of(item)
    at = data.draw(st.integers(0, len(steps) - 2))
    lower, upper = (score(instrument, {**answers, item.code: steps[n]}, version.code) for n in (at, at + 1))
    most = sum(steps_of(each)[-1] - steps_of(each)[0] for each in version.fields)
    for before, after in zip(lower.values, upper.values, strict=True):
        factor = (before.definition.high - before.definition.low) / most
        assert after.number - before.number == (steps[at + 1] - steps[at]) * factor
        moved = change(lower, upper)[before.code]
        assert moved.verdict is (Verdict.BETTER if before.definition.direction is Direction.HIGHER else Verdict.WORSE)


@given(answered_items(), st.data())
def test_a_missing_item_opens_every_sum_it_belongs_to(answered, data):
    instrument, version, answers = answered
    item = data.draw(st.sampled_from(version.fields))
    said = data.draw(st.sampled_from([None, *(reason.value for reason in item.reasons)]))
    result = score(instrument, {**answers, item.code: said}, version.code)
    assert [value.number for value in result.values] == [None] * len(result.values)
    assert [missing.field for missing in result.completeness.missing] == [item.code]


@given(st.floats(2, 50), st.floats(17, 600), st.floats(17, 600))
def test_a_longer_time_over_the_same_course_is_never_a_higher_speed(metres, one, other):
    def speed(seconds):
        walk = {"course_length_m": metres, "start": "standing", "seconds": seconds}
        return score(get("gait_speed"), walk)["gait_speed"].number

    assert speed(max(one, other)) <= speed(min(one, other))


@given(st.lists(st.floats(0.1, 100), min_size=6, max_size=6), st.integers(0, 5))
def test_one_more_trial_never_lowers_the_best_grip_and_the_best_is_one_that_was_measured(trials, left_out):
    codes = [f"{hand}_{n}" for hand in ("right", "left") for n in (1, 2, 3)]
    every = dict(zip(codes, trials, strict=True))
    fewer = {code: kilograms for at, (code, kilograms) in enumerate(every.items()) if at != left_out}
    best, before = (score(get("grip"), answers)["best"].number for answers in (every, fewer))
    assert before <= best == max(trials)


@given(st.integers(13, 91), st.integers(5, 35), st.integers(18, 126))
def test_a_fim_total_stands_beside_its_parts_only_when_it_is_their_sum(motor, cognitive, total):
    given_three = {"motor": motor, "cognitive": cognitive, "total": total}
    assert score(get("fim"), {**given_three, "total": motor + cognitive})["total"].number == motor + cognitive
    if total != motor + cognitive:
        with pytest.raises(AnswerError):
            score(get("fim"), given_three)


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


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
