"""The decision: what it must have, the letters it becomes, and appeals."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Decision, Letter, Person, Referral
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access.gate import AccessRefused
from tests.reasons import NO, heard

PERIOD = {"starts_on": date(2026, 9, 16), "ends_on": date(2026, 10, 13)}


@pytest.fixture
def accepted(people: Any, now: datetime) -> Any:
    def make(**facts: Any) -> Referral:
        person = actions.register_person(
            given_name="Vakker", family_name="Blomst", language=facts.pop("language", "nb"), by=people.ole, now=now
        )
        facts = {"route": "new_applicant", "referrer": "gp", "referrer_name": "Lege Lind", **facts}
        referral = actions.register_referral(
            person=person, received_on=now.date(), team=people.south, by=people.ole, now=now, **facts
        )
        actions.screen(referral=referral, answers={}, included=True, reason="Passer", by=people.ole, now=now)
        return referral

    return make


def decide(referral: Referral, by: Any, now: datetime, **facts: Any) -> Decision:
    if facts.get("outcome") not in (None, "granted"):
        heard(referral, by, now)
    facts = {"outcome": "granted", "reason_facts": "Du klarer mindre enn før.", **PERIOD, **facts}
    return actions.decide(referral=referral, by=by, now=now, **facts)


def test_granting_writes_a_letter_to_the_person_and_an_answer_to_the_referrer(
    accepted: Any, people: Any, now: datetime
) -> None:
    referral = accepted()
    decision = decide(referral, people.ole, now, visits_per_week_first=5, visits_per_week_last=2, goals="Klare trappa")
    referral.refresh_from_db()
    assert (referral.state, referral.answered_on) == ("granted", now.date())
    to_person = Letter.objects.get(kind="decision")
    assert to_person.to == "Vakker Blomst"
    for words in (
        "Klare trappa",
        "Du klarer mindre enn før.",
        "16",
        "13",
        "Statsforvalteren",
    ):
        assert words in to_person.html
    to_referrer = Letter.objects.get(kind="answer_to_referrer")
    assert to_referrer.to == "Lege Lind"
    assert "Klare trappa" not in to_referrer.html  # goals are between the person and the team
    assert decision.appeal_before == now.date() + timedelta(weeks=4)


LONGEST = date(2026, 9, 16) + timedelta(days=13 * 7 - 1)  # the model's thirteen weeks, the last day included


def test_the_longest_period_is_its_weeks_to_the_day(accepted: Any, people: Any, now: datetime) -> None:
    for days in range(1, 7):
        with pytest.raises(CareError, match="longer than 13 weeks"):
            decide(accepted(), people.ole, now, ends_on=LONGEST + timedelta(days=days))
    assert decide(accepted(), people.ole, now, ends_on=LONGEST).ends_on == LONGEST


def test_a_period_is_not_opened_longer_than_one_can_be_decided(accepted: Any, people: Any, now: datetime) -> None:
    referral = accepted()
    decide(referral, people.ole, now)
    facts = {
        "referral": referral,
        "team": people.south,
        "group": "first_time",
        "coordinator": people.kari,
        "services_at_start": {},
        "granted_estimate": {},
        "planned_start_on": PERIOD["starts_on"],
        "agreed_on": now.date(),
        "agreed_words": "Han vil gjerne ha det slik.",
        "by": people.kari,
        "now": now,
    }
    with pytest.raises(CareError, match="longer than 13 weeks"):
        actions.open_episode(**facts, planned_end_on=LONGEST + timedelta(days=1))
    assert actions.open_episode(**facts, planned_end_on=LONGEST).planned_end_on == LONGEST


@pytest.mark.parametrize(
    ("weeks", "first", "last", "says", "never"),
    [
        (
            4,
            5,
            2,
            ["uka kommer vi omtrent 5 ganger. Så kommer vi sjeldnere", "kommer vi omtrent 2 ganger"],
            [],
        ),
        (4, 5, 1, ["siste uka kommer vi omtrent 1 gang."], ["1 ganger"]),
        (4, 1, 1, ["Vi kommer omtrent 1 gang hver uke.", "1, 1, 1, 1"], ["sjeldnere", "1 ganger"]),
        (5, 3, 3, ["Vi kommer omtrent 3 ganger hver uke.", "3, 3, 3, 3, 3"], ["sjeldnere"]),
        (4, 4, 0, ["sjeldnere", "Den siste uka kommer vi ikke"], ["0 ganger"]),
        (1, 4, 0, ["Vi kommer omtrent 4 ganger."], ["sjeldnere", "siste uka", "0"]),
        (1, 1, 1, ["Vi kommer omtrent 1 gang."], ["hver uke", "siste uka"]),
        (4, 5, None, ["uka kommer vi omtrent 5 ganger."], ["sjeldnere"]),
        (4, None, None, [], ["Vi kommer omtrent", "kommer vi omtrent", "Uke for uke"]),
    ],
)
def test_the_letter_says_how_often_without_contradicting_itself(
    accepted: Any,
    people: Any,
    now: datetime,
    weeks: int,
    first: int | None,
    last: int | None,
    says: list[str],
    never: list[str],
) -> None:
    ends_on = PERIOD["starts_on"] + timedelta(days=7 * weeks - 1)
    decide(accepted(), people.ole, now, ends_on=ends_on, visits_per_week_first=first, visits_per_week_last=last)
    html = " ".join(Letter.objects.get(kind="decision").html.split())
    line = "".join(part for part in html.split("<li>") if "omtrent" in part).split("</li>")[0]
    assert [words for words in says if words not in line] == []
    assert [words for words in never if words in (line or html)] == []


def test_refusing_needs_a_reason_and_no_period(accepted: Any, people: Any, now: datetime) -> None:
    referral = accepted()
    with pytest.raises(CareError, match="Write the reason"):
        decide(referral, people.ole, now, outcome="refused", **NO | {"reason_facts": " "})
    decision = decide(
        referral, people.ole, now, outcome="refused", **NO | {"reason_facts": "Du får bedre hjelp hos fysioterapeuten."}
    )
    assert (decision.starts_on, decision.ends_on) == (None, None)
    referral.refresh_from_db()
    assert referral.state == "refused"
    assert "Du får bedre hjelp hos fysioterapeuten." in Letter.objects.get(kind="decision").html


def test_a_person_who_applied_gets_one_letter_not_two(accepted: Any, people: Any, now: datetime) -> None:
    decide(accepted(referrer="person", referrer_name=""), people.ole, now)
    assert [letter.kind for letter in Letter.objects.all()] == ["decision"]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"ends_on": None}, "when the period starts and ends"),
        ({"ends_on": date(2026, 9, 15)}, "ends before it starts"),
        ({"ends_on": date(2026, 9, 16)}, "for one day only"),
        ({"visits_per_week_first": 0, "visits_per_week_last": 0}, "at least one visit"),
        ({"ends_on": date(2027, 9, 16)}, "longer than 13 weeks"),
        ({"visits_per_week_first": 2, "visits_per_week_last": 5}, "tapers"),
    ],
)
def test_a_period_that_cannot_be_is_refused_with_what_to_do(
    accepted: Any, people: Any, now: datetime, facts: dict[str, Any], says: str
) -> None:
    referral = accepted()
    with pytest.raises(CareError, match=says):
        decide(referral, people.ole, now, **facts)
    assert not Decision.objects.exists()


def test_only_what_is_screened_can_be_decided(people: Any, now: datetime) -> None:
    person = actions.register_person(given_name="Vakker", family_name="Blomst", by=people.ole, now=now)
    referral = actions.register_referral(
        person=person, received_on=now.date(), route="new_applicant", referrer="gp", by=people.ole, now=now
    )
    with pytest.raises(CareError, match="Open it again"):
        decide(referral, people.ole, now)


def test_a_therapist_screens_but_does_not_decide(accepted: Any, people: Any, now: datetime) -> None:
    with pytest.raises(AccessRefused):
        decide(accepted(), people.alice, now)


def test_the_letter_stays_as_it_was_sent_when_the_record_changes(accepted: Any, people: Any, now: datetime) -> None:
    referral = accepted()
    decide(referral, people.ole, now)
    before = Letter.objects.get(kind="decision").html
    Person.objects.filter(pk=referral.person_id).update(given_name="Annet")
    assert Letter.objects.get(kind="decision").html == before
    assert "Vakker" in before


def test_large_print_is_remembered_for_the_letters_to_come(accepted: Any, people: Any, now: datetime) -> None:
    referral = accepted()
    decide(referral, people.ole, now, large_print=True)
    assert Letter.objects.get(kind="decision").large_print
    assert 'class="large"' in Letter.objects.get(kind="decision").html
    assert not Letter.objects.get(kind="answer_to_referrer").large_print
    assert Person.objects.get(pk=referral.person_id).large_print


@pytest.mark.parametrize(("language", "written_in"), [("nn", "nn"), ("en", "en"), ("se", "nb"), ("other", "nb")])
def test_the_letter_is_in_the_persons_language_where_it_is_written(
    accepted: Any, people: Any, now: datetime, language: str, written_in: str
) -> None:
    decide(accepted(language=language), people.ole, now)
    letter = Letter.objects.get(kind="decision")
    assert letter.language == written_in
    assert f'<html lang="{written_in}"' in letter.html


def test_markup_in_what_somebody_wrote_is_text_in_the_letter(accepted: Any, people: Any, now: datetime) -> None:
    decide(accepted(), people.ole, now, reason_facts="Du falt i går. <script>alert(1)</script>")
    assert "<script>" not in Letter.objects.get(kind="decision").html


def test_an_appeal_sent_twice_is_one_appeal_and_another_of_the_same_day_is_another(
    accepted: Any, people: Any, now: datetime
) -> None:
    decision = decide(accepted(), people.ole, now, outcome="refused", **NO)
    for text in ("Jeg vil ha mer", "Jeg vil ha mer", "Datteren klager også"):
        actions.receive_appeal(decision=decision, received_on=now.date(), text=text, by=people.ole, now=now)
    assert [appeal.text for appeal in decision.appeals.order_by("pk")] == ["Jeg vil ha mer", "Datteren klager også"]


def test_a_late_appeal_is_received_and_dated(accepted: Any, people: Any, now: datetime) -> None:
    decision = decide(accepted(), people.ole, now)
    late = now + timedelta(weeks=6)
    appeal = actions.receive_appeal(
        decision=decision, received_on=late.date(), text="Jeg vil ha mer", by=people.ole, now=late
    )
    assert appeal.received_on > decision.appeal_before
    for day in (now.date() - timedelta(days=1), late.date() + timedelta(days=1)):
        with pytest.raises(CareError, match="the date the appeal came"):
            actions.receive_appeal(decision=decision, received_on=day, text="x", by=people.ole, now=late)
    with pytest.raises(AccessRefused):
        actions.receive_appeal(decision=decision, received_on=late.date(), text="x", by=people.charlie, now=late)


def test_a_period_that_began_long_ago_is_not_granted(accepted: Any, people: Any, now: datetime) -> None:
    start = now.date() - timedelta(days=32)
    with pytest.raises(CareError, match="more than a month ago"):
        decide(accepted(), people.ole, now, starts_on=start, ends_on=now.date() + timedelta(days=10))


@pytest.mark.parametrize("outcome", ["extended", "reduced", "ended_early"])
def test_a_change_is_not_an_answer_to_a_referral(accepted: Any, people: Any, now: datetime, outcome: str) -> None:
    with pytest.raises(CareError, match="Open the period"):
        decide(accepted(), people.ole, now, outcome=outcome, **NO)


def test_some_of_it_is_granted_only_when_it_is_said_what_was_asked_for(
    accepted: Any, people: Any, now: datetime
) -> None:
    with pytest.raises(CareError, match="what was asked for"):
        decide(accepted(), people.ole, now, outcome="granted_in_part", **NO | {"asked_for": ""})


@pytest.mark.parametrize("referrer", ["hospital", "relative", "person"])
def test_only_what_the_person_wrote_stands_as_the_persons_own_words(people: Any, now: datetime, referrer: str) -> None:
    person = actions.register_person(given_name="Vakker", family_name="Blomst", by=people.ole, now=now)
    referral = actions.register_referral(
        person=person, received_on=now.date(), route="new_applicant", referrer=referrer,
        what_matters="Kona ønsker avlastning.", by=people.ole, now=now,
    )  # fmt: skip
    actions.screen(referral=referral, answers={}, included=True, reason="Motivert", by=people.ole, now=now)
    decide(referral, people.ole, now)
    told = "Kona ønsker avlastning." in Letter.objects.get(kind="decision").html
    assert told == (referrer == "person")


def test_nothing_is_said_of_the_price_beforehand(accepted: Any, people: Any) -> None:
    client = Client()
    client.force_login(people.ole, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("pathway:decision", args=[accepted().pk])).content.decode()
    assert "koster deg ingenting" not in page
