"""The log can be added to and read, and nothing else."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from fotfeste.ground.access import log
from fotfeste.ground.access.models import LogEntry
from fotfeste.ground.access.queries import broken_links, looks_at
from fotfeste.ground.access.rules.rights import Act

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_lines(people, now):
    person = uuid.uuid4()
    for who in (people.alice, people.bob, people.ole):
        log.write(by=who, act=Act.READ_RECORD, now=now, person_id=person, purpose="TREAT")
    return person


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_logentry SET user_name = 'Somebody else'",
        "DELETE FROM access_logentry",
        "TRUNCATE access_logentry",
    ],
)
def test_the_applications_role_can_neither_change_nor_remove_a_line(three_lines, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert [row.who for row in looks_at(three_lines)] == ["Ole Or", "Bob Bjørk", "Alice Alm"]


def test_the_application_is_not_the_owner_of_the_log():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, tableowner FROM pg_tables WHERE tablename = 'access_logentry'")
        user, owner = cursor.fetchone()
    assert user != owner


def test_an_untouched_chain_has_no_broken_link(three_lines):
    assert LogEntry.objects.filter(person_id=three_lines).count() == 3
    assert list(broken_links()) == []


def test_every_line_names_the_line_before_it(three_lines):
    lines = list(LogEntry.objects.order_by("id"))
    assert [line.previous_hash for line in lines[1:]] == [line.hash for line in lines[:-1]]
    assert len({line.hash for line in lines}) == len(lines)


def test_a_forged_hash_is_overwritten_by_the_database(people, now):
    LogEntry.objects.create(
        at=now, user=people.bob, user_name="Bob", act="x", channel="test", outcome="done", hash="0" * 64
    )
    assert LogEntry.objects.latest("id").hash != "0" * 64
    assert list(broken_links()) == []


def test_the_line_says_who_from_which_unit_and_why(three_lines, people):
    line = LogEntry.objects.filter(user=people.alice, person_id=three_lines).get()
    assert (line.user_name, line.role, line.unit, line.purpose) == ("Alice Alm", "therapist", "Team Sør", "TREAT")
