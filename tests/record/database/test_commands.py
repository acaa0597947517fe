"""The command `fotfeste` on a machine where nothing runs: it brings its own database and speaks plainly."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import psycopg.conninfo
import pytest

from fotfeste.ground.database import embedded, place
from fotfeste.ground.database.cluster import Cluster
from fotfeste.ground.database.location import Address

COMMAND = [sys.executable, "-m", "fotfeste.cli"]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """One home for all commands here: making the tables takes longest."""
    folder = Path(tempfile.mkdtemp(prefix="fotfeste-home-", dir="/tmp"))
    yield folder
    outside = place.place_of(folder)
    Cluster(outside).destroy()
    shutil.rmtree(folder, ignore_errors=True)


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "FOTFESTE_DEMO")}
    return {**kept, "FOTFESTE_HOME": str(home), "NO_COLOR": "1", "COLUMNS": "200", **more}


def fotfeste(home: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*COMMAND, *words], env=environment(home, **more), capture_output=True, text=True, timeout=300, check=False
    )


def test_a_command_on_an_empty_machine_makes_its_database_and_leaves_nothing_running(home: Path):
    said = fotfeste(home, "log", "verify")
    # Nothing is sealed: what cannot be known is not said to hold, neither in words nor by the exit code.
    assert said.returncode == 1, said.stderr
    assert "Nothing is sealed yet" in said.stderr
    assert "whole" not in said.stdout + said.stderr
    assert not embedded.running(home)


def test_a_sealed_log_holds_and_a_line_changed_behind_the_product_s_back_is_found(home: Path):
    assert fotfeste(home, "unit", "add", "Innsatsteam", "--kind", "team").returncode == 0
    sealed = json.loads(fotfeste(home, "log", "seal", "--json").stdout)
    assert (sealed["lines"], sealed["seals"], sealed["head"]["seal"]) == (1, 1, 1)
    held = fotfeste(home, "log", "verify")
    assert held.returncode == 0, held.stderr
    assert "none is gone and none was put in" in held.stdout
    assert "cannot be known" in held.stdout
    assert (home / "log-key").stat().st_mode & 0o777 == 0o600
    embedded.start(home)
    try:
        with psycopg.connect(**{**embedded.embedded_address(home).psycopg(), "user": "postgres"}) as intruder:
            intruder.execute("set session_replication_role = replica")
            intruder.execute("update access_logentry set user_name = 'Vakker Blomst'")
        found = fotfeste(home, "log", "verify")
        told = json.loads(fotfeste(home, "log", "verify", "--json").stdout)
        with psycopg.connect(**{**embedded.embedded_address(home).psycopg(), "user": "postgres"}) as intruder:
            intruder.execute("set session_replication_role = replica")
            intruder.execute("update access_logentry set user_name = 'Fotfeste'")
    finally:
        embedded.leave(home)
    assert found.returncode == 1
    number = told["findings"][0]["line"]
    assert f"CHANGED: Line {number} was changed after it was sealed" in found.stderr
    assert (told["state"], [each["kind"] for each in told["findings"]]) == ("broken", ["changed"])


def test_a_new_key_seals_on_and_the_old_one_still_checks_what_it_sealed(home: Path):
    made = json.loads(fotfeste(home, "log", "new-key", "--json").stdout)
    assert len((home / "log-key").read_text().split()) == 2
    assert made["sealed"]["head"]["key"] == made["key"]
    assert fotfeste(home, "log", "verify").returncode == 0


def test_a_user_is_made_once_and_the_password_shown_once(home: Path):
    said = fotfeste(home, "user", "add", "vakker@example.org", "--name", "Vakker Blomst", "--role", "therapist")
    assert said.returncode == 0, said.stderr
    assert re.search(r"Password, shown this once: \S{12,}", said.stdout)
    again = fotfeste(home, "user", "add", "vakker@example.org", "--name", "Vakker Blomst", "--role", "therapist")
    assert again.returncode == 2
    assert "already a user" in again.stderr
    assert "Traceback" not in again.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--role", "wizard"), "There is no role 'wizard'. Choose one of: "),
        (("--role", "therapist", "--unit", "Månen"), "There is no unit 'Månen'"),
        (("--role", "therapist", "--profession", "wizard"), "There is no profession 'wizard'"),
        (("--role", "therapist", "--name", "N" * 121), "Write a name of 1 to 120 letters"),
        (("--role", "therapist", "--name", "  "), "Write a name of 1 to 120 letters"),
    ],
)
def test_what_a_user_cannot_be_is_told_with_what_they_can(home: Path, words: tuple[str, ...], told: str):
    said = fotfeste(home, "user", "add", "ny@example.org", "--name", "Ny", *words)
    assert said.returncode == 2
    assert told in said.stderr


def test_a_database_of_ones_own_that_does_not_answer_is_told_in_words(home: Path):
    said = fotfeste(home, "migrate", DATABASE_URL="postgresql://app:hemmelig@127.0.0.1:1/none")
    assert said.returncode == 1
    assert "does not answer" in said.stderr
    assert "hemmelig" not in said.stderr
    assert "Traceback" not in said.stderr


def test_the_demo_starts_beside_a_taken_port_stops_on_ctrl_c_and_survives_its_database_s_death(
    home: Path, tmp_path: Path
):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = tmp_path / "said"
        with said.open("w") as out:
            demo = subprocess.Popen(
                [*COMMAND, "demo", "--port", str(port)], env=environment(home), stdout=out, stderr=subprocess.STDOUT
            )
        try:
            address = _address(said, demo)
            assert f":{port}/" not in address
            assert "is in use" in said.read_text()
            assert _status(address) < 500
            os.kill(int((Cluster(place.place_of(home)).data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
            deadline = time.monotonic() + 30
            while not ("starting it again" in said.read_text() and embedded.running(home)):
                assert time.monotonic() < deadline, said.read_text()
                time.sleep(0.2)
            assert demo.poll() is None
        finally:
            demo.send_signal(signal.SIGINT)
            code = demo.wait(timeout=60)
    assert code == 0, said.read_text()
    assert not embedded.running(home)
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(address, timeout=5)


def test_the_demo_refuses_a_database_that_holds_something_else(home: Path):
    assert fotfeste(home, "migrate").returncode == 0
    embedded.start(home)
    try:
        url = embedded.embedded_address(home, name="fotfeste").url()
        said = fotfeste(
            home, "demo", DATABASE_URL=url, DATABASE_OWNER_URL=url.replace("fotfeste_app", "fotfeste_owner")
        )
    finally:
        embedded.leave(home)
    assert said.returncode == 1
    assert "holds something that is not the demo's" in said.stderr


def _address(said: Path, demo: "subprocess.Popen[bytes]") -> str:
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and demo.poll() is None:
        if found := re.search(r"Fotfeste is at (\S+)", said.read_text()):
            return found[1].replace("localhost", "127.0.0.1")
        time.sleep(0.2)
    raise AssertionError(f"The demo did not come up: {said.read_text()}")


def _status(address: str) -> int:
    with contextlib.suppress(urllib.error.HTTPError):
        return int(urllib.request.urlopen(address, timeout=30).status)
    return 404


def test_a_demo_that_is_told_to_stop_while_it_is_filled_leaves_no_database_server_behind():
    home = Path(tempfile.mkdtemp(prefix="fotfeste-stopped-", dir="/tmp"))
    with subprocess.Popen([*COMMAND, "demo"], env=environment(home), stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as demo:  # fmt: skip
        try:
            until = time.monotonic() + 60
            while not embedded.running(home) and time.monotonic() < until:
                time.sleep(0.2)
            assert embedded.running(home)
            time.sleep(1)
            demo.send_signal(signal.SIGTERM)
            assert demo.wait(60) == 128 + signal.SIGTERM
            assert not embedded.running(home)
        finally:
            demo.kill()
            Cluster(place.place_of(home)).destroy()
            shutil.rmtree(home, ignore_errors=True)


ASKS_AGAIN_WHEN_LEAVING = """
import sys, psycopg
from fotfeste.ground.terminal import Commands, end_when_told, run
def sleeps():
    with psycopg.connect(sys.argv[1], autocommit=True) as connection:
        try:
            connection.execute("select pg_sleep(60)")
        finally:
            connection.execute("comment on schema public is 'left in order'")
def other(): ...
app = Commands("made-up", about="For a test.")
app.add(sleeps, example="made-up sleeps")
app.add(other, example="made-up other")
end_when_told()
sys.exit(run(app, ["sleeps"]))
"""


def test_a_command_told_to_stop_can_still_leave_its_database_in_order_and_ends_as_told(
    empty_database: Address,
):
    at = {**empty_database.psycopg(), "user": "postgres"}
    with psycopg.connect(**at, autocommit=True) as seer:
        told = subprocess.Popen([sys.executable, "-c", ASKS_AGAIN_WHEN_LEAVING, psycopg.conninfo.make_conninfo(**at)],
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # fmt: skip
        with told:
            try:
                until = time.monotonic() + 60
                asleep = "select 1 from pg_stat_activity where query like '%pg_sleep(60)%' and wait_event = 'PgSleep'"
                while not seer.execute(asleep).fetchone():
                    assert told.poll() is None and time.monotonic() < until
                    time.sleep(0.1)
                told.send_signal(signal.SIGTERM)
                said = told.communicate(timeout=60)[1]
            finally:
                told.kill()
        left = seer.execute("select obj_description('public'::regnamespace, 'pg_namespace')").fetchone()
    assert (told.returncode, said.strip()) == (128 + signal.SIGTERM, "Stopped. Nothing more is done.")
    assert left == ("left in order",)
