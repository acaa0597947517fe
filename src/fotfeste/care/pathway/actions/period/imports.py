"""Periods that ended before the product came, brought in from a file, one row at a time."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import DropoutReason, Group, Moment, ServiceKind
from fotfeste.ground.access import log
from fotfeste.ground.access.actions import add_unit, system_user
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import Unit, User
from fotfeste.ground.access.queries import units
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import sort_key

from ...models import Episode, Person, ServiceLevel
from ...rules.period.outcome import outcome_class
from ...rules.person.possible_days import FIRST_PERIOD_START
from ...rules.states import EpisodeState
from ...writing.period.levels import write_levels
from ...writing.referral.registering import hold_key

__all__ = ["hold_key", "import_finished_episode"]

TEAM_WITHOUT_NAME = "Hverdagsrehabilitering"


@transaction.atomic
def import_finished_episode(
    *,
    key: str,
    label: str,
    group: Group | str,
    started_on: date,
    ended_on: date,
    hours_at_start: Decimal | None,
    hours_at_end: Decimal | None,
    safety_alarm: bool | None,
    by: User,
    now: datetime,
    dropout_reason: DropoutReason | str = "",
    reported_hours_per_week: Decimal | None = None,
    team: Unit | None = None,
) -> Episode | None:
    """Bring in one finished period; None when the row with this `key` is there already.

    label           what the file calls the person; no name and no number come with it
    hours_at_start  hours a week: for a first-time applicant what would have been granted, for others what they had;
                    must be known unless the period ended before time
    hours_at_end    hours a week at the end; must be known unless the period ended before time
    safety_alarm    an alarm at the end: listed, never counted
    The outcome follows from the same rules as on screen. Nothing is scheduled afterwards. Without `team` the first
    team is used, and one is made when there is none.
    """
    require(by, Act.IMPORT_FILES)
    hold_key(key)
    if Episode.objects.filter(import_key=key).exists():
        return None
    group = Group(group)
    reason = DropoutReason(dropout_reason) if dropout_reason else None
    if reason is None and hours_at_end is None:
        raise CareError("A period that was completed needs the hours at the end. Fill them in, or the reason it ended.")
    if reason is None and hours_at_start is None:
        raise CareError("A period that was completed needs the hours at the start. Fill them in.")
    if not started_on <= ended_on <= localdate(now):
        raise CareError("The period must start before it ends, and have ended. Check the two dates.")
    if started_on < FIRST_PERIOD_START:
        raise CareError("Reablement was not given before the year %(year)s. Check the day it started.",
                        year=FIRST_PERIOD_START.year)  # fmt: skip
    before = None if hours_at_start is None else {ServiceKind.UNSPECIFIED: hours_at_start}
    after = None if hours_at_end is None else {ServiceKind.UNSPECIFIED: hours_at_end}
    if after is not None and safety_alarm:
        after[ServiceKind.SAFETY_ALARM] = Decimal(0)
    first_time = group is Group.FIRST_TIME
    finding = outcome_class(group, None if first_time else before, before if first_time else None, after, reason)
    person = Person.objects.create(given_name=label, family_name="", sort_name=sort_key(label), created_at=now)
    episode = Episode.objects.create(
        person=person,
        team=team or _any_team(now),
        state=EpisodeState.DROPPED_OUT if reason else EpisodeState.COMPLETED,
        group=group,
        planned_start_on=started_on,
        planned_end_on=ended_on,
        started_on=started_on,
        ended_on=ended_on,
        reported_hours_per_week=reported_hours_per_week,
        dropout_reason=reason or "",
        computed_outcome=finding.outcome or "",
        outcome=finding.outcome or "",
        closed_by=by,
        closed_at=now,
        import_key=key,
    )
    baseline = Moment.GRANTED_ESTIMATE if first_time else Moment.AT_START
    if before is not None:
        write_levels(episode=episode, moment=baseline, hours=before, known_on=started_on)
    if after is not None:
        write_levels(episode=episode, moment=Moment.AT_END, hours=after, known_on=ended_on)
    elif safety_alarm:
        # The hours are not known, so the moment does not count as registered; the alarm is still listed.
        ServiceLevel.objects.create(episode=episode, moment=Moment.AT_END, kind=ServiceKind.SAFETY_ALARM)
    log.write(by=by, act=Act.IMPORT_FILES, now=now, person_id=person.pk, subject=episode)
    return episode


def _any_team(now: datetime) -> Unit:
    """The first team; an installation that has none yet gets one, so that old results need no set-up first."""
    present = units(kind="team")
    return present[0] if present else add_unit(name=TEAM_WITHOUT_NAME, kind="team", by=system_user(), now=now)
