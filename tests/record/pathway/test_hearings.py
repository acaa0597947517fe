"""A person whom others referred is heard before a no: a conversation, or a warning and its answer."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Decision, Hearing, Letter, Referral
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry, User
from tests.reasons import NO


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(client: Client, name: str, referral: Referral) -> str:
    answer = client.get(reverse(f"pathway:{name}", args=[referral.pk]))
    assert answer.status_code == 200, answer
    return answer.content.decode()


def referred(people: Any, now: datetime, referrer: str = "hospital") -> Referral:
    person = actions.register_person(given_name="Vakker", family_name="Blomst", by=people.ole, now=now)
    return actions.register_referral(
        person=person, received_on=now.date(), route="new_applicant", referrer=referrer, team=people.south,
        by=people.ole, now=now,
    )  # fmt: skip


def refuse(referral: Referral, people: Any, now: datetime) -> Decision:
    actions.screen(referral=referral, answers={}, included=False, reason="Nei", **NO, by=people.ole, now=now)
    return Decision.objects.get(referral=referral)


@pytest.mark.parametrize("referrer", ["hospital", "gp", "relative", "nav", "home_services", "other"])
def test_nobody_whom_others_referred_gets_a_no_unheard(people: Any, now: datetime, referrer: str) -> None:
    referral = referred(people, now, referrer)
    with pytest.raises(CareError, match="has not been heard"):
        refuse(referral, people, now)
    referral.refresh_from_db()
    assert (referral.state, Letter.objects.count(), Decision.objects.count()) == ("received", 0, 0)
    actions.record_hearing(referral=referral, on=now.date(), words="Vil helst hjem", by=people.ole, now=now)
    assert refuse(referral, people, now).outcome == "refused"


def test_whoever_applied_gets_the_answer_without_being_asked_again(people: Any, now: datetime) -> None:
    decision = refuse(referred(people, now, "person"), people, now)
    assert [letter.kind for letter in Letter.objects.all()] == ["decision"]
    assert decision.person.given_name == "Vakker"


@pytest.mark.parametrize("outcome", ["granted_in_part", "other_service", "refused"])
def test_a_decision_after_screening_asks_for_the_hearing_too(people: Any, now: datetime, outcome: str) -> None:
    referral = referred(people, now)
    actions.screen(referral=referral, answers={}, included=True, reason="Passer", by=people.ole, now=now)
    period = {"starts_on": now.date(), "ends_on": now.date() + timedelta(weeks=2)}
    more = period if outcome == "granted_in_part" else {"alternative": "one_profession"}
    with pytest.raises(CareError, match="has not been heard"):
        actions.decide(referral=referral, outcome=outcome, **NO, **more, by=people.ole, now=now)
    actions.record_hearing(referral=referral, on=now.date(), words="Greit", by=people.alice, now=now)
    actions.decide(referral=referral, outcome=outcome, **NO, **more, by=people.ole, now=now)
    referral.refresh_from_db()
    assert referral.state == ("granted" if outcome == "granted_in_part" else "refused")


def test_what_the_person_said_at_the_first_contact_counts(people: Any, now: datetime) -> None:
    referral = referred(people, now)
    actions.record_contact(
        referral=referral, contacted_on=now.date(), note="Glad for samtalen", on_a_no="Vil heller ha fysioterapi",
        by=people.ole, now=now,
    )  # fmt: skip
    assert Hearing.objects.get().words == "Vil heller ha fysioterapi"
    assert LogEntry.objects.filter(object_type__icontains="hearing").count() == 0  # the contact is one act, one line
    refuse(referral, people, now)


def test_a_warning_is_a_letter_with_a_last_day_and_nothing_is_decided_before_it(people: Any, now: datetime) -> None:
    referral = referred(people, now)
    last = now.date() + timedelta(days=14)
    warned = actions.warn(
        referral=referral, plan="Vi tenker at du får fysioterapi.", reply_by=last, by=people.ole, now=now
    )
    assert warned.letter is not None
    assert (warned.letter.kind, warned.letter.to) == ("warning", "Vakker Blomst")
    assert "Vi tenker at du får fysioterapi." in warned.letter.html
    with pytest.raises(CareError, match="may answer until"):
        refuse(referral, people, now + timedelta(days=14))
    refuse(referral, people, now + timedelta(days=15))


def test_an_answer_to_the_warning_opens_for_the_decision(people: Any, now: datetime) -> None:
    referral = referred(people, now)
    last = now.date() + timedelta(days=14)
    warned = actions.warn(referral=referral, plan="Vi tilbyr fysioterapi", reply_by=last, by=people.ole, now=now)
    later = now + timedelta(days=3)
    actions.record_reply(hearing=warned, replied_on=later.date(), reply="Helt greit", by=people.ole, now=later)
    actions.record_reply(hearing=warned, replied_on=later.date(), reply="Ring datteren", by=people.ole, now=later)
    actions.record_reply(hearing=warned, replied_on=later.date(), reply="Ring datteren", by=people.ole, now=later)
    warned.refresh_from_db()
    assert warned.reply == "Helt greit\n\nRing datteren"
    refuse(referral, people, later)


def test_a_hearing_sent_twice_is_one_hearing_and_one_letter(people: Any, now: datetime) -> None:
    referral = referred(people, now)
    last = now.date() + timedelta(days=14)
    for _ in range(2):
        actions.record_hearing(referral=referral, on=now.date(), words="Greit", by=people.ole, now=now)
        actions.warn(referral=referral, plan="Vi tilbyr fysioterapi", reply_by=last, by=people.ole, now=now)
    assert sorted(Hearing.objects.values_list("kind", flat=True)) == ["conversation", "warning"]
    assert Letter.objects.count() == 1


def test_what_a_hearing_must_have_is_asked_for_in_words(people: Any, now: datetime) -> None:
    referral, today = referred(people, now), now.date()
    by = {"referral": referral, "by": people.ole, "now": now}
    for act, says in (
        (lambda: actions.record_hearing(on=today + timedelta(days=1), words="Greit", **by), "the day you spoke"),
        (lambda: actions.record_hearing(on=today - timedelta(days=1), words="Greit", **by), "the day you spoke"),
        (lambda: actions.record_hearing(on=today, words=" ", **by), "what the person said"),
        (lambda: actions.warn(plan="x", reply_by=today + timedelta(days=6), **by), "a week or more"),
        (lambda: actions.warn(plan=" ", reply_by=today + timedelta(days=7), **by), "what is planned"),
    ):
        with pytest.raises(CareError, match=says):
            act()
    assert not Hearing.objects.exists()


def test_an_answered_referral_hears_nobody(people: Any, now: datetime) -> None:
    referral = referred(people, now)
    actions.withdraw_referral(referral=referral, who="person", reason="Vil ikke", by=people.ole, now=now)
    assert not Decision.objects.exists()  # the person's own withdrawal is no refusal
    with pytest.raises(CareError, match="answered already"):
        actions.record_hearing(referral=referral, on=now.date(), words="Greit", by=people.ole, now=now)


def test_each_hearing_is_one_line_in_the_log_and_charlie_hears_nobody(people: Any, now: datetime) -> None:
    referral = referred(people, now)
    warned = actions.warn(
        referral=referral,
        plan="Vi tilbyr fysioterapi",
        reply_by=now.date() + timedelta(days=14),
        by=people.alice,
        now=now,
    )
    actions.record_hearing(referral=referral, on=now.date(), words="Greit", by=people.ole, now=now)
    actions.record_reply(hearing=warned, replied_on=now.date(), reply="Ja", by=people.ole, now=now)
    assert LogEntry.objects.filter(act="hear", person_id=referral.person_id, outcome="done").count() == 3
    for act in (
        lambda: actions.record_hearing(referral=referral, on=now.date(), words="x", by=people.charlie, now=now),
        lambda: actions.record_reply(hearing=warned, replied_on=now.date(), reply="x", by=people.bob, now=now),
    ):
        with pytest.raises(AccessRefused):
            act()


def test_the_page_says_what_is_missing_and_takes_both(people: Any) -> None:
    now = timezone.localtime()
    referral = referred(people, now)
    ole = signed_in(people.ole)
    assert reverse("pathway:hearing", args=[referral.pk]) in page(ole, "screening", referral)
    address = reverse("pathway:hearing", args=[referral.pk])
    last = (timezone.localdate() + timedelta(days=14)).isoformat()
    assert ole.post(address, {"step": "warning", "plan": "Vi tilbyr fysioterapi", "reply_by": last}).status_code == 302
    assert ole.post(address, {"step": "reply", "replied_on": "i dag", "reply": "Ja takk"}).status_code == 302
    kept = ole.post(address, {"step": "conversation", "on": "i dag", "words": ""})
    assert kept.status_code == 200
    assert ole.post(address, {"step": "conversation", "on": "i dag", "words": "Ja takk"}).status_code == 302
    assert Hearing.objects.filter(kind="warning", replied_on__isnull=False).exists()
    assert reverse("pathway:hearing", args=[referral.pk]) not in page(ole, "screening", referral)
    assert "Ja takk" in page(ole, "referral", referral)


def test_a_no_by_somebody_who_may_not_decide_waits_for_the_office(people: Any, now: datetime) -> None:
    referral = referred(people, now)
    actions.screen(
        referral=referral, answers={}, included=False, reason="Ett fag holder", alternative="one_profession",
        by=people.alice, now=now,
    )  # fmt: skip
    referral.refresh_from_db()
    assert (referral.state, referral.answered_on) == ("accepted", None)
    assert not Letter.objects.exists()
    html = page(signed_in(people.ole), "decision", referral)
    assert re.search(r"value=\"other_service\"[^>]*checked", html)


def test_the_letter_tells_of_the_conversation_and_of_the_warning_when_both_were(people: Any, now: datetime) -> None:
    referral = referred(people, now)
    actions.record_hearing(referral=referral, on=now.date(), words="Vil helst hjem", by=people.ole, now=now)
    warned = now + timedelta(days=1)
    last = warned.date() + timedelta(days=7)
    plan = "Vi tenker at du får fysioterapi."
    actions.warn(referral=referral, plan=plan, reply_by=last, by=people.ole, now=warned)
    with pytest.raises(CareError, match="may answer until"):
        refuse(referral, people, warned)
    refuse(referral, people, warned + timedelta(days=8))
    text = " ".join(Letter.objects.get(kind="decision").html.split())
    assert "Vi snakket med deg om dette 14. september 2026" in text
    assert "Vi skrev til deg om dette 15. september 2026" in text
