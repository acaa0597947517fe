"""What five answers of EQ-5D-5L are worth, by the people of a country: decrements from 1, in millionths.

Whole numbers, so that a sum is exact. They were read in data-raw/VT.csv of github.com/fragla/eq5d (MIT). Two things
speak for the Norwegian ones beside that: the lowest index is the one in the paper's abstract (-0.453), and levels 2, 3
and 4 are 0.152, 0.317 and 0.775 of level 5 in every dimension.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fotfeste.care.assessment.rules.thresholds import Source
from fotfeste.care.assessment.rules.wording import Text

DIMENSIONS = ("mobility", "self_care", "usual_activities", "pain_discomfort", "anxiety_depression")
WHOLE = 1_000_000


@dataclass(frozen=True, slots=True)
class ValueSet:
    """One value set. `decrements` by dimension in the order of `DIMENSIONS`, then by level, 1 first."""

    code: str
    name: Text
    source: Source
    decrements: tuple[tuple[int, int, int, int, int], ...]

    def index(self, levels: tuple[int, ...]) -> float:
        """1 less what the five levels take from it. Exact: the sum is of whole numbers, divided once."""
        taken = sum([at[level - 1] for at, level in zip(self.decrements, levels, strict=True)])
        return (WHOLE - taken) / WHOLE

    @property
    def worst(self) -> float:
        """The index when every dimension is at level 5."""
        return self.index((5,) * len(DIMENSIONS))


def _thousandths(*levels_2_to_5: int) -> tuple[int, int, int, int, int]:
    two, three, four, five = (decrement * 1_000 for decrement in levels_2_to_5)
    return 0, two, three, four, five


_NORWAY = ValueSet(
    "norway_2024",
    Text("Norway 2024", "Norge 2024", "Noreg 2024"),
    Source(
        "Garratt et al., Qual Life Res 2024 (1,237 respondents, 2019-2022)",
        "https://doi.org/10.1007/s11136-024-03837-3",
    ),
    (
        (0, 31_160, 64_985, 158_875, 205_000),
        (0, 31_312, 65_302, 159_650, 206_000),
        (0, 27_208, 56_743, 138_725, 179_000),
        (0, 59_432, 123_947, 303_025, 391_000),
        (0, 71_744, 149_624, 365_800, 472_000),
    ),
)
_DENMARK = ValueSet(
    "denmark_2021",
    Text("Denmark 2021", "Danmark 2021", "Danmark 2021"),
    Source(
        "Danish EQ-5D-5L value set, Appl Health Econ Health Policy 2021", "https://doi.org/10.1007/s40258-021-00639-3"
    ),
    (
        _thousandths(41, 54, 157, 220),
        _thousandths(35, 50, 144, 209),
        _thousandths(33, 40, 139, 174),
        _thousandths(48, 94, 381, 537),
        _thousandths(72, 191, 430, 618),
    ),
)
_ENGLAND = ValueSet(
    "england_2018",
    Text("England 2018", "England 2018", "England 2018"),
    Source("Devlin et al., Health Econ 2018", "https://doi.org/10.1002/hec.3564"),
    (
        _thousandths(58, 76, 207, 274),
        _thousandths(50, 80, 164, 203),
        _thousandths(50, 63, 162, 184),
        _thousandths(63, 84, 276, 335),
        _thousandths(78, 104, 285, 289),
    ),
)
_SWEDEN = ValueSet(
    "sweden_2022",
    Text("Sweden 2022", "Sverige 2022", "Sverige 2022"),
    Source("Swedish EQ-5D-5L value set, Health Qual Life Outcomes 2022", "https://doi.org/10.1186/s12955-022-02083-w"),
    (
        _thousandths(22, 26, 87, 132),
        _thousandths(19, 56, 113, 159),
        _thousandths(22, 48, 131, 187),
        _thousandths(10, 47, 319, 442),
        _thousandths(31, 122, 277, 394),
    ),
)
VALUE_SETS: Mapping[str, ValueSet] = {each.code: each for each in (_NORWAY, _DENMARK, _ENGLAND, _SWEDEN)}
DEFAULT = _NORWAY.code

# Known to exist, and not held: only the values of four states were ever seen, and a set is 25 numbers.
NOT_HELD = {"uk_2026": Source("UK EQ-5D-5L value set, Value Health 2026", "https://doi.org/10.1016/j.jval.2026.03.008")}
