"""Who lives and works in Fjordvik: invented names, synthetic national numbers, and the units people work in.

Nobody here can be a real person: names are an adjective and a noun, and the month of every national number is raised
by 80, a series the population register gives to test persons only.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from fotfeste.care.pathway.rules.person.national_number import control_digits
from fotfeste.ground.access.actions import add_unit, add_user, system_user
from fotfeste.ground.access.queries import units, users_at
from fotfeste.ground.access.rules.rights import Role

if TYPE_CHECKING:
    from fotfeste.ground.access.models import Unit, User

DATA = Path(__file__).parent / "data"
POSTAL_CODE, CITY, MUNICIPALITY_NUMBER = "9999", "Fjordvik", "9999"  # none of them is in use
OLDEST, YOUNGEST = 97, 58
SYNTHETIC_MONTH = 80


@lru_cache(maxsize=8)
def read(name: str) -> dict[str, Any]:
    """One of the data files of the demo, without its ending."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def synthetic_number(born: date, *, woman: bool, taken: set[str], rng: Random) -> str:
    """A valid national number of a test person born in the years 1900 to 1999, none of `taken`."""
    first = f"{born.day:02}{born.month + SYNTHETIC_MONTH:02}{born.year % 100:02}"
    start = rng.randrange(500)
    for step in range(500):
        individual = (start + step) % 500
        if individual % 2 == (0 if woman else 1):
            nine = f"{first}{individual:03}"
            controls = control_digits(nine)
            if controls and nine + controls not in taken:
                return nine + controls
    raise ValueError(f"No synthetic number is left for {born:%d.%m.%Y}. Build a smaller municipality.")


@dataclass(frozen=True)
class Resident:
    """What is known of somebody before anything is written down."""

    given_name: str
    family_name: str
    woman: bool
    born: date
    national_number: str
    language: str
    interpreter: str
    lives_alone: bool
    address: str
    phone: str
    gp_name: str

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def pronoun(self) -> str:
        return ("ho" if self.language == "nn" else "hun") if self.woman else "han"

    def contact_data(self) -> dict[str, Any]:
        """What goes with a registration, as `register_person` names it."""
        return {
            "given_name": self.given_name,
            "family_name": self.family_name,
            "national_number": self.national_number,
            "address": self.address,
            "postal_code": POSTAL_CODE,
            "city": CITY,
            "municipality_number": MUNICIPALITY_NUMBER,
            "phone": self.phone,
            "language": self.language,
            "interpreter": self.interpreter,
            "lives_alone": self.lives_alone,
            "gp_name": self.gp_name,
        }


class Register:
    """Makes residents who are unlike each other."""

    def __init__(self, rng: Random, today: date) -> None:
        self._rng, self._today = rng, today
        self._numbers: set[str] = set()
        self._names = self._pairs()

    def _pairs(self) -> Iterator[tuple[str, str]]:
        names = read("names")
        staff = {each["name"] for each in read("staff")["staff"]}
        pairs = [
            (given, family)
            for given in names["given"]
            for family in names["family"]
            if f"{given} {family}" not in staff
        ]
        self._rng.shuffle(pairs)
        return iter(pairs)

    def resident(
        self,
        *,
        name: tuple[str, str] | None = None,
        age: int | None = None,
        language: str = "",
        woman: bool | None = None,
    ) -> Resident:
        rng = self._rng
        names = read("names")
        language = language or rng.choices(("nb", "nn", "en", "se", "other"), (79, 14, 2, 2, 3))[0]
        if name is None:
            name = tuple(rng.choice(names["sami"])) if language == "se" else next(self._names)
        woman = rng.random() < 0.64 if woman is None else woman
        years = age if age is not None else min(OLDEST, max(YOUNGEST, round(rng.gauss(81.5, 7.5))))
        born = self._today - timedelta(days=round(years * 365.25) + 15 + rng.randrange(330))
        number = synthetic_number(born, woman=woman, taken=self._numbers, rng=rng)
        self._numbers.add(number)
        return Resident(
            given_name=name[0],
            family_name=name[1],
            woman=woman,
            born=born,
            national_number=number,
            language=language,
            interpreter={"se": "nordsamisk", "other": rng.choice(("polsk", "tigrinja", "arabisk"))}.get(language, ""),
            lives_alone=rng.random() < 0.62,
            address=f"{rng.choice(names['streets'])} {rng.randrange(1, 90)}",
            phone=f"12 34 {rng.randrange(100):02} {rng.randrange(100):02}",  # no Norwegian number begins with 12
            gp_name=rng.choice(names["doctors"]),
        )


@dataclass
class Staff:
    """Those who work in Fjordvik, by what they do and where. Lists are in the order they were made."""

    office: "Unit"
    teams: dict[str, "Unit"]
    zones: dict[str, "Unit"]
    everyone: dict[str, "User"] = field(default_factory=dict)
    at_work: dict[tuple[str, str], list["User"]] = field(default_factory=dict)

    def of(self, role: str, place: str = "") -> list["User"]:
        """Those with a role, in one place (south, north) when it is given."""
        return self.at_work.get((role, place), [])

    def coordinator(self, team: str) -> "User":
        return self.of(Role.COORDINATOR, team)[0]

    def persona(self, role: str) -> "User":
        return next(user for user in self.everyone.values() if user.role == role and user.is_persona)


def employ(*, now: datetime) -> Staff:
    """Make the units and the users. `now` lies before everything else, so that all were there when things happened."""
    by = system_user()
    top = add_unit(name=read("staff")["municipality"], kind="municipality", by=by, now=now)

    def hire(each: dict[str, Any], units: tuple["Unit", ...]) -> "User":
        return add_user(
            email=_address(each),
            name=each["name"],
            role=Role(each["role"]),
            profession=each.get("profession", ""),
            units=units,
            language=each.get("language", "nb"),
            is_persona=each.get("persona", False),
            by=by,
            now=now,
        )

    return _staffed(lambda name, kind: add_unit(name=name, kind=kind, parent=top, by=by, now=now), hire)


def colleagues() -> Staff:
    """Those `employ` made, found again."""
    known = users_at(_address(each) for each in read("staff")["staff"])
    there = {unit.name: unit for kind in ("office", "team", "zone") for unit in units(kind=kind)}
    return _staffed(lambda name, _kind: there[name], lambda each, _units: known[_address(each)])


def _staffed(
    unit: Callable[[str, str], "Unit"], user_of: Callable[[dict[str, Any], tuple["Unit", ...]], "User"]
) -> Staff:
    facts = read("staff")
    staff = Staff(
        office=unit(facts["office"], "office"),
        teams={key: unit(name, "team") for key, name in facts["teams"].items()},
        zones={key: unit(name, "zone") for key, name in facts["zones"].items()},
    )
    for each in facts["staff"]:
        role, place = Role(each["role"]), each.get("team") or each.get("zone") or ""
        where = {"team": staff.teams, "zone": staff.zones}
        units_of = tuple(where[key][each[key]] for key in ("team", "zone") if key in each)
        user = user_of(each, (staff.office,) if role is Role.ALLOCATOR else units_of)
        staff.everyone[user.name] = user
        staff.at_work.setdefault((role, ""), []).append(user)
        if place:
            staff.at_work.setdefault((role, place), []).append(user)
    return staff


def _address(each: dict[str, Any]) -> str:
    return f"{_ascii(each['name'])}@fjordvik.example"


def _ascii(name: str) -> str:
    plain = str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "."})
    return name.lower().translate(plain)
