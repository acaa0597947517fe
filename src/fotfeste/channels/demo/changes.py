"""Three who got another decision while they trained: longer, fewer visits, and ended before time."""

from datetime import date, datetime, timedelta
from typing import Any

from fotfeste.care.pathway.actions import change_decision, record_hearing
from fotfeste.care.pathway.models import Episode
from fotfeste.care.pathway.rules.states import EpisodeState
from fotfeste.care.pathway.rules.vocabulary import DecisionOutcome, Language
from fotfeste.ground.access.rules.rights import Role

from .people import read
from .world import World

# In so many days a change takes effect, or training ends: the letter has come by then, and there is time to ask.
DAYS_AHEAD = 10


def change_three(world: World) -> None:
    """By the office, today, for those in training whose periods leave room for it; fewer where there are none such."""
    now = world.last - timedelta(minutes=30)
    officer, texts = world.staff.persona(Role.ALLOCATOR), read("words")["changes"]
    with_room = [episode for episode in _in_training(world) if episode.planned_end_on > _day(now)]
    for outcome, episode in zip(DECISIONS, with_room, strict=False):
        said = texts[outcome]
        by: dict[str, Any] = {"by": officer, "now": now}
        if outcome is not DecisionOutcome.EXTENDED:
            record_hearing(episode=episode, on=now.date(), words=said["heard"], **by)
        change_decision(
            episode=episode,
            outcome=outcome,
            persons_view=said["persons_view"],
            reason_rules=said["reason_rules"],
            reason_facts=said["reason_facts"],
            reason_weighed=said["reason_weighed"],
            **_facts(outcome, episode, now),
            **by,
        )


DECISIONS = (DecisionOutcome.REDUCED, DecisionOutcome.ENDED_EARLY, DecisionOutcome.EXTENDED)


def _day(now: datetime) -> date:
    return now.date() + timedelta(days=DAYS_AHEAD)


def _in_training(world: World) -> list[Episode]:
    """Those whose letters are in bokmål, as the texts are, the one that ends last first."""
    ids = [running.episode.pk for team in world.running.values() for running in team]
    found = Episode.objects.filter(
        pk__in=ids, state=EpisodeState.ACTIVE, person__language=Language.NB, person__died_on=None
    )
    return list(found.select_related("person", "referral__decision").order_by("-planned_end_on", "person__sort_name"))


def _facts(outcome: DecisionOutcome, episode: Episode, now: datetime) -> dict[str, Any]:
    if outcome is DecisionOutcome.EXTENDED:
        return {"ends_on": episode.planned_end_on + timedelta(weeks=1), "visits_per_week_first": 2}
    if outcome is DecisionOutcome.REDUCED:
        return {"takes_effect_on": _day(now), "visits_per_week_first": 1}
    return {"ends_on": _day(now)}
