"""A record sent again changes nothing and hides nothing; one that was wrong is put right, and the start follows."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import translation

from fotfeste.care.pathway.models import Episode
from fotfeste.care.visits import actions
from fotfeste.care.visits.actions import VisitRefused
from fotfeste.care.visits.models import Visit, VisitMeasure
from fotfeste.care.visits.models import VisitEvent as Event

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def read_in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def visit(people, now, episode):
    return actions.plan_visit(
        episode=episode,
        planned_at=now - timedelta(minutes=10),
        planned_minutes=45,
        staff=[people.bob],
        first_visit_exception="Bare en kunne",
        by=people.kari,
        now=now,
    )


SENT = {"minutes_on_site": 40, "minutes_travel": 12, "effort": 6, "note": "Gikk fint"}


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"minutes_on_site": 41}, "minutes in the home (40 here, 41 sent)"),
        ({"minutes_travel": 8}, "minutes travelling (12 here, 8 sent)"),
        ({"minutes_travel": 0}, "minutes travelling (12 here, 0 sent)"),
        ({"minutes_travel": None}, "minutes travelling (12 here, – sent)"),
        ({"effort": 7}, "effort (6 here, 7 sent)"),
        ({"effort": None}, "effort (6 here, – sent)"),
        ({"note": "Gikk dårlig"}, "the note"),
        ({"note": ""}, "the note"),
        ({"started": timedelta(minutes=-25)}, "came at"),
        ({"level": 3}, "what was trained (Gå i trapp)"),
        ({"level": None}, "what was trained (Gå i trapp)"),
        ({"level": "left out"}, "what was trained (Gå i trapp)"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
@pytest.mark.parametrize("planned", [True, False], ids=["planned", "unplanned"])
def test_a_record_sent_again_with_something_else_is_told_what_differs_and_changes_nothing(
    visit, episode, stairs, people, now, other, says, planned
):
    came = now - timedelta(minutes=10)
    made = uuid4()

    def send(**with_other):
        sent = {**SENT, **with_other}
        level = sent.pop("level", 2)
        started = came + sent.pop("started", timedelta(0))
        trained = [] if level == "left out" else [(stairs, level)]
        if planned:
            return actions.record_visit(
                visit=visit, trained=trained, started_at=started, by=people.bob, now=now, **sent
            )
        return actions.record_unplanned_visit(
            episode=episode,
            trained=trained,
            started_at=started,
            staff=[people.bob],
            id=made,
            by=people.bob,
            now=now,
            **sent,
        )

    first = send()
    assert send().pk == first.pk
    events = Event.objects.count()
    with pytest.raises(VisitRefused) as refused:
        send(**other)
    words = str(refused.value)
    assert "Bob Bjørk" in words and says in words
    assert Event.objects.count() == events
    first.refresh_from_db()
    assert (first.minutes_travel, first.effort, first.started_at) == (12, 6, came)


def test_an_unplanned_visit_sent_again_with_other_staff_is_told(episode, people, now):
    made = uuid4()

    def send(*staff):
        return actions.record_unplanned_visit(
            episode=episode, started_at=now - DAY, minutes_on_site=30, staff=staff, id=made, by=people.alice, now=now
        )

    send(people.alice)
    with pytest.raises(VisitRefused, match="who was there"):
        send(people.alice, people.bob)


def test_missing_minutes_of_travel_stay_missing(visit, episode, people, now):
    actions.record_visit(visit=visit, minutes_on_site=40, by=people.bob, now=now)
    actions.record_unplanned_visit(
        episode=episode, started_at=now - DAY, minutes_on_site=30, staff=[people.bob], by=people.bob, now=now
    )
    assert set(Visit.objects.values_list("minutes_travel", flat=True)) == {None}


def test_the_same_reason_with_another_note_is_not_the_same(visit, people, now):
    actions.record_not_done(visit=visit, deviation="ill", note="Feber", by=people.bob, now=now)
    actions.record_not_done(visit=visit, deviation="ill", note="Feber", by=people.bob, now=now)
    with pytest.raises(VisitRefused, match="already, by Bob"):
        actions.record_not_done(visit=visit, deviation="ill", note="Hoste", by=people.bob, now=now)


def correct(visit, by, now, **more):
    written = {"minutes_on_site": 30, "minutes_travel": None, "trained": (), "effort": None, "note": ""}
    return actions.correct_visit(visit=visit, by=by, now=now, **{**written, **more})


@pytest.mark.parametrize("state", ["planned", "not_done", "cancelled"])
def test_a_visit_that_never_took_place_cannot_be_corrected_into_minutes(visit, people, now, state):
    if state == "not_done":
        actions.record_not_done(visit=visit, deviation="ill", by=people.bob, now=now)
    if state == "cancelled":
        actions.cancel_visit(visit=visit, by=people.kari, now=now)
    with pytest.raises(VisitRefused, match="Only a visit that took place"):
        correct(visit, people.bob, now, started_at=now - DAY)
    visit.refresh_from_db()
    assert (visit.state, visit.minutes_on_site) == (state, None)


def test_done_by_mistake_becomes_not_done_and_back_and_the_history_has_all_three(visit, stairs, people, now):
    actions.record_visit(visit=visit, trained=[(stairs, 2)], by=people.bob, now=now, **SENT)
    not_done = actions.correct_to_not_done(
        visit=visit, deviation="not_home", note="Ingen åpnet", by=people.bob, now=now
    )
    not_done.refresh_from_db()
    assert (not_done.state, not_done.deviation, not_done.minutes_on_site, not_done.effort) == (
        "not_done", "not_home", None, None,
    )  # fmt: skip
    assert not VisitMeasure.objects.filter(visit=visit).exists()
    back = actions.correct_to_done(
        visit=visit, minutes_on_site=25, started_at=visit.planned_at, trained=[(stairs, 1)], by=people.alice, now=now
    )
    back.refresh_from_db()
    assert (back.state, back.deviation, back.minutes_on_site, back.minutes_travel) == ("done", "", 25, None)
    states = list(visit.events.order_by("pgh_id").values_list("state", "minutes_on_site"))
    assert states == [("planned", None), ("done", 40), ("not_done", None), ("done", 25)]


def test_only_a_recorded_visit_is_put_right_to_not_done(visit, people, now):
    with pytest.raises(VisitRefused, match="not recorded yet"):
        actions.correct_to_not_done(visit=visit, deviation="ill", by=people.bob, now=now)
    actions.record_visit(visit=visit, minutes_on_site=40, by=people.bob, now=now)
    with pytest.raises(VisitRefused, match="not recorded as one that did not take place"):
        actions.correct_to_done(visit=visit, minutes_on_site=40, started_at=now - DAY, by=people.bob, now=now)


# The start of a period is the day of its first visit, however that day comes about.


@pytest.fixture
def first(not_begun, people, now):
    return unplanned(not_begun, people, now, days=2)


def unplanned(episode, people, now, *, days):
    return actions.record_unplanned_visit(
        episode=episode, started_at=now - days * DAY, minutes_on_site=30, staff=[people.alice], by=people.alice, now=now
    )


def start_of(episode):
    return Episode.objects.get(pk=episode.pk).started_on


def test_the_first_visit_put_right_to_another_day_moves_the_start(first, not_begun, people, now, today):
    assert start_of(not_begun) == today - 2 * DAY
    correct(first, people.alice, now, started_at=now - 5 * DAY)
    assert start_of(not_begun) == today - 5 * DAY
    correct(first, people.alice, now, started_at=now - DAY)
    assert start_of(not_begun) == today - DAY


def test_the_start_goes_to_the_second_visit_when_the_first_is_later_or_did_not_take_place(
    first, not_begun, people, now, today
):
    unplanned(not_begun, people, now, days=1)
    correct(first, people.alice, now, started_at=now)
    assert start_of(not_begun) == today - DAY
    actions.correct_to_not_done(visit=first, deviation="ill", by=people.alice, now=now)
    assert start_of(not_begun) == today - DAY


def test_an_earlier_visit_recorded_later_moves_the_start_and_a_later_one_does_not(first, not_begun, people, now, today):
    unplanned(not_begun, people, now, days=1)
    assert start_of(not_begun) == today - 2 * DAY
    unplanned(not_begun, people, now, days=4)
    assert start_of(not_begun) == today - 4 * DAY


def test_a_period_whose_only_visit_did_not_take_place_has_not_begun(first, not_begun, people, now, today):
    actions.correct_to_not_done(visit=first, deviation="not_home", by=people.alice, now=now)
    episode = Episode.objects.get(pk=not_begun.pk)
    assert (episode.state, episode.started_on) == ("planned", None)
    actions.correct_to_done(visit=first, minutes_on_site=20, started_at=now - 3 * DAY, by=people.alice, now=now)
    episode.refresh_from_db()
    assert (episode.state, episode.started_on) == ("active", today - 3 * DAY)


def test_training_that_began_before_the_first_visit_on_record_keeps_its_start(episode, people, now):
    before = start_of(episode)
    visit = unplanned(episode, people, now, days=3)
    correct(visit, people.alice, now, started_at=now - DAY)
    assert start_of(episode) == before


def test_a_visit_longer_than_an_hour_keeps_its_staff_to_the_end(episode, people, now):
    def plan(minutes_after, minutes, staff=people.bob):
        return actions.plan_visit(
            episode=episode,
            planned_at=now + timedelta(minutes=minutes_after),
            planned_minutes=minutes,
            staff=[staff],
            first_visit_exception="Bare en kunne",
            by=people.kari,
            now=now,
        )

    plan(60, 300)
    with pytest.raises(VisitRefused, match="already has a visit"):
        plan(60 + 240, 30)
    plan(60 + 300, 30)
