"""Goal Attainment Scaling by the formula of the erratum: T-scores that can be worked out with a pocket calculator."""

import pytest

from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.changes import Verdict, change
from fotfeste.care.assessment.rules.changes.parts import PartChange
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from fotfeste.care.assessment.rules.telling.sentences import part_sentences
from tests.spec.assessment.tables import rows

# T = 50 + 10 Σwx / √(0.7 Σw² + 0.3 (Σw)²). The last: Σwx = 7, Σw² = 91, Σw = 21, √(63.7 + 132.3) = 14.
T_SCORES = """
    scores        | weights     | t
    0 1 -1        | 1 1 1       | 50
    1 1 1         | 1 1 1       | 63.69
    2 2 2         | 1 1 1       | 77.39
    -2 -2 -2      | 1 1 1       | 22.61
    1             | 1           | 60
    1 0 2         | 2 1 3       | 67.63
    -2 0 -1 2 0 1 | 3 5 1 4 2 6 | 55
    1 2           | 1 0         | 60
    1             | 9           | 60
"""


def gas(**goals):
    """Each goal as (score, more answers)."""
    return score(
        get("gas"),
        {"goals": [{"id": one, "text": f"Mål {one}", "score": x, **more} for one, (x, more) in goals.items()]},
    )


@pytest.mark.parametrize(("scores", "weights", "t"), rows(T_SCORES))
def test_the_t_score_follows_the_formula(scores, weights, t):
    goals = {
        f"g{place}": (int(x), {"weight": float(w)})
        for place, (x, w) in enumerate(zip(scores.split(), weights.split(), strict=True))
    }
    assert round(gas(**goals)["t_score"].number, 2) == float(t)


def test_goals_without_weights_count_alike():
    assert gas(a=(1, {}), b=(1, {}), c=(1, {}))["t_score"].number == pytest.approx(63.693, abs=0.001)


def test_the_weight_is_importance_times_difficulty():
    made = gas(a=(1, {"importance": 2, "difficulty": 1}), b=(0, {"importance": 1, "difficulty": 1}),
               c=(2, {"importance": 1, "difficulty": 3}))  # fmt: skip
    assert round(made["t_score"].number, 2) == 67.63


def test_a_goal_of_weight_0_is_out_of_the_sum_and_that_is_said():
    made = gas(a=(1, {"importance": 3, "difficulty": 1}), b=(-2, {"importance": 0, "difficulty": 3}))
    assert made["t_score"].number == 60
    assert made.remarks[0].nb == "Vekt 0, så ikke regnet med: «Mål b»."


@pytest.mark.parametrize(
    ("goals", "field"),
    [
        ({"a": (1, {"weight": 0.0}), "b": (2, {"importance": 0, "difficulty": 3})}, "goals"),
        ({"a": (1, {"importance": 2})}, "goals.1.difficulty"),
        ({"a": (1, {}), "b": (1, {"difficulty": 2})}, "goals.2.importance"),
        ({"a": (1, {"weight": 2, "importance": 2, "difficulty": 1})}, "goals.1.weight"),
        ({"a": (3, {})}, "goals.1.score"),
        ({"a": (1, {"importance": 4, "difficulty": 1})}, "goals.1.importance"),
        ({"a": (1, {"weight": -1})}, "goals.1.weight"),
    ],
)
def test_weights_that_cannot_be_meant_are_refused_with_the_place(goals, field):
    with pytest.raises(AnswerError) as refused:
        gas(**goals)
    assert refused.value.field == field


def test_some_goals_weighted_and_some_not_is_said():
    made = gas(a=(1, {"weight": 3}), b=(1, {}))
    assert "teller med vekt 1" in made.remarks[0].nb


def test_change_is_over_the_goals_scored_at_both_times_only():
    moved = change(gas(a=(-1, {}), b=(-1, {})), gas(a=(1, {}), b=("not_relevant", {}), c=(2, {})))["t_score"]
    assert (moved.before, moved.after, moved.difference, moved.verdict) == (40, 60, 20, Verdict.BETTER)
    assert {part.id for part in moved.dropped} == {"b", "c"}


def test_a_change_uses_the_weights_of_the_start_at_both_times():
    start = gas(a=(-1, {"weight": 3}), b=(-1, {"weight": 1}))
    moved = change(start, gas(a=(1, {}), b=(-1, {})))["t_score"]
    weighted = gas(a=(1, {"weight": 3}), b=(-1, {"weight": 1}))["t_score"].number
    assert moved.after == weighted != gas(a=(1, {}), b=(-1, {}))["t_score"].number


def test_each_goal_is_told_by_itself_from_step_to_step():
    moved = change(gas(a=(-1, {}), b=(-1, {})), gas(a=(1, {}), c=(0, {})))
    assert all(isinstance(part, PartChange) for part in moved.parts)
    assert [(part.id, part.before, part.after, part.verdict) for part in moved.parts] == [
        ("a", -1, 1, Verdict.BETTER),
        ("b", -1, None, Verdict.UNKNOWN),
        ("c", None, 0, Verdict.UNKNOWN),
    ]
    assert [text.nb for text in part_sentences(moved)] == [
        "«Mål a», nådd gikk fra −1 til 1: bedre.",
        "«Mål b», nådd ble bare vurdert første gang (−1).",
        "«Mål c», nådd ble bare vurdert siste gang (0).",
    ]


def test_a_goal_that_was_not_scored_does_not_count_as_0():
    made = gas(a=(1, {}), b=(None, {}))
    assert made["t_score"].number == 60
    assert not made.completeness.complete and made.completeness.missing[0].field == "goals.b.score"


def test_no_limit_is_published_that_we_could_check_so_none_is_held():
    assert get("gas").thresholds == ()
