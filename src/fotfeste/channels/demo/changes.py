"""Three who got another decision while they trained: longer, fewer visits, and ended before time."""

from datetime import date, timedelta
from typing import Any

from fotfeste.care.pathway.actions import change_decision, record_hearing
from fotfeste.care.pathway.models import Episode
from fotfeste.care.pathway.queries import model_of
from fotfeste.care.pathway.rules.decision.changes import first_new_week
from fotfeste.care.pathway.rules.period.course import extended_end
from fotfeste.care.pathway.rules.period.weeks import first_day
from fotfeste.care.pathway.rules.states import EpisodeState
from fotfeste.care.terms.rules.vocabulary import DecisionOutcome, Language
from fotfeste.ground.access.rules.rights import Role

from .people import read
from .world import World

# Training that ends before time ends in so many days: the letter has come by then, and there is time to ask.
DAYS_AHEAD = 14


def change_three(world: World) -> None:
    """By the office, at the last moment, for those in training whose periods have room for it; fewer where none has."""
    now, officer, texts = world.last, world.staff.persona(Role.ALLOCATOR), read("words")["changes"]
    in_training = _in_training(world)
    for outcome in (DecisionOutcome.REDUCED, DecisionOutcome.ENDED_EARLY, DecisionOutcome.EXTENDED):
        episode = next((each for each in in_training if _facts(outcome, each, now.date())), None)
        if episode is None:
            continue
        in_training.remove(episode)
        said: dict[str, Any] = dict(texts[outcome])
        by: dict[str, Any] = {"by": officer, "now": now}
        if heard := said.pop("heard", ""):
            record_hearing(episode=episode, on=now.date(), words=heard, **by)
        change_decision(episode=episode, outcome=outcome, **said, **_facts(outcome, episode, now.date()), **by)


def _in_training(world: World) -> list[Episode]:
    """Those whose letters are in bokmål, as the texts are, the one that ends last first."""
    found = []
    for episode in [running.episode for team in world.running.values() for running in team]:
        episode.refresh_from_db()
        person = episode.person
        if episode.state == EpisodeState.ACTIVE and person.language == Language.NB and person.died_on is None:
            found.append(episode)
    found.sort(key=lambda each: each.person.sort_name)
    return sorted(found, key=lambda each: each.planned_end_on, reverse=True)


def _facts(outcome: DecisionOutcome, episode: Episode, today: date) -> dict[str, Any]:
    """Days and visits of the change; nothing where the period has no room for it."""
    start, end, day = episode.planned_start_on, episode.planned_end_on, today + timedelta(days=DAYS_AHEAD)
    if outcome is DecisionOutcome.EXTENDED:
        longer = extended_end(model_of(episode).length, start=start, end=end)
        return {"ends_on": longer, "visits_per_week_first": 2} if longer > end else {}
    if outcome is DecisionOutcome.ENDED_EARLY:
        return {"ends_on": day} if day < end else {}
    week = first_day(start, first_new_week(start, day))
    return {"takes_effect_on": week, "visits_per_week_first": 1} if week <= end else {}
