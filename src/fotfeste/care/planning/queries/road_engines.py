"""Travel times by road, from a road engine of one's own: OSRM or Valhalla over HTTP.

FOTFESTE_OSRM and FOTFESTE_VALHALLA name their addresses. An engine is told where people live, so it should be a server
in the house; it is asked directly, never through a proxy. An OSRM server knows one mode of travel and answers with it
whatever it is asked: its address either holds “{mode}” (`http://roads/{mode}` for `/car` and `/foot`) or is a car's.

What was answered is kept on disk under a hash of the question, without the places. When roads change, delete the
folder. Where no engine answers, times are estimated as the crow flies, and a warning says so.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from fotfeste.care.terms.rules.errors import CareError

from ..rules.problem import CAR, FOOT, Minutes
from ..rules.travel import GreatCircle, Matrix, Point, TravelTable, TravelTimes

SECONDS_A_MINUTE = 60
WAIT_SECONDS = 10.0
# 50 x 50 pairs a question: Valhalla answers 2 500 at a time and OSRM 100 places, unless they are told otherwise.
AT_A_TIME = 50
KEPT_FORM = 1  # raise when the same question would be answered differently

Answer = list[list[Minutes | None]]  # None: no road between the two


COSTING = {CAR: "auto", FOOT: "pedestrian"}  # what Valhalla calls the modes


class EngineError(Exception):
    """The engine gave no usable answer; the text says why."""


class Engine(Protocol):
    """Answers one block of a table. `serves` says whether it knows a mode of travel."""

    @property
    def name(self) -> str: ...

    @property
    def address(self) -> str: ...

    def serves(self, mode: str) -> bool: ...

    def block(self, sources: Sequence[Point], targets: Sequence[Point], mode: str) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Osrm:
    """`GET /table/v1/…` (project-osrm.org/docs). Durations come in seconds."""

    address: str
    wait_seconds: float = WAIT_SECONDS
    name: str = "OSRM"

    def __post_init__(self) -> None:
        _check_address(self.address, "FOTFESTE_OSRM")

    def serves(self, mode: str) -> bool:
        return mode == CAR or "{mode}" in self.address

    def block(self, sources: Sequence[Point], targets: Sequence[Point], mode: str) -> Answer:
        where = ";".join(f"{point.lon:.6f},{point.lat:.6f}" for point in [*sources, *targets])
        from_, to = range(len(sources)), range(len(sources), len(sources) + len(targets))
        asked = f"sources={';'.join(map(str, from_))}&destinations={';'.join(map(str, to))}&annotations=duration"
        base = self.address.replace("{mode}", mode).rstrip("/")
        found = _asked(Request(f"{base}/table/v1/driving/{where}?{asked}"), self.wait_seconds)
        if found.get("code") != "Ok":
            raise EngineError(f"it says {found.get('code')}: {found.get('message', 'no reason given')}")
        return [[_minutes(seconds) for seconds in row] for row in found["durations"]]


@dataclass(frozen=True, slots=True)
class Valhalla:
    """`POST /sources_to_targets` (valhalla.github.io). Times come in seconds."""

    address: str
    wait_seconds: float = WAIT_SECONDS
    name: str = "Valhalla"

    def __post_init__(self) -> None:
        _check_address(self.address, "FOTFESTE_VALHALLA")

    def serves(self, mode: str) -> bool:
        return mode in COSTING

    def block(self, sources: Sequence[Point], targets: Sequence[Point], mode: str) -> Answer:
        asked = {
            "sources": [{"lat": point.lat, "lon": point.lon} for point in sources],
            "targets": [{"lat": point.lat, "lon": point.lon} for point in targets],
            "costing": COSTING[mode],
        }
        request = Request(
            f"{self.address.rstrip('/')}/sources_to_targets",
            data=json.dumps(asked).encode(),
            headers={"Content-Type": "application/json"},
        )
        found = _asked(request, self.wait_seconds)
        return [[_minutes(cell["time"]) for cell in row] for row in found["sources_to_targets"]]


@dataclass(frozen=True, slots=True)
class RoadEngines:
    """Asks the engines in turn, keeps what they answer, and estimates where none does.

    An engine drives from door to door; the minutes of `otherwise` for parking are added, as they are to an estimate.
    """

    engines: Sequence[Engine] = ()
    kept_in: Path | None = None
    otherwise: GreatCircle = field(default_factory=GreatCircle)

    def table(self, points: Sequence[Point], mode: str) -> TravelTable:
        able = [engine for engine in self.engines if engine.serves(mode)]
        said: list[str] = []
        for engine in able:
            try:
                answer = self._kept_or_asked(engine, points, mode)
            except EngineError as error:
                said.append(f"{engine.name} at {engine.address} gave no travel times by {mode}: {error}.")
            else:
                return self._completed(engine, points, mode, answer)
        if not able:
            said.append(f"No road engine is set for travel by {mode} (FOTFESTE_OSRM or FOTFESTE_VALHALLA).")
        estimate = self.otherwise.table(points, mode).minutes
        return TravelTable(estimate, " ".join([*said, "The travel times are estimated as the crow flies."]))

    def _completed(self, engine: Engine, points: Sequence[Point], mode: str, answer: Answer) -> TravelTable:
        """With parking, and with estimates where there is no road."""
        estimate = self.otherwise.table(points, mode).minutes
        parking = self.otherwise.parking.get(mode, 0.0)
        roadless = sum(minutes is None for row in answer for minutes in row)

        def between(i: int, j: int) -> Minutes:
            if points[i] == points[j]:
                return 0.0
            driven = answer[i][j]
            return estimate[i][j] if driven is None else driven + parking

        table: Matrix = tuple(tuple(between(i, j) for j in range(len(points))) for i in range(len(points)))
        if not roadless:
            return TravelTable(table)
        pairs = len(points) ** 2
        warning = f"{engine.name} knows no way by {mode} between {roadless} of {pairs} pairs of places. "
        return TravelTable(table, warning + "Those travel times are estimated as the crow flies.")

    def _kept_or_asked(self, engine: Engine, points: Sequence[Point], mode: str) -> Answer:
        file = self._file(engine, points, mode)
        if file is not None and (kept := _kept(file, len(points))) is not None:
            return kept
        answer: Answer = []
        for sources in _blocks(points):
            rows: Answer = [[] for _ in sources]
            for targets in _blocks(points):
                for row, more in zip(rows, _block(engine, sources, targets, mode), strict=True):
                    row += more
            answer += rows
        if file is not None:
            _keep(file, answer)
        return answer

    def _file(self, engine: Engine, points: Sequence[Point], mode: str) -> Path | None:
        if self.kept_in is None:
            return None
        asked = [KEPT_FORM, engine.name, engine.address, mode, [[point.lat, point.lon] for point in points]]
        return self.kept_in / f"{hashlib.sha256(json.dumps(asked).encode()).hexdigest()}.json"


def from_environment(environ: Mapping[str, str], *, kept_in: Path | None = None) -> TravelTimes:
    """The engines that are set. With none, every table is an estimate and says so."""
    kinds: dict[str, Callable[[str], Engine]] = {"FOTFESTE_OSRM": Osrm, "FOTFESTE_VALHALLA": Valhalla}
    return RoadEngines([made(environ[name]) for name, made in kinds.items() if environ.get(name)], kept_in)


def _check_address(address: str, setting: str) -> None:
    """Only the web: urllib would open files as well."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        text = "%(setting)s is “%(address)s”; write the address of the road engine, like http://localhost:5000."
        raise CareError(text, setting=setting, address=address)


def _asked(request: Request, wait_seconds: float) -> dict[str, Any]:
    try:
        with build_opener(ProxyHandler({})).open(request, timeout=wait_seconds) as answer:
            found = json.load(answer)
    except (OSError, HTTPException, ValueError) as error:
        raise EngineError(str(error) or type(error).__name__) from error
    if not isinstance(found, dict):
        raise EngineError("its answer is no JSON object")
    return found


def _block(engine: Engine, sources: Sequence[Point], targets: Sequence[Point], mode: str) -> Answer:
    """One block, of the size that was asked for."""
    try:
        answer = engine.block(sources, targets, mode)
    except (KeyError, TypeError, IndexError, ValueError) as error:
        raise EngineError(f"its answer has another form than expected ({error!r})") from error
    if [len(row) for row in answer] != [len(targets)] * len(sources):
        raise EngineError("its answer has another size than was asked for")
    return answer


def _blocks(points: Sequence[Point]) -> list[Sequence[Point]]:
    return [points[start : start + AT_A_TIME] for start in range(0, len(points), AT_A_TIME)]


def _minutes(seconds: float | None) -> Minutes | None:
    if seconds is not None and not 0 <= seconds < float("inf"):
        raise ValueError(f"{seconds} seconds")
    return None if seconds is None else seconds / SECONDS_A_MINUTE


def _kept(file: Path, size: int) -> Answer | None:
    """What was kept, unless it is damaged: then the engine is asked again."""
    try:
        answer = json.loads(file.read_text())
        sound = [len(row) for row in answer] == [size] * size
        sound = sound and all(value is None or value >= 0 for row in answer for value in row)
    except (OSError, ValueError, TypeError):
        return None
    return answer if sound else None


def _keep(file: Path, answer: Answer) -> None:
    """Whole or not at all. A disk that is full or closed costs the next question, not this answer."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False) as unfinished:
            json.dump(answer, unfinished)
        os.replace(unfinished.name, file)
    except OSError:
        return
