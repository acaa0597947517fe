"""The person's own page, and what next of kin may see of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fotfeste.care.pathway.actions import let_person_sign_in, let_relative_sign_in
from fotfeste.care.pathway.models import Relative
from fotfeste.care.pathway.queries import open_record
from fotfeste.ground.access.actions import add_user
from fotfeste.ground.access.rules.rights import Act, Role
from tests.record.world import followed

pytestmark = pytest.mark.django_db


def signed_in(client, user):
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(client, user):
    return signed_in(client, user).get(reverse("portal:my_page"))


@pytest.fixture
def subject(people):
    # The page asks the clock, so the period runs on the day the test runs.
    return followed(people, timezone.localtime())


def user_of(people, role: Role):
    return add_user(email=f"{role}@example.invalid", name=f"Den som er {role}", role=role, by=people.system,
                    now=timezone.localtime())  # fmt: skip


@pytest.fixture
def vakker(people, subject):
    user = user_of(people, Role.PERSON)
    let_person_sign_in(person=subject.person, user=user, by=people.admin, now=timezone.localtime())
    return user


@pytest.fixture
def relative(people, subject):
    user = user_of(people, Role.RELATIVE)
    of_kin = Relative.objects.get(pk=subject.ids["relative_id"])
    let_relative_sign_in(relative=of_kin, user=user, by=people.admin, now=timezone.localtime())
    return user


def test_the_person_sees_who_has_looked_in_the_record_but_not_each_time_they_looked_themselves(
    client, people, subject, vakker
):
    open_record(by=people.alice, person_id=subject.person.pk, now=timezone.localtime(), act=Act.READ_RECORD)
    page(client, vakker)
    text = page(client, vakker).content.decode()
    assert "Alice Alm, i dag, " in text and "Leste journalen din" in text
    assert "Leste siden din" not in text and "Lese en journal" not in text


def test_the_person_sees_goals_in_their_own_words_and_who_comes(client, people, subject, vakker):
    text = page(client, vakker).content.decode()
    assert "Som avtalt" in text  # the words of the goal
    assert people.kari.name in text and people.bob.name in text


def test_next_of_kin_see_the_page_without_the_log_until_the_consent_is_taken_back(client, subject, vakker, relative):
    before = page(client, relative)
    assert before.status_code == 200
    assert "Hvem har lest i journalen" not in before.content.decode()
    signed_in(client, vakker).post(reverse("portal:withdraw_consent", args=[subject.ids["relative_id"]]))
    assert page(client, relative).status_code in (403, 404)


def test_next_of_kin_cannot_take_back_a_consent_or_read_the_record(client, subject, vakker, relative):
    answer = signed_in(client, relative).post(reverse("portal:withdraw_consent", args=[subject.ids["relative_id"]]))
    assert answer.status_code in (403, 404)
    assert page(client, relative).status_code == 200
    assert client.get(reverse("board:person", args=[subject.person.pk])).status_code in (403, 404)


def test_a_person_who_is_not_linked_to_a_record_gets_no_page(client, people):
    assert page(client, user_of(people, Role.PERSON)).status_code == 404
