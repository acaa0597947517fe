"""What can be asked about referrals: one in full, and those a partner has sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext

from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.rules.vocabulary import PARTNERS, Group, LetterKind, Referrer, Route
from fotfeste.ground.access import log
from fotfeste.ground.access.models import Unit, User
from fotfeste.ground.access.queries import LookRow, looks_at, unit_ids_of, units
from fotfeste.ground.access.rules.rights import Act, Role

from ...models import Appeal, Decision, Dispatch, Referral
from ...rules.deadlines import Deadline, appeal_before, seen_from
from ...rules.person.names import likeness
from ...rules.person.sharing import referrer_is_told
from ...rules.referral.next_step import NextStep, due_on
from ...rules.referral.screening import Recommendation, recommend
from ..person.record import Look, age_on
from ..person.sharing import referrers_words
from .inbox import waits_for
from .waiting import promised_day, promised_on

# Two spellings of one name; below it the number and the name may belong to two persons.
SAME_NAME = 0.6
OWN_LIMIT = 200


def referral_of(look: Look, referral_id: UUID) -> Referral:
    """The referral in full, for its page and for actions on it. Raises `Http404` when it is another person's."""
    found = (
        Referral.objects.filter(pk=referral_id, person_id=look.person_id)
        .select_related(
            "person", "office", "team", "handled_by", "registered_by", "screening__screened_by", "decision__decided_by",
            "episode", "written_about",
        )
        .annotate(promised_on=promised_day())
        .first()
    )  # fmt: skip
    if found is None:
        raise Http404("There is no such referral.")
    return found


@dataclass(frozen=True)
class Waiting:
    """What a referral waits for, and its deadline; `deadline` is None when it waits for nothing."""

    step: NextStep
    deadline: Deadline | None


def waiting_for(referral: Referral, *, today: date) -> Waiting:
    step = waits_for(referral)
    decision = getattr(referral, "decision", None)
    due = due_on(
        step,
        contact_due_on=referral.contact_due_on,
        answer_due_on=referral.answer_due_on,
        starts_on=decision.starts_on if decision else None,
        promised_on=promised_on(referral) if referral.answered_on is None else None,
    )
    return Waiting(step=step, deadline=seen_from(today, due) if due else None)


@dataclass(frozen=True)
class AppealRow:
    """An appeal; `late` says that it came after the last day, which is noted and no reason to turn it away."""

    received_on: date
    text: str
    received_by: str
    late: bool


def last_day_to_appeal(decision: Decision) -> date:
    """The last day for an appeal in time: counted from the day the letter left the house, when that is noted.

    Never before the day the letter itself names.
    """
    case_id = decision.changes.referral_id if decision.changes is not None else decision.referral_id
    sent_on = (
        Dispatch.objects.filter(letter__referral=case_id, letter__kind=LetterKind.DECISION)
        .filter(letter__written_at=decision.decided_at, takes_back=None, taken_back_by=None)
        .order_by("sent_on")
        .values_list("sent_on", flat=True)
        .first()
    )
    if sent_on is None:
        return decision.appeal_before
    weeks = service_model(decision.decided_on).decision.appeal_weeks
    return max(decision.appeal_before, appeal_before(sent_on, weeks=weeks))


def appeals_to(look: Look, referral: Referral) -> list[AppealRow]:
    """The appeals against the referral's decision, in the order they came."""
    found = list(
        Appeal.objects.filter(decision__referral=referral, decision__referral__person_id=look.person_id)
        .select_related("received_by", "decision__changes")
        .order_by("received_on", "pk")
    )
    last = last_day_to_appeal(found[0].decision) if found else None
    return [
        AppealRow(
            received_on=each.received_on,
            text=each.text,
            received_by=each.received_by.name,
            late=last is not None and each.received_on > last,
        )
        for each in found
    ]


def named_otherwise(referral: Referral) -> bool:
    """True when the referrer wrote a name that is not the record's: number and name may be of two persons."""
    written = referral.name_as_written
    return bool(written) and likeness(written, str(referral.person)) < SAME_NAME


def group_of(referral: Referral) -> Group | None:
    """First-time or existing as far as the way in tells; a stay in hospital or institution tells neither."""
    return {Route.NEW_APPLICANT: Group.FIRST_TIME, Route.EXISTING_HOME_SERVICES: Group.EXISTING}.get(
        Route(referral.route)
    )


def advice_for(referral: Referral, answers: Mapping[str, str], *, today: date) -> Recommendation:
    """What the answers so far speak for, for this person, by the municipality's own model."""
    return recommend(
        answers,
        model=service_model(referral.received_on),
        age=age_on(referral.person.birth_date, today),
        group=group_of(referral),
        route=referral.route,
        function_loss=referral.function_loss,
        cause=referral.cause,
    )


def teams_to_choose(user: User, *, today: date) -> list[Unit]:
    """The teams a referral can be given to: an allocation officer chooses among all, others among their own."""
    teams = units(kind="team")
    if user.role == Role.ALLOCATOR:
        return teams
    own = set(unit_ids_of(user, today=today, kind="team"))
    return [team for team in teams if team.pk in own]


def sent_with(*, key: str) -> Referral | None:
    """The referral that came with the key of a form, for the one who sends the form again."""
    return Referral.objects.filter(import_key=key).select_related("registered_by").first()


@dataclass(frozen=True)
class OwnReferral:
    """A referral as the one who sent it may see it: the name they wrote, and the answer. Nothing from the record."""

    name: str
    received_on: date
    state_label: str
    alternative: str
    answer: str
    starts_on: date | None
    answered_on: date | None


def own_referrals(*, user: User, now: datetime) -> list[OwnReferral]:
    """What the user has registered, newest first, with the answers to it."""
    found = (
        Referral.objects.filter(registered_by=user)
        .select_related("person", "screening", "decision")
        .order_by("-received_on", "-registered_at")[:OWN_LIMIT]
    )
    said = referrers_words([referral.pk for referral in found])
    rows = [_own(referral, user, said.get(referral.pk)) for referral in found]
    log.write(by=user, act=Act.READ_OWN_REFERRALS, now=now)
    return rows


def _sent_as(referral: Referral, user: User) -> Referrer:
    """Who the sender is to the person: never the person, nor of the municipality for somebody outside it."""
    if user.role == Role.HOME_SERVICE:
        return Referrer.HOME_SERVICES
    return Referrer(referral.referrer) if referral.referrer in PARTNERS else Referrer.OTHER


def _own(referral: Referral, user: User, said: bool | None) -> OwnReferral:
    person = referral.person
    told = referrer_is_told(_sent_as(referral, user), said)
    screening, decision = getattr(referral, "screening", None), getattr(referral, "decision", None)
    # What a therapist thought of before the office decided is nobody's answer yet.
    answered = referral.answered_on is not None
    declined = screening if answered and screening is not None and not screening.included else None
    # Without the name as it was written, initials: the register never gives a name away to somebody outside.
    initials = " ".join(f"{name[:1]}." for name in (person.given_name, person.family_name) if name)
    return OwnReferral(
        name=referral.name_as_written or initials,
        received_on=referral.received_on,
        state_label=_state_as_told(referral, told),
        alternative=str(declined.get_alternative_display()) if declined and told else "",
        answer=declined.answer_to_referrer if declined and told else "",
        starts_on=decision.starts_on if decision and decision.granted and told else None,
        answered_on=referral.answered_on,
    )


def _state_as_told(referral: Referral, told: bool) -> str:
    """Where it stands; to somebody who is not told the result, only whether we are done with it."""
    if told:
        return str(referral.get_state_display())
    return gettext("We are done with it") if referral.answered_on else gettext("We are working on it")


def looks_in_record(look: Look) -> list[LookRow]:
    """Who has looked and written, newest first."""
    return looks_at(look.person_id)
