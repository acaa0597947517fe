"""What the officer is shown before the decision is made is what the person then reads."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Decision, Letter
from fotfeste.care.pathway.writing.letters.letters import letter_preview
from fotfeste.care.service_model.actions import save_service_model
from fotfeste.care.service_model.queries import preset_text
from tests.record.letters.cases import LANGUAGES, blocks, referred, said_in, sender

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", ["granted", "refused"])
def test_the_page_shows_the_words_of_the_letter(outcome: str, language: str, people: Any, now: datetime) -> None:
    sender(people, now.replace(month=8))
    referral = referred(people, now, language=language, referrer="person")
    actions.screen(referral=referral, answers={}, included=True, reason="Passer", by=people.ole, now=now)
    names = ("asked_for", "persons_view", "reason_rules", "reason_facts", "reason_weighed", "content")
    facts: dict[str, Any] = {name: said_in(language)[name] for name in names}
    if outcome == "granted":
        facts |= {"starts_on": now.date() + timedelta(days=2), "ends_on": now.date() + timedelta(days=29)}
        facts |= {"visits_per_week_first": 5, "visits_per_week_last": 2}
    shown = letter_preview(referral=referral, by=people.ole, now=now, large_print=False, outcome=outcome, **facts)
    assert not Decision.objects.exists()
    actions.decide(referral=referral, outcome=outcome, by=people.ole, now=now, **facts)
    letter = Letter.objects.get(kind="decision")
    sent = re.sub(r'<header.*?</header>\s*<div class="receiver">.*?</div>', "", letter.html, flags=re.DOTALL)
    assert blocks(shown) == blocks(sent)


def test_an_earlier_letter_keeps_its_paragraphs_when_the_municipality_says_that_the_new_act_is_in_force(
    people: Any, now: datetime
) -> None:
    later = now + timedelta(days=30)
    begins = f"new_administration_act_from = {later.date().isoformat()}\nappeal_weeks = 4"
    save_service_model(
        text=preset_text("gjovik").replace("appeal_weeks = 4", begins),
        effective_from=now.date(),
        by=people.admin,
        now=now,
    )
    for when, act in ((now, "forvaltningsloven §§ 18 og 19."), (later, "forvaltningsloven av 2025 §§ 46–53.")):
        referral = referred(people, when, language="nb", referrer="person")
        actions.screen(referral=referral, answers={}, included=True, reason="Passer", by=people.ole, now=when)
        reasons = {name: said_in("nb")[name] for name in ("reason_rules", "reason_facts", "reason_weighed")}
        actions.decide(referral=referral, outcome="refused", alike_is_true=True, by=people.ole, now=when, **reasons)
        assert act in " ".join(blocks(Letter.objects.get(referral=referral, kind="decision").html))
