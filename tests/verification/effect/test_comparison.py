"""Comparison with people who did not train: against statsmodels, and against made-up lives whose truth is known.

Everybody in them recovers a point by themselves; training adds two. What a method says beyond two is its bias.
"""

import math
import statistics
from collections import defaultdict
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fotfeste.insight.effect.rules.comparison import (
    CALIPER,
    ComparisonError,
    Subject,
    ancova,
    before_and_after,
    compare,
    difference_in_differences,
    match,
    paired,
    propensity,
    responding,
)
from fotfeste.insight.effect.rules.unmeasured import Scale, e_value

NAMES = ("baseline", "age")
TRUTH, RECOVERY = 2.0, 1.0


def chosen_for_the_score(chance: np.random.Generator, people: int = 300) -> list[Subject]:
    """The lower the score that day and the younger, the likelier trained. A tenth is not asked again."""
    level, age = chance.normal(10, 3, people), chance.normal(82, 7, people)
    first = level + chance.normal(0, 2, people)
    trained = chance.random(people) < 1 / (1 + np.exp(1 + 0.3 * (first - 10) + 0.05 * (age - 82)))
    return _people(chance, level, age, first, trained)


def chosen_for_the_level(chance: np.random.Generator, people: int = 300) -> list[Subject]:
    """The lower the own level, which nobody wrote down, the likelier trained; the day's luck plays no part."""
    level, age = chance.normal(10, 3, people), chance.normal(82, 7, people)
    first = level + chance.normal(0, 2, people)
    trained = chance.random(people) < 1 / (1 + np.exp(1 + 0.3 * (level - 10)))
    return _people(chance, level, age, first, trained)


def _people(chance, level, age, first, trained) -> list[Subject]:
    later = level + RECOVERY + TRUTH * trained + chance.normal(0, 2, len(level))
    asked = chance.random(len(level)) > 0.1
    return [
        Subject(f"{k:04d}", bool(t), float(f), float(z) if a else None, (float(f), float(y)))
        for k, (t, f, z, a, y) in enumerate(zip(trained, first, later, asked, age, strict=True))
    ]


def judged(draw, seed: int, draws: int = 500) -> dict[str, tuple[float, float]]:
    """By method: bias, and share of intervals that hold the truth."""
    chance = np.random.default_rng(seed)
    found = defaultdict(list)
    for _ in range(draws):
        for effect in compare(draw(chance), NAMES).effects:
            inside = effect.interval.low <= TRUTH <= effect.interval.high
            found[effect.method].append((effect.estimate - TRUTH, inside))
    return {method: tuple(np.mean(values, axis=0).tolist()) for method, values in found.items()}


def test_people_chosen_for_a_low_score_are_judged_rightly_only_when_matched_or_adjusted_on_it() -> None:
    by = judged(chosen_for_the_score, seed=31)
    # A point of recovery and 0.7 of regression to the mean are taken for effect.
    assert by["before_and_after"] == (pytest.approx(1.66, abs=0.06), pytest.approx(0, abs=0.02))
    # The comparison group takes the recovery away, and adds its own regression the other way.
    assert by["difference_in_differences"][0] == pytest.approx(0.95, abs=0.06)
    for method in ("matched_pairs", "difference_in_differences_matched", "ancova"):
        bias, coverage = by[method]
        assert bias == pytest.approx(0, abs=0.08), method
        assert coverage == pytest.approx(0.95, abs=0.015), method


def test_people_chosen_for_their_level_are_judged_rightly_by_differences_and_wrongly_when_matched() -> None:
    by = judged(chosen_for_the_level, seed=32)
    assert by["before_and_after"][0] == pytest.approx(RECOVERY, abs=0.06)
    bias, coverage = by["difference_in_differences"]
    assert bias == pytest.approx(0, abs=0.06) and coverage == pytest.approx(0.95, abs=0.015)
    # Those alike that day are not alike: matching brings regression to the mean in. Nothing in the data tells which.
    assert by["matched_pairs"][0] == pytest.approx(-0.76, abs=0.06)
    assert by["ancova"][0] == pytest.approx(-0.79, abs=0.06)
    said = compare(chosen_for_the_level(np.random.default_rng(33)), NAMES).cannot_say
    assert any("neither is proof" in each for each in said)


@pytest.fixture(scope="module")
def people() -> list[Subject]:
    return chosen_for_the_score(np.random.default_rng(34))


def test_the_propensity_is_that_of_a_logistic_regression_on_the_covariates_as_they_are(people) -> None:
    table = pd.DataFrame({"trained": [int(s.trained) for s in people], **_columns(people)})
    theirs = smf.logit("trained ~ baseline + age", table).fit(disp=False)
    assert propensity(people, NAMES) == pytest.approx(np.asarray(theirs.fittedvalues), abs=1e-6)


def _columns(subjects) -> dict[str, list[float]]:
    return {name: [s.covariates[k] for s in subjects] for k, name in enumerate(NAMES)}


def test_difference_in_differences_is_least_squares_clustered_by_person(people) -> None:
    known = [s for s in people if s.later is not None]
    table = pd.DataFrame(
        {
            "value": [v for s in known for v in (s.baseline, s.later)],
            "trained": [int(s.trained) for s in known for _ in (0, 1)],
            "after": [0, 1] * len(known),
        }
    )
    of = np.repeat(np.arange(len(known)), 2)
    theirs = smf.ols("value ~ trained * after", table).fit(cov_type="cluster", cov_kwds={"groups": of}, use_t=True)
    found = difference_in_differences(people)
    assert found.estimate == pytest.approx(float(theirs.params["trained:after"]))
    assert (found.interval.low, found.interval.high) == pytest.approx(tuple(theirs.conf_int().loc["trained:after"]))
    changes = [[s.change for s in known if s.trained is flag] for flag in (True, False)]
    assert found.estimate == pytest.approx(statistics.fmean(changes[0]) - statistics.fmean(changes[1]))


def test_ancova_is_least_squares_with_hc3_and_the_baseline_counts_once(people) -> None:
    known = [s for s in people if s.later is not None]
    given_scores = {"later": [s.later for s in known], "trained": [int(s.trained) for s in known]}
    table = pd.DataFrame({**given_scores, **_columns(known)})
    theirs = smf.ols("later ~ trained + baseline + age", table).fit(cov_type="HC3", use_t=True)
    found = ancova(people)
    assert found.estimate == pytest.approx(float(theirs.params["trained"]))
    assert (found.interval.low, found.interval.high) == pytest.approx(tuple(theirs.conf_int().loc["trained"]))


def test_before_and_after_is_scipys_t_interval(people) -> None:
    changes = [s.change for s in people if s.trained and s.change is not None]
    theirs = stats.ttest_1samp(changes, 0).confidence_interval()
    found = before_and_after(people)
    assert (found.interval.low, found.interval.high) == pytest.approx((theirs.low, theirs.high))


def test_pairs_are_within_the_caliper_alike_afterwards_and_nobody_is_used_twice(people) -> None:
    found = match(people, NAMES)
    logits = {s.person: z for s, z in zip(people, propensity(people, NAMES), strict=True)}
    spread = [np.var([logits[s.person] for s in people if s.trained is flag], ddof=1) for flag in (True, False)]
    assert found.width == pytest.approx(CALIPER * math.sqrt(sum(spread) / 2))
    assert max(abs(logits[a.person] - logits[b.person]) for a, b in found.pairs) <= found.width
    used = [s.person for pair in found.pairs for s in pair]
    assert len(used) == len(set(used)) and all(a.trained and not b.trained for a, b in found.pairs)
    trained = sum(s.trained for s in people)
    assert len(found.pairs) + found.trained_unmatched == trained
    assert len(found.pairs) + found.comparison_unmatched == len(people) - trained
    for each in found.balance:
        assert each.before is not None and each.after is not None
        assert abs(each.after) < abs(each.before)
    ages = [[s.covariates[1] for s in people if s.trained is flag] for flag in (True, False)]
    sd = math.sqrt(sum(map(statistics.variance, ages)) / 2)
    assert found.balance[1].before == pytest.approx((statistics.fmean(ages[0]) - statistics.fmean(ages[1])) / sd)


def test_the_same_persons_in_another_order_give_the_same_pairs_and_later_scores_play_no_part(people) -> None:
    pairs = {(a.person, b.person) for a, b in match(people, NAMES).pairs}
    turned = [replace(s, later=None) for s in reversed(people)]
    assert {(a.person, b.person) for a, b in match(turned, NAMES).pairs} == pairs


def test_the_smaller_group_chooses_whichever_it_is(people) -> None:
    turned = [replace(s, trained=not s.trained) for s in people]
    pairs = {(a.person, b.person) for a, b in match(people, NAMES).pairs}
    assert {(b.person, a.person) for a, b in match(turned, NAMES).pairs} == pairs
    smaller = min(sum(s.trained for s in people), sum(not s.trained for s in people))
    assert 0.8 * smaller < len(pairs) <= smaller


def test_matched_differences_and_paired_differences_are_the_same_number(people) -> None:
    by = {effect.method: effect for effect in compare(people, NAMES).effects}
    one, other = by["matched_pairs"], by["difference_in_differences_matched"]
    assert one.estimate == pytest.approx(other.estimate)
    assert one.interval.high == pytest.approx(other.interval.high, abs=0.05)


def test_whoever_lacks_a_covariate_is_not_matched_and_is_counted(people) -> None:
    holes = [replace(s, covariates=(s.baseline, None)) if k < 7 else s for k, s in enumerate(people)]
    found = match(holes, NAMES)
    assert found.incomplete == 7
    gone = {s.person for s in people[:7]}
    assert not gone & {s.person for pair in found.pairs for s in pair}


def test_the_e_value_is_of_the_matched_difference_in_standard_deviations(people) -> None:
    found = compare(people, NAMES)
    effect = found.effects[-1]
    ends = (effect.estimate / found.sd, effect.interval.low / found.sd, effect.interval.high / found.sd)
    assert found.e_value == e_value(*ends, Scale.MEAN_DIFFERENCE)


def pairs_of(both: int, ours: int, theirs: int, neither: int) -> list[tuple[Subject, Subject]]:
    """Pairs in which both, only the trained, only the other, or nobody gains three points."""
    kinds = [(3.0, 3.0)] * both + [(3.0, 0.0)] * ours + [(0.0, 3.0)] * theirs + [(0.0, 0.0)] * neither
    return [
        (Subject(f"t{k}", True, 5.0, 5.0 + a), Subject(f"c{k}", False, 5.0, 5.0 + b)) for k, (a, b) in enumerate(kinds)
    ]


def test_responders_in_pairs_by_hand() -> None:
    found = responding(pairs_of(20, 25, 10, 15), size=3.0, higher_is_better=True)
    assert (found.trained, found.comparison, found.difference.estimate) == (45, 30, pytest.approx(15 / 70))
    assert found.ratio == pytest.approx(1.5) and found.ratio_interval is not None
    half = 1.959964 * math.sqrt(35 / (45 * 30))
    assert found.ratio_interval.low == pytest.approx(1.5 * math.exp(-half), abs=1e-6)
    assert found.e_value == e_value(1.5, found.ratio_interval.low, found.ratio_interval.high)
    # Half a pair more in each of four cells.
    middle, n = 15 / 72, 72
    half = 1.959964 * math.sqrt((25.5 + 10.5) / n - middle**2) / math.sqrt(n)
    assert found.difference.interval.high == pytest.approx(middle + half, abs=1e-6)
    worse = responding(pairs_of(20, 25, 10, 15), size=3.0, higher_is_better=False)
    assert (worse.trained, worse.ratio) == (0, None)


def test_pairs_that_all_agree_give_no_certainty_and_the_interval_covers_the_truth() -> None:
    alike = responding(pairs_of(6, 0, 0, 4), size=3.0, higher_is_better=True)
    assert alike.difference.interval.high > 0.1 and alike.ratio_interval is None
    chance = np.random.default_rng(35)
    covered = 0
    for _ in range(1500):
        cells = chance.multinomial(60, [0.2, 0.35, 0.15, 0.3])
        interval = responding(pairs_of(*cells), size=3.0, higher_is_better=True).difference.interval
        covered += interval.low <= 0.2 <= interval.high
    assert covered / 1500 == pytest.approx(0.95, abs=0.015)


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=2, max_size=20))
def test_swapping_the_groups_turns_the_sign_and_nothing_else(changes) -> None:
    pairs = [(Subject("t", True, 0.0, a), Subject("c", False, 0.0, b)) for a, b in changes]
    one, other = paired(pairs), paired([(b, a) for a, b in pairs])
    assert one.estimate == pytest.approx(-other.estimate) and one.interval.low == pytest.approx(-other.interval.high)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda s, k: replace(s, covariates=(s.baseline, 80.0)), "age: the same for everybody"),
        (lambda s, k: replace(s, covariates=(s.baseline, 2 * s.baseline)), "follows from the others"),
        (lambda s, k: replace(s, covariates=(s.baseline, 80.0 + 20 * s.trained + k % 3)), "tell the two groups apart"),
        (lambda s, k: replace(s, trained=k == 0), "Two persons or more in each group"),
        (lambda s, k: replace(s, person="x"), "twice in the same group"),
    ],
)
def test_what_cannot_be_matched_is_refused_with_why(people, spoil, says) -> None:
    with pytest.raises(ComparisonError, match=says):
        match([spoil(s, k) for k, s in enumerate(people)], NAMES)


def test_too_few_known_scores_are_refused(people) -> None:
    nobody = [replace(s, later=None) for s in people]
    for method in (before_and_after, difference_in_differences, ancova):
        with pytest.raises(ComparisonError):
            method(nobody)
    with pytest.raises(ComparisonError, match="apart completely"):
        ancova([replace(s, covariates=(float(s.trained),)) for s in people])
