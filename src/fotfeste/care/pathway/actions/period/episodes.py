"""The period itself: opened, begun, put on hold, taken up again."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import CareRole, Group, Moment, ServiceKind
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import Unit, User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import visible
from fotfeste.ground.ui.wording import exact_day

from ...models import Episode, Hold, Referral
from ...queries.decision.changes import decided_end
from ...queries.person.record import relations_to
from ...rules.happenings import Happening, Kind
from ...rules.states import RUNNING_EPISODES, EpisodeState, IllegalStep, ReferralState, check_step
from ...writing.decision.deciding import check_agreed
from ...writing.period.care_team import join
from ...writing.period.closing import hold_period
from ...writing.period.holds import end_hold
from ...writing.period.length import check_period
from ...writing.period.levels import write_levels
from ...writing.period.telling import tell
from ...writing.referral.registering import hold_living


@transaction.atomic
def open_episode(
    *,
    referral: Referral,
    team: Unit,
    group: Group | str,
    coordinator: User,
    services_at_start: Mapping[ServiceKind, Decimal],
    granted_estimate: Mapping[ServiceKind, Decimal] | None,
    planned_start_on: date,
    planned_end_on: date,
    by: User,
    now: datetime,
    members: Iterable[tuple[User, CareRole]] = (),
    what_matters: str = "",
    agreed_on: date | None = None,
    agreed_words: str = "",
) -> Episode:
    """Open the period that was granted: team, coordinator, and the services the outcome will be compared with.

    services_at_start  hours a week by kind the person has now; empty means none, and asked
    granted_estimate   hours a week the person would have been granted without reablement; a first-time applicant
                       must have it (empty means nothing), for others it may be None
    agreed_on          the day the person agreed to another last day than was decided, and `agreed_words` what they
                       said; needed for a later one, and for one more than a week earlier
    Raises `CareError` when there is no granted decision, when a period is open already, or when facts are missing.
    """
    today = localdate(now)
    require(by, Act.START_EPISODE, relations_to(by, referral.person_id, today=today), person_id=referral.person_id)
    hold_living(referral.person)
    # Two people pressing the button at once: the second waits here and is told that the period is open.
    referral.refresh_from_db(from_queryset=Referral.objects.select_for_update())
    _check_can_open(referral, Group(group), granted_estimate, planned_start_on, planned_end_on)
    episode = Episode.objects.create(
        person_id=referral.person_id,
        referral=referral,
        team=team,
        group=Group(group),
        planned_start_on=planned_start_on,
        planned_end_on=planned_end_on,
        what_matters=what_matters or referral.what_matters,
    )
    check_agreed(
        episode=episode, decided=decided_end(referral.decision), last=planned_end_on, on=agreed_on, words=agreed_words,
        by=by, now=now,
    )  # fmt: skip
    referral.episode_opened = True
    referral.save(update_fields=["episode_opened"])
    join(episode=episode, user=coordinator, role=CareRole.COORDINATOR, starts_on=today)
    for user, role in members:
        join(episode=episode, user=user, role=CareRole(role), starts_on=today)
    write_levels(episode=episode, moment=Moment.AT_START, hours=services_at_start, known_on=today)
    if granted_estimate is not None:
        write_levels(episode=episode, moment=Moment.GRANTED_ESTIMATE, hours=granted_estimate, known_on=today)
    log.write(by=by, act=Act.START_EPISODE, now=now, person_id=episode.person_id, subject=episode)
    return episode


def _check_can_open(
    referral: Referral, group: Group, estimate: Mapping[ServiceKind, Decimal] | None, start: date, end: date
) -> None:
    if referral.state != ReferralState.GRANTED:
        raise CareError("The period can start when reablement is granted. Write the decision first.")
    if Episode.objects.filter(referral=referral).exists():
        raise CareError("The period is opened already. Go to the person's page to see it.")
    running = Episode.objects.filter(person_id=referral.person_id, state__in=RUNNING_EPISODES).select_related("team")
    if other := running.first():
        raise CareError(
            "%(team)s has a period with this person already, %(start)s–%(end)s. Close it first, or use that one.",
            team=other.team.name,
            start=exact_day(other.started_on or other.planned_start_on),
            end=exact_day(other.planned_end_on),
        )
    if group is Group.FIRST_TIME and estimate is None:
        raise CareError(
            "Write what would have been granted without reablement: the result is compared with it. "
            "Nothing is an answer too."
        )
    check_period(service_model(referral.decision.decided_on).length, start=start, end=end)


@transaction.atomic
def begin_training(*, episode: Episode, on: date, by: User, now: datetime) -> Episode:
    """Training has begun: the first done visit makes a planned period active. Raises `CareError` otherwise."""
    _require(by, Act.RECORD_VISIT, episode, now)
    _step(episode, EpisodeState.ACTIVE)
    _not_ahead(on, now)
    episode.state, episode.started_on = EpisodeState.ACTIVE, on
    episode.save(update_fields=["state", "started_on"])
    _tell(Kind.BEGAN, episode, on, by, now)
    log.write(by=by, act=Act.RECORD_VISIT, now=now, person_id=episode.person_id, subject=episode)
    return episode


@transaction.atomic
def move_start(*, episode: Episode, on: date | None, by: User, now: datetime) -> Episode:
    """The first visit was on another day than it was recorded, so training began then.

    Waits and figures count from there; the weeks stay those that were decided, and a visit before them is in week 1.

    on  None when no visit took place after all: the period is planned again
    Raises `CareError` when a break in training, or the end of the period, would come before the start.
    """
    _require(by, Act.RECORD_VISIT, episode, now)
    hold_period(episode)
    if on is None:
        gone = episode.state == EpisodeState.DROPPED_OUT
        if not gone and (episode.state != EpisodeState.ACTIVE or episode.holds.exists()):
            raise CareError(
                "The period began with this visit, and it has been paused or closed since. Record the visit that did "
                "take place first, or open the period again."
            )
        if not gone:
            check_step("episode", episode.state, EpisodeState.PLANNED, beside=True)
            episode.state = EpisodeState.PLANNED
    else:
        _not_ahead(on, now)
        _check_start(episode, on)
    before, episode.started_on = episode.started_on, on
    episode.save(update_fields=["state", "started_on"])
    _tell(Kind.START_MOVED, episode, on, by, now, before=before)
    log.write(by=by, act=Act.RECORD_VISIT, now=now, person_id=episode.person_id, subject=episode)
    return episode


def _check_start(episode: Episode, on: date) -> None:
    if episode.ended_on and on > episode.ended_on:
        raise CareError("The period ended on %(day)s, so it cannot begin later.", day=exact_day(episode.ended_on))
    first = episode.holds.order_by("starts_on").first()
    if first is not None and on > first.starts_on:
        raise CareError(
            "Training was put on hold on %(day)s, so it cannot have begun later.", day=exact_day(first.starts_on)
        )


@transaction.atomic
def put_on_hold(*, episode: Episode, on: date, reason: str, by: User, now: datetime) -> Hold:
    """Training pauses from `on`, for a stay in hospital for instance; the reason is kept."""
    _require(by, Act.PLAN, episode, now)
    _step(episode, EpisodeState.ON_HOLD)
    _not_ahead(on, now)
    if not visible(reason):
        raise CareError("Write why training pauses, so that the next reader understands the break.")
    if episode.started_on and on < episode.started_on:
        raise CareError(
            "The break starts before the period. Write a day from %(day)s on.", day=exact_day(episode.started_on)
        )
    hold = Hold.objects.create(episode=episode, starts_on=on, reason=visible(reason), written_by=by, written_at=now)
    episode.state = EpisodeState.ON_HOLD
    episode.save(update_fields=["state"])
    _tell(Kind.PAUSED, episode, on, by, now)
    log.write(by=by, act=Act.PLAN, now=now, person_id=episode.person_id, subject=hold)
    return hold


@transaction.atomic
def resume(*, episode: Episode, on: date, reason: str = "", by: User, now: datetime) -> Episode:
    """Training goes on again from `on`."""
    _require(by, Act.PLAN, episode, now)
    hold_period(episode)
    if episode.state != EpisodeState.ON_HOLD:
        raise CareError("Training is not on hold, so there is nothing to take up again.")
    _not_ahead(on, now)
    end_hold(episode=episode, on=on, note=reason)
    episode.state = EpisodeState.ACTIVE
    episode.save(update_fields=["state"])
    _tell(Kind.RESUMED, episode, on, by, now)
    log.write(by=by, act=Act.PLAN, now=now, person_id=episode.person_id, subject=episode)
    return episode


def _require(by: User, act: Act, episode: Episode, now: datetime) -> None:
    require(by, act, relations_to(by, episode.person_id, today=localdate(now)), person_id=episode.person_id)


def _tell(kind: Kind, episode: Episode, on: date | None, by: User, now: datetime, before: date | None = None) -> None:
    happening = Happening(kind, episode.person_id, by.pk, now, on=on, episode_id=episode.pk, before=before)
    episode.answers = tell(happening)


def _step(episode: Episode, after: EpisodeState) -> None:
    """Lock the episode, read it anew and check the step, so that two people at once cannot both take it."""
    hold_period(episode)
    try:
        check_step("episode", episode.state, after)
    except IllegalStep as refused:
        raise CareError(
            "The period is “%(state)s”, so this cannot be done now. Reload the page to see its status.",
            state=str(episode.get_state_display()),
        ) from refused


def _not_ahead(day: date, now: datetime) -> None:
    if day > localdate(now):
        raise CareError("The date is in the future. Choose today or an earlier date.")
