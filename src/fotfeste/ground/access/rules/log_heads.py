"""The file of heads: what was sealed, in a place that whoever owns the database does not own.

One line of JSON for every seal, added and never changed; and one wherever somebody said that the database was restored,
or that a key was lost, after which the numbering goes on from what the database then held.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from .log_lines import joined
from .log_seals import Seal, same


@dataclass(frozen=True)
class Head:
    """One seal as the file tells it. `lines` counts every line sealed up to and with this one; `why` is empty."""

    seal: int
    lines: int
    at: str
    digest: str
    key: str
    mac: str
    why: str = ""


@dataclass(frozen=True)
class Heads:
    """The file as read: heads by number, restorations in order, and lines that cannot be read or were not ours."""

    by_number: dict[int, Head] = field(default_factory=dict)
    restored: tuple[Head, ...] = ()
    unreadable: tuple[int, ...] = ()
    not_ours: tuple[int, ...] = ()
    gaps: tuple[int, ...] = ()

    @property
    def reaches(self) -> int:
        """The number of the newest seal the file knows of, by its head or by what was said at a restoration."""
        return max(self.by_number, default=_from(self.restored))

    @property
    def last(self) -> Head | None:
        return self.by_number[max(self.by_number)] if self.by_number else None


def head_of(seal: Seal, key: bytes) -> Head:
    """What the file says of a seal."""
    return _signed(Head(seal.number, seal.lines_in_all, seal.at, seal.digest, seal.key, ""), key)


def restoration(*, seal: int, lines: int, at: str, digest: str, key_name: str, why: str, key: bytes) -> Head:
    """What the file says where somebody said that the log goes on from seal `seal` of the database (0: from none)."""
    return _signed(Head(seal, lines, at, digest, key_name, "", why), key)


def written(head: Head) -> str:
    """The line of the file."""
    kind = {"restored": head.why} if head.why else {}
    data = {"seal": head.seal, "lines": head.lines, "at": head.at, "digest": head.digest, "key": head.key}
    return json.dumps({**data, **kind, "mac": head.mac}, ensure_ascii=False) + "\n"


def read(text: str, keys: dict[str, bytes]) -> Heads:
    """The file's heads. `keys` are those of the key file by id.

    A head whose key is not among them is believed where somebody said later, with a key that is, that the log went on:
    whoever lost a key did. Without any key nothing can be told apart, and all are believed.

    A line that cannot be read is what a stop in the middle of writing leaves, and is told only by its number: the head
    it was to be is written again.
    """
    heads: dict[int, Head] = {}
    restored, unreadable, not_ours, gaps = [], [], [], []
    found = [(n, _read(line)) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    ours = {n for n, head in found if head and _is_ours(head, keys)}
    spoken_for = max((n for n, head in found if head and head.why and n in ours), default=0)
    for number, head in found:
        if head is None:
            unreadable.append(number)
        elif keys and number not in ours and (head.key in keys or number > spoken_for):
            not_ours.append(number)
        elif head.why:
            heads = {each: one for each, one in heads.items() if each <= head.seal}
            restored.append(head)
        else:
            if head.seal != max(heads, default=_from(restored)) + 1 and heads.get(head.seal) != head:
                gaps.append(number)
            heads[head.seal] = head
    return Heads(heads, tuple(restored), tuple(unreadable), tuple(not_ours), tuple(gaps))


def _is_ours(head: Head, keys: dict[str, bytes]) -> bool:
    return head.key in keys and same(head.mac, _mac(head, keys[head.key]))


def _from(restored: Sequence[Head]) -> int:
    """The seal that the numbering goes on from when none of the heads so far counts any more."""
    return restored[-1].seal if restored else 0


def _read(line: str) -> Head | None:
    try:
        data = json.loads(line)
        at, digest, key, mac = (str(data[each]) for each in ("at", "digest", "key", "mac"))
        return Head(int(data["seal"]), int(data["lines"]), at, digest, key, mac, str(data.get("restored", "")))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _signed(head: Head, key: bytes) -> Head:
    return Head(head.seal, head.lines, head.at, head.digest, head.key, _mac(head, key), head.why)


def _mac(head: Head, key: bytes) -> str:
    parts = (head.seal, head.lines, head.at, head.digest, head.key, head.why)
    return hmac.new(key, joined("fotfeste.log.head", *parts), hashlib.sha256).hexdigest()
