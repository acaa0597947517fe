"""The log can be added to and read, and nothing else."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from fotfeste.ground.access import log
from fotfeste.ground.access.models import LogEntry, User
from fotfeste.ground.access.queries import looks_at
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.access.verifying import verify
from tests.conftest import being_filled

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


def test_lines_nobody_touched_are_not_said_to_be_broken_nor_before_they_are_sealed_to_hold(three_lines):
    found = verify()
    assert LogEntry.objects.filter(person_id=three_lines).count() == 3
    assert (found.findings, found.state) == ((), "unknown")


def test_a_line_waits_for_no_other_and_so_names_none_but_has_a_hash_of_its_own(three_lines):
    lines = list(LogEntry.objects.order_by("id"))
    assert {line.previous_hash for line in lines} == {""}
    assert len({line.hash for line in lines}) == len(lines)


def test_the_application_cannot_put_in_a_line_of_its_own_making(people, now):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        LogEntry.objects.create(at=now, user=people.bob, user_name="Kari Nordmann", act="x", channel="test")


def test_the_time_of_a_line_is_the_databases_whatever_time_is_stated(people):
    log.write(by=people.bob, act=Act.READ_RECORD, now=datetime(2001, 1, 1, tzinfo=UTC))
    line = LogEntry.objects.latest("id")
    assert abs(line.at - datetime.now(UTC)) < timedelta(minutes=5)
    assert verify().findings == ()


def test_only_while_the_owner_says_that_a_demo_is_filled_is_a_stated_time_kept(people, throwaway):
    past = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
    with being_filled(throwaway):
        log.write(by=people.bob, act=Act.READ_RECORD, now=past)
        assert LogEntry.objects.latest("id").at == past
    log.write(by=people.bob, act=Act.READ_RECORD, now=past)
    assert LogEntry.objects.latest("id").at != past


def test_the_application_cannot_say_itself_that_a_demo_is_filled():
    with pytest.raises(DatabaseError, match="must be owner"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"comment on database {connection.settings_dict['NAME']} is 'Fotfeste demo, being filled'")


def test_name_role_and_unit_of_a_line_are_those_of_the_user_and_not_what_a_caller_says(people, now):
    imposter = User.objects.get(pk=people.bob.pk)
    imposter.name, imposter.role = "Ole Or", "allocator"
    log.write(by=imposter, act=Act.READ_RECORD, now=now)
    line = LogEntry.objects.latest("id")
    assert (line.user_name, line.role, line.unit) == ("Bob Bjørk", "trainer", "Team Sør")


def test_nobody_and_somebody_who_does_not_exist_can_do_nothing_in_the_log(people, now):
    log.write(by=None, act="sign_in", now=now, outcome="refused")
    for nobody in (None, User(pk=999_999_999, name="Ingen")):
        with pytest.raises(DatabaseError), transaction.atomic():
            log.write(by=nobody, act="sign_in", now=now)


def test_the_address_of_a_line_is_part_of_its_hash(people, now):
    log.write(by=people.bob, act="sign_in", now=now, address="192.0.2.7")
    log.write(by=people.bob, act="sign_out", now=now)
    assert list(LogEntry.objects.order_by("-id")[:2].values_list("address", flat=True)) == ["", "192.0.2.7"]
    assert verify().findings == ()


def test_the_line_says_who_from_which_unit_and_why(three_lines, people):
    line = LogEntry.objects.filter(user=people.alice, person_id=three_lines).get()
    assert (line.user_name, line.role, line.unit, line.purpose) == ("Alice Alm", "therapist", "Team Sør", "TREAT")
