"""What the planner has to say, in plain sentences: bokmål, nynorsk and English.

Clock times are the local ones: minutes from the problem's zero, told in its time zone, so that the night the clock
changes is told right.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from .comparing import Change, Comparison, VisitChange
from .explaining import Reason, Remedy, Unplaced
from .problem import Minutes, Problem

LANGUAGES = ("nb", "nn", "en")
DAYS: Mapping[str, Sequence[str]] = {
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "nn": ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "sundag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
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
        "nb": "{person}: besøket {old} har ikke lenger plass.",
        "nn": "{person}: besøket {old} har ikkje lenger plass.",
        "en": "{person}: the visit {old} has no place any more.",
    },
    Change.WITHDRAWN: {
        "nb": "{person}: besøket er avlyst.",
        "nn": "{person}: besøket er avlyst.",
        "en": "{person}: the visit is cancelled.",
    },
}
KEPT = {
    "nb": "{kept} av {all} besøk beholder både hvem og når.",
    "nn": "{kept} av {all} besøk held på både kven og når.",
    "en": "{kept} of {all} visits keep both who and when.",
}
NOTHING = {"nb": "Ingenting er endret.", "nn": "Ingenting er endra.", "en": "Nothing changes."}

REASONS: Mapping[Reason, Mapping[str, str]] = {
    Reason.NO_SHIFT: {
        "nb": "ingen er på vakt da",
        "nn": "ingen er på vakt då",
        "en": "nobody is on duty then",
    },
    Reason.NO_SKILL: {
        "nb": "ingen har det som trengs ({detail})",
        "nn": "ingen har det som trengst ({detail})",
        "en": "nobody has what is needed ({detail})",
    },
    Reason.REFUSED: {
        "nb": "de som kan, skal ikke besøke denne personen ({detail})",
        "nn": "dei som kan, skal ikkje besøkje denne personen ({detail})",
        "en": "those who could are not to visit this person ({detail})",
    },
    Reason.NO_CAR: {
        "nb": "ingen med ledig bil da",
        "nn": "ingen med ledig bil då",
        "en": "no one with a car free then",
    },
    Reason.TOO_LONG: {
        "nb": "besøket er lengre enn tiden det skal skje innenfor",
        "nn": "besøket er lengre enn tida det skal skje innanfor",
        "en": "the visit is longer than the time it must fall within",
    },
    Reason.PAIR: {
        "nb": "det finnes ikke to som kan komme sammen slik det er bestemt",
        "nn": "det finst ikkje to som kan kome saman slik det er bestemt",
        "en": "there are no two who can come together as it is asked",
    },
    Reason.BUSY: {
        "nb": "alle som kan, er opptatt da ({detail})",
        "nn": "alle som kan, er opptekne då ({detail})",
        "en": "everyone who could is busy then ({detail})",
    },
    Reason.DEARER: {
        "nb": "det er plass, men det koster mer enn å la det være ({detail})",
        "nn": "det er plass, men det kostar meir enn å la det vere ({detail})",
        "en": "there is room, but it costs more than leaving it out ({detail})",
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
        "nb": "Det går hvis besøket til {other} viker, hos {staff} {when}.",
        "nn": "Det går om besøket til {other} vik, hos {staff} {when}.",
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
    """“kl. 10.30”, with the day when the problem has a date or more than one day."""
    sign = "kl. {:02d}.{:02d}" if language != "en" else "{:02d}:{:02d}"
    if problem.zero is None:
        day, rest = divmod(int(minute), 1440)
        told = sign.format(rest // 60, rest % 60)
        return f"dag {day + 1} {told}" if day and language != "en" else f"day {day + 1} {told}" if day else told
    zone = ZoneInfo(problem.time_zone)
    begins = datetime.fromisoformat(problem.zero)
    begins = begins.replace(tzinfo=zone) if begins.tzinfo is None else begins
    # Elapsed minutes are added on the axis that has no gaps.
    local = (begins.astimezone(UTC) + timedelta(minutes=int(minute))).astimezone(zone)
    return f"{DAYS[language][local.weekday()]} {sign.format(local.hour, local.minute)}"


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
    return CHANGES[each.change][language].format(
        person=each.person,
        staff=before.staff if before else "",
        new_staff=after.staff if after else "",
        old=clock(problem, before.start, language) if before else "",
        new=clock(problem, after.start, language) if after else "",
    )


def unplaced_lines(problem: Problem, unplaced: Sequence[Unplaced], language: str = "nb") -> list[str]:
    """For each visit without a place: why, and what would make it fit."""
    language = language if language in LANGUAGES else "nb"
    starts = {"nb": "{what} har ikke plass: ", "nn": "{what} har ikkje plass: ", "en": "{what} has no place: "}
    lines = []
    for each in unplaced:
        why = REASONS[each.reason][language].format(detail=each.detail)
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
