"""Child processes: they end with whoever started them, and works behind the pages come after the pages."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fotfeste.ground.tasks.processes import ChildGone, Processes

LIVES_LONG = [sys.executable, "-c", "import time; time.sleep(600)"]


def writes(file: Path, text: str, *, then: str = "") -> list[str]:
    return [sys.executable, "-c", f"open({str(file)!r}, 'a').write({text!r}); {then}"]


def run(processes: Processes, until: object, failed: list[tuple[str, int]], ready: object = lambda: True) -> None:
    """Run them until `until()` holds, then ask to stop as Ctrl-C does."""

    def watch() -> bool:
        if until():  # type: ignore[operator]
            os.kill(os.getpid(), signal.SIGINT)
        return False

    processes.run(on_ready=lambda: None, ready=ready, watch=watch, failed=lambda *each: failed.append(each))  # type: ignore[arg-type]


def test_works_behind_begin_when_all_is_ready_and_one_after_the_other(tmp_path: Path) -> None:
    told = tmp_path / "told"
    told.write_text("")

    def ready() -> bool:
        told.write_text(told.read_text() + "ready ")
        return True

    behind = {"first": writes(told, "first "), "second": writes(told, "second ")}
    run(Processes({"server": LIVES_LONG}, behind), lambda: "second" in told.read_text(), [], ready)
    assert told.read_text() == "ready first second "


def test_a_work_behind_that_fails_is_told_and_stops_nothing_else(tmp_path: Path) -> None:
    told, failed = tmp_path / "told", []
    told.write_text("")
    behind = {"bad": [sys.executable, "-c", "raise SystemExit(3)"], "good": writes(told, "good")}
    run(Processes({"server": LIVES_LONG}, behind), told.read_text, failed)
    assert (told.read_text(), failed) == ("good", [("bad", 3)])


def test_a_work_behind_is_stopped_with_the_rest(tmp_path: Path) -> None:
    told = tmp_path / "told"
    told.write_text("")
    behind = {"long": [sys.executable, "-c", f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); "
                       "time.sleep(600)"]}  # fmt: skip
    run(Processes({"server": LIVES_LONG}, behind), told.read_text, [])
    assert not Path(f"/proc/{told.read_text()}").exists()


def test_a_server_that_stops_by_itself_ends_all() -> None:
    with pytest.raises(ChildGone, match=r"The server stopped by itself \(code 4\)"):
        run(Processes({"server": [sys.executable, "-c", "raise SystemExit(4)"]}), lambda: False, [])


def test_children_end_when_their_parent_is_killed_outright(tmp_path: Path) -> None:
    told = tmp_path / "told"
    child = [sys.executable, "-c", f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); "
             "time.sleep(600)"]  # fmt: skip
    code = (
        "from fotfeste.ground.tasks.processes import Processes; "
        f"Processes({{'server': {child!r}}}).run(on_ready=print, ready=lambda: False, watch=lambda: False)"
    )
    with subprocess.Popen([sys.executable, "-c", code]) as parent:
        _wait(lambda: told.exists() and told.read_text() != "")
        parent.kill()
    _wait(lambda: not _alive(int(told.read_text())))


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _wait(until: object) -> None:
    deadline = time.monotonic() + 60
    while not until():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.05)
