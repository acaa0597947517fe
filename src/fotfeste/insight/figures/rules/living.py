"""A share of everybody where death is known of all, and how the living fare only of those who were reached.

Whoever died always has an answer; of the living only some have one. The share of those with an answer therefore counts
the dead too often. Here the dead are shared among all, and the answers of the living who were reached among the living:

    share = (1 - dead / everybody) x (those it is true of / the living who were reached)

which is right when whoever of the living was not reached fares like those who were. The bounds need no such belief.
"""

from dataclasses import replace

from fotfeste.insight.figures.rules import figure as figures
from fotfeste.insight.figures.rules.figure import LEVEL, Context, Figure, FigureError, Interval


def share_with_deaths_known(
    context: Context, *, numerator: int, dead: int, n: int, missing: int, level: float = LEVEL
) -> Figure:
    """The share of `n + missing` persons it is true of, none of the dead among them.

    numerator  living persons it is true of; dead, who are in n as well
    n          the dead and the living who were reached; missing: the living who were not
    The value is None where nobody of the living was reached. With everybody reached it is the plain share.
    Raises FigureError where numerator and dead are more than n.
    """
    if min(numerator, dead, n, missing) < 0 or numerator + dead > n:
        raise FigureError(
            f"{numerator} of the living and {dead} dead among {n}, {missing} missing: no share. Check who is counted."
        )
    plain = replace(figures.share(context, numerator=numerator, n=n, missing=missing), dead=dead)
    if not missing or not n:
        return plain
    reached, everybody = n - dead, n + missing
    if not reached:
        return replace(plain, value=None, interval=None)
    value = (1 - dead / everybody) * numerator / reached
    return replace(plain, value=value, interval=_interval(value, numerator, dead, reached, everybody, level))


def _interval(value: float, numerator: int, dead: int, reached: int, everybody: int, level: float) -> Interval:
    """The interval of a plain share of as many persons as would be known as well.

    How many those are follows from the variance of the product (delta method, the two shares being independent given
    who died), with one person added on each side so that nothing is certain. With everybody reached they are all.
    Source: the effective sample size of Korn and Graubard 1998, Survey Methodology 24:193, in Wilson's interval.
    """
    part = reached / (everybody - dead)
    true_of, gone = (numerator + 1) / (reached + 2), (dead + 1) / (everybody + 2)
    worth = everybody * (1 - true_of * (1 - gone)) / (true_of * gone + (1 - true_of) / part)
    return figures.share_interval(value, worth, level=level)
