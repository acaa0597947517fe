"""Where things lie: the home folder, the database's own place, and the account the database server runs as.

PostgreSQL refuses to run as root. When root starts Fotfeste the server runs as an unprivileged account, and that
account must be able to walk to the programs and to the data; a home folder of mode 0700 stops it (docs/adr/0002).
"""

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from fotfeste.ground.database.errors import DatabaseProblem

# Accounts tried, in this order, when root starts the server: an administrator who makes `fotfeste` keeps the data files
# away from everything else that runs as nobody.
UNPRIVILEGED = ("fotfeste", "nobody")
# Where root keeps a database whose home the unprivileged account cannot reach.
SHARED_STATE = Path("/var/lib/fotfeste")
# sockaddr_un holds 108 bytes; PostgreSQL adds "/.s.PGSQL.5432.lock" for its own file.
LONGEST_SOCKET_FOLDER = 85


@dataclass(frozen=True)
class Account:
    """The system account the database server runs as. `steps_down` is true when we are root and it is not."""

    name: str
    uid: int
    gid: int
    steps_down: bool


def home() -> Path:
    """The folder of this installation: `FOTFESTE_HOME`, else `fotfeste` in the user's data folder.

    Raises DatabaseProblem when neither is known.
    """
    if chosen := os.environ.get("FOTFESTE_HOME"):
        return Path(chosen).expanduser().absolute()
    data = os.environ.get("XDG_DATA_HOME", "")
    if Path(data).is_absolute():
        return Path(data) / "fotfeste"
    try:
        return Path.home() / ".local" / "share" / "fotfeste"
    except RuntimeError as unknown:
        raise DatabaseProblem(
            "The home folder of this user is not known, so there is nowhere to keep the database. "
            "Set FOTFESTE_HOME to a folder that this user can write to."
        ) from unknown


def make_home(path: Path) -> Path:
    """Make the home folder if it is missing: private; root's is passable (0711) for the server to walk through."""
    try:
        path.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    except OSError as refused:
        raise DatabaseProblem(
            f"Cannot make the folder {path} ({refused.strerror}). "
            "Set FOTFESTE_HOME to a folder that this user can write to."
        ) from refused
    if not os.access(path, os.W_OK | os.X_OK):
        raise DatabaseProblem(
            f"The folder {path} belongs to someone else. Run the command as the user it belongs to, "
            "or set FOTFESTE_HOME to a folder of your own."
        )
    return path


def belongs_with(path: Path, folder: Path) -> None:
    """Give a file that root made the same owner as the folder, so that the folder's owner can use it afterwards."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def account_for(place: Path) -> Account:
    """Who runs the server whose data lie in `place`. An existing cluster's owner is kept."""
    if os.geteuid() != 0:
        return _named(os.geteuid(), steps_down=False)
    cluster = place / "cluster"
    if cluster.exists() and (owner := cluster.stat().st_uid) != 0:
        return _named(owner, steps_down=True)
    for name in UNPRIVILEGED:
        try:
            return _named(pwd.getpwnam(name).pw_uid, steps_down=True)
        except KeyError:
            continue
    raise DatabaseProblem(
        "PostgreSQL does not run as root, and this machine has no account `fotfeste` or `nobody` to run it as. "
        "Make one with `useradd --system fotfeste`, or set DATABASE_URL to a database server."
    )


def client_name() -> str:
    """The system name this process is known by; the database lets in nobody else."""
    return _named(os.geteuid(), steps_down=False).name


def _named(uid: int, *, steps_down: bool) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError as nameless:
        raise DatabaseProblem(
            f"User number {uid} has no name on this machine, and PostgreSQL needs one. "
            "Add the user to /etc/passwd, or set DATABASE_URL to a database server."
        ) from nameless
    return Account(entry.pw_name, uid, entry.pw_gid, steps_down)


def reaches(account: Account, path: Path) -> bool:
    """Whether the account may walk to `path` and read it. A part that does not exist yet is counted as passable."""
    path = path.resolve()
    for part in (*reversed(path.parents), path):
        try:
            found = part.stat()
        except OSError:
            continue
        need = stat.S_IXOTH if part != path or part.is_dir() else stat.S_IROTH
        if found.st_uid == account.uid:
            need <<= 6
        elif found.st_gid == account.gid:
            need <<= 3
        if not found.st_mode & need:
            return False
    return True


def place_of(home: Path) -> Path:
    """The folder that holds the embedded cluster of this home. Nothing is made here."""
    inside = home / "database"
    if os.geteuid() != 0 or inside.exists():
        return inside
    outside = SHARED_STATE / hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:12]
    return inside if reaches(account_for(inside), inside) else outside


def socket_folder(place: Path) -> Path:
    """The folder of the server's socket: in the place itself, or in the temporary folder when that path is too long."""
    inside = place / "socket"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
        return inside
    return Path("/tmp") / f"fotfeste-{hashlib.sha256(os.fsencode(place)).hexdigest()[:16]}"
