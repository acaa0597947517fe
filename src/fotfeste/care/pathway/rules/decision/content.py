"""What a decision is, and what it must say (`law.md` §1–2; the municipality's kind: `domain.md` §3.3)."""

import re
from collections.abc import Mapping
from datetime import timedelta

from fotfeste.care.service_model.rules import DecisionRule
from fotfeste.care.terms.rules.vocabulary import DecisionOutcome

# Answers to a referral, changes of what was granted, and those by which the person gets training.
ANSWERS = frozenset(
    {
        DecisionOutcome.GRANTED,
        DecisionOutcome.GRANTED_IN_PART,
        DecisionOutcome.OTHER_SERVICE,
        DecisionOutcome.REFUSED,
    }
)
CHANGES = frozenset(DecisionOutcome) - ANSWERS
GRANTING = frozenset({DecisionOutcome.GRANTED, DecisionOutcome.GRANTED_IN_PART})
# What goes against what was asked for, or against what the person has.
AGAINST = frozenset(DecisionOutcome) - {DecisionOutcome.GRANTED, DecisionOutcome.EXTENDED}


# A period that is granted has begun at most so long ago: training sometimes begins before the letter is written.
BEGAN_AT_MOST = timedelta(days=31)

# The least that can be a sentence about somebody.
FEWEST_WORDS, FEWEST_LETTERS = 3, 8
_WORD = re.compile(r"[^\W\d_]+")


def lacking(
    rule: DecisionRule, *, visits_per_week_first: int | None, visits_per_week_last: int | None, content: str
) -> list[str]:
    """Names of what must be written before reablement is granted: a specific decision says what, and how often."""
    if rule.type != "specific":
        return []
    given = {
        "visits_per_week_first": visits_per_week_first is not None,
        "visits_per_week_last": visits_per_week_last is not None,
        "content": bool(content.strip()),
    }
    return [name for name, there in given.items() if not there]


def words_lacking(outcome: DecisionOutcome, words: Mapping[str, str]) -> list[str]:
    """Names of the texts that must be written before the letter may leave.

    Every decision says on which facts about the person it builds; one that goes against what was asked for, or against
    what the person has, says the rules and what was weighed as well (fvl §§ 24 and 25).
    """
    needed = ["reason_facts"]
    if outcome in AGAINST:
        needed = ["reason_rules", "reason_facts", "reason_weighed"]
    if outcome is DecisionOutcome.GRANTED_IN_PART:
        needed.append("asked_for")
    if outcome is DecisionOutcome.OTHER_SERVICE:
        needed.append("alternative")
    return [
        name for name in needed if not (words.get(name, "") if name == "alternative" else in_words(words.get(name, "")))
    ]


def in_words(text: str) -> bool:
    """Whether a text that must say why says anything: three different words or more. A sign, or "no", does not."""
    words = {word.casefold() for word in _WORD.findall(text)}
    return len(words) >= FEWEST_WORDS and sum(map(len, words)) >= FEWEST_LETTERS
