"""A referral about somebody known from before opens nothing and writes nothing until those who follow them say so."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.care.pathway import actions, queries
from fotfeste.care.pathway.actions.person.matches import MOVED, NOT_MOVED
from fotfeste.care.pathway.models import DecisionCompetence, Person, Referral, Relative, Sharing
from fotfeste.care.pathway.queries.period.imports import keys_present
from fotfeste.care.pathway.queries.person.record import relations_to
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import SharedWith
from fotfeste.channels.intake.actions import take_referral
from fotfeste.channels.intake.rules.referrals import check_referrals
from fotfeste.ground.access.actions import add_unit, add_user
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry, User
from fotfeste.ground.access.rules.rights import Role
from tests.reasons import NO, heard
from tests.standing import standing

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NUMBER, OTHER_NUMBER, THIRD_NUMBER = "28895826067", "28895826229", "28895826237"
WRITTEN = {
    "given_name": "Et",
    "family_name": "Navn",
    "language": "nb",
    "received_on": "i dag",
    "route": "new_applicant",
    "referrer": "gp",
    "phone": "99 99 99 99",
    "address": "Fremmedveien 1",
    "postal_code": "2815",
    "city": "Fjordvik",
    "gp_name": "Lege Lind",
    "relative_name": "Inntrenger Nær",
    "relative_phone": "99 99 99 98",
}


CASE = re.compile(r"\d{4}/\d{6}")  # every case has a number of its own


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@standing
def known(people: Any) -> Person:
    """Somebody team South and the office follow, with a phone and nothing else."""
    now = timezone.localtime()
    person = actions.register_person(
        given_name="Vakker", family_name="Blomst", national_number=NUMBER, phone="22 33 44 55", by=people.ole, now=now
    )
    referral = actions.register_referral(
        person=person, received_on=timezone.localdate(), route="new_applicant", referrer="gp", team=people.south,
        by=people.ole, now=now,
    )  # fmt: skip
    # Somebody else than the one who wrote works with it: a number that was only written makes nobody the record.
    actions.record_contact(referral=referral, contacted_on=timezone.localdate(), by=people.alice, now=now)
    return person


@standing
def east(people: Any) -> User:
    """An allocator of a second office."""
    office = add_unit(name="Østkontoret", kind="office", by=people.system, now=timezone.localtime())
    return add_user(
        email="east@example.invalid", name="Øst Ek", role=Role.ALLOCATOR, units=(office,), by=people.system,
        now=timezone.localtime(),
    )  # fmt: skip


def send(user: User, **more: str) -> Any:
    return signed_in(user).post(reverse("pathway:referral_new"), {**WRITTEN, "national_number": NUMBER, **more})


def newest() -> Referral:
    return Referral.objects.latest("registered_at")


def stands(person: Person) -> tuple[Any, ...]:
    person.refresh_from_db()
    names = [each.name for each in person.relatives.all()]
    return (person.given_name, person.phone, person.address, person.city, person.gp_name, names)


@pytest.mark.parametrize("who", ["charlie", "gp", "hanna", "bob", "east"])
def test_a_number_opens_nothing_and_writes_nothing(people: Any, known: Person, east: User, who: str) -> None:
    user = east if who == "east" else getattr(people, who)
    before = stands(known)
    assert send(user).status_code == 302
    assert stands(known) == before == ("Vakker", "22 33 44 55", "", "", "", [])
    assert relations_to(user, known.pk, today=timezone.localdate()) == frozenset()
    client = signed_in(user)
    for name in ("board:person", "pathway:relatives", "pathway:log_of_person", "portal:home"):
        if name != "portal:home":
            assert client.get(reverse(name, args=[known.pk])).status_code in (403, 404)
    found = client.post(reverse("pathway:persons"), {"q": NUMBER})
    assert "Blomst" not in found.content.decode()
    referral = newest()
    assert (referral.person.phone, referral.person.known_as) == ("99 99 99 99", known)
    assert [each.name for each in referral.person.relatives.all()] == ["Inntrenger Nær"]


def seen(answer: Any, referral: Referral) -> tuple[Any, ...]:
    """An answer without what is another for every referral."""
    text = answer.content.decode() if answer.content else ""
    own = {str(referral.pk): "R", str(referral.person_id): "P"}
    for before, after in own.items():
        text = text.replace(before, after)
    text = re.sub(r' data-(?:owner|draft-key|draft-session)="[^"]*"', "", text)
    text = re.sub(r'csrf[^>]*value="[^"]+"|nonce="[^"]+"|\b\d{11}\b|\b[A-Za-z0-9]{64}\b', "", text)
    text = re.sub(r'name="key" value="[^"]+"', "", text)  # of the button, new each time the page is drawn
    text = re.sub(r'"foot__paper">[^<]*', "", text)  # the minute it was drawn
    location = answer.headers.get("Location", "")
    for before, after in own.items():
        location = location.replace(before, after)
    return answer.status_code, location, text


@pytest.mark.parametrize("who", ["charlie", "gp", "east"])
def test_the_one_who_writes_cannot_tell_somebody_known_from_somebody_new(
    people: Any, known: Person, east: User, who: str
) -> None:
    user = east if who == "east" else getattr(people, who)
    told = []
    for number in (NUMBER, OTHER_NUMBER):
        same = signed_in(user).post(reverse("pathway:referral_same"), {**WRITTEN, "national_number": number})
        client = signed_in(user)
        answer = client.post(reverse("pathway:referral_new"), {**WRITTEN, "national_number": number})
        referral = newest()
        pages = [seen(answer, referral), seen(same, referral)]
        pages.append(seen(client.get(answer.url), referral))
        for name in ("pathway:referral", "pathway:confirm_person", "pathway:contact", "pathway:screening"):
            pages.append(seen(client.get(reverse(name, args=[referral.pk])), referral))
        pages.append(seen(client.get(reverse("board:person", args=[referral.person_id])), referral))
        if user.role != Role.EXTERNAL:
            pages.append(seen(client.get(reverse("pathway:inbox")), referral))
        told.append(pages)
        # One at a time, so that the lists hold as many.
        Referral.objects.filter(pk=referral.pk).update(
            state="withdrawn",
            answered_on=timezone.localdate() - timedelta(days=60),
            registered_by=people.ole,
            team=None,
        )
    for one, other in zip(*told, strict=True):
        assert one[:2] == other[:2]
        assert CASE.sub("", one[2]).splitlines() == CASE.sub("", other[2]).splitlines()


def test_the_office_confirms_in_two_clicks_and_the_gaps_are_filled(people: Any, known: Person) -> None:
    send(people.gp, given_name="Vakker", family_name="Blomst")
    made = newest()
    ole = signed_in(people.ole)
    inbox = ole.get(reverse("pathway:inbox")).content.decode()
    address = reverse("pathway:confirm_person", args=[made.pk])
    assert address in inbox
    assert "Bekreft personen" in inbox
    asked = ole.get(address).content.decode()
    assert "Fremmedveien 1" in asked and "22 33 44 55" in asked
    values = re.findall(r'name="take_over" value="(\w+)"[^>]* checked', asked)
    assert sorted(values) == ["address", "gp_name", "relative"]  # the phone stands already
    answer = ole.post(address, {"step": "confirm", "take_over": values})
    assert answer.url == reverse("pathway:referral", args=[made.pk])
    made.refresh_from_db()
    assert made.person == known
    assert stands(known) == ("Vakker", "22 33 44 55", "Fremmedveien 1", "Fjordvik", "Lege Lind", ["Inntrenger Nær"])
    kept = ole.get(answer.url).content.decode()
    assert "99 99 99 99" in kept  # what was written and the record says otherwise about
    assert LogEntry.objects.filter(act="confirm_person", person_id=known.pk, user=people.ole).count() == 1
    assert address not in ole.get(reverse("pathway:inbox")).content.decode()


def test_nothing_is_ticked_beforehand_where_the_names_are_not_alike(people: Any, known: Person) -> None:
    send(people.gp)
    asked = signed_in(people.ole).get(reverse("pathway:confirm_person", args=[newest().pk])).content.decode()
    assert "Navnene er ulike" in asked
    assert re.findall(r'name="take_over"[^>]* checked', asked) == []


def test_nothing_is_taken_over_that_was_not_chosen(people: Any, known: Person) -> None:
    send(people.gp)
    actions.confirm_person(referral=newest(), by=people.ole, now=timezone.localtime())
    assert stands(known) == ("Vakker", "22 33 44 55", "", "", "", [])


def test_the_team_that_has_the_person_may_answer_and_the_author_may_not(people: Any, known: Person) -> None:
    send(people.charlie)
    made = newest()
    with pytest.raises(AccessRefused):
        actions.confirm_person(referral=made, by=people.charlie, now=timezone.localtime())
    with pytest.raises(AccessRefused):
        actions.reject_match(referral=made, by=people.charlie, now=timezone.localtime())
    assert not queries.in_reach(people.charlie, today=timezone.localdate()).filter(pk=known.pk).exists()
    alice = signed_in(people.alice)
    assert reverse("pathway:confirm_person", args=[made.pk]) in alice.get(reverse("pathway:inbox")).content.decode()
    alice.post(reverse("pathway:confirm_person", args=[made.pk]), {"step": "confirm"})
    made.refresh_from_db()
    assert made.person == known
    # Alice let them in: the referral is team North's.
    assert queries.in_reach(people.charlie, today=timezone.localdate()).filter(pk=known.pk).exists()


def test_another_office_gets_nothing_until_the_one_that_has_the_person_answers(
    people: Any, known: Person, east: User
) -> None:
    send(east)
    made = newest()
    assert made.office.name == "Østkontoret"
    now = timezone.localtime()
    with pytest.raises(AccessRefused):
        actions.confirm_person(referral=made, by=east, now=now)
    actions.screen(referral=made, answers={}, included=True, reason="Motivert", by=east, now=now)
    with pytest.raises(CareError, match="known from before"):
        actions.decide(referral=made, outcome="refused", **NO, by=east, now=now)
    actions.confirm_person(referral=made, by=people.ole, now=now)
    made.refresh_from_db()
    assert made.person == known
    heard(made, east, now)
    actions.decide(referral=made, outcome="refused", **NO, by=east, now=now)


def test_somebody_else_is_a_person_of_their_own_with_the_right_number(people: Any, known: Person) -> None:
    send(people.gp)
    made = newest()
    with pytest.raises(CareError, match="say it is not"):
        actions.reject_match(referral=made, national_number=NUMBER, by=people.ole, now=timezone.localtime())
    answer = signed_in(people.ole).post(
        reverse("pathway:confirm_person", args=[made.pk]), {"step": "reject", "national_number": OTHER_NUMBER}
    )
    assert answer.url == reverse("pathway:referral", args=[made.pk])
    made.refresh_from_db()
    assert made.person != known
    assert (made.person.known_as, made.person.national_number) == (None, OTHER_NUMBER)
    assert stands(known) == ("Vakker", "22 33 44 55", "", "", "", [])
    with pytest.raises(CareError, match="answered already"):
        actions.confirm_person(referral=made, by=people.ole, now=timezone.localtime())


def test_a_right_number_of_a_third_person_waits_in_its_turn(people: Any, known: Person, east: User) -> None:
    now = timezone.localtime()
    third = actions.register_person(
        given_name="Stille", family_name="Fjord", national_number=THIRD_NUMBER, by=east, now=now
    )
    actions.register_referral(
        person=third, received_on=timezone.localdate(), route="new_applicant", referrer="gp", by=east, now=now
    )
    send(people.gp)
    made = newest()
    actions.reject_match(referral=made, national_number=THIRD_NUMBER, by=people.ole, now=now)
    made.refresh_from_db()
    assert made.person.known_as == third
    assert relations_to(people.ole, third.pk, today=timezone.localdate()) == frozenset()


def test_a_second_referral_for_what_was_written_follows_along(people: Any, known: Person) -> None:
    send(people.charlie)
    first = newest()
    signed_in(people.charlie).post(
        f"{reverse('pathway:referral_new')}?person={first.person_id}",
        {name: WRITTEN[name] for name in ("received_on", "route", "referrer")},
    )
    second = newest()
    assert second.person_id == first.person_id
    actions.confirm_person(referral=first, by=people.ole, now=timezone.localtime())
    second.refresh_from_db()
    assert second.person == known


def test_the_office_that_had_the_case_last_answers_when_nobody_follows_the_person(
    people: Any, known: Person, east: User
) -> None:
    long_ago = timezone.localdate() - timedelta(days=400)
    Referral.objects.filter(person=known).update(
        state="withdrawn", answered_on=long_ago, received_on=long_ago, contact_due_on=long_ago, answer_due_on=long_ago
    )
    send(east)
    made = newest()
    with pytest.raises(AccessRefused):
        actions.confirm_person(referral=made, by=east, now=timezone.localtime())
    assert signed_in(people.ole).get(reverse("board:person", args=[known.pk])).status_code == 404
    asked = signed_in(people.ole).get(reverse("pathway:confirm_person", args=[made.pk]))
    assert "22 33 44 55" in asked.content.decode()
    actions.confirm_person(referral=made, by=people.ole, now=timezone.localtime())


def test_nobody_registers_a_referral_on_a_person_they_may_not_open(people: Any, known: Person) -> None:
    for user in (people.charlie, people.gp, people.bob, people.hanna):
        with pytest.raises(AccessRefused):
            actions.register_referral(
                person=known, received_on=timezone.localdate(), route="new_applicant", referrer="gp", by=user,
                now=timezone.localtime(),
            )  # fmt: skip


def test_the_one_who_referred_writes_no_next_of_kin_into_the_record_afterwards(people: Any, known: Person) -> None:
    send(people.gp)
    made = newest()
    actions.confirm_person(referral=made, by=people.ole, now=timezone.localtime())
    with pytest.raises(AccessRefused):
        actions.add_relative(person=known, name="Inntrenger Nær", by=people.gp, now=timezone.localtime())
    assert not Relative.objects.filter(person=known).exists()


@pytest.mark.parametrize(("who", "waits"), [("east", True), ("kari", False), ("ole", False), ("system", False)])
def test_a_file_goes_the_same_way_as_a_form(people: Any, known: Person, east: User, who: str, waits: bool) -> None:
    user = east if who == "east" else getattr(people, who)
    today = timezone.localdate()
    head = "Fornavn;Etternavn;Fødselsnummer;Henvist dato;Henvist fra;Adresse"
    text = f"{head}\nEt;Navn;{NUMBER};{today:%d.%m.%Y};Ny søker;Fremmedveien 1\n"
    for row in check_referrals(text.encode(), today=today).accepted:
        take_referral(row=row, by=user, now=timezone.localtime())
    made = newest()
    assert (made.person_id != known.pk) == waits
    known.refresh_from_db()
    assert (known.address == "") == waits


def test_two_who_register_one_number_from_outside_make_two_writings_beside_one_record(
    people: Any, known: Person
) -> None:
    send(people.gp)
    send(people.charlie)
    assert Person.objects.filter(known_as=known).count() == 2
    assert Person.objects.filter(national_number=NUMBER, known_as=None).count() == 1


def _east_row(number: str, day: str) -> str:
    return f"Fornavn;Etternavn;Fødselsnummer;Henvist dato;Henvist fra\nEt;Navn;{number};{day};Ny søker\n"


def test_a_file_tells_nobody_that_another_unit_has_the_person_and_each_unit_takes_its_own(
    people: Any, known: Person, east: User
) -> None:
    today, now = timezone.localdate(), timezone.localtime()
    (row,) = check_referrals(_east_row(NUMBER, f"{today:%d.%m.%Y}").encode(), today=today).accepted
    assert take_referral(row=row, by=people.ole, now=now)
    assert keys_present([row.key], by=people.kari, today=today) == set(), "a team hears nothing of the office's list"
    assert keys_present([row.key], by=east, today=today) == set()
    assert take_referral(row=row, by=east, now=now)
    assert not take_referral(row=row, by=east, now=now), "the same office takes it once"
    assert Referral.objects.get(registered_by=east).person.known_as == known
    assert keys_present([row.key], by=people.ole, today=today) == {row.key}
    assert keys_present([row.key], by=people.system, today=today) == {row.key}, "the product stands in the first office"


SQUATTED = "28895826318"


def _squat(people: Any, by: User, office: Any = None, team: Any = None) -> Referral:
    now = timezone.localtime()
    person = actions.register_person(
        given_name="Tidlig", family_name="Ute", national_number=SQUATTED, phone="11 11 11 11", by=by, now=now
    )
    return actions.register_referral(
        person=person, received_on=timezone.localdate(), route="new_applicant", referrer="gp", office=office, team=team,
        by=by, now=now,
    )  # fmt: skip


def _real(by: User) -> Referral:
    now = timezone.localtime()
    person = actions.register_person(
        given_name="Ekte", family_name="Person", national_number=SQUATTED, phone="77 77 77 77", address="Storgata 1",
        by=by, now=now,
    )  # fmt: skip
    return actions.register_referral(
        person=person, received_on=timezone.localdate(), route="new_applicant", referrer="gp", note="Rus og psykiatri",
        by=by, now=now,
    )  # fmt: skip


def test_whoever_takes_a_number_early_is_asked_nothing_and_sees_nothing_when_the_real_referral_comes(
    people: Any, east: User
) -> None:
    now, today = timezone.localtime(), timezone.localdate()
    mine = _squat(people, people.charlie)
    real = _real(east)
    assert real.person.known_as == mine.person
    client = signed_in(people.charlie)
    page = reverse("pathway:confirm_person", args=[real.pk])
    assert client.get(page).status_code in (403, 404)
    for step in ("confirm", "reject"):
        client.post(page, {"step": step})
    for act in (actions.confirm_person, actions.reject_match):
        with pytest.raises(AccessRefused):
            act(referral=real, by=people.charlie, now=now)
    real.refresh_from_db()
    assert real.person.national_number == SQUATTED and real.person.phone == "77 77 77 77"
    assert relations_to(people.charlie, real.person_id, today=today) == frozenset()
    assert page not in client.get(reverse("pathway:inbox")).content.decode()


def test_the_office_of_the_later_writing_sees_of_the_other_who_it_is_and_a_yes_gives_its_own_away(
    people: Any, east: User
) -> None:
    mine = _squat(people, people.charlie)
    real = _real(east)
    page = reverse("pathway:confirm_person", args=[real.pk])
    shown = signed_in(east).get(page).content.decode()
    assert "Tidlig Ute" in shown and "11 11 11 11" not in shown and "77 77 77 77" not in shown
    signed_in(east).post(page, {"step": "confirm", "take_over": ["phone"]})
    real.refresh_from_db()
    assert (real.person, real.office) == (mine.person, mine.office)
    assert real.person.phone == "11 11 11 11"
    assert relations_to(east, mine.person_id, today=timezone.localdate()) == frozenset()


def test_a_number_that_was_only_written_and_given_up_makes_way(people: Any, east: User) -> None:
    now, today = timezone.localtime(), timezone.localdate()
    mine = _squat(people, people.charlie)
    real = _real(east)
    actions.withdraw_referral(referral=mine, who="person", reason="Feil", by=people.charlie, now=now)
    actions.confirm_person(referral=real, by=east, now=now)
    real.refresh_from_db()
    mine.person.refresh_from_db()
    assert (real.person.known_as, mine.person.known_as) == (None, real.person)
    assert relations_to(people.charlie, real.person_id, today=today) == frozenset()
    assert relations_to(east, mine.person_id, today=today) == frozenset()


def test_a_no_changes_nothing_in_what_another_office_wrote_which_puts_it_right_itself(
    people: Any, known: Person, east: User
) -> None:
    send(east)
    made, now = newest(), timezone.localtime()
    before = stands(made.person), made.person.national_number, made.person.birth_date
    actions.reject_match(referral=made, national_number=OTHER_NUMBER, by=people.alice, now=now)
    made.refresh_from_db()
    assert (stands(made.person), made.person.national_number, made.person.birth_date) == before
    with pytest.raises(AccessRefused):
        actions.confirm_person(referral=made, by=people.alice, now=now)
    asked = signed_in(east).get(reverse("pathway:confirm_person", args=[made.pk])).content.decode()
    assert "22 33 44 55" not in asked
    with pytest.raises(CareError, match="somebody else"):
        actions.confirm_person(referral=made, by=east, now=now)
    actions.reject_match(referral=made, national_number=OTHER_NUMBER, by=east, now=now)
    made.refresh_from_db()
    assert (made.person.known_as, made.person.national_number, made.written_about) == (None, OTHER_NUMBER, None)


def test_what_the_person_said_and_what_was_assessed_go_over_to_the_record(people: Any, known: Person) -> None:
    send(people.gp)
    made = newest()
    now, today = timezone.localtime(), timezone.localdate()
    for with_whom, referral in (("gp", None), ("referrer", made)):
        actions.set_sharing(
            person=made.person, with_whom=with_whom, referral=referral, agrees=False, said_on=today, by=people.ole,
            now=now,
        )  # fmt: skip
    assessed = DecisionCompetence.objects.create(
        person=made.person, question="Samtykke til trening", why="Forstår det vi forklarer", finding="able",
        assessed_on=today, assessed_by=people.ole, written_at=now,
    )  # fmt: skip
    actions.confirm_person(referral=made, by=people.ole, now=now)
    made.refresh_from_db()
    assessed.refresh_from_db()
    assert assessed.person == known
    for with_whom, about in ((SharedWith.GP, None), (SharedWith.REFERRER, made.pk)):
        said = queries.said_about(known.pk, with_whom, referral_id=about)
        assert said is not None
        assert (said.agrees, said.on, said.written_by) == (False, today, people.ole.name)
    actions.withdraw_referral(referral=made, who="person", reason="Vil ikke", by=people.ole, now=now)
    assert "trukket" not in made.letters.get(kind="answer_to_referrer").html


def test_a_yes_about_somebody_of_the_same_name_opens_nothing_and_a_no_holds(people: Any, known: Person) -> None:
    send(people.gp)
    made = newest()
    now, today = timezone.localtime(), timezone.localdate()
    near = made.person.relatives.get()
    for relative, agrees in ((near, True), (near, False)):
        if not agrees:
            actions.add_relative(person=known, name="inntrenger nær", by=people.ole, now=now)
        actions.set_sharing(
            person=made.person, with_whom="relative", relative=relative, agrees=agrees, said_on=today, by=people.ole,
            now=now,
        )  # fmt: skip
    actions.confirm_person(referral=made, by=people.ole, now=now)
    words = Sharing.objects.filter(person=known, with_whom="relative")
    assert list(words.values_list("agrees", "relative__name")) == [(False, "inntrenger nær")]


def test_every_model_about_a_person_is_moved_with_a_match_or_said_to_stay() -> None:
    about = {
        model
        for model in apps.get_app_config("pathway").get_models()
        if "pgh_obj" not in {field.name for field in model._meta.fields}
        and any(
            field.name != "known_as" and field.is_relation and field.related_model is Person
            for field in model._meta.fields
        )
    }
    assert not set(MOVED) & set(NOT_MOVED)
    assert about == {*MOVED, *NOT_MOVED}
