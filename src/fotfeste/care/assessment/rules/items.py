"""Scoring by items: a sum that stays open while one item is missing, the items beside it, and results as given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Scored
from fotfeste.care.assessment.rules.fields import Rating
from fotfeste.care.assessment.rules.scoring import missing_from
from fotfeste.care.assessment.rules.values import POINTS, Completeness, Direction, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text

ITEM = Text("Item {n}", "Punkt {n}", "Punkt {n}")


def numbered(count: int, *, low: int, high: int, reasons: tuple[Reason, ...], label: Text = ITEM) -> tuple[Rating, ...]:
    """Items `item_1`, `item_2`, … with a number and no words, where the wording may not be passed on."""
    return tuple(
        Rating(code=f"item_{n}", label=label.filled(n=n), low=low, high=high, reasons=reasons)
        for n in range(1, count + 1)
    )


def sum_of_items(answers: Mapping[str, Any], sums: Mapping[str, Sequence[str]]) -> Scored:
    """Every value of `sums` as the sum of its items, None when one of them is missing: nothing is imputed.

    Completeness counts the items of each value; that of the whole counts every item once.
    """
    every = tuple(dict.fromkeys(code for codes in sums.values() for code in codes))
    return Scored(
        numbers={
            value: None if missing_from(answers, tuple(codes)) else sum(answers[code] for code in codes)
            for value, codes in sums.items()
        },
        completeness={value: answered(answers, codes) for value, codes in sums.items()},
        overall=answered(answers, every),
    )


def total_in_points(*, low: float, high: float, direction: Direction) -> ValueDefinition:
    """The value `total` of an instrument whose items are added, with its range in points."""
    return ValueDefinition(
        code="total", name=Text("Total", "Sum", "Sum"), unit=POINTS, low=low, high=high, direction=direction
    )


def as_given(
    answers: Mapping[str, Any],
    codes: Sequence[str],
    *,
    conditions: Mapping[str, str] | None = None,
    context: Mapping[str, str] | None = None,
    remarks: Sequence[Text] = (),
) -> Scored:
    """Every value as it was measured or as its owner worked it out; nothing is done to it."""
    return Scored(
        numbers={code: number_of(answers, code) for code in codes},
        completeness={code: answered(answers, (code,)) for code in codes},
        overall=answered(answers, codes),
        conditions=conditions or {},
        context=context or {},
        remarks=tuple(remarks),
    )


def answered(answers: Mapping[str, Any], codes: Sequence[str]) -> Completeness:
    """How many of the items hold a value, and which do not."""
    missing = missing_from(answers, tuple(codes))
    return Completeness(len(codes) - len(missing), len(codes), missing)


def number_of(answers: Mapping[str, Any], code: str) -> float | None:
    """The answer as a number; None when it is missing, whatever the reason."""
    return None if answers[code] is None or isinstance(answers[code], Reason) else answers[code]
