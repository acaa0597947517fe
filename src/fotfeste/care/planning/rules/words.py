"""What the planner has to say, in plain sentences: bokmål, nynorsk and English.

Clock times are the local ones, by the problem's clock (`clock`).
"""

from collections.abc import Mapping, Sequence

from .clock import MONTHS, Shown, clock_of
from .comparing import Change, Comparison, VisitChange
from .explaining import Reason, Remedy, Unplaced
from .may_visit import Bar
from .problem import Minutes, Problem

DAYS_A_WEEK = 7
LANGUAGES = ("nb", "nn", "en")
DAYS: Mapping[str, Sequence[str]] = {
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "nn": ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "sundag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

_MÅNEDER = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip
MONTHS_OF: Mapping[str, Sequence[str]] = {"nb": _MÅNEDER, "nn": _MÅNEDER, "en": MONTHS}
# Of an hour that comes twice, in the night the clock is put back.
TURNS: Mapping[str, Sequence[str]] = {
    "nb": ("", " (første gang)", " (andre gang)"),
    "nn": ("", " (første gongen)", " (andre gongen)"),
    "en": ("", " (first time)", " (second time)"),
}

CHANGES: Mapping[Change, Mapping[str, str]] = {
    Change.HOUR: {
        "nb": "{person}: {staff} kommer {new}, ikke {old}.",
        "nn": "{person}: {staff} kjem {new}, ikkje {old}.",
        "en": "{person}: {staff} comes {new}, not {old}.",
    },
    Change.CARER: {
        "nb": "{person}: {new_staff} kommer i stedet for {staff}, til samme tid ({new}).",
        "nn": "{person}: {new_staff} kjem i staden for {staff}, til same tid ({new}).",
        "en": "{person}: {new_staff} comes in place of {staff}, at the same time ({new}).",
    },
    Change.CARER_AND_HOUR: {
        "nb": "{person}: {new_staff} kommer {new}. Før var det {staff} {old}.",
        "nn": "{person}: {new_staff} kjem {new}. Før var det {staff} {old}.",
        "en": "{person}: {new_staff} comes {new}. Before it was {staff} {old}.",
    },
    Change.PLACED: {
        "nb": "{person}: får besøk av {new_staff} {new}.",
        "nn": "{person}: får besøk av {new_staff} {new}.",
        "en": "{person}: is visited by {new_staff} {new}.",
    },
    Change.LEFT_OUT: {
        "nb": "{person}: Besøket {old} har ikke lenger plass.",
        "nn": "{person}: Besøket {old} har ikkje lenger plass.",
        "en": "{person}: the visit {old} has no place any more.",
    },
    Change.WITHDRAWN: {
        "nb": "{person}: Besøket er avlyst.",
        "nn": "{person}: Besøket er avlyst.",
        "en": "{person}: the visit is cancelled.",
    },
}
CARER_SOMEWHAT_LATER = {  # or sooner: within the hour that people know
    "nb": "{person}: {new_staff} kommer i stedet for {staff}, {new} og ikke {old}.",
    "nn": "{person}: {new_staff} kjem i staden for {staff}, {new} og ikkje {old}.",
    "en": "{person}: {new_staff} comes in place of {staff}, {new} and not {old}.",
}
KEPT = {
    "nb": "{kept} av {all} besøk beholder både hvem og når.",
    "nn": "{kept} av {all} besøk held på både kven og når.",
    "en": "{kept} of {all} visits keep both who and when.",
}
NOTHING = {"nb": "Ingenting er endret.", "nn": "Ingenting er endra.", "en": "Nothing changes."}

REASONS: Mapping[Reason, Mapping[str, str]] = {
    Reason.NO_SHIFT: {
        "nb": "Ingen er på vakt da",
        "nn": "Ingen er på vakt då",
        "en": "nobody is on duty then",
    },
    Reason.OTHERS_ON_DUTY: {
        "nb": "Ingen av dem som kan komme, er på vakt da ({detail})",
        "nn": "Ingen av dei som kan kome, er på vakt då ({detail})",
        "en": "none of those who may come is on duty then ({detail})",
    },
    Reason.NO_SKILL: {
        "nb": "Ingen har det som trengs ({detail})",
        "nn": "Ingen har det som trengst ({detail})",
        "en": "nobody has what is needed ({detail})",
    },
    Reason.REFUSED: {
        "nb": "De som kan, skal ikke besøke denne personen ({detail})",
        "nn": "Dei som kan, skal ikkje besøkje denne personen ({detail})",
        "en": "those who could are not to visit this person ({detail})",
    },
    Reason.NO_CAR: {
        "nb": "Ingen av dem som kan komme, har en ledig bil da",
        "nn": "Ingen av dei som kan kome, har ein ledig bil då",
        "en": "none of those who may come has a car free then",
    },
    Reason.TOO_LONG: {
        "nb": "Besøket er lengre enn tidsrommet det skal være i",
        "nn": "Besøket er lengre enn tidsrommet det skal vere i",
        "en": "the visit is longer than the time it must fall within",
    },
    Reason.UNREACHABLE: {
        "nb": "Ingen som kan, kommer seg dit og hjem igjen på en vakt, for det finnes ingen vei, eller den er for lang",
        "nn": "Ingen som kan, kjem seg dit og heim igjen på ei vakt, for det finst ingen veg, eller han er for lang",
        "en": "nobody who could can get there and back within a shift: there is no way, or it is too long",
    },
    Reason.NOT_IN_TIME: {
        "nb": "Ingen som kan, rekker fram i tide, for veien dit er for lang",
        "nn": "Ingen som kan, rekk fram i tide, for vegen dit er for lang",
        "en": "nobody who could can be there in time: the way there is too long",
    },
    Reason.NOT_HOME: {
        "nb": "Ingen som kan, rekker besøket og veien hjem før vakta må være slutt",
        "nn": "Ingen som kan, rekk besøket og vegen heim før vakta må vere slutt",
        "en": "nobody who could can make the visit and be back before the shift must end",
    },
    Reason.PAIR: {
        "nb": "Det finnes ikke to som kan komme sammen slik det er bestemt",
        "nn": "Det finst ikkje to som kan kome saman slik det er bestemt",
        "en": "there are no two who can come together as it is asked",
    },
    Reason.BUSY: {
        "nb": "Alle som kan, er opptatt da ({detail})",
        "nn": "Alle som kan, er opptekne då ({detail})",
        "en": "everyone who could is busy then ({detail})",
    },
    Reason.FAR_BETWEEN: {
        "nb": "De som kan, rekker det ikke mellom det andre de skal, for det finnes ingen vei dit, eller den er "
        "for lang ({detail})",
        "nn": "Dei som kan, rekk det ikkje mellom det andre dei skal, for det finst ingen veg dit, eller han er "
        "for lang ({detail})",
        "en": "those who could cannot reach it between what else they do: there is no way there, or it is too long "
        "({detail})",
    },
    Reason.MOST_VISITS: {
        "nb": "De som kan, har så mange besøk som de skal ha på en vakt ({detail})",
        "nn": "Dei som kan, har så mange besøk som dei skal ha på ei vakt ({detail})",
        "en": "those who could have as many visits as they are to have in a shift ({detail})",
    },
    Reason.NO_ROOM: {
        "nb": "Vi fant ikke plass til det i dagen til dem som kan ({detail})",
        "nn": "Vi fann ikkje plass til det i dagen til dei som kan ({detail})",
        "en": "no room for it was found in the day of those who could ({detail})",
    },
    Reason.DEARER: {
        "nb": "Det er plass, men det koster mer enn å la det være ({detail})",
        "nn": "Det er plass, men det kostar meir enn å la det vere ({detail})",
        "en": "there is room, but it costs more than leaving it out ({detail})",
    },
}
# Why somebody who is on duty may not make a visit.
_LACKS = {
    "nb": "{staff} er på vakt, men har ikke det som trengs",
    "nn": "{staff} er på vakt, men har ikkje det som trengst",
    "en": "{staff} is on duty, but does not have what is needed",
}
BARRED: Mapping[Bar, Mapping[str, str]] = {
    Bar.SKILL: _LACKS,
    Bar.PROFESSION: _LACKS,
    Bar.REFUSED: {
        "nb": "{staff} er på vakt, men skal ikke besøke denne personen",
        "nn": "{staff} er på vakt, men skal ikkje besøkje denne personen",
        "en": "{staff} is on duty, but is not to visit this person",
    },
    Bar.NOT_PREFERRED: {
        "nb": "{staff} er på vakt, men er ingen av dem personen vil ha",
        "nn": "{staff} er på vakt, men er ingen av dei personen vil ha",
        "en": "{staff} is on duty, but is none of those the person wants",
    },
    Bar.PINNED: {
        "nb": "{staff} er på vakt, men besøket er avtalt med en annen",
        "nn": "{staff} er på vakt, men besøket er avtalt med ein annan",
        "en": "{staff} is on duty, but the visit is promised to somebody else",
    },
}
REMEDIES: Mapping[Remedy, Mapping[str, str]] = {
    Remedy.OTHER_TIME: {
        "nb": "Det går hvis det flyttes til {when} hos {staff}.",
        "nn": "Det går om det blir flytta til {when} hos {staff}.",
        "en": "It fits if moved to {when} with {staff}.",
    },
    Remedy.OVERTIME: {
        "nb": "Det går med {minutes} minutter overtid for {staff}, {when}.",
        "nn": "Det går med {minutes} minutt overtid for {staff}, {when}.",
        "en": "It fits with {minutes} minutes of overtime for {staff}, {when}.",
    },
    Remedy.CAR: {
        "nb": "Det går hvis {staff} får en bil, {when}.",
        "nn": "Det går om {staff} får ein bil, {when}.",
        "en": "It fits if {staff} gets a car, {when}.",
    },
    Remedy.LEAVE_OUT: {
        "nb": "Det går hvis besøket til {other} tas ut, hos {staff} {when}.",
        "nn": "Det går om besøket til {other} blir teke ut, hos {staff} {when}.",
        "en": "It fits if the visit to {other} gives way, with {staff} {when}.",
    },
    Remedy.SKILL: {
        "nb": "Det går hvis {staff} kan godtas, {when}.",
        "nn": "Det går om {staff} kan godtakast, {when}.",
        "en": "It fits if {staff} can be accepted, {when}.",
    },
}
NO_REMEDY = {
    "nb": "Vi fant ingen enkel måte å få plass på.",
    "nn": "Vi fann ingen enkel måte å få plass på.",
    "en": "No simple way to make it fit was found.",
}


def clock(problem: Problem, minute: Minutes, language: str = "nb") -> str:
    """“mandag kl. 10.30” where the problem has a date, with the date from the eighth day on; else “kl. 10.30”, with
    the number of a later day."""
    shown = clock_of(problem).shown(minute)
    time = ("" if language == "en" else "kl. ") + _time(shown, language)
    if shown.on is None:
        day = f"{'day' if language == 'en' else 'dag'} {shown.day + 1} "
        return day + time if shown.day else time
    day = DAYS[language][shown.on.weekday()]
    if not 0 <= shown.day < DAYS_A_WEEK:
        dot = "" if language == "en" else "."
        day += f" {shown.on.day}{dot} {MONTHS_OF[language][shown.on.month - 1]}"
    return f"{day} {time}"


def _span(problem: Problem, start: Minutes, end: Minutes, language: str) -> str:
    """“mandag kl. 09.00–09.45”."""
    until = clock_of(problem).shown(end)
    same_day = until.day == clock_of(problem).shown(start).day
    told = _time(until, language) if same_day else " " + clock(problem, end, language)
    return f"{clock(problem, start, language)}{'' if same_day else ' '}–{told}"


def _time(shown: Shown, language: str) -> str:
    colon = ":" if language == "en" else "."
    return f"{shown.hour:02d}{colon}{shown.minute:02d}{TURNS[language][shown.turn]}"


def comparison_lines(problem: Problem, found: Comparison, language: str = "nb") -> list[str]:
    """A sentence for each visit that changes, and how many stay as they were."""
    language = language if language in LANGUAGES else "nb"
    lines = [_change(problem, each, language) for changes in found.by_person.values() for each in changes] or [
        NOTHING[language]
    ]
    had = found.had_a_place
    kept = sum(each.change is Change.KEPT for each in had)
    return [*lines, KEPT[language].format(kept=kept, all=len(had))]


def _change(problem: Problem, each: VisitChange, language: str) -> str:
    before, after = each.before, each.after
    old = clock(problem, before.start, language) if before else ""
    new = clock(problem, after.start, language) if after else ""
    words = CARER_SOMEWHAT_LATER if each.change is Change.CARER and new != old else CHANGES[each.change]
    return words[language].format(
        person=each.person,
        staff=before.staff if before else "",
        new_staff=after.staff if after else "",
        old=old,
        new=new,
    )


def unplaced_lines(problem: Problem, unplaced: Sequence[Unplaced], language: str = "nb") -> list[str]:
    """For each visit without a place: why, and what would make it fit."""
    language = language if language in LANGUAGES else "nb"
    starts = {"nb": "{what} har ikke plass: ", "nn": "{what} har ikkje plass: ", "en": "{what} has no place: "}
    lines = []
    for each in unplaced:
        names = [f"{one.staff} {_span(problem, one.start, one.end, language)}" for one in each.busy]
        names += [BARRED[one.bar][language].format(staff=one.staff) for one in each.barred]
        why = REASONS[each.reason][language].format(detail=each.detail or ", ".join(names))
        line = starts[language].format(what=" + ".join(each.visits)) + why + "."
        for way in each.remedies:
            line += " " + REMEDIES[way.kind][language].format(
                when=clock(problem, way.start, language),
                staff=way.staff,
                minutes=round(way.minutes),
                other=way.other,
            )
        if not each.remedies:
            line += " " + NO_REMEDY[language]
        lines.append(line)
    return lines
