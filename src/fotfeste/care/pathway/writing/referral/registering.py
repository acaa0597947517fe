"""What registering a person and taking a step with a referral have in common."""

from datetime import date

from django.db import connection

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role
from fotfeste.ground.ui.wording import exact_day

from ...models import Person, Referral
from ...rules.states import IllegalStep, ReferralState, check_step
from ...wording.person import WHO_IS_NOT_CONFIRMED
from ..period.closing import hold_person
from ..period.ending import lives_here_again


def registering_act(by: User) -> Act:
    """The product itself registers only what comes in files."""
    return Act.IMPORT_FILES if by.role == Role.SYSTEM else Act.REGISTER_REFERRAL


def hold_key(key: str) -> None:
    """Hold the key of a form or a row until the transaction ends: whoever sends it at the same time waits here, and
    then finds what the first one saved. Call it inside a transaction, before anything is looked for or made.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7203115))", [key])


def next_case_number(received_on: date) -> str:
    """A number nobody else has, as "2026/000123": the year the case came, and the next number of the municipality.

    A transaction that is undone leaves a gap; nobody has to wait for another one's number.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('pathway_case_number')")
        (number,) = cursor.fetchone()
    return f"{received_on.year}/{number:06d}"


def hold_living(person: Person) -> Person:
    """The person as they stand now, held until the transaction ends; whoever opens something for somebody asks first.

    Raises `CareError` for somebody who has died. Somebody who had moved away and is referred again lives here again.
    """
    held = Person.objects.select_for_update(no_key=True).filter(pk=person.pk)
    person.died_on, person.moved_on = held.values_list("died_on", "moved_on").get()
    if person.died_on is not None:
        raise CareError(
            "The person died on %(day)s. Nothing is opened; if that is a mistake, take the death back first.",
            day=exact_day(person.died_on),
        )
    if person.moved_on is not None:
        person.moved_on = None
        person.save(update_fields=["moved_on"])
        lives_here_again(person.pk)
    return person


def hold_referral(referral: Referral) -> Referral:
    """The person, then the referral, as they stand now and held until the transaction ends.

    Who the referral is about may be said while this waits: then that person is held as well, in the same order.
    """
    person = hold_person(referral.person)
    while (person_id := Referral.objects.values_list("person_id", flat=True).get(pk=referral.pk)) != person.pk:
        person = hold_person(Person.objects.get(pk=person_id))
    referral.refresh_from_db(from_queryset=Referral.objects.select_for_update(of=("self",)))
    referral.person = person
    return referral


def check_who(person: Person) -> None:
    """Raise `CareError` for what was written beside a record: nothing is answered, and nobody has died or moved, before
    it is said who it is."""
    if person.known_as_id is not None:
        raise CareError(WHO_IS_NOT_CONFIRMED)


def take_step(referral: Referral, after: ReferralState) -> None:
    """Hold person and referral and take the step, so that two people at once cannot both take it."""
    hold_referral(referral)
    try:
        check_step("referral", referral.state, after)
    except IllegalStep as refused:
        raise CareError(
            "The referral is “%(state)s” now, so this step cannot be taken. Open it again to see what has been done.",
            state=str(referral.get_state_display()),
        ) from refused
    referral.state = after
