"""Can a printed percentage come from whole persons? (GRIM-type check, Brown and Heathers 2017.)"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product


def counts_behind(printed: float, n: int, *, decimals: int = 0) -> tuple[int, ...]:
    """Every whole number of persons out of `n` that is printed as `printed` per cent with `decimals` decimals.

    A half may be rounded either way, since tables differ there. Empty when no number gives it.
    `printed` is in per cent (0 to 100). Raises ValueError when n < 1 or the per cent is outside 0 to 100.
    """
    if n < 1 or not 0 <= printed <= 100:
        raise ValueError(f"{printed} % of {n} cannot be checked: give a per cent from 0 to 100 and n of 1 or more.")
    half = 0.5 * 10**-decimals
    # 1e-9 per cent of slack takes floating point out of the question and is far below one person for any n here.
    low = math.ceil((printed - half - 1e-9) * n / 100)
    high = math.floor((printed + half + 1e-9) * n / 100)
    return tuple(range(max(0, low), min(n, high) + 1))


def reachable(printed: float, n: int, *, decimals: int = 0) -> bool:
    """Whether some whole number of persons out of `n` is printed as this per cent."""
    return bool(counts_behind(printed, n, decimals=decimals))


@dataclass(frozen=True, slots=True)
class RowCheck:
    """What whole persons can stand behind one printed row of shares that should add up to n."""

    n: int
    printed: tuple[float, ...]
    counts: tuple[tuple[int, ...], ...]
    solutions: tuple[tuple[int, ...], ...]

    @property
    def consistent(self) -> bool:
        """True when at least one set of whole numbers gives every share and adds up to n."""
        return bool(self.solutions)


def check_row(printed: Sequence[float], n: int, *, decimals: int = 0) -> RowCheck:
    """All sets of whole persons that add up to `n` and are printed as these per cents."""
    counts = tuple(counts_behind(p, n, decimals=decimals) for p in printed)
    solutions = tuple(combo for combo in product(*counts) if sum(combo) == n)
    return RowCheck(n=n, printed=tuple(printed), counts=counts, solutions=solutions)


def parts_reach_total(parts: Sequence[RowCheck], total: RowCheck) -> bool:
    """Whether some solution of every part adds up, share by share, to a solution of the total row."""
    sums = {tuple(map(sum, zip(*combo, strict=True))) for combo in product(*(p.solutions for p in parts))}
    return bool(sums & set(total.solutions))
