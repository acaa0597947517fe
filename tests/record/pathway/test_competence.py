"""Decision-making competence: of one question on one day, never of a person."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fotfeste.care.pathway import actions, queries
from fotfeste.care.pathway.models import DecisionCompetence, Person, Referral
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry

pytestmark = pytest.mark.django_db
WORDS = {"question": "Vil hun trene hjemme?", "why": "Forsto ikke hva trening er, heller ikke med bilder."}


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch, now: Any) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def referral(people: Any, now: Any) -> Referral:
    person = actions.register_person(given_name="Vakker", family_name="Blomst", by=people.ole, now=now)
    return actions.register_referral(
        person=person, received_on=now.date(), route="new_applicant", referrer="gp", team=people.south,
        by=people.ole, now=now,
    )  # fmt: skip


def assess(person: Person, by: Any, now: Any, **facts: Any) -> DecisionCompetence:
    facts = {**WORDS, "finding": "not_able", "assessed_on": now.date(), **facts}
    return actions.assess_competence(person=person, by=by, now=now, **facts)


def test_two_questions_on_one_day_may_have_two_answers_and_the_person_carries_none(
    referral: Referral, people: Any, now: Any
) -> None:
    assess(referral.person, people.ole, now)
    assess(referral.person, people.alice, now, question="Hvem vi får snakke med", finding="able", why="Svarte tydelig.")
    found = {each.question: each.finding for each in DecisionCompetence.objects.all()}
    assert found == {"Vil hun trene hjemme?": "not_able", "Hvem vi får snakke med": "able"}
    assert not [field.name for field in Person._meta.get_fields() if field.concrete and "compet" in field.name]
    assert LogEntry.objects.filter(act="assess_competence").count() == 2


def test_it_is_shown_on_its_own_page_only_and_nothing_follows_from_it(
    referral: Referral, people: Any, now: Any
) -> None:
    client = Client()
    client.force_login(people.ole)
    screening = reverse("pathway:screening", args=[referral.pk])
    elsewhere = [screening, reverse("pathway:referral", args=[referral.pk]), reverse("pathway:inbox")]
    elsewhere.append(reverse("board:person", args=[referral.person_id]))

    def advice() -> Any:
        return queries.advice_for(referral, {}, today=now.date())

    before = advice()
    assess(referral.person, people.ole, now)
    for address in elsewhere:
        shown = client.get(address).content.decode()
        assert WORDS["why"] not in shown and "Kan ikke avgjøre dette" not in shown, address
    assert advice() == before
    own = client.get(reverse("pathway:competence", args=[referral.person_id])).content.decode()
    assert WORDS["why"] in own and "Kan ikke avgjøre dette" in own and "Ikke vist til personen ennå" in own


def test_hard_to_understand_alone_is_never_an_advice_to_refuse(referral: Referral, now: Any) -> None:
    found = queries.advice_for(referral, {"severe_cognitive_impairment": "yes"}, today=now.date())
    assert found.advice == "find_out_more" and found.because[0] == "severe_cognitive_impairment"


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"question": " "}, "Write the question"),
        ({"why": ""}, "Write why"),
        ({"assessed_on": 1}, "in the future"),
        ({"shown_to_person_on": -1}, "when it was assessed"),
        ({"shown_to_kin_on": 1}, "when it was assessed"),
    ],
)
def test_an_assessment_says_what_was_asked_and_why_on_a_day_that_has_been(
    referral: Referral, people: Any, now: Any, facts: dict[str, Any], says: str
) -> None:
    days = {key: now.date() + timedelta(days=value) for key, value in facts.items() if isinstance(value, int)}
    with pytest.raises(CareError, match=says):
        assess(referral.person, people.ole, now, **{**facts, **days})
    assert not DecisionCompetence.objects.exists()


def test_it_is_noted_when_person_and_kin_saw_it_and_one_day_never_takes_the_other_away(
    referral: Referral, people: Any, now: Any
) -> None:
    made = assess(referral.person, people.ole, now - timedelta(days=2))
    client = Client()
    client.force_login(people.ole)
    address = reverse("pathway:competence", args=[referral.person_id])
    for step, day in (("person", "13.09.2026"), ("kin", "14.09.2026")):
        sent = {"shown": made.pk, "step": step, f"s{made.pk}-on": day}
        assert client.post(address, sent).status_code == 302
    made.refresh_from_db()
    assert [day.day for day in (made.shown_to_person_on, made.shown_to_kin_on)] == [13, 14]


def test_a_wrong_assessment_stays_and_is_put_right_once_by_a_new_one(referral: Referral, people: Any, now: Any) -> None:
    made = assess(referral.person, people.ole, now)
    client = Client()
    client.force_login(people.alice)
    address = reverse("pathway:competence", args=[referral.person_id]) + f"?corrects={made.pk}"
    sent = {
        "question": WORDS["question"],
        "assessed_on": "14.09.2026",
        "finding": "able",
        "why": "Hadde ikke høreapparat.",
    }
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 302  # the same again is the one that is there
    assert client.post(address, {**sent, "why": "Noe annet"}).status_code == 200
    assert DecisionCompetence.objects.count() == 2
    look = queries.open_record(by=people.ole, person_id=referral.person_id, now=now)
    replaced = {each.finding: each.replaced for each in queries.competence_assessments_of(look)}
    assert replaced == {"not_able": True, "able": False}


def test_charlie_and_a_home_trainer_neither_write_nor_read_it_and_anothers_assessment_is_not_found(
    referral: Referral, people: Any, now: Any
) -> None:
    made = assess(referral.person, people.ole, now)
    for user in (people.charlie, people.bob, people.gp):
        with pytest.raises(AccessRefused):
            assess(referral.person, user, now)
        with pytest.raises(AccessRefused):
            actions.note_competence_shown(assessment=made, to_kin_on=now.date(), by=user, now=now)
    other = actions.register_person(given_name="Sval", family_name="Elv", by=people.ole, now=now)
    actions.register_referral(
        person=other, received_on=now.date(), route="new_applicant", referrer="gp", by=people.ole, now=now
    )
    client = Client()
    client.force_login(people.ole)
    address = reverse("pathway:competence", args=[other.pk])
    assert client.get(address, {"corrects": str(made.pk)}).status_code == 404
    assert client.get(address, {"corrects": "x"}).status_code == 404
    assert client.post(address, {"shown": str(made.pk), "step": "kin"}).status_code == 404
