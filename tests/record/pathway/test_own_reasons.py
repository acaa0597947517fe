"""No letter leaves without a reason of its own; words that were used before are asked about."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.labels import REASON_HELP, STANDARD_REASONS
from fotfeste.care.pathway.models import Decision, Letter, Referral
from fotfeste.care.pathway.rules.decision.content import in_words, words_lacking
from fotfeste.care.pathway.rules.decision.reasons import alike, words_of
from fotfeste.care.pathway.wording.reasons import ALIKE_IN_WORDS
from fotfeste.care.pathway.writing.decision.deciding import check_reason
from fotfeste.care.terms.rules.errors import AlikeReason, CareError
from fotfeste.care.terms.rules.vocabulary import AlikeTo, DecisionOutcome
from fotfeste.ground.access.models import User

OWN = "Blomst falt i trappa 2. september og brakk håndleddet. Nå går hun inne med rullator, men kan ikke dusje."


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(client: Client, name: str, referral: Referral) -> str:
    answer = client.get(reverse(f"pathway:{name}", args=[referral.pk]))
    assert answer.status_code == 200, answer
    return answer.content.decode()


def accepted(people: Any, now: datetime, name: str = "Vakker", language: str = "nb") -> Referral:
    person = actions.register_person(given_name=name, family_name="Blomst", language=language, by=people.ole, now=now)
    referral = actions.register_referral(
        person=person, received_on=now.date(), route="new_applicant", referrer="person", by=people.ole, now=now
    )
    actions.screen(referral=referral, answers={}, included=True, reason="Passer", by=people.ole, now=now)
    return referral


def grant(referral: Referral, people: Any, now: datetime, facts: str, **more: Any) -> Decision:
    return actions.decide(
        referral=referral, outcome="granted", reason_facts=facts, starts_on=now.date(),
        ends_on=now.date() + timedelta(weeks=4), by=people.ole, now=now, **more,
    )  # fmt: skip


def in_bokmaal(text: str) -> str:
    with translation.override("nb"):
        return gettext(text)


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        (REASON_HELP["reason_facts"], AlikeTo.HELP_TEXT),
        (in_bokmaal(REASON_HELP["reason_weighed"]).upper(), AlikeTo.HELP_TEXT),
        (in_bokmaal(STANDARD_REASONS[0]).replace(".", " !"), AlikeTo.STANDARD_TEXT),
        (f"{STANDARD_REASONS[0]} This goes for you too.", AlikeTo.STANDARD_TEXT),
    ],
)
def test_a_text_of_the_product_is_nobodys_reason(people: Any, now: datetime, text: str, whose: AlikeTo) -> None:
    referral = accepted(people, now)
    with pytest.raises(AlikeReason):
        grant(referral, people, now, text)
    assert not Letter.objects.exists()
    assert grant(referral, people, now, text, alike_is_true=True).reason_alike_to == whose


def test_a_reason_of_another_person_is_asked_about_also_with_another_name_in_it(people: Any, now: datetime) -> None:
    assert grant(accepted(people, now), people, now, OWN).reason_alike_to == ""
    other = accepted(people, now, name="Snill")
    for copied in (OWN, OWN.replace("Blomst", "Snill"), OWN.replace(" ", "\n  ").lower(), OWN + " Hun bor alene."):
        with pytest.raises(AlikeReason):
            grant(other, people, now, copied)
    made = grant(other, people, now, OWN, alike_is_true=True)
    assert (made.reason_facts, made.reason_alike_to) == (OWN, AlikeTo.ANOTHER_PERSON)


def test_what_was_weighed_is_asked_about_as_well(people: Any, now: datetime) -> None:
    grant(accepted(people, now), people, now, OWN)
    with pytest.raises(AlikeReason):
        grant(accepted(people, now, name="Snill"), people, now, "Han har falt tre ganger.", reason_weighed=OWN)


def test_ones_own_reason_may_come_again_and_one_of_long_ago_is_forgotten(people: Any, now: datetime) -> None:
    first = accepted(people, now)
    grant(first, people, now, OWN)
    again = actions.register_referral(
        person=first.person, received_on=now.date(), route="new_applicant", referrer="person", by=people.ole, now=now
    )
    actions.screen(referral=again, answers={}, included=True, reason="Passer", by=people.ole, now=now)
    assert grant(again, people, now, OWN).reason_alike_to == ""
    later = now + timedelta(days=366)
    assert grant(accepted(people, later, name="Snill"), people, later, OWN).reason_alike_to == ""


def test_the_page_asks_whose_text_it_is_keeps_it_and_names_nobody(people: Any) -> None:
    now = timezone.localtime()
    grant(accepted(people, now, name="Hemmelig"), people, now, OWN)
    referral = accepted(people, now)
    start = timezone.localdate() + timedelta(days=3)
    sent = {
        "outcome": "granted", "starts_on": start.isoformat(), "weeks": "4", "visits_per_week_first": "5",
        "visits_per_week_last": "2", "content": "Vi trener sammen.", "reason_facts": OWN,
    }  # fmt: skip
    ole, address = signed_in(people.ole), reverse("pathway:decision", args=[referral.pk])
    assert 'name="alike_is_true"' not in page(ole, "decision", referral)
    html = ole.post(address, sent).content.decode()
    assert in_bokmaal(ALIKE_IN_WORDS[AlikeTo.ANOTHER_PERSON]) in html
    assert 'name="alike_is_true"' in html
    assert OWN in html
    assert "Hemmelig" not in html
    assert not hasattr(Referral.objects.get(pk=referral.pk), "decision")
    assert ole.post(address, {**sent, "alike_is_true": "on"}).status_code == 302
    assert Decision.objects.get(referral=referral).reason_alike_to == AlikeTo.ANOTHER_PERSON


def test_the_law_in_a_sentence_is_written_where_it_is_asked_for(people: Any) -> None:
    referral = accepted(people, timezone.localtime(), language="nn")
    sent = {
        "outcome": "refused", "legal_basis": ["hol-3-2-1-5", "pbrl-2-1-2"], "rules_from_law": "on",
        "reason_facts": "Du fall i går.", "reason_weighed": "Vi har tenkt på at du bur åleine.",
    }  # fmt: skip
    ole, address = signed_in(people.ole), reverse("pathway:decision", args=[referral.pk])
    assert ole.post(address, {**sent, "rules_from_law": ""}).status_code == 422
    alone = ole.post(address, {**sent, "legal_basis": ["pbrl-2-1-2"]})
    assert "hvilken tjeneste" in alone.content.decode()
    assert not Decision.objects.filter(referral=referral).exists()
    assert ole.post(address, sent).status_code == 302
    decision = Decision.objects.get(referral=referral)
    assert decision.legal_basis == ["hol-3-2-1-5", "pbrl-2-1-2"]
    assert "du treng frå kommunen" in decision.reason_rules


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
def test_the_officer_is_told_in_which_language_the_letter_goes(people: Any, language: str) -> None:
    html = page(signed_in(people.ole), "decision", accepted(people, timezone.localtime(), language=language))
    assert {"nb": "bokmål", "nn": "nynorsk", "en": "engelsk", "se": "bokmål"}[language] in html
    assert ("får tolk" in html) == (language == "se")


@pytest.mark.parametrize("text", [".", "-", "nei", "Se over", "nei nei nei", ". . .", "a b c", "1 2 3"])
def test_a_sign_or_a_word_or_two_is_no_reason(text: str) -> None:
    assert not in_words(text)
    assert in_words("Du falt i går.") and in_words("Målet er nær.")
    words = {"reason_rules": text, "reason_facts": text, "reason_weighed": text}
    assert words_lacking(DecisionOutcome.REFUSED, words) == list(words)
    with pytest.raises(CareError, match="a sentence of your own"):
        check_reason(DecisionOutcome.GRANTED, {"reason_facts": text}, ())


@pytest.mark.parametrize(
    "disguised",
    [
        OWN.replace(" hun ", " han "),
        OWN.replace("e", "e\N{COMBINING ACUTE ACCENT}"),
        OWN.replace("e", "\N{CYRILLIC SMALL LETTER IE}"),
        OWN.replace("er", "e-r"),
    ],
)
def test_pronouns_accents_and_letters_that_look_the_same_make_no_reason_of_ones_own(disguised: str) -> None:
    assert disguised != OWN and alike(words_of(disguised), words_of(OWN))
