"""The whole demo municipality: its results are of the size that has been published, and not prettier.

The ranges are wide: Klepp's shares of outcomes by group (143 persons), the gains in COPM from before to after, the
small change in SPPB, Barthel near its top, and about a third who are not reached later.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from statistics import mean
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F

from fotfeste.care.assessment.models import Assessment
from fotfeste.care.goals.models import Goal
from fotfeste.care.goals.rules.states import GoalState
from fotfeste.care.pathway.models import Episode, FollowUp, Person, Referral
from fotfeste.care.pathway.rules.states import EpisodeState, FollowUpState, ReferralState
from fotfeste.care.visits.models import Visit
from fotfeste.channels.demo.build import Summary, build

TODAY = date(2026, 11, 22)  # a Sunday: training does not stop, and the office is closed


@pytest.fixture(scope="module")
def fjordvik(django_db_setup: None, django_db_blocker: Any) -> Iterator[Summary]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(today=TODAY)
        transaction.set_rollback(True)


def share(rows: Counter[str], value: str) -> float:
    return rows[value] / rows.total()


def before_and_after(instrument: str, value: str) -> list[tuple[float, float]]:
    """Both scores of those who have both."""
    scores: dict[Any, dict[str, float]] = {}
    for one in Assessment.objects.filter(instrument=instrument, occasion__in=("baseline", "discharge")):
        if one.values.get(value) is not None:
            scores.setdefault(one.episode_id, {})[one.occasion] = one.values[value]
    return [(both["baseline"], both["discharge"]) for both in scores.values() if len(both) == 2]


def test_three_hundred_persons_stand_in_every_state_there_is(fjordvik: Summary) -> None:
    # Somebody who is back lies twice until it is confirmed who it is.
    assert Person.objects.filter(known_as=None).count() == fjordvik.persons == 300
    for model, every in (
        (Referral, ReferralState),
        (Episode, EpisodeState),
        (FollowUp, FollowUpState),
        (Goal, set(GoalState) - {GoalState.NOT_RATED}),  # the teams of Fjordvik rate every goal before they close
    ):
        assert set(model.objects.values_list("state", flat=True)) == set(every)  # type: ignore[attr-defined]
    assert set(Visit.objects.values_list("deviation", flat=True)) >= {"", "ill", "not_home", "refused", "staff_absent"}


def test_they_came_over_two_years(fjordvik: Summary) -> None:
    years = (TODAY - min(Episode.objects.exclude(started_on=None).values_list("started_on", flat=True))).days / 365
    assert 1.8 < years <= 2.01


def test_outcomes_by_group_are_like_klepps(fjordvik: Summary) -> None:
    completed = Episode.objects.filter(state=EpisodeState.COMPLETED)
    first = Counter(completed.filter(group="first_time").values_list("outcome", flat=True))
    existing = Counter(completed.filter(group="existing").values_list("outcome", flat=True))
    assert 0.85 < share(first, "no_service") < 0.99
    assert share(existing, "no_service") < 0.15
    assert 0.28 < share(existing, "fewer_services") < 0.55
    assert 0.40 < share(existing, "same_or_more_services") < 0.70
    assert 0.5 < first.total() / (first.total() + existing.total()) < 0.7


def test_one_in_nine_leaves_before_time(fjordvik: Summary) -> None:
    ended = Counter(
        Episode.objects.filter(state__in=(EpisodeState.COMPLETED, EpisodeState.DROPPED_OUT)).values_list(
            "state", flat=True
        )
    )
    assert 0.06 < share(ended, EpisodeState.DROPPED_OUT) < 0.16
    reasons = set(Episode.objects.filter(state=EpisodeState.DROPPED_OUT).values_list("dropout_reason", flat=True))
    assert reasons >= {"hospital", "death", "withdrew"}


def test_copm_rises_by_two_to_three_and_some_do_not_gain_at_all(fjordvik: Summary) -> None:
    pairs = before_and_after("copm", "performance")
    gains = [after - before for before, after in pairs]
    assert len(pairs) >= 30
    assert 1.8 < mean(gains) < 3.2
    assert min(gains) < 0.7 and mean(before for before, _ in pairs) < 4.5


def test_sppb_changes_little_and_barthel_is_at_its_top_for_many(fjordvik: Summary) -> None:
    sppb = before_and_after("sppb", "total")
    assert -0.2 < mean(after - before for before, after in sppb) < 1.3
    barthel = before_and_after("barthel", "total")
    assert 0.2 < sum(before == 20 for before, _ in barthel) / len(barthel) < 0.6


def test_some_measurements_are_missing_and_say_why(fjordvik: Summary) -> None:
    incomplete = Assessment.objects.filter(complete=False)
    assert incomplete.count() >= 8
    assert not incomplete.filter(missing_reason="", values={}).exists()


def test_about_a_third_are_not_reached_at_the_later_follow_ups(fjordvik: Summary) -> None:
    over = FollowUp.objects.filter(occasion__in=("month_3", "month_6", "month_12"), due_on__lt=TODAY)
    done = over.filter(state=FollowUpState.DONE).count()
    assert 0.45 < done / over.count() < 0.85


def test_the_promise_of_three_working_days_is_broken_now_and_then(fjordvik: Summary) -> None:
    contacted = Referral.objects.exclude(contacted_on=None)
    late = contacted.filter(contacted_on__gt=F("contact_due_on")).count()
    assert 0.03 < late / contacted.count() < 0.25


def test_more_come_in_winter_than_in_summer(fjordvik: Summary) -> None:
    months = Counter(day.month for day in Episode.objects.exclude(started_on=None).values_list("started_on", flat=True))
    assert sum(months[month] for month in (12, 1, 2)) > sum(months[month] for month in (6, 7, 8))
