"""How a command ends where the world is not as it should be: closed pipes, full disks, Ctrl-C, odd terminals."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "fotfeste.cli"]
NOWHERE = "postgresql://nobody@127.0.0.1:1/none"


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for name in ("NO_COLOR", "TERM", "COLUMNS", "LINES", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", NOWHERE)
    monkeypatch.chdir(tmp_path)
    yield


def on_a_terminal(*words: str, width: int = 80, **environment: str) -> str:
    """What a person sees of it, stdout and stderr together."""
    import fcntl
    import struct
    import termios

    watching, shown = pty.openpty()
    fcntl.ioctl(shown, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    with subprocess.Popen(
        [*COMMAND, *words], stdin=shown, stdout=shown, stderr=shown, env={**os.environ, **environment}
    ):
        os.close(shown)
        seen = b""
        with suppress(OSError):  # the terminal is gone with the command
            while part := os.read(watching, 4096):
                seen += part
    os.close(watching)
    return seen.decode()


def test_a_reader_that_leaves_early_is_no_error() -> None:
    shell = f"{sys.executable} -m fotfeste.cli instruments --fhir | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.splitlines()[-1] == "0"
    assert done.stderr == ""


@pytest.mark.parametrize("words", [("instruments", "--json"), ("indicators", "list"), ("--help",)])
def test_a_full_disk_is_told_once_and_is_no_success(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=120
        )
    assert done.returncode == 1
    assert "No space left" in done.stderr and "Traceback" not in done.stderr and "Exception ignored" not in done.stderr


def test_a_file_that_has_no_room_leaves_no_half_of_it_and_the_old_one_stands(tmp_path: Path) -> None:
    (tmp_path / "day.json").write_text("as it was", encoding="utf-8")
    limited = f"ulimit -f 8; {sys.executable} -m fotfeste.cli plan generate day.json --visits 400 --staff 40"
    done = subprocess.run(
        ["bash", "-c", f"trap '' XFSZ; {limited}"], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "day.json").read_text(encoding="utf-8") == "as it was"
    assert [each.name for each in tmp_path.iterdir()] == ["day.json"]


def test_a_closed_output_is_no_fault_of_ours() -> None:
    shell = f"{sys.executable} -m fotfeste.cli indicators list >&-"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")


def test_letters_a_terminal_lacks_are_escaped_and_json_stays_json() -> None:
    for words in (("instruments", "sppb"), ("instruments", "sppb", "--json")):
        done = subprocess.run(
            [*COMMAND, *words],
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.isascii()
        if "--json" in words:
            import json

            assert "å" in json.loads(done.stdout)["explanation"]["nb"]


def test_no_database_is_no_wrong_use_and_says_what_to_look_at() -> None:
    for words in (("log", "verify"), ("report", "outcomes"), ("migrate",)):
        done = subprocess.run([*COMMAND, *words], capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 1
        assert "does not answer" in done.stderr and "DATABASE_URL" in done.stderr
        assert "Traceback" not in done.stderr


def test_ctrl_c_ends_with_130_and_one_line() -> None:
    with subprocess.Popen(
        [*COMMAND, "score", "sppb"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdin and running.stdout and running.stderr
        # The answer to the first lines shows that the command is reading on.
        running.stdin.write('{"answers": {}}\n' * 2001)
        running.stdin.flush()
        assert running.stdout.readline()
        running.send_signal(signal.SIGINT)
        told = running.stderr.read()
        running.stdin.close()
    assert running.returncode == 130
    assert told.strip() == "Stopped. Nothing more is done."


@pytest.mark.parametrize("quiet", [{"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colours_where_none_are_wanted_or_none_can_be_shown(quiet: dict[str, str]) -> None:
    assert "\033[" in on_a_terminal("plan", "solve", "nowhere.json", TERM="xterm")
    assert "\033" not in on_a_terminal("plan", "solve", "nowhere.json", **quiet)
    assert "\033" not in on_a_terminal("instruments", **quiet)
    assert "\033" not in on_a_terminal("--help", **quiet)


@pytest.mark.parametrize("width", [40, 120])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    for words in (("instruments",), ("instruments", "sppb"), ("plan", "solve", "nowhere.json"), ("--help",)):
        seen = on_a_terminal(*words, width=width, TERM="xterm", NO_COLOR="1")
        assert max(len(line) for line in seen.splitlines()) <= width, words
