"""How long it takes from each place to each other: the port, and an estimate that needs no roads.

Who knows the roads answers through `TravelTimes`; `road_engines` beside these rules does so over the network.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from .checking import InputFault, ProblemFaults
from .problem import CAR, FOOT, Minutes

EARTH_KM = 6371.0088  # mean radius (IUGG)
MINUTES_AN_HOUR = 60

Matrix = tuple[tuple[Minutes, ...], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """WGS 84, degrees north and east."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class TravelTable:
    """`minutes[i][j]` from point i to point j. `warning` says in plain English when they are not what was asked for."""

    minutes: Matrix
    warning: str | None = None


class TravelTimes(Protocol):
    """Knows how long it takes by a mode of travel (`car`, `foot`)."""

    def table(self, points: Sequence[Point], mode: str) -> TravelTable: ...


@dataclass(frozen=True, slots=True)
class GreatCircle:
    """As the crow flies, times what roads wind, at an even speed, plus the minutes to park and walk to the door.

    All three are assumptions for lack of roads: right on the average of a town, wrong across a fjord. At the same spot
    it takes nothing, so that two people in one house are next to each other.
    """

    road_factor: float = 1.3
    kmh: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({CAR: 40.0, FOOT: 5.0}))
    parking: Mapping[str, Minutes] = field(default_factory=lambda: MappingProxyType({CAR: 2.0}))  # other modes: none

    def table(self, points: Sequence[Point], mode: str) -> TravelTable:
        if mode not in self.kmh:
            text = "there is no speed for “%(mode)s”, only for %(known)s; give a matrix for it"
            raise ProblemFaults([InputFault("travel", text, {"mode": mode, "known": ", ".join(self.kmh)})])
        return TravelTable(tuple(tuple(self._minutes(one, other, mode) for other in points) for one in points))

    def _minutes(self, one: Point, other: Point, mode: str) -> Minutes:
        if one == other:
            return 0.0
        driven = kilometres(one, other) * self.road_factor / self.kmh[mode] * MINUTES_AN_HOUR
        return driven + self.parking.get(mode, 0.0)


def kilometres(one: Point, other: Point) -> float:
    """Great-circle distance by the haversine formula, which stays exact for points that are close."""
    lat, other_lat = math.radians(one.lat), math.radians(other.lat)
    north, east = math.sin((other_lat - lat) / 2), math.sin(math.radians(other.lon - one.lon) / 2)
    haversine = north**2 + math.cos(lat) * math.cos(other_lat) * east**2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, haversine)))
