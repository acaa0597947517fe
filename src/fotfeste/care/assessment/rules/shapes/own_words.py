"""Scoring of what the person chose: a mean over the problems or activities that were rated this time.

The mean is divided by the number rated, as these instruments define it. It is not an imputation: completeness says how
many of how many, and a change between two occasions is worked out anew from those rated at both (see `changes`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Scored
from fotfeste.care.assessment.rules.fields import Entry
from fotfeste.care.assessment.rules.values import Completeness, Missing, Part, mean
from fotfeste.care.assessment.rules.wording import Text


def score_chosen(
    answers: Mapping[str, Any], *, block: str, rated: tuple[str, ...], also: tuple[str, ...] = (), fewest: int = 1
) -> Scored:
    """Score a block of chosen entries.

    rated   fields that each give a value of the same code (`performance`)
    also    numbers kept with the entry but not scored (`importance`)
    fewest  the number of entries the method asks for; with fewer the score stands and says so
    """
    entries: tuple[Entry, ...] = answers[block] or ()
    parts = tuple(
        Part(
            entry.id,
            entry.answers.get("text") or "",
            {code: rating_of(entry, code) for code in (*rated, *also)},
        )
        for entry in entries
    )
    completeness = {code: entries_rated(entries, (code,), block) for code in rated}
    remarks = []
    if 0 < len(entries) < fewest:
        remarks.append(
            Text(
                "Only {n} chosen; the method asks for at least {fewest}.",
                "Bare {n} valgt; metoden ber om minst {fewest}.",
                "Berre {n} vald; metoden ber om minst {fewest}.",
            ).filled(n=len(entries), fewest=fewest)
        )
    return Scored(
        numbers={code: mean([part.numbers[code] for part in parts]) for code in rated},
        completeness=completeness,
        overall=entries_rated(entries, rated, block),
        parts=parts,
        remarks=tuple(remarks),
    )


def rating_of(entry: Entry, code: str) -> Any:
    """The answer; None when there is none, whatever the reason."""
    answer = entry.answers[code]
    return None if isinstance(answer, Reason) else answer


def entries_rated(entries: tuple[Entry, ...], codes: tuple[str, ...], block: str) -> Completeness:
    """Entries with all of `codes` rated, of entries chosen."""
    if not entries:
        return Completeness(0, 1, (Missing(block),))
    missing = []
    whole = 0
    for entry in entries:
        lacking = [code for code in codes if rating_of(entry, code) is None]
        whole += not lacking
        missing += [Missing(f"{block}.{entry.id}.{code}", entry.answers[code]) for code in lacking]
    return Completeness(whole, len(entries), tuple(missing))
