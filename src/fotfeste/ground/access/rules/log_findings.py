"""What was done to the log, told apart: changed, removed, reordered, cut, emptied, recomputed, forged.

First the seals are held against each other, against the key and against the heads outside the database (`of_seals`);
then the lines against the seals that hold (`LinesOfSeals`); then what no seal knows is looked at (`of_unsealed`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .log_heads import Head, Heads
from .log_lines import Line, as_written, content_digest
from .log_seals import MEMBER_BYTES, Seal, Snapshot, right_digest, right_mac, same


class Kind(StrEnum):
    CHANGED = "changed"
    REMOVED = "removed"
    REORDERED = "reordered"
    CUT = "cut"
    EMPTIED = "emptied"
    RECOMPUTED = "recomputed"
    FORGED = "forged"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, in a sentence; `line` and `seal` are numbers where there is one."""

    kind: Kind
    says: str
    line: int | None = None
    seal: int | None = None


def of_seals(seals: Iterable[Seal], heads: Heads | None, keys: Mapping[str, bytes]) -> tuple[list[Finding], set[int]]:
    """What is wrong with the seals, and the numbers of those that hold. `heads` is None when there is no file.

    `keys` are those of the key file by id, the oldest first. A seal whose key is missing is held against the file only.
    """
    found: list[Finding] = []
    known = heads.by_number if heads else {}
    by_digest = {head.digest: number for number, head in known.items()}
    order = {key: n for n, key in enumerate(keys)}
    holds: set[int] = set()
    before: Seal | None = None
    newest_key, expected = -1, 1
    for seal in seals:
        wrong = _of_one(seal, known, by_digest, keys)
        if seal.number < expected:
            says = f"Seal {seal.number} was put in: the first seal is number 1."
            found.append(Finding(Kind.FORGED, says, seal=seal.number))
            continue
        if seal.number != expected:
            found.append(_missing(expected, seal.number - 1))
        elif not wrong and (
            seal.previous != (before.digest if before else "")
            or seal.lines_before != (before.lines_in_all if before else 0)
        ):
            wrong = Finding(Kind.RECOMPUTED, f"Seal {seal.number} does not follow the seal before it.")
        if not wrong and order.get(seal.key, newest_key) < newest_key:
            says = f"Seal {seal.number} was made with a key that had been laid aside."
            wrong = Finding(Kind.RECOMPUTED, says, seal=seal.number)
        newest_key = max(newest_key, order.get(seal.key, newest_key))
        expected, before = seal.number + 1, seal
        if wrong:
            found.append(Finding(wrong.kind, wrong.says, seal=seal.number))
        else:
            holds.add(seal.number)
    if heads:
        found += _of_heads(heads, expected - 1)
    return found, holds


def _missing(first: int, last: int) -> Finding:
    which = f"Seal {first} is" if first == last else f"Seals {first} to {last} are"
    return Finding(Kind.REMOVED, f"{which} gone from the database, and later ones are there.", seal=first)


def _of_one(
    seal: Seal, known: Mapping[int, Head], by_digest: Mapping[str, int], keys: Mapping[str, bytes]
) -> Finding | None:
    told = known.get(seal.number)
    if by_digest.get(seal.digest, seal.number) != seal.number:
        says = f"Seal {seal.number} is what was made as seal {by_digest[seal.digest]}: the order was changed."
        return Finding(Kind.REORDERED, says)
    if len(seal.members) % MEMBER_BYTES or not same(seal.digest, right_digest(seal)):
        return Finding(Kind.CHANGED, f"Seal {seal.number} ({seal.at}) was changed after it was made.")
    if told is not None and not same(seal.digest, told.digest):
        says = (
            f"Seal {seal.number} (lines {seal.lines_before + 1} to {seal.lines_in_all} in order, {seal.at}) was worked "
            "out anew: it fits itself, and is not the one that was made."
        )
        return Finding(Kind.RECOMPUTED, says)
    if seal.key in keys and not same(seal.mac, right_mac(seal.digest, keys[seal.key])):
        kind = Kind.FORGED if told is None and known else Kind.RECOMPUTED
        return Finding(kind, f"Seal {seal.number} ({seal.at}) was made without the key.")
    return None


def _of_heads(heads: Heads, last_seal: int) -> list[Finding]:
    found = [
        Finding(Kind.FORGED, f"Line {number} of the file of heads was not written with the key.")
        for number in heads.not_ours
    ]
    if heads.gaps:
        found.append(Finding(Kind.REMOVED, f"Before line {heads.gaps[0]} of the file of heads a head is gone."))
    head = heads.last
    if head and head.seal > last_seal:
        if not last_seal:
            says = (
                f"There is no seal left in the database; the file of heads knows {head.seal}, with {head.lines} lines."
            )
            found.append(Finding(Kind.EMPTIED, says))
        else:
            says = (
                f"The seals end at {last_seal}; the file of heads knows {head.seal} ({head.at}), with {head.lines} "
                "lines. The newest were cut off."
            )
            found.append(Finding(Kind.CUT, says, seal=last_seal + 1))
    return found


@dataclass
class LinesOfSeals:
    """Holds lines against the seals they are in. Give it every seal that holds, in order, then ask for `findings`."""

    sealed: int = 0
    there: int = 0
    last: int = 0
    _other: list[Finding] = field(default_factory=list)
    _missing: list[tuple[int, int, Seal]] = field(default_factory=list)
    _differ: dict[int, tuple[bytes, bytes, Seal]] = field(default_factory=dict)

    def add(self, seal: Seal, lines: Iterable[Line]) -> None:
        """`lines` are the rows there are with the numbers the seal holds."""
        rows: dict[int, Line] = {}
        self.last = seal.lines_in_all
        for line in lines:
            if line.id in rows:
                self._other.append(Finding(Kind.FORGED, f"Line {line.id} stands there twice.", line.id, seal.number))
            rows[line.id] = line
        for position, (number, digest) in enumerate(seal.each(), start=seal.lines_before + 1):
            self.sealed += 1
            row = rows.get(number)
            if row is None:
                self._missing.append((position, number, seal))
                continue
            self.there += 1
            if (now := content_digest(row)) != digest:
                self._differ[number] = (digest, now, seal)
            elif not as_written(row):
                says = f"The hash of line {number} was changed after it was sealed, or the line before it was."
                self._other.append(Finding(Kind.CHANGED, says, number, seal.number))
        for number, why in seal.told_doubts():
            self._other.append(
                Finding(Kind.FORGED, f"Line {number} {why}; seen when it was sealed.", number, seal.number)
            )

    def findings(self) -> list[Finding]:
        return [*self._of_missing(), *self._of_different(), *self._other]

    def _of_missing(self) -> list[Finding]:
        gone = self._missing
        if gone and not self.there:
            return [Finding(Kind.EMPTIED, f"None of the {self.sealed} sealed lines is there any more.")]
        # Those that reach the end without a break are a cut.
        cut = 0
        while cut < len(gone) and gone[-1 - cut][0] == self.last - cut:
            cut += 1
        inside, end = gone[: len(gone) - cut], gone[len(gone) - cut :]
        found = [
            Finding(
                Kind.REMOVED,
                f"Line {number} is gone: it was number {position} in order, sealed {seal.at}.",
                number,
                seal.number,
            )
            for position, number, seal in inside
        ]
        if end:
            says = f"The newest {len(end)} sealed lines were cut off, from line {end[0][1]} (sealed {end[0][2].at})."
            found.append(Finding(Kind.CUT, says, end[0][1], end[0][2].number))
        return found

    def _of_different(self) -> list[Finding]:
        was = {was: number for number, (was, _now, _seal) in self._differ.items()}
        found = []
        for number, (_was, now, seal) in self._differ.items():
            if now in was and was[now] != number:
                says = f"Line {number} says what line {was[now]} said: the order was changed."
                found.append(Finding(Kind.REORDERED, says, number, seal.number))
            else:
                says = f"Line {number} was changed after it was sealed ({seal.at})."
                found.append(Finding(Kind.CHANGED, says, number, seal.number))
        return found


def of_unsealed(line: Line, *, seen: Snapshot | None, begun_before: int, doubts: Iterable[str]) -> list[Finding]:
    """What is wrong with a line that is in no seal. `seen` is what the last sealing saw; None before the first.

    `begun_before` is the transaction that comes next: none from it on has been.
    """
    if seen and (line.transaction is None or seen.sees(line.transaction)):
        says = f"Line {line.id} was put in: it bears a transaction that was sealed, and no seal holds it."
        return [Finding(Kind.FORGED, says, line.id)]
    if line.transaction is not None and line.transaction >= begun_before:
        says = f"Line {line.id} was put in: it bears a transaction that has not been yet."
        return [Finding(Kind.FORGED, says, line.id)]
    found = [Finding(Kind.FORGED, f"Line {line.id} {why}.", line.id) for why in doubts]
    if not as_written(line):
        found.append(Finding(Kind.CHANGED, f"Line {line.id} was changed after it was written.", line.id))
    return found


def of_first_chain(lines: Iterable[tuple[int, str | None, str | None]]) -> list[Finding]:
    """Where the chain of the first format is broken: each line's number, the hash before it and its own, by number."""
    found, before = [], ""
    for number, previous, own in lines:
        if previous != before:
            says = f"Line {number} does not follow the line before it: one was removed or put in between."
            found.append(Finding(Kind.REMOVED, says, number))
        before = own or ""
    return found
