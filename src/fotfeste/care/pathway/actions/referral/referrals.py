"""From the day a need is reported until it is known whether reablement is the right answer."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import (
    PARTNERS,
    Alternative,
    Cause,
    DecisionOutcome,
    FunctionLoss,
    Referrer,
    Route,
    ServiceKind,
    WithdrawnBy,
)
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import AccessRefused, require
from fotfeste.ground.access.models import Unit, User
from fotfeste.ground.access.queries import unit_ids_of, units
from fotfeste.ground.access.rules.rights import Act, Role, may
from fotfeste.ground.ui.rules import visible

from ...models import Person, Referral, Screening
from ...queries.person.record import knows, relations_to
from ...queries.referral.referrals import advice_for
from ...rules.deadlines import add_working_days, contact_due
from ...rules.person import lengths
from ...rules.person.names import tidy
from ...rules.person.possible_days import OLDEST_REFERRAL_YEARS, earliest_referral
from ...rules.referral.screening import BY_CODE, Answer, unknown_codes
from ...rules.states import ReferralState
from ...wording.person import WHOLE_NAME_TOO_LONG
from ...wording.referral import KEY_USED, REFERRAL_TOO_OLD
from ...writing.decision.deciding import heard_in_conversation, write_answer, write_letters
from ...writing.letters import letters
from ...writing.referral.interpreting import write_interpreter_use
from ...writing.referral.registering import (
    check_who,
    hold_key,
    hold_living,
    hold_referral,
    next_case_number,
    registering_act,
    take_step,
)
from ..person.persons import GAP_FIELDS, add_relative, register_person, update_contact


@transaction.atomic
def register_referral(
    *,
    person: Person,
    received_on: date,
    route: Route | str,
    referrer: Referrer | str,
    by: User,
    now: datetime,
    referrer_name: str = "",
    name_as_written: str = "",
    function_loss: FunctionLoss | str = "",
    function_loss_on: date | None = None,
    cause: Cause | str = "",
    services_today: Iterable[ServiceKind | str] = (),
    hours_per_week: Decimal | None = None,
    what_matters: str = "",
    home_situation: str = "",
    urgent: bool = False,
    discharge_on: date | None = None,
    note: str = "",
    office: Unit | None = None,
    team: Unit | None = None,
    import_key: str | None = None,
    content_digest: str = "",
) -> Referral:
    """A need is reported. It goes to the office, and to the team too when one is named.

    It is about somebody the one who registers may open, or about somebody new: whoever knows only a number gets from
    `register_person` what is to be written about (raises `AccessRefused` otherwise).

    received_on      the day it came; the deadlines for contact and answer count from it by the service model
    name_as_written  the name as the referrer wrote it, when it may differ from the record's
    hours_per_week   0 to 168, of the services today
    office           the office of the one who registers, else the first office, when not given
    team             the team of a coordinator or therapist who registers, when not given
    import_key       the same key again returns the first referral and adds nothing (a form or file sent twice)
    content_digest   of what was sent with the key; other content under a used key raises `CareError`
    """
    act = registering_act(by)
    require(by, act)
    today = localdate(now)
    if import_key:
        hold_key(import_key)
    if import_key and (earlier := Referral.objects.filter(import_key=import_key).first()):
        return _the_same(earlier, content_digest)
    if _has_a_record(person) and not knows(by, person.pk, today=today):
        raise AccessRefused(by=by, act=act, person_id=person.pk)
    if by.role == Role.EXTERNAL and referrer not in PARTNERS:
        raise CareError("Choose who you refer as. The person applies to the office, and next of kin do as well.")
    if received_on > today:
        raise CareError("The date of receipt is in the future. Choose today or an earlier date.")
    if received_on < earliest_referral(today):
        raise CareError(REFERRAL_TOO_OLD, years=OLDEST_REFERRAL_YEARS)
    if len(tidy(name_as_written)) > lengths.WHOLE_NAME:
        raise CareError(WHOLE_NAME_TOO_LONG, longest=lengths.WHOLE_NAME)
    if hours_per_week is not None and not 0 <= hours_per_week <= 168:
        raise CareError("The hours of help a week must be from 0 to 168: a week has no more.")
    hold_living(person)
    promised = service_model(received_on).deadlines
    before = discharge_on if promised.contact_before_discharge else None
    referral = Referral.objects.create(
        person=person,
        case_number=next_case_number(received_on),
        office=office or _office_of(by, today),
        team=team or _team_of(by, today),
        received_on=received_on,
        contact_due_on=contact_due(received_on, within=promised.contact_within_working_days, before=before),
        answer_due_on=add_working_days(received_on, promised.answer_within_working_days),
        name_as_written=tidy(name_as_written),
        route=Route(route),
        referrer=Referrer(referrer),
        referrer_name=tidy(referrer_name),
        function_loss=FunctionLoss(function_loss) if function_loss else "",
        function_loss_on=function_loss_on,
        cause=Cause(cause) if cause else "",
        services_today=[ServiceKind(kind) for kind in services_today],
        hours_per_week=hours_per_week,
        what_matters=visible(what_matters),
        home_situation=visible(home_situation),
        urgent=urgent,
        discharge_on=discharge_on,
        note=visible(note),
        registered_by=by,
        registered_at=now,
        import_key=import_key,
        content_digest=content_digest,
    )
    log.write(by=by, act=act, now=now, person_id=person.pk, subject=referral)
    return referral


@transaction.atomic
def refer(
    *,
    person: Person | None,
    who: Mapping[str, Any],
    near: Mapping[str, str],
    key: str | None,
    digest: str,
    by: User,
    now: datetime,
    **about: Any,
) -> Referral:
    """What one form brings, all of it or nothing: person, referral, next of kin. It delegates to an action for each.

    person   the one chosen, whose record the user may open; None registers `who` (fields of `register_person`)
    near     fields of `add_relative`; nobody when the name is empty
    key      of the form, with the `digest` of its content: sent again it makes nothing twice
    about    fields of `register_referral`
    """
    require(by, registering_act(by))
    if key:
        hold_key(key)
    if key and (earlier := Referral.objects.filter(import_key=key).first()):
        return _the_same(earlier, digest)
    if person is None:
        person = register_person(by=by, now=now, **who)
    elif gaps := {name: value for name, value in who.items() if name in GAP_FIELDS}:
        person = update_contact(person=person, by=by, now=now, **gaps)
    referral = register_referral(person=person, import_key=key, content_digest=digest, by=by, now=now, **about)
    if near.get("name"):
        add_relative(person=person, by=by, now=now, **near)
    return referral


def _has_a_record(person: Person) -> bool:
    return person.referrals.exists() or person.episodes.exists()


def _the_same(earlier: Referral, digest: str) -> Referral:
    if digest and earlier.content_digest and digest != earlier.content_digest:
        raise CareError(KEY_USED)
    return earlier


@transaction.atomic
def record_contact(
    *,
    referral: Referral,
    contacted_on: date,
    by: User,
    now: datetime,
    note: str = "",
    on_a_no: str = "",
    interpreter_used: bool | None = None,
    why_no_interpreter: str = "",
) -> Referral:
    """Somebody has spoken with the person. The first contact is the one the promise is about.

    on_a_no           what the person said about perhaps not getting training; with it the person has been heard
    interpreter_used  where the person needs one; None when nobody has said
    """
    hold_referral(referral)
    relations = relations_to(by, referral.person_id, today=localdate(now))
    require(by, Act.CONTACT, relations, person_id=referral.person_id)
    if contacted_on > localdate(now):
        raise CareError("The date of the contact is in the future. Write the day you spoke with the person.")
    if contacted_on < referral.received_on:
        raise CareError("The contact is before the referral came. Check the day.")
    take_step(referral, ReferralState.CONTACTED)
    referral.contacted_on, referral.contact_note, referral.handled_by = contacted_on, visible(note), by
    referral.save(update_fields=["state", "contacted_on", "contact_note", "handled_by"])
    write_interpreter_use(
        person=referral.person,
        referral=referral,
        used=interpreter_used,
        why_not=why_no_interpreter,
        on=contacted_on,
        by=by,
        now=now,
    )
    if visible(on_a_no):
        heard_in_conversation(referral=referral, on=contacted_on, words=on_a_no, by=by, now=now)
    log.write(by=by, act=Act.CONTACT, now=now, person_id=referral.person_id, subject=referral)
    return referral


@transaction.atomic
def withdraw_referral(
    *,
    referral: Referral,
    who: WithdrawnBy | str,
    reason: str,
    by: User,
    now: datetime,
    said_on: date | None = None,
) -> Referral:
    """The person does not want it, or whoever referred has withdrawn it; the person gets a letter that says so.

    said_on  the day they said it, from the day the referral came to today; today when not given
    The service's own no is a decision, so it raises `CareError` with the way to it. Whoever else referred gets an
    answer as well.
    """
    hold_referral(referral)
    today = localdate(now)
    relations = relations_to(by, referral.person_id, today=today)
    require(by, Act.WITHDRAW_REFERRAL, relations, person_id=referral.person_id)
    check_who(referral.person)
    said_on, who = said_on or today, WithdrawnBy(who)
    if who is WithdrawnBy.SERVICE:
        raise CareError(
            "Only the person or whoever referred can withdraw it. If you think that training does not fit, answer no "
            "in the screening or the decision: the person is heard first, and gets the reasons and can appeal."
        )
    if who is WithdrawnBy.REFERRER and referral.referrer == Referrer.PERSON:
        raise CareError("The person applied, so only the person can withdraw it.")
    if not referral.received_on <= said_on <= today:
        raise CareError("Write the day it was said: from the day the referral came to today.")
    if not visible(reason):
        raise CareError("Write why the referral is withdrawn.")
    take_step(referral, ReferralState.WITHDRAWN)
    referral.withdrawn_reason, referral.answered_on, referral.handled_by = visible(reason), today, by
    referral.save(update_fields=["state", "withdrawn_reason", "answered_on", "handled_by"])
    letters.withdrawal_letter(referral=referral, who=who, said_on=said_on, by=by, now=now)
    if referral.referrer != Referrer.PERSON:
        letters.answer_to_referrer(referral=referral, by=by, now=now)
    log.write(by=by, act=Act.WITHDRAW_REFERRAL, now=now, person_id=referral.person_id, subject=referral)
    return referral


@transaction.atomic
def screen(
    *,
    referral: Referral,
    answers: Mapping[str, str],
    included: bool,
    reason: str,
    by: User,
    now: datetime,
    alternative: Alternative | str = "",
    answer_to_referrer: str = "",
    team: Unit | None = None,
    reason_rules: str = "",
    reason_facts: str = "",
    reason_weighed: str = "",
    persons_view: str = "",
    asked_for: str = "",
    alternative_words: str = "",
    legal_basis: Collection[str] = (),
    large_print: bool | None = None,
    alike_is_true: bool = False,
) -> Screening:
    """A person decides whether reablement fits, with what the rules recommended beside it.

    A "yes" waits for the decision, in `team` when one is named. A "no" by somebody who may decide is a decision: the
    person gets it as a letter, whoever referred, and the referrer a smaller answer. A "no" by anybody else waits for
    the office, which decides.

    reason       what the screening came to, for the record
    alternative  what is better; without one, a "no" is a refusal
    The rest is for the decision of a "no", as in `actions.decisions.decide`.
    Raises `CareError` when a reason is missing.
    """
    hold_referral(referral)
    relations = relations_to(by, referral.person_id, today=localdate(now))
    require(by, Act.SCREEN, relations, person_id=referral.person_id)
    decides = not included and may(Role(by.role), Act.DECIDE, relations)
    if decides:
        check_who(referral.person)
    if wrong := unknown_codes(answers):
        raise CareError(
            "There is no such question or answer: %(codes)s. Reload the page and answer again.", codes=", ".join(wrong)
        )
    if not visible(reason):
        raise CareError("Write the reason in a sentence or two. It is what an answer is built on.")
    recommended = advice_for(referral, answers, today=localdate(now))
    decision = None
    if decides:
        decision = write_answer(
            referral=referral,
            outcome=DecisionOutcome.OTHER_SERVICE if alternative else DecisionOutcome.REFUSED,
            step=ReferralState.DECLINED,
            words={
                "reason_rules": reason_rules,
                "reason_facts": reason_facts,
                "reason_weighed": reason_weighed,
                "persons_view": persons_view,
                "asked_for": asked_for,
                "alternative": alternative,
                "alternative_words": alternative_words,
            },
            legal_basis=legal_basis,
            granted={},
            large_print=large_print,
            alike_is_true=alike_is_true,
            by=by,
            now=now,
        )
        referral.answered_on = localdate(now)
    else:
        take_step(referral, ReferralState.ACCEPTED)
    screening = Screening.objects.create(
        referral=referral,
        answers={code: answers.get(code) or Answer.UNKNOWN for code in BY_CODE},
        recommended=recommended.advice,
        recommended_because=list(recommended.because),
        included=included,
        reason=visible(reason),
        alternative="" if included or not alternative else Alternative(alternative),
        answer_to_referrer=visible(answer_to_referrer),
        screened_by=by,
        screened_at=now,
    )
    referral.handled_by = by
    referral.team = team or referral.team
    referral.save(update_fields=["state", "handled_by", "team", "answered_on"])
    if decision is not None:
        write_letters(decision, screening=screening, by=by, now=now)
    log.write(by=by, act=Act.SCREEN, now=now, person_id=referral.person_id, subject=screening)
    return screening


def _office_of(by: User, today: date) -> Unit:
    offices = units(kind="office")
    if not offices:
        raise CareError("There is no allocation office yet. Ask the system administrator to add one, then try again.")
    own = unit_ids_of(by, today=today, kind="office")
    return next((office for office in offices if office.pk in own), offices[0])


def _team_of(by: User, today: date) -> Unit | None:
    """Those who work in a team keep what they register in their own list; all others leave the choice to the office."""
    if by.role not in (Role.COORDINATOR, Role.THERAPIST):
        return None
    own = unit_ids_of(by, today=today, kind="team")
    return next((team for team in units(kind="team") if team.pk in own), None)
