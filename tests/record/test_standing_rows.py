"""What stands while a file runs is one test's own all the same."""

import pytest

from fotfeste.ground.access.actions import add_unit
from fotfeste.ground.access.models import Unit, User
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def west(people, now):
    people.alice.name = "Alice Vest"
    people.alice.save(update_fields=["name"])
    return add_unit(name="Team Vest", kind="team", by=people.admin, now=now)


@pytest.mark.parametrize("time", [1, 2])
def test_what_a_test_changes_the_next_one_never_sees(people, time):
    assert people.bob.name == "Bob Bjørk" == User.objects.get(pk=people.bob.pk).name
    people.bob.name = "Bob Bar"
    people.bob.save(update_fields=["name"])
    Unit.objects.create(name="Team Ny", kind="team")


def test_what_a_builder_changed_is_seen_by_those_who_ask_for_it(people, west):
    assert people.alice.name == "Alice Vest" == User.objects.get(pk=people.alice.pk).name
    assert Unit.objects.get(name="Team Vest") == west


def test_what_a_builder_changed_is_gone_for_those_who_do_not(people):
    assert people.alice.name == "Alice Alm" == User.objects.get(pk=people.alice.pk).name
    assert not Unit.objects.filter(name="Team Vest").exists()


def test_a_test_that_asks_for_nobody_finds_nobody(db):
    assert not Unit.objects.exists() and not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_transactions_of_ones_own_find_the_rows_and_can_keep_what_they_write(people):
    Unit.objects.create(name="Team Ny", kind="team")
    assert User.objects.filter(pk=people.alice.pk).exists()


def test_what_such_a_test_kept_is_thrown_away(people):
    assert not Unit.objects.filter(name="Team Ny").exists()
