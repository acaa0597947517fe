"""Places in a care team, as rows."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import CareRole
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import unit_ids_of

from ...models import CareTeamMember, Episode
from ...rules.period.care_team import can_be


def join(*, episode: Episode, user: User, role: CareRole, starts_on: date) -> CareTeamMember:
    """Give the user the place; who has it already keeps it, and a new coordinator ends the place of the one before."""
    if not can_be(role, user.role):
        raise CareError(
            "The role of %(name)s does not fit here in the care team. Choose somebody else.", name=user.name
        )
    present = CareTeamMember.objects.filter(episode=episode, user=user, role=role, ends_on=None).first()
    if present is not None:
        return present
    if role is CareRole.COORDINATOR:
        # A coordinator from outside the team could not open the record: access follows the team (rules of access).
        if episode.team_id not in unit_ids_of(user, today=starts_on, kind="team"):
            raise CareError(
                "%(name)s does not work in %(team)s. Choose a coordinator from the team.",
                name=user.name,
                team=episode.team.name,
            )
        CareTeamMember.objects.filter(episode=episode, role=role, ends_on=None).update(
            ends_on=starts_on - timedelta(days=1)
        )
    return CareTeamMember.objects.create(episode=episode, user=user, role=role, starts_on=starts_on)


def keep_places(episode_id: UUID, *, user_ids: Collection[int], until: date) -> None:
    """Home trainers whose place ended with the period keep it for some days, to write down what they did."""
    places = CareTeamMember.objects.filter(
        episode_id=episode_id, role=CareRole.TRAINER, ended_with_period=True, user_id__in=user_ids
    )
    places.filter(ends_on__lt=until).update(ends_on=until)
