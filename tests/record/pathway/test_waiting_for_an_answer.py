"""While a referral waits: the month, the letter that it takes time, and tries to reach the person."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from fotfeste.care.pathway import actions, queries
from fotfeste.care.pathway.models import ContactAttempt, InterpreterUse, Letter, PreliminaryAnswer, Referral
from fotfeste.care.pathway.queries.referral.waiting import standing_attempts
from fotfeste.care.pathway.rules.referral.waiting import Wait
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry
from tests.reasons import NO

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch, now: Any) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def refer(people: Any, now: Any) -> Any:
    def make(days_ago: int = 0, **facts: Any) -> Referral:
        about = {key: facts.pop(key) for key in ("language", "interpreter", "address") if key in facts}
        person = actions.register_person(given_name="Vakker", family_name="Blomst", **about, by=people.ole, now=now)
        received = now.date() - timedelta(days=days_ago)
        facts = {"route": "new_applicant", "referrer": "gp", "team": people.south, **facts}
        return actions.register_referral(person=person, received_on=received, by=people.ole, now=now, **facts)

    return make


def tell(referral: Referral, people: Any, now: Any, *, weeks: int = 3, why: str = "Vi venter på legen din.") -> Any:
    day = now.date() + timedelta(weeks=weeks)
    return actions.write_preliminary_answer(referral=referral, why=why, expected_on=day, by=people.ole, now=now)


def page(user: Any, name: str, *args: Any, **query: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse(f"pathway:{name}", args=args), query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


# The month


def test_the_inbox_says_so_from_three_weeks_and_lists_those_whose_month_is_up(
    people: Any, now: Any, refer: Any
) -> None:
    fresh, soon, late = refer(5), refer(22), refer(40)

    def listed(wait: Wait | None) -> set[Any]:
        only = queries.InboxFilter(wait=wait)
        return {row.referral_id for row in queries.inbox(user=people.ole, now=now, only=only).rows}

    assert listed(None) == {fresh.pk, soon.pk, late.pk}
    assert listed(Wait.SOON) == {soon.pk, late.pk}
    assert listed(Wait.DUE) == {late.pk}
    assert queries.inbox(user=people.ole, now=now).month_up == 1
    shown = page(people.ole, "inbox", ventet="over")
    assert str(late.pk) in shown and str(soon.pk) not in shown
    assert "foreløpig svar skulle vært sendt" in shown


def test_a_preliminary_answer_moves_the_inbox_to_the_promised_day_and_warns_again_when_it_slips(
    people: Any, now: Any, refer: Any
) -> None:
    referral = refer(40)
    actions.record_contact(referral=referral, contacted_on=now.date(), by=people.ole, now=now)
    promised = tell(referral, people, now).expected_on

    def row(at: Any) -> Any:
        return next(iter(queries.inbox(user=people.ole, now=at).rows))

    assert (row(now).deadline.on, row(now).clock.standing(now.date())) == (promised, Wait.WITHIN)
    after = now + timedelta(weeks=3, days=1)
    assert row(after).clock.standing(after.date()) is Wait.LATE
    assert queries.inbox(user=people.ole, now=after).month_up == 1
    tell(referral, people, after, why="Legen svarer i neste uke.")
    assert queries.inbox(user=people.ole, now=after).month_up == 0
    assert PreliminaryAnswer.objects.filter(referral=referral).count() == 2


@pytest.mark.parametrize("how", ["withdrawn", "no", "died", "moved"])
def test_the_clock_stops_when_somebody_is_answered_withdrawn_dead_or_gone(
    people: Any, now: Any, refer: Any, how: str
) -> None:
    referral = refer(40, referrer="person")  # somebody others referred must be heard before a no
    if how == "withdrawn":
        actions.withdraw_referral(referral=referral, who="person", reason="Vil ikke", by=people.ole, now=now)
    elif how == "no":
        actions.screen(
            referral=referral, answers={}, included=False, reason="Passer ikke", alternative="one_profession",
            by=people.ole, now=now, **NO,
        )  # fmt: skip
    else:
        leave = actions.record_death if how == "died" else actions.record_move
        leave(person=referral.person, on=now.date(), by=people.ole, now=now)
    referral.refresh_from_db()
    assert queries.clock_of(referral) is None
    assert queries.inbox(user=people.ole, now=now).month_up == 0
    before = Letter.objects.count()
    with pytest.raises(CareError):
        tell(referral, people, now)
    assert Letter.objects.count() == before


def test_the_letter_goes_to_the_person_with_the_own_words_and_the_day_and_the_referrer_is_told_nothing(
    people: Any, now: Any, refer: Any
) -> None:
    referral = refer(30, referrer="hospital", referrer_name="Avdeling Bølge", address="Blomsterveien 1")
    told_before = queries.own_referrals(user=people.ole, now=now)
    answer = tell(referral, people, now)
    letter = Letter.objects.get()
    assert (letter.kind, letter.to, letter.pk) == ("preliminary_answer", "Vakker Blomst", answer.letter_id)
    assert "Vi venter på legen din." in letter.html and "Blomsterveien 1" in letter.html
    assert "5. oktober 2026" in letter.html and "henvisning fra" in letter.html
    assert "11 a" in letter.html.replace("\xa0", " ")
    assert queries.own_referrals(user=people.ole, now=now) == told_before
    referral.refresh_from_db()
    assert (referral.state, referral.answered_on) == ("received", None)


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("nb", "Hvorfor det tar tid"),
        ("nn", "Kvifor det tek tid"),
        ("en", "Why it takes time"),
        ("other", "Hvorfor det"),
    ],
)
def test_it_is_written_in_the_persons_language_and_print(
    people: Any, now: Any, refer: Any, language: str, says: str
) -> None:
    referral = refer(30, referrer="person", language=language)
    referral.person.large_print = True
    referral.person.save()
    tell(referral, people, now)
    letter = Letter.objects.get()
    assert says in letter.html
    assert letter.large_print and 'class="large"' in letter.html


def test_nothing_is_filled_in_beforehand_and_the_letter_can_be_seen_before_it_is_written(
    people: Any, now: Any, refer: Any
) -> None:
    referral = refer(30)
    client = Client()
    client.force_login(people.ole)
    address = reverse("pathway:preliminary", args=[referral.pk])
    form = client.get(address).context["form"]
    assert not form.initial and form["why"].value() is None
    refused = client.post(address, {"why": "", "expected_on": "05.10.2026"})
    assert "Fyll ut" in refused.content.decode() and not Letter.objects.exists()
    seen = client.post(address, {"why": "Fordi <b>legen</b>", "expected_on": "05.10.2026", "step": "preview"})
    assert "Fordi &lt;b&gt;legen&lt;/b&gt;" in seen.content.decode() and not Letter.objects.exists()
    past = client.post(address, {"why": "Fordi vi venter på legen", "expected_on": "14.09.2026"})
    assert past.status_code == 200 and not Letter.objects.exists()
    assert client.post(address, {"why": "Fordi vi venter på legen", "expected_on": "05.10.2026"}).status_code == 302
    assert Letter.objects.count() == 1


def test_the_same_words_sent_twice_are_one_letter(people: Any, now: Any, refer: Any) -> None:
    referral = refer(30)
    assert tell(referral, people, now) == tell(referral, people, now + timedelta(minutes=1))
    assert Letter.objects.count() == 1
    assert LogEntry.objects.filter(act="write_preliminary_answer").count() == 1


# Tries


def test_a_try_is_kept_with_who_and_when_and_the_promise_goes_on_counting(people: Any, now: Any, refer: Any) -> None:
    referral = refer(10)
    due = referral.contact_due_on
    actions.try_contact(referral=referral, key=uuid4(), note="La igjen beskjed", by=people.alice, now=now)
    referral.refresh_from_db()
    assert (referral.state, referral.contacted_on, referral.contact_due_on) == ("received", None, due)
    row = queries.inbox(user=people.ole, now=now).rows[0]
    assert (row.tries, row.tried_at, row.deadline.on) == (1, now, due)
    assert "prøvd 1 gang" in page(people.ole, "inbox")
    look = queries.open_record(by=people.ole, person_id=referral.person_id, now=now)
    assert [(each.tried_by, each.note) for each in queries.attempts_of(look, referral)] == [
        ("Alice Alm", "La igjen beskjed")
    ]
    assert "La igjen beskjed" in page(people.ole, "referral", referral.pk)


def test_one_button_pressed_twice_is_one_try_and_a_new_button_is_another(people: Any, now: Any, refer: Any) -> None:
    referral = refer()
    client = Client()
    client.force_login(people.ole)
    contact = client.get(reverse("pathway:contact", args=[referral.pk]))
    key = contact.context["attempt"]["key"].value()
    # Two forms on one page, each with a note: a label leads to its own field.
    ids = re.findall(r' id="(\w+)"', contact.content.decode())
    assert len(ids) == len(set(ids))
    for _press in range(2):
        client.post(reverse("pathway:no_answer", args=[referral.pk]), {"key": key})
    assert standing_attempts().count() == 1
    client.post(reverse("pathway:no_answer", args=[referral.pk]), {"key": uuid4()})
    assert standing_attempts().count() == 2
    assert LogEntry.objects.filter(act="try_contact").count() == 2


def test_a_wrong_press_is_taken_back_once_and_both_rows_stay(people: Any, now: Any, refer: Any) -> None:
    referral = refer()
    attempt = actions.try_contact(referral=referral, key=uuid4(), by=people.ole, now=now)
    client = Client()
    client.force_login(people.ole)
    for _press in range(2):
        client.post(reverse("pathway:undo_no_answer", args=[referral.pk]), {"attempt": attempt.pk})
    assert standing_attempts().count() == 0
    assert ContactAttempt.objects.count() == 2
    assert queries.inbox(user=people.ole, now=now).rows[0].tries == 0


def test_a_try_belongs_to_its_own_referral_and_a_malformed_one_is_not_found(people: Any, now: Any, refer: Any) -> None:
    mine, other = refer(), refer()
    attempt = actions.try_contact(referral=other, key=uuid4(), by=people.ole, now=now)
    client = Client()
    client.force_login(people.ole)
    for text in (str(attempt.pk), "x", ""):
        answer = client.post(reverse("pathway:undo_no_answer", args=[mine.pk]), {"attempt": text})
        assert answer.status_code == 404
    client.post(reverse("pathway:no_answer", args=[mine.pk]), {"key": "not a key"})
    pressed = client.post(reverse("pathway:no_answer", args=[mine.pk]), {"key": attempt.key}, follow=True)
    assert "Last siden på nytt" in pressed.content.decode()
    assert standing_attempts().count() == 1


def test_after_the_first_real_contact_no_try_is_counted(people: Any, now: Any, refer: Any) -> None:
    referral = refer()
    attempt = actions.try_contact(referral=referral, key=uuid4(), by=people.ole, now=now)
    actions.record_contact(referral=referral, contacted_on=now.date(), by=people.ole, now=now)
    with pytest.raises(CareError, match="not counted any more"):
        actions.try_contact(referral=referral, key=uuid4(), by=people.ole, now=now)
    with pytest.raises(CareError):
        actions.undo_try(attempt=attempt, by=people.ole, now=now)


def test_tries_and_letters_are_counted_in_the_story_of_the_person(people: Any, now: Any, refer: Any) -> None:
    referral = refer(30)
    actions.try_contact(referral=referral, key=uuid4(), note="Dekningen var dårlig", by=people.ole, now=now)
    tell(referral, people, now)
    client = Client()
    client.force_login(people.ole)
    shown = client.get(reverse("board:person", args=[referral.person_id])).content.decode()
    assert "Svarte ikke" in shown and "Dekningen var dårlig" in shown
    assert "Svar ventet 05.10.2026" in shown


def test_what_was_tried_and_told_is_never_changed(people: Any, now: Any, refer: Any) -> None:
    referral = refer(30)
    attempt = actions.try_contact(referral=referral, key=uuid4(), by=people.ole, now=now)
    answer = tell(referral, people, now)
    for rows in (ContactAttempt.objects.filter(pk=attempt.pk), PreliminaryAnswer.objects.filter(pk=answer.pk)):
        for change in (lambda rows=rows: rows.update(referral=referral), rows.delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_charlie_in_another_team_neither_tries_nor_tells(people: Any, now: Any, refer: Any) -> None:
    referral = refer(30)
    attempt = actions.try_contact(referral=referral, key=uuid4(), by=people.ole, now=now)
    soon = now.date() + timedelta(days=9)
    for act in (
        lambda: actions.try_contact(referral=referral, key=uuid4(), by=people.charlie, now=now),
        lambda: actions.undo_try(attempt=attempt, by=people.charlie, now=now),
        lambda: actions.write_preliminary_answer(
            referral=referral, why="x", expected_on=soon, by=people.charlie, now=now
        ),
    ):
        with pytest.raises(AccessRefused):
            act()
    assert not Letter.objects.exists()


# Interpreter


def test_whoever_needs_an_interpreter_is_asked_about_it_at_the_contact_and_a_no_says_why(
    people: Any, now: Any, refer: Any
) -> None:
    referral = refer(interpreter="tigrinja", language="other")
    shown = page(people.ole, "contact", referral.pk)
    assert "tigrinja" in shown and "Barn skal aldri tolke" in shown
    client = Client()
    client.force_login(people.ole)
    address = reverse("pathway:contact", args=[referral.pk])
    typed = {"contacted_on": "14.09.2026", "note": "Glad for samtalen"}
    for said in ({}, {"tolk-interpreter_used": "no"}):
        assert "Glad for samtalen" in client.post(address, {**typed, **said}).content.decode()
    assert not InterpreterUse.objects.exists()
    why = {"tolk-interpreter_used": "no", "tolk-why_no_interpreter": "Tolken kom ikke"}
    assert client.post(address, {**typed, **why}).status_code == 302
    use = InterpreterUse.objects.get()
    assert (use.referral, use.used, use.language, use.why_not) == (referral, False, "tigrinja", "Tolken kom ikke")
    assert "Tolken kom ikke" in page(people.ole, "referral", referral.pk)


def test_nobody_else_is_asked_about_an_interpreter(people: Any, now: Any, refer: Any) -> None:
    referral = refer()
    assert "tolk-interpreter_used" not in page(people.ole, "contact", referral.pk)
    actions.record_contact(referral=referral, contacted_on=now.date(), interpreter_used=True, by=people.ole, now=now)
    assert not InterpreterUse.objects.exists()
