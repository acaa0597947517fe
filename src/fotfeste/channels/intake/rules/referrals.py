"""Lists of referrals: what a row must hold to be taken."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from fotfeste.care.pathway.rules.national_number import NationalNumber
from fotfeste.care.pathway.rules.vocabulary import Cause, Language, Referrer, Route, ServiceKind

from . import values, words
from .columns import understand
from .problems import N_, Message, message
from .reading import read
from .referral_columns import REFERRALS
from .rows import Checked, Progress, Reading, check_rows, key_of
from .table import Cell, Limits

_OLDEST = timedelta(days=20 * 365 + 5)


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
    return check_rows(
        table,
        columns,
        lambda reading: _build(reading, today),
        same=lambda record: message(N_("the same person, referred on %(date)s"), date=f"{record.referred_on:%d.%m.%Y}"),
        progress=progress,
    )


def _build(reading: Reading, today: date) -> ReferralRow | None:
    number, born = _identity(reading, today)
    given, family = _names(reading)
    referred_on = _past_date(reading, "referred_on", today)
    if referred_on and referred_on < today - _OLDEST:
        reading.refuse("referred_on", message(N_("The date is more than twenty years ago.")), CHECK_YEAR)
    route = _must(reading, "route", words.ROUTES, ROUTE_CURE)
    kept: list[str] = []
    record = partial(
        ReferralRow,
        row=reading.name,
        line=reading.line,
        national_number=number,
        birth_date=born,
        given_name=given,
        family_name=family,
        sex=_choice(reading, "sex", words.SEXES, kept) or "",
        address=reading.words("address", longest=160),
        postal_code=reading.take("postal_code", values.four_digits) or "",
        city=reading.words("city", longest=80),
        municipality_number=reading.take("municipality_number", values.four_digits) or "",
        phone=reading.words("phone", longest=20),
        lives_alone=reading.take("lives_alone", values.yes_or_no),
        gp_name=reading.words("gp_name", longest=120),
        function_loss=_must(reading, "function_loss", words.FUNCTION_LOSS, LOSS_CURE) or "",
        function_loss_on=_past_date(reading, "function_loss_on", today),
        cause=_choice(reading, "cause", words.CAUSES, kept, other=Cause.OTHER) or "",
        hours_per_week=reading.take("hours_per_week", values.hours_per_week),
        what_matters=reading.words("what_matters", longest=4000, one_line=False),
        home_situation=reading.words("home_situation", longest=4000, one_line=False),
        urgent=reading.take("urgent", values.yes_or_no) or False,
        discharge_on=reading.take("discharge_on", _date_reader(reading)),
    )
    referrer, referrer_name = _referrer(reading)
    language, interpreter = _language(reading)
    services = _services(reading, kept)
    for code in ("relative_name", "relative_phone"):
        # Nobody becomes next of kin in the record without the person's word; whoever rings the person reads it here.
        if told := reading.words(code, longest=120):
            kept.append(f"{reading.columns.heading(code)}: {told}")
    note = "\n".join(part for part in (reading.words("note", longest=4000, one_line=False), *kept) if part)
    if reading.refusals or referred_on is None or route is None:
        return None
    who = number.digits if number else "|".join((words.plain(given), words.plain(family), str(born)))
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
    born = reading.take("birth_date", _date_reader(reading, latest=today))
    if born and born > today:
        reading.refuse("birth_date", IN_FUTURE, CHECK_YEAR)
    if number and born and number.birth_date and number.birth_date != born:
        reading.refuse(
            "birth_date",
            message(N_("The birth date is not the one in the national number.")),
            message(N_("Find out which of the two is right.")),
        )
    if not number and not born and not (reading.refused("national_number") or reading.refused("birth_date")):
        reading.refuse(
            "national_number" if "national_number" in reading.columns.by_code else "birth_date",
            message(N_("Neither national number nor birth date is given.")),
            message(N_("Fill in one of them, so that the person can be told from others.")),
        )
    return number, born or (number.birth_date if number else None)


def _names(reading: Reading) -> tuple[str, str]:
    given, family = reading.words("given_name", longest=80), reading.words("family_name", longest=80)
    code = "family_name" if "family_name" in reading.columns.by_code else "full_name"
    if code == "full_name" or not family:
        whole = reading.words("full_name", longest=160)
        if "," in whole:
            family, _, given = (part.strip() for part in whole.partition(","))
        elif whole and not given:
            given, _, family = whole.rpartition(" ")
            reading.tell("full_name", message(N_("The last word of the name was taken as last name.")))
    if not family and not reading.refused(code):
        reading.refuse(code, message(N_("The last name is missing.")), message(N_("Fill in the last name.")))
    elif not given and not reading.refused("given_name"):
        reading.tell("given_name", message(N_("The first name is missing.")))
    return given, family


def _date_reader(reading: Reading, latest: date | None = None) -> Callable[[Cell], date]:
    return partial(values.calendar_date, day_zero=reading.day_zero, latest=latest)


def _past_date(reading: Reading, code: str, today: date) -> date | None:
    day = reading.take(code, _date_reader(reading))
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
        reading.refuse(code, message(N_("The way in is missing.")), cure)
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
    name = reading.words("referrer_name", longest=120)
    found = reading.take("referrer", lambda cell: values.code(cell, words.REFERRERS) or "?")
    if found and found != "?":
        return Referrer(found), name
    written = reading.words("referrer", longest=120)
    if not reading.refused("referrer"):
        reading.tell("referrer", message(N_("Who referred is not known from our list; registered as “other”.")))
    return Referrer.OTHER, name or written


def _language(reading: Reading) -> tuple[Language | None, str]:
    """The language, and which interpreter: another language is kept as the interpreter that is needed."""
    found = reading.take("language", lambda cell: values.code(cell, words.LANGUAGES) or "?")
    written = reading.words("language", longest=40) if found == "?" else ""
    answer = reading.words("interpreter", longest=40)
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
    if record.function_loss_on and record.function_loss_on > record.referred_on:
        reading.tell("function_loss_on", message(N_("The loss of function is dated after the referral.")))


IN_FUTURE = message(N_("The date lies in the future."))
CHECK_YEAR = message(N_("Check day, month and year."))
ROUTE_CURE = message(
    N_("Write one of: Utskriving fra sykehus, Etter rehabiliteringsopphold, Har hjemmetjenester, Ny søker.")
)
LOSS_CURE = message(N_("Write Brått or Gradvis, or leave the cell empty."))
