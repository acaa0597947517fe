"""EQ-5D, GAS, IPLOS, ICF and instruments of our own: whatever is answered, the same laws hold."""

import math
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from fotfeste.care.assessment.rules.answers import AnswerError, Reason
from fotfeste.care.assessment.rules.changes import Verdict, change
from fotfeste.care.assessment.rules.definition import Instrument
from fotfeste.care.assessment.rules.local import read_file
from fotfeste.care.assessment.rules.registry import INSTRUMENTS, get
from fotfeste.care.assessment.rules.scoring import score
from fotfeste.care.assessment.rules.shapes.groups import responders
from fotfeste.care.assessment.rules.telling.sentences import part_sentences, sentences
from fotfeste.care.assessment.rules.value_sets import VALUE_SETS

levels = st.tuples(*[st.integers(1, 5)] * 5)
value_sets = st.sampled_from(list(VALUE_SETS))
DIMENSIONS = [field.code for field in get("eq5d5l").versions[0].fields][:5]
IPLOS = [field.code for field in get("iplos").versions[-1].fields]


def eq5d(given, value_set="norway_2024"):
    return score(get("eq5d5l"), {"state": "".join(map(str, given)), "value_set": value_set})


@given(levels, value_sets, st.data())
def test_one_level_worse_always_lowers_the_index(given, value_set, data):
    place = data.draw(st.sampled_from([at for at in range(5) if given[at] < 5] or [None]))
    assume(place is not None)
    worse = tuple(level + (at == place) for at, level in enumerate(given))
    assert eq5d(worse, value_set)["index"].number < eq5d(given, value_set)["index"].number


@given(levels, value_sets)
def test_the_index_lies_between_the_worst_state_and_1_and_has_no_dirt_from_adding(given, value_set):
    index = eq5d(given, value_set)["index"].number
    assert VALUE_SETS[value_set].worst <= index <= 1
    assert index == round(index, 6)


@given(levels, st.sampled_from(DIMENSIONS), st.sampled_from([None, "refused", "not_done"]))
def test_a_dimension_without_an_answer_opens_the_index_and_no_other_level(given, missing, reason):
    answers = {**dict(zip(DIMENSIONS, given, strict=True)), missing: reason}
    scored = score(get("eq5d5l"), answers)
    assert scored["index"].number is None
    assert {one for one in DIMENSIONS if scored[one].number is None} == {missing}


@given(st.text(max_size=7))
def test_a_state_is_five_digits_from_1_to_5_or_an_error(state):
    good = len(state) == 5 and all(sign in "12345" for sign in state)
    try:
        score(get("eq5d5l"), {"state": state})
    except AnswerError as refused:
        assert not good and refused.field == "state" and refused.what.nn
    else:
        assert good


goals = st.lists(st.tuples(st.integers(-2, 2), st.floats(0, 100)), min_size=1, max_size=6)


def gas(chosen):
    entries = [{"id": f"g{place}", "score": x, "weight": w} for place, (x, w) in enumerate(chosen)]
    return score(get("gas"), {"goals": entries})


@given(goals)
def test_t_lies_on_its_scale_and_is_50_when_everything_went_as_expected(chosen):
    assume(any(w > 0 for _, w in chosen))
    assert 13.4 < gas(chosen)["t_score"].number < 86.6
    assert gas([(0, w) for _, w in chosen])["t_score"].number == 50


@given(goals, st.floats(0.1, 50))
def test_t_depends_on_the_proportion_of_the_weights_only(chosen, factor):
    assume(all(w > 0.001 for _, w in chosen))
    scaled = [(x, w * factor) for x, w in chosen]
    assume(all(w <= 100 for _, w in scaled))
    assert math.isclose(gas(scaled)["t_score"].number, gas(chosen)["t_score"].number, rel_tol=1e-9)


@given(goals, st.data())
def test_a_goal_reached_further_never_lowers_t(chosen, data):
    assume(any(w > 0 for _, w in chosen))
    place = data.draw(st.sampled_from(range(len(chosen))))
    further = [(min(2, x + 1) if at == place else x, w) for at, (x, w) in enumerate(chosen)]
    assert gas(further)["t_score"].number >= gas(chosen)["t_score"].number - 1e-9


@given(st.dictionaries(st.sampled_from(IPLOS), st.sampled_from([1, 2, 3, 4, 5, 9, None, "not_done"])))
def test_iplos_counts_what_was_answered_at_3_or_more_and_nothing_else(answers):
    numbers = [one for one in answers.values() if type(one) is int and one != 9]
    expected = sum(one >= 3 for one in numbers) if numbers else None
    assert score(get("iplos"), answers)["needs_help"].number == expected


@given(
    st.dictionaries(st.sampled_from(IPLOS), st.sampled_from([1, 2, 3, 4, 5, 9])),
    st.dictionaries(st.sampled_from(IPLOS), st.sampled_from([1, 2, 3, 4, 5, 9])),
)
def test_a_change_in_need_of_help_is_over_the_variables_of_both_times(first, last):
    moved = change(score(get("iplos"), first), score(get("iplos"), last))["needs_help"]
    both = [one for one in IPLOS if first.get(one, 9) != 9 and last.get(one, 9) != 9]
    if not both:
        assert moved.difference is None
    else:
        assert moved.before == sum(first[one] >= 3 for one in both)
        assert moved.after == sum(last[one] >= 3 for one in both)


categories = st.dictionaries(
    st.sampled_from(
        [("d450", "performance"), ("d450", "capacity"), ("b710", None), ("e310", "barrier"), ("e310", "facilitator")]
    ),
    st.sampled_from([0, 1, 2, 3, 4, 8, 9, None]),
)


def icf(chosen):
    return score(
        get("icf"),
        {
            "categories": [
                {"id": f"c{at}", "code": code, "aspect": aspect, "qualifier": qualifier}
                for at, ((code, aspect), qualifier) in enumerate(chosen.items())
            ]
        },
    )


@given(categories, categories)
def test_icf_tells_each_category_on_its_own_scale_forth_and_back(first, last):
    forth, back = change(icf(first), icf(last)), change(icf(last), icf(first))
    opposite = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}
    seen = {(part.id, part.scale.code): part.verdict for part in back.parts}
    assert len(forth.parts) == len({*first, *last})
    for part in forth.parts:
        assert seen[part.id, part.scale.code] == opposite.get(part.verdict, part.verdict)
    assert all(text.nb and text.nn and text.en for text in (*sentences(forth), *part_sentences(back)))


items = st.lists(st.tuples(st.integers(-20, 20), st.integers(1, 60)), min_size=1, max_size=8)


def own(scales, method):
    lines = ['code = "own"', 'version = "1"', 'short_name = "Egen"', f'score = "{method}"', 'better = "lower"']
    lines += ['rights = "x"', 'name.nb = "Egen"', 'explanation.nb = "Egen"']
    for at, (low, span) in enumerate(scales):
        lines += ["[[items]]", f'code = "i{at}"', f"low = {low}", f"high = {low + span}", 'label.nb = "Ledd"']
    made = read_file("own.toml", "\n".join(lines), INSTRUMENTS)
    assert isinstance(made, Instrument), made
    return made


@given(items, st.data())
def test_a_sum_of_our_own_is_the_sum_on_its_scale_and_opens_when_an_item_is_missing(scales, data):
    made = own(scales, "sum")
    answers = {f"i{at}": data.draw(st.integers(low, low + span)) for at, (low, span) in enumerate(scales)}
    total = score(made, answers)["total"]
    assert total.number == sum(answers.values())
    assert total.definition.low <= total.number <= total.definition.high
    left_out = data.draw(st.sampled_from(list(answers)))
    assert score(made, {**answers, left_out: Reason.REFUSED.value})["total"].number is None


@given(st.text(max_size=200) | st.lists(st.text(max_size=20), max_size=8).map("\n".join))
def test_any_text_as_a_file_gives_faults_with_a_cure_and_never_a_crash(text):
    found = read_file("own.toml", text, INSTRUMENTS)
    assert isinstance(found, list) and found and all(fault.what and fault.cure for fault in found)


toml_values = st.sampled_from(['"x"', "3", "3.5", "true", "[]", '["a"]', "{}", '{nb = "x"}', "2026-01-01", '""'])
keys = st.sampled_from(
    [
        "code",
        "version",
        "short_name",
        "score",
        "better",
        "rights",
        "source",
        "reasons",
        "name",
        "explanation",
        "unit",
        "purpose",
        "items",
        "adds_to",
        "variables",
    ]
)


@given(st.dictionaries(keys, toml_values))
def test_any_value_under_a_known_key_gives_faults_and_never_a_crash(table):
    found = read_file("own.toml", "\n".join(f"{key} = {value}" for key, value in table.items()), INSTRUMENTS)
    assert isinstance(found, list) and found


@given(st.lists(st.tuples(st.integers(1, 10), st.none() | st.integers(1, 10)), max_size=12))
def test_a_larger_limit_never_has_more_responders_and_the_missing_only_lower_the_share(pairs):
    def copm(performance):
        return score(get("copm"), {"problems": [{"id": "a", "performance": performance, "satisfaction": 1}]})

    persons = [(copm(before), None if after is None else copm(after)) for before, after in pairs]
    counted = sorted(responders(persons, "performance").limits, key=lambda one: one.size)
    for one, larger in pairwise(counted):
        assert larger.hits <= one.hits <= one.scored <= one.started
    assert all(one.of_started <= one.of_scored for one in counted if one.scored)
