"""Any indicator by any stratum, as readers outside the team may see it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from fotfeste.insight.figures.rules.figure import Figure, Shown
from fotfeste.insight.figures.rules.rounding import protect, rounded
from fotfeste.insight.figures.rules.suppression import small
from fotfeste.insight.indicators import counting
from fotfeste.insight.indicators.counting import Key
from fotfeste.insight.indicators.definition import Indicator, Scope, Statistic, Stratum
from fotfeste.insight.indicators.hiding import hide
from fotfeste.insight.indicators.registry import REPORTED
from fotfeste.insight.tables.engines import Tables
from fotfeste.insight.tables.schema import ALL_GROUPS


def counted_for(
    indicators: Sequence[Indicator],
    t: Tables,
    scope: Scope,
    as_of: datetime,
    *,
    by: Stratum = Stratum.GROUP,
    and_by: Stratum | None = None,
    threshold: int | None,
) -> dict[Key, Figure]:
    """Counted as the reader may see it: outside the team with small numbers hidden, inside (threshold None) all."""
    found = counting.count(indicators, t, scope, as_of, by=by, and_by=and_by)
    if threshold is None:
        return found
    reported = hide(counting.count(REPORTED, t, scope, as_of), threshold=threshold)
    return as_seen(indicators, found, reported, threshold=threshold)


def as_seen(
    indicators: Sequence[Indicator], found: Mapping[Key, Figure], reported: Mapping[Key, Figure], *, threshold: int
) -> dict[Key, Figure]:
    """What `found` may show.

    reported  the figures of the outcome report with small numbers hidden: where it has the same figure, that one is
              given, so that there are never two views of one number
    """
    out: dict[Key, Figure] = {}
    for indicator in indicators:
        mine = {g: f for (name, g), f in found.items() if name == indicator.id}
        whole = mine.pop(ALL_GROUPS)
        total = reported.get((indicator.id, ALL_GROUPS)) or _whole(indicator, whole, threshold=threshold)
        # Of two that are hidden nobody is to know which is few.
        strata = protect(mine, total=total, threshold=threshold, unanimous=indicator.about_person)
        out[indicator.id, ALL_GROUPS] = total
        for group, figure in strata.items():
            out[indicator.id, group] = reported.get((indicator.id, group)) or figure
    return out


def _whole(indicator: Indicator, figure: Figure, *, threshold: int) -> Figure:
    n, yes = figure.n or 0, figure.numerator or 0
    if indicator.statistic is Statistic.RATE:
        few = 0 < yes < threshold
        return figure.hide(Shown.SMALL) if few else rounded(figure)
    if 0 < n < threshold:
        return figure.hide(Shown.SMALL, n_too=True)
    if indicator.statistic is Statistic.SHARE and any(
        small(each, n, threshold=threshold, unanimous=indicator.about_person) for each in (yes, n - yes)
    ):
        return figure.hide(Shown.SMALL)
    return rounded(figure)
