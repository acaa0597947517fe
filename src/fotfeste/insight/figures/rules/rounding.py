"""Strata for readers outside the team: small counts hidden, all others to the nearest five, shares of what is shown.

The outcome report protects one fixed set of tables to the last number. Here the reader chooses what figures are told
apart by, so two answers may overlap in ways nobody foresaw. A rounded count is true within two, so a difference of two
is true within four: it never gives one small number. What remains is a hidden stratum against its total, and for that
strata are hidden until every value a small count can have is still possible.

Source: the same order (hide, then round, then divide) as OpenSAFELY's and NHS England's rules for released counts.
"""

from collections.abc import Mapping
from dataclasses import replace

from fotfeste.insight.figures.rules import figure as figures
from fotfeste.insight.figures.rules.figure import Context, Figure, Shown, Unit
from fotfeste.insight.figures.rules.living import share_with_deaths_known

BASE = 5
SLACK = BASE // 2  # a rounded count is true within so many


def to_base(count: int) -> int:
    """The nearest multiple of five; never a tie, since five is odd."""
    return BASE * ((count + SLACK) // BASE)


def around(count: int) -> tuple[int, int]:
    """Between what the true count lies, for whoever sees it rounded."""
    return max(0, to_base(count) - SLACK), to_base(count) + SLACK


def _between(whole: tuple[int, int], part: tuple[int, int]) -> tuple[int, int]:
    return max(0, whole[0] - part[1]), max(0, whole[1] - part[0])


def hidden_strata(
    counts: Mapping[str, int],
    *,
    hidden: frozenset[str],
    sensitive: frozenset[str],
    threshold: int,
    known: Mapping[str, tuple[int, int]] | None = None,
    at_most: Mapping[str, int] | None = None,
) -> frozenset[str]:
    """`hidden` and as many more strata as keep every value from 0 to threshold - 1 possible for the sensitive ones.

    counts   persons by stratum; they exclude each other and add up to a total that the reader knows exactly
    known    between what a count that is shown can be for the reader; without it, what its rounding leaves
    at_most  what each count cannot be above (the persons asked), which the reader may know within the rounding
    Strata with fewest persons go first. Everything is hidden when less does not do, and then only the total is known.
    """
    out = hidden | sensitive
    total = sum(counts.values())
    rest = sorted(set(counts) - out, key=lambda s: (counts[s], s))
    while sensitive and rest:
        shown = [known[s] if known else around(counts[s]) for s in rest]
        low = total - sum(most for _, most in shown)
        high = total - sum(least for least, _ in shown)
        # What the other hidden ones can take of the difference, this one need not have.
        room = {s: min(high, at_most[s] if at_most else high) for s in out}
        if high >= threshold - 1 and all(low - (sum(room.values()) - room[s]) <= 0 for s in sensitive):
            break
        out |= {rest.pop(0)}
    return out


def protect(
    figures_by_stratum: Mapping[str, Figure], *, total: Figure, threshold: int, unanimous: bool = True
) -> dict[str, Figure]:
    """The figures of one indicator by stratum, as readers outside the team may see them.

    total      the figure of all; where it is hidden every stratum is, since they add up to it
    unanimous  hide a stratum in which everybody has the same answer: then it is known of each
    """
    if total.hidden:
        return {s: f.hide(Shown.DERIVABLE, n_too=True) for s, f in figures_by_stratum.items()}
    n = {s: f.n or 0 for s, f in figures_by_stratum.items()}
    few = frozenset(s for s, each in n.items() if 0 < each < threshold)
    without_n = hidden_strata(n, hidden=frozenset(), sensitive=few, threshold=threshold)
    hidden = without_n
    if total.unit is Unit.SHARE:
        yes = {s: f.numerator or 0 for s, f in figures_by_stratum.items()}
        no = {s: n[s] - yes[s] for s in n}
        # Those who said no are not shown: they are what is left of two rounded counts.
        left = {s: _between(around(n[s]), around(yes[s])) for s in n}
        told = [(yes, no, {s: around(yes[s]) for s in n}), (no, yes, left)]
        while True:
            before = hidden
            for counts, others, known in told:
                sensitive = few | {s for s in n if 0 < counts[s] < threshold}
                if unanimous:
                    sensitive |= {s for s in n if n[s] and not counts[s] and others[s]}
                hidden = hidden_strata(
                    counts, hidden=hidden, sensitive=sensitive, threshold=threshold, known=known, at_most=n
                )
            if hidden == before:
                break
    elif len(hidden) == 1 and len(n) > 1:
        # The mean of all and of the others gives the mean of the one that is hidden.
        hidden |= {min((s for s in n if s not in hidden), key=lambda s: (n[s], s))}
    out = {}
    for s, figure in figures_by_stratum.items():
        if s in hidden:
            out[s] = figure.hide(Shown.SMALL if s in few else Shown.DERIVABLE, n_too=s in without_n)
        else:
            out[s] = figure
    return {s: rounded(f) for s, f in out.items()}


def rounded(figure: Figure) -> Figure:
    """Counts to the nearest five, a share divided anew; a mean or a median keeps its value."""
    n, missing = (None if each is None else to_base(each) for each in (figure.n, figure.missing))
    if figure.hidden or figure.numerator is None or n is None:
        return replace(figure, n=n, missing=missing)
    at = Context(figure.definition, figure.group, figure.period, figure.unit, figure.as_of, figure.source)
    numerator = to_base(figure.numerator)
    if figure.dead is not None:
        # Three rounded counts may be more than all by a few: then fewer of the dead are taken.
        numerator = min(numerator, n)
        dead = min(to_base(figure.dead), n - numerator)
        again = share_with_deaths_known(at, numerator=numerator, dead=dead, n=n, missing=missing or 0)
        return replace(again, notes=(*figure.notes, "rounded"))
    if figure.unit is Unit.SHARE:
        again = figures.share(at, numerator=min(numerator, n), n=n, missing=missing or 0)
        return replace(again, notes=(*figure.notes, "rounded"))
    # A rate: what it is held against is public and stays as it is.
    per = round(figure.value * (figure.n or 0) / figure.numerator) if figure.value and figure.numerator else 1
    again = figures.rate(at, persons=numerator, among=figure.n or 0, per=per)
    return replace(again, notes=(*figure.notes, "rounded"))
