"""Seals: batches of lines of the log, closed one after the other, with a key the database does not hold.

A seal says which lines it holds, in order, and what each said (`members`); how many lines came before; and the digest
of the seal before. `digest` binds all of it and can be worked out by anybody; `mac` binds the digest to the key. The
heads of seals stand in a file outside the database as well, so each can be held against the other.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .log_lines import Line, joined

ID_BYTES, DIGEST_BYTES = 8, 32
MEMBER_BYTES = ID_BYTES + DIGEST_BYTES
LINES_PER_SEAL = 10_000


@dataclass(frozen=True)
class Snapshot:
    """Which transactions had ended at one moment: those before `upto` that are not among the `running`."""

    upto: int
    running: frozenset[int]

    @classmethod
    def parse(cls, text: str) -> "Snapshot":
        """From PostgreSQL's `xmin:xmax:running,running`. Raises ValueError."""
        _oldest, upto, running = text.split(":")
        return cls(int(upto), frozenset(int(each) for each in running.split(",") if each))

    @property
    def oldest(self) -> int:
        """Every transaction before this one had ended."""
        return min(self.running, default=self.upto)

    def sees(self, transaction: int) -> bool:
        return transaction < self.upto and transaction not in self.running


@dataclass(frozen=True)
class Seal:
    """One seal. `snapshot` is empty in all but the last of those made at once; `era` counts restored databases.

    `at` is the database's time in UTC, `doubts` what the sealer could not believe of a line (JSON: number and words).
    """

    number: int
    era: int
    at: str
    snapshot: str
    lines_before: int
    members: bytes
    doubts: str
    key: str
    previous: str
    digest: str = ""
    mac: str = ""

    @property
    def lines(self) -> int:
        return len(self.members) // MEMBER_BYTES

    @property
    def lines_in_all(self) -> int:
        return self.lines_before + self.lines

    def each(self) -> Iterator[tuple[int, bytes]]:
        """The number and the content's digest of every line, in order."""
        for at in range(0, self.lines * MEMBER_BYTES, MEMBER_BYTES):
            one = self.members[at : at + MEMBER_BYTES]
            yield int.from_bytes(one[:ID_BYTES], signed=True), one[ID_BYTES:]

    def told_doubts(self) -> list[tuple[int, str]]:
        try:
            return [(int(number), str(why)) for number, why in json.loads(self.doubts or "[]")]
        except (ValueError, TypeError):
            return []


def packed(members: Iterable[tuple[int, bytes]]) -> bytes:
    return b"".join(number.to_bytes(ID_BYTES, signed=True) + digest for number, digest in members)


def right_digest(seal: Seal) -> str:
    """What `digest` must be."""
    parts = (seal.number, seal.era, seal.at, seal.snapshot, seal.lines_before, seal.members, seal.doubts, seal.key)
    return hashlib.sha256(joined("fotfeste.log.seal", *parts, seal.previous)).hexdigest()


def right_mac(digest: str, key: bytes) -> str:
    """What `mac` must be."""
    return hmac.new(key, joined("fotfeste.log.mac", digest), hashlib.sha256).hexdigest()


def closed(seal: Seal, key: bytes) -> Seal:
    """The seal with its digest and its MAC."""
    digest = right_digest(seal)
    return replace(seal, digest=digest, mac=right_mac(digest, key))


def key_id(key: bytes) -> str:
    """What seals name a key by; the key cannot be worked out from it."""
    return hashlib.sha256(joined("fotfeste.log.key", key)).hexdigest()[:16]


def same(one: str, other: str) -> bool:
    """Whether two digests or MACs are the same, whatever letters somebody put in them."""
    return hmac.compare_digest(one.encode(), other.encode())


# The database server's clock may have been set while it ran; a forged past is longer ago.
CLOCK_MAY_BE_OFF_SECONDS = 120


def doubts_about(line: Line, *, names: dict[str, str], not_before: str, not_after: str) -> list[str]:
    """What cannot be so in a line that is not sealed yet, in words; none when it may be right.

    `names` are the names of users by id. `not_before` and `not_after` are the times, in UTC, that the line's
    transaction lies between as the seals know it, slack included; empty where nothing is known.
    """
    found = []
    at = line.at or ""
    if not at or (not_before and at < not_before) or (not_after and at > not_after):
        between = f"between {not_before[:19] or 'the beginning'} and {not_after[:19] or 'now'}"
        found.append(f"bears the time {at or 'none'}, and was written {between}")
    if line.user_id is None:
        if line.user_name or line.outcome != "refused":
            found.append(f"bears the name {line.user_name!r} of nobody who signed in")
    elif names.get(line.user_id) != line.user_name:
        found.append(f"bears the name {line.user_name!r}, and user {line.user_id} is {names.get(line.user_id)!r}")
    return found
