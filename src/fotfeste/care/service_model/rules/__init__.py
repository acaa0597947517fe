"""A municipality's own choices as data: read from TOML, checked when loaded, never a branch in the code.

`keys` lists every choice once: the reader, the writer, the form on the set-up page and the reference all follow it. A
text with a fault is refused as a whole, with every fault named by its key and what to write instead.
"""

from .faults import Fault, ServiceModelError
from .keys import GROUPS, KEYS, WEEKDAYS, Key, Kind
from .model import (
    Deadlines,
    DecisionRule,
    Effort,
    Eligibility,
    FirstVisit,
    FollowUps,
    HandOverRule,
    Instruments,
    Length,
    Letters,
    Meeting,
    Review,
    Sender,
    ServiceModel,
    Team,
    Training,
)
from .reading import load, read
from .writing import as_data, write

__all__ = [
    "GROUPS",
    "KEYS",
    "WEEKDAYS",
    "Deadlines",
    "DecisionRule",
    "Effort",
    "Eligibility",
    "Fault",
    "FirstVisit",
    "FollowUps",
    "HandOverRule",
    "Instruments",
    "Key",
    "Kind",
    "Length",
    "Letters",
    "Meeting",
    "Review",
    "Sender",
    "ServiceModel",
    "ServiceModelError",
    "Team",
    "Training",
    "as_data",
    "load",
    "read",
    "write",
]
