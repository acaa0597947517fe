"""The embedded database's life: up with the first command that needs it, down with the last that leaves.

Every process that uses it holds a shared lock on `database.users` for as long as it lives; the operating system drops
the lock even after kill -9. A process that leaves and gets the lock for itself alone is the last, and stops the server.
`database.lock` keeps starting and stopping one at a time.
"""

import atexit
import contextlib
import fcntl
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from fotfeste.ground.database.cluster import Cluster
from fotfeste.ground.database.errors import DatabaseProblem
from fotfeste.ground.database.location import Address, database_name, embedded_address
from fotfeste.ground.database.place import belongs_with, make_home, place_of
from fotfeste.ground.database.rights import prepare

_using: dict[Path, IO[str]] = {}


def start(home: Path) -> Address:
    """Bring the embedded database of this home up, and keep it up at least as long as this process lives.

    Makes the cluster, the roles and the database when they are missing; harmless when all is there. Gives the
    application's address. Raises DatabaseProblem.
    """
    make_home(home)
    with _one_at_a_time(home):
        cluster = Cluster(place_of(home))
        if home not in _using:
            _using[home] = _open(home / "database.users")
            fcntl.flock(_using[home], fcntl.LOCK_SH)
            atexit.register(_leave, home, os.getpid())
        _know_again(home, cluster)
        cluster.start()
        prepare(cluster, database_name())
    return embedded_address(home)


def stop(home: Path) -> None:
    """Stop the embedded database whoever uses it."""
    if running(home):
        with _one_at_a_time(home):
            Cluster(place_of(home)).stop()


def leave(home: Path) -> bool:
    """Say that this process is done with the database. True if it was the last, and the server was stopped."""
    return _leave(home, os.getpid())


def running(home: Path) -> bool:
    """Whether the embedded database of this home answers."""
    place = place_of(home)
    return place.exists() and Cluster(place).running()


def secret_key(home: Path) -> str:
    """The key that signs cookies and links, made once and kept in the home folder, readable by its owner only."""
    path = make_home(home) / "secret-key"
    with contextlib.suppress(FileExistsError):
        made = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(made, "w") as file:
            file.write(secrets.token_urlsafe(64))
        belongs_with(path, home)
    try:
        return path.read_text()
    except PermissionError as refused:
        raise DatabaseProblem(
            f"{path} belongs to someone else. Run the command as the user it belongs to, or set FOTFESTE_HOME."
        ) from refused


def _leave(home: Path, process: int) -> bool:
    # A forked child inherits our exit handlers; it must not leave on its parent's behalf.
    if process != os.getpid() or home not in _using:
        return False
    with _one_at_a_time(home):
        mine = _using.pop(home)
        try:
            fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        else:
            Cluster(place_of(home)).stop()
            return True
        finally:
            mine.close()


def _open(path: Path) -> IO[str]:
    try:
        file = path.open("a+")
    except PermissionError as refused:
        raise DatabaseProblem(
            f"{path} belongs to someone else. Run the command as the user it belongs to, or set FOTFESTE_HOME."
        ) from refused
    belongs_with(path, path.parent)
    return file


@contextlib.contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    with _open(home / "database.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _know_again(home: Path, cluster: Cluster) -> None:
    """When the data lie outside the home: see that they are this home's, not those of a home that was removed since."""
    if cluster.place.parent == home:
        return
    ours, theirs = home / "database.origin", cluster.place / "origin"
    if cluster.place.exists() and not (ours.exists() and theirs.exists() and ours.read_text() == theirs.read_text()):
        cluster.stop()
        aside = cluster.place.with_name(f"{cluster.place.name}.left-{datetime.now(UTC):%Y%m%d%H%M%S}")
        cluster.place.rename(aside)
        print(f"The folder {home} was made anew; the database it had before is kept in {aside}.", file=sys.stderr)
    if not cluster.place.exists():
        try:
            cluster.place.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            cluster.place.mkdir(mode=0o711)
        except OSError as refused:
            raise DatabaseProblem(
                f"The database server cannot run as root nor reach {home}, and {cluster.place.parent} cannot be "
                f"written to ({refused.strerror}). Run as an ordinary user, or choose an open FOTFESTE_HOME."
            ) from refused
        name = secrets.token_hex(16) + f" {home}\n"
        theirs.write_text(name)
        ours.write_text(name)


def erase(home: Path) -> None:
    """Stop the embedded database of this home and remove it with all data. There is no way back."""
    with _one_at_a_time(home):
        place = place_of(home)
        Cluster(place).destroy()
        shutil.rmtree(place, ignore_errors=True)
