"""Questions that are put together once answer as those put together anew, and hold nobody's values."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fotfeste.care.pathway.models import Episode
from fotfeste.ground.access.models import Unit, User
from fotfeste.ground.access.queries import Asker, asked_by, unit_ids_of
from fotfeste.ground.database.questions import Question, question
from tests.record.speed.test_questions_to_the_database import one_more

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen(monkeypatch, now):
    """The views ask the clock; here it always says the moment of the tests."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def plain(row: Any, *, depth: int = 3) -> Any:
    """What a row and those it brought along hold, so that two readings of it can be held against each other."""
    if not hasattr(row, "_state"):
        return row
    held = {name: value for name, value in vars(row).items() if name not in ("_state", "_prefetched_objects_cache")}
    # A row knows the one that brought it, too: no further than the longest way that is read.
    beside = row._state.fields_cache if depth else {}
    return held | {f"{name}.": plain(each, depth=depth - 1) for name, each in beside.items()}


def asked(user: User, path: str) -> str:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(path)
    assert answer.status_code == 200, (user, path)
    return answer.content.decode()


def test_every_page_gets_the_rows_that_django_would_have_given_each_reader(people, now, frozen, monkeypatch):
    episodes = [one_more(people, now, n) for n in range(2)]
    seen: set[str] = set()
    ask = Question.__call__

    def held_against_django(self: Question[Any], *shape: Any, **given: Any) -> list[Any]:
        rows = ask(self, *shape, **given)
        seen.add(self.make.__qualname__)
        assert [*map(plain, rows)] == [*map(plain, self.anew(*shape, **given))], (self.make.__qualname__, shape)
        return rows

    monkeypatch.setattr(Question, "__call__", held_against_django)
    for _ in range(2):  # the second time nothing is put together any more
        for episode in episodes:
            for user in (people.kari, people.alice, people.bob):
                asked(user, reverse("board:person", args=[episode.person_id]))
        for user in (people.kari, people.alice, people.bob):
            asked(user, reverse("board:board"))
        asked(people.ole, reverse("pathway:inbox"))
        asked(people.kari, reverse("pathway:inbox"))
        asked(people.kari, reverse("pathway:follow_ups"))
        asked(people.bob, reverse("visits:day"))
    assert {"_running", "_waiting", "_shown", "_around", "_all_referrals", "_team_trains", "_takes_part"} <= seen


def test_a_question_another_asked_first_gives_each_reader_their_own(people, now, frozen):
    one_more(people, now, 1)
    kari = people.kari
    assert "Sprek1" in asked(kari, reverse("board:board"))
    kari.memberships.update(unit=people.north)
    assert "Sprek1" not in asked(kari, reverse("board:board"))
    kari.memberships.update(unit=people.south)
    assert "Sprek1" in asked(kari, reverse("board:board"))


@question
def units_of_kinds(*, kinds: Any) -> QuerySet[Unit, str]:
    return Unit.objects.filter(kind__in=kinds).order_by("name").values_list("name", flat=True)


def test_a_list_is_one_value_however_long_it_is(people):
    with CaptureQueriesContext(connection):
        assert units_of_kinds(kinds=[]) == []
        teams = units_of_kinds(kinds=["team"])
        both = units_of_kinds(kinds=["team", "office"])
    assert people.south.name in teams and people.office.name not in teams
    assert {people.south.name, people.office.name} <= set(both)
    assert len(units_of_kinds._compiled) == 1


@question
def begun_before(*, today: Any) -> QuerySet[Episode]:
    return Episode.objects.filter(started_on__lt=today - timedelta(days=7))


def test_days_are_moved_with_the_value_of_each_asking(people, now):
    episode = one_more(people, now, 1)
    begun = episode.started_on
    assert episode in begun_before(today=begun + timedelta(days=8))
    assert episode not in begun_before(today=begun + timedelta(days=7))


@question
def branching(*, kind: Any) -> QuerySet[Unit]:
    return Unit.objects.all() if kind else Unit.objects.none()


@question
def comparing(*, kind: Any) -> QuerySet[Unit]:
    return Unit.objects.filter(Q(kind="team") if kind == "team" else Q(kind="office"))


@pytest.mark.parametrize("one", [branching, comparing])
def test_a_question_cannot_come_to_depend_on_the_first_value_it_was_asked_with(one):
    with pytest.raises(TypeError, match="has no value while the question is put together"):
        one(kind="team")


@pytest.mark.parametrize("value", [None, "", [None], object()])
def test_what_is_no_value_is_refused_before_the_database_is_asked(value):
    with pytest.raises(TypeError, match="cannot be asked with"):
        units_of_kinds(kinds=value)


def test_a_function_that_knows_somebody_is_no_question():
    known = uuid4()
    with pytest.raises(TypeError, match="must be given them"):
        question(lambda: Episode.objects.filter(pk=known))


def test_whoever_asks_is_known_by_the_units_of_their_role_alone(people, now):
    given = asked_by(people.kari, today=now.date())
    assert given == {"user": people.kari.pk, "units": [people.south.pk]}
    asker = Asker(people.kari.role, **{"pk": given["user"], "units": given["units"]})
    assert unit_ids_of(asker, today=now.date(), kind="team") == [people.south.pk]
    with pytest.raises(TypeError, match="knows no units"):
        unit_ids_of(asker, today=now.date(), kind="office")
