"""The due-list read in pages: nobody twice, nobody forgotten, whatever the days, the states and the page's size."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fotfeste.care.pathway.models import Episode, FollowUp, Person
from fotfeste.care.pathway.queries import DuePage, due_page
from fotfeste.care.pathway.rules.follow_up import WAITING, Place
from fotfeste.ground.access.actions import add_unit, add_user, system_user
from fotfeste.ground.access.rules.rights import Role

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 14, 10, 0, tzinfo=ZoneInfo("Europe/Oslo"))
TODAY = NOW.date()
UNTIL = TODAY + timedelta(days=3)
some = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], print_blob=True
)


@dataclass(frozen=True)
class Contact:
    """One follow-up, `days` from today, of somebody in the reader's team or in another."""

    days: int
    attempts: int
    name: str
    state: str
    ours: bool


# Few days, tries and names, so that many share a place but for their number.
contacts = st.builds(
    Contact,
    days=st.integers(-3, 5),
    attempts=st.integers(0, 2),
    name=st.sampled_from(["1000", "1001", "11001", "2000"]),
    state=st.sampled_from(["due", "due", "no_answer", "done", "cancelled"]),
    ours=st.sampled_from([True, True, True, False]),
)
lists = st.lists(contacts, max_size=14)
# Which row is changed, and how: called once more without answer, moved to another day, or done.
changes = st.lists(st.tuples(st.integers(0, 13), st.sampled_from(["tried", "moved", "done"])), max_size=6)


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    system, then = system_user(), NOW - timedelta(days=400)
    made: dict[str, Any] = {name: add_unit(name=name, kind="team", by=system, now=then) for name in ("ours", "theirs")}
    made["kari"] = add_user(
        email="kari@example.invalid", name="Kari", role=Role.COORDINATOR, units=(made["ours"],), by=system, now=then
    )
    return made


@contextmanager
def register(people: dict[str, Any], wanted: list[Contact]) -> Iterator[list[FollowUp]]:
    """The contacts in the database until the block ends, in the order they were given."""
    with transaction.atomic():
        yield [_made(people, each) for each in wanted]
        transaction.set_rollback(True)


def _made(people: dict[str, Any], contact: Contact) -> FollowUp:
    person = Person.objects.create(
        given_name="Vakker", family_name="Blomst", sort_name=contact.name, created_at=NOW - timedelta(days=99)
    )
    ended = TODAY - timedelta(days=40)
    episode = Episode.objects.create(
        person=person,
        team=people["ours" if contact.ours else "theirs"],
        group="first_time",
        state="completed",
        outcome="no_service",
        planned_start_on=ended - timedelta(days=28),
        planned_end_on=ended,
        started_on=ended - timedelta(days=28),
        ended_on=ended,
    )
    return FollowUp.objects.create(
        episode=episode,
        occasion="month_1",
        state=contact.state,
        due_on=TODAY + timedelta(days=contact.days),
        attempts=contact.attempts,
        done_on=TODAY if contact.state in {"done", "no_answer"} else None,
    )


def in_order(rows: list[FollowUp], people: dict[str, Any]) -> list[int]:
    """The numbers of those who wait for our team, in the order of the list, worked out without the database."""
    waiting = [
        row for row in rows if row.state in WAITING and row.due_on <= UNTIL and row.episode.team == people["ours"]
    ]
    waiting.sort(key=lambda row: (row.due_on, row.attempts, row.episode.person.sort_name, row.pk))
    return [row.pk for row in waiting]


def read(people: dict[str, Any], size: int, **place: Place | None) -> DuePage:
    return due_page(user=people["kari"], today=TODAY, until=UNTIL, size=size, **place)


def forwards(people: dict[str, Any], size: int, between: Callable[[], None] = lambda: None) -> list[DuePage]:
    pages = [read(people, size)]
    while pages[-1].after and pages[-1].last:
        between()
        pages.append(read(people, size, after=pages[-1].last))
    return pages


def numbers(pages: list[DuePage]) -> list[int]:
    return [row.id for page in pages for row in page.rows]


@some
@given(wanted=lists, size=st.integers(1, 5))
def test_the_pages_of_the_list_together_are_the_list(people: dict[str, Any], wanted: list[Contact], size: int) -> None:
    with register(people, wanted) as rows:
        pages, expected = forwards(people, size), in_order(rows, people)
        assert numbers(pages) == expected
        assert all(len(page.rows) == size for page in pages[:-1])
        assert [page.before for page in pages] == [size * number for number in range(len(pages))]
        assert [page.after for page in pages] == [len(expected) - page.before - len(page.rows) for page in pages]


@some
@given(wanted=lists, size=st.integers(1, 5))
def test_the_list_read_from_its_end_to_its_top_is_the_same_list(
    people: dict[str, Any], wanted: list[Contact], size: int
) -> None:
    with register(people, wanted) as rows:
        pages = [forwards(people, size)[-1]]
        while pages[0].before and pages[0].first:
            pages.insert(0, read(people, size, before=pages[0].first))
        assert numbers(pages) == in_order(rows, people)


@some
@given(wanted=lists, size=st.integers(1, 5))
def test_overdue_today_and_later_are_counted_over_the_whole_list(
    people: dict[str, Any], wanted: list[Contact], size: int
) -> None:
    with register(people, wanted) as rows:
        due = [date_of for pk in in_order(rows, people) for date_of in [_day(rows, pk)]]
        for page in forwards(people, size):
            counts = page.counts
            assert (counts.overdue, counts.today, counts.later) == (
                sum(day < TODAY for day in due),
                sum(day == TODAY for day in due),
                sum(day > TODAY for day in due),
            )


def _day(rows: list[FollowUp], pk: int) -> date:
    return next(row.due_on for row in rows if row.pk == pk)


@some
@given(wanted=lists, size=st.integers(1, 5), changed=changes)
def test_whoever_is_not_changed_while_others_are_is_shown_exactly_once(
    people: dict[str, Any], wanted: list[Contact], size: int, changed: list[tuple[int, str]]
) -> None:
    with register(people, wanted) as rows:
        before, left, touched = in_order(rows, people), list(changed), set()

        def somebody_works() -> None:
            if not left:
                return
            place, what = left.pop(0)
            if place < len(rows) and rows[place].state in WAITING:
                touched.add(rows[place].pk)
                change(rows[place], what)

        shown = numbers(forwards(people, size, somebody_works))
        untouched = [pk for pk in before if pk not in touched]
        assert [pk for pk in shown if pk not in touched] == untouched


def change(row: FollowUp, what: str) -> None:
    row.refresh_from_db()
    if row.state not in WAITING:
        return
    if what == "tried":
        row.attempts, row.done_on = row.attempts + 1, TODAY
        row.state = "no_answer"
    elif what == "moved":
        row.due_on += timedelta(days=2)
    else:
        row.state, row.done_on = "done", TODAY
    row.save()


@given(number=st.integers(1, 10**18 - 1))
@some
def test_a_place_at_a_row_the_reader_may_not_see_tells_nothing_and_leaves_nobody_out(
    people: dict[str, Any], number: int
) -> None:
    ours = Contact(0, 0, "1001", "due", ours=True)
    with register(people, [ours, Contact(0, 0, "2000", "due", ours=False)]) as (mine, other):
        for pk in (other.pk, number if number != mine.pk else number + 1):
            assert numbers([read(people, 5, after=Place(TODAY, 0, pk))]) == [mine.pk]
            assert numbers([read(people, 5, before=Place(TODAY, 0, pk))]) == [mine.pk]
