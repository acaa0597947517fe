from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from fotfeste.care.pathway import actions as pathway
from fotfeste.care.pathway.models import Episode
from fotfeste.care.terms.rules.vocabulary import CareRole, ServiceKind

OSLO = ZoneInfo("Europe/Oslo")


@dataclass(frozen=True)
class Granted:
    """A person whose period is opened: what was decided, when, and by whom it is planned."""

    episode: Episode
    now: datetime


@pytest.fixture
def granted(people):
    """Make one: `granted(start, weeks=4, first=5, last=2, now=…, discharge_on=…)`; nobody has been there yet."""

    def make(
        start: date,
        *,
        weeks: int = 4,
        end: date | None = None,
        first: int | None = 5,
        last: int | None = 2,
        now: datetime | None = None,
        discharge_on: date | None = None,
        route: str = "new_applicant",
        opened: tuple[date, date] | None = None,
    ) -> Granted:
        now = now or datetime.combine(start, datetime.min.time(), OSLO) - timedelta(days=4) + timedelta(hours=9)
        end = end or start + timedelta(days=7 * weeks - 1)
        today = now.date()
        person = pathway.register_person(given_name="Sval", family_name="Solbær", by=people.ole, now=now)
        referral = pathway.register_referral(
            person=person,
            received_on=today,
            route=route,
            referrer="gp",
            office=people.office,
            team=people.south,
            discharge_on=discharge_on,
            by=people.ole,
            now=now,
        )
        pathway.record_contact(referral=referral, contacted_on=today, by=people.ole, now=now)
        pathway.screen(referral=referral, answers={}, included=True, reason="Motivert.", by=people.ole, now=now)
        pathway.decide(
            referral=referral,
            outcome="granted",
            reason_facts="Kan bli selvhjulpen.",
            alike_is_true=True,
            starts_on=start,
            ends_on=end,
            visits_per_week_first=first,
            visits_per_week_last=last,
            content="Trening hjemme.",
            by=people.ole,
            now=now,
        )
        episode = pathway.open_episode(
            referral=referral,
            team=people.south,
            group="first_time",
            coordinator=people.kari,
            members=[(people.alice, CareRole.THERAPIST), (people.bob, CareRole.TRAINER)],
            services_at_start={},
            granted_estimate={ServiceKind.HOME_NURSING: Decimal(3)},
            planned_start_on=opened[0] if opened else start,
            planned_end_on=opened[1] if opened else end,
            agreed_on=now.date() if opened and opened[1] != end else None,
            agreed_words="Det passer henne bedre slik." if opened and opened[1] != end else "",
            by=people.kari,
            now=now,
        )
        return Granted(episode, now)

    return make


@pytest.fixture
def at_time(monkeypatch):
    def hold(now: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    return hold
