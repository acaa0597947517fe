"""The log of a record is told by person and day, in the past tense, with every line kept beneath."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from fotfeste.care.pathway.wording.looks import looks_by_day
from fotfeste.ground.access.queries import LookRow
from fotfeste.ground.access.rules.rights import Act, Role

NOW = datetime(2026, 11, 28, 10, 45, tzinfo=UTC)


@pytest.fixture(autouse=True)
def bokmal():
    with translation.override("nb"):
        yield


def looked(act, *, hours_ago=0.0, who="Blid Morgen"):
    return LookRow(NOW - timedelta(hours=hours_ago), who, Role.TRAINER, "Team Sør", act)


def told(rows, **how):
    return [one.told(today=NOW.date()) for one in looks_by_day(rows, **how)]


def test_a_day_of_one_person_is_one_line_with_how_often_and_what_about():
    rows = [looked(Act.RECORD_VISIT), *[looked(Act.READ_RECORD, hours_ago=n / 10) for n in range(1, 7)]]
    assert told(rows) == ["Blid Morgen, i dag, 7 ganger: besøk"]


def test_two_days_and_two_people_are_lines_of_their_own_the_newest_first():
    rows = [
        looked(Act.READ_RECORD),
        looked(Act.DECIDE, who="Alice Alm"),
        looked(Act.READ_RECORD, hours_ago=1),
        looked(Act.PLAN_VISIT, hours_ago=24),
        looked(Act.SET_GOAL, hours_ago=25),
    ]
    assert told(rows) == [
        "Blid Morgen, i dag, 2 ganger: lesing",
        "Alice Alm, i dag, 1 gang: vedtaket",
        "Blid Morgen, i går, 2 ganger: besøk, mål",
    ]


def test_no_line_of_the_log_is_left_out_and_each_says_what_was_done():
    rows = [looked(Act.READ_RECORD), looked(Act.RECORD_VISIT, hours_ago=1)]
    (to_staff,), (to_the_person,) = looks_by_day(rows), looks_by_day(rows, to_the_person=True)
    assert [at for at, _words in to_staff.lines] == [row.at for row in rows]
    assert [words for _at, words in to_the_person.lines] == ["Leste journalen din", "Registrerte et besøk"]
    assert to_staff.lines[0][1] != "Leste journalen din" and to_staff.where == "Hjemmetrener, Team Sør"
