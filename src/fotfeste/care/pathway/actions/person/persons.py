"""The person in the register, and those near them."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import Language, SharedWith
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import sort_key, visible
from fotfeste.ground.ui.wording import exact_day

from ...models import Person, Relative, Sharing
from ...queries.person.record import knows, relations_to
from ...queries.person.sharing import said_about
from ...rules.person import lengths
from ...rules.person import national_number as numbers
from ...rules.person.gaps import GAPS, gaps
from ...rules.person.identity import identify
from ...rules.person.names import tidy
from ...rules.person.possible_days import OLDEST_PERSON_YEARS
from ...wording.person import BIRTH_FAULTS, NAME_TOO_LONG, NUMBER_BIRTH_FAULTS, NUMBER_FAULTS
from ...writing.referral.registering import registering_act

# What `update_contact` takes.
GAP_FIELDS = ("phone", "address", "postal_code", "city", "interpreter", "lives_alone", "gp_name")


@transaction.atomic
def register_person(
    *,
    given_name: str,
    family_name: str,
    by: User,
    now: datetime,
    national_number: str = "",
    birth_date: date | None = None,
    sex: str = "",
    address: str = "",
    postal_code: str = "",
    city: str = "",
    municipality_number: str = "",
    phone: str = "",
    language: Language | str = Language.NB,
    interpreter: str = "",
    lives_alone: bool | None = None,
    gp_name: str = "",
) -> Person:
    """The person with this national number for those who may open the record, or a new one.

    There is one person to a number. Whoever may open the record of the one who has it gets that person: names and dates
    stay as they are, and contact data are filled in only where nothing stood. For everybody else the number opens
    nothing and tells nothing: what they write becomes a row of its own beside the record (`known_as`), as a new person
    would, until somebody who may open the record says whether the two are one (`actions.matches`).

    Birth date and sex (woman, man) are read from the number when they are not given. Raises `CareError` when no name
    is given or one is too long, when the number or the birth date cannot be right, or when they contradict each other.
    """
    act = registering_act(by)
    require(by, act)
    given_name, family_name = tidy(given_name), tidy(family_name)
    if not given_name and not family_name:
        raise CareError("Write the name of the person.")
    if max(len(given_name), len(family_name)) > lengths.NAME:
        raise CareError(NAME_TOO_LONG, longest=lengths.NAME)
    digits, birth_date, sex = _identity(national_number, birth_date, sex, today=localdate(now))
    contact = {
        "address": tidy(address),
        "postal_code": visible(postal_code),
        "city": tidy(city),
        "municipality_number": visible(municipality_number),
        "phone": tidy(phone),
        "interpreter": tidy(interpreter),
        "gp_name": tidy(gp_name),
    }
    new = {
        **contact,
        "given_name": given_name,
        "family_name": family_name,
        "sort_name": sort_key(f"{family_name} {given_name}"),
        "birth_date": birth_date,
        "sex": sex,
        "language": Language(language),
        "lives_alone": lives_alone,
        "created_at": now,
    }
    if digits:
        person = _with_number(digits, new, by=by, today=localdate(now))
        _fill_gaps(person, {**contact, "birth_date": birth_date, "sex": sex, "lives_alone": lives_alone})
    else:
        person = Person.objects.create(**new)
    log.write(by=by, act=act, now=now, person_id=person.pk, subject=person)
    return person


@transaction.atomic
def update_contact(
    *,
    person: Person,
    by: User,
    now: datetime,
    phone: str = "",
    address: str = "",
    postal_code: str = "",
    city: str = "",
    gp_name: str = "",
    interpreter: str = "",
    lives_alone: bool | None = None,
) -> Person:
    """Fill in what is missing about somebody whose record the user may open; what stands is never overwritten."""
    require(by, Act.READ_RECORD, relations_to(by, person.pk, today=localdate(now)), person_id=person.pk)
    person.refresh_from_db(from_queryset=Person.objects.select_for_update(no_key=True))
    _fill_gaps(
        person,
        {
            "phone": tidy(phone),
            "address": tidy(address),
            "postal_code": visible(postal_code),
            "city": tidy(city),
            "gp_name": tidy(gp_name),
            "interpreter": tidy(interpreter),
            "lives_alone": lives_alone,
        },
    )
    log.write(by=by, act=Act.REGISTER_REFERRAL, now=now, person_id=person.pk, subject=person)
    return person


@transaction.atomic
def add_relative(
    *, person: Person, name: str, by: User, now: datetime, relationship: str = "", phone: str = ""
) -> Relative:
    """Note somebody near the person. It gives no access: that takes the person's consent and a user.

    Whoever may open the record may; so may the one who just brought the person in, who knows whom to call: nobody but
    they have written about the person, so there is no record yet that it could be written into. The same name again
    fills in what was missing.
    """
    today = localdate(now)
    relations = relations_to(by, person.pk, today=today)
    if not _just_brought_in(person, by, today):
        require(by, Act.CONSENT_TO_RELATIVE, relations, person_id=person.pk)
    if not tidy(name):
        raise CareError("Write the name of the next of kin.")
    # Sent twice at once: the second waits here and finds the one the first has written.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    relative = person.relatives.filter(name__iexact=tidy(name)).first()
    if relative is None:
        relative = Relative.objects.create(
            person=person, name=tidy(name), relationship=tidy(relationship), phone=tidy(phone)
        )
    else:
        relative.relationship = relative.relationship or tidy(relationship)
        relative.phone = relative.phone or tidy(phone)
        relative.save(update_fields=["relationship", "phone"])
    log.write(by=by, act=Act.CONSENT_TO_RELATIVE, now=now, person_id=person.pk, subject=relative)
    return relative


@transaction.atomic
def consent_to_relative(*, relative: Relative, on: date, by: User, now: datetime) -> Relative:
    """The person has consented, on this day, that the relative is told what the consent covers."""
    relations = relations_to(by, relative.person_id, today=localdate(now))
    require(by, Act.CONSENT_TO_RELATIVE, relations, person_id=relative.person_id)
    if on > localdate(now):
        raise CareError("The date of the consent is in the future. Write the day the person gave it.")
    relative.consented_on, relative.withdrawn_on = on, None
    relative.save(update_fields=["consented_on", "withdrawn_on"])
    log.write(by=by, act=Act.CONSENT_TO_RELATIVE, now=now, person_id=relative.person_id, subject=relative)
    return relative


@transaction.atomic
def withdraw_consent(*, relative: Relative, on: date, by: User, now: datetime) -> Relative:
    """The person has taken the consent back; the relative sees nothing any more, from now on, and gets no letters."""
    relations = relations_to(by, relative.person_id, today=localdate(now))
    require(by, Act.WITHDRAW_CONSENT, relations, person_id=relative.person_id)
    if relative.consented_on is None:
        raise CareError("There is no consent to withdraw. %(name)s sees nothing today.", name=relative.name)
    if not relative.consented_on <= on <= localdate(now):
        raise CareError(
            "Write a day from %(day)s, when the consent was given, to today.", day=exact_day(relative.consented_on)
        )
    relative.withdrawn_on = on
    relative.save(update_fields=["withdrawn_on"])
    # What the consent carried ends with it: a new consent gives the letters only when the person says so anew.
    said = said_about(relative.person_id, SharedWith.RELATIVE, relative_id=relative.pk)
    if said is not None and said.agrees:
        Sharing.objects.create(
            person_id=relative.person_id,
            with_whom=SharedWith.RELATIVE,
            relative=relative,
            agrees=False,
            said_on=max(on, said.on),
            written_by=by,
            written_at=now,
        )
    log.write(by=by, act=Act.WITHDRAW_CONSENT, now=now, person_id=relative.person_id, subject=relative)
    return relative


def _just_brought_in(person: Person, by: User, today: date) -> bool:
    others = person.referrals.exclude(registered_by=by, registered_at__date=today).exists() or person.episodes.exists()
    return not others and person.referrals.exists()


def _identity(number: str, birth_date: date | None, sex: str, *, today: date) -> tuple[str, date | None, str]:
    """The digits, the birth date and the sex, each from the number where it was not given."""
    try:
        parsed = numbers.parse(number) if visible(number) else None
    except numbers.NationalNumberError as fault:
        raise CareError(NUMBER_FAULTS[fault.fault]) from fault
    found = identify(parsed, [birth_date] if birth_date else [], today=today)
    if found.birth_fault:
        raise CareError(BIRTH_FAULTS[found.birth_fault], years=OLDEST_PERSON_YEARS)
    if found.number_fault:
        raise CareError(NUMBER_BIRTH_FAULTS[found.number_fault], years=OLDEST_PERSON_YEARS)
    if found.apart:
        raise CareError(
            "The date of birth and the national identity number do not belong together. Check both with the source."
        )
    return (parsed.digits if parsed else ""), found.birth_date, sex or (parsed.sex if parsed else "")


def _with_number(digits: str, new: dict[str, Any], *, by: User, today: date) -> Person:
    """The person with the number in the reach of the one who registers; else one made of `new`.

    Also right when two register the same number at once: the later finds the earlier one's person.
    """
    known, made = Person.objects.get_or_create(national_number=digits, known_as=None, defaults=new)
    if made or knows(by, known.pk, today=today):
        return Person.objects.select_for_update(no_key=True).get(pk=known.pk)
    for written in Person.objects.filter(known_as=known, national_number=digits).order_by("-created_at"):
        if knows(by, written.pk, today=today):
            return Person.objects.select_for_update(no_key=True).get(pk=written.pk)
    return Person.objects.create(**new, national_number=digits, known_as=known)


def _fill_gaps(person: Person, values: dict[str, object]) -> None:
    """Fill in what is missing, an address as a whole; what stands is never overwritten."""
    whole = gaps(values, vars(person))
    fields = [*(field for name in whole for field in GAPS[name]), "birth_date", "sex"]
    empty = ("", None)
    changed = [name for name in fields if values.get(name) not in empty and getattr(person, name) in empty]
    for name in changed:
        setattr(person, name, values[name])
    if changed:
        person.save(update_fields=changed)
