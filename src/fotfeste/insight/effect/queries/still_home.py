"""How long people live at home: by days from the referral, and at the follow-ups after the end."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from fotfeste.insight.effect.queries.pairs import deaths
from fotfeste.insight.effect.rules.seen_at_times import Seen
from fotfeste.insight.figures.rules.figure import Figure, Period
from fotfeste.insight.indicators.definition import Scope
from fotfeste.insight.indicators.families.afterwards import DAYS, FATES
from fotfeste.insight.indicators.outside import counted_for
from fotfeste.insight.tables.engines import Tables
from fotfeste.insight.tables.schema import ALL_GROUPS, LONG_TERM_PLACE

PLACE, DEATH = 1, 2  # causes that end being at home


@dataclass(frozen=True, slots=True)
class AtHome:
    """Persons followed from the referral, all in training and at home at the landmark; and who is not among them."""

    followed: tuple[Seen, ...]
    without_referral: int  # brought in from a file, or lived in a place already
    began_later: int
    not_followed: int  # had died, moved to a place, or were not followed any more by the landmark


def at_home(t: Tables, landmark: int, *, day_of_data: date) -> AtHome:
    """Days from the referral to a long-term place or death, of each person's first period.

    Whoever begins training has lived until then: only those in training within `landmark` days count, and what happens
    after it. A move is found only in those who are seen: at a visit, an assessment, the end, a follow-up that reached
    them. Deaths are known of everybody until the last follow-up that was due, reached or not, and count until then.
    """
    received = {row["referral"]: row["received_on"] for row in t.referrals.to_pyarrow().to_pylist()}
    planned = t.follow_ups.to_pyarrow().to_pylist()
    died_on = deaths(t)
    programme = timedelta(days=max((DAYS.get(row["months"], 0) for row in planned), default=0))
    moved_on: dict[tuple[str, str], date | None] = {}
    seen: defaultdict[str, list[date]] = defaultdict(list)
    due: defaultdict[str, list[date]] = defaultdict(list)
    placed: defaultdict[str, set[str]] = defaultdict(set)
    for row in t.visits.filter(t.visits.status == "done").to_pyarrow().to_pylist():
        seen[row["episode"]].append(row["visited_on"])
    for row in t.assessments.filter(t.assessments.value.notnull()).to_pyarrow().to_pylist():
        seen[row["episode"]].append(row["assessed_on"])
    for row in planned:
        key, moment = row["episode"], f"month_{row['months']}"
        moved_on[key, moment] = row["done_on"]
        due[key].append(row["due_on"])
        if row["result"] == "reached":
            seen[key].append(row["done_on"])
        if row.get("lives_at_home") is False:
            placed[key].add(moment)
    for row in t.service_levels.filter(t.service_levels.service == LONG_TERM_PLACE).to_pyarrow().to_pylist():
        placed[row["episode"]].add(row["moment"])
    found: list[Seen] = []
    persons: set[str] = set()
    without = later = lost = 0
    for episode in t.episodes.order_by("started_on", "episode").to_pyarrow().to_pylist():
        key, since, ended = episode["episode"], received.get(episode["referral"]), episode["ended_on"]
        if episode["person"] in persons:
            continue
        persons.add(episode["person"])
        if since is None or "at_start" in placed[key]:
            without += 1
            continue
        if (episode["started_on"] - since).days > landmark:
            later += 1
            continue
        moved_on[key, "at_end"] = ended
        last_seen = max(day for day in (episode["started_on"], ended, since, *seen[key]) if day)
        known_until = max(last_seen, *(min(day, day_of_data) for day in due[key])) if due[key] else last_seen
        died = died_on.get(episode["person"], ended if episode["dropout_reason"] == "death" else None)
        if died and (episode["dropout_reason"] == "death" or (not due[key] and ended and died <= ended + programme)):
            known_until = max(known_until, died)
        # Deaths after that are known while the living are followed no more: they would weigh too much.
        dead = died if died and died <= known_until else None
        moves = [day for moment in placed[key] if (day := moved_on.get((key, moment)))]
        events = [(day, PLACE) for day in moves] + ([(dead, DEATH)] if dead else [])
        day = min(each for each, _ in events) if events else known_until
        if (day - since).days <= landmark:
            lost += 1
            continue
        found_on = min((each for each, cause in events if cause == PLACE), default=None)
        if found_on and dead and dead < found_on:
            found_on = None
        until = dead or max(known_until, found_on or known_until)
        at_home_on = [episode["started_on"], *seen[key], *([ended] if ended else [])]
        home = max((each for each in at_home_on if each < (found_on or date.max)), default=since)
        ends = [max(0, (each - since).days) for each in (min(home, until), until)]
        found.append(Seen(ends[0], (found_on - since).days if found_on else None, ends[1], dead is not None))
    return AtHome(tuple(found), without, later, lost)


def after_the_end(t: Tables, day_of_data: date, *, threshold: int | None) -> Mapping[int, Mapping[str, Figure]]:
    """Days after the end -> at home, in a long-term place and dead: the indicators themselves, of everybody's periods.

    threshold  below it counts are hidden; None for those who know the persons
    """
    taken = datetime.combine(day_of_data, time(12), UTC)
    chosen = [indicator for fates in FATES.values() for indicator in fates.values()]
    found = counted_for(chosen, t, Scope(Period(), day_of_data), taken, threshold=threshold)
    return {days: {name: found[each.id, ALL_GROUPS] for name, each in fates.items()} for days, fates in FATES.items()}
