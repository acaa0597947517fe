"""From the day a need is reported: registering, contact, withdrawal, and what each leaves behind."""

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Letter, Person, Referral, Relative
from fotfeste.care.pathway.rules.states import ReferralState
from fotfeste.care.pathway.writing.referral.registering import take_step
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry

NUMBER = "28895826067"  # synthetic: the month has 80 added


@pytest.fixture
def register(people: Any, now: datetime) -> Callable[..., Referral]:
    def make(by: Any = None, person: Person | None = None, **more: Any) -> Referral:
        by = by or people.ole
        person = person or actions.register_person(given_name="Vakker", family_name="Blomst", by=by, now=now)
        facts = {"received_on": now.date(), "route": "new_applicant", "referrer": "gp", **more}
        return actions.register_referral(person=person, by=by, now=now, **facts)

    return make


def test_whoever_opened_the_referral_before_another_took_the_step_cannot_take_it_again(
    register: Any, people: Any, now: datetime
) -> None:
    opened_before = register()
    again = Referral.objects.get(pk=opened_before.pk)
    actions.withdraw_referral(referral=again, who="person", reason="Vil ikke", by=people.ole, now=now)
    assert opened_before.state == ReferralState.RECEIVED
    with CaptureQueriesContext(connection) as asked, pytest.raises(CareError, match="this step cannot be taken"):
        take_step(opened_before, ReferralState.CONTACTED)
    assert any("UPDATE" in one["sql"] and "pathway_referral" in one["sql"] for one in asked)


def test_contact_is_due_on_the_third_working_day_and_the_answer_on_the_tenth(register: Any, now: datetime) -> None:
    # A Wednesday in Easter week 2026: Thursday, Friday and Monday are holidays.
    easter = datetime(2026, 4, 1, 12, 0, tzinfo=now.tzinfo)
    referral = register(received_on=easter.date())
    assert referral.contact_due_on == date(2026, 4, 9)
    assert referral.answer_due_on == date(2026, 4, 20)


def test_within_reach_the_same_number_is_the_same_person_and_only_gaps_are_filled(
    register: Any, people: Any, now: datetime
) -> None:
    first = actions.register_person(
        given_name="Vakker", family_name="Blomst", national_number=NUMBER, phone="22 33 44 55", by=people.ole, now=now
    )
    register(person=first)
    again = actions.register_person(
        given_name="Helt", family_name="Annet", national_number=NUMBER, phone="99 99 99 99", city="Fjordvik",
        by=people.ole, now=now,
    )  # fmt: skip
    assert again.pk == first.pk
    first.refresh_from_db()
    assert (first.given_name, first.phone, first.city) == ("Vakker", "22 33 44 55", "Fjordvik")
    assert Person.objects.count() == 1


def test_birth_date_and_sex_come_from_the_number_when_they_are_not_typed(people: Any, now: datetime) -> None:
    person = actions.register_person(
        given_name="Vakker", family_name="Blomst", national_number=NUMBER, by=people.ole, now=now
    )
    assert person.birth_date == date(1958, 9, 28)
    assert person.sex == "woman"


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"national_number": "123"}, "eleven digits"),
        ({"national_number": "28895826068"}, "control digits"),
        ({"national_number": NUMBER, "birth_date": date(1950, 1, 1)}, "do not belong together"),
        ({"given_name": " ", "family_name": ""}, "name"),
        ({"birth_date": date(2026, 9, 15)}, "in the future"),
    ],
)
def test_a_person_who_cannot_be_right_is_refused_with_what_to_do(
    people: Any, now: datetime, facts: dict[str, Any], says: str
) -> None:
    names = {"given_name": "Vakker", "family_name": "Blomst"}
    with pytest.raises(CareError, match=says):
        actions.register_person(**{**names, **facts}, by=people.ole, now=now)
    assert not Person.objects.exists()


def test_the_database_itself_holds_one_person_to_a_number(people: Any, now: datetime) -> None:
    facts = {"given_name": "A", "family_name": "B", "sort_name": "1", "created_at": now, "national_number": NUMBER}
    Person.objects.create(**facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(**facts)


def test_a_form_sent_twice_is_one_referral(register: Any, people: Any) -> None:
    first = register(import_key="form:1")
    again = register(person=first.person, import_key="form:1", note="sent again")
    assert again.pk == first.pk
    assert Referral.objects.count() == 1


def test_a_referral_cannot_be_received_tomorrow(register: Any, now: datetime) -> None:
    with pytest.raises(CareError, match="in the future"):
        register(received_on=now.date() + timedelta(days=1))


def test_a_week_has_no_more_than_168_hours_of_help(register: Any) -> None:
    with pytest.raises(CareError, match="168"):
        register(hours_per_week=169)


def test_what_a_therapist_registers_stands_in_the_teams_own_list(register: Any, people: Any) -> None:
    assert register(by=people.alice).team == people.south
    assert register(by=people.gp).team is None


def test_without_an_allocation_office_the_error_says_who_can_add_one(register: Any, people: Any) -> None:
    type(people.office).objects.filter(kind="office").update(kind="zone")
    with pytest.raises(CareError, match="administrator"):
        register()


def test_contact_is_recorded_with_who_and_when(register: Any, people: Any, now: datetime) -> None:
    referral = register(received_on=now.date() - timedelta(days=1))
    actions.record_contact(referral=referral, contacted_on=now.date(), note="Glad for samtalen", by=people.ole, now=now)
    referral.refresh_from_db()
    assert (referral.state, referral.contacted_on, referral.handled_by) == ("contacted", now.date(), people.ole)


def test_contact_before_the_referral_or_in_the_future_is_refused(register: Any, people: Any, now: datetime) -> None:
    referral = register()
    for day, says in ((now.date() - timedelta(days=1), "before"), (now.date() + timedelta(days=1), "in the future")):
        with pytest.raises(CareError, match=says):
            actions.record_contact(referral=referral, contacted_on=day, by=people.ole, now=now)


def test_a_withdrawn_referral_still_answers_the_referrer(register: Any, people: Any, now: datetime) -> None:
    referral = register(referrer="hospital", referrer_name="Avdeling Bølge")
    actions.withdraw_referral(referral=referral, who="person", reason="Reiste til datteren", by=people.ole, now=now)
    referral.refresh_from_db()
    assert (referral.state, referral.answered_on) == ("withdrawn", now.date())
    letter = Letter.objects.get(kind="answer_to_referrer")
    assert letter.to == "Avdeling Bølge"
    assert "Reiste til datteren" not in letter.html


def test_what_two_do_at_once_is_done_once_and_the_second_is_told(register: Any, people: Any, now: datetime) -> None:
    referral = register()
    stale = Referral.objects.get(pk=referral.pk)
    actions.withdraw_referral(referral=referral, who="person", reason="Vil ikke", by=people.ole, now=now)
    with pytest.raises(CareError, match="Open it again"):
        actions.record_contact(referral=stale, contacted_on=now.date(), by=people.ole, now=now)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_step_at_the_same_moment_one_takes_it_and_one_is_told(
    register: Any, people: Any, now: datetime
) -> None:
    referral = register()
    holds, may_go_on, said = threading.Event(), threading.Event(), []

    def decline() -> None:
        with transaction.atomic():
            actions.withdraw_referral(
                referral=Referral.objects.get(pk=referral.pk), who="person", reason="Vil ikke", by=people.ole, now=now
            )
            holds.set()
            may_go_on.wait(timeout=30)
        connection.close()

    def contact() -> None:
        holds.wait(timeout=30)
        try:
            actions.record_contact(
                referral=Referral.objects.get(pk=referral.pk), contacted_on=now.date(), by=people.ole, now=now
            )
            said.append("contacted")
        except CareError as refused:
            said.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(daemon=True, target=decline), threading.Thread(target=contact)]
    for thread in threads:
        thread.start()
    holds.wait(timeout=30)
    _until_somebody_waits_for_a_row()
    may_go_on.set()
    for thread in threads:
        thread.join(timeout=60)
    referral.refresh_from_db()
    assert referral.state == "withdrawn"
    assert len(said) == 1 and "Open it again" in said[0]


def _until_somebody_waits_for_a_row() -> None:
    """The second one has come as far as the row the first one holds; asked of the database, not of the clock."""
    with connection.cursor() as cursor:
        for _try in range(3000):
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.01)")
    raise AssertionError("The second step never waited for the first.")


def test_charlie_in_another_team_can_do_nothing_to_the_referral(register: Any, people: Any, now: datetime) -> None:
    referral = register(team=people.south)
    for act in (
        lambda: actions.record_contact(referral=referral, contacted_on=now.date(), by=people.charlie, now=now),
        lambda: actions.withdraw_referral(referral=referral, who="person", reason="x", by=people.charlie, now=now),
        lambda: actions.screen(referral=referral, answers={}, included=True, reason="x", by=people.charlie, now=now),
        lambda: actions.add_relative(person=referral.person, name="Rask Elv", by=people.charlie, now=now),
        lambda: actions.update_contact(person=referral.person, phone="1", by=people.charlie, now=now),
    ):
        with pytest.raises(AccessRefused):
            act()
    referral.refresh_from_db()
    assert referral.state == "received"
    assert not Relative.objects.exists()


def test_each_act_leaves_its_line_in_the_log(register: Any, people: Any, now: datetime) -> None:
    referral = register()
    actions.record_contact(referral=referral, contacted_on=now.date(), by=people.ole, now=now)
    actions.withdraw_referral(referral=referral, who="person", reason="Vil ikke", by=people.ole, now=now)
    acts = list(LogEntry.objects.filter(person_id=referral.person_id).order_by("id").values_list("act", flat=True))
    assert acts == ["register_referral", "register_referral", "contact", "withdraw_referral"]


def test_the_database_refuses_a_step_that_the_table_does_not_have(register: Any) -> None:
    referral = register()
    with pytest.raises(Exception, match="transition"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pathway_referral SET state = 'granted', answered_on = now() WHERE id = %s", [referral.pk]
        )


def test_consent_is_given_and_withdrawn_with_dates(register: Any, people: Any, now: datetime) -> None:
    person = register().person
    relative = actions.add_relative(person=person, name="Rask Elv", relationship="datter", by=people.ole, now=now)
    assert relative.consented_on is None
    with pytest.raises(CareError, match="no consent"):
        actions.withdraw_consent(relative=relative, on=now.date(), by=people.ole, now=now)
    actions.consent_to_relative(relative=relative, on=now.date() - timedelta(days=2), by=people.ole, now=now)
    actions.withdraw_consent(relative=relative, on=now.date(), by=people.ole, now=now)
    relative.refresh_from_db()
    assert (relative.consented_on, relative.withdrawn_on) == (now.date() - timedelta(days=2), now.date())


def test_the_gp_may_name_the_next_of_kin_when_referring_and_never_later(
    register: Any, people: Any, now: datetime
) -> None:
    person = register(by=people.gp).person
    actions.add_relative(person=person, name="Rask Elv", by=people.gp, now=now)
    with pytest.raises(AccessRefused):
        actions.add_relative(person=person, name="Stille Vann", by=people.gp, now=now + timedelta(days=3))
    assert [relative.name for relative in person.relatives.all()] == ["Rask Elv"]
