"""The rules count responders person by person, the report counts them in the tables: the two must say the same."""

from datetime import timedelta

import pytest

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.assessment.models import Assessment
from fotfeste.care.assessment.queries.stored import score_of
from fotfeste.care.assessment.rules.shapes.groups import responders
from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.report.building import Reader, build
from fotfeste.insight.tables import extract
from tests.record.assessments import copm, make_episode

pytestmark = pytest.mark.django_db

# (name, COPM performance at the start and at the end, TUG seconds at the start and at the end)
PERSONS = [
    ("Rask", 3, 6, 20.0, 14.3),
    ("Rolig", 4, 6, 15.0, 13.0),
    ("Modig", 5, 5, 14.3, 12.4),
    ("Glad", 6, 3, 18.0, 25.0),
    ("Trygg", 2, None, 30.0, None),
    ("Kvikk", 1, 10, "unable", 40.0),
    ("Blid", 7, None, 16.0, "unable"),
]


@pytest.fixture
def measured(people, now):
    start = now - timedelta(days=14)
    for name, before, after, slow, fast in PERSONS:
        episode = make_episode(people, now, name=name)
        for occasion, day, performance, seconds in (("baseline", start, before, slow), ("discharge", now, after, fast)):
            given = {
                "episode": episode,
                "occasion": occasion,
                "assessed_on": day.date(),
                "by": people.alice,
                "now": now,
            }
            if performance is not None:
                answers = copm(("a1", "Gå tur", 9, performance, performance))
                record_assessment(**given, instrument="copm", answers=answers)
            if seconds is not None:
                record_assessment(**given, instrument="tug", answers={"seconds": seconds})
        episode.state, episode.ended_on, episode.outcome = "completed", now.date(), "no_service"
        episode.save()


def by_rules(instrument, of):
    persons = []
    for episode in Assessment.objects.values_list("episode", flat=True).distinct():
        scores = {
            one.occasion: score_of(one) for one in Assessment.objects.filter(episode=episode, instrument=instrument)
        }
        persons.append((scores["baseline"], scores.get("discharge")))
    return {
        (one.threshold.source.citation, one.size): (one.hits, one.scored, one.started)
        for one in responders(persons, of).limits
    }


@pytest.mark.parametrize(("instrument", "of"), [("copm", "performance"), ("copm", "satisfaction"), ("tug", "seconds")])
def test_the_report_and_the_rules_count_the_same_responders_at_every_limit(measured, now, instrument, of):
    report = build(extract.run(now=now).folder, period=Period(), as_of=now, reader=Reader.TEAM)
    (found,) = [one for one in report.changes if (one.instrument, one.measure, one.group) == (instrument, of, "all")]
    by_report = {
        (share.source, share.size): (share.among_scored.numerator, share.among_scored.n, share.among_started.n)
        for share in found.thresholds
    }
    assert by_report and by_report == by_rules(instrument, of)
