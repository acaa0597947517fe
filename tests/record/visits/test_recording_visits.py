"""Recording: done or not done, once, with plausible numbers; the first one begins the period."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fotfeste.care.pathway.models import Episode
from fotfeste.care.visits.actions import (
    VisitRefused,
    cancel_visit,
    correct_visit,
    plan_visit,
    record_not_done,
    record_unplanned_visit,
    record_visit,
)
from fotfeste.care.visits.models import Visit, VisitEvent, VisitMeasure
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(people, now, episode):
    """Planned for ten minutes ago."""
    return plan_visit(
        episode=episode,
        planned_at=now - timedelta(minutes=10),
        planned_minutes=45,
        staff=[people.bob, people.alice],
        by=people.kari,
        now=now,
    )


@pytest.fixture
def record(visit, people, now):
    def done(minutes_on_site=40, by=people.bob, of=visit, **more):
        return record_visit(visit=of, minutes_on_site=minutes_on_site, by=by, now=now, **more)

    return done


def test_a_visit_holds_minutes_what_was_trained_and_the_persons_own_effort(record, stairs, now, people):
    visit = record(40, minutes_travel=12, trained=[(stairs, 2)], effort=6, note=" Gikk fint. ")
    visit.refresh_from_db()
    assert (visit.state, visit.minutes_on_site, visit.minutes_travel) == ("done", 40, 12)
    assert (visit.effort, visit.note, visit.recorded_by) == (6, "Gikk fint.", people.bob)
    assert visit.started_at == now - timedelta(minutes=10)
    assert [(row.measure, row.assistance_level) for row in visit.measures.all()] == [(stairs, 2)]


def test_the_first_done_visit_begins_the_period(not_begun, people, now):
    visit = plan_visit(
        episode=not_begun,
        planned_at=now,
        planned_minutes=60,
        staff=[people.alice, people.kari],
        by=people.kari,
        now=now,
    )
    record_visit(visit=visit, minutes_on_site=60, by=people.alice, now=now)
    begun = Episode.objects.get(pk=not_begun.pk)
    assert (begun.state, begun.started_on) == ("active", now.date())


def test_a_visit_nobody_opened_the_door_to_does_not_begin_the_period(not_begun, people, now):
    visit = plan_visit(
        episode=not_begun,
        planned_at=now,
        planned_minutes=60,
        staff=[people.alice, people.kari],
        by=people.kari,
        now=now,
    )
    record_not_done(visit=visit, deviation="not_home", by=people.alice, now=now)
    assert Episode.objects.get(pk=not_begun.pk).state == "planned"


@pytest.mark.parametrize(
    ("minutes", "travel", "effort", "says"),
    [(601, 0, None, "600"), (-1, 0, None, "600"), (40, 601, None, "600"), (40, 0, 11, "effort")],
)
def test_numbers_that_cannot_be_right_are_refused(record, minutes, travel, effort, says):
    with pytest.raises(VisitRefused, match=says):
        record(minutes, minutes_travel=travel, effort=effort)
    assert Visit.objects.get().state == "planned"


def test_a_level_of_help_above_five_is_refused(record, stairs):
    with pytest.raises(VisitRefused, match="level of help"):
        record(trained=[(stairs, 6)])


def test_a_time_that_lies_ahead_is_refused(record, now):
    with pytest.raises(VisitRefused, match="in the future"):
        record(started_at=now + timedelta(minutes=5))


def test_a_visit_planned_for_tomorrow_is_recorded_today_only_when_somebody_says_when(people, now, episode):
    visit = plan_visit(
        episode=episode,
        planned_at=now + timedelta(days=1),
        planned_minutes=45,
        staff=[people.bob, people.alice],
        by=people.kari,
        now=now,
    )
    with pytest.raises(VisitRefused, match="write when you came"):
        record_visit(visit=visit, minutes_on_site=30, by=people.bob, now=now)
    early = record_visit(visit=visit, minutes_on_site=30, started_at=now - timedelta(hours=1), by=people.bob, now=now)
    assert early.state == "done"


def test_who_comes_before_the_planned_hour_is_taken_to_have_come_when_the_minutes_say(people, now, episode):
    visit = plan_visit(
        episode=episode,
        planned_at=now + timedelta(hours=2),
        planned_minutes=45,
        staff=[people.bob, people.alice],
        by=people.kari,
        now=now,
    )
    assert record_visit(visit=visit, minutes_on_site=30, by=people.bob, now=now).started_at == now - timedelta(
        minutes=30
    )


def test_the_same_record_sent_twice_is_one_record(record, stairs):
    first = record(40, trained=[(stairs, 1)], effort=5)
    lines = LogEntry.objects.count()
    again = record(40, trained=[(stairs, 1)], effort=5)
    assert (again.pk, again.recorded_at) == (first.pk, first.recorded_at)
    assert VisitMeasure.objects.count() == 1
    assert LogEntry.objects.count() == lines


def test_another_record_of_a_done_visit_is_refused_and_names_who_recorded_it(record, people):
    record(40)
    with pytest.raises(VisitRefused, match="Bob Bjørk"):
        record(55, by=people.alice)
    assert Visit.objects.get().minutes_on_site == 40


def test_a_correction_replaces_the_record_and_the_old_one_stays_in_the_history(record, stairs, people, now):
    visit = record(450, trained=[(stairs, 3)])
    correct_visit(
        visit=visit,
        minutes_on_site=45,
        minutes_travel=10,
        trained=[(stairs, 2)],
        effort=4,
        note="Skrev feil",
        started_at=visit.started_at,
        by=people.bob,
        now=now,
    )
    visit.refresh_from_db()
    assert (visit.minutes_on_site, visit.effort) == (45, 4)
    assert [row.assistance_level for row in visit.measures.all()] == [2]
    assert 450 in VisitEvent.objects.filter(pgh_obj_id=visit.pk).values_list("minutes_on_site", flat=True)


def test_a_deviation_says_why_and_counts_as_not_done(visit, people, now):
    record_not_done(visit=visit, deviation="ill", note="Feber", by=people.bob, now=now)
    visit.refresh_from_db()
    assert (visit.state, visit.deviation, visit.note) == ("not_done", "ill", "Feber")


def test_the_same_deviation_twice_is_one(visit, people, now):
    record_not_done(visit=visit, deviation="ill", by=people.bob, now=now)
    lines = LogEntry.objects.count()
    record_not_done(visit=visit, deviation="ill", by=people.bob, now=now)
    assert LogEntry.objects.count() == lines


def test_a_visit_that_lies_ahead_is_cancelled_and_not_recorded_as_not_done(people, now, episode):
    visit = plan_visit(
        episode=episode,
        planned_at=now + timedelta(days=1),
        planned_minutes=45,
        staff=[people.bob, people.alice],
        by=people.kari,
        now=now,
    )
    with pytest.raises(VisitRefused, match="Cancel it"):
        record_not_done(visit=visit, deviation="ill", by=people.bob, now=now)
    assert cancel_visit(visit=visit, by=people.kari, now=now).state == "cancelled"


def test_a_cancelled_visit_cannot_be_recorded(visit, record, people, now):
    cancel_visit(visit=visit, by=people.kari, now=now)
    with pytest.raises(VisitRefused, match="already"):
        record()


def test_an_unplanned_visit_sent_twice_from_the_phone_is_one_visit(people, now, episode, stairs):
    made = uuid4()
    for _attempt in range(2):
        record_unplanned_visit(
            episode=episode,
            started_at=now - timedelta(hours=2),
            minutes_on_site=25,
            trained=[(stairs, 0)],
            staff=[people.bob],
            id=made,
            by=people.bob,
            now=now,
        )
    visit = Visit.objects.get()
    assert (visit.pk, visit.state, visit.minutes_on_site) == (made, "done", 25)
    assert visit.staff.get().user == people.bob


def test_measures_of_another_person_are_refused(people, now, not_begun, stairs):
    with pytest.raises(VisitRefused, match="another episode"):
        record_unplanned_visit(
            episode=not_begun,
            started_at=now,
            minutes_on_site=25,
            trained=[(stairs, 0)],
            staff=[people.alice],
            by=people.alice,
            now=now,
        )


def test_charlie_and_home_nursing_record_nothing(record, visit, people, now, episode):
    for outsider in (people.charlie, people.hanna):
        with pytest.raises(AccessRefused):
            record(by=outsider)
        with pytest.raises(AccessRefused):
            record_not_done(visit=visit, deviation="ill", by=outsider, now=now)
        with pytest.raises(AccessRefused):
            record_unplanned_visit(
                episode=episode, started_at=now, minutes_on_site=5, staff=[outsider], by=outsider, now=now
            )
    assert Visit.objects.get().state == "planned"


def test_a_record_leaves_one_line_in_the_log(record, people, episode):
    before = LogEntry.objects.count()
    record()
    line = LogEntry.objects.order_by("-id")[0]
    assert LogEntry.objects.count() == before + 1
    assert (line.act, line.person_id, line.user_id) == ("record_visit", episode.person_id, people.bob.pk)
