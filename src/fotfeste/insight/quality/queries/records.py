"""The rows the record rules ask about, and how many break each rule: one question to the engine for each kind."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from fotfeste.insight.quality.rules.findings import Finding, Limits
from fotfeste.insight.quality.rules.one_record import Base, RecordRule
from fotfeste.insight.tables.engines import Tables, kept
from fotfeste.insight.tables.schema import BY_NAME

if TYPE_CHECKING:
    import ibis.expr.types as ir

# Alone they count as no service (domain.md §3.9).
NO_SERVICE = ("none", "safety_alarm", "aid")
_STAFF_DAY = ("staff", "worked_on")
_LEVEL = ("episode", "moment")


def check(rules: Sequence[RecordRule], t: Tables, limits: Limits, *, rows: int = 0) -> list[Finding]:
    """What `rules` find; with up to `rows` of the records at fault for each, in the order of their keys."""
    found = []
    with ExitStack() as kept_rows:
        spans = _Spans(t, kept_rows)
        for base in Base:
            mine = [rule for rule in rules if rule.base is base]
            if not mine:
                continue
            of_base = _BASES[base](t, spans)
            counted = _counts(of_base, mine, limits)
            for rule in mine:
                count, of = counted[f"{rule.id}_count"], counted[f"{rule.id}_of"]
                if count:
                    named = _rows(of_base, rule, limits, rows) if rows else ()
                    found.append(_finding(rule, int(count), int(of), named))
    return found


def _finding(rule: RecordRule, count: int, of: int, named: tuple[dict[str, Any], ...]) -> Finding:
    table = "staff_time" if rule.base is Base.STAFF_DAYS else rule.base.value
    return Finding(rule.id, rule.severity, table, rule.what, rule.why, rule.mend, count, of, rows=named)


def _counts(rows: "ir.Table", rules: Sequence[RecordRule], limits: Limits) -> dict[str, int]:
    asked = {}
    for rule in rules:
        among = rule.asked(rows, limits).fill_null(False)
        asked[f"{rule.id}_of"] = among.sum()
        asked[f"{rule.id}_count"] = (among & rule.fault(rows, limits).fill_null(False)).sum()
    (counted,) = rows.aggregate(**asked).to_pyarrow().to_pylist()
    return {name: value or 0 for name, value in counted.items()}


def _rows(rows: "ir.Table", rule: RecordRule, limits: Limits, most: int) -> tuple[dict[str, Any], ...]:
    key = _key(rule.base)
    names = [*dict.fromkeys((*key, *(n for n in ("unit",) if n in rows.columns), *rule.shows))]
    at_fault = rule.asked(rows, limits).fill_null(False) & rule.fault(rows, limits).fill_null(False)
    return tuple(rows.filter(at_fault).select(*names).order_by(*key).limit(most).to_pyarrow().to_pylist())


def _key(base: Base) -> tuple[str, ...]:
    if base is Base.STAFF_DAYS:
        return _STAFF_DAY
    return _LEVEL if base is Base.SERVICE_LEVELS else BY_NAME[base.value].key


class _Spans:
    """When each episode began and ended, its unit, and when the person died: worked out once, when first asked for."""

    def __init__(self, t: Tables, kept_rows: ExitStack) -> None:
        self._t, self._kept = t, kept_rows
        self._rows: ir.Table | None = None

    def joined(self, rows: "ir.Table") -> "ir.Table":
        """`rows` of an episode with its span; empty where the episode is not among the episodes."""
        if self._rows is None:
            persons = self._t.persons.select("person", "died_on")
            spans = self._t.episodes.select("episode", "person", "unit", "started_on", "ended_on")
            spans = spans.left_join(persons, "person").select("episode", "unit", "started_on", "ended_on", "died_on")
            self._rows = self._kept.enter_context(kept(spans))
        spans = self._rows.rename(of_episode="episode")
        return rows.left_join(spans, rows.episode == spans.of_episode).drop("of_episode")


def _episodes(t: Tables, spans: _Spans) -> "ir.Table":
    import ibis

    persons = t.persons.select("person", "birth_year", "died_on")
    referrals = t.referrals.select("referral", "received_on")
    rows = t.episodes.left_join(persons, "person").drop("person_right")
    rows = rows.left_join(referrals, "referral").drop("referral_right")
    levels = t.service_levels
    start, end = levels.moment == "at_start", levels.moment == "at_end"
    by_episode = levels.group_by("episode").aggregate(
        hours_at_start=levels.hours_per_week.sum(where=start),
        hours_at_end=levels.hours_per_week.sum(where=end),
        # Empty where nothing is recorded at the end, which is not the same as none.
        rows_at_end=end.ifelse(1, None).sum(),
        services_at_end=(end & levels.service.notin(NO_SERVICE)).sum(),
    )
    rows = rows.left_join(by_episode, "episode").drop("episode_right")
    before = ibis.window(
        group_by=rows.person, order_by=[rows.started_on, rows.episode], preceding=(None, 1), following=None
    )
    far = ibis.date(9999, 12, 31)
    rows = rows.mutate(earlier_ends=ibis.coalesce(rows.ended_on, far).max().over(before))
    # As it is told: empty where the earlier one is still open.
    return rows.mutate(earlier_ended=rows.earlier_ends.nullif(far))


def _referrals(t: Tables, spans: _Spans) -> "ir.Table":
    r = t.referrals
    again = r.group_by("person", "received_on").aggregate(same_day=(r.status != "withdrawn").sum())
    return r.left_join(again, ["person", "received_on"]).drop("person_right", "received_on_right")


def _visits(t: Tables, spans: _Spans) -> "ir.Table":
    v = t.visits.select("visit", "episode", "visited_on", "status", "minutes_on_site", "staff_count")
    return spans.joined(v)


def _assessments(t: Tables, spans: _Spans) -> "ir.Table":
    key = ["instrument", "version", "measure"]
    measures = t.measures.select(*key, "low", "high")
    rows = t.assessments.left_join(measures, key).drop(*(f"{name}_right" for name in key))
    return spans.joined(rows)


def _changes(t: Tables, spans: _Spans) -> "ir.Table":
    """With whether each of the two assessments is there. Not by version: of two scores the one with conditions names
    them, as in the extract; and not by value, since a change may leave out problems that were not rated again."""
    a = t.assessments
    key = ["episode", "instrument", "measure"]
    first = a.filter(a.occasion == "baseline").select(*key).distinct().mutate(has_baseline=True)
    later = a.filter(a.occasion != "baseline").select(*key, "occasion").distinct().mutate(has_later=True)
    rows = t.changes.left_join(first, key).drop(*(f"{name}_right" for name in key))
    return rows.left_join(later, [*key, "occasion"]).drop(*(f"{name}_right" for name in (*key, "occasion")))


def _goals(t: Tables, spans: _Spans) -> "ir.Table":
    return spans.joined(t.goals.select("goal", "episode", "set_on", "closed_on"))


def _follow_ups(t: Tables, spans: _Spans) -> "ir.Table":
    return spans.joined(t.follow_ups)


def _service_levels(t: Tables, spans: _Spans) -> "ir.Table":
    levels = t.service_levels
    hours = levels.hours_per_week
    return levels.group_by(*_LEVEL).aggregate(hours_per_week=hours.sum(), lowest=hours.min())


def _staff_days(t: Tables, spans: _Spans) -> "ir.Table":
    s = t.staff_time
    minutes = s.minutes_on_site.fill_null(0) + s.minutes_travel.fill_null(0)
    return s.group_by(*_STAFF_DAY).aggregate(minutes=minutes.sum(), visits=s.count())


_BASES: dict[Base, Callable[[Tables, _Spans], "ir.Table"]] = {
    Base.EPISODES: _episodes,
    Base.REFERRALS: _referrals,
    Base.VISITS: _visits,
    Base.ASSESSMENTS: _assessments,
    Base.CHANGES: _changes,
    Base.GOALS: _goals,
    Base.FOLLOW_UPS: _follow_ups,
    Base.SERVICE_LEVELS: _service_levels,
    Base.STAFF_DAYS: _staff_days,
}
