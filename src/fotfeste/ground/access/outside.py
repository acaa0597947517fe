"""What guards the log from outside the database: the file of keys, and the file of heads."""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from fotfeste.ground.database import DatabaseProblem

from .rules.log_heads import Head, Heads, read, written
from .rules.log_seals import key_id

SHORTEST_KEY_BYTES = 32


class LogProblem(DatabaseProblem):
    """The log cannot be sealed or its key not be read. The text says what happened and what to do next."""


def keys() -> dict[str, bytes]:
    """The keys by id, the oldest first; none when there is no file. Raises LogProblem."""
    path: Path = settings.LOG_KEY_FILE
    try:
        lines = path.read_text(encoding="ascii").split()
        found = [bytes.fromhex(line) for line in lines]
    except FileNotFoundError:
        return {}
    except PermissionError as refused:
        raise LogProblem(
            f"The key of the log in {path} cannot be read. Run the command as the account the file belongs to."
        ) from refused
    except (OSError, ValueError) as wrong:
        raise LogProblem(f"{path} does not hold keys of the log ({wrong}). Put it back from your copy.") from wrong
    if any(len(key) < SHORTEST_KEY_BYTES for key in found):
        raise LogProblem(f"{path} holds a key that is too short. Put the file back from your copy.")
    return {key_id(key): key for key in found}


def add_key() -> str:
    """Draw a new key, put it last in the file, durably, and give its id. The file is readable by its owner only.

    With the first key comes an empty file of heads: where there is a key and none, it was taken away.
    """
    path: Path = settings.LOG_KEY_FILE
    made = secrets.token_bytes(SHORTEST_KEY_BYTES)
    if not path.exists():
        _append(settings.LOG_HEADS_FILE, "")
    _append(path, made.hex() + "\n")
    return key_id(made)


def heads(known: dict[str, bytes]) -> Heads | None:
    """What the file of heads says; None when there is no file. Raises LogProblem."""
    path: Path = settings.LOG_HEADS_FILE
    try:
        return read(path.read_text(encoding="utf-8", errors="replace"), known)
    except FileNotFoundError:
        return None
    except OSError as refused:
        raise LogProblem(f"The file of heads, {path}, cannot be read ({refused.strerror}).") from refused


def add_heads(several: list[Head]) -> None:
    """Write heads at the end of the file, durably. Raises LogProblem."""
    path: Path = settings.LOG_HEADS_FILE
    text = "".join(written(head) for head in several)
    with contextlib.suppress(FileNotFoundError):
        # What a stop in the middle of a line left is closed: nothing in the file is ever changed.
        if (before := path.read_bytes()) and not before.endswith(b"\n"):
            text = "\n" + text
    _append(path, text)


@contextlib.contextmanager
def alone() -> Iterator[bool]:
    """Whether nobody else on this machine is sealing; held until the end of the block."""
    path = Path(f"{settings.LOG_KEY_FILE}.lock")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = path.open("a")
    except OSError as refused:
        raise LogProblem(f"{path} cannot be opened ({refused.strerror}). Sealing needs it.") from refused
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _append(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        there = path.exists()
        with os.fdopen(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "ab") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        if not there:
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as refused:
        raise LogProblem(
            f"{path} cannot be written to ({refused.strerror}). Let this account add to it, and seal again."
        ) from refused
