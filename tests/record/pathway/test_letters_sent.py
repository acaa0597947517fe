"""That letters left the house: noted in one press, taken back by a row of its own, listed until it is done."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from fotfeste.care.board.queries import person_page
from fotfeste.care.board.wording.story import story
from fotfeste.care.pathway import actions, queries
from fotfeste.care.pathway.models import Dispatch, Letter, Person
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access.actions import add_user
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry
from fotfeste.ground.access.rules.rights import Role
from tests.record.pathway.periods import completed_period, granted_referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.localtime()


@pytest.fixture
def letter(people, now):
    return Letter.objects.get(referral=granted_referral(people, now), kind="decision")


def sign_in(client, who):
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def titles(look):
    return {each.kind: [one.way for one in each.standing] for each in queries.letters_of(look)}


def test_a_letter_is_not_sent_until_somebody_says_when_and_how_and_each_says_it_in_the_log(people, letter, now):
    look = queries.open_record(by=people.ole, person_id=letter.person_id, now=now)
    assert titles(look) == {"decision": []}
    actions.mark_sent(letter=letter, way="post", sent_on=now.date(), by=people.ole, now=now)
    (row,) = queries.letters_of(look)
    assert [(one.way_words, one.sent_on, one.written_by) for one in row.standing] == [
        ("I posten", now.date(), people.ole.name)
    ]
    line = LogEntry.objects.filter(act="send_letter").get()
    assert (line.user, line.person_id, line.outcome) == (people.ole, letter.person_id, "done")


def test_the_same_said_twice_is_one_row_and_another_way_is_another(people, letter, now):
    for way in ("post", "post", "handed_over"):
        actions.mark_sent(letter=letter, way=way, sent_on=now.date(), by=people.ole, now=now)
    assert list(Dispatch.objects.values_list("way", flat=True)) == ["post", "handed_over"]
    assert LogEntry.objects.filter(act="send_letter").count() == 2


def test_what_was_noted_by_mistake_is_taken_back_by_a_row_and_never_removed(people, letter, now):
    sent = actions.mark_sent(letter=letter, way="post", sent_on=now.date(), by=people.ole, now=now)
    back = actions.take_back_sent(dispatch=sent, by=people.ole, now=now)
    assert actions.take_back_sent(dispatch=sent, by=people.ole, now=now) == back
    look = queries.open_record(by=people.ole, person_id=letter.person_id, now=now)
    (row,) = queries.letters_of(look)
    assert row.standing == () and len(row.sent) == 1
    assert Dispatch.objects.count() == 2
    with pytest.raises(CareError, match="takes another one back"):
        actions.take_back_sent(dispatch=back, by=people.ole, now=now)
    # Sent after all: noted anew.
    actions.mark_sent(letter=letter, way="post", sent_on=now.date(), by=people.ole, now=now)
    assert len(queries.letters_of(look)[0].standing) == 1


@pytest.mark.parametrize("change", [lambda row: row.update(way="svarut"), lambda row: row.delete()])
def test_the_application_cannot_change_or_remove_a_row(people, letter, now, change):
    sent = actions.mark_sent(letter=letter, way="post", sent_on=now.date(), by=people.ole, now=now)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        change(Dispatch.objects.filter(pk=sent.pk))


def test_a_letter_is_sent_neither_tomorrow_nor_before_it_was_written(people, letter, now):
    for days, says in ((1, "in the future"), (-30, "was written on")):
        with pytest.raises(CareError, match=says):
            actions.mark_sent(
                letter=letter, way="post", sent_on=now.date() + timedelta(days=days), by=people.ole, now=now
            )


def test_only_letters_to_the_person_stand_on_the_persons_own_page(people, now):
    episode = completed_period(people, now)
    report = Letter.objects.get(episode=episode, kind="report_to_gp")
    with pytest.raises(CareError, match="not written to the person"):
        actions.mark_sent(letter=report, way="own_page", sent_on=now.date(), by=people.alice, now=now)
    own = Letter.objects.get(episode=episode, kind="discharge")
    with pytest.raises(CareError, match="has no sign-in"):
        actions.mark_sent(letter=own, way="own_page", sent_on=now.date(), by=people.alice, now=now)
    own.person.user = add_user(
        email="vakker@example.invalid", name="Vakker Blomst", role=Role.PERSON, units=(), by=people.system, now=now
    )
    own.person.save(update_fields=["user"])
    assert actions.mark_sent(letter=own, way="own_page", sent_on=now.date(), by=people.alice, now=now).way == "own_page"


@pytest.mark.parametrize("who", ["charlie", "bob", "hanna", "manager", "gp", "admin"])
def test_nobody_else_notes_or_takes_back(client, people, letter, now, who):
    user = getattr(people, who)
    with pytest.raises(AccessRefused):
        actions.mark_sent(letter=letter, way="post", sent_on=now.date(), by=user, now=now)
    sent = actions.mark_sent(letter=letter, way="post", sent_on=now.date(), by=people.ole, now=now)
    with pytest.raises(AccessRefused):
        actions.take_back_sent(dispatch=sent, by=user, now=now)
    answer = sign_in(client, user).post(reverse("pathway:letter_sent", args=[letter.pk]), {"way": "post"})
    assert answer.status_code in (403, 404)
    answer = client.post(reverse("pathway:letters_sent"), {"letter": str(letter.pk), "way": "post", "sent_on": "i dag"})
    assert answer.status_code in (403, 404)
    assert Dispatch.objects.count() == 1


def test_one_press_on_the_referrals_page_notes_it_and_another_takes_it_back(client, people, letter):
    page = reverse("pathway:referral", args=[letter.referral_id])
    sign_in(client, people.ole)
    assert "Sendt i dag" in client.get(page).content.decode()
    answer = client.post(reverse("pathway:letter_sent", args=[letter.pk]), {"way": "svarut", "back": "referral"})
    assert answer["Location"] == page
    shown = client.get(page).content.decode()
    assert "Med SvarUt" in shown and "Sendt i dag" not in shown
    row = Dispatch.objects.get()
    client.post(reverse("pathway:letter_not_sent", args=[letter.pk]), {"dispatch": row.pk, "back": "referral"})
    assert "Sendt i dag" in client.get(page).content.decode()


def test_a_row_of_another_letter_is_not_taken_back_through_this_one(client, people, letter, now):
    other = Letter.objects.get(referral=granted_referral(people, now, "Snill"), kind="decision")
    sent = actions.mark_sent(letter=other, way="post", sent_on=now.date(), by=people.ole, now=now)
    sign_in(client, people.ole)
    back = actions.take_back_sent(dispatch=sent, by=people.ole, now=now)
    again = client.post(reverse("pathway:letter_not_sent", args=[other.pk]), {"dispatch": back.pk}, follow=True)
    assert "Denne linja trekker tilbake en annen" in again.content.decode()
    for number in (sent.pk, "", "x", "²", "99999999999999999999"):
        answer = client.post(reverse("pathway:letter_not_sent", args=[letter.pk]), {"dispatch": number})
        assert answer.status_code == 404, number
    assert Dispatch.objects.count() == 2


def test_the_list_holds_what_is_not_sent_and_a_pile_of_letters_is_noted_at_once(client, people, now):
    one = Letter.objects.get(referral=granted_referral(people, now), kind="decision")
    two = Letter.objects.get(referral=granted_referral(people, now, "Snill"), kind="decision")
    sign_in(client, people.ole)
    page = reverse("pathway:letters_to_send")
    assert "2 brev er ikke sendt" in client.get(reverse("pathway:inbox")).content.decode()
    shown = client.get(page).content.decode()
    assert "Vakker Blomst" in shown and "Snill Blomst" in shown
    nothing = client.post(reverse("pathway:letters_sent"), {"way": "post", "sent_on": "i dag"})
    assert nothing.status_code == 422 and "Kryss av" in nothing.content.decode()
    client.post(reverse("pathway:letters_sent"), {"letter": [one.pk, two.pk], "way": "post", "sent_on": "i dag"})
    assert Dispatch.objects.count() == 2
    assert "Alle brev er notert som sendt" in client.get(page).content.decode()
    actions.take_back_sent(dispatch=Dispatch.objects.get(letter=one), by=people.ole, now=now)
    assert queries.count_to_send(user=people.ole, today=now.date()) == 1


def test_a_wrong_day_keeps_what_was_ticked_and_notes_nothing(client, people, letter):
    answer = sign_in(client, people.ole).post(
        reverse("pathway:letters_sent"), {"letter": letter.pk, "way": "post", "sent_on": "1.1.2020"}
    )
    assert answer.status_code == 422
    assert f'value="{letter.pk}" checked' in answer.content.decode()
    assert not Dispatch.objects.exists()


def test_charlie_sees_no_letter_of_another_team_in_the_list(client, people, now):
    completed_period(people, now)
    assert queries.letters_to_send(user=people.charlie, today=now.date()).rows == []
    assert queries.letters_to_send(user=people.alice, today=now.date()).total > 0


def test_the_timeline_tells_that_a_letter_was_sent_and_that_it_was_not_after_all(people, letter, now):
    sent = actions.mark_sent(letter=letter, way="post", sent_on=now.date(), by=people.ole, now=now)
    actions.take_back_sent(dispatch=sent, by=people.ole, now=now)
    look = queries.open_record(by=people.ole, person_id=letter.person_id, now=now)
    events = [event for week in story(person_page(look), now=now) for event in week.events if event.kind == "letter"]
    assert sorted(event.title.split(":")[0] for event in events) == ["Brev sendt", "Ikke sendt likevel"]
    assert all("I posten" in event.texts[0] for event in events)
    # A home trainer has no use for letters.
    trainer = [event for week in story(person_page(look), now=now, for_the_visit=True) for event in week.events]
    assert not [event for event in trainer if event.kind == "letter"]


def test_a_letter_to_somebody_who_has_died_lies_in_no_pile_to_be_sent(people, letter, now):
    assert queries.count_to_send(user=people.alice, today=now.date()) > 0
    Person.objects.filter(pk=letter.person_id).update(died_on=now.date())
    assert queries.letters_to_send(user=people.alice, today=now.date()).rows == []
    assert queries.count_to_send(user=people.alice, today=now.date()) == 0
    assert Letter.objects.filter(pk=letter.pk).exists()
