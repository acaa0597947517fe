"""A followed person, a stranger in another team, and everybody who may look at them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from django.test import Client

from fotfeste.care.pathway.actions import let_person_sign_in
from fotfeste.care.service_model.actions import save_service_model
from fotfeste.care.service_model.queries import preset
from fotfeste.care.service_model.rules import write
from fotfeste.channels.intake.actions import keep_upload
from fotfeste.ground.access.actions import add_user
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Role
from tests.record.hostile.routes import Attempt
from tests.record.world import Followed, followed, plainly
from tests.standing import standing

FILE = "Navn;Født;Mottatt;Henvist fra;Henviser\nVakker Blomst;02.03.1944;01.09.2026;Ny søker;Fastlege\n".encode()


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch, now: Any) -> None:
    """The views ask the clock; here it always says the moment of the tests."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def _made(people: Any, now: Any, **how: Any) -> Followed:
    say = how.get("say", plainly)
    model = replace(preset("gjovik"), name=say("model_name", 120))
    save_service_model(
        text=write(model), effective_from=now.date(), note=say("model_note", 300), by=people.admin, now=now
    )
    found = followed(people, now, **how)
    upload = keep_upload(kind="referrals", name="liste.csv", content=FILE, by=people.kari, now=now)
    found.ids["upload_id"] = upload.pk
    return found


@pytest.fixture
def make(people: Any, now: Any, frozen: None) -> Callable[..., Followed]:
    """Makes a followed person whose addresses all answer, a file of Kari's that waits, and an own model."""
    return partial(_made, people, now)


@standing
def subject(people: Any, now: Any, frozen: None) -> Followed:
    """One that `make()` makes, with plain words."""
    return _made(people, now)


@pytest.fixture
def own_user(people: Any, now: Any) -> Callable[[Followed], User]:
    """The person themself, signed in to their own page."""

    def made(subject: Followed) -> User:
        user = add_user(email="selv@example.invalid", name="Selv", role=Role.PERSON, by=people.admin, now=now)
        let_person_sign_in(person=subject.person, user=user, by=people.admin, now=now)
        return user

    return made


@pytest.fixture
def attempt() -> Iterator[Attempt]:
    client = Client(raise_request_exception=False)
    yield Attempt(client)
