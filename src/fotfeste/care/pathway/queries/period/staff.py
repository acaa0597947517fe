"""Who can be chosen: the staff of a team, and the contacts in home nursing."""

from dataclasses import dataclass
from datetime import date

from fotfeste.care.terms.rules.vocabulary import CareRole
from fotfeste.ground.access.models import Unit, User
from fotfeste.ground.access.queries import staff_of_units, unit_ids_of, units
from fotfeste.ground.access.rules.rights import Role

from ...rules.period.care_team import can_be


@dataclass(frozen=True)
class StaffRow:
    """Somebody who works in the unit today; `user` is what the actions take."""

    user: User
    label: str
    profession: str


def staff_for(role: CareRole, *, unit_ids: list[int], today: date) -> list[StaffRow]:
    """Those in the units who may have the place in a care team, by name."""
    return [
        StaffRow(user=user, label=_label(user), profession=user.profession)
        for user in staff_of_units(unit_ids, today=today)
        if can_be(role, user.role)
    ]


def contacts_in_home_nursing(*, today: date) -> list[StaffRow]:
    """The rehabilitation contacts of every home-nursing zone."""
    zones = [unit.pk for unit in units(kind="zone")]
    return staff_for(CareRole.HOME_SERVICE_CONTACT, unit_ids=zones, today=today)


def teams_for(user: User, *, today: date) -> list[Unit]:
    """The teams a period can be given to: the user's own; all of them for whoever has none by their work.

    A therapist or coordinator who works in no team today has none, and not all.
    """
    if user.role not in (Role.COORDINATOR, Role.THERAPIST):
        return list(units(kind="team"))
    mine = set(unit_ids_of(user, today=today, kind="team"))
    return [team for team in units(kind="team") if team.pk in mine]


def _label(user: User) -> str:
    profession = str(user.get_profession_display()) or str(user.get_role_display())
    return f"{user.name} · {profession}"
