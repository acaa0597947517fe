"""Pages and searches, each asked for in turn, round by round, so that a drifting machine hits all alike."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

Ask = Callable[[], object]
EMPTY = "empty page"


@dataclass(frozen=True)
class Measured:
    """Milliseconds, and questions to the database."""

    median: float
    p95: float
    questions: int


class People:
    """The demo's personas, each with a browser of their own."""

    def __init__(self) -> None:
        from django.test import Client

        from fotfeste.ground.access.queries import personas

        self.clients = {}
        for user in personas():
            # A demo answers to the names of this machine only.
            self.clients[user.role] = client = Client(SERVER_NAME="localhost")
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    def get(self, role: str, path: str) -> Ask:
        return lambda: _right(self.clients[role].get(path))

    def search(self, role: str, text: str) -> Ask:
        sent = {"HX-Request": "true", "HX-Target": "persons"}
        return lambda: _right(self.clients[role].post("/personer/", {"q": text}, headers=sent))


def _right(answer: object) -> object:
    if answer.status_code != 200:  # type: ignore[attr-defined]
        raise SystemExit(f"A page answered {answer.status_code} instead of 200.")  # type: ignore[attr-defined]
    return answer


def pages(people: People) -> dict[str, Ask]:
    """What is asked for, by name; the first is the empty page the others are held against."""
    from fotfeste.care.pathway.models import Episode

    coordinator = Episode.objects.filter(state="active", team__memberships__user__is_persona=True)
    running = coordinator.filter(team__memberships__user__role="coordinator").order_by("started_on").first()
    if running is None:
        raise SystemExit("The demo municipality has nobody in training. Build it anew.")
    return {
        EMPTY: people.get("coordinator", "/velkommen/"),
        "board": people.get("coordinator", "/tavle/"),
        "inbox": people.get("allocator", "/innboks/"),
        "person page": people.get("coordinator", f"/person/{running.person_id}/"),
        "trainer's day": people.get("trainer", "/besok/i-dag/"),
        "follow-up list": people.get("coordinator", "/oppfolging/"),
        "search page": people.get("allocator", "/personer/"),
    }


def searches(people: People, rounds: int) -> dict[str, list[Ask]]:
    """Searches of an allocator, who reaches everybody, and of a coordinator, who reaches those of one team."""
    from fotfeste.care.pathway.models import Person

    rng = Random(5)
    drawn = list(Person.objects.exclude(national_number="").order_by("pk")[:4000])
    some = rng.sample(drawn, min(rounds, len(drawn)))
    texts = {
        "whole name": [f"{one.given_name} {one.family_name}" for one in some],
        "family name": [one.family_name.split()[0] for one in some],
        "two letters": [one.given_name[:2] for one in some],
        "name and year": [f"{one.given_name} {one.birth_date:%Y}" for one in some],
        "date of birth": [f"{one.birth_date:%d.%m.%Y}" for one in some],
        "national number": [one.national_number for one in some],
    }
    who = {"allocator": "all", "coordinator": "the team's"}
    return {
        f"{kind}, among {reach}": [people.search(role, text) for text in several]
        for role, reach in who.items()
        for kind, several in texts.items()
    }


def ask_in_turn(asked: dict[str, Ask], rounds: int) -> dict[str, Measured]:
    """Every page once to warm it, once to count its questions, then `rounds` times."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    questions: dict[str, int] = {}
    for name, ask in asked.items():
        ask()
        with CaptureQueriesContext(connection) as seen:
            ask()
        questions[name] = len(seen)
    times: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, ask in asked.items():
            times[name].append(took(ask))
    return {name: Measured(statistics.median(t), _p95(t), questions[name]) for name, t in times.items()}


def ask_each_once(asked: dict[str, list[Ask]]) -> dict[str, tuple[float, float]]:
    """Median and 95th percentile of asking each of many once, the kinds mixed."""
    for several in asked.values():
        several[0]()
    times: dict[str, list[float]] = {name: [] for name in asked}
    for row in zip(*asked.values(), strict=True):
        for name, ask in zip(asked, row, strict=True):
            times[name].append(took(ask))
    return {name: (statistics.median(t), _p95(t)) for name, t in times.items()}


def took(ask: Ask) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
