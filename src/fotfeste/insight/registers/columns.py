"""A portion of a made-up register as the columns of the outcome tables."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from fotfeste.insight.registers import drawing
from fotfeste.insight.registers.drawing import FOLLOWED, FOLLOWED_DAYS, Array, Courses, Persons, Visits
from fotfeste.insight.registers.truth import Truth
from fotfeste.insight.tables import schema as tables

if TYPE_CHECKING:
    import pyarrow as pa

FIRST_MUNICIPALITY = 3001
CARERS_OF_ONE = 5
CARERS_OF_A_THOUSAND = 40  # episodes in five years
_CAUSES = ("hip_fracture", "stroke", "frailty", "orthopaedic", "heart", "copd")
_COPM, _SPPB = ("copm", "standard", "performance"), ("sppb", "nia", "total")


def of_portion(
    start: int, first_visit: int, who: Persons, what: Courses, seen: Visits, about: Truth, draw: np.random.Generator
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Table by table, its name and its columns.

    start        number of the portion's first episode
    first_visit  number of its first visit
    """
    n = len(who)
    key = _keys(start, n)
    day_of_data = last_day(about)
    group = _coded(("first_time", "existing"), who.existing)
    yield (
        "persons",
        {
            "person": key,
            "birth_year": _year(what.started) - who.age.astype(int),
            "sex": _coded(("male", "female"), who.female),
            "language": _coded(("nb", "nn", "se"), draw.choice(3, n, p=[0.87, 0.11, 0.02])),
            "lives_alone": who.alone,
            "municipality": _municipality(who.municipality),
            "died_on": np.where(what.died_on <= day_of_data, what.died_on, -1),
        },
    )
    yield from _referrals(start, key, group, who, what, draw)
    yield "episodes", _episodes(key, group, who, what, draw)
    yield "service_levels", _service_levels(key, who, what)
    yield from _scores(start, key, who, what, draw)
    yield from _opinions(start, key, what, draw)
    yield "follow_ups", _follow_ups(key, what, day_of_data)
    yield "goals", _goals(start, key, who, what, draw)
    yield from _visits(start, first_visit, key, who, seen, draw)


def last_day(about: Truth) -> int:
    """The day of the data, in days since 1970: two years after the last referral, when every follow-up is past."""
    first = int((np.datetime64(about.first_day, "D") - drawing.EPOCH).astype(int))
    return first + (about.years + 2) * 365


def _year(days: Array) -> Array:
    return (drawing.EPOCH + days).astype("datetime64[Y]").astype(int) + 1970


def _municipality(number: Array) -> "pa.Array":
    return _coded(tuple(str(FIRST_MUNICIPALITY + i) for i in range(int(number.max()) + 1)), number)


def _referrals(
    start: int, key: "pa.Array", group: "pa.Array", who: Persons, what: Courses, draw: np.random.Generator
) -> Iterator[tuple[str, dict[str, Any]]]:
    n = len(who)
    working_days = np.busday_count(drawing.EPOCH + what.received, drawing.EPOCH + what.contacted)
    route = np.where(what.hospital, 0, np.where(who.existing, 1, 2))
    yield (
        "referrals",
        {
            "referral": key,
            "person": key,
            "group": group,
            "received_on": what.received,
            "route": _coded(("hospital_discharge", "existing_home_services", "new_applicant"), route),
            "referrer": _coded(("hospital", "home_services", "gp"), route),
            "cause": _coded(_CAUSES, draw.integers(0, len(_CAUSES), n)),
            "contact_due_on": what.received + 5,
            "contacted_on": what.contacted,
            "working_days_to_contact": working_days.astype(np.int32),
            "status": _coded(("accepted",), np.zeros(n, int)),
            "answered_on": what.contacted,
            "discharged_on": np.where(what.hospital, what.received + 1, -1),
            "screened_on": np.where(draw.random(n) < 0.9, what.contacted, -1),
            "decided_on": what.contacted,
            "limits_explained": draw.random(n) < 0.8,
        },
    )
    # One in six who are referred gets something else; the same person may come again later.
    few = n // 6
    if not few:
        return
    someone = draw.integers(0, n, few)
    apart = draw.integers(-200, 700, few)
    received = what.received[someone] + np.where(apart == 0, 1, apart)
    contacted = received + draw.integers(0, 8, few)
    import pyarrow as pa

    yield (
        "referrals",
        {
            "referral": pa.compute.binary_join_element_wise("d", _keys(start, few), ""),
            "person": key.take(pa.array(someone)),
            "group": group.take(pa.array(someone)),
            "received_on": received,
            "route": _coded(("new_applicant",), np.zeros(few, int)),
            "referrer": _coded(("gp", "relative", "person"), draw.integers(0, 3, few)),
            "cause": _coded(_CAUSES, draw.integers(0, len(_CAUSES), few)),
            "contact_due_on": received + 5,
            "contacted_on": contacted,
            "working_days_to_contact": np.busday_count(drawing.EPOCH + received, drawing.EPOCH + contacted).astype(
                np.int32
            ),
            "status": _coded(("declined", "withdrawn"), draw.random(few) < 0.2),
            "answered_on": contacted,
            "decided_on": contacted,
            "alternative": _coded(("health_promotion", "home_services", "one_profession"), draw.integers(0, 3, few)),
            "limits_explained": draw.random(few) < 0.6,
        },
    )


def _episodes(
    key: "pa.Array", group: "pa.Array", who: Persons, what: Courses, draw: np.random.Generator
) -> dict[str, Any]:
    n = len(who)
    outcome = np.where(who.independent, 0, np.where(what.hours_after < what.hours_before, 1, 2))
    reason = np.where(what.died, 1, draw.choice([0, 2, 3, 4], n, p=[0.55, 0.1, 0.25, 0.1]))
    handed = draw.random(n)
    return {
        "episode": key,
        "person": key,
        "referral": key,
        "group": group,
        "unit": _municipality(who.municipality),
        "started_on": what.started,
        "planned_end_on": what.started + 42,
        "ended_on": what.ended,
        "status": _coded(("completed", "dropout"), what.dropout),
        "outcome_class": _coded((*tables.OUTCOME_CLASSES, None), np.where(what.dropout, 3, outcome)),
        "dropout_reason": _coded((*tables.DROPOUT_REASONS, None), np.where(what.dropout, reason, 5)),
        "safety_alarm": draw.random(n) < 0.5,
        "origin": _coded(("recorded",), np.zeros(n, int)),
        "handed_over_on": np.where(~what.died & (handed < 0.6), what.ended, -1),
        "reported_to_gp_on": np.where(~what.died & (draw.random(n) < 0.7), what.ended + 3, -1),
    }


def _service_levels(key: "pa.Array", who: Persons, what: Courses) -> dict[str, Any]:
    """Hours before (first-time: nothing, and what would have been granted), at the end, and at follow-ups answered."""
    import pyarrow as pa

    n, every = len(who), np.arange(len(who))
    moments = ("at_start", "granted_estimate", "at_end", *(f"month_{m}" for m in FOLLOWED))
    services = ("none", "home_nursing", tables.LONG_TERM_PLACE)
    rows: list[tuple[Array, int, Array, Array]] = [
        (every, 0, np.where(who.existing, 1, 0), np.where(who.existing, what.hours_before, 0.0)),
        (every[~who.existing], 1, np.ones(n, int)[~who.existing], what.hours_before[~who.existing]),
    ]
    stayed = every[~what.dropout]
    rows.append((stayed, 2, (what.hours_after[stayed] > 0).astype(int), what.hours_after[stayed]))
    for at, months in enumerate(FOLLOWED):
        there = every[_reached(what, at, months)]
        place = what.place_by[there] <= months
        hours = np.where(place, 0.0, what.hours_after[there])
        rows.append((there, 3 + at, np.where(place, 2, (hours > 0).astype(int)), hours))
    return {
        "episode": key.take(pa.array(np.concatenate([r[0] for r in rows]))),
        "moment": _coded(moments, np.concatenate([np.full(len(r[0]), r[1]) for r in rows])),
        "service": _coded(services, np.concatenate([r[2] for r in rows])),
        "hours_per_week": np.minimum(168.0, np.concatenate([r[3] for r in rows])),
    }


def _reached(what: Courses, at: int, months: int) -> Array:
    """Reached at the follow-up; the dead are not."""
    return what.reached[:, at] & ~what.dead_by(months)


def _scores(
    start: int, key: "pa.Array", who: Persons, what: Courses, draw: np.random.Generator
) -> Iterator[tuple[str, dict[str, Any]]]:
    import pyarrow as pa

    n = len(who)
    sppb_before = np.clip(np.round(who.real_before + 2 + draw.normal(0, 1.5, n)), 0, 12)
    sppb_after = np.clip(np.round(who.real_after + 2 + draw.normal(0, 1.5, n)), 0, 12)
    there = np.flatnonzero(~what.dropout & ~who.missing)
    for number, (of, before, after) in enumerate(((_COPM, who.before, who.after), (_SPPB, sppb_before, sppb_after))):
        both = np.concatenate([np.arange(n), there])
        yield (
            "assessments",
            {
                "assessment": pa.compute.binary_join_element_wise(str(number), _keys(2 * start, n + len(there)), "-"),
                "episode": key.take(pa.array(both)),
                **_measure(of, len(both)),
                "occasion": _coded(("baseline", "discharge"), np.arange(len(both)) >= n),
                "assessed_on": np.concatenate(
                    [np.minimum(what.started + draw.integers(0, 18, n), what.ended), what.ended[there]]
                ),
                "value": np.concatenate([before, after[there]]),
            },
        )
        yield (
            "changes",
            {
                "episode": key.take(pa.array(there)),
                **_measure(of, len(there)),
                "occasion": _coded(("discharge",), np.zeros(len(there), int)),
                "baseline": before[there],
                "later": after[there],
            },
        )


def _opinions(
    start: int, key: "pa.Array", what: Courses, draw: np.random.Generator
) -> Iterator[tuple[str, dict[str, Any]]]:
    """What people who completed think of the help: 0 no, 1 partly, 2 yes; a third do not answer."""
    import pyarrow as pa

    asked = np.flatnonzero(~what.dropout)
    n = len(asked)
    for measure, yes in (("aware_of_goals", 0.85), ("had_a_say", 0.7), ("content", 0.8)):
        value = draw.choice(3, n, p=[(1 - yes) / 3, 2 * (1 - yes) / 3, yes]).astype(float)
        silent = draw.random(n) < 0.33
        yield (
            "assessments",
            {
                "assessment": pa.compute.binary_join_element_wise("o", _keys(start, n), "-"),
                "episode": key.take(pa.array(asked)),
                **_measure(("satisfaction_person", "first", measure), n),
                "occasion": _coded(("discharge",), np.zeros(n, int)),
                "assessed_on": what.ended[asked],
                "value": pa.array(value, mask=silent),
                "missing_reason": _coded((None, "refused"), silent),
            },
        )


def _measure(of: tuple[str, str, str], n: int) -> dict[str, Any]:
    at = np.zeros(n, int)
    return {
        "instrument": _coded((of[0],), at),
        "version": _coded((of[1],), at),
        "measure": _coded((of[2],), at),
    }


def _follow_ups(key: "pa.Array", what: Courses, day_of_data: int) -> dict[str, Any]:
    import pyarrow as pa

    alive = np.flatnonzero(~what.died)
    parts = []
    for at, months in enumerate(FOLLOWED):
        due = what.ended[alive] + FOLLOWED_DAYS[months]
        reached = _reached(what, at, months)[alive]
        dead = (what.died_on[alive] >= 0) & (what.died_on[alive] <= due)
        result = np.where(due > day_of_data, 3, np.where(dead, 2, np.where(reached, 0, 1)))
        home = what.place_by[alive] > months
        parts.append((alive, np.full(len(alive), months), due, result, home))
    who, months_, due_, result_, home_ = (np.concatenate(each) for each in zip(*parts, strict=True))
    return {
        "episode": key.take(pa.array(who)),
        "months": months_.astype(np.int32),
        "due_on": due_,
        "done_on": np.where(result_ < 2, due_, -1),
        "result": _coded(("reached", "no_answer", "not_possible", None), result_),
        "lives_at_home": pa.array(home_, mask=result_ != 0),
    }


def _goals(start: int, key: "pa.Array", who: Persons, what: Courses, draw: np.random.Generator) -> dict[str, Any]:
    import pyarrow as pa

    of = np.repeat(np.arange(len(who)), draw.integers(0, 4, len(who)))
    n = len(of)
    done = draw.choice(4, n, p=[0.55, 0.25, 0.12, 0.08])
    before = draw.integers(1, 6, n).astype(np.int32)
    return {
        "goal": _keys(4 * start, n),
        "episode": key.take(pa.array(of)),
        "set_on": np.minimum(what.started[of] + draw.integers(0, 20, n), what.ended[of]),
        "closed_on": what.ended[of],
        "term": _coded(("short", "long", "life"), draw.choice(3, n, p=[0.6, 0.35, 0.05])),
        "state": _coded(("attained", "partly_attained", "not_attained", "given_up"), done),
        "rating_before": before,
        "rating_after": np.minimum(10, before + draw.integers(0, 6, n)).astype(np.int32),
        "trains_alone": draw.random(n) < 0.7,
        "relative_takes_part": draw.random(n) < 0.2,
    }


def _visits(
    start: int, first: int, key: "pa.Array", who: Persons, seen: Visits, draw: np.random.Generator
) -> Iterator[tuple[str, dict[str, Any]]]:
    import pyarrow as pa

    n = len(seen.of)
    number, episode = _keys(first, n), key.take(pa.array(seen.of))
    yield (
        "visits",
        {
            "visit": number,
            "episode": episode,
            "visited_on": seen.day,
            "status": _coded(("cancelled", "done"), seen.done),
            "minutes_on_site": pa.array(seen.minutes, mask=~seen.done),
            "minutes_travel": pa.array(seen.travel, mask=~seen.done),
            "staff_count": seen.staff,
            "most_help": pa.array(seen.help_given, mask=~seen.done),
            "effort": pa.array(seen.effort, mask=~seen.done | (draw.random(n) < 0.3)),
        },
    )
    made = np.flatnonzero(seen.done)
    two = made[seen.staff[made] == 2]
    rows = np.concatenate([made, two])
    # Each person has a few of the municipality's staff; the second at a visit is never the same as the first.
    at = draw.integers(0, CARERS_OF_ONE, len(made))
    at = np.concatenate([at, at[np.searchsorted(made, two)] + 1])
    person = seen.of[rows]
    # Every portion has staff of its own, as many as its visits ask for: others come when there is more to do.
    municipalities = int(who.municipality.max()) + 1
    carers = CARERS_OF_A_THOUSAND * max(1, math.ceil(len(who) / municipalities / 1000))
    staff = start + who.municipality[person] * carers + (person * 7 + at) % carers
    yield (
        "staff_time",
        {
            "visit": number.take(pa.array(rows)),
            "episode": episode.take(pa.array(rows)),
            "worked_on": seen.day[rows],
            "staff": pa.array(staff).cast(pa.string()),
            "profession": _coded(_STAFF_PROFESSIONS, staff % len(_STAFF_PROFESSIONS)),
            "minutes_on_site": seen.minutes[rows],
            "minutes_travel": seen.travel[rows],
        },
    )


# Half of the staff are health-care workers, who train with people between the therapists' visits.
_STAFF_PROFESSIONS = (
    "health_care_worker",
    "physiotherapist",
    "health_care_worker",
    "occupational_therapist",
    "health_care_worker",
    "nurse",
)


def _coded(codes: tuple[str | None, ...], at: Array) -> "pa.Array":
    """The codes at these places, each word kept once."""
    import pyarrow as pa

    words = pa.array(codes, pa.string())
    return words.take(pa.array(at.astype(np.int32)))


def _keys(first: int, n: int) -> "pa.Array":
    import pyarrow as pa

    return pa.array(np.arange(first, first + n)).cast(pa.string())
