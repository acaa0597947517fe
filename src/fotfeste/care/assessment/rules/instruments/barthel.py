"""Barthel ADL index: what the person does in ten everyday functions, on the Norwegian form or five times as much.

The 0 to 100 form is the 0 to 20 one by five and no finer, so its total is given on both scales. Scores of the two are
never compared: a change stays within one form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import (
    LOINC,
    SNOMED_CT,
    Code,
    Instrument,
    Licence,
    LicenceClass,
    Scored,
    Version,
)
from fotfeste.care.assessment.rules.fields import IntegerChoice, Option
from fotfeste.care.assessment.rules.items import sum_of_items
from fotfeste.care.assessment.rules.thresholds import Kind, Source, Threshold
from fotfeste.care.assessment.rules.values import POINTS, Direction, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text

_REASONS = (Reason.REFUSED, Reason.NOT_DONE)
_ALONE = Text("Without help", "Uten hjelp", "Utan hjelp")
_SOME = Text("With some help", "Med noe hjelp", "Med noko hjelp")
_NOT = Text("Dependent on help", "Avhengig av hjelp", "Avhengig av hjelp")
_CONTROL = (
    Text("No control", "Ingen kontroll", "Ingen kontroll"),
    Text(
        "Now and then an accident, or needs help",
        "Uhell av og til, eller trenger hjelp",
        "Uhell av og til, eller treng hjelp",
    ),
    Text("Full control, manages alone", "Full kontroll, klarer seg selv", "Full kontroll, klarer seg sjølv"),
)


def _item(code: str, label: Text, *levels: Text) -> IntegerChoice:
    options = tuple(Option(points, words) for points, words in enumerate(levels))
    return IntegerChoice(code=code, label=label, options=options, reasons=_REASONS)


# Own neutral words; names and maxima follow the Norwegian form (see its source below), and add to 20.
ITEMS = (
    _item("eating", Text("Eating", "Spise", "Ete"), _NOT, _SOME, _ALONE),
    _item("bathing", Text("Bathing or showering", "Bade eller dusje", "Bade eller dusje"), _NOT, _ALONE),
    _item("grooming", Text("Grooming", "Personlig stell", "Personleg stell"), _NOT, _ALONE),
    _item("dressing", Text("Dressing", "Kle på seg", "Kle på seg"), _NOT, _SOME, _ALONE),
    _item("bowel", Text("Bowel control", "Tarmkontroll", "Tarmkontroll"), *_CONTROL),
    _item("bladder", Text("Bladder control", "Blærekontroll", "Blærekontroll"), *_CONTROL),
    _item("toilet", Text("Using the toilet", "Bruke toalettet", "Bruke toalettet"), _NOT, _SOME, _ALONE),
    _item(
        "transfer",
        Text("Moving between bed and chair", "Flytte seg mellom seng og stol", "Flytte seg mellom seng og stol"),
        Text("Cannot", "Klarer det ikke", "Klarer det ikkje"),
        Text("With much help", "Med mye hjelp", "Med mykje hjelp"),
        Text("With a little help or someone nearby", "Med litt hjelp eller tilsyn", "Med litt hjelp eller tilsyn"),
        _ALONE,
    ),
    _item(
        "mobility",
        Text("Getting about", "Komme seg omkring", "Kome seg omkring"),
        Text("Does not move about alone", "Kommer seg ikke omkring selv", "Kjem seg ikkje omkring sjølv"),
        Text("In a wheelchair, without help", "I rullestol, uten hjelp", "I rullestol, utan hjelp"),
        Text("Walks with help from one person", "Går med hjelp av én person", "Går med hjelp av éin person"),
        Text(
            "Walks without help, also with an aid",
            "Går uten hjelp, også med hjelpemiddel",
            "Går utan hjelp, også med hjelpemiddel",
        ),
    ),
    _item("stairs", Text("Stairs", "Trapper", "Trapper"), _NOT, _SOME, _ALONE),
)


TIMES = 5
_ANOTHER_FORM = Text(
    "This number is not a step of the form times five. Numbers such as 3, 8 and 12 belong to another form with 0–100 "
    "(Shah), which cannot be converted.",
    "Dette tallet er ikke et trinn i skjemaet med ganger fem. Tall som 3, 8 og 12 hører til et annet skjema med 0–100 "
    "(Shah), som ikke kan regnes om.",
    "Dette talet er ikkje eit trinn i skjemaet med gonger fem. Tal som 3, 8 og 12 høyrer til eit anna skjema med "
    "0–100 (Shah), som ikkje kan reknast om.",
)
ITEMS_TIMES_5 = tuple(
    replace(
        item,
        options=tuple(Option(int(option.value) * TIMES, option.label) for option in item.options),
        between=_ANOTHER_FORM,
    )
    for item in ITEMS
)


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """Sum of ten items, on the form's own scale and on 0 to 20. No total when an item is missing."""
    scored = sum_of_items(answers, {value.code: [item.code for item in ITEMS] for value in version.values})
    if version.code != "times_5" or scored.numbers["total"] is None:
        return scored
    return replace(scored, numbers={**scored.numbers, "total": scored.numbers["total"] / TIMES})


def _total(code: str, name: Text, high: int, *, main: bool = True) -> ValueDefinition:
    return ValueDefinition(
        code=code,
        name=name,
        unit=POINTS,
        low=0,
        high=high,
        direction=Direction.HIGHER,
        main=main,
    )


_FORM = Source(
    "Barthel ADL-indeks, Norsk legehåndbok",
    "https://nevrologi.legehandboka.no/handboken/nel/skjemakalkulatorer/skjema/geriatripleie/barthel-adl-indeks/",
)

DEFINITION = Instrument(
    code="barthel",
    name=Text("Barthel ADL index", "Barthel ADL-indeks", "Barthel ADL-indeks"),
    short_name="Barthel",
    purpose=Text("Everyday self-care", "Å klare seg selv i hverdagen", "Å klare seg sjølv i kvardagen"),
    explanation=Text(
        "We note what you do yourself in ten everyday things, such as eating, dressing and walking. "
        "The form gives from 0 to 20 points, or from 0 to 100. More points means less help from others.",
        "Vi noterer hva du gjør selv i ti ting i hverdagen, som å spise, kle på deg og gå. "
        "Skjemaet gir fra 0 til 20 poeng, eller fra 0 til 100. Flere poeng betyr mindre hjelp fra andre.",
        "Vi noterer kva du gjer sjølv i ti ting i kvardagen, som å ete, kle på deg og gå. "
        "Skjemaet gir frå 0 til 20 poeng, eller frå 0 til 100. Fleire poeng tyder mindre hjelp frå andre.",
    ),
    versions=(
        Version(
            code="norwegian_20",
            name=Text("Norwegian, 0–20", "Norsk, 0–20", "Norsk, 0–20"),
            fields=ITEMS,
            values=(_total("total", Text("Total", "Sum", "Sum"), 20),),
        ),
        Version(
            code="times_5",
            name=Text("Times five, 0–100", "Ganger fem, 0–100", "Gonger fem, 0–100"),
            fields=ITEMS_TIMES_5,
            values=(
                _total("total_100", Text("Total of 100", "Sum av 100", "Sum av 100"), 100),
                _total("total", Text("Total on 0–20", "Sum på 0–20", "Sum på 0–20"), 20, main=False),
            ),
        ),
    ),
    rule=_score,
    # Steps of five do not exist on the 0 to 20 form, so answers to one are refused by the other; all 0 is 0 on both.
    usual="norwegian_20",
    licence=Licence(
        LicenceClass.SHIP_SCORING_AND_LABELS,
        "Mahoney and Barthel 1965; Norwegian form free to download",
        Text(
            "Names and maxima of the items, and our own words for the levels.",
            "Navn og høyeste poeng for leddene, og våre egne ord for trinnene.",
            "Namn og høgaste poeng for ledda, og våre eigne ord for trinna.",
        ),
        _FORM,
    ),
    source=_FORM,
    not_done=(Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    thresholds=(
        Threshold(
            of="total",
            kind=Kind.MIC,
            value=1.8,
            value_high=5,
            unit="points",
            population=Text(
                "varies widely from study to study",
                "varierer mye fra studie til studie",
                "varierer mykje frå studie til studie",
            ),
            source=Source(
                "RKRs måleverktøydatabase, Sunnaas sykehus",
                "https://www.sunnaas.no/fag-og-forskning/kompetansesentre-og-tjenester/"
                "regional-kompetansetjeneste-for-rehabilitering-rkr/Fagutvikling/maleverktoy/maleverktoydatabase/"
                "maleverktoy-barthel-index/",
            ),
        ),
    ),
    cautions=(
        Text(
            "Score what the person does, not what they could do. Someone standing by is help; an aid is not.",
            "Skår det personen gjør, ikke det personen kunne ha gjort. Tilsyn er hjelp; et hjelpemiddel er ikke det.",
            "Skår det personen gjer, ikkje det personen kunne ha gjort. Tilsyn er hjelp; eit hjelpemiddel er ikkje "
            "det.",
        ),
        Text(
            "0–100 is 0–20 times five and looks finer than it is. Keep to one form; only the factor five converts.",
            "0–100 er 0–20 ganger fem og ser finere ut enn den er. Hold dere til ett skjema; bare faktoren fem regner "
            "om.",
            "0–100 er 0–20 gonger fem og ser finare ut enn han er. Hald dykk til eitt skjema; berre faktoren fem "
            "reknar om.",
        ),
        Text(
            "There is another 0–100 form (Shah), with steps such as 3, 8 and 12. It cannot be converted and is not "
            "taken here.",
            "Det finnes et annet skjema med 0–100 (Shah), med trinn som 3, 8 og 12. Det kan ikke regnes om og tas "
            "ikke imot her.",
            "Det finst eit anna skjema med 0–100 (Shah), med trinn som 3, 8 og 12. Det kan ikkje reknast om og blir "
            "ikkje teke imot her.",
        ),
    ),
    floor=Text(
        "People with 0 need help with everything and cannot show a decline.",
        "De som har 0, trenger hjelp til alt og kan ikke vise tilbakegang.",
        "Dei som har 0, treng hjelp til alt og kan ikkje vise tilbakegang.",
    ),
    ceiling=Text(
        "Many who live at home are at the top and cannot show more.",
        "Mange som bor hjemme, er på toppen og kan ikke vise mer.",
        "Mange som bur heime, er på toppen og kan ikkje vise meir.",
    ),
    codes=(
        Code("instrument", SNOMED_CT, "273302005"),
        Code("total", LOINC, "96761-2"),
        Code("eating", LOINC, "83184-2"),
        Code("bathing", LOINC, "83181-8"),
        Code("grooming", LOINC, "96767-9"),
        Code("dressing", LOINC, "83182-6"),
        Code("bowel", LOINC, "96759-6"),
        Code("bladder", LOINC, "96760-4"),
        Code("toilet", LOINC, "83183-4"),
        Code("transfer", LOINC, "83185-9"),
        Code("mobility", LOINC, "83186-7"),
        Code("stairs", LOINC, "96758-8"),
    ),
)
