"""How a period ends: completed with an outcome, or before time with a reason; and handed over where services go on."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import Unit, User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import visible
from fotfeste.ground.ui.wording import exact_day

from ..models import Episode, FollowUp, HandOver, Person
from ..queries.record import Look, look_of_act
from ..queries.service_levels import finding_for
from ..queries.service_model import model_of
from ..rules.deadlines import is_working_day
from ..rules.errors import CareError
from ..rules.follow_up import due_days, follows_up
from ..rules.outcome import outcome_class
from ..rules.states import EpisodeState, IllegalStep, check_step
from ..rules.vocabulary import CareRole, DropoutReason, Group, Moment, OutcomeClass, ServiceKind
from ..writing.care_team import join
from ..writing.holds import end_hold
from ..writing.levels import write_levels
from ..writing.reports import write_hand_over_plan, write_reports


@transaction.atomic
def complete_episode(
    *,
    episode: Episode,
    ended_on: date,
    services: Mapping[ServiceKind, Decimal],
    outcome: OutcomeClass | str,
    outcome_note: str = "",
    evaluation: str = "",
    by: User,
    now: datetime,
) -> Episode:
    """Close the period as planned, with the services at the end and the outcome a person stands for.

    The rules work the outcome out; another one is allowed with a note that says why. Follow-ups are planned and the
    reports to the GP and the allocation office are written. Raises `CareError` with what to do.
    """
    look = _look(episode, by, now, Act.DISCHARGE)
    require(by, Act.DISCHARGE, look.relations, person_id=episode.person_id)
    _step(episode, EpisodeState.COMPLETED)
    _check_end(episode, ended_on, look.today)
    confirmed = OutcomeClass(outcome)
    if confirmed is OutcomeClass.DROPOUT:
        raise CareError("A period that ended before time is closed as such, with a reason. Choose that way of closing.")
    levels = write_levels(episode=episode, moment=Moment.AT_END, hours=services, known_on=look.today)
    finding = finding_for(episode, levels)
    if confirmed != finding.outcome and not visible(outcome_note):
        raise CareError("You chose another result than the one worked out. Write a note that says why.")
    episode.computed_outcome = finding.outcome or ""
    episode.outcome, episode.outcome_note = confirmed, visible(outcome_note)
    episode.state, episode.evaluation = EpisodeState.COMPLETED, visible(evaluation)
    _close(episode, ended_on, by, now)
    _plan_follow_ups(episode, ended_on)
    write_reports(episode=episode, finding=finding, look=look)
    log.write(by=by, act=Act.DISCHARGE, now=now, person_id=episode.person_id, subject=episode)
    return episode


@transaction.atomic
def drop_out(
    *, episode: Episode, ended_on: date, reason: DropoutReason | str, note: str = "", by: User, now: datetime
) -> Episode:
    """Close the period before time. It leaves the outcome shares and is counted apart.

    A death is written on the person and nobody is called afterwards; follow-ups of earlier periods are cancelled too.
    """
    look = _look(episode, by, now, Act.DISCHARGE)
    require(by, Act.DISCHARGE, look.relations, person_id=episode.person_id)
    reason = DropoutReason(reason)
    _step(episode, EpisodeState.DROPPED_OUT)
    _check_end(episode, ended_on, look.today)
    if reason is DropoutReason.OTHER and not visible(note):
        raise CareError("Write a note that says why the period ended before time.")
    finding = outcome_class(Group(episode.group), None, None, None, reason)
    episode.computed_outcome = episode.outcome = OutcomeClass.DROPOUT
    episode.dropout_reason, episode.outcome_note = reason, visible(note)
    episode.state = EpisodeState.DROPPED_OUT
    _close(episode, ended_on, by, now)
    if follows_up(reason):
        _plan_follow_ups(episode, ended_on)
    if reason is DropoutReason.DEATH:
        _write_death(episode, ended_on)
    write_reports(episode=episode, finding=finding, look=look)
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
        raise CareError("The check lies in the past. Choose today or a later day.")
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
    return look_of_act(by=by, act=act, person_id=episode.person_id, now=now)


def _step(episode: Episode, after: EpisodeState) -> None:
    episode.refresh_from_db(from_queryset=Episode.objects.select_for_update())
    try:
        check_step("episode", episode.state, after)
    except IllegalStep as refused:
        if episode.state == EpisodeState.PLANNED:
            raise CareError(
                "Training has not begun, so the period cannot be completed. Record the first visit, or close it as "
                "ended before time."
            ) from refused
        raise CareError("The period is closed already. Reload the page to see how it ended.") from refused


def _check_end(episode: Episode, ended_on: date, today: date) -> None:
    if ended_on > today:
        raise CareError("The last day lies ahead. Write today or a day that has been.")
    if episode.started_on and ended_on < episode.started_on:
        raise CareError(
            "The period began on %(day)s. Write that day or a later one.", day=exact_day(episode.started_on)
        )


def _close(episode: Episode, ended_on: date, by: User, now: datetime) -> None:
    end_hold(episode=episode, on=ended_on)
    episode.ended_on, episode.closed_by, episode.closed_at = ended_on, by, now
    episode.save()


def _plan_follow_ups(episode: Episode, ended_on: date) -> None:
    days = due_days(ended_on, model_of(episode).follow_up.months, is_working_day)
    FollowUp.objects.bulk_create(
        FollowUp(episode=episode, occasion=occasion, due_on=day) for occasion, day in days.items()
    )


def _write_death(episode: Episode, died_on: date) -> None:
    Person.objects.filter(pk=episode.person_id, died_on=None).update(died_on=died_on)
    FollowUp.objects.filter(episode__person_id=episode.person_id, state__in=["due", "no_answer"]).update(
        state="cancelled"
    )
