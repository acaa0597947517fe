"""Grip strength in kilograms: up to three trials for each hand, and the best of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fotfeste.care.assessment.rules.answers import AnswerError, Reason
from fotfeste.care.assessment.rules.circumstances import told
from fotfeste.care.assessment.rules.definition import Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.fields import Choice, Number, Option
from fotfeste.care.assessment.rules.scoring import missing_from
from fotfeste.care.assessment.rules.thresholds import Kind, Source, Threshold
from fotfeste.care.assessment.rules.values import Completeness, Direction, Missing, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text, same

TRIALS = 3
HANDS = {
    "right": Text("Right hand, trial {n}", "Høyre hånd, forsøk {n}", "Høgre hand, forsøk {n}"),
    "left": Text("Left hand, trial {n}", "Venstre hånd, forsøk {n}", "Venstre hand, forsøk {n}"),
}
_REASONS = (Reason.UNABLE, Reason.REFUSED, Reason.TOO_ILL, Reason.NO_SPACE, Reason.NOT_DONE)


def _trial(hand: str, n: int) -> Number:
    """One trial. The first one holds the reason why a hand was not measured; the others may just be left out."""
    first = n == 1
    return Number(
        code=f"{hand}_{n}",
        label=HANDS[hand].filled(n=n),
        low=0.1,
        high=100,
        unit=same("kg"),
        decimals=1,
        reasons=_REASONS if first else (),
        counts=first,
    )


DEVICE = Choice(
    code="device",
    label=Text("Kind of device", "Type måler", "Type målar"),
    help=Text("Use the same one every time.", "Bruk den samme hver gang.", "Bruk den same kvar gong."),
    options=(
        Option("hydraulic", Text("Hydraulic", "Hydraulisk", "Hydraulisk")),
        Option("electronic", Text("Electronic", "Elektronisk", "Elektronisk")),
        Option("other", Text("Other", "Annen", "Annan")),
    ),
    counts=False,
    carried=True,
)
FIELDS = (*(_trial(hand, n) for hand in HANDS for n in range(1, TRIALS + 1)), DEVICE)


def _hand(answers: Mapping[str, Any], hand: str) -> tuple[float | None, tuple[Missing, ...]]:
    """The best trial of one hand, or None with why it has none."""
    codes = [f"{hand}_{n}" for n in range(1, TRIALS + 1)]
    measured = [answers[code] for code in codes if isinstance(answers[code], float)]
    missing = missing_from(answers, (codes[0],))
    if not measured:
        return None, missing
    if any(one.reason is not None for one in missing):
        raise AnswerError(
            codes[0],
            Text(
                "This hand has both a reason for no number and a number in another trial.",
                "Denne hånden har både en grunn til at tall mangler, og et tall i et annet forsøk.",
                "Denne handa har både ein grunn til at tal manglar, og eit tal i eit anna forsøk.",
            ),
            Text(
                "Keep the numbers, or the reason.",
                "Behold tallene, eller grunnen.",
                "Behald tala, eller grunnen.",
            ),
        )
    return max(measured), ()


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """The best trial of each hand, and of both.

    The best of both is open while a hand was neither measured nor unable: it might have been the stronger one.
    """
    kilograms: dict[str, float] = {}
    missing: dict[str, tuple[Missing, ...]] = {}
    for hand in HANDS:
        best, missing[hand] = _hand(answers, hand)
        if best is not None:
            kilograms[hand] = best
    lacking = tuple(one for hand in HANDS for one in missing[hand])
    unknown = tuple(one for one in lacking if one.reason is not Reason.UNABLE)
    stands = bool(kilograms) and not unknown
    return Scored(
        numbers={
            "best": max(kilograms.values()) if stands else None,
            **{f"best_{hand}": kilograms.get(hand) for hand in HANDS},
        },
        completeness={
            "best": Completeness(len(kilograms), len(kilograms))
            if stands
            # Only two hands that could not are a person who could not.
            else Completeness(len(kilograms), len(HANDS), unknown or lacking),
            **{f"best_{hand}": Completeness(int(hand in kilograms), 1, missing[hand]) for hand in HANDS},
        },
        overall=Completeness(len(kilograms), len(HANDS), lacking),
        conditions=told(answers, "device") if kilograms else {},
        remarks=(_WHICH_DEVICE,) if kilograms and answers["device"] is None else (),
    )


_WHICH_DEVICE = Text(
    "The kind of device is not told, and kilograms from two kinds are not comparable.",
    "Det står ikke hvilken type måler som ble brukt, og kilo fra to typer kan ikke sammenlignes.",
    "Det står ikkje kva type målar som vart brukt, og kilo frå to typar kan ikkje samanliknast.",
)
_BOHANNON = Source("Bohannon, J Phys Ther Sci 2019;31:75", "https://doi.org/10.1589/jpts.31.75")


def _value(code: str, name: Text, *, main: bool = False) -> ValueDefinition:
    return ValueDefinition(
        code=code, name=name, unit=same("kg"), low=0, high=None, direction=Direction.HIGHER, decimals=1, main=main
    )


def _limit(of: str) -> Threshold:
    return Threshold(
        of=of,
        kind=Kind.SUGGESTED,
        value=5.0,
        value_high=6.5,
        unit="kg",
        population=Text("review of several groups", "oversikt over flere grupper", "oversyn over fleire grupper"),
        source=_BOHANNON,
        caution=Text(
            "The review calls 5.0 to 6.5 kg reasonable and says that the evidence is thin.",
            "Oversikten kaller 5,0 til 6,5 kg rimelig og sier at grunnlaget er tynt.",
            "Oversynet kallar 5,0 til 6,5 kg rimeleg og seier at grunnlaget er tynt.",
        ),
    )


DEFINITION = Instrument(
    code="grip",
    name=Text("Grip strength", "Gripestyrke", "Gripestyrke"),
    short_name="Gripestyrke",
    purpose=Text("Strength of the hands", "Styrke i hendene", "Styrke i hendene"),
    explanation=Text(
        "You squeeze a handle as hard as you can, up to three times with each hand. The best one counts, in kilograms. "
        "Higher is better.",
        "Du klemmer om et håndtak så hardt du kan, inntil tre ganger med hver hånd. Den beste teller, i kilo. "
        "Høyere er bedre.",
        "Du klemmer om eit handtak så hardt du kan, inntil tre gonger med kvar hand. Den beste tel, i kilo. "
        "Høgare er betre.",
    ),
    versions=(
        Version(
            code="best_of_trials",
            name=Text("Best of up to three trials", "Beste av inntil tre forsøk", "Beste av inntil tre forsøk"),
            fields=FIELDS,
            values=(
                _value("best", Text("Best of both hands", "Beste av begge hender", "Beste av begge hender"), main=True),
                _value("best_right", Text("Best, right hand", "Beste, høyre hånd", "Beste, høgre hand")),
                _value("best_left", Text("Best, left hand", "Beste, venstre hånd", "Beste, venstre hand")),
            ),
        ),
    ),
    rule=_score,
    licence=Licence(
        LicenceClass.SHIP_SCORING_AND_LABELS,
        "Nobody: a reading of a device",
        Text(
            "Kilograms and our own labels.",
            "Kilo og våre egne ord.",
            "Kilo og våre eigne ord.",
        ),
        _BOHANNON,
    ),
    source=_BOHANNON,
    not_done=(Reason.UNABLE, Reason.REFUSED, Reason.TOO_ILL, Reason.NO_SPACE, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    thresholds=(_limit("best"), _limit("best_right"), _limit("best_left")),
    cautions=(
        Text(
            "The best trial and the mean of the trials are two different numbers. The best one is used here.",
            "Det beste forsøket og snittet av forsøkene er to ulike tall. Her brukes det beste.",
            "Det beste forsøket og snittet av forsøka er to ulike tal. Her blir det beste brukt.",
        ),
        Text(
            "Men and women differ much. The European consensus on sarcopenia (EWGSOP2) uses 27 kg for men and 16 kg "
            "for women: criteria for a diagnosis, not norms, and not a goal of training.",
            "Menn og kvinner er svært ulike. Den europeiske konsensusen om sarkopeni (EWGSOP2) bruker 27 kg for menn "
            "og 16 kg for kvinner: kriterier for en diagnose, ikke normer, og ikke et mål for trening.",
            "Menn og kvinner er svært ulike. Den europeiske konsensusen om sarkopeni (EWGSOP2) bruker 27 kg for menn "
            "og 16 kg for kvinner: kriterium for ein diagnose, ikkje normer, og ikkje eit mål for trening.",
        ),
        Text(
            "A hand that could not grip has no kilograms: not 0. One that was not asked leaves the best of both open.",
            "En hånd som ikke kunne gripe, har ingen kilo: ikke 0. En som ikke ble prøvd, lar det beste av begge stå "
            "åpent.",
            "Ei hand som ikkje kunne gripe, har ingen kilo: ikkje 0. Ei som ikkje vart prøvd, lèt det beste av begge "
            "stå ope.",
        ),
    ),
    floor=Text(
        "People who cannot grip have no kilograms.",
        "De som ikke kan gripe, har ingen kilo.",
        "Dei som ikkje kan gripe, har ingen kilo.",
    ),
)
