"""A municipality with a few results, made with the actions; extracts go to a folder of the test's own."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.pathway import actions
from fotfeste.care.visits.actions import plan_visit, record_visit
from fotfeste.insight.tables import store
from tests.record.assessments import BARTHEL, COPM_START, copm
from tests.record.pathway.periods import completed_period, running_period
from tests.standing import standing

COPM_END = copm(("a1", "Gå til butikken", 9, 7, 6), ("a2", "Dusje selv", 8, 6, 6))


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "place", lambda: tmp_path / "outcomes")
    return tmp_path / "outcomes"


@standing
def results(people, now):
    """Two completed periods with visits and scores, one still running, one brought in from a file."""
    start = now - timedelta(weeks=4)
    first = running_period(people, start, "Vakker")
    record_assessment(
        episode=first,
        instrument="copm",
        occasion="baseline",
        assessed_on=start.date(),
        answers=COPM_START,
        by=people.alice,
        now=start,
    )
    record_assessment(
        episode=first,
        instrument="barthel",
        occasion="baseline",
        assessed_on=start.date(),
        answers=BARTHEL,
        by=people.alice,
        now=start,
    )
    for staff in ([people.alice, people.bob], [people.bob]):
        visit = plan_visit(
            episode=first,
            planned_at=start + timedelta(days=1),
            planned_minutes=60,
            staff=staff,
            by=people.kari,
            now=start,
        )
        record_visit(visit=visit, minutes_on_site=60, minutes_travel=20, by=people.bob, now=start + timedelta(days=1))
        start += timedelta(days=1)
    record_assessment(
        episode=first,
        instrument="copm",
        occasion="discharge",
        assessed_on=now.date(),
        answers=COPM_END,
        by=people.alice,
        now=now,
    )
    actions.complete_episode(
        episode=first,
        ended_on=now.date(),
        agreed_on=now.date(),
        agreed_words="Det er greit.",
        services={},
        outcome="no_service",
        by=people.kari,
        now=now,
    )
    completed_period(people, now, "Rolig")
    running_period(people, now - timedelta(days=3), "Modig")
    actions.import_finished_episode(
        key="k1",
        label="K001",
        group="existing",
        started_on=date(2026, 1, 5),
        ended_on=date(2026, 2, 2),
        hours_at_start=Decimal(6),
        hours_at_end=Decimal(3),
        safety_alarm=True,
        reported_hours_per_week=Decimal(7),
        by=people.system,
        now=now,
    )
    return first
