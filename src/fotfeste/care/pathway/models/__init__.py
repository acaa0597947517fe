"""What the pathway remembers about one person."""

from .episode import CareTeamMember, Episode, FollowUp, HandOver, Hold, ServiceLevel, ServiceLevelsKnown
from .letter import Dispatch, Letter
from .person import Person, Relative
from .referral import Appeal, Decision, Hearing, Referral, Screening
from .service_model import ServiceModelVersion
from .sharing import Sharing

__all__ = [
    "Appeal",
    "CareTeamMember",
    "Decision",
    "Dispatch",
    "Episode",
    "FollowUp",
    "HandOver",
    "Hearing",
    "Hold",
    "Letter",
    "Person",
    "Referral",
    "Relative",
    "Screening",
    "ServiceLevel",
    "ServiceLevelsKnown",
    "ServiceModelVersion",
    "Sharing",
]
