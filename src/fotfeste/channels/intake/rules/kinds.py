"""The kinds of lists that can be brought in, by the word used on the command line and in addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from .columns import Kind, match
from .episode_columns import EPISODES
from .episodes import EpisodeRow, check_episodes
from .problems import N_, Message, UnreadableFile, message
from .reading import read
from .referral_columns import REFERRALS
from .referrals import ReferralRow, check_referrals
from .rows import Checked, Progress
from .table import Limits


class Check(Protocol):
    """Reads a file of one kind."""

    def __call__(
        self, data: bytes, *, today: date, limits: Limits | None = None, progress: Progress | None = None
    ) -> Checked[Any]: ...


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind: its code, what people call it, its columns, and how it is read."""

    code: str
    title: Message
    columns: Kind
    check: Check


REFERRAL_LIST = FileKind("referrals", message(N_("Referrals")), REFERRALS, check_referrals)
EPISODE_LIST = FileKind("episodes", message(N_("Finished episodes")), EPISODES, check_episodes)
KINDS = {kind.code: kind for kind in (REFERRAL_LIST, EPISODE_LIST)}
Row = ReferralRow | EpisodeRow


def kind_of(data: bytes, *, limits: Limits | None = None) -> FileKind:
    """Which kind a file is by its headings: the one with most of what it needs. Raises UnreadableFile."""

    def known(cells: Sequence[str]) -> int:
        return max(kind.columns.recognise(cells) for kind in KINDS.values())

    table = read(data, recognise=known, limits=limits)
    return max(KINDS.values(), key=lambda kind: (_met(kind, table.header), kind.columns.recognise(table.header)))


def complete(kind: FileKind, data: bytes) -> bool:
    """True when the file can be read and has every column the kind needs."""
    try:
        return _met(kind, read(data, recognise=kind.columns.recognise).header) == 1
    except UnreadableFile:
        return False


def _met(kind: FileKind, header: Sequence[str]) -> float:
    """The share, 0 to 1, of the needed columns that the header has."""
    named = match(kind.columns.fields, header)
    return sum(any(code in named for code in group) for group in kind.columns.required) / len(kind.columns.required)
