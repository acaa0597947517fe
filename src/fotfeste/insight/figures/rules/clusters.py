"""A share of things that lie within persons: goals of the same person are more alike than goals of two."""

from dataclasses import dataclass, replace

from fotfeste.insight.figures.rules import figure as figures
from fotfeste.insight.figures.rules.figure import LEVEL, Context, Figure


@dataclass(frozen=True, slots=True)
class Within:
    """How `n` things and those it is true of lie together, as sums over persons.

    persons  who have one or more of the things
    squares, products, hits_squared  of (things), (things x those it is true of), (those it is true of)
    """

    persons: int = 0
    squares: int = 0
    products: int = 0
    hits_squared: int = 0


def share_within_persons(
    context: Context, *, numerator: int, n: int, within: Within, missing: int = 0, level: float = LEVEL
) -> Figure:
    """The share of `n` things, its interval as wide as the persons they lie within make it.

    The variance is that of a ratio over persons, and the interval Wilson's of as many persons as would be known as
    well: no more than the things, no fewer than if all things of a person were alike.
    Source: Korn and Graubard 1998, Survey Methodology 24:193; Liang and Zeger 1986, Biometrika 73:13.
    """
    plain = figures.share(context, numerator=numerator, n=n, missing=missing, level=level)
    if within.squares == n or not n:
        return plain  # one for each person
    share, fewest = numerator / n, n * n / within.squares
    spread = within.hits_squared - 2 * share * within.products + share**2 * within.squares
    worth = fewest
    if spread > 0 and within.persons > 1:
        variance = within.persons / (within.persons - 1) * spread / n**2
        worth = min(float(n), max(fewest, share * (1 - share) / variance))
    return replace(plain, interval=figures.share_interval(share, worth, level=level))
