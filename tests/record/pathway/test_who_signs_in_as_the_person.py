"""The person and the next of kin get users of their own."""

from datetime import datetime

import pytest

from fotfeste.care.pathway.actions import let_person_sign_in, let_relative_sign_in, register_person
from fotfeste.care.pathway.models import Relative
from fotfeste.care.pathway.queries import relations_to
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access.actions import add_user
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry, User
from fotfeste.ground.access.rules.rights import Relation, Role

pytestmark = pytest.mark.django_db


def user(people, name: str, role: Role, now: datetime) -> User:
    return add_user(email=f"{name}@example.invalid", name=name, role=role, by=people.system, now=now)


def person(people, now: datetime, name: str = "Vakker"):
    return register_person(given_name=name, family_name="Blomst", by=people.ole, now=now)


def test_the_administrator_lets_a_person_see_the_own_page_and_it_is_logged(people, now):
    somebody, own = person(people, now), user(people, "vakker", Role.PERSON, now)
    let_person_sign_in(person=somebody, user=own, by=people.admin, now=now)
    assert relations_to(own, somebody.pk, today=now.date()) == {Relation.OWN}
    assert LogEntry.objects.filter(person_id=somebody.pk, user=people.admin).count() == 1


def test_a_user_of_a_relative_sees_nothing_before_the_person_consents(people, now):
    somebody, own = person(people, now), user(people, "datter", Role.RELATIVE, now)
    daughter = Relative.objects.create(person=somebody, name="Nær Blomst")
    let_relative_sign_in(relative=daughter, user=own, by=people.admin, now=now)
    assert relations_to(own, somebody.pk, today=now.date()) == frozenset()


def test_nobody_can_be_two_persons_and_staff_can_be_none(people, now):
    own = user(people, "vakker", Role.PERSON, now)
    first, second = person(people, now), person(people, now, "Lun")
    let_person_sign_in(person=first, user=own, by=people.admin, now=now)
    for other in (own, people.alice):
        with pytest.raises(CareError):
            let_person_sign_in(person=second, user=other, by=people.admin, now=now)
    with pytest.raises(CareError):
        let_person_sign_in(person=first, user=user(people, "lun", Role.PERSON, now), by=people.admin, now=now)


def test_only_who_manages_users_may_do_it(people, now):
    somebody, own = person(people, now), user(people, "vakker", Role.PERSON, now)
    for by in (people.ole, people.kari, people.charlie, own):
        with pytest.raises(AccessRefused):
            let_person_sign_in(person=somebody, user=own, by=by, now=now)
    somebody.refresh_from_db()
    assert somebody.user is None
