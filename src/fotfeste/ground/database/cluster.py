"""One PostgreSQL cluster in a folder: made, started, asked, stopped, and put right after a hard kill.

The server listens on a Unix socket only, in a folder of its account alone, and lets in by the client's system name
(`peer`), so there is no password to keep and no port to guard.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fotfeste.ground.database.errors import DatabaseProblem
from fotfeste.ground.database.place import Account, account_for, client_name, socket_folder
from fotfeste.ground.database.programs import Programs, programs_for, within_reach

PORT = 5432
SUPERUSER = "postgres"
START_WITHIN_SECONDS = 60
# Backends of a killed server notice by themselves, as a rule within a second or two.
ORPHANS_LEAVE_WITHIN_SECONDS = 10


@dataclass(frozen=True)
class Cluster:
    """A cluster in `place` (`cluster/` the data, `socket/`, `server.log`).

    `durable` false turns off fsync: for databases that are thrown away, never for anything someone typed.
    """

    place: Path
    durable: bool = True
    connections: int = 60

    @property
    def data(self) -> Path:
        return self.place / "cluster"

    @property
    def log(self) -> Path:
        return self.place / "server.log"

    @property
    def socket(self) -> Path:
        return socket_folder(self.place)

    @cached_property
    def account(self) -> Account:
        return account_for(self.place)

    @cached_property
    def programs(self) -> Programs:
        return within_reach(programs_for(self.data), self.account)

    def running(self) -> bool:
        """Whether a server answers on the socket. A server still replaying its log after a kill does not answer yet."""
        import psycopg

        try:
            with psycopg.connect(
                host=str(self.socket), port=PORT, user=SUPERUSER, dbname=SUPERUSER, connect_timeout=5
            ) as connection:
                return connection.execute("show data_directory").fetchone() == (str(self.data.resolve()),)
        except psycopg.OperationalError:
            return False

    def start(self) -> bool:
        """Start the server unless it runs, making the cluster first if need be. True if it was started now."""
        if self.running():
            return False
        self._folders()
        if not (self.data / "PG_VERSION").exists():
            self._make()
        self._configure()
        self._clear_what_a_kill_left()
        said = self._run(
            "pg_ctl", "start", "--silent", "-w", f"--timeout={START_WITHIN_SECONDS}", "-D", self.data, "-l", self.log
        )
        if said.returncode != 0 or not self.running():
            raise DatabaseProblem(
                f"The database server did not start. The last lines of {self.log}:\n{self._last_words()}\n"
                "Put right what it says and run the command again."
            )
        return True

    def stop(self) -> None:
        """Stop the server; open connections are cut, transactions under way are rolled back."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "--silent", "-w", "--mode=fast", "-D", self.data)

    def destroy(self) -> None:
        """Stop the server and remove everything. There is no way back."""
        if self.data.exists():
            self.stop()
        for folder in {self.socket, self.place}:
            shutil.rmtree(folder, ignore_errors=True)

    def _folders(self) -> None:
        self.place.mkdir(mode=0o711, parents=True, exist_ok=True)
        if not self.socket.exists():
            self.socket.mkdir(mode=0o700)
            os.chown(self.socket, self.account.uid, self.account.gid)
        found = self.socket.lstat()
        if self.socket.is_symlink() or found.st_uid != self.account.uid:
            raise DatabaseProblem(f"{self.socket} belongs to someone else. Remove it, or choose another FOTFESTE_HOME.")
        self.socket.chmod(0o700)
        self.log.touch(mode=0o600)
        os.chown(self.log, self.account.uid, self.account.gid)

    def _make(self) -> None:
        half = self.place / "half-made"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        os.chown(half, self.account.uid, self.account.gid)
        # The wheel has no ICU; code point order is the same on every machine, and names sort by a stored key.
        order = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            if self.programs.version >= 17
            else ["--locale=C.UTF-8"]
        )
        said = self._run(
            "initdb", "-D", half, f"--username={SUPERUSER}", "--encoding=UTF8", *order, "--data-checksums",
            "--auth-local=peer", "--auth-host=reject", *([] if self.durable else ["--no-sync"]),
        )  # fmt: skip
        if said.returncode != 0:
            raise DatabaseProblem(f"The database could not be made in {self.place}: {said.stderr.strip()}")
        with (half / "postgresql.conf").open("a") as settings:
            settings.write("\ninclude 'fotfeste.conf'\n")
        half.rename(self.data)

    def _configure(self) -> None:
        sure = "on" if self.durable else "off"
        self._write(
            "fotfeste.conf",
            "# Written at every start; put changes of your own in postgresql.auto.conf (ALTER SYSTEM).\n"
            "listen_addresses = ''\n"
            f"port = {PORT}\n"
            f"unix_socket_directories = '{self.socket}'\n"
            "unix_socket_permissions = 0700\n"
            f"max_connections = {self.connections}\n"
            "shared_buffers = 128MB\n"
            "jit = off\n"
            "timezone = 'UTC'\n"
            "log_timezone = 'UTC'\n"
            f"fsync = {sure}\nsynchronous_commit = {sure}\nfull_page_writes = {sure}\n",
        )
        self._write("pg_hba.conf", "local all all peer map=fotfeste\n")
        names = {client_name(), self.account.name}
        roles = (SUPERUSER, "fotfeste_owner", "fotfeste_app")
        self._write("pg_ident.conf", "".join(f"fotfeste {name} {role}\n" for name in sorted(names) for role in roles))

    def _write(self, name: str, text: str) -> None:
        path = self.data / name
        path.write_text(text)
        path.chmod(0o600)
        os.chown(path, self.account.uid, self.account.gid)

    def _clear_what_a_kill_left(self) -> None:
        """Remove the marks of a server that is gone, once nothing of it still holds the data.

        PostgreSQL does this itself when the number in postmaster.pid is free. After a restart of the machine, or in a
        container where numbers begin anew, the number may belong to another program, and the server would not start.
        """
        marks = [self.data / "postmaster.pid", self.socket / f".s.PGSQL.{PORT}.lock", self.socket / f".s.PGSQL.{PORT}"]
        if not any(mark.exists() for mark in marks):
            return
        deadline = time.monotonic() + ORPHANS_LEAVE_WITHIN_SECONDS
        while (left := list(self._processes())) and time.monotonic() < deadline:
            time.sleep(0.1)
        if left:
            # Backends of a server that no longer answers: they cannot take new work, and hold the data shut.
            for pid in left:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGQUIT)
            time.sleep(1)
        if any(self._processes()):
            raise DatabaseProblem(
                f"A database server is stuck in {self.data} (processes {', '.join(map(str, self._processes()))}). "
                "End these processes and run the command again."
            )
        for mark in marks[1:]:
            mark.unlink(missing_ok=True)
        self._keep_only_if_number_is_free(marks[0])

    def _keep_only_if_number_is_free(self, mark: Path) -> None:
        # When the number is free PostgreSQL clears the file itself, and with it the shared memory the file names. It
        # refuses an empty file, as a power cut leaves it.
        if mark.exists():
            words = mark.read_text(errors="replace").split()
            if not words or not words[0].isdigit() or Path(f"/proc/{words[0]}").exists():
                mark.unlink()

    def _processes(self) -> Iterator[int]:
        """The processes that work in the data folder: PostgreSQL goes there first thing, and all its children stay."""
        data = str(self.data.resolve())
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    if os.readlink(entry / "cwd") == data:
                        yield int(entry.name)

    def _run(self, program: str, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        """Run a program as the account, in a session of its own so that Ctrl-C in the terminal does not reach it."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LD_", "LC_"))}
        down = self.account if self.account.steps_down else None
        with (self.place / "tool.log").open("w+") as said:
            # Not a pipe: the server inherits it and a pipe would keep us waiting for the server's end.
            done = subprocess.run(
                [self.programs[program], *map(str, arguments)],
                stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd=self.place,
                env={**environment, "LC_ALL": "C"}, start_new_session=True, umask=0o077, check=False, text=True,
                user=down.uid if down else None, group=down.gid if down else None, extra_groups=[] if down else None,
            )  # fmt: skip
            said.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, "", said.read())

    def _last_words(self) -> str:
        with contextlib.suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
        return "(no log)"
