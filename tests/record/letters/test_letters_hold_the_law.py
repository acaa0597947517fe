"""Every letter of a decision, gone through element by element: what the law asks for (law.md §2 and §3).

What an element says in each language stands in `elements.toml`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fotfeste.care.pathway.models import Letter
from tests.record.letters.cases import LANGUAGES, OUTCOMES, REFERRERS, Case, case, in_words, level, sender, warned

pytestmark = pytest.mark.django_db
WORDS: Mapping[str, Any] = tomllib.loads((Path(__file__).parent / "elements.toml").read_text(encoding="utf-8"))
REFUSALS = ("other_service", "refused")
CHANGES = ("extended", "reduced", "ended_early")
TO_HARM = ("reduced", "ended_early")
AGAINST = ("granted_in_part", *REFUSALS, *TO_HARM)
# Words that only one of the languages has; none of them may stand in a letter of another.
FOREIGN = {
    "nb": r"\b(?:ikkje|frå|veke|veker|korleis|kva|saka|the)\b",
    "nn": r"\b(?:ikke|fra|uke|uker|hvordan|hva|jeg|noe|noen|gjelder|saken|the)\b",
    "en": r"\b(?:ikke|ikkje|fra|frå|deg|du|vi|uke|veke)\b",
}


def elements(of: Case) -> Iterator[tuple[str, bool]]:
    """Every element the letter must have, and whether it has it."""
    text, title, decision, referral = of.text, of.letter.title, of.decision, of.referral
    assert decision is not None
    words = {
        **of.said,
        "case_number": referral.case_number,
        "appeal_before": in_words(decision.appeal_before, of.language),
        "decided_on": in_words(decision.decided_on, of.language),
    }

    def says(element: Mapping[str, str]) -> bool:
        return element[of.language].format(**words) in text

    said = WORDS["said"]
    yield "title: a decision", title.startswith(said["decision"][of.language])
    yield (
        "title: a refusal says so, and nothing else does",
        title.endswith(said["refusal"][of.language]) is (of.outcome in REFUSALS),
    )
    yield "addressed to the person, whoever referred", of.letter.to == "Vakker Blomst"
    yield "what is decided", says(WORDS["decided"][of.outcome])
    yield "what was asked", words["asked_for"] in text
    yield "the person's own view", words["persons_view"] in text
    if decision.changes is not None:
        yield "which decision is changed", in_words(decision.changes.decided_on, of.language) in text
        yield "amount and period", says(WORDS["how_much"][of.outcome])
    else:
        yield "by whom it was asked", says(WORDS["from"][of.referrer])
        yield "when it was received", in_words(referral.received_on, of.language) in text
        yield "what matters, in the words of whoever applied", says(said["matters"]) is (of.referrer == "person")
    if of.outcome in ("granted", "granted_in_part"):
        yield "amount and period", says(WORDS["how_much"]["granted"]) and says(said["visits"])
        yield "when it is looked at again", says(said["looked_at"])
        yield "what the person gets, and the goals", words["content"] in text and words["goals"] in text
    yield (
        "what is offered instead: who does what, when",
        (says(said["instead"]) and words["alternative_words"] in text) is (of.outcome == "other_service"),
    )
    against_others = of.outcome in AGAINST and of.outcome not in CHANGES and of.referrer != "person"
    yield "heard before, with the day", says(said["heard"]) is against_others
    yield "deferral, and only where something is taken", says(said["deferral"]) is (of.outcome in TO_HARM)
    yield "guidance, where it goes against the person", says(said["guidance"]) is (of.outcome in AGAINST)
    yield "legal aid and costs, where it goes against the person", says(said["legal_aid"]) is (of.outcome in AGAINST)
    for name, element in WORDS["always"].items():
        yield name, says(element)
    yield "one language", not re.search(FOREIGN[of.language], text, re.IGNORECASE)


@pytest.fixture
def fjordvik(people: Any, now: datetime) -> Any:
    sender(people, now.replace(month=8))
    return people


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_letter_has_everything_the_law_asks_for_whoever_referred(
    outcome: str, language: str, fjordvik: Any, now: datetime
) -> None:
    for referrer in REFERRERS:
        made = case(fjordvik, now, outcome=outcome, language=language, referrer=referrer)
        assert [name for name, there in elements(made) if not there] == [], (referrer, made.text)
        assert level(made.letter) <= 35, (referrer, level(made.letter))


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_warned_reads_what_is_considered_until_when_to_answer_and_that_nothing_is_decided(
    language: str, fjordvik: Any, now: datetime
) -> None:
    for referrer in REFERRERS:
        made = warned(fjordvik, now, language=language, referrer=referrer)
        reply_by = in_words(now.date() + timedelta(days=14), language)
        words = {**made.said, "reply_by": reply_by, "case_number": made.referral.case_number}
        wanted = {**WORDS["warning"], "by whom": WORDS["from"][referrer]}
        missing = [name for name, each in wanted.items() if each[language].format(**words) not in made.text]
        assert missing == [], made.text
        assert not made.letter.title.startswith(WORDS["said"]["decision"][language])
        assert not re.search(FOREIGN[language], made.text, re.IGNORECASE)
        assert level(made.letter) <= 35


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("se", "Dát reive lea dárogillii. Riŋge midjiide jus dárbbašat dulkka. Dette brevet er på norsk."),
        ("other", "Call us on 12 34 56 00 if you need an interpreter. It costs you nothing. Dette brevet er på norsk."),
    ],
)
def test_somebody_whose_language_is_lacking_is_told_how_to_get_an_interpreter(
    language: str, words: str, fjordvik: Any, now: datetime
) -> None:
    made = case(fjordvik, now, outcome="refused", language=language, referrer="gp")
    assert words in made.text
    assert made.letter.language == "nb"


def test_no_letter_in_a_language_we_have_speaks_of_interpreters(fjordvik: Any, now: datetime) -> None:
    for language in LANGUAGES:
        case(fjordvik, now, outcome="granted", language=language, referrer="gp")
    assert not [each for each in Letter.objects.all() if "tolk" in each.html or "interpreter" in each.html]
