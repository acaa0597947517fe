"""An attacker who may ask for every indicator by every stratum, and who can do sums, gets no small number out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.insight.figures.rules.figure import Context, Figure, Period, Unit, share
from fotfeste.insight.figures.rules.rounding import BASE, SLACK, protect, to_base
from fotfeste.insight.indicators import counting, outside
from fotfeste.insight.indicators.definition import Scope, Stratum
from fotfeste.insight.indicators.hiding import hide
from fotfeste.insight.indicators.registry import INDICATORS, REPORTED
from fotfeste.insight.registers.truth import Truth
from fotfeste.insight.registers.writing import generate
from fotfeste.insight.tables.engines import open_tables
from fotfeste.insight.tables.extract.scores import definitions
from fotfeste.insight.tables.schema import ALL_GROUPS

TAKEN = datetime(2026, 6, 1, tzinfo=UTC)
THRESHOLD = 5


@dataclass(frozen=True)
class Range:
    """What a count can be, as far as the attacker knows."""

    low: int
    high: int

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.high + other.high)

    def __and__(self, other: "Range") -> "Range":
        return Range(max(self.low, other.low), min(self.high, other.high))


ANYTHING = Range(0, 10**9)


def read(shown: int | None, *, exact: bool) -> Range:
    if shown is None:
        return ANYTHING
    return Range(shown, shown) if exact else Range(max(0, shown - SLACK), shown + SLACK)


def worked_out(cells: Mapping[str, Range], total: Range) -> dict[str, Range]:
    """Each cell again, knowing that they add up to the total."""
    out = {}
    for s in cells:
        others = [r for o, r in cells.items() if o != s]
        low, high = sum(r.low for r in others), sum(r.high for r in others)
        out[s] = cells[s] & Range(max(0, total.low - high), max(0, total.high - low))
    return out


Dimension = Mapping[str, Figure]  # stratum -> figure, `all` among them


def attack(dimensions: list[Dimension], *, exact: bool) -> Iterator[tuple[int, str, str, Range]]:
    """(dimension, stratum, yes or no or n, what it can be) from all that is shown of one indicator."""
    views: list[dict[str, dict[str, Range]]] = []
    for shown in dimensions:
        strata = {s: f for s, f in shown.items() if s != ALL_GROUPS}
        n = {s: read(f.n, exact=exact) for s, f in strata.items()}
        yes = {s: read(f.numerator, exact=exact) & Range(0, n[s].high) for s, f in strata.items()}
        no = {s: Range(0, n[s].high) for s in strata}
        for s, f in strata.items():
            if f.numerator is not None:
                no[s] &= Range(n[s].low - yes[s].high, n[s].high - yes[s].low)
        views.append({"n": n, "yes": yes, "no": no})
    whole = dimensions[0][ALL_GROUPS]
    exact = exact or "rounded" not in whole.notes
    totals = {"n": read(whole.n, exact=exact), "yes": read(whole.numerator, exact=exact), "no": ANYTHING}
    if whole.numerator is not None:
        totals["no"] = Range(totals["n"].low - totals["yes"].high, totals["n"].high - totals["yes"].low)
    for view in views:
        # Every dimension tells of the same total.
        for part, cells in view.items():
            totals[part] &= sum(cells.values(), Range(0, 0))
    for number, view in enumerate(views):
        for part, cells in view.items():
            for s, found in worked_out(cells, totals[part]).items():
                yield number, s, part, found


def _truth(figure: Figure, part: str) -> int:
    n, yes = figure.n or 0, figure.numerator or 0
    return {"n": n, "yes": yes, "no": n - yes}[part]


@pytest.mark.parametrize(("episodes", "seed"), [(60, 1), (90, 2), (150, 3), (300, 4), (800, 5)])
def test_no_count_below_the_threshold_is_derived_from_all_strata_together(
    tmp_path: Path, episodes: int, seed: int
) -> None:
    about = Truth(municipalities=4, years=2)
    generate(tmp_path, episodes, seed=seed, about=about, definitions=definitions("copm", "sppb", "satisfaction_person"))
    t, scope = open_tables(tmp_path), Scope(Period(), TAKEN.date())
    reported = hide(counting.count(REPORTED, t, scope, TAKEN), threshold=THRESHOLD)
    shares = [i for i in INDICATORS if i.unit is Unit.SHARE]
    true = {by: counting.count(shares, t, scope, TAKEN, by=by) for by in Stratum}
    seen = {by: outside.as_seen(shares, true[by], reported, threshold=THRESHOLD) for by in Stratum}
    attacked = 0
    for indicator in shares:
        # The strata that the report itself shows are exact there, and protected there.
        asked = [by for by in Stratum if not (by is Stratum.GROUP and indicator in REPORTED)]
        shown = [{g: f for (name, g), f in seen[by].items() if name == indicator.id} for by in asked]
        if indicator in REPORTED:
            shown = [{**each, ALL_GROUPS: each[ALL_GROUPS]} for each in shown]
        for number, stratum, part, found in attack(shown, exact=False):
            figure = true[asked[number]][indicator.id, stratum]
            count = _truth(figure, part)
            assert found.low <= count <= found.high, "the attacker reasons wrongly"
            if 0 < count < THRESHOLD and (part == "n" or indicator.about_person):
                attacked += 1
                assert found.high - found.low >= THRESHOLD - 1, (indicator.id, asked[number], stratum, part, count)
    assert attacked > 100


_CELLS = st.dictionaries(
    st.sampled_from("abcdef"), st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=6
)


@given(_CELLS)
def test_whatever_the_strata_no_small_count_is_left_with_less_than_five_possibilities(
    cells: dict[str, tuple[int, int]],
) -> None:
    at = Context("x", "", Period())
    true = {s: replace(share(at, numerator=yes, n=yes + no), group=s) for s, (yes, no) in cells.items()}
    whole = share(at, numerator=sum(y for y, _ in cells.values()), n=sum(y + n for y, n in cells.values()))
    seen = protect(true, total=whole, threshold=THRESHOLD)
    exactly = {ALL_GROUPS: whole}
    for _, stratum, part, found in attack([{**seen, **exactly}], exact=False):
        count = _truth(true[stratum], part)
        few = 0 < count < THRESHOLD
        if few and len(cells) > 1 and any(not f.hidden for f in seen.values()):
            assert found.low == 0 and found.high >= THRESHOLD - 1


@given(st.integers(0, 10**7))
def test_a_rounded_count_is_true_within_two(count: int) -> None:
    assert to_base(count) % BASE == 0 and abs(to_base(count) - count) <= SLACK


def test_strata_are_hidden_where_the_whole_is_hidden() -> None:
    at = Context("x", "", Period())
    true = {s: replace(share(at, numerator=20, n=40), group=s) for s in "ab"}
    from fotfeste.insight.figures.rules.figure import Shown

    hidden = share(at, numerator=40, n=80).hide(Shown.DERIVABLE)
    assert all(f.hidden and f.n is None for f in protect(true, total=hidden, threshold=THRESHOLD).values())
