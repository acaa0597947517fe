"""Which rows of a file are in the record already. Answers with keys only, and only about the own unit.

A key for the whole house would tell everybody that a person is known, and would swallow the list of the next office.
"""

from collections.abc import Collection
from datetime import date
from hashlib import sha256

from django.db.models import Q

from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import unit_ids_of, units
from fotfeste.ground.access.rules.rights import Role

from ...models import Episode, Referral

_AT_A_TIME = 5_000


def key_of_unit(key: str, *, by: User, today: date) -> str:
    """The import key of a referral as the unit of the one who brings the file in keeps it: 64 hex digits."""
    kind, own = _own_units(by, today)
    return sha256("|".join((kind, str(own[0] if own else by.pk), key)).encode()).hexdigest()


def keys_present(keys: Collection[str], *, by: User, today: date) -> set[str]:
    """Those of the keys of a file that a referral of the own unit, or a finished period, carries."""
    kind, own = _own_units(by, today)
    # Taken in before the keys were each unit's own.
    plain = Q(team_id__in=own) if kind == "team" else Q(office_id__in=own)
    of_unit = {key_of_unit(key, by=by, today=today): key for key in keys} if keys else {}
    asked, found = list(of_unit), set[str]()
    for start in range(0, len(asked), _AT_A_TIME):
        some = asked[start : start + _AT_A_TIME]
        rows = [of_unit[key] for key in some]
        scoped = Referral.objects.filter(import_key__in=some).values_list("import_key", flat=True)
        found.update(of_unit[key] for key in scoped if key)
        for known in (Referral.objects.filter(plain, import_key__in=rows), Episode.objects.filter(import_key__in=rows)):
            found.update(key for key in known.values_list("import_key", flat=True) if key)
    return found


def _own_units(by: User, today: date) -> tuple[str, list[int]]:
    """Where what the user brings in lies: a team for those who work in one, else an office, the product's the first."""
    if by.role in (Role.COORDINATOR, Role.THERAPIST):
        return "team", sorted(unit_ids_of(by, today=today, kind="team"))
    own = set(unit_ids_of(by, today=today, kind="office"))
    offices = [office.pk for office in units(kind="office")]
    return "office", [office for office in offices if office in own][:1] or offices[:1] * (by.role == Role.SYSTEM)
