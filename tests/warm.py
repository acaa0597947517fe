"""Commands in processes of their own, without importing the same libraries three hundred times.

`run` answers as `subprocess.run` does with text and captured output. Behind it stands one process for each process of
the run: it has imported the libraries, nothing of the product, and forks for each command. What a command sees, its
environment, folder, arguments, standard streams, exit code, is its own.
"""

import atexit
import contextlib
import functools
import importlib
import json
import os
import random
import runpy
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Mapping
from pathlib import Path

LIBRARIES = (
    "django.contrib.auth.forms", "django.core.management.commands.migrate", "django.db.backends.postgresql.base",
    "django.template.defaulttags", "duckdb", "holidays", "ibis.backends.duckdb", "numba",
    "procrastinate.contrib.django", "psycopg", "pyarrow.parquet", "rich.progress", "rich.table", "scipy.optimize",
    "scipy.stats", "statsmodels.regression.mixed_linear_model", "typer.rich_utils",
)  # fmt: skip
LONGEST = 1 << 20


@functools.cache
def _server() -> "tuple[socket.socket, subprocess.Popen[bytes]]":
    ours, theirs = socket.socketpair()
    # What the product reads when it is imported must not come from the run that asks.
    plain = {
        key: value for key, value in os.environ.items() if not key.startswith(("FOTFESTE_", "DJANGO_", "DATABASE_"))
    }
    process = subprocess.Popen(
        [sys.executable, __file__, str(theirs.fileno())], pass_fds=[theirs.fileno()], env=plain, start_new_session=True
    )
    theirs.close()
    atexit.register(_end, ours, process)
    return ours, process


def _end(ours: socket.socket, process: "subprocess.Popen[bytes]") -> None:
    ours.close()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:  # a command of it never ends
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 9)


def run(
    words: Iterable[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | str | None = None,
    given: bytes = b"",
    timeout: float = 120,
) -> "subprocess.CompletedProcess[str]":
    """Run `python` with these words (`-m module …` or `-c code …`), as a process of its own.

    Raises `subprocess.TimeoutExpired` when it takes longer than `timeout` seconds.
    """
    ours, process = _server()
    asked = [list(words), dict(os.environ if env is None else env), str(cwd or os.getcwd())]
    with tempfile.TemporaryFile() as into, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        into.write(given)
        into.seek(0)
        ours.settimeout(timeout)
        try:
            socket.send_fds(ours, [json.dumps(asked).encode() + b"\n"], [each.fileno() for each in (into, out, err)])
            answer = ours.recv(16)
        except BaseException as stopped:
            # Its answer would be taken for the next command's; so also where the test itself was stopped by its limit.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            _server.cache_clear()
            if isinstance(stopped, TimeoutError):
                raise subprocess.TimeoutExpired(asked[0], timeout) from None
            raise
        assert answer, "The process behind the commands is gone."
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(asked[0], int(answer), out.read().decode(), err.read().decode())


def _become(words: list[str], env: dict[str, str], cwd: str, streams: list[int]) -> int:
    """Be that command, in a process that was just forked. Gives the exit code."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    time.tzset()
    random.seed()
    for path in reversed(env.get("PYTHONPATH", "").split(os.pathsep)):
        if path:
            sys.path.insert(0, path)
    kind, what, *more = words
    sys.path.insert(0, "" if kind == "-c" else cwd)
    try:
        if kind == "-c":
            sys.argv = ["-c", *more]
            exec(compile(what, "<string>", "exec"), {"__name__": "__main__"})
        else:
            sys.argv = [what, *more]
            runpy.run_module(what, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _serve(asking: socket.socket) -> None:
    for name in LIBRARIES:
        with contextlib.suppress(Exception):  # one that wants settings first is imported by the command
            importlib.import_module(name)
    while True:
        asked, streams, _, _ = socket.recv_fds(asking, LONGEST, 3)
        while asked and not asked.endswith(b"\n"):
            asked += asking.recv(LONGEST)
        if not asked:
            return
        child = os.fork()
        if child == 0:
            asking.close()
            code = _become(*json.loads(asked), streams)
            atexit._run_exitfuncs()
            with contextlib.suppress(OSError, ValueError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code & 255)
        for each in streams:
            os.close(each)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        asking.sendall(str(status).encode())


if __name__ == "__main__":
    sys.path.pop(0)  # the folder of this file holds no module of the product
    _serve(socket.socket(fileno=int(sys.argv[1])))
