"""Scores over several occasions, and how long people live at home."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fotfeste.insight.effect.queries.pairs import EVER, Measure, baselines_of, deaths, died_by, rows_of
from fotfeste.insight.effect.rules.mixed_model import Measured
from fotfeste.insight.effect.rules.time_to_event import Followed
from fotfeste.insight.indicators.asked import ended
from fotfeste.insight.tables.engines import Tables
from fotfeste.insight.tables.schema import LONG_TERM_PLACE, OCCASIONS


@dataclass(frozen=True, slots=True)
class Occasions:
    """Scores over occasions, one period of each person: the first ended one with a baseline.

    few             occasion -> scores, where there are too few to take it along
    later_periods   of persons who are in it with an earlier one
    """

    rows: tuple[Measured, ...]
    occasions: tuple[str, ...]
    few: Mapping[str, int]
    died: frozenset[str]
    later_periods: int


def occasions_of(t: Tables, of: Measure, *, least: int, groups: Sequence[str] = ()) -> Occasions:
    """Occasions with at least `least` scores of the living, in each of the `groups` where they are to be compared.

    Where one was measured twice at an occasion, the first counts.
    """
    baselines = baselines_of(t, of)
    first: dict[str, dict[str, Any]] = {}
    several = 0
    for episode in ended(t, EVER).order_by("started_on", "episode").to_pyarrow().to_pylist():
        if episode["episode"] in baselines:
            several += episode["person"] in first
            first.setdefault(episode["person"], episode)
    chosen = {episode["episode"]: episode for episode in first.values()}
    seen: dict[tuple[str, str], Measured] = {}
    for row in sorted(rows_of(t.assessments, of), key=lambda r: (r["assessed_on"], r["assessment"])):
        taken = chosen.get(row["episode"])
        if taken is not None and row["value"] is not None and row["occasion"] != "other":
            one = Measured(taken["person"], row["occasion"], row["value"], taken["group"])
            seen.setdefault((one.person, one.occasion), one)
    died_on, last = deaths(t), max((OCCASIONS.index(o) for _, o in seen), default=0)
    died = {person for person, episode in first.items() if died_by(OCCASIONS[last], episode, died_on)}
    living = [row for row in seen.values() if row.person not in died]
    counts: dict[str, int] = {}
    for occasion in OCCASIONS:
        at = [row.group for row in living if row.occasion == occasion]
        counts[occasion] = min(map(at.count, groups)) if groups else len(at)
    kept = tuple(occasion for occasion in OCCASIONS if counts[occasion] >= least)
    return Occasions(
        rows=tuple(row for row in seen.values() if row.occasion in kept),
        occasions=kept,
        few={occasion: n for occasion, n in counts.items() if 0 < n < least},
        died=frozenset(died),
        later_periods=several,
    )


PLACE, DEATH = 1, 2  # causes that end being at home


@dataclass(frozen=True, slots=True)
class AtHome:
    """Persons followed from the referral, all in training and at home at the landmark; and who is not among them."""

    followed: tuple[Followed, ...]
    without_referral: int  # brought in from a file, or lived in a place already
    began_later: int
    not_followed: int  # had died, moved to a place, or were not seen any more by the landmark


def at_home(t: Tables, landmark: int) -> AtHome:
    """Days from the referral to a long-term place or death, of each person's first period.

    Whoever begins training has lived until then: only those in training within `landmark` days count, and what happens
    after it. They are followed until last seen: a visit, an assessment, the end, a follow-up that reached them.
    """
    received = {row["referral"]: row["received_on"] for row in t.referrals.to_pyarrow().to_pylist()}
    planned = t.follow_ups.to_pyarrow().to_pylist()
    died_on, programme = deaths(t), f"month_{max((row['months'] for row in planned), default=0)}"
    day_of: dict[tuple[str, str], date | None] = {}
    seen: dict[str, list[date]] = {}
    for row in t.visits.filter(t.visits.status == "done").to_pyarrow().to_pylist():
        seen.setdefault(row["episode"], []).append(row["visited_on"])
    for row in t.assessments.filter(t.assessments.value.notnull()).to_pyarrow().to_pylist():
        seen.setdefault(row["episode"], []).append(row["assessed_on"])
    placed: dict[str, set[str]] = {}
    for row in planned:
        key, moment = row["episode"], f"month_{row['months']}"
        day_of[key, moment] = row["done_on"]
        if row["result"] == "reached":
            seen.setdefault(key, []).append(row["done_on"])
        if row.get("lives_at_home") is False:
            placed.setdefault(key, set()).add(moment)
    for row in t.service_levels.filter(t.service_levels.service == LONG_TERM_PLACE).to_pyarrow().to_pylist():
        placed.setdefault(row["episode"], set()).add(row["moment"])
    found: list[Followed] = []
    persons: set[str] = set()
    without = later = lost = 0
    for episode in t.episodes.order_by("started_on", "episode").to_pyarrow().to_pylist():
        key, since = episode["episode"], received.get(episode["referral"])
        if episode["person"] in persons:
            continue
        persons.add(episode["person"])
        if since is None or "at_start" in placed.get(key, ()):
            without += 1
            continue
        if (episode["started_on"] - since).days > landmark:
            later += 1
            continue
        day_of[key, "at_end"] = episode["ended_on"]
        events = [(day, PLACE) for moment in placed.get(key, ()) if (day := day_of.get((key, moment)))]
        # Deaths beyond the last follow-up are known where the living are seen no more: they would weigh too much.
        if died_by(programme, episode, died_on):
            events.append((died_on.get(episode["person"], episode["ended_on"]), DEATH))
        ends_at = [day for day in (episode["started_on"], episode["ended_on"]) if day]
        day, cause = min(events) if events else (max(*ends_at, *seen.get(key, ()), since), 0)
        if (days := (day - since).days) > landmark:
            found.append(Followed(float(days), cause))
        else:
            lost += 1
    return AtHome(tuple(found), without, later, lost)
