"""Road engines over a real connection: a small server on this machine answers as OSRM and Valhalla do."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from fotfeste.care.planning.queries.road_engines import Osrm, RoadEngines, Valhalla, from_environment
from fotfeste.care.planning.rules.problem import CAR, FOOT
from fotfeste.care.planning.rules.travel import GreatCircle, Point
from fotfeste.care.terms.rules.errors import CareError

POINTS = (Point(60.79, 10.69), Point(60.80, 10.70), Point(60.81, 10.71))
ESTIMATE = GreatCircle()


class RoadServer:
    """Roads on which a degree north takes an hour. `answer` may be replaced to answer otherwise."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: Callable[[str, bytes], tuple[int, bytes]] = self.rightly
        server = self

        class Handler(BaseHTTPRequestHandler):
            def reply(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                server.asked.append(self.path)
                status, text = server.answer(self.path, body)
                self.send_response(status)
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = reply

            def log_message(self, *_: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.http.server_port}"

    def rightly(self, path: str, body: bytes) -> tuple[int, bytes]:
        if body:
            asked = json.loads(body)
            rows = [
                [{"time": _seconds(a["lat"], b["lat"]), "distance": 1.0} for b in asked["targets"]]
                for a in asked["sources"]
            ]
            return 200, json.dumps({"sources_to_targets": rows, "units": "kilometers"}).encode()
        parts = urlsplit(path)
        places = [float(place.split(",")[1]) for place in parts.path.rsplit("/", 1)[1].split(";")]
        wanted = parse_qs(parts.query)
        from_, to = ([places[int(i)] for i in wanted[key][0].split(";")] for key in ("sources", "destinations"))
        return 200, json.dumps({"code": "Ok", "durations": [[_seconds(a, b) for b in to] for a in from_]}).encode()


def _seconds(lat: float, other: float) -> float:
    return abs(lat - other) * 3600


@pytest.fixture
def roads() -> Iterator[RoadServer]:
    server = RoadServer()
    thread = threading.Thread(daemon=True, target=server.http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.http.shutdown()
    thread.join(30)
    server.http.server_close()


@pytest.mark.parametrize("kind", [Osrm, Valhalla])
def test_an_engine_gives_minutes_by_road_and_parking_is_added(kind: Any, roads: RoadServer) -> None:
    table = RoadEngines([kind(roads.address)]).table(POINTS, CAR)
    assert table.warning is None
    assert table.minutes[0] == pytest.approx((0, 0.6 + 2, 1.2 + 2))
    assert [table.minutes[i][i] for i in range(3)] == [0, 0, 0]


def test_two_people_in_one_house_are_next_to_each_other(roads: RoadServer) -> None:
    table = RoadEngines([Osrm(roads.address)]).table((POINTS[0], POINTS[0], POINTS[1]), CAR)
    assert table.minutes[0][1] == 0


@pytest.mark.parametrize("kind", [Osrm, Valhalla])
def test_more_places_than_an_engine_takes_at_a_time_are_asked_in_blocks(kind: Any, roads: RoadServer) -> None:
    points = [Point(60 + i / 1000, 10.0) for i in range(120)]
    table = RoadEngines([kind(roads.address)]).table(points, CAR)
    assert table.minutes[3][117] == pytest.approx(114 / 1000 * 60 + 2)
    assert len(roads.asked) == 9


def test_what_was_answered_is_kept_without_the_places(roads: RoadServer, tmp_path: Path) -> None:
    engines = RoadEngines([Osrm(roads.address)], tmp_path / "travel")
    first = engines.table(POINTS, CAR)
    assert RoadEngines([Osrm(roads.address)], tmp_path / "travel").table(POINTS, CAR) == first
    assert len(roads.asked) == 1
    (kept,) = (tmp_path / "travel").iterdir()
    assert "60.79" not in kept.read_text() + kept.name
    engines.table(POINTS[:2], CAR)
    assert len(roads.asked) == 2


@pytest.mark.parametrize(
    "damage", ["", "{", "[[1]]", '[["a", 1, 1], [1, 1, 1], [1, 1, 1]]', "[[-1,1,1],[1,1,1],[1,1,1]]"]
)
def test_a_damaged_answer_on_disk_is_asked_again(damage: str, roads: RoadServer, tmp_path: Path) -> None:
    engines = RoadEngines([Osrm(roads.address)], tmp_path)
    first = engines.table(POINTS, CAR)
    (kept,) = tmp_path.iterdir()
    kept.write_text(damage)
    assert engines.table(POINTS, CAR) == first
    assert len(roads.asked) == 2


def test_a_disk_that_cannot_be_written_costs_only_the_next_question(roads: RoadServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert RoadEngines([Osrm(roads.address)], tmp_path / "file" / "travel").table(POINTS, CAR).warning is None


@pytest.mark.parametrize(
    ("status", "text", "why"),
    [
        (500, b"", "HTTP Error 500"),
        (400, b'{"code": "TooBig"}', "HTTP Error 400"),
        (200, b'{"code": "NoTable", "message": "no way"}', "it says NoTable: no way"),
        (200, b"<html>", "Expecting value"),
        (200, b"[]", "its answer is no JSON object"),
        (200, b'{"code": "Ok"}', "its answer has another form than expected"),
        (200, b'{"code": "Ok", "durations": [[0]]}', "its answer has another size than was asked for"),
        (200, b'{"code": "Ok", "durations": [[-1]]}', "its answer has another form than expected"),
        (200, b'{"code": "Ok", "durations": [["x"]]}', "its answer has another form than expected"),
    ],
)
def test_an_engine_that_fails_is_replaced_by_an_estimate_that_says_so(
    status: int, text: bytes, why: str, roads: RoadServer, tmp_path: Path
) -> None:
    roads.answer = lambda path, body: (status, text)
    table = RoadEngines([Osrm(roads.address)], tmp_path).table(POINTS, CAR)
    assert table.minutes == ESTIMATE.table(POINTS, CAR).minutes
    assert table.warning is not None
    assert f"OSRM at {roads.address} gave no travel times by car: {why}" in table.warning
    assert table.warning.endswith("The travel times are estimated as the crow flies.")
    assert not list(tmp_path.iterdir())


def test_an_engine_that_hangs_is_not_waited_for(roads: RoadServer) -> None:
    release = threading.Event()
    roads.answer = lambda path, body: (200 if release.wait(10) else 500, b"{}")
    table = RoadEngines([Osrm(roads.address, wait_seconds=0.1)]).table(POINTS, CAR)
    release.set()
    assert table.warning is not None
    assert "timed out" in table.warning


def test_an_engine_that_is_not_there() -> None:
    warning = RoadEngines([Valhalla("http://127.0.0.1:9")]).table(POINTS, CAR).warning
    assert warning is not None
    assert "Connection refused" in warning


def test_the_next_engine_is_asked_when_one_fails(roads: RoadServer) -> None:
    engines = RoadEngines([Osrm("http://127.0.0.1:9"), Valhalla(roads.address)])
    table = engines.table(POINTS, CAR)
    assert (table.warning, table.minutes[0][1]) == (None, pytest.approx(2.6))


def test_where_there_is_no_road_the_pair_is_estimated_and_counted(roads: RoadServer) -> None:
    rows = [[0, None, 60], [60, 0, 60], [60, 60, 0]]
    roads.answer = lambda path, body: (200, json.dumps({"code": "Ok", "durations": rows}).encode())
    table = RoadEngines([Osrm(roads.address)]).table(POINTS, CAR)
    assert table.minutes[0][1] == ESTIMATE.table(POINTS, CAR).minutes[0][1]
    assert table.minutes[0][2] == 3
    assert table.warning is not None
    assert table.warning.startswith("OSRM knows no way by car between 1 of 9 pairs of places.")


def test_a_car_engine_is_not_asked_how_long_it_takes_to_walk(roads: RoadServer) -> None:
    table = RoadEngines([Osrm(roads.address)]).table(POINTS, FOOT)
    assert (roads.asked, table.minutes) == ([], ESTIMATE.table(POINTS, FOOT).minutes)
    walking = RoadEngines([Osrm(roads.address + "/{mode}")]).table(POINTS, FOOT)
    assert (walking.warning, walking.minutes[0][1]) == (None, pytest.approx(0.6))
    assert roads.asked[0].startswith("/foot/table/v1/")


def test_the_environment_names_the_engines(roads: RoadServer, tmp_path: Path) -> None:
    named = from_environment({"FOTFESTE_VALHALLA": roads.address + "/"}, kept_in=tmp_path)
    assert named.table(POINTS, FOOT).warning is None
    assert roads.asked == ["/sources_to_targets"]
    unnamed = from_environment({"FOTFESTE_OSRM": ""}).table(POINTS, CAR)
    assert unnamed.warning is not None
    assert "FOTFESTE_OSRM or FOTFESTE_VALHALLA" in unnamed.warning


@pytest.mark.parametrize("address", ["file:///etc", "localhost:5000", "http://"])
def test_an_address_that_is_none_is_refused_with_the_name_of_the_setting(address: str) -> None:
    with pytest.raises(CareError, match="FOTFESTE_OSRM"):
        from_environment({"FOTFESTE_OSRM": address})


def test_no_places_need_no_roads(roads: RoadServer) -> None:
    assert RoadEngines([Osrm(roads.address)]).table((), CAR).minutes == ()
    assert roads.asked == []
