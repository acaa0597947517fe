"""Sunnaas ADL index: twelve activities, 0 to 3 each, added to 0 to 36. Results only: the manual must be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.items import numbered, sum_of_items, total_in_points
from fotfeste.care.assessment.rules.thresholds import Source
from fotfeste.care.assessment.rules.values import Direction
from fotfeste.care.assessment.rules.wording import Text

ITEMS = numbered(
    12,
    low=0,
    high=3,
    reasons=(Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_DONE),
    label=Text("Activity {n}", "Aktivitet {n}", "Aktivitet {n}"),
)
CODES = tuple(item.code for item in ITEMS)
# Personal help begins between 2 and 1.
HIGHEST_WITH_HELP = 1
AT_ANY_TIME, PLANNED = CODES[:4], CODES[4:8]


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """Sum of twelve activities, 0 to 36, none when one is missing, with what the sum hides: where help is needed."""
    scored = sum_of_items(answers, {"total": CODES})
    return scored if scored.numbers["total"] is None else replace(scored, remarks=(_where_help(answers),))


def _where_help(answers: Mapping[str, Any]) -> Text:
    def helped(codes: Sequence[str]) -> int:
        return sum(answers[code] <= HIGHEST_WITH_HELP for code in codes)

    return Text(
        "Personal help in {all} of 12: {any_time} of 1–4, where help is needed at any time, and {planned} of 5–8, "
        "where it can be planned.",
        "Personhjelp i {all} av 12: {any_time} av 1–4, der hjelpen trengs når som helst, og {planned} av 5–8, der den "
        "kan planlegges.",
        "Personhjelp i {all} av 12: {any_time} av 1–4, der hjelpa trengst når som helst, og {planned} av 5–8, der ho "
        "kan planleggjast.",
    ).filled(all=helped(CODES), any_time=helped(AT_ANY_TIME), planned=helped(PLANNED))


_SUNNAAS = Source("Sunnaas ADL-indeks", "https://www.sunnaas.no/fag-og-forskning/fagstoff/sunnaas-adl-index")

DEFINITION = Instrument(
    code="sunnaas",
    name=Text("Sunnaas ADL index", "Sunnaas ADL-indeks", "Sunnaas ADL-indeks"),
    short_name="Sunnaas",
    purpose=Text("Help in everyday activities", "Hjelp i daglige aktiviteter", "Hjelp i daglege aktivitetar"),
    explanation=Text(
        "We note how much help you need in twelve everyday activities. Each gives from 0 to 3 points, 36 in all. "
        "More points means that you manage more by yourself.",
        "Vi noterer hvor mye hjelp du trenger i tolv daglige aktiviteter. Hver gir fra 0 til 3 poeng, 36 til sammen. "
        "Flere poeng betyr at du klarer mer selv.",
        "Vi noterer kor mykje hjelp du treng i tolv daglege aktivitetar. Kvar gir frå 0 til 3 poeng, 36 til saman. "
        "Fleire poeng tyder at du klarer meir sjølv.",
    ),
    versions=(
        Version(
            code="12_activities",
            name=Text("12 activities, 0–36", "12 aktiviteter, 0–36", "12 aktivitetar, 0–36"),
            fields=ITEMS,
            values=(total_in_points(low=0, high=36, direction=Direction.HIGHER),),
        ),
    ),
    rule=_score,
    licence=Licence(
        LicenceClass.RESULTS_ONLY,
        "Sunnaas Hospital",
        Text(
            "The twelve scores. Form and manual come from Sunnaas Hospital, and the manual must be used.",
            "De tolv skårene. Skjema og manual hentes hos Sunnaas sykehus, og manualen skal brukes.",
            "Dei tolv skårane. Skjema og manual får ein hos Sunnaas sjukehus, og manualen skal brukast.",
        ),
        _SUNNAAS,
    ),
    source=_SUNNAAS,
    not_done=(Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    cautions=(
        Text(
            "Personal help begins between 2 and 1. A sum hides that, and it hides how often help must come: look at "
            "the single activities too.",
            "Personhjelp begynner mellom 2 og 1. En sum skjuler det, og den skjuler hvor ofte hjelpen må komme: se på "
            "de enkelte aktivitetene også.",
            "Personhjelp byrjar mellom 2 og 1. Ein sum skjuler det, og han skjuler kor ofte hjelpa må kome: sjå på "
            "dei einskilde aktivitetane også.",
        ),
        Text(
            "No limit for how large a change must be was found.",
            "Det er ikke funnet noen grense for hvor stor en endring må være.",
            "Det er ikkje funne noka grense for kor stor ei endring må vere.",
        ),
    ),
    floor=Text(
        "People with 0 cannot show a decline.",
        "De som har 0, kan ikke vise tilbakegang.",
        "Dei som har 0, kan ikkje vise tilbakegang.",
    ),
    ceiling=Text(
        "People with 36 manage all twelve activities and cannot show more.",
        "De som har 36, klarer alle de tolv aktivitetene og kan ikke vise mer.",
        "Dei som har 36, klarer alle dei tolv aktivitetane og kan ikkje vise meir.",
    ),
)
