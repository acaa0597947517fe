"""The web server and the job worker as child processes of one command, watched until somebody stops it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

BOUND = Path(__file__).with_name("bound.py")
WEB_SERVER, JOB_WORKER = "web server", "job worker"
STOP_WITHIN_SECONDS = 15
WATCH_EVERY_SECONDS = 0.5
# One is held by whoever sends a form slowly, until it has come or the sender has gone: the server knows no limit
# for it, so the proxy must take in whole requests first (docs/how-to/deploy.md).
THREADS = "16"


class ChildGone(Exception):
    """A child process ended by itself. The text says which, and what to do next."""


def free_port(host: str, wanted: int, tries: int = 50) -> int | None:
    """The wanted port if nothing listens on it, else the next free one, None when none of `tries` is free."""
    for port in range(wanted, min(wanted + tries, 65536)):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            # As the server itself does, so that a port just given up counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind((host, port))
                return port
    return None


def web_server(host: str, port: int, workers: int) -> list[str]:
    """The command line of the web server."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", THREADS, "--no-ws", "--log-level", "warning",
        # Letters leave some memory behind (about 0.4 MB each); a worker that has grown is changed for a new one.
        "--workers-max-rss", "1024", "--workers-kill-timeout", "5", "fotfeste.wsgi:application",
    ]  # fmt: skip


def job_worker() -> list[str]:
    """The command line of the job worker."""
    return [sys.executable, "-m", "django", "procrastinate", "worker", "--concurrency", "2"]


@dataclass
class Processes:
    """Named child processes. Each is a session of its own, so that Ctrl-C reaches only us and we stop them in order.

    `commands` are to run for as long as we do. `behind` are works that end: one after the other, once all is ready;
    they are stopped with the rest.
    """

    commands: dict[str, list[str]]
    behind: dict[str, list[str]] = field(default_factory=dict)
    _running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    _stop: bool = False

    def run(
        self,
        *,
        on_ready: Callable[[], None],
        ready: Callable[[], bool],
        watch: Callable[[], bool],
        failed: Callable[[str, int], None] = lambda _name, _code: None,
    ) -> None:
        """Start all, call `on_ready` once `ready()` holds, and stay until a signal asks us to stop.

        `watch()` is called about every second and gives true when it had to put the ground under the children right;
        children that end because of that are started again. Raises ChildGone when one ends otherwise. `failed(name,
        code)` tells that one of the works behind did not come to its end; everything else goes on.
        """
        before = {each: signal.signal(each, self._asked) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        forgiven_until = 0.0
        told = False
        waiting = list(self.behind)
        try:
            for name in self.commands:
                self._start(name)
            while not self._stop:
                if not told and ready():
                    told = True
                    on_ready()
                if watch():
                    forgiven_until = time.monotonic() + 20
                for name, child in list(self._running.items()):
                    if child.poll() is None or self._stop:
                        continue
                    self._end_group(child)
                    if name in self.behind:
                        del self._running[name]
                        if child.returncode != 0:
                            failed(name, child.returncode)
                        continue
                    if time.monotonic() > forgiven_until:
                        raise ChildGone(
                            f"The {name} stopped by itself (code {child.returncode}). "
                            "What it said is above; start the command again when that is put right."
                        )
                    self._start(name)
                if told and waiting and not self.behind.keys() & self._running.keys():
                    self._start(waiting.pop(0))
                time.sleep(WATCH_EVERY_SECONDS if told else 0.1)
        finally:
            self._stop_all()
            for each, handler in before.items():
                signal.signal(each, handler)

    def _asked(self, _number: int, _frame: FrameType | None) -> None:
        self._stop = True

    def _start(self, name: str) -> None:
        """Start it so that it ends with us: killed outright we could stop nobody, and the port would stay taken.

        The web server has children of its own to stop; a job worker that waits for a lost database ignores SIGTERM.
        """
        ends_by = signal.SIGTERM if name == WEB_SERVER else signal.SIGKILL
        bound = [sys.executable, "-I", "-S", str(BOUND), str(os.getpid()), str(int(ends_by))]
        self._running[name] = subprocess.Popen(
            [*bound, *(self.behind | self.commands)[name]], stdin=subprocess.DEVNULL, start_new_session=True
        )

    def _stop_all(self) -> None:
        for child in self._running.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + STOP_WITHIN_SECONDS
        for child in self._running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
            self._end_group(child)

    def _end_group(self, child: "subprocess.Popen[bytes]") -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def answers(host: str, port: int, path: str = "/") -> bool:
    """Whether the web server gives any answer below 500."""
    connection = HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
