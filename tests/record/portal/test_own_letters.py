"""The person's own letters on the person's own page, and the word on reports to the GP."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Letter, Relative, Sharing
from fotfeste.ground.access.actions import add_user
from fotfeste.ground.access.models import LogEntry
from fotfeste.ground.access.rules.rights import Role
from tests.record.pathway.periods import completed_period

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    # The page asks the clock.
    return timezone.localtime()


@pytest.fixture
def episode(people, now):
    return completed_period(people, now)


def user_of(people, role, now, name="en"):
    return add_user(
        email=f"{name}.{role}@example.invalid", name=f"{name.capitalize()} {role}", role=role, by=people.system, now=now
    )


@pytest.fixture
def vakker(people, episode, now):
    user = user_of(people, Role.PERSON, now)
    actions.let_person_sign_in(person=episode.person, user=user, by=people.admin, now=now)
    return user


@pytest.fixture
def son(people, episode, now):
    user = user_of(people, Role.RELATIVE, now)
    relative = actions.add_relative(person=episode.person, name="Snill Sønn", by=people.kari, now=now)
    actions.consent_to_relative(relative=relative, on=now.date(), by=people.kari, now=now)
    actions.let_relative_sign_in(relative=relative, user=user, by=people.admin, now=now)
    return user


def sign_in(client, who):
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def prints(client, who, letter):
    return sign_in(client, who).get(reverse("reports:letter", args=[letter.pk]))


def the(episode, kind):
    return Letter.objects.get(person=episode.person, kind=kind)


def test_the_person_finds_the_letters_to_them_and_prints_them_and_each_look_is_logged(client, episode, vakker):
    page = sign_in(client, vakker).get(reverse("portal:my_page")).content.decode()
    assert "Brev til deg" in page
    for kind in ("decision", "discharge"):
        letter = the(episode, kind)
        assert reverse("reports:letter", args=[letter.pk]) in page
        assert prints(client, vakker, letter).status_code == 200
    lines = LogEntry.objects.filter(act="print_letter", user=vakker, outcome="done", person_id=episode.person_id)
    assert lines.count() == 2


@pytest.mark.parametrize("kind", ["report_to_gp", "report_to_allocation_office"])
def test_reports_to_others_are_asked_for_and_not_taken(client, episode, vakker, kind):
    report = the(episode, kind)
    page = sign_in(client, vakker).get(reverse("portal:my_page")).content.decode()
    assert reverse("reports:letter", args=[report.pk]) not in page
    assert "rett til å se det vi har skrevet til andre om deg" in page
    refused = prints(client, vakker, report)
    assert refused.status_code in (403, 404) and b"%PDF" not in refused.content
    assert LogEntry.objects.filter(act="print_letter", user=vakker, outcome="refused").exists()


def test_the_letters_of_another_person_are_closed(client, people, episode, vakker, now):
    other = completed_period(people, now, "Snill")
    assert prints(client, vakker, the(other, "decision")).status_code in (403, 404)


def test_next_of_kin_find_letters_only_while_the_person_says_yes_to_them(client, people, episode, son, now):
    letter = the(episode, "discharge")
    address = reverse("reports:letter", args=[letter.pk])
    relative = Relative.objects.get(user=son)

    def say(agrees):
        actions.set_sharing(
            person=episode.person, with_whom="relative", relative=relative, agrees=agrees, said_on=now.date(),
            by=people.kari, now=now,
        )  # fmt: skip

    def seen():
        page = sign_in(client, son).get(reverse("portal:my_page")).content.decode()
        return address in page, prints(client, son, letter).status_code

    assert seen()[0] is False and seen()[1] in (403, 404)
    say(True)
    assert seen() == (True, 200)
    assert prints(client, son, the(episode, "report_to_gp")).status_code in (403, 404)
    say(False)
    assert seen()[0] is False and seen()[1] in (403, 404)
    say(True)
    actions.withdraw_consent(relative=relative, on=now.date(), by=people.kari, now=now)
    assert prints(client, son, letter).status_code in (403, 404)
    # A new consent is no word about letters: that takes a new one.
    actions.consent_to_relative(relative=relative, on=now.date(), by=people.kari, now=now)
    assert seen()[0] is False and seen()[1] in (403, 404)
    say(True)
    assert seen() == (True, 200)


def test_the_person_says_no_to_reports_to_the_gp_and_can_say_yes_again(client, episode, vakker):
    sign_in(client, vakker)
    for agrees, shown in (("no", "Du sa nei"), ("yes", "Du kan si nei til det")):
        client.post(reverse("portal:report_to_gp"), {"agrees": agrees})
        assert shown in client.get(reverse("portal:my_page")).content.decode()
    words = Sharing.objects.filter(person=episode.person, with_whom="gp").order_by("pk")
    assert list(words.values_list("agrees", "written_by")) == [(False, vakker.pk), (True, vakker.pk)]


def test_next_of_kin_say_nothing_for_the_person(client, episode, son):
    answer = sign_in(client, son).post(reverse("portal:report_to_gp"), {"agrees": "no"})
    assert answer.status_code in (403, 404)
    assert not Sharing.objects.exists()


def test_the_page_of_staff_shows_what_the_person_says_and_takes_a_new_word(client, people, episode, now):
    page = reverse("pathway:sharing", args=[episode.person_id])
    sign_in(client, people.kari)
    assert "Fastlegen, Lege Lind" in client.get(page).content.decode()
    client.post(page, {"receiver": "gp", "gp-agrees": "no", "gp-said_on": "i dag"})
    assert "Får ikke rapport" in client.get(page).content.decode()
    empty = client.post(page, {"receiver": "gp", "gp-agrees": "", "gp-said_on": "i dag"})
    assert empty.status_code == 422
    assert client.post(page, {"receiver": "somebody"}).status_code == 404
    assert sign_in(client, people.charlie).get(page).status_code == 404
