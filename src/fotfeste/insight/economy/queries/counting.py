"""From the outcome tables and a list of prices to what periods cost and free, and what that cannot tell."""

from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
from django.utils.translation import gettext_noop as N_

from fotfeste.insight.economy.queries.null_register import MOST, completed, made_up
from fotfeste.insight.economy.queries.periods import Periods, read_periods
from fotfeste.insight.economy.queries.prices import PriceList
from fotfeste.insight.economy.rules.costs import (
    NOBODY,
    Cohort,
    EconomyError,
    as_last_recorded,
    full_time_equivalents,
    standing,
)
from fotfeste.insight.economy.rules.known import Compared
from fotfeste.insight.economy.rules.sensitivity import If, Sensitivity, Threshold, sensitivity
from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.tables.engines import day_of_data, open_tables

YEAR = 365


@dataclass(frozen=True, slots=True)
class AtOneTime:
    """Hours of services a week fewer at one time, on an average day from `first` to `last`, whatever the cause.

    Of every period that ended until then, from its own end and as long as it lasts. positions: None without a price
    list that says what one gives. on_estimate: how many of the hours are first-time applicants', who never had them:
    they are what would have been granted, less what they have.
    """

    first: date
    last: date
    hours_a_week: float
    positions: float | None
    on_estimate: float


@dataclass(frozen=True, slots=True)
class NullRegister:
    """A made-up register in which the service does nothing, at the same prices: what it looks like all the same."""

    n: int
    seed: int
    cost: float
    threshold: Threshold
    at: tuple[If, ...]
    hours_a_week: float | None  # at one time, as many periods ending in it as in the register beside it


@dataclass(frozen=True, slots=True)
class Economy:
    """What came out, with what it stands on. `unknown_after` ended without services recorded: they free nothing.

    hours_freed_a_week, positions_freed  at one time, when as much came anyway as the price list thinks most likely
    """

    price_year: int
    first_day: date  # asked for, or of the month in which the first of them ended
    last_day: date
    n: int
    estimated: int | None  # first-time, by what would have been granted; None: few, and hidden
    deaths: int | None  # during the period or before the horizon is over; None: few, and hidden
    moved: int | None  # to a long-term place by what the follow-ups told; None: few, and hidden
    unknown_after: int | None
    contact_hours: float
    cost_per_contact_hour: float | None
    at_one_time: AtOneTime
    hours_freed_a_week: float
    positions_freed: float | None
    result: Sensitivity
    compared: Compared | None
    null_register: NullRegister | None
    cannot_say: tuple[str, ...] = field(
        default=(
            N_(
                "Before and after is not effect: “anyway” is an assumption, and only a comparison group can replace it."
            ),
            N_("Hospital, GP, institution and the work of next of kin are not in it."),
        )
    )


def count(
    folder: Path,
    given: PriceList,
    *,
    period: Period | None = None,
    compared: Compared | None = None,
    draws: int = 2000,
    seed: int = 1,
    beside: bool = True,
    least: int = 1,
    team: bool = True,
) -> Economy:
    """Every period that ended from the first to the last day asked for, also those that broke off.

    A death, a long-term place or the person's next period ends what a period frees. What the follow-ups recorded is
    used as recorded; only after the last of them what is freed dwindles as assumed. `beside`: with a null register.
    Raises EconomyError for fewer periods than `least`; without `team` also where the time asked for, held against
    another, would tell of so few.
    """
    period = period or Period()
    every = read_periods(open_tables(folder), given, day_of_data(folder)[1])
    mine = every.ended_in(period)
    rows = every.only(mine)
    _refuse_few(every, mine, period, least, team)
    result = _result(rows, given, compared, draws, seed)
    time = _at_one_time(every, given, period)
    hours, keeps = float(rows.contact_hours.sum()), 1 - given.assumptions.anyway
    horizon = given.assumptions.horizon
    return Economy(
        price_year=given.prices.year,
        first_day=period.start or rows.day(rows.ended.min()).replace(day=1),
        last_day=period.end or _end_of_month(rows.day(rows.ended.max())),
        n=len(rows),
        estimated=_shown(int(rows.estimated.sum()), least, team),
        deaths=_shown(int((rows.died <= horizon).sum()), least, team),
        moved=_shown(int((rows.moved <= horizon).sum()), least, team),
        # Whoever died in the period or is not known to have any services at its end frees nothing.
        unknown_after=_shown(int((np.isnan(rows.nok[:, 0]) & ~(rows.died <= 0)).sum()), least, team),
        contact_hours=hours,
        cost_per_contact_hour=float(rows.cost.sum() / hours) if hours else None,
        at_one_time=time,
        hours_freed_a_week=time.hours_a_week * keeps,
        positions_freed=None if time.positions is None else time.positions * keeps,
        result=result,
        compared=compared,
        null_register=_null(given, len(rows), every, time, draws, seed) if beside else None,
    )


def _refuse_few(every: Periods, mine: np.ndarray, period: Period, least: int, team: bool) -> None:
    """Raises EconomyError where a mean would tell of single persons, alone or by taking one answer from another."""
    if not mine.any():
        raise EconomyError(NOBODY)
    if mine.sum() < least:
        raise EconomyError(
            f"{mine.sum()} periods are too few: their mean would tell of single persons. Choose a longer time."
        )
    if team:
        return
    for day, whole, option in ((period.start, (1, 1), "--from 2025-01-01"), (period.end, (12, 31), "--to 2025-12-31")):
        if day and (day.month, day.day) != whole:
            raise EconomyError(
                "Two times that differ little can give one person away. Ask for whole calendar years "
                f"({option}), or add --team."
            )
    years = every.ended[~mine].astype("datetime64[D]").astype("datetime64[Y]")
    if len(years) and np.unique(years, return_counts=True)[1].min() < least:
        raise EconomyError(
            "A year that is left out has so few periods that this answer, taken from that of all years, would tell of "
            "them. Ask for all years, or add --team."
        )


def _shown(many: int, least: int, team: bool) -> int | None:
    """None where so few are told to the team alone."""
    return many if team or many >= least or not many else None


def _result(rows: Periods, given: PriceList, compared: Compared | None, draws: int, seed: int) -> Sensitivity:
    return sensitivity(
        Cohort.of(rows.cost, rows.free_until, rows.nok_before, rows.nok, followed=rows.followed, person=rows.persons),
        given.assumptions,
        given.ranges,
        draws=draws,
        seed=seed,
        compared=compared.draw if compared else None,
    )


def _null(
    given: PriceList, periods: int, every: Periods, time: AtOneTime, draws: int, seed: int
) -> NullRegister | None:
    """The same table of a service that does nothing; None where no service has a price for an hour."""
    if not given.service_hour:
        return None
    with made_up(min(periods, MOST), seed) as folder:
        rows = read_periods(open_tables(folder), priced := completed(given), day_of_data(folder)[1])
        found = _result(rows, priced, None, draws, seed)
    its_time = _at_one_time(rows, priced, Period())
    ended, beside = (int(r.ended_in(Period(t.first, t.last)).sum()) for r, t in ((every, time), (rows, its_time)))
    hours = its_time.hours_a_week * ended / beside if beside else None
    return NullRegister(len(rows), seed, found.base.cost, found.threshold, found.at, hours)


def _at_one_time(rows: Periods, given: PriceList, period: Period) -> AtOneTime:
    # Up to the month of the last end, when nothing is asked for: later no period begins to free anything.
    last = min(period.end, rows.day(rows.last)) if period.end else _end_of_month(rows.day(rows.ended.max()))
    first = period.start or rows.day(rows.number(last) - YEAR + 1)
    days = rows.number(last) - rows.number(first) + 1
    if days < 1:
        raise EconomyError(NOBODY)
    # What ended later frees nothing then; what ended longer ago than the horizon frees nothing any more.
    began = (rows.ended - rows.number(first) + 1).astype(float)
    then = rows.only((began < days) & (began > -7.0 * given.assumptions.horizon))
    fall, seen = as_last_recorded(then.hours_before, then.hours)
    began = (then.ended - rows.number(first) + 1).astype(float)
    whole, of = replace(given.assumptions, anyway=0.0), then.estimated[:, None]
    hours, granted = (
        standing(each, seen, then.free_until, began, whole, days=days) for each in (fall, np.where(of, fall, 0.0))
    )
    one = given.hours_of_one_position
    return AtOneTime(first, last, hours, full_time_equivalents(hours, hours_of_one=one) if one else None, granted)


def _end_of_month(day: date) -> date:
    """Days on which a single person's period ended are told to nobody."""
    return day.replace(day=monthrange(day.year, day.month)[1])
