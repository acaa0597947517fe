"""An extract takes over what was scored before, and is the same as one scored from scratch."""

import random
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fotfeste.care.assessment.models import Assessment
from fotfeste.care.assessment.rules import local, registry
from fotfeste.care.pathway.models import Episode, Person
from fotfeste.care.terms.rules.vocabulary import Occasion
from fotfeste.insight.tables import extract, store
from fotfeste.insight.tables import schema as tables
from fotfeste.insight.tables.extract import kept, scored, scores
from tests.record.assessments import BARTHEL, copm, make_episode

pytestmark = pytest.mark.django_db

OF_SCORES = ("assessments", "changes", "measures", "thresholds")


def rows(stamp, name):
    return pq.read_table(stamp.folder / f"{name}.parquet").to_pylist()


def without_keys(stamp):
    """What an extract says of scores: episode by episode and assessment by assessment, in the order of what stands
    there and not of the keys."""
    episodes = defaultdict(lambda: (defaultdict(list), []))
    for row in rows(stamp, "assessments"):
        episodes[row.pop("episode")][0][row.pop("assessment")].append(str(row))
    for row in rows(stamp, "changes"):
        episodes[row.pop("episode")][1].append(str(row))
    assert episodes.keys() <= {row["episode"] for row in rows(stamp, "episodes")}
    told = sorted((sorted(map(sorted, each.values())), sorted(changes)) for each, changes in episodes.values())
    return told, rows(stamp, "measures"), rows(stamp, "thresholds")


class Record:
    """A record in which things happen at random, reproducibly."""

    def __init__(self, people, now, seed):
        self.people, self.now, self.chance = people, now, random.Random(seed)

    def answers(self):
        """An instrument with its version, answers and the reason when it was left out."""
        dice = self.chance.randint
        return self.chance.choice(
            [
                ("barthel", "", {**BARTHEL, "bathing": dice(0, 1), "stairs": self.chance.choice([0, 1, 2, None])}, ""),
                ("copm", "", copm(*((f"a{n}", "Gå til butikken", 9, dice(1, 10), dice(1, 10)) for n in range(3))), ""),
                ("tug", "", {"seconds": self.chance.choice(["unable", 12.5, 20.0])}, ""),
                ("tug", "", {}, "refused"),
                *(("psfs", form, self.activities(), "") for form in ("rkr", "moseng")),
                *(("gait_speed", "", self.walk(course), "") for course in (3, 4)),
                ("eq5d5l", "", {"state": f"{dice(1, 5)}2123", "value_set": "norway_2024"}, ""),
                ("gone", "1", {"a": 1}, ""),
            ]
        )

    def activities(self):
        rating = self.chance.randint(0, 10)
        return {"activities": [{"id": f"a{n}", "text": "Gå tur", "rating": rating} for n in range(3)]}

    def walk(self, course):
        return {
            "course_length_m": course,
            "start": "standing",
            "seconds": self.chance.choice(["unable", 5.0, 6.5]),
            "walking_aid": None,
        }

    def assess(self, episode, corrects=None):
        instrument, version, answers, reason = self.answers()
        return Assessment.objects.create(
            episode=episode,
            instrument=instrument,
            version=version,
            occasion=self.chance.choice([Occasion.BASELINE, Occasion.DISCHARGE, Occasion.MONTH_3]),
            assessed_on=self.now.date() - timedelta(days=self.chance.randint(0, 3)),
            assessor=self.people.alice,
            answers=answers,
            missing_reason=reason,
            complete=True,
            corrects=corrects,
            recorded_at=self.now,
        )

    def planned_like(self, episode):
        """Another episode for the same person, measured before it starts."""
        Episode.objects.filter(pk=episode.pk).update(state="completed", ended_on=self.now.date(), outcome="no_service")
        one = Episode.objects.create(
            person=episode.person,
            team=episode.team,
            state="planned",
            group="existing",
            planned_start_on=self.now.date(),
            planned_end_on=self.now.date() + timedelta(days=28),
        )
        self.assess(one)

    def something_happens(self):
        episodes = list(Episode.objects.order_by("person__sort_name"))
        one = self.chance.choice(episodes) if episodes else None
        what = self.chance.random()
        if one is None or what < 0.2:
            made = make_episode(self.people, self.now, name=f"Rolig{len(episodes)}")
            if self.chance.random() < 0.4:
                self.planned_like(made)
        elif what < 0.6:
            self.assess(one)
        elif what < 0.75:
            wrong = Assessment.objects.filter(corrected_by=None).order_by("recorded_at", "pk").first()
            if wrong:
                self.assess(wrong.episode, corrects=wrong)
        elif what < 0.85:
            planned = Episode.objects.filter(started_on=None).first()
            if planned:
                Episode.objects.filter(pk=planned.pk).update(started_on=self.now.date(), state="active")
        else:  # what nobody does, and a migration of stored answers might
            Assessment.objects.filter(episode=one, instrument="tug", missing_reason="").update(answers={"seconds": 9.5})


def compared(now, tmp_path):
    """One more extract with what was kept, and one from scratch, which must say the same."""
    stamp = extract.run(now=now)
    scratch = tmp_path / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    fresh = extract.run(now=now, root=scratch)
    assert fresh.taken_over == 0
    assert fresh.scored_anew == stamp.scored_anew + stamp.taken_over
    assert without_keys(stamp) == without_keys(fresh)
    return stamp


@pytest.mark.parametrize("seed", range(8))
def test_whatever_happened_since_an_extract_says_the_same_as_one_from_scratch(people, now, tmp_path, seed):
    record = Record(people, now, seed)
    taken_over = 0
    for _round in range(8):
        for _change in range(record.chance.randint(1, 6)):
            record.something_happens()
        taken_over += compared(now, tmp_path).taken_over
    assert taken_over > 0


@pytest.fixture
def three(people, now):
    """Three episodes, each with a baseline and a later COPM, a Barthel and an instrument left out."""
    record = Record(people, now, 0)
    record.answers = lambda: record.chance.choice([("tug", "", {"seconds": 12.5}, ""), ("tug", "", {}, "refused")])
    episodes = [make_episode(people, now, name=name) for name in ("Vakker", "Modig", "Stille")]
    for episode in episodes:
        for _number in range(3):
            record.assess(episode)
    record.episodes = episodes
    return record


def counts(stamp):
    return stamp.scored_anew, stamp.taken_over


def test_nothing_is_scored_anew_where_nothing_has_changed(three, now, monkeypatch):
    first = extract.run(now=now)
    monkeypatch.setattr(scores, "of_episode", None)
    again = extract.run(now=now)
    assert (counts(first), counts(again)) == ((3, 0), (0, 3))
    assert without_keys(again) == without_keys(first)


def test_only_the_episode_with_a_new_assessment_is_scored_anew(three, now):
    extract.run(now=now)
    three.assess(three.episodes[1])
    assert counts(extract.run(now=now)) == (1, 2)


def test_an_episode_whose_only_assessment_nobody_can_read_any_more_is_not_tried_in_every_run(people, now):
    record = Record(people, now, 0)
    record.answers = lambda: ("gone", "1", {"a": 1}, "")
    record.assess(make_episode(people, now))
    assert [counts(extract.run(now=now)) for _run in range(2)] == [(1, 0), (0, 1)]


def test_who_could_not_walk_is_beside_the_only_course_until_somebody_walks_another(people, now):
    record = Record(people, now, 0)

    def walked(name, course, seconds):
        answers = {"course_length_m": course, "start": "standing", "seconds": seconds, "walking_aid": None}
        record.answers = lambda: ("gait_speed", "", answers, "")
        record.assess(make_episode(people, now, name=name))
        stamp = extract.run(now=now)
        assert stamp.scored_anew == 1
        assert {r["version"] for r in rows(stamp, "measures")} == {r["version"] for r in rows(stamp, "assessments")}
        return sorted(row["version"].split("/")[1:] for row in rows(stamp, "assessments"))

    assert walked("Vakker", 4, "unable") == [[]]
    assert walked("Modig", 4, 5.0) == [["4", "standing"]] * 2
    assert walked("Stille", 3, 5.0) == [[], ["3", "standing"], ["4", "standing"]]


def test_scores_taken_over_have_other_keys_in_every_extract(three, now):
    one, two = (rows(extract.run(now=now), "assessments") for _run in range(2))
    for key in ("episode", "assessment"):
        assert {row[key] for row in one}.isdisjoint(row[key] for row in two)
    assert len(one) == len(two) == 9


def test_nobody_can_tell_from_the_order_of_the_rows_who_was_scored_last(three, now):
    first, second = (e.pk for e in sorted(three.episodes, key=lambda e: e.pk)[:2])

    def how_many():
        of = [row["episode"] for row in rows(extract.run(now=now), "assessments")]
        return [of.count(key) for key in dict.fromkeys(of)]

    assert how_many() == [3, 3, 3]
    three.assess(Episode.objects.get(pk=second))
    assert how_many() == [3, 4, 3]
    three.assess(Episode.objects.get(pk=first))
    assert how_many() == [4, 4, 3]


def test_what_is_kept_holds_no_id_of_the_record_no_key_of_an_extract_and_no_word(three, now, own_folder):
    stamp = extract.run(now=now)
    sealed = (own_folder / kept.NAME).read_bytes()
    opened = kept.read(own_folder, kept.key())
    assert opened.rows.num_rows == 3
    found = repr(opened.rows.to_pylist()).encode() + b"".join(opened.rows["mark"].to_pylist()) + sealed
    for model in (Person, Episode, Assessment):
        for one in model.objects.values_list("pk", flat=True):
            assert not any(form in found for form in (str(one).encode(), one.hex.encode(), one.bytes))
    keys = {row[key] for row in rows(stamp, "assessments") for key in ("episode", "assessment")}
    assert not any(key.encode() in found for key in keys)
    assert b"Blomst" not in found


def test_a_mark_does_not_follow_a_person_whose_record_goes_on(three, now, own_folder):
    def marks():
        extract.run(now=now)
        return set(kept.read(own_folder, kept.key()).rows["mark"].to_pylist())

    before = marks()
    for episode in three.episodes:
        three.assess(episode)
    assert marks().isdisjoint(before)


def test_without_the_secret_nobody_can_tell_which_answers_a_mark_stands_for(three, now, own_folder, settings):
    def marks():
        extract.run(now=now)
        return set(kept.read(own_folder, kept.key()).rows["mark"].to_pylist())

    before = marks()
    settings.SECRET_KEY = "another one"
    assert marks().isdisjoint(before)


def test_what_is_kept_is_for_the_user_alone_who_runs_the_product(three, now, own_folder):
    extract.run(now=now)
    assert own_folder.stat().st_mode & 0o077 == 0
    assert (own_folder / kept.NAME).stat().st_mode & 0o077 == 0


def test_what_is_no_longer_in_the_record_is_no_longer_kept(three, now, own_folder, removals):
    extract.run(now=now)
    Assessment.objects.filter(episode=three.episodes[0]).delete()
    assert counts(extract.run(now=now)) == (0, 2)
    assert kept.read(own_folder, kept.key()).rows.num_rows == 2


def _shorter(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-7])


def _one_bit(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    "damage",
    [
        Path.unlink,
        _shorter,
        _one_bit,
        _folder,
        lambda file: file.write_bytes(b""),
        lambda file: file.write_text("x" * 99),
    ],
    ids=["gone", "cut short", "one bit", "a folder", "empty", "something else"],
)
def test_a_damaged_file_costs_the_time_to_score_everything_and_nothing_else(three, now, own_folder, tmp_path, damage):
    before = without_keys(extract.run(now=now))
    damage(own_folder / kept.NAME)
    stamp = compared(now, tmp_path)
    assert counts(stamp) == (3, 0)
    assert without_keys(stamp) == before


def test_a_file_that_cannot_be_written_leaves_the_new_tables_in_use(three, now, own_folder, monkeypatch, caplog):
    (own_folder / f".{kept.NAME}").mkdir(parents=True)
    stamp = extract.run(now=now)
    assert store.latest() == stamp
    assert "the next extract scores everything anew" in caplog.text


def test_a_run_that_breaks_off_leaves_what_was_kept(three, now, own_folder, monkeypatch):
    extract.run(now=now)
    before = (own_folder / kept.NAME).read_bytes()
    three.assess(three.episodes[0])
    with monkeypatch.context() as broken:
        broken.setattr(tables, "write", lambda *_given: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            extract.run(now=now)
    assert (own_folder / kept.NAME).read_bytes() == before
    assert counts(extract.run(now=now)) == (1, 2)


def test_another_definition_of_any_instrument_scores_everything_anew(three, now, monkeypatch, tmp_path):
    extract.run(now=now)
    tug = registry.get("tug")
    monkeypatch.setitem(registry._known, "tug", replace(tug, short_name="Reis deg", thresholds=()))
    stamp = compared(now, tmp_path)
    assert counts(stamp) == (3, 0)
    assert {"Reis deg" in row["instrument_name"] for row in rows(stamp, "measures")} == {True}
    assert rows(stamp, "thresholds") == []


CALM = """
code = "calm"
version = "2026-11"
short_name = "Ro"
score = "sum"
better = "higher"
rights = "Fjordvik"
name.nb = "Ro"
explanation.nb = "Ro"
[[items]]
code = "calm"
low = 0
high = 4
label.nb = "Kveldene er rolige"
"""


def test_a_municipality_that_turns_its_own_instrument_round_has_everything_scored_anew(people, now, monkeypatch):
    def use(text):
        monkeypatch.setitem(registry._known, "calm", local.read_file("calm.toml", text, {}))

    use(CALM)
    record = Record(people, now, 0)
    record.answers = lambda: ("calm", "2026-11", {"calm": 3}, "")
    record.assess(make_episode(people, now))
    assert [counts(extract.run(now=now)) for _run in range(2)] == [(1, 0), (0, 1)]
    use(CALM.replace("higher", "lower"))
    stamp = extract.run(now=now)
    assert counts(stamp) == (1, 0)
    assert [row["better"] for row in rows(stamp, "measures")] == ["lower"]


@pytest.mark.parametrize("what", ["code", "secret", "tables"])
def test_other_code_another_secret_and_other_tables_score_everything_anew(three, now, monkeypatch, settings, what):
    extract.run(now=now)
    if what == "code":
        monkeypatch.setattr(kept, "_CODE", "newer")
    elif what == "secret":
        settings.SECRET_KEY = "another one"
    else:
        monkeypatch.setattr(tables, "codebook", lambda: "other columns")
    assert counts(extract.run(now=now)) == (3, 0)


def test_all_that_assessment_rules_are_written_in_is_in_the_digest():
    care = Path(extract.__file__).parents[3] / "care"
    for file in (care / "assessment" / "rules").rglob("*.py"):
        for module in re.findall(
            r"^\s*(?:from|import) (fotfeste[\w.]*)", file.read_text(encoding="utf-8"), re.MULTILINE
        ):
            known = tuple(f"fotfeste.care.{room}.rules" for room in ("assessment", "pathway", "terms"))
            assert module.startswith(known), (file, module)


def test_another_process_finds_what_this_one_kept(tmp_path):
    code = "import django; django.setup(); from fotfeste.insight.tables.extract import kept; print(kept.key().hex())"
    told = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code],
            env={
                "DJANGO_SETTINGS_MODULE": "fotfeste.settings",
                "FOTFESTE_HOME": str(tmp_path),
                "DATABASE_URL": "postgresql://nobody@localhost:1/none",
                "SECRET_KEY": settings.SECRET_KEY,
                "PYTHONHASHSEED": seed,
            },
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert told == {kept.key().hex()}


def test_the_number_of_questions_does_not_grow_with_the_episodes_scored_anew_or_taken_over(three, now):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            extract.run(now=now)
        return len(seen)

    few = asked()
    for number in range(5):
        three.assess(make_episode(three.people, now, name=f"Rolig{number}"))
    many = asked()
    assert many == few
    assert asked() < few


def test_answers_changed_between_the_two_questions_are_not_kept_under_the_mark_of_the_old(
    three, now, tmp_path, monkeypatch, removals
):
    """In a transaction of somebody else's the two may see different moments."""
    ask = scored._given

    def later(episodes):
        three.assess(three.episodes[0])
        three.assess(make_episode(three.people, now, name="Glad"))
        Assessment.objects.filter(episode=three.episodes[2]).delete()
        return ask(episodes)

    with monkeypatch.context() as changed:
        changed.setattr(scored, "_given", later)
        extract.run(now=now)
    assert counts(compared(now, tmp_path)) == (0, 3)


def test_a_stamp_written_before_there_were_counts_is_still_read(three, now, own_folder):
    stamp = extract.run(now=now)
    pointer = own_folder / "current.json"
    pointer.write_text(re.sub(r'"(scored_anew|taken_over)": \d+, ', "", pointer.read_text()))
    assert "taken_over" not in pointer.read_text()
    assert store.latest() == replace(stamp, scored_anew=0, taken_over=0)
