"""What leaves the record, and what never does."""

from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.assessment.models import Assessment
from fotfeste.care.goals.actions import add_measure, set_goal
from fotfeste.care.pathway.models import Episode, Person, ServiceLevel, ServiceLevelsKnown
from fotfeste.care.visits.models import Visit
from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.report import queries
from fotfeste.insight.report.building import Limit
from fotfeste.insight.tables import extract, store
from fotfeste.insight.tables import schema as tables
from tests.record.assessments import BARTHEL, make_episode

pytestmark = pytest.mark.django_db


def rows(stamp: store.Stamp, name: str) -> list[dict]:
    return pq.read_table(stamp.folder / f"{name}.parquet").to_pylist()


def test_every_table_is_there_and_holds_what_its_schema_says(results, now):
    stamp = extract.run(now=now)
    for schema in tables.ALL:
        tables.check(schema, pq.read_table(stamp.folder / f"{schema.name}.parquet"))
    assert stamp.rows["episodes"] == 4


@pytest.mark.parametrize(
    ("moment", "day"), [("2026-07-01 22:30+00", "2026-07-02"), ("2026-01-01 22:30+00", "2026-01-01")]
)
def test_the_day_of_a_moment_is_the_day_in_norway_whatever_the_session_thinks(moment, day):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'UTC'")
        cursor.execute(f"SELECT {extract._day('%s::timestamptz')}::text", [moment])
        assert cursor.fetchone() == (day,)


def test_no_name_number_or_free_text_leaves_the_record(results, now):
    stamp = extract.run(now=now)
    everything = "".join(str(rows(stamp, s.name)) for s in tables.ALL)
    for word in ("Vakker", "Blomst", "41500000", "K001", "butikken", "Komme meg ut", "Lege Lind", "Motivert"):
        assert word not in everything
    assert str(results.pk) not in everything
    assert "1944-03-02" not in everything


def test_the_same_person_has_another_key_in_every_extract(results, now):
    one, two = (rows(extract.run(now=now + timedelta(minutes=m)), "persons") for m in (0, 5))
    assert {r["person"] for r in one}.isdisjoint(r["person"] for r in two)
    assert len(one) == len({r["person"] for r in one}) == len(two)


def test_keys_join_the_tables_of_one_extract(results, now):
    stamp = extract.run(now=now)
    episodes = {r["episode"] for r in rows(stamp, "episodes")}
    for name in ("visits", "assessments", "changes", "follow_ups", "service_levels"):
        found = {r["episode"] for r in rows(stamp, name)}
        assert found and found <= episodes, name
    assert {r["referral"] for r in rows(stamp, "episodes")} - {None} <= {
        r["referral"] for r in rows(stamp, "referrals")
    }


def test_an_episode_from_a_file_keeps_its_hours_and_its_alarm(results, now):
    found = next(r for r in rows(extract.run(now=now), "episodes") if r["origin"] == "imported")
    assert (found["outcome_class"], found["imported_hours_per_week"], found["safety_alarm"]) == (
        "fewer_services",
        7.0,
        True,
    )


def test_working_days_to_contact_follow_the_records_own_rule(results, now):
    for row in rows(extract.run(now=now), "referrals"):
        assert (row["contacted_on"] is None) == (row["working_days_to_contact"] is None)


def test_staff_are_counted_and_travel_is_kept_apart(results, now):
    found = sorted(
        (r["staff_count"], r["minutes_on_site"], r["minutes_travel"]) for r in rows(extract.run(now=now), "visits")
    )
    assert found == [(1, 60, 20), (2, 60, 20)]


def test_a_copm_problem_not_rated_again_is_left_out_at_both_times(results, now):
    found = {r["measure"]: r for r in rows(extract.run(now=now), "changes")}
    # a1 3 -> 7 and a2 4 -> 6; a3 was not rated again.
    assert (found["performance"]["baseline"], found["performance"]["later"]) == (3.5, 6.5)


def test_a_baseline_without_a_later_score_is_in_the_assessments_and_gives_no_change(results, now):
    stamp = extract.run(now=now)
    assert "barthel" in {r["instrument"] for r in rows(stamp, "assessments")}
    assert "barthel" not in {r["instrument"] for r in rows(stamp, "changes")}


def test_a_corrected_assessment_is_left_out_and_its_correction_counts(people, now):
    episode = make_episode(people, now)
    given = {"episode": episode, "instrument": "barthel", "occasion": "baseline", "assessed_on": now.date()}
    wrong = record_assessment(**given, answers=BARTHEL, by=people.alice, now=now)
    record_assessment(**given, answers={**BARTHEL, "bathing": 1}, corrects=wrong, by=people.alice, now=now)
    found = [r["value"] for r in rows(extract.run(now=now), "assessments")]
    assert found == [18.0]


def test_an_instrument_left_out_has_no_value_and_keeps_its_reason(people, now):
    record_assessment(
        episode=make_episode(people, now),
        instrument="tug",
        occasion="baseline",
        assessed_on=now.date(),
        answers={},
        missing_reason="refused",
        by=people.alice,
        now=now,
    )
    found = rows(extract.run(now=now), "assessments")
    assert {(r["value"], r["missing_reason"]) for r in found} == {(None, "refused")}


def test_two_forms_that_run_opposite_ways_are_two_measures_and_are_never_pooled(people, now):
    def psfs(episode, form, occasion, rating):
        record_assessment(
            episode=episode,
            instrument="psfs",
            version=form,
            occasion=occasion,
            assessed_on=now.date(),
            answers={"activities": [{"id": f"a{n}", "text": "Gå tur", "rating": rating} for n in range(3)]},
            by=people.alice,
            now=now,
        )

    one, other, mixed = (make_episode(people, now, name) for name in ("Vakker", "Modig", "Stille"))
    for episode, form, then, later in (
        (one, "rkr", "rkr", 6),
        (other, "moseng", "moseng", 1),
        (mixed, "rkr", "moseng", 1),
    ):
        psfs(episode, form, "baseline", 3)
        psfs(episode, then, "discharge", later)
    stamp = extract.run(now=now)
    assert {(r["version"], r["better"]) for r in rows(stamp, "measures")} == {("rkr", "higher"), ("moseng", "lower")}
    # The third was scored with one form and then the other: there is no change to count.
    assert sorted((r["version"], r["later"]) for r in rows(stamp, "changes")) == [("moseng", 1.0), ("rkr", 6.0)]


def test_answers_that_no_definition_can_read_any_more_do_not_stop_the_extract(people, now):
    episode = make_episode(people, now)
    Assessment.objects.create(
        episode=episode,
        instrument="gone",
        version="1",
        occasion="baseline",
        assessed_on=now.date(),
        assessor=people.alice,
        answers={"a": 1},
        complete=True,
        recorded_at=now,
    )
    assert rows(extract.run(now=now), "assessments") == []


def test_a_planned_episode_has_not_started_and_is_not_in_the_tables(people, now):
    from tests.record.pathway.periods import open_period

    open_period(people, now)
    assert Episode.objects.count() == 1
    assert rows(extract.run(now=now), "episodes") == []


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_persons(people, now):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            extract.run(now=now)
        return len(seen)

    make_episode(people, now)
    few = asked()
    for number in range(5):
        make_episode(people, now, name=f"Rolig{number}")
    assert asked() == few


def test_a_run_that_breaks_off_leaves_the_old_tables_in_use(results, now, own_folder, monkeypatch):
    before = extract.run(now=now)

    def broken(folder: Path, found: object) -> None:
        folder.mkdir(parents=True)
        (folder / "persons.parquet").write_bytes(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(tables, "write", broken)
    with pytest.raises(OSError, match="disk full"):
        extract.run(now=now + timedelta(hours=1))
    assert store.latest() == before
    assert {p.name for p in own_folder.iterdir() if p.is_dir()} == {before.folder.name}


def test_only_the_tables_in_use_and_the_ones_before_are_kept(results, now, own_folder):
    last = [extract.run(now=now + timedelta(minutes=m)).folder.name for m in range(4)]
    assert {p.name for p in own_folder.iterdir() if p.is_dir()} == set(last[-2:])


def test_only_the_user_who_runs_the_product_may_read_the_folder(results, now, own_folder):
    extract.run(now=now)
    assert own_folder.stat().st_mode & 0o077 == 0


def test_tables_of_another_version_are_not_read(results, now, own_folder):
    extract.run(now=now)
    pointer = own_folder / "current.json"
    pointer.write_text(pointer.read_text().replace('"schema": "', '"schema": "x'))
    assert store.latest() is None


def test_one_birth_year_before_1890_stops_neither_the_tables_nor_the_report(results, people, now):
    Person.objects.filter(pk=results.person_id).update(birth_date=date(1854, 1, 1))
    found = queries.outcome_report(user=people.kari, period=Period(), now=now, fresh=True)
    assert found.as_dict()["strange_values"] == {"persons.birth_year": 1}
    assert Limit.STRANGE_VALUES in found.limits
    assert found.figure("dropouts").n == 3
    years = [r["birth_year"] for r in rows(store.latest(), "persons")]
    assert 1854 not in years
    assert None in years


def test_a_visit_of_more_than_a_day_is_missing_and_is_said_but_not_numbered_outside(results, people, now):
    Visit.objects.filter(episode=results).update(minutes_on_site=1441)
    stamp = extract.run(now=now)
    assert stamp.strange == {"visits.minutes_on_site": 2}
    assert store.latest() == stamp
    found = queries.outcome_report(user=people.manager, period=Period(), now=now)
    assert Limit.STRANGE_VALUES in found.limits
    assert found.strange == {}


def test_an_extract_of_a_sound_record_says_nothing_about_strange_values(results, now):
    assert extract.run(now=now).strange == {}


def test_the_time_of_each_member_of_staff_is_told_with_the_profession_and_without_the_name(results, now):
    stamp = extract.run(now=now)
    staff, visits = rows(stamp, "staff_time"), {r["visit"]: r for r in rows(stamp, "visits")}
    assert len(staff) == sum(v["staff_count"] for v in visits.values() if v["status"] == "done")
    assert all(s["minutes_on_site"] == visits[s["visit"]]["minutes_on_site"] for s in staff)
    assert {s["profession"] for s in staff} <= {*tables.PROFESSIONS, None}


def test_goals_come_without_the_words_the_person_used(people, now):
    episode = make_episode(people, now)
    goal = set_goal(episode=episode, own_words="Gå til naustet", term="short", by=people.alice, now=now)
    shared = {"area": "moving_about", "description": "Ute", "times_per_week": 3, "starts_on": now.date()}
    add_measure(goal=goal, done_by="person", **shared, by=people.alice, now=now)
    stamp = extract.run(now=now)
    (found,) = rows(stamp, "goals")
    assert found["episode"] in {r["episode"] for r in rows(stamp, "episodes")}
    assert (found["term"], found["state"]) == ("short", "active")
    assert (found["trains_alone"], found["relative_takes_part"]) == (True, False)
    assert "naustet" not in str(found)


def test_no_service_that_is_known_is_told_from_services_nobody_wrote_down(results, now):
    stamp = extract.run(now=now)
    known = {(r["episode"], r["moment"]) for r in rows(stamp, "service_levels")}
    recorded = set(ServiceLevelsKnown.objects.values_list("episode_id", "moment"))
    assert len(known) == len(recorded | set(ServiceLevel.objects.values_list("episode_id", "moment")))
    assert all(r["hours_per_week"] == 0 for r in rows(stamp, "service_levels") if r["service"] == "none")
