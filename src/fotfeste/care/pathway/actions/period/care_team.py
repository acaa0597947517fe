"""Who works with one episode. Access follows these relations."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import CareRole
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.wording import exact_day

from ...models import CareTeamMember, Episode
from ...queries.person.record import relations_to
from ...rules.happenings import Happening, Kind
from ...rules.states import RUNNING_EPISODES
from ...writing.period.care_team import join
from ...writing.period.telling import tell


@transaction.atomic
def add_to_care_team(
    *, episode: Episode, user: User, role: CareRole | str, by: User, now: datetime, starts_on: date | None = None
) -> CareTeamMember:
    """Give somebody a place in the care team from `starts_on` (today when not given); already there, nothing changes.

    A new coordinator takes over from the one before, whose last day is the day before. Whoever may plan visits may
    bring in those who carry them out; coordinator and home-nursing contact are the coordinator's to choose.
    """
    role = CareRole(role)
    today = localdate(now)
    act = Act.PLAN_VISIT if role in {CareRole.THERAPIST, CareRole.TRAINER} else Act.CHANGE_CARE_TEAM
    require(by, act, relations_to(by, episode.person_id, today=today), person_id=episode.person_id)
    member = join(episode=episode, user=user, role=role, starts_on=starts_on or today)
    log.write(by=by, act=act, now=now, person_id=episode.person_id, subject=member)
    return member


@transaction.atomic
def leave_care_team(
    *, episode: Episode, user: User, role: CareRole | str, last_day: date, by: User, now: datetime
) -> None:
    """End the place in the care team after `last_day`; access ends with it. What that leaves over is told in
    `episode.answers`.

    Raises `CareError` when a running episode would be left without a coordinator, and when the user has no such place.
    """
    role = CareRole(role)
    require(
        by,
        Act.CHANGE_CARE_TEAM,
        relations_to(by, episode.person_id, today=localdate(now)),
        person_id=episode.person_id,
    )
    if role is CareRole.COORDINATOR and episode.state in RUNNING_EPISODES:
        raise CareError("Somebody must coordinate the period. Choose the new coordinator, and the old one leaves.")
    member = CareTeamMember.objects.filter(episode=episode, user=user, role=role, ends_on=None).first()
    if member is None:
        raise CareError("%(name)s no longer has this role in the care team.", name=user.name)
    if last_day < member.starts_on:
        raise CareError(
            "The last day is before the first. Write a day from %(day)s on.", day=exact_day(member.starts_on)
        )
    member.ends_on = last_day
    member.save(update_fields=["ends_on"])
    log.write(by=by, act=Act.CHANGE_CARE_TEAM, now=now, person_id=episode.person_id, subject=member)
    happening = Happening(Kind.PLACE_ENDED, episode.person_id, by.pk, now, on=last_day, episode_id=episode.pk)
    episode.answers = tell(happening)
