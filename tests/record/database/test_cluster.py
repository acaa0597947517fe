"""The embedded database: up when it is needed, up again after a kill, closed to everyone else."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from fotfeste.ground.database import DatabaseProblem, embedded, place, programs
from fotfeste.ground.database.cluster import Cluster


@pytest.fixture
def home() -> Iterator[Path]:
    """A home folder with a short path, as a person's is."""
    folder = Path(tempfile.mkdtemp(prefix="fotfeste-home-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    embedded.leave(folder)
    Cluster(place.place_of(folder)).destroy()
    shutil.rmtree(folder, ignore_errors=True)


def ask(home: Path, question: str = "select current_user") -> object:
    with psycopg.connect(**embedded.embedded_address(home).psycopg()) as connection:
        row = connection.execute(question).fetchone()
        assert row
        return row[0]


def server_process(home: Path) -> int:
    return int((Cluster(place.place_of(home)).data / "postmaster.pid").read_text().split()[0])


def test_a_new_home_gets_a_database_that_answers_the_application(home: Path):
    embedded.start(home)
    assert ask(home) == "fotfeste_app"


def test_what_was_written_is_there_after_the_server_and_its_backends_are_killed(home: Path):
    embedded.start(home)
    owner = embedded.embedded_address(home, "owner").psycopg()
    with psycopg.connect(**owner) as connection:
        connection.execute("create table kept as select 42 as answer")
        connection.execute("grant select on kept to fotfeste_app")
    cluster = Cluster(place.place_of(home))
    for process in list(cluster._processes()):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    embedded.start(home)
    assert ask(home, "select answer from kept") == 42


def test_a_server_killed_alone_is_up_again_while_its_backends_still_go_away(home: Path):
    embedded.start(home)
    with contextlib.suppress(psycopg.OperationalError), psycopg.connect(**embedded.embedded_address(home).psycopg()):
        os.kill(server_process(home), signal.SIGKILL)
        embedded.start(home)
    assert ask(home) == "fotfeste_app"


@pytest.mark.parametrize("mark", ["", "not a number\n", "{other}\n"])
def test_a_mark_left_by_a_power_cut_or_naming_another_program_does_not_keep_the_database_down(home: Path, mark: str):
    embedded.start(home)
    cluster = Cluster(place.place_of(home))
    embedded.leave(home)
    other = subprocess.Popen(["sleep", "60"], **_as(cluster))
    try:
        (cluster.data / "postmaster.pid").write_text(mark.format(other=other.pid))
        embedded.start(home)
        assert ask(home) == "fotfeste_app"
    finally:
        other.kill()
        other.wait(30)


def _as(cluster: Cluster) -> dict[str, int]:
    # PostgreSQL only minds a process of its own account.
    return {"user": cluster.account.uid, "group": cluster.account.gid} if cluster.account.steps_down else {}


def test_the_last_to_leave_stops_the_server_and_nobody_before(home: Path):
    code = (
        "import sys; from pathlib import Path; from fotfeste.ground.database import embedded\n"
        "embedded.start(Path(sys.argv[1])); print('up', flush=True); sys.stdin.read()"
    )
    embedded.start(home)
    with subprocess.Popen(
        [sys.executable, "-c", code, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout and other.stdout.readline() == "up\n"
        assert embedded.leave(home) is False
        assert embedded.running(home)
        other.communicate(timeout=60)
    assert not embedded.running(home)


def test_a_command_that_was_killed_does_not_keep_the_server_up_for_ever(home: Path):
    code = (
        "import sys, os; from pathlib import Path; from fotfeste.ground.database import embedded\n"
        "embedded.start(Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(home)], check=False, timeout=120)
    assert killed.returncode == -signal.SIGKILL
    assert embedded.running(home)
    embedded.start(home)
    assert embedded.leave(home) is True
    assert not embedded.running(home)


def test_the_server_listens_on_no_network_port_and_its_socket_is_closed_to_others(home: Path):
    embedded.start(home)
    cluster = Cluster(place.place_of(home))
    assert ask(home, "show listen_addresses") == ""
    assert cluster.socket.stat().st_mode & 0o077 == 0
    assert cluster.data.stat().st_mode & 0o077 == 0


def test_nothing_acknowledged_may_be_lost_so_fsync_is_on(home: Path):
    embedded.start(home)
    assert [ask(home, f"show {name}") for name in ("fsync", "synchronous_commit", "data_checksums")] == ["on"] * 3


def test_a_home_under_a_closed_folder_works_for_root_too(tmp_path: Path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    home = closed / "home"
    embedded.start(home)
    try:
        assert ask(home) == "fotfeste_app"
        embedded.leave(home)
        embedded.start(home)
        assert ask(home) == "fotfeste_app"
    finally:
        embedded.leave(home)
        Cluster(place.place_of(home)).destroy()


def test_a_home_with_a_very_long_path_gets_a_socket_with_a_short_one(home: Path):
    deep = home / ("en-lang-mappe-" * 8)
    embedded.start(deep)
    try:
        assert ask(deep) == "fotfeste_app"
        assert len(str(Cluster(place.place_of(deep)).socket)) < 90
    finally:
        embedded.leave(deep)
        Cluster(place.place_of(deep)).destroy()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root keeps the data outside the home")
def test_a_home_made_anew_does_not_open_the_database_of_the_one_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    home = tmp_path / "home"
    embedded.start(home)
    outside = place.place_of(home)
    assert outside.parent == place.SHARED_STATE
    with psycopg.connect(**embedded.embedded_address(home, "owner").psycopg()) as connection:
        connection.execute("create table old as select 1")
    embedded.leave(home)
    shutil.rmtree(home)
    try:
        embedded.start(home)
        assert ask(home, "select count(*) from pg_class where relname = 'old'") == 0
        assert "is kept in" in capsys.readouterr().err
    finally:
        embedded.leave(home)
        for left in outside.parent.glob(f"{outside.name}*"):
            Cluster(left).destroy()


@pytest.mark.skipif(not programs.from_system(), reason="no system PostgreSQL here")
def test_the_system_s_own_postgresql_is_a_second_choice_that_works(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(programs, "from_wheel", lambda: None)
    embedded.start(home)
    assert int(str(ask(home, "show server_version_num"))) // 10000 == programs.from_system()[0].version
    assert ask(home, "select upper('æøå')") == "ÆØÅ"


def test_a_cluster_of_another_version_is_refused_with_what_to_do(home: Path, monkeypatch: pytest.MonkeyPatch):
    embedded.start(home)
    embedded.leave(home)
    monkeypatch.setattr(programs, "from_wheel", lambda: None)
    monkeypatch.setattr(programs, "from_system", lambda: [])
    with pytest.raises(DatabaseProblem, match="was made by PostgreSQL 17"):
        embedded.start(home)


def test_many_commands_at_once_start_one_server(home: Path):
    code = (
        "import sys; from pathlib import Path; from fotfeste.ground.database import embedded\n"
        "embedded.start(Path(sys.argv[1]))"
    )
    commands = [subprocess.Popen([sys.executable, "-c", code, str(home)]) for _ in range(4)]
    assert [command.wait(timeout=60) for command in commands] == [0, 0, 0, 0]
    deadline = time.monotonic() + 10
    while embedded.running(home) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not embedded.running(home)
