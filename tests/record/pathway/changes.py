"""Changes of what was granted, made with the actions, and what a period has of them."""

from datetime import date, datetime, timedelta
from typing import Any

from fotfeste.care.goals.queries import planned_doses_of_episodes
from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Decision, Episode, Hearing
from fotfeste.care.visits.actions import plan_visit
from fotfeste.care.visits.models import Visit

WHY = {
    "reason_rules": "Loven gir rett til nødvendig hjelp.",
    "reason_facts": "Du går i trappa alene nå.",
    "reason_weighed": "Vi har vektlagt at du mestrer det du øvde på.",
    "soon_because": "Du reiser til datteren din i neste uke.",
}
WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


def heard(episode: Episode, by: Any, now: datetime) -> Hearing:
    return actions.record_hearing(episode=episode, on=now.date(), words="Vil gjerne fortsette.", by=by, now=now)


def changed(episode: Episode, outcome: str, people: Any, now: datetime, **facts: Any) -> Decision:
    if outcome != "extended":
        heard(episode, people.ole, now)
    return actions.change_decision(episode=episode, outcome=outcome, by=people.ole, now=now, **{**WHY, **facts})


def visits_decided(episode: Episode) -> list[int]:
    return planned_doses_of_episodes([episode.pk])[episode.pk]


def visit_on(day: date, episode: Episode, people: Any, now: datetime) -> Visit:
    at = now.replace(year=day.year, month=day.month, day=day.day)
    return plan_visit(
        episode=episode,
        planned_at=at,
        planned_minutes=45,
        staff=[people.bob],
        first_visit_exception="Kommer alene denne gangen",
        by=people.kari,
        now=now,
    )
