"""A municipality's morning: readers and writers at the demo's server, all at once.

    python -m bench.load http://localhost:8000 [http://localhost:8001] [--rounds N] [--times N] [--paced N]

Twenty read (board, inbox, follow-up list and persons in turn) and ten send in a new referral each time. First each asks
every two seconds, as people do, and what counts is how long they wait; then each asks the same number of times, again
as soon as it is answered, and what counts is how much is answered in a second. Two addresses are asked alternately,
round by round, so that a drifting machine hits both alike: two commits are compared by serving each from a home of its
own. The clients are threads of one small process on the same machine, and what they cost is not taken off.
"""

import argparse
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from pathlib import Path
from random import Random
from re import findall
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

READERS, WRITERS, EVERY_SECONDS = 20, 10, 2.0
# Who reads what, and who writes: by the address of the page.
READ = {"board": "/tavle/", "inbox": "/innboks/", "follow-ups": "/oppfolging/", "persons": "/personer/"}
WRITTEN, FORM = "new referral", "/henvisning/ny/"
SLOWEST_P95, MOST_WAIT_SECONDS = 200.0, 120
_SYLLABLES = ("bla", "dis", "fur", "gne", "hav", "kul", "lyng", "mo", "nype", "ral", "siv", "tind", "vik", "ås", "ør")


@dataclass
class Told:
    """Milliseconds by kind of page, and how long the asking went on."""

    times: dict[str, list[float]] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return sum(map(len, self.times.values())) / self.seconds if self.seconds else 0.0

    @property
    def all_times(self) -> list[float]:
        return [each for several in self.times.values() for each in several]

    def add(self, other: "Told") -> None:
        for kind, times in other.times.items():
            self.times.setdefault(kind, []).extend(times)
        self.seconds += other.seconds


class Visitor:
    """One browser: a connection that is kept, and its cookies. Raises SystemExit for an answer that is none."""

    def __init__(self, base: str) -> None:
        self.at = urlsplit(base)
        self.cookies: dict[str, str] = {}
        self.connection = HTTPConnection(self.at.hostname or "localhost", self.at.port, timeout=MOST_WAIT_SECONDS)

    def ask(self, path: str, sent: dict[str, str] | None = None) -> tuple[int, str, bytes]:
        """The status, where it leads, and the page; `sent` are the fields of a form."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if sent is not None:
            body = urlencode({**sent, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        method = "GET" if sent is None else "POST"
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (OSError, HTTPException):
            # The server closed a connection that had been still; nothing of the question was taken.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        page = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer.status, answer.headers.get("Location", ""), page

    def become(self, address: str) -> None:
        self.ask("/demo/")
        if self.ask(address, {})[0] != 302:
            raise SystemExit(f"Nobody could be signed in at {self.at.geturl()}{address}.")


class Reader:
    """Asks for one page after the other; for each it is signed in as somebody whose page it is."""

    def __init__(self, base: str, able: dict[str, list[str]], number: int) -> None:
        self.visitors = {kind: Visitor(base) for kind in READ}
        for kind, visitor in self.visitors.items():
            visitor.become(able[kind][number % len(able[kind])])
        self.turns = itertools.cycle([*READ][number % len(READ) :] + [*READ][: number % len(READ)])

    def once(self) -> str:
        kind = next(self.turns)
        status, _to, _page = self.visitors[kind].ask(READ[kind])
        if status != 200:
            raise SystemExit(f"{READ[kind]} answered {status} instead of 200.")
        return kind


class Writer:
    """Sends a new referral of somebody nobody has heard of, again and again."""

    def __init__(self, base: str, able: dict[str, list[str]], number: int) -> None:
        self.visitor = Visitor(base)
        self.visitor.become(able["inbox"][0])
        self.visitor.ask(FORM)
        self.rng = Random(f"{time.time()} {number}")

    def once(self) -> str:
        status, _to, page = self.visitor.ask(FORM, self._somebody())
        if status != 302:
            faults = findall(rb'<li><a class="ds-link" href="#[^>]*>([^<]*)', page)
            raise SystemExit(f"A referral was answered {status}: {b'; '.join(faults).decode()}")
        return WRITTEN

    def _somebody(self) -> dict[str, str]:
        draw = self.rng
        given, family = ("".join(draw.choices(_SYLLABLES, k=k)).capitalize() for k in (3, 5))
        born = date(1930, 1, 1) + timedelta(days=draw.randrange(11_000))
        return {
            "key": str(uuid4()),
            "given_name": given,
            "family_name": family,
            "birth_date": f"{born:%d.%m.%Y}",
            "language": "nb",
            "received_on": f"{datetime.now().astimezone():%d.%m.%Y}",
            "route": "new_applicant",
            "referrer": "gp",
            "what_matters": "Å gå til butikken selv.",
        }


Client = Reader | Writer


def gathered(base: str) -> list[Client]:
    """The readers and the writers, all signed in and each answered once."""
    able = _able(base)
    clients: list[Client] = [Reader(base, able, number) for number in range(READERS)]
    clients += [Writer(base, able, number) for number in range(WRITERS)]
    for each in clients:
        each.once()
    return clients


def _able(base: str) -> dict[str, list[str]]:
    """Which of the demo's ready people may open each page, by the address that signs them in."""
    _status, _to, page = Visitor(base).ask("/demo/")
    able: dict[str, list[str]] = {kind: [] for kind in READ}
    for address in dict.fromkeys(findall(r'action="(/demo/bli/[^"]+)"', page.decode())):
        visitor = Visitor(base)
        visitor.become(address)
        for kind, path in READ.items():
            if visitor.ask(path)[0] == 200:
                able[kind].append(address)
    if not all(able.values()):
        raise SystemExit(f"{base} is no demo with somebody for each page. Start it with: fotfeste demo")
    return able


def asked(clients: Sequence[Client], *, times: int, every: float) -> Told:
    """All clients at once, each so many times. With `every` (seconds) each waits for its next turn; with 0 nobody."""
    told, lock, faults = Told(), threading.Lock(), list[BaseException]()
    began = time.perf_counter()

    def go(client: Client, offset: float) -> None:
        mine: list[tuple[str, float]] = []
        try:
            for number in range(times):
                turn = began + offset + number * every
                time.sleep(max(0.0, turn - time.perf_counter()) if every else 0)
                # One that was answered late has waited since its turn came.
                since = turn if every else time.perf_counter()
                mine.append((client.once(), (time.perf_counter() - since) * 1000))
        except (SystemExit, OSError, HTTPException) as fault:
            faults.append(fault)
        with lock:
            for kind, waited in mine:
                told.times.setdefault(kind, []).append(waited)

    threads = [
        threading.Thread(target=go, args=(each, every * number / len(clients))) for number, each in enumerate(clients)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if faults:
        raise SystemExit(str(faults[0]))
    told.seconds = time.perf_counter() - began
    return told


def compared(bases: Sequence[str], *, rounds: int, times: int, paced: int) -> list[tuple[Told, list[Told]]]:
    """For each address: what was waited at two-second turns, and what was answered in each round without pauses."""
    clients = [gathered(base) for base in bases]
    waited = [Told() for _ in bases]
    hurried: list[list[Told]] = [[] for _ in bases]
    for _ in range(rounds):
        for told, several in zip(waited, clients, strict=True):
            told.add(asked(several, times=paced, every=EVERY_SECONDS))
        for rows, several in zip(hurried, clients, strict=True):
            rows.append(asked(several, times=times, every=0))
    return list(zip(waited, hurried, strict=True))


def section(names: Sequence[str], measured: Sequence[tuple[Told, list[Told]]]) -> list[str]:
    """The part of the documentation's page."""
    lines = [
        "## Many at once",
        "",
        f"{READERS} readers and {WRITERS} writers at the demo's server as `fotfeste demo` starts it, with the clients "
        f"on the same {os.cpu_count()} cores (load {os.getloadavg()[0]:.1f} in the last minute). Each asks every "
        f"{EVERY_SECONDS:.0f} seconds, then without pauses.",
        "",
        "| | page | asked | median ms | 95 % ms | without pauses: answers a second | median ms | 95 % ms |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, (waited, hurried) in zip(names, measured, strict=True):
        whole = Told()
        for each in hurried:
            whole.add(each)
        rate = statistics.median(each.rate for each in hurried)
        lines.append(_row(name, "all", waited.all_times, rate, whole.all_times))
        for kind, times in waited.times.items():
            in_a_hurry = whole.times[kind]
            lines.append(_row(name, kind, times, len(in_a_hurry) / whole.seconds, in_a_hurry))
    if len(measured) == 2:
        ratios = [two.rate / one.rate for one, two in zip(measured[0][1], measured[1][1], strict=True)]
        told = f"{statistics.median(ratios):.2f} ({', '.join(f'{each:.2f}' for each in ratios)})"
        lines += ["", f"Answers a second, {names[1]} to {names[0]}, round by round: {told}."]
    over = [name for name, (waited, _) in zip(names, measured, strict=True) if p95(waited.all_times) > SLOWEST_P95]
    return [*lines, "", f"Bar: 95 % within {SLOWEST_P95:.0f} ms ({', '.join(over) or 'none'} over).", ""]


def _row(name: str, kind: str, waited: list[float], rate: float, hurried: list[float]) -> str:
    return (
        f"| {name} | {kind} | {len(waited)} | {statistics.median(waited):.0f} | {p95(waited):.0f} | {rate:.1f} "
        f"| {statistics.median(hurried):.0f} | {p95(hurried):.0f} |"
    )


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


@contextmanager
def demo() -> Iterator[str]:
    """A demo in a throw-away home, filled and started as anybody starts it; its address."""
    with tempfile.TemporaryDirectory(prefix="fotfeste-load-", dir="/tmp") as home:
        # The database server runs as another user and must be able to enter.
        Path(home).chmod(0o755)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("FOTFESTE_")}
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "fotfeste.cli", "demo", "--port", "8950"]
        environment["FOTFESTE_HOME"] = home
        server = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        try:
            said = iter(server.stdout or ())
            yield next(found[0] for line in said if (found := findall(r"http://[^/\s]+", line)))
        finally:
            server.terminate()
            server.wait()


def measure() -> list[str]:
    """The demo as it is, in a home of its own."""
    with demo() as base:
        return section(["demo"], compared([base], rounds=2, times=20, paced=10))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("bases", nargs="*", metavar="ADDRESS", help="one demo, or two to compare; else one is started")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--times", type=int, default=12, help="how often each asks in a round without pauses")
    parser.add_argument("--paced", type=int, default=10, help="how often each asks in a round of two-second turns")
    chosen = parser.parse_args()
    if len(chosen.bases) > 2:
        parser.error("Give one address, or two to compare.")
    if not chosen.bases:
        print("\n".join(measure()))
        return
    found = compared(chosen.bases, rounds=chosen.rounds, times=chosen.times, paced=chosen.paced)
    print("\n".join(section([urlsplit(each).netloc for each in chosen.bases], found)))


if __name__ == "__main__":
    main()
