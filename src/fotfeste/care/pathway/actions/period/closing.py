"""How a period ends: completed with an outcome, or before time with a reason; and handed over where services go on."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import CareRole, DropoutReason, OutcomeClass, ServiceKind
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import Unit, User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import visible

from ...models import Episode, HandOver
from ...queries.decision.changes import decided_end, early_end_of, granted_decision_of
from ...queries.person.record import Look, look_of_act
from ...rules.decision.changes import is_early
from ...rules.states import EpisodeState, IllegalStep, check_step
from ...writing.decision.deciding import check_agreed
from ...writing.letters.reports import write_hand_over_plan, write_reports
from ...writing.period.care_team import join
from ...writing.period.closing import LEAVES_FOR, check_last_day, close, drop, hold_period, leave, settle


@transaction.atomic
def complete_episode(
    *,
    episode: Episode,
    ended_on: date,
    services: Mapping[ServiceKind, Decimal],
    outcome: OutcomeClass | str,
    outcome_note: str = "",
    evaluation: str = "",
    agreed_on: date | None = None,
    agreed_words: str = "",
    by: User,
    now: datetime,
) -> Episode:
    """Close the period as planned, with the services at the end and the outcome a person stands for.

    The rules work the outcome out; another one is allowed with a note that says why. Follow-ups are planned and the
    reports to the GP and the allocation office are written. More than a week before the day that was decided, the
    person agrees to it: `agreed_on` is the day, `agreed_words` what they said. Raises `CareError` with what to do.
    """
    look = _look(episode, by, now, Act.DISCHARGE)
    require(by, Act.DISCHARGE, look.relations, person_id=episode.person_id)
    _step(episode, EpisodeState.COMPLETED)
    check_last_day(episode, ended_on, today=look.today)
    confirmed = OutcomeClass(outcome)
    if confirmed is OutcomeClass.DROPOUT:
        raise CareError("A period that stopped early is closed as such, with a reason. Choose that way of closing.")
    finding = settle(
        episode=episode, services=services, outcome=confirmed, note=outcome_note, evaluation=evaluation, on=look.today
    )
    decided = decided_end(granted_decision_of(episode))
    check_agreed(
        episode=episode, decided=max(decided, ended_on) if decided else None, last=ended_on, on=agreed_on,
        words=agreed_words, by=by, now=now,
    )  # fmt: skip
    episode.end_agreed = decided is not None and is_early(decided, today=ended_on)
    episode.state = EpisodeState.COMPLETED
    close(episode=episode, ended_on=ended_on, by=by, now=now)
    write_reports(episode=episode, finding=finding, look=look)
    log.write(by=by, act=Act.DISCHARGE, now=now, person_id=episode.person_id, subject=episode)
    return episode


@transaction.atomic
def drop_out(
    *,
    episode: Episode,
    ended_on: date,
    reason: DropoutReason | str,
    note: str = "",
    agreed: bool = False,
    by: User,
    now: datetime,
) -> Episode:
    """Close the period before time. It leaves the outcome shares and is counted apart.

    agreed  the person agrees that it ends. For a reason of the service's own (`other`) that is needed, or a decision
            that it ends early, which the person can appeal
    A death or a move is written on the person, and what waits for the person in other periods falls away, too.
    """
    look = _look(episode, by, now, Act.DISCHARGE)
    require(by, Act.DISCHARGE, look.relations, person_id=episode.person_id)
    reason = DropoutReason(reason)
    _step(episode, EpisodeState.DROPPED_OUT)
    check_last_day(episode, ended_on, today=look.today)
    if reason is DropoutReason.OTHER and not visible(note):
        raise CareError("Write a note that says why the period stopped early.")
    if reason is DropoutReason.OTHER and not agreed and early_end_of(episode.pk) is None:
        raise CareError(
            "A period stops early when the person agrees, or when it is decided with a letter that can be "
            "appealed. Say that the person agrees, or change the decision first."
        )
    episode.end_agreed = agreed
    drop(episode=episode, ended_on=ended_on, reason=reason, note=note, look=look)
    if reason in LEAVES_FOR:
        leave(person=episode.person, on=ended_on, kind=LEAVES_FOR[reason], by=by, now=now)
    log.write(by=by, act=Act.DISCHARGE, now=now, person_id=episode.person_id, subject=episode)
    return episode


@transaction.atomic
def hand_over(
    *,
    episode: Episode,
    to_unit: Unit,
    does_alone: str,
    help_not_to_give: str,
    check_on: date,
    by: User,
    now: datetime,
    contact: User | None = None,
    training_goes_on: str = "",
    introductions: str = "",
) -> HandOver:
    """Write what home nursing needs so that training does not stop; the contact joins the care team and sees it.

    Written again, the plan is replaced (the earlier text stays in the row history) and a new letter is made.
    """
    look = _look(episode, by, now, Act.HAND_OVER)
    require(by, Act.HAND_OVER, look.relations, person_id=episode.person_id)
    if not visible(does_alone) or not visible(help_not_to_give):
        raise CareError("Write both what the person does alone and what help is not to be given.")
    if check_on < look.today:
        raise CareError("The date of the check has passed. Choose today or a later date.")
    plan, _ = HandOver.objects.update_or_create(
        episode=episode,
        defaults={
            "to_unit": to_unit,
            "contact": contact,
            "does_alone": visible(does_alone),
            "help_not_to_give": visible(help_not_to_give),
            "training_goes_on": visible(training_goes_on),
            "check_on": check_on,
            "introductions": visible(introductions),
            "written_by": by,
            "written_at": now,
        },
    )
    if contact is not None:
        join(episode=episode, user=contact, role=CareRole.HOME_SERVICE_CONTACT, starts_on=look.today)
    write_hand_over_plan(plan=plan, look=look)
    log.write(by=by, act=Act.HAND_OVER, now=now, person_id=episode.person_id, subject=plan)
    return plan


def _look(episode: Episode, by: User, now: datetime, act: Act) -> Look:
    """The right is checked here; the reports read what they tell with the look."""
    return look_of_act(by=by, act=act, person_id=episode.person_id, now=now, episode_id=episode.pk)


def _step(episode: Episode, after: EpisodeState) -> None:
    hold_period(episode)
    try:
        check_step("episode", episode.state, after)
    except IllegalStep as refused:
        if episode.state == EpisodeState.PLANNED:
            raise CareError(
                "Training has not begun, so the period cannot be completed. Record the first visit, or close it as "
                "stopped early."
            ) from refused
        raise CareError("The period is closed already. Reload the page to see how it ended.") from refused
