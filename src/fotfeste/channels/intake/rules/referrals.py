"""Lists of referrals: what a row must hold to be taken."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from fotfeste.care.pathway.rules.person import lengths
from fotfeste.care.pathway.rules.person.identity import RARE_YEARS, Told, identify
from fotfeste.care.pathway.rules.person.names import same_name_key
from fotfeste.care.pathway.rules.person.national_number import NationalNumber
from fotfeste.care.pathway.rules.person.possible_days import (
    OLDEST_PERSON_YEARS,
    OLDEST_REFERRAL_YEARS,
    BirthFault,
    earliest_referral,
)
from fotfeste.care.terms.rules.vocabulary import Cause, Language, Referrer, Route, ServiceKind
from fotfeste.ground.ui.rules.days import RECENT_YEARS, years_before

from . import dates, values, words
from .columns import understand
from .problems import N_, Message, Notice, message
from .reading import read
from .referral_columns import LOSS_CURE, REFERRALS, ROUTE_CURE
from .rows import Checked, Progress, Reading, check_rows, key_of
from .table import Limits


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """One referral as the file tells it. Empty text and None mean the file does not say.

    services: None where the file does not say, () where it says there are none. hours_per_week: 0 to 168.
    note: the file's own note, and below it what no code could hold, with the file's headings.
    """

    row: str
    line: int
    key: str
    national_number: NationalNumber | None
    birth_date: date | None
    given_name: str
    family_name: str
    sex: str
    address: str
    postal_code: str
    city: str
    municipality_number: str
    phone: str
    language: Language | None
    interpreter: str
    lives_alone: bool | None
    gp_name: str
    referred_on: date
    route: Route
    referrer: Referrer
    referrer_name: str
    function_loss: str
    function_loss_on: date | None
    cause: str
    services: tuple[ServiceKind, ...] | None
    hours_per_week: Decimal | None
    what_matters: str
    home_situation: str
    urgent: bool
    discharge_on: date | None
    note: str


def check_referrals(
    data: bytes, *, today: date, limits: Limits | None = None, progress: Progress | None = None
) -> Checked[ReferralRow]:
    """Read a file of referrals; raises UnreadableFile. `today` decides what lies in the future."""
    table = read(data, recognise=REFERRALS.recognise, limits=limits)
    columns = understand(REFERRALS, table.header)
    checked = check_rows(
        table,
        columns,
        lambda reading: _build(reading, today),
        same=lambda record: message(N_("the same person, referred on %(date)s"), date=f"{record.referred_on:%d.%m.%Y}"),
        other_person=_names_differ,
        progress=progress,
    )
    return _told_of_shared_numbers(checked)


def _names_differ(first: ReferralRow, second: ReferralRow) -> bool:
    return same_name_key(f"{first.given_name} {first.family_name}") != same_name_key(
        f"{second.given_name} {second.family_name}"
    )


def _told_of_shared_numbers(checked: Checked[ReferralRow]) -> Checked[ReferralRow]:
    """Tell where two rows that were taken hold one national number and different names."""
    first: dict[str, ReferralRow] = {}
    heading = checked.columns.heading("national_number")
    for record in checked.accepted:
        if record.national_number is None:
            continue
        before = first.setdefault(record.national_number.digits, record)
        if _names_differ(before, record):
            told = message(
                N_("Row %(row)s has the same number with another name. Compare the number with the source in both."),
                row=before.row,
            )
            checked.notices.append(Notice(record.row, record.line, heading, told))
    return checked


def _build(reading: Reading, today: date) -> ReferralRow | None:
    number, born = _identity(reading, today)
    given, family = _names(reading)
    referred_on = _past_date(reading, "referred_on", today)
    if referred_on and referred_on < earliest_referral(today):
        reading.refuse("referred_on", REFERRAL_TOO_OLD, CHECK_YEAR)
    kept: list[str] = []
    phone = _phone(reading, kept)
    reading.read = {
        "given_name": given,
        "family_name": family,
        "birth_date": born.isoformat() if born else None,
        "national_number": number.digits if number else "",
        "referred_on": referred_on.isoformat() if referred_on else None,
        "phone": phone,
    }
    route = _must(reading, "route", words.ROUTES, ROUTE_CURE)
    record = partial(
        ReferralRow,
        row=reading.name,
        line=reading.line,
        national_number=number,
        birth_date=born,
        given_name=given,
        family_name=family,
        sex=_choice(reading, "sex", words.SEXES, kept) or "",
        address=reading.words("address", longest=lengths.ADDRESS),
        postal_code=reading.take("postal_code", values.four_digits) or "",
        city=reading.words("city", longest=lengths.CITY),
        municipality_number=reading.take("municipality_number", values.four_digits) or "",
        phone=phone,
        lives_alone=reading.take("lives_alone", values.yes_or_no),
        gp_name=reading.words("gp_name", longest=lengths.GP_NAME),
        function_loss=_must(reading, "function_loss", words.FUNCTION_LOSS, LOSS_CURE) or "",
        function_loss_on=_past_date(reading, "function_loss_on", today),
        cause=_choice(reading, "cause", words.CAUSES, kept, other=Cause.OTHER) or "",
        hours_per_week=reading.hours("hours_per_week"),
        what_matters=reading.words("what_matters", longest=4000, one_line=False),
        home_situation=reading.words("home_situation", longest=4000, one_line=False),
        urgent=reading.take("urgent", values.yes_or_no) or False,
        discharge_on=reading.date("discharge_on", _recent(today, ahead=True)),
    )
    referrer, referrer_name = _referrer(reading)
    language, interpreter = _language(reading)
    services = _services(reading, kept)
    kin = (
        reading.words("relative_name", longest=lengths.RELATIVE_NAME),
        reading.phone("relative_phone", longest=100, kept=kept),
    )
    for code, told in zip(("relative_name", "relative_phone"), kin, strict=True):
        # Nobody becomes next of kin in the record without the person's word; whoever rings the person reads it here.
        if told:
            kept.append(f"{reading.columns.heading(code)}: {told}")
    note = "\n".join(part for part in (reading.words("note", longest=4000, one_line=False), *kept) if part)
    if reading.refusals or referred_on is None or route is None:
        return None
    who = number.digits if number else "|".join((same_name_key(given), same_name_key(family), str(born)))
    made = record(
        key=key_of(("referral", who, referred_on.isoformat())),
        referred_on=referred_on,
        route=Route(route),
        referrer=referrer,
        referrer_name=referrer_name,
        language=language,
        interpreter=interpreter,
        services=services,
        note=note,
    )
    _tell_contradictions(reading, made)
    return made


def _identity(reading: Reading, today: date) -> tuple[NationalNumber | None, date | None]:
    number = reading.take("national_number", values.number_of_person)
    meant, not_read = reading.days_of_birth("birth_date", today)
    days = meant.days if meant else ()
    if number and number.birth_date and meant and number.birth_date in meant.beside:
        days, meant = (number.birth_date,), None
    found = identify(number, days, today=today)
    written = values.as_written(reading.cell("birth_date")).strip()
    other_year = (
        number
        and number.birth_date
        and len(written) == 4
        and written.isdigit()
        and (int(written) != number.birth_date.year)
    )
    if not_read and found.birth_date and not other_year:
        text = message(
            N_("%(what)s The birth date was taken from the national identity number."), what=not_read.problem
        )
        reading.tell("birth_date", text)
    elif not_read:
        reading.refuse("birth_date", not_read.problem, not_read.cure)
    if found.birth_fault:
        reading.refuse("birth_date", BIRTH_FAULTS[found.birth_fault], CHECK_YEAR)
    if found.number_fault:
        reading.refuse("national_number", NUMBER_BIRTH_FAULTS[found.number_fault], message(values.COMPARE))
    elif found.apart:
        reading.refuse(
            "birth_date",
            message(N_("The birth date is not the one in the national identity number.")),
            message(N_("Find out which of the two is right.")),
        )
    elif found.either:
        doubt = dates.either_day(reading.cell("birth_date"), found.either)
        reading.refuse("birth_date", doubt.problem, doubt.cure)
    elif meant and meant.told and len(meant.days) == 1:
        reading.tell("birth_date", meant.told)
    born = found.birth_date
    for what in found.told:
        _tell_of_identity(reading, what, number, born)
    if not number and not born and not (reading.refused("national_number") or reading.refused("birth_date")):
        reading.refuse(
            "national_number" if "national_number" in reading.columns.by_code else "birth_date",
            message(N_("Neither national identity number nor birth date is given.")),
            message(N_("Fill in one of them, so that the person can be told from others.")),
        )
    return number, born


def _tell_of_identity(reading: Reading, what: Told, number: NationalNumber | None, born: date | None) -> None:
    if what is Told.OTHER_DAY and number and number.birth_date and born:
        text = message(
            N_("The D-number carries the date %(other)s, which may be the day it was given out; %(day)s was kept."),
            other=f"{number.birth_date:%d.%m.%Y}",
            day=f"{born:%d.%m.%Y}",
        )
        reading.tell("birth_date", text)
    elif what is Told.PERHAPS_OTHER_DAY and born:
        text = message(
            N_("The birth date %(day)s was taken from the D-number, which may carry the day it was given out."),
            day=f"{born:%d.%m.%Y}",
        )
        reading.tell("national_number", text)
    else:
        code = "national_number" if values.blank(reading.cell("birth_date")) else "birth_date"
        reading.tell(code, A_CHILD if what is Told.A_CHILD else VERY_OLD)


def _phone(reading: Reading, kept: list[str]) -> str:
    """The first of the telephone numbers; a second one is kept in the note."""
    first = reading.phone("phone", longest=lengths.PHONE, kept=kept)
    second = reading.phone("other_phone", longest=lengths.PHONE, kept=kept)
    if first and second and first.replace(" ", "") != second.replace(" ", ""):
        kept.append(f"{reading.columns.heading('other_phone')}: {second}")
        reading.tell("other_phone", message(N_("“%(value)s” was kept in the note."), value=second))
    return first or second


def _names(reading: Reading) -> tuple[str, str]:
    given = reading.a_name("given_name", longest=lengths.NAME)
    family = reading.a_name("family_name", longest=lengths.NAME)
    code = "family_name" if "family_name" in reading.columns.by_code else "full_name"
    if code == "full_name" or not family:
        whole = reading.a_name("full_name", longest=lengths.WHOLE_NAME)
        if "," in whole:
            family, _, given = (part.strip() for part in whole.partition(","))
        elif whole and not given:
            given, _, family = whole.rpartition(" ")
            last_word = message(N_("The last word of the name was taken as last name."))
            tell = reading.tell if " " in given else reading.tell_once
            tell("full_name", last_word)
        given, family = ("" if values.blank(part) else part for part in (given, family))
        _measure_parts(reading, given, family)
    else:
        _compare_names(reading, f"{given} {family}")
    if not family and not reading.refused(code):
        reading.refuse(code, message(N_("The last name is missing.")), message(N_("Fill in the last name.")))
    elif not given and not reading.refused("given_name"):
        reading.tell("given_name", message(N_("The first name is missing.")))
    both = len(f"{given} {family}".strip())
    if both > lengths.WHOLE_NAME and not reading.refused(code):
        reading.refuse(
            code,
            message(
                N_("First and last name have %(length)s characters together; at most %(longest)s can be kept."),
                length=both,
                longest=lengths.WHOLE_NAME,
            ),
            message(N_("Shorten one of them, for example a middle name.")),
        )
    return given, family


def _compare_names(reading: Reading, taken: str) -> None:
    """Tell where the column of whole names says another name than the two beside it."""
    whole = reading.cell("full_name")
    if not isinstance(whole, str) or values.blank(whole):
        return
    beside, both = (set(same_name_key(part) for part in re.split(r"[\s,]+", name)) for name in (whole, taken))
    if not (beside - {""} <= both or both - {""} <= beside):
        told = N_("“%(value)s” is another name than the first and last name beside it, which were taken.")
        reading.tell("full_name", message(told, value=values.short(whole)))


def _measure_parts(reading: Reading, given: str, family: str) -> None:
    """Refuse a whole name of which a part is longer than the record keeps."""
    longest = max(len(given), len(family))
    if longest > lengths.NAME:
        reading.refuse(
            "full_name",
            message(
                N_("First or last name has %(length)s characters; at most %(longest)s of each can be kept."),
                length=longest,
                longest=lengths.NAME,
            ),
            message(N_("Shorten the name, or write “last name, first name”.")),
        )


def _recent(today: date, *, ahead: bool = False) -> dates.Frame:
    """When the days of a list of referrals mostly lie."""
    return dates.Frame(today, years_before(today, RECENT_YEARS), years_before(today, -RECENT_YEARS) if ahead else today)


def _past_date(reading: Reading, code: str, today: date) -> date | None:
    day = reading.date(code, _recent(today))
    if day and day > today:
        reading.refuse(code, IN_FUTURE, CHECK_YEAR)
    if day is None and code == "referred_on" and not reading.refused(code):
        reading.refuse(code, message(N_("The date is missing.")), message(N_("Fill in the day of the referral.")))
    return day


def _must(reading: Reading, code: str, listed: dict[str, str], cure: Message) -> str | None:
    """A word of a closed list; one that is not in it refuses the row."""
    found = reading.take(code, lambda cell: values.code(cell, listed) or "?")
    if found == "?":
        written = values.short(str(reading.cell(code)))
        reading.refuse(code, message(N_("“%(value)s” is not known here."), value=written), cure)
        return None
    if found is None and code == "route" and not reading.refused(code):
        reading.refuse(code, message(N_("“Referred from” is missing.")), cure)
    return found


def _choice(reading: Reading, code: str, listed: dict[str, str], kept: list[str], other: str = "") -> str | None:
    """A word of an open list; one that is not in it is kept in the note, under the code for the rest."""
    found = reading.take(code, lambda cell: values.code(cell, listed) or "?")
    if found != "?":
        return found
    written = reading.words(code, longest=400)
    kept.append(f"{reading.columns.heading(code)}: {written}")
    reading.tell(code, message(N_("“%(value)s” is not in our list; it was kept in the note."), value=written[:40]))
    return other


def _referrer(reading: Reading) -> tuple[Referrer, str]:
    name = reading.words("referrer_name", longest=lengths.REFERRER_NAME)
    found = reading.take("referrer", lambda cell: values.code(cell, words.REFERRERS) or "?")
    if found and found != "?":
        return Referrer(found), name
    written = reading.words("referrer", longest=lengths.REFERRER_NAME)
    if "referrer" not in reading.columns.by_code:
        reading.tell_once("referrer", message(N_("The list does not say who referred; registered as “other”.")))
    elif not reading.refused("referrer"):
        reading.tell("referrer", message(N_("Who referred is not known from our list; registered as “other”.")))
    return Referrer.OTHER, name or written


def _language(reading: Reading) -> tuple[Language | None, str]:
    """The language, and which interpreter: another language is kept as the interpreter that is needed."""
    found = reading.take("language", lambda cell: values.code(cell, words.LANGUAGES) or "?")
    written = reading.words("language", longest=lengths.INTERPRETER) if found == "?" else ""
    answer = reading.words("interpreter", longest=lengths.INTERPRETER)
    said = words.YES_NO.get(words.plain(answer))
    interpreter = written if said == "yes" or not answer else "" if said == "no" else answer
    if found == "?":
        return Language.OTHER, interpreter
    return (Language(found) if found else None), interpreter or (answer if said == "yes" else "")


def _services(reading: Reading, kept: list[str]) -> tuple[ServiceKind, ...] | None:
    written = reading.words("services", longest=400, one_line=False)
    named = words.split_services(written)
    if not named:
        return None
    codes = {name: words.SERVICES.get(words.plain(name)) for name in named}
    if words.NO_SERVICE in codes.values():
        if len(set(codes.values())) > 1:
            reading.refuse(
                "services",
                message(N_("The cell says both that there are no services and which they are.")),
                message(N_("Write either ingen or the services.")),
            )
        return ()
    unknown = [name for name, found in codes.items() if found is None]
    if unknown:
        kept.append(f"{reading.columns.heading('services')}: {', '.join(unknown)}")
        listed = values.short(", ".join(unknown))
        reading.tell("services", message(N_("“%(value)s” is not in our list; it was kept in the note."), value=listed))
    return tuple(dict.fromkeys(ServiceKind(found or ServiceKind.UNSPECIFIED) for found in codes.values()))


def _tell_contradictions(reading: Reading, record: ReferralRow) -> None:
    if record.services == () and record.hours_per_week:
        reading.tell("hours_per_week", message(N_("Hours are given although there are no services.")))
    if record.birth_date and record.birth_date > record.referred_on:
        reading.tell("referred_on", message(N_("The referral is dated before the birth.")))
    if record.function_loss_on and record.function_loss_on > record.referred_on:
        reading.tell("function_loss_on", message(N_("The loss of function is dated after the referral.")))


A_CHILD = message(N_("According to this date the person is not 18 yet. Check the year."))
TOO_OLD = N_("According to this date the person is more than %(years)s years old. Check the year.")
VERY_OLD = message(TOO_OLD, years=RARE_YEARS)
IN_FUTURE = message(N_("The date is in the future."))
CHECK_YEAR = message(N_("Check day, month and year."))
YEARS_AGO = N_("The date is more than %(years)s years ago.")
REFERRAL_TOO_OLD = message(YEARS_AGO, years=OLDEST_REFERRAL_YEARS)
BIRTH_FAULTS = {BirthFault.AHEAD: IN_FUTURE, BirthFault.TOO_LONG_AGO: message(YEARS_AGO, years=OLDEST_PERSON_YEARS)}
NUMBER_BIRTH_FAULTS = {
    BirthFault.AHEAD: message(N_("According to the national identity number the person is not born yet.")),
    BirthFault.TOO_LONG_AGO: message(
        N_("According to the national identity number the person was born more than %(years)s years ago."),
        years=OLDEST_PERSON_YEARS,
    ),
}
