"""No sequence of acts that one user may do opens another team's or another office's person to that user.

A new action belongs in `ACTS`: one line that does it to whatever is drawn, to persons of others as well as to own ones.
What is refused is passed over; what is allowed goes through, and then the user's reach is looked at.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.board.actions import add_task, open_meeting, write_note
from fotfeste.care.board.models import Meeting
from fotfeste.care.goals.actions import set_goal
from fotfeste.care.pathway import actions, queries
from fotfeste.care.pathway.models import Episode, FollowUp, Person, Referral, Relative
from fotfeste.care.pathway.queries.person.record import open_record, relations_to
from fotfeste.care.pathway.rules.person import national_number
from fotfeste.care.pathway.rules.person.duplicates import Traits
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import CareRole, ServiceKind
from fotfeste.care.visits.actions import plan_visit, record_unplanned_visit
from fotfeste.channels.intake.actions import take_referral
from fotfeste.channels.intake.rules.referrals import check_referrals
from fotfeste.ground.access.actions import add_unit, add_user, end_membership, system_user
from fotfeste.ground.access.models import Unit, User
from fotfeste.ground.access.rules.rights import Act, Profession, Role, may
from tests.reasons import NO

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 14, 10, 0, tzinfo=ZoneInfo("Europe/Oslo"))
DAY = NOW.date()
THEN = datetime(2012, 1, 2, 8, 0, tzinfo=ZoneInfo("Europe/Oslo"))


@dataclass
class World:
    """Two offices, two teams, and persons that only some of the users may open."""

    units: dict[str, Unit]
    users: dict[str, User]
    persons: dict[str, Person] = field(default_factory=dict)

    def closed_to(self, name: str) -> list[Person]:
        """Another team's person and another office's: never to be opened by this user without somebody else's act."""
        southern, northern, of_east, left = (self.persons[key] for key in ("southern", "northern", "of_east", "left"))
        return {
            "west": [of_east],
            "east": [southern, northern, left],
        }.get(name, [southern, of_east, left])


def numbered(start: int) -> str:
    """A synthetic national number (the month has 80 added), with the control digits that fit."""
    for number in range(start, start + 2000):
        for tail in range(100):
            digits = f"{number:09d}{tail:02d}"
            try:
                national_number.parse(digits)
            except national_number.NationalNumberError:
                continue
            return digits
    raise AssertionError("There is no such number.")


# Belongs to nobody in the register yet.
EARLY = numbered(288958330)


@pytest.fixture
def world(db: None) -> World:
    system = system_user()
    kinds = {"west": "office", "east": "office", "south": "team", "north": "team", "zone": "zone"}
    units = {name: add_unit(name=name, kind=kind, by=system, now=THEN) for name, kind in kinds.items()}

    def user(name: str, role: Role, unit: str = "", profession: str = "") -> User:
        mine = (units[unit],) if unit else ()
        return add_user(
            email=f"{name}@example.invalid", name=name, role=role, units=mine, profession=profession,
            by=system, now=THEN,
        )  # fmt: skip

    therapist = Profession.PHYSIOTHERAPIST
    users = {
        "west": user("west", Role.ALLOCATOR, "west"),
        "east": user("east", Role.ALLOCATOR, "east"),
        "kari": user("kari", Role.COORDINATOR, "south", Profession.NURSE),
        "coordinator": user("coordinator", Role.COORDINATOR, "north", Profession.NURSE),
        "therapist": user("therapist", Role.THERAPIST, "north", therapist),
        "trainer": user("trainer", Role.TRAINER, "north", Profession.HEALTH_CARE_WORKER),
        "contact": user("contact", Role.HOME_SERVICE, "zone", Profession.NURSE),
        "gp": user("gp", Role.EXTERNAL),
        "admin": user("admin", Role.ADMIN),
    }
    world = World(units, users)
    numbers = [numbered(start) for start in (288958260, 288958270, 288958290, 288958310)]
    for name, number, team, by, then in (
        ("southern", numbers[0], "south", "west", NOW),
        ("northern", numbers[1], "north", "west", NOW),
        ("of_east", numbers[2], None, "east", NOW),
        ("left", numbers[3], "south", "west", NOW - timedelta(weeks=150)),
        ("accepted", "", "north", "west", NOW),
        ("granted", "", "north", "west", NOW),
    ):
        world.persons[name] = _person(world, name, number, team, users[by], then)
    return world


def _person(world: World, name: str, number: str, team: str | None, by: User, then: datetime) -> Person:
    person = actions.register_person(given_name=name, family_name="Blomst", national_number=number, by=by, now=then)
    referral = actions.register_referral(
        person=person, received_on=then.date(), route="new_applicant", referrer="person",
        team=world.units[team] if team else None, by=by, now=then,
    )  # fmt: skip
    actions.add_relative(person=person, name="Snill Sønn", by=by, now=then)
    if team is None:
        return person
    actions.screen(referral=referral, answers={}, included=True, reason="Motivert", by=by, now=then)
    if name == "accepted":
        return person
    if name == "left":
        # Refused long ago: nobody has anything to do with the person any more.
        actions.decide(
            referral=referral, outcome="refused", **NO | {"reason_facts": "Har et annet tilbud"}, by=by, now=then
        )
        return person
    end = then.date() + timedelta(weeks=4)
    actions.decide(
        referral=referral, outcome="granted", reason_facts="Kan bli selvhjulpen", alike_is_true=True,
        starts_on=then.date(), ends_on=end, by=by, now=then,
    )  # fmt: skip
    if name == "granted":
        return person
    coordinator = world.users["kari" if team == "south" else "coordinator"]
    episode = _open(world, referral, world.units[team], coordinator, by, then)
    if team == "north":
        for user, role in (("trainer", CareRole.TRAINER), ("contact", CareRole.HOME_SERVICE_CONTACT)):
            actions.add_to_care_team(episode=episode, user=world.users[user], role=role, by=coordinator, now=then)
    return person


def _open(world: World, referral: Referral, team: Unit, coordinator: User, by: User, now: datetime) -> Episode:
    return actions.open_episode(
        referral=referral, team=team, group="first_time", coordinator=coordinator, services_at_start={},
        granted_estimate={ServiceKind.HOME_NURSING: Decimal(3)}, planned_start_on=now.date(),
        planned_end_on=now.date() + timedelta(weeks=4), by=by, now=now,
    )  # fmt: skip


class Drawn:
    """One step: the numbers that were drawn choose among what there is at that moment."""

    def __init__(self, world: World, me: User, numbers: tuple[int, ...]) -> None:
        self.world, self.me, self._numbers = world, me, list(numbers)

    def one(self, things: Any) -> Any:
        things = list(things)
        if not things:
            raise CareError("There is nothing to draw.")
        return things[self._numbers.pop(0) % len(things)]

    @property
    def person(self) -> Person:
        return self.one(Person.objects.order_by("created_at", "given_name", "pk"))

    @property
    def number(self) -> str:
        known = [person.national_number for person in self.world.persons.values() if person.national_number]
        return str(self.one([*known, EARLY]))

    @property
    def referral(self) -> Referral:
        return self.one(Referral.objects.order_by("registered_at", "pk"))

    @property
    def episode(self) -> Episode:
        return self.one(Episode.objects.order_by("planned_start_on", "pk"))

    @property
    def unit(self) -> Unit | None:
        return self.one([None, *self.world.units.values()])

    @property
    def team(self) -> Unit:
        return self.one([self.world.units["south"], self.world.units["north"]])

    @property
    def user(self) -> User:
        return self.one([self.me, self.me, *self.world.users.values()])

    @property
    def yes(self) -> bool:
        return self.one([True, False])


def _refer(d: Drawn, **common: Any) -> None:
    actions.refer(
        person=None, who={"given_name": "Et", "family_name": "Navn", "national_number": d.number, "phone": "99999999"},
        near={"name": "Inntrenger Nær"}, key=None, digest="", received_on=DAY, route="new_applicant", referrer="gp",
        name_as_written="Et Navn", team=d.unit, office=d.unit, **common,
    )  # fmt: skip


def _import(d: Drawn, **common: Any) -> None:
    head = "Fornavn;Etternavn;Fødselsnummer;Henvist dato;Henvist fra;Telefon"
    text = f"{head}\nEt;Navn;{d.number};{DAY:%d.%m.%Y};Ny søker;99999999\n"
    for row in check_referrals(text.encode(), today=DAY).accepted:
        take_referral(row=row, **common)


# Each does one act to what is drawn. `common` is by and now.
ACTS: dict[str, Callable[..., Any]] = {
    "refer by number": _refer,
    "refer a person": lambda d, **c: actions.register_referral(
        person=d.person, received_on=DAY, route="new_applicant", referrer="gp", office=d.unit, team=d.unit, **c
    ),
    "register by number": lambda d, **c: actions.register_person(
        given_name="Et", family_name="Navn", national_number=d.number, phone="99999999", **c
    ),
    "add relative": lambda d, **c: actions.add_relative(person=d.person, name="Inntrenger Nær", **c),
    "update contact": lambda d, **c: actions.update_contact(person=d.person, phone="99999999", **c),
    "confirm": lambda d, **c: actions.confirm_person(referral=d.referral, take_over=["phone", "relative"], **c),
    "reject": lambda d, **c: actions.reject_match(
        referral=d.referral, national_number=d.number if d.yes else "", **c
    ),
    "contact": lambda d, **c: actions.record_contact(referral=d.referral, contacted_on=DAY, **c),
    "screen": lambda d, **c: actions.screen(
        referral=d.referral, answers={}, included=True, reason="Ja", team=d.unit, **c
    ),
    "decline": lambda d, **c: actions.screen(
        referral=d.referral, answers={}, included=False, reason="Nei", alternative="one_profession", **NO, **c
    ),
    "decide": lambda d, **c: actions.decide(
        referral=d.referral, outcome="granted" if d.yes else "refused", **NO, starts_on=DAY,
        ends_on=DAY + timedelta(weeks=4), **c
    ),
    "withdraw": lambda d, **c: actions.withdraw_referral(referral=d.referral, who="person", reason="Nei", **c),
    "open episode": lambda d, **c: _open(d.world, d.referral, d.team, d.user, c["by"], c["now"]),
    "care team": lambda d, **c: actions.add_to_care_team(
        episode=d.episode, user=d.user, role=d.one(list(CareRole)), **c
    ),
    "plan visit": lambda d, **c: plan_visit(
        episode=d.episode, planned_at=NOW + timedelta(hours=d.one(range(1, 9))), planned_minutes=30, staff=[d.user],
        first_visit_exception="Haster", **c,
    ),
    "unplanned visit": lambda d, **c: record_unplanned_visit(
        episode=d.episode, started_at=NOW - timedelta(hours=d.one(range(1, 4))), minutes_on_site=20, staff=[d.user], **c
    ),
    "hand over": lambda d, **c: actions.hand_over(
        episode=d.episode, to_unit=d.world.units["zone"], contact=d.user, does_alone="Alt", help_not_to_give="Dusj",
        check_on=DAY, **c,
    ),
    "drop out": lambda d, **c: actions.drop_out(episode=d.episode, ended_on=DAY, reason="withdrew", **c),
    "follow up": lambda d, **c: actions.record_follow_up(
        follow_up=d.one(FollowUp.objects.order_by("pk")), state="no_answer", done_on=DAY, **c
    ),
    "task": lambda d, **c: add_task(episode=d.episode, text="Ring", assigned_to=d.user, **c),
    "meeting": lambda d, **c: open_meeting(team=d.team, **c),
    "note": lambda d, **c: write_note(
        meeting=d.one(Meeting.objects.order_by("pk")), episode=d.episode, note="Notat", **c
    ),
    "goal": lambda d, **c: set_goal(episode=d.episode, own_words="Gå", term="short", **c),
    "assess": lambda d, **c: record_assessment(
        episode=d.episode, instrument="tug", occasion="baseline", assessed_on=DAY,
        answers={"seconds": 18.5, "walking_aid": "none"}, **c,
    ),
    "consent": lambda d, **c: actions.consent_to_relative(
        relative=d.one(Relative.objects.order_by("pk")), on=DAY, **c
    ),
    "sign in as": lambda d, **c: actions.let_person_sign_in(person=d.person, user=c["by"], **c),
    "bring in a file": _import,
    "leave": lambda d, **c: end_membership(user=d.user, unit=d.team, last_day=DAY, **c),
    "look": lambda d, **c: open_record(person_id=d.person.pk, **c),
}  # fmt: skip
REFUSED = (CareError, PermissionDenied, Http404, ValueError, IndexError)
ROLES = ["coordinator", "therapist", "trainer", "contact", "gp", "west", "east", "admin"]
steps = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.tuples(*[st.integers(0, 59)] * 4)), min_size=2, max_size=9)
# What a chain begins with most often: somebody registers a number and goes on from there.
walks = st.one_of(steps, steps.map(lambda chain: [("refer by number", (0, 4, 0, 0)), *chain]))


def record_of(person: Person) -> tuple[Any, ...]:
    """What stands in the record itself, to see that nobody without reach has written in it."""
    fields = [f.attname for f in Person._meta.concrete_fields if f.attname != "name_words"]
    kin = list(person.relatives.order_by("pk").values_list("name", "phone", "consented_on"))
    return (*Person.objects.filter(pk=person.pk).values_list(*fields), *kin)


def opened_by(user: User, person: Person) -> bool:
    by_relation = may(Role(user.role), Act.READ_RECORD, relations_to(user, person.pk, today=DAY))
    in_list = queries.in_reach(user, today=DAY).filter(pk=person.pk).exists()
    assert in_list == by_relation, "the lists and the door differ"
    return by_relation


def found_by(user: User, person: Person) -> bool:
    typed = Traits(name=str(person), national_number=person.national_number, birth_date=person.birth_date)
    suggested = queries.possible_duplicates(user=user, traits=typed, now=NOW)
    waiting = queries.inbox(user=user, now=NOW).rows
    return person.pk in {each.row.person_id for each in suggested} | {row.person_id for row in waiting}


@pytest.mark.parametrize("role", ROLES)
@settings(
    max_examples=14, deadline=None, derandomize=True, print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(chain=walks)
def test_whatever_one_user_does_alone_another_teams_person_stays_closed(
    world: World, role: str, chain: list[tuple[str, tuple[int, ...]]]
) -> None:
    me = world.users[role]
    closed = world.closed_to(role)
    before = [record_of(person) for person in closed]
    with transaction.atomic():
        for person in closed:
            assert not opened_by(me, person), (role, str(person))
        for name, numbers in chain:
            try:
                with transaction.atomic():
                    ACTS[name](Drawn(world, me, numbers), by=me, now=NOW)
            except REFUSED:
                continue
            for person in closed:
                assert not opened_by(me, person), (role, name, str(person))
                assert not found_by(me, person), (role, name, str(person))
        assert [record_of(person) for person in closed] == before
        transaction.set_rollback(True)


ON_THE_EARLY_NUMBER = ("register by number", "refer by number", "bring in a file", "contact", "screen", "decide",
                       "withdraw", "open episode")  # fmt: skip
AFTERWARDS = (
    "confirm",
    "reject",
    "withdraw",
    "contact",
    "screen",
    "decide",
    "refer by number",
    "refer a person",
    "look",
)
drawn_numbers = st.tuples(*[st.integers(0, 59)] * 4)


@pytest.mark.parametrize("role", ["coordinator", "therapist", "contact", "gp", "west", "east"])
@settings(
    max_examples=12, deadline=None, derandomize=True, print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    first=st.lists(st.tuples(st.sampled_from(ON_THE_EARLY_NUMBER), drawn_numbers), max_size=5),
    then=st.lists(st.tuples(st.sampled_from(AFTERWARDS), drawn_numbers), min_size=2, max_size=8),
)
def test_whoever_takes_a_number_before_the_real_referral_comes_gains_nothing_by_it(
    world: World, role: str, first: list[tuple[str, tuple[int, ...]]], then: list[tuple[str, tuple[int, ...]]]
) -> None:
    """The squatter writes the number first and goes as far as one user alone can; the real referral comes later."""
    me = world.users[role]
    other = world.users["east" if role == "west" else "west"]
    with transaction.atomic():
        early = actions.register_person(
            given_name="Et", family_name="Navn", national_number=EARLY, phone="11111111", by=me, now=NOW
        )
        mine = actions.register_referral(person=early, received_on=DAY, route="new_applicant", referrer="gp",
                                         by=me, now=NOW)  # fmt: skip

        def does(name: str, numbers: tuple[int, ...], on: Drawn) -> None:
            try:
                with transaction.atomic():
                    ACTS[name](on, by=me, now=NOW)
            except REFUSED:
                return

        class OnMine(Drawn):
            number = EARLY
            referral = property(lambda self: Referral.objects.get(pk=mine.pk))

        for name, numbers in first:
            does(name, numbers, OnMine(world, me, numbers))
        person = actions.register_person(
            given_name="Ekte", family_name="Person", national_number=EARLY, phone="77777777", by=other, now=NOW
        )
        if person == early:
            return transaction.set_rollback(True)  # sent to that office itself, which works with it from now on
        real = actions.register_referral(person=person, received_on=DAY, route="new_applicant", referrer="gp",
                                         note="Rus", by=other, now=NOW)  # fmt: skip
        actions.record_contact(referral=real, contacted_on=DAY, by=other, now=NOW)
        assert person.known_as == early
        before = record_of(person)

        class OnReal(OnMine):
            referral = property(lambda self: self.one([real, mine, *Referral.objects.order_by("registered_at", "pk")]))
            person = property(lambda self: self.one([real.person, early]))

        for name, numbers in then:
            does(name, numbers, OnReal(world, me, numbers))
            real.refresh_from_db()
            assert not opened_by(me, Person.objects.get(pk=real.person_id)), (role, name)
            assert not opened_by(me, person), (role, name)
            assert queries.match_to_confirm(user=me, referral_id=real.pk, now=NOW) is None, (role, name)
            assert record_of(person) == before, (role, name)
            assert (real.state, real.person_id, real.office_id) == ("contacted", person.pk, real.office_id)
        transaction.set_rollback(True)


def test_the_acts_are_not_all_refused(world: World) -> None:
    """A chain that only ever is refused would prove nothing: each act goes through for somebody."""
    dice, done = Random(7), set()
    for name in ACTS:
        for _try in range(400):
            user = dice.choice([user for user in world.users.values() if user.role != Role.EXTERNAL])
            drawn = Drawn(world, user, tuple(dice.randrange(60) for _ in range(4)))
            try:
                with transaction.atomic():
                    ACTS[name](drawn, by=user, now=NOW)
                    done.add(name)
                    transaction.set_rollback(True)
            except REFUSED:
                continue
            break
    # These need a row that only an earlier act makes.
    assert set(ACTS) - done <= {"follow up", "note", "confirm", "reject", "sign in as"}, set(ACTS) - done
