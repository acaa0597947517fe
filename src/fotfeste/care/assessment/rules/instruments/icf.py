"""ICF: categories by their code, each with a qualifier. A description, category by category: no total and no mean.

Only the code is held: the classification and its texts are WHO's. The qualifiers 8 and 9, and the two scales of the
environment (a barrier after `.`, a facilitator after `+`), follow the Australian user guide (see the source below).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fotfeste.care.assessment.rules.answers import AnswerError, Reason
from fotfeste.care.assessment.rules.definition import Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.fields import Block, Choice, Coded, Entry, FreeText, IntegerChoice, Option
from fotfeste.care.assessment.rules.shapes.own_words import entries_rated, rating_of
from fotfeste.care.assessment.rules.thresholds import Source
from fotfeste.care.assessment.rules.values import Direction, Part, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text

# A component, its chapter, then nothing (the chapter), two digits (second level), three or four (third and fourth).
CODE = r"(b[1-8]|s[1-8]|d[1-9]|e[1-5])(\d{2,4})?"

_NAMES = {
    "impairment": Text("Impairment", "Funksjonsavvik", "Funksjonsavvik"),
    "performance": Text("Performance", "Utførelse", "Utføring"),
    "capacity": Text("Capacity", "Kapasitet", "Kapasitet"),
    "barrier": Text("Barrier (.)", "Barriere (.)", "Barriere (.)"),
    "facilitator": Text("Facilitator (+)", "Fremmer (+)", "Fremjar (+)"),
}
# What a code of each component is rated as. Where there are two, one of them must be said.
_ASPECTS = {
    "b": ("impairment",),
    "s": ("impairment",),
    "d": ("performance", "capacity"),
    "e": ("barrier", "facilitator"),
}
ASKED = (*_ASPECTS["d"], *_ASPECTS["e"])


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """Each category with its qualifier, on the scale it was rated on. Nothing is worked out from them."""
    entries: tuple[Entry, ...] = answers["categories"] or ()
    numbers: dict[str, dict[str, float | None]] = {}
    words: dict[str, str] = {}
    for place, entry in enumerate(entries, start=1):
        code, aspect = _code(entry, place), _aspect(entry, place)
        if aspect in numbers.setdefault(code, {}):
            raise AnswerError(
                f"categories.{place}.code",
                Text(
                    "{code} is entered twice ({aspect}).",
                    "{code} er notert to ganger ({aspect}).",
                    "{code} er notert to gonger ({aspect}).",
                ).filled(code=code, aspect=_NAMES[aspect].lowered()),
                Text("Keep one of them.", "Behold én av dem.", "Behald éin av dei."),
            )
        numbers[code][aspect] = rating_of(entry, "qualifier")
        words[code] = words.get(code) or entry.answers["text"] or ""
    completeness = entries_rated(entries, ("qualifier",), "categories")
    return Scored(
        numbers={},
        completeness={},
        overall=completeness,
        # The code pairs a category between occasions, whatever the entry was called in the form.
        parts=tuple(Part(code, f"{code} {words[code]}".strip(), rated) for code, rated in numbers.items()),
    )


def _code(entry: Entry, place: int) -> str:
    code = entry.answers["code"]
    if code is None:
        raise AnswerError(
            f"categories.{place}.code",
            Text("The category has no code.", "Kategorien mangler kode.", "Kategorien manglar kode."),
            _WANTED,
        )
    return str(code)


def _aspect(entry: Entry, place: int) -> str:
    """On which scale the category is rated: the only one of its component, or the one that was said."""
    code, said = entry.answers["code"], entry.answers["aspect"]
    possible = _ASPECTS[code[0]]
    if said is None and len(possible) == 1:
        return possible[0]
    if said not in possible:
        raise AnswerError(
            f"categories.{place}.aspect",
            Text(
                "{code} is not rated like this.", "{code} vurderes ikke slik.", "{code} blir ikkje vurdert slik."
            ).filled(code=code),
            Text(
                "Choose for {component}: {aspects}.",
                "Velg for {component}: {aspects}.",
                "Vel for {component}: {aspects}.",
            ).filled(component=code[0], aspects=_or(possible)),
        )
    return str(said)


def _or(aspects: tuple[str, ...]) -> Text:
    if aspects == ("impairment",):
        return Text("nothing", "ingenting", "ingenting")
    one, other = (_NAMES[aspect].lowered() for aspect in aspects)
    return Text("{one} or {other}", "{one} eller {other}", "{one} eller {other}").filled(one=one, other=other)


_WANTED = Text(
    "Write b, s, d or e and 1, 3, 4 or 5 digits, such as d450, b710 or e1201.",
    "Skriv b, s, d eller e og 1, 3, 4 eller 5 sifre, for eksempel d450, b710 eller e1201.",
    "Skriv b, s, d eller e og 1, 3, 4 eller 5 siffer, til dømes d450, b710 eller e1201.",
)
_QUALIFIERS = (
    Text("None", "Ingen", "Ingen"),
    Text("Mild", "Lett", "Lett"),
    Text("Moderate", "Middels", "Middels"),
    Text("Severe", "Stor", "Stor"),
    Text("Complete", "Fullstendig", "Fullstendig"),
)


def _scale(code: str) -> ValueDefinition:
    return ValueDefinition(
        code=code,
        name=_NAMES[code],
        unit=Text("qualifier", "vurdering", "vurdering"),
        low=0,
        high=len(_QUALIFIERS) - 1,
        direction=Direction.HIGHER if code == "facilitator" else Direction.LOWER,
        averaged=False,
    )


_AIHW = Source(
    "ICF Australian User Guide 1.0, section 2.2", "http://www.aihw.gov.au/publications/dis/icfaugv1/ug_s2_2.html"
)

DEFINITION = Instrument(
    code="icf",
    name=Text(
        "International Classification of Functioning, Disability and Health",
        "Internasjonal klassifikasjon av funksjon, funksjonshemming og helse",
        "Den internasjonale klassifikasjonen av funksjon, funksjonshemming og helse",
    ),
    short_name="ICF",
    purpose=Text(
        "A description of functioning, category by category",
        "En beskrivelse av funksjon, kategori for kategori",
        "Ei skildring av funksjon, kategori for kategori",
    ),
    explanation=Text(
        "We describe what is difficult for you, what you manage, and what around you helps or stands in the way. "
        "Each thing gets a number from 0 to 4 for how much it is.",
        "Vi beskriver hva som er vanskelig for deg, hva du får til, og hva rundt deg som hjelper eller står i veien. "
        "Hver ting får et tall fra 0 til 4 for hvor mye det er.",
        "Vi skildrar kva som er vanskeleg for deg, kva du får til, og kva rundt deg som hjelper eller står i vegen. "
        "Kvar ting får eit tal frå 0 til 4 for kor mykje det er.",
    ),
    versions=(
        Version(
            code="qualifiers",
            name=Text("Code and qualifier", "Kode og vurdering", "Kode og vurdering"),
            fields=(
                Block(
                    code="categories",
                    label=Text("Categories", "Kategorier", "Kategoriar"),
                    help=Text(
                        "Only the codes that matter for this person.",
                        "Bare kodene som betyr noe for denne personen.",
                        "Berre kodane som tyder noko for denne personen.",
                    ),
                    max_entries=20,
                    entry_name=Text("Category", "Kategori", "Kategori"),
                    fields=(
                        Coded(
                            code="code",
                            label=Text("Code", "Kode", "Kode"),
                            max_length=8,
                            pattern=CODE,
                            wanted=_WANTED,
                            counts=False,
                            once=True,
                        ),
                        Choice(
                            code="aspect",
                            label=Text("Rated as", "Vurdert som", "Vurdert som"),
                            help=Text(
                                "Only for codes that begin with d or e.",
                                "Bare for koder som begynner med d eller e.",
                                "Berre for kodar som byrjar med d eller e.",
                            ),
                            options=tuple(Option(aspect, _NAMES[aspect]) for aspect in ASKED),
                            counts=False,
                            once=True,
                        ),
                        FreeText(
                            code="text",
                            label=Text("In own words", "Med egne ord", "Med eigne ord"),
                            max_length=200,
                            counts=False,
                            once=True,
                        ),
                        IntegerChoice(
                            code="qualifier",
                            label=Text("How much", "Hvor mye", "Kor mykje"),
                            options=tuple(Option(step, words) for step, words in enumerate(_QUALIFIERS)),
                            missing_codes={8: Reason.UNSPECIFIED, 9: Reason.NOT_RELEVANT},
                            reasons=(Reason.UNSPECIFIED, Reason.NOT_RELEVANT, Reason.REFUSED, Reason.NOT_DONE),
                        ),
                    ),
                ),
            ),
            values=(),
            part_scales=tuple(_scale(code) for code in _NAMES),
        ),
    ),
    rule=_score,
    licence=Licence(
        LicenceClass.SHIP_SCORING_ONLY,
        "World Health Organization",
        Text(
            "The form of the codes and the qualifiers. The classification and its texts come from WHO.",
            "Formen på kodene og vurderingene. Klassifikasjonen og tekstene kommer fra WHO.",
            "Forma på kodane og vurderingane. Klassifikasjonen og tekstane kjem frå WHO.",
        ),
        _AIHW,
    ),
    source=_AIHW,
    not_done=(Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    cautions=(
        Text(
            "The steps are not equally wide: 0 is 0–4 %, 1 is 5–24 %, 2 is 25–49 %, 3 is 50–95 % and 4 is 96–100 %. "
            "Numbers are not added and not averaged; look at which way each category went.",
            "Trinnene er ikke like brede: 0 er 0–4 %, 1 er 5–24 %, 2 er 25–49 %, 3 er 50–95 % og 4 er 96–100 %. "
            "Tallene legges ikke sammen og det tas ikke snitt; se hvilken vei hver kategori gikk.",
            "Trinna er ikkje like breie: 0 er 0–4 %, 1 er 5–24 %, 2 er 25–49 %, 3 er 50–95 % og 4 er 96–100 %. "
            "Tala blir ikkje lagde saman og det blir ikkje teke snitt; sjå kva veg kvar kategori gjekk.",
        ),
        Text(
            "Performance is what the person does where they live; capacity is what they can do under test. One is "
            "never compared with the other, nor a barrier with a facilitator.",
            "Utførelse er det personen gjør i sitt vanlige miljø; kapasitet er det personen kan under test. Det ene "
            "sammenlignes aldri med det andre, og en barriere aldri med en fremmer.",
            "Utføring er det personen gjer i sitt vanlege miljø; kapasitet er det personen kan under test. Det eine "
            "blir aldri samanlikna med det andre, og ein barriere aldri med ein fremjar.",
        ),
        Text(
            "More is worse, except for a facilitator.",
            "Mer er dårligere, unntatt for en fremmer.",
            "Meir er dårlegare, unnateke for ein fremjar.",
        ),
    ),
)
