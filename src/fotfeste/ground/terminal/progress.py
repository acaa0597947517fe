"""Progress of what takes longer than a moment: on stderr, for somebody who watches, and gone when it is done."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import Any

from fotfeste.ground.terminal.saying import console, watched

PATIENCE_SECONDS = 1.0
Report = Callable[..., None]


class _Bar:
    """The bar, drawn from the first second on; what was reported before is not lost."""

    def __init__(self, what: str) -> None:
        self._what, self._lock, self._over = what, Lock(), False
        self._drawn: Any = None
        self._task: Any = None
        self._now: dict[str, Any] = {"description": what, "completed": 0, "total": None}
        self._timer = Timer(PATIENCE_SECONDS, self._draw)
        self._timer.daemon = True
        self._timer.start()

    def report(self, name: str = "", done: float = 0, of: float | None = None) -> None:
        self._now = {"description": f"{self._what} {name}".strip(), "completed": done, "total": of}
        with self._lock:
            if self._drawn:
                self._drawn.update(self._task, **self._now)

    def end(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True
            if self._drawn:
                self._drawn.stop()

    def _draw(self) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
        with self._lock:
            if self._over:
                return
            self._drawn = Progress(*columns, TimeElapsedColumn(), console=console(sys.stderr), transient=True)
            self._task = self._drawn.add_task(**self._now)
            self._drawn.start()


@contextmanager
def progress(what: str) -> Iterator[Report]:
    """A bar that shows up after a second and clears away when done; nothing where nobody watches.

    The report is called as `report(name, done, of)`; `of` is None while the end is not known.
    """
    if not watched(sys.stderr):
        yield lambda *_given, **_named: None
        return
    bar = _Bar(what)
    try:
        yield bar.report
    finally:
        bar.end()
