"""What a line of the log says, as bytes that can mean nothing else, and what its hash must be.

Every value is text here, as PostgreSQL writes it: a line that somebody made up may hold a time no calendar knows, and
must still be read and named.
"""

import hashlib
from typing import NamedTuple

SECOND_FORMAT = "fotfeste.log.2"
CONTENT = "fotfeste.log.content"


class Line(NamedTuple):
    """One row of the log. `at` is in UTC with microseconds; `transaction` is None in lines of the first format."""

    id: int
    transaction: int | None
    at: str | None
    user_id: str | None
    user_name: str | None
    role: str | None
    unit: str | None
    act: str | None
    person_id: str | None
    object_type: str | None
    object_id: str | None
    purpose: str | None
    channel: str | None
    outcome: str | None
    address: str | None
    previous_hash: str | None
    hash: str | None


def joined(*parts: object) -> bytes:
    """The parts, each with its length in front: no other parts give the same bytes. None is not the empty text."""
    return b"".join(_part(part) for part in parts)


def _part(part: object) -> bytes:
    if part is None:
        return b"-,"
    written = part if isinstance(part, bytes) else str(part).encode()
    return str(len(written)).encode() + b":" + written + b","


def content_digest(line: Line) -> bytes:
    """32 bytes for what the line says, without its number and its hashes: a line that was moved keeps it."""
    return hashlib.sha256(joined(CONTENT, *line[1:15])).digest()


def right_hash(line: Line) -> str:
    """The hash that the database must have given the line, by the format the line is of."""
    if line.transaction is None:
        return _hash_of_first_format(line)
    return hashlib.sha256(joined(SECOND_FORMAT, *line[:16])).hexdigest()


def as_written(line: Line) -> bool:
    """Whether the hash is what it must be, and stands alone: only lines of the first format know the one before."""
    return right_hash(line) == line.hash and (line.transaction is None or not line.previous_hash)


def _hash_of_first_format(line: Line) -> str:
    # Joined with "|", which a name may hold: what is said here was ambiguous, and is kept only for lines of that time.
    address = [line.address] if line.address else []
    parts = [line.previous_hash, str(line.id), line.at, line.user_id, *line[4:14], *address]
    return hashlib.sha256("|".join(part or "" for part in parts).encode()).hexdigest()
