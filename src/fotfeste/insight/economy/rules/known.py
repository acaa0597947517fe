"""How much would have come without the service? What comparisons say: the municipality's own, and published ones."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fotfeste.insight.economy.rules.costs import EconomyError

Z = 1.959964


@dataclass(frozen=True, slots=True)
class Published:
    """One study: share (0 to 1) of what the served gained that those without the service gained too."""

    id: str
    persons: int
    share: float
    of_services: bool  # of services, or of points on a scale
    source: str


# They answer from none to all of it, so no published share may stand in for a comparison of one's own.
PUBLISHED = (
    Published("new_zealand_2012", 186, 0.0, True, "King and others 2012, Health Soc Care Community 20(4)"),
    Published("denmark_2018", 119, 0.61 / 1.86, False, "10.1080/11038128.2018.1424236"),
    Published("netherlands_2021", 264, 1.0, True, "10.2147/CIA.S341221"),
)


@dataclass(frozen=True, slots=True)
class ByMethod:
    """One method's share that came anyway, with its standard error."""

    method: str
    share: float
    error: float


@dataclass(frozen=True, slots=True)
class Compared:
    """The municipality's own comparison: each method's answer. Which is right the data do not tell, so all count."""

    trained: int
    others: int
    methods: tuple[ByMethod, ...]

    @property
    def low(self) -> float:
        """The lowest end of any method's interval, not below none."""
        return _share(min(m.share - Z * m.error for m in self.methods))

    @property
    def high(self) -> float:
        """The highest end of any method's interval, not above all."""
        return _share(max(m.share + Z * m.error for m in self.methods))

    @property
    def middle(self) -> float:
        """The median of the methods."""
        return _share(float(np.median([m.share for m in self.methods])))

    def draw(self, chance: np.random.Generator, draws: int) -> np.ndarray:
        """Shares from 0 to 1, each from one of the methods by its standard error."""
        which = chance.integers(0, len(self.methods), draws)
        shares, errors = (np.array([getattr(m, name) for m in self.methods]) for name in ("share", "error"))
        return np.clip(shares[which] + errors[which] * chance.standard_normal(draws), 0.0, 1.0)


def compared(
    change: tuple[float, float, float],
    effects: Sequence[tuple[str, float, float, float]],
    *,
    trained: int,
    others: int,
) -> Compared:
    """From the change of the trained and what each method leaves of it as effect, with lower and upper ends.

    What came anyway is 1 less effect / change. The error is the effect's alone: the change is a part of the effect, and
    leaving out what they share makes the interval wider, not narrower, wherever 0 to all came anyway. Raises
    EconomyError where services did not clearly fall: then there is nothing of which a share could have come anyway.
    """
    middle, *ends = change
    if min(ends) <= 0 <= max(ends) or not effects:
        raise EconomyError(
            "In this comparison the services of the trained did not clearly fall, so there is no telling how much of "
            "the fall would have come anyway. Bring more persons."
        )
    return Compared(
        trained,
        others,
        tuple(
            ByMethod(name, 1 - effect / middle, abs((high - low) / (2 * Z) / middle))
            for name, effect, low, high in effects
        ),
    )


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))
