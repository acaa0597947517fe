"""Finished periods brought in from a file."""

from datetime import date

import pytest

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Episode, FollowUp, Letter, Person, ServiceLevel, ServiceLevelsKnown
from fotfeste.care.pathway.queries.period.service_levels import levels_at
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import Moment, ServiceKind
from fotfeste.ground.access.actions import system_user
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry, Unit
from tests.record.pathway.periods import ALARM, hours

pytestmark = pytest.mark.django_db


def bring(now, by, **changes):
    given = {
        "key": "klepp-1",
        "label": "K087",
        "group": "first_time",
        "started_on": date(2013, 11, 21),
        "ended_on": date(2014, 1, 2),
        "hours_at_start": hours(3),
        "hours_at_end": hours("1.2"),
        "safety_alarm": False,
        "reported_hours_per_week": hours(5),
        "by": by,
        "now": now,
    }
    return actions.import_finished_episode(**(given | changes))


def test_a_completed_row_becomes_a_completed_period_with_its_outcome(people, now):
    episode = bring(now, people.ole)
    assert (episode.state, episode.outcome, episode.computed_outcome) == (
        "completed",
        "fewer_services",
        "fewer_services",
    )
    assert (episode.started_on, episode.ended_on) == (date(2013, 11, 21), date(2014, 1, 2))
    assert episode.reported_hours_per_week == 5


def test_the_hours_at_the_start_are_an_estimate_for_a_first_time_applicant(people, now):
    assert levels_at(bring(now, people.ole).pk) == {
        Moment.GRANTED_ESTIMATE: {ServiceKind.UNSPECIFIED: 3},
        Moment.AT_END: {ServiceKind.UNSPECIFIED: hours("1.2")},
    }


def test_the_hours_at_the_start_are_what_an_existing_user_had(people, now):
    episode = bring(now, people.ole, group="existing", hours_at_end=hours(3))
    assert levels_at(episode.pk)[Moment.AT_START] == {ServiceKind.UNSPECIFIED: 3}
    assert episode.outcome == "same_or_more_services"


def test_an_alarm_alone_at_the_end_is_no_service_and_is_listed(people, now):
    episode = bring(now, people.ole, hours_at_end=hours(0), safety_alarm=True)
    assert episode.outcome == "no_service"
    assert levels_at(episode.pk)[Moment.AT_END] == {ALARM: 0}


def test_a_row_that_ended_before_time_is_a_dropout_and_its_end_is_not_registered(people, now):
    episode = bring(now, people.ole, hours_at_end=None, dropout_reason="death", safety_alarm=True)
    assert (episode.state, episode.outcome, episode.dropout_reason) == ("dropped_out", "dropout", "death")
    assert not ServiceLevelsKnown.objects.filter(episode=episode, moment="at_end").exists()
    assert ServiceLevel.objects.filter(episode=episode, kind="safety_alarm").exists()


def test_the_same_key_again_adds_nothing_and_says_so(people, now):
    assert bring(now, people.ole) is not None
    before = (Episode.objects.count(), Person.objects.count(), LogEntry.objects.count())
    assert bring(now, people.ole, label="K087 igjen") is None
    assert (Episode.objects.count(), Person.objects.count(), LogEntry.objects.count()) == before


def test_the_person_is_known_by_the_label_of_the_file_alone(people, now):
    person = bring(now, people.ole).person
    assert (person.given_name, person.family_name, person.national_number) == ("K087", "", "")
    assert str(person).strip() == "K087"


def test_a_completed_row_without_hours_at_the_end_is_refused(people, now):
    with pytest.raises(CareError, match="needs the hours at the end"):
        bring(now, people.ole, hours_at_end=None)
    assert not Person.objects.exists()


@pytest.mark.parametrize(("start", "end"), [("2014-02-01", "2014-01-02"), ("2026-09-01", "2026-09-15")])
def test_a_row_that_ends_before_it_starts_or_in_the_future_is_refused(people, now, start, end):
    with pytest.raises(CareError, match="Check the two dates"):
        bring(now, people.ole, started_on=date.fromisoformat(start), ended_on=date.fromisoformat(end))


def test_nothing_is_scheduled_and_no_letter_is_written_for_old_periods(people, now):
    bring(now, people.ole)
    assert not FollowUp.objects.exists()
    assert not Letter.objects.exists()


def test_each_row_writes_one_line_in_the_log(people, now):
    before = LogEntry.objects.count()
    bring(now, people.kari)
    assert list(LogEntry.objects.order_by("pk").values_list("act", flat=True))[before:] == ["import_files"]


def test_an_installation_without_teams_gets_one(db, now):
    episode = bring(now, system_user())
    assert Unit.objects.filter(kind="team").count() == 1
    assert bring(now, system_user(), key="klepp-2").team == episode.team


def test_a_home_trainer_brings_in_no_files(people, now):
    with pytest.raises(AccessRefused):
        bring(now, people.bob)


def test_a_period_from_before_reablement_existed_is_refused_with_words(people, now):
    with pytest.raises(CareError, match="not given before the year 2000"):
        bring(now, people.ole, started_on=date(1999, 12, 31), ended_on=date(2000, 2, 2))
    assert not Person.objects.exists()
