"""Screening: the rules advise, a person decides, and a "no" is answered."""

from datetime import datetime
from typing import Any

import pytest

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Letter, Referral, Screening
from fotfeste.care.pathway.rules.referral.screening import CRITERIA, Answer
from fotfeste.care.terms.rules.errors import CareError
from tests.reasons import NO, heard

FITS = {criterion.code: str(criterion.speaks_for) for criterion in CRITERIA}


@pytest.fixture
def referral(people: Any, now: datetime) -> Referral:
    person = actions.register_person(given_name="Vakker", family_name="Blomst", by=people.ole, now=now)
    return actions.register_referral(
        person=person, received_on=now.date(), route="new_applicant", referrer="hospital",
        referrer_name="Avdeling Bølge", by=people.ole, now=now,
    )  # fmt: skip


def screen(referral: Referral, by: Any, now: datetime, **facts: Any) -> Screening:
    if facts.get("included") is False:
        heard(referral, by, now)
    facts = {"answers": FITS, "included": True, "reason": "Vil gå til butikken igjen", **facts}
    return actions.screen(referral=referral, by=by, now=now, **facts)


def test_a_yes_keeps_the_advice_beside_the_decision_and_waits_in_the_team(
    referral: Referral, people: Any, now: datetime
) -> None:
    screening = screen(referral, people.ole, now, team=people.south)
    referral.refresh_from_db()
    assert (referral.state, referral.team, referral.answered_on) == ("accepted", people.south, None)
    assert screening.recommended == "include"
    assert screening.recommended_because[0] == "first_time"
    assert not Letter.objects.exists()


def test_a_question_without_an_answer_is_kept_as_unknown_and_never_as_yes(
    referral: Referral, people: Any, now: datetime
) -> None:
    screening = screen(referral, people.ole, now, answers={"potential": "yes"})
    assert set(screening.answers) == set(FITS)
    assert screening.answers["motivation"] == Answer.UNKNOWN
    assert screening.recommended == "find_out_more"


def test_a_no_names_the_better_offer_in_an_answer_to_the_referrer(
    referral: Referral, people: Any, now: datetime
) -> None:
    screen(
        referral, people.ole, now,
        answers={**FITS, "several_professions": "no"}, included=False, reason="Trenger bare fysioterapeut",
        alternative="one_profession", answer_to_referrer="Vi har sendt saken til fysioterapeuten.", **NO,
    )  # fmt: skip
    referral.refresh_from_db()
    assert (referral.state, referral.answered_on) == ("declined", now.date())
    letter = Letter.objects.get(kind="answer_to_referrer")
    assert (letter.to, letter.referral) == ("Avdeling Bølge", referral)
    assert "Vi har sendt saken til fysioterapeuten." in letter.html
    assert "Trenger bare fysioterapeut" not in letter.html  # the reason is the service's own
    assert NO["reason_facts"] not in letter.html  # and the person's
    to_person = Letter.objects.get(kind="decision")
    assert to_person.to == "Vakker Blomst"
    assert all(words in to_person.html for words in NO.values())


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"reason": " "}, "Write the reason"),
        ({"included": False, "alternative": "one_profession"}, "Write the reason"),
        ({"included": False, **NO | {"reason_weighed": " "}}, "all three parts"),
        ({"answers": {"shoe_size": "yes"}}, "no such question"),
        ({"answers": {"potential": "perhaps"}}, "no such question"),
    ],
)
def test_what_a_screening_must_have_is_asked_for_in_words(
    referral: Referral, people: Any, now: datetime, facts: dict[str, Any], says: str
) -> None:
    with pytest.raises(CareError, match=says):
        screen(referral, people.ole, now, **facts)
    assert not Screening.objects.exists()


def test_a_person_may_decide_against_the_advice(referral: Referral, people: Any, now: datetime) -> None:
    screening = screen(referral, people.ole, now, answers={**FITS, "motivation": "no"}, reason="Datteren vekker lysten")
    assert (screening.recommended, screening.included) == ("exclude", True)


def test_the_same_referral_is_screened_once(referral: Referral, people: Any, now: datetime) -> None:
    screen(referral, people.ole, now)
    with pytest.raises(CareError, match="Open it again"):
        screen(referral, people.ole, now)
