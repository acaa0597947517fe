"""Hiding small numbers so that nobody can be recognised, also not by subtraction.

The rules, for everyone outside the clinical team:

1. A count of 1 to `threshold` - 1 persons is hidden, with its share and interval.
2. A zero is shown: it is about nobody. (It is hidden only when rule 4 needs it.)
3. When everybody in a group has the same answer (100 %), the answer is known for each of them, so it is hidden.
4. Totals and neighbours are hidden too until, for every number hidden by 1 or 3, at least `threshold` different whole
   numbers remain possible to anyone who knows all that is shown and that parts add up to their totals.
5. A group of 1 to `threshold` - 1 persons is hidden whole (counts, shares, means, n), and so is the total it could be
   subtracted from.

Where as few cells do it either way, hiding takes groups before totals: the figure for everyone is the answer people
came for, and one group alone, the one that did well, would flatter.
Thresholds differ by publisher: Statistics Norway hides counts under 3, the Directorate of Health under 10, Denmark
under 5; 5 is the default and a municipality may set another.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from fotfeste.insight.figures.rules.figure import Figure, Shown

THRESHOLD = 5

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts of persons by group (rows) and answer (columns); answers exclude each other.

    counts      counts[group][answer], whole numbers; every group has every answer, in the same order
    total       the name of the row that is the sum of the others, or None when there is none
    """

    counts: Mapping[str, Mapping[str, int]]
    total: str | None = None

    @property
    def groups(self) -> tuple[str, ...]:
        """Row names in order."""
        return tuple(self.counts)

    @property
    def answers(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(next(iter(self.counts.values())))

    def size(self, group: str) -> int:
        """How many persons the group has."""
        return sum(self.counts[group].values())


def small(count: int, n: int, *, threshold: int, unanimous: bool = True) -> bool:
    """Rule 1 for one count of a group of `n`, and rule 3 when `unanimous`."""
    return 0 < count < threshold or (unanimous and 0 < n == count)


def hidden_groups(sizes: Mapping[str, int], *, total: str | None, threshold: int = THRESHOLD) -> dict[str, Shown]:
    """Groups whose size may not be shown: 1 to threshold - 1 persons, and then the total it is subtracted from."""
    few = {g: Shown.SMALL for g, n in sizes.items() if 0 < n < threshold}
    if few and total is not None and total in sizes and total not in few:
        few[total] = Shown.DERIVABLE
    return few


def hidden_cells(table: CountTable, *, threshold: int = THRESHOLD, unanimous: bool = True) -> dict[Cell, Shown]:
    """Which (group, answer) may not be shown, and why: SMALL by rules 1 and 3, DERIVABLE by rule 4.

    Groups too small to show are hidden whole (see `hidden_groups`). Of the rest the fewest cells are hidden that make
    rule 4 hold, groups going before the total. `unanimous` False leaves rule 3 out: for answers about the service
    (was the call made in time?), where "all of them" tells nothing about anyone's health.
    Raises ValueError when the total row is not the sum of the others.
    """
    _check(table)
    gone = hidden_groups({g: table.size(g) for g in table.groups}, total=table.total, threshold=threshold)
    whole = {(g, a): why for g, why in gone.items() for a in table.answers}
    rest = {g: row for g, row in table.counts.items() if g not in gone}
    if not rest:
        return whole
    kept = CountTable(rest, table.total if table.total in rest else None)
    primary = {
        (g, a)
        for g in kept.groups
        for a in kept.answers
        if small(kept.counts[g][a], kept.size(g), threshold=threshold, unanimous=unanimous)
    }
    if not primary:
        return whole
    others = [(g, a) for g in kept.groups for a in kept.answers if (g, a) not in primary]
    extra = set(others)
    for candidate in islice(_cheapest_first(others, kept), _SEARCH_LIMIT):
        if _protected(kept, primary | candidate, primary, threshold=threshold):
            extra = candidate
            break
    return whole | dict.fromkeys(primary, Shown.SMALL) | dict.fromkeys(extra, Shown.DERIVABLE)


def hide_shares(
    figures: Mapping[Cell, Figure], *, total: str | None, threshold: int = THRESHOLD, unanimous: bool = True
) -> dict[Cell, Figure]:
    """The same share figures with hidden cells emptied; the answers of a group exclude each other.

    What the answers do not account for is checked too, so a yes share alone is hidden when few said no.
    """
    groups = list(dict.fromkeys(g for g, _ in figures))
    answers = list(dict.fromkeys(a for _, a in figures))
    counts: dict[str, dict[str, int]] = {}
    for g in groups:
        cells = {a: figures[g, a].numerator or 0 for a in answers}
        rest = (figures[g, answers[0]].n or 0) - sum(cells.values())
        if rest < 0:
            raise ValueError(f"The answers of {g} count more persons than the group has. They must exclude each other.")
        counts[g] = {**cells, _REST: rest}
    table = CountTable(counts, total)
    gone = hidden_groups({g: table.size(g) for g in groups}, total=total, threshold=threshold)
    hidden = hidden_cells(table, threshold=threshold, unanimous=unanimous)
    return {c: f.hide(hidden[c], n_too=c[0] in gone) if c in hidden else f for c, f in figures.items()}


def hide_averages(figures: Mapping[str, Figure], *, total: str | None, threshold: int = THRESHOLD) -> dict[str, Figure]:
    """Rule 5 for the mean or median of each group."""
    gone = hidden_groups({g: f.n or 0 for g, f in figures.items()}, total=total, threshold=threshold)
    return {g: f.hide(gone[g], n_too=True) if g in gone else f for g, f in figures.items()}


_REST = "(rest)"
# Enough for every table of 3 groups and 4 answers; beyond it everything in the table is hidden, which is always safe.
_SEARCH_LIMIT = 4_096


def _check(table: CountTable) -> None:
    if table.total is None:
        return
    for answer in table.answers:
        parts = sum(row[answer] for g, row in table.counts.items() if g != table.total)
        if parts != table.counts[table.total][answer]:
            raise ValueError(
                f"{answer}: the groups add up to {parts}, the total says {table.counts[table.total][answer]}. "
                "Count the total from the same persons."
            )


def _cheapest_first(others: Sequence[Cell], table: CountTable) -> Iterator[set[Cell]]:
    """Fewest cells first; among equals those of groups, then those with fewest persons."""

    def cost(cells: tuple[Cell, ...]) -> tuple[int, int]:
        return sum(c[0] == table.total for c in cells), sum(table.counts[g][a] for g, a in cells)

    for size in range(len(others) + 1):
        for cells in sorted(combinations(others, size), key=cost):
            yield set(cells)


def _protected(table: CountTable, hidden: set[Cell], sensitive: set[Cell], *, threshold: int) -> bool:
    """Rule 4, by asking a linear programme for the smallest and largest value each sensitive cell can have.

    With one total row the equations form a flow network, so the limits are whole numbers.
    """
    from scipy.optimize import linprog

    index = {cell: i for i, cell in enumerate(sorted(hidden))}
    rows: list[list[float]] = []
    right: list[float] = []

    def equation(terms: Iterable[tuple[Cell, int]], constant: int) -> None:
        row, value = [0.0] * len(index), constant
        for cell, sign in terms:
            if cell in index:
                row[index[cell]] += sign
            else:
                value -= sign * table.counts[cell[0]][cell[1]]
        rows.append(row)
        right.append(float(value))

    for g in table.groups:
        equation([((g, a), 1) for a in table.answers], table.size(g))
    if table.total is not None:
        for a in table.answers:
            parts = [((g, a), 1) for g in table.groups if g != table.total]
            equation([*parts, ((table.total, a), -1)], 0)
    for cell in sensitive:
        goal = [0.0] * len(index)
        goal[index[cell]] = 1.0
        low = linprog(goal, A_eq=rows, b_eq=right, method="highs")
        high = linprog([-x for x in goal], A_eq=rows, b_eq=right, method="highs")
        if not (low.success and high.success) or round(-high.fun) - round(low.fun) + 1 < threshold:
            return False
    return True
