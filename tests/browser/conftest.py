"""A small demo municipality behind the real server, and Chromium in front of it."""

import ctypes
import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from fotfeste.ground.database.location import Address
from fotfeste.ground.database.rights import ROLES, make_database
from fotfeste.ground.tasks.bound import PR_SET_PDEATHSIG
from tests.browser.visitor import Server, Visitor
from tests.conftest import KEPT, Throwaway, talking_to

FILLED = "fotfeste_browser_filled"
PERSONS = 40
FAILED = pytest.StashKey[bool]()
UP_WITHIN_SECONDS = 120


def _fill(throwaway: Throwaway, blocker: Any) -> None:
    """Build the municipality once for the whole run; every process of the run gets a copy."""
    from fotfeste.channels.demo import build

    with (throwaway.run / "browser.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (throwaway.run / "browser-is-filled").exists():
            return
        address = throwaway.copy(FILLED)
        with throwaway.admin() as admin:
            admin.execute(f"comment on database {FILLED} is 'Fotfeste demo, being filled'")
        with blocker.unblock(), talking_to(address):
            build.build(persons=PERSONS)
        with throwaway.admin() as admin:
            # As `fotfeste demo` marks its own when it is filled.
            admin.execute(f"comment on database {FILLED} is 'Fotfeste demo, filled'")
        (throwaway.run / "browser-is-filled").touch()


def _copy(throwaway: Throwaway, name: str) -> Address:
    with throwaway.admin() as admin:
        throwaway.drop(name)
        make_database(admin, name, template=FILLED)
        admin.execute(f"comment on database {name} is 'Fotfeste demo, filled'")
    return throwaway.address(name)


@pytest.fixture(scope="session")
def server(throwaway: Throwaway, django_db_blocker: Any) -> Iterator[Server]:
    """`fotfeste demo` on a free port, with a database and a home of its own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with django_db_blocker.unblock():
        throwaway.ready()
    _fill(throwaway, django_db_blocker)
    address = _copy(throwaway, f"fotfeste_browser_{worker}")
    home = throwaway.run / f"browser-home-{worker}"
    said = throwaway.run / f"browser-{worker}.log"
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "DATABASE_URL": address.url(),
        "DATABASE_OWNER_URL": throwaway.address(address.name, ROLES["owner"]).url(),
        "FOTFESTE_HOME": str(home),
        "NO_COLOR": "1",
    }
    with said.open("w") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "fotfeste.cli", "demo", "--port", str(port)],
            env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_end_with_us,
        )  # fmt: skip
    try:
        _wait(f"http://127.0.0.1:{port}/demo/", running, said)
        yield Server(url=f"http://127.0.0.1:{port}", address=address, environment=environment)
    finally:
        running.send_signal(signal.SIGINT)
        try:
            running.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
        shutil.rmtree(home, ignore_errors=True)


def _end_with_us() -> None:
    # A run that is killed cannot stop its server.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait(url: str, running: "subprocess.Popen[bytes]", said: Path) -> None:
    until = time.monotonic() + UP_WITHIN_SECONDS
    while time.monotonic() < until:
        if running.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"The demo did not start. It said:\n{said.read_text()}")


def _chromium() -> str:
    """CHROMIUM, else the one the installer brought, else the system's."""
    brought = Path(sys.prefix) / "bin" / "fotfeste-browser"
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = os.environ.get("CHROMIUM") or (str(brought) if brought.exists() else None)
    found = found or next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.fail("There is no Chromium. Run `make test`, which brings one, or name yours in CHROMIUM.")
    return found


# One for each file, not for the run: while it is open the thread counts as asynchronous, and Django refuses queries.
@pytest.fixture(scope="module")
def chromium(server: Server) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[Any]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def visitor(request: pytest.FixtureRequest, chromium: Browser, server: Server) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors: `visitor(width=390)`. What any of them saw go wrong fails the test.

    What they had before them when a test failed is kept in .cache/tests as pictures.
    """
    made: list[Visitor] = []

    def make(*, width: int = 1280, height: int = 900, **more: Any) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale="nb-NO", base_url=server.url, **more
        )
        made.append(Visitor(context, server))
        return made[-1]

    yield make
    wrong = [fault for each in made for fault in each.faults]
    for number, each in enumerate(made):
        if request.node.stash.get(FAILED, False):
            name = re.sub(r"\W+", "-", request.node.name)[:80]
            each.page.screenshot(path=KEPT / f"{name}-{number}.png", full_page=True)
        each.context.close()
    assert wrong == []
