"""IPLOS: levels for allocation, counted and never averaged."""

import pytest

from fotfeste.care.assessment.rules.changes import Verdict, change
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from fotfeste.care.assessment.rules.telling.sentences import movement, sentences
from tests.spec.assessment.tables import rows

# Levels of six variables, the rest not relevant (9): how many need another person's help.
NEEDS_HELP = """
    housework | shopping | hygiene | dressing | cooking | eating | needs_help
    1         | 1        | 1       | 1        | 1       | 1      | 0
    2         | 2        | 2       | 2        | 2       | 2      | 0
    3         | 2        | 1       | 1        | 1       | 1      | 1
    3         | 3        | 4       | 2        | 5       | 1      | 4
    5         | 5        | 5       | 5        | 5       | 5      | 6
    9         | 9        | 9       | 3        | 1       | 1      | 1
    9         | 9        | 9       | 9        | 9       | 9      | open
"""
SIX = ("housework", "shopping", "hygiene", "dressing", "cooking", "eating")
CODES = tuple(field.code for field in get("iplos").versions[-1].fields)


def iplos(*levels, **more):
    return score(get("iplos"), {**dict.fromkeys(CODES, 9), **dict(zip(SIX, levels, strict=False)), **more})


@pytest.mark.parametrize("row", rows(NEEDS_HELP))
def test_only_levels_3_to_5_are_need_of_help_from_others(row):
    *levels, needs_help = row
    number = iplos(*map(int, levels))["needs_help"].number
    assert number == (None if needs_help == "open" else int(needs_help))


def test_there_are_18_variables_under_a_dated_list():
    assert len(CODES) == 18 and get("iplos").versions[-1].code == "2026-11"


def test_not_relevant_is_missing_with_its_reason_and_never_a_level():
    scored = iplos(1, 9)
    assert scored["shopping"].number is None
    assert scored["shopping"].completeness.missing[0].reason == "not_relevant"
    assert (scored.completeness.answered, scored.completeness.of) == (1, 18)


def test_from_2_to_1_is_no_change_and_from_2_to_3_is_worse():
    assert change(iplos(2), iplos(1))["housework"].verdict is Verdict.SAME
    assert change(iplos(2), iplos(3))["housework"].verdict is Verdict.WORSE
    assert change(iplos(4), iplos(2))["housework"].verdict is Verdict.BETTER


def test_the_count_is_compared_over_variables_answered_at_both_times_only():
    moved = change(iplos(3, 4, 5, 1), iplos(3, 2, 9, 1))["needs_help"]
    # Without that it would be 3 against 1; hygiene was not asked the second time.
    assert (moved.before, moved.after, moved.verdict) == (2, 1, Verdict.BETTER)
    assert "Personlig hygiene" in moved.remarks[0].nb and "Sammenlignet: 3" in moved.remarks[0].nb


def test_variables_relevant_at_neither_time_are_not_called_left_out():
    assert change(iplos(3, 4), iplos(3, 2))["needs_help"].remarks == ()


def test_with_no_variable_in_common_the_count_has_no_change():
    moved = change(iplos(3), iplos(9, 3))["needs_help"]
    assert moved.difference is None and moved.verdict is Verdict.UNKNOWN


def test_nothing_of_iplos_is_ever_averaged():
    assert not [value.code for value in get("iplos").versions[0].values if value.averaged]


def test_a_step_is_told_without_a_size_since_the_steps_are_not_equally_long():
    assert movement(change(iplos(4), iplos(3))["housework"]).nb == "Alminnelig husarbeid gikk fra 4 til 3: bedre."
    assert movement(change(iplos(4), iplos(4))["housework"]).nb == "Alminnelig husarbeid er uendret på 4."
    (said,) = sentences(change(iplos(3, 4), iplos(3, 2)), main_only=True)
    assert said.nb == "Områder med hjelpebehov gikk fra 2 til 1: bedre."
