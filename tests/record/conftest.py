"""A small world for tests on the real database: one office, two teams, and Alice, Bob and Charlie."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from fotfeste.care.service_model.queries import forget
from fotfeste.ground.access.actions import add_unit, add_user, system_user
from fotfeste.ground.access.models import Unit, User
from fotfeste.ground.access.rules.rights import Profession, Role


@dataclass(frozen=True)
class People:
    """Alice and Bob work in team South, Charlie in team North; he is the one who must never get in."""

    office: Unit
    south: Unit
    north: Unit
    zone: Unit
    system: User
    admin: User
    ole: User
    kari: User
    alice: User
    nora: User
    bob: User
    charlie: User
    hanna: User
    manager: User
    gp: User


@pytest.fixture(autouse=True)
def model_as_it_comes() -> Iterator[None]:
    """A service model that a test saves goes with its transaction; the process that read it must forget it, too."""
    yield
    forget()


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 9, 14, 10, 0, tzinfo=ZoneInfo("Europe/Oslo"))  # a Monday without holidays near


@pytest.fixture
def today(now: datetime) -> date:
    return now.date()


@pytest.fixture
def people(db: None) -> People:
    # Long before `now`, so that memberships have begun whichever day a test chooses.
    then = datetime(2012, 1, 2, 8, 0, tzinfo=ZoneInfo("Europe/Oslo"))
    system = system_user()

    def unit(name: str, kind: str) -> Unit:
        return add_unit(name=name, kind=kind, by=system, now=then)

    def user(name: str, role: Role, *units: Unit, profession: str = "") -> User:
        return add_user(
            email=f"{name.split()[0].lower()}@example.invalid",
            name=name,
            role=role,
            units=units,
            profession=profession,
            by=system,
            now=then,
        )

    office, south, north = unit("Tildelingskontoret", "office"), unit("Team Sør", "team"), unit("Team Nord", "team")
    zone = unit("Sone Sør", "zone")
    return People(
        office=office,
        south=south,
        north=north,
        zone=zone,
        system=system,
        admin=user("Admin Ask", Role.ADMIN),
        ole=user("Ole Or", Role.ALLOCATOR, office),
        kari=user("Kari Kveite", Role.COORDINATOR, south, profession=Profession.OCCUPATIONAL_THERAPIST),
        alice=user("Alice Alm", Role.THERAPIST, south, profession=Profession.PHYSIOTHERAPIST),
        nora=user("Nora Nype", Role.THERAPIST, south, profession=Profession.NURSE),
        bob=user("Bob Bjørk", Role.TRAINER, south, profession=Profession.HEALTH_CARE_WORKER),
        charlie=user("Charlie Gran", Role.THERAPIST, north, profession=Profession.PHYSIOTHERAPIST),
        hanna=user("Hanna Hassel", Role.HOME_SERVICE, zone, profession=Profession.NURSE),
        manager=user("Mona Morell", Role.MANAGER),
        gp=user("Gro Gull", Role.EXTERNAL),
    )
