"""The planner is compiled once, whoever needs it first, and never by two at once."""

import fcntl
import threading
from pathlib import Path

import pytest

from fotfeste.care.planning.rules.search import warming


@pytest.fixture
def nothing_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A folder in which nothing lies; each compiling is only counted, for a real one takes half a minute."""
    done: list[int] = []
    monkeypatch.setattr(warming, "CACHE", tmp_path)
    monkeypatch.setattr(warming, "KEPT", tmp_path)
    monkeypatch.setattr(warming, "_call_everything", lambda _report: done.append(1))
    return done


def test_what_is_compiled_is_not_compiled_again(nothing_compiled: list[int]) -> None:
    assert not warming.is_warm()
    warming.warm()
    assert warming.is_warm()
    assert warming.warm() == 0.0
    assert len(nothing_compiled) == 1


def test_whoever_comes_while_another_compiles_waits_and_finds_it_done(nothing_compiled: list[int]) -> None:
    with (warming.KEPT / "compiling.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        waiting = threading.Thread(daemon=True, target=warming.warm)
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive() and not nothing_compiled
        mark = warming._mark()
        mark.parent.mkdir()
        mark.touch()
    waiting.join(30)
    assert not waiting.is_alive() and not nothing_compiled


def test_compiling_that_was_stopped_is_not_taken_for_done(
    nothing_compiled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_report: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(warming, "_call_everything", stopped)
    with pytest.raises(KeyboardInterrupt):
        warming.warm()
    assert not warming.is_warm()


def test_machine_code_of_another_processor_is_not_taken_for_ours(
    nothing_compiled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    warming.warm()
    monkeypatch.setattr("llvmlite.binding.get_host_cpu_name", lambda: "another")
    assert not warming.is_warm()


def test_a_first_plan_compiles_before_its_seconds_begin_and_says_so_on_stderr(
    nothing_compiled: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    from fotfeste.care.planning import commands

    commands._compiled_first()
    said = capsys.readouterr()
    assert "The seconds of the search begin after it." in said.err and said.out == ""
    commands._compiled_first()
    assert capsys.readouterr().err == ""
