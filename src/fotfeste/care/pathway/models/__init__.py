"""What the pathway remembers about one person."""

from .change import Deferral
from .competence import DecisionCompetence
from .episode import CareTeamMember, Episode, FollowUp, HandOver, Hold, ServiceLevel, ServiceLevelsKnown
from .letter import Dispatch, Letter
from .person import Person, Relative
from .referral import Appeal, Decision, Hearing, Referral, Screening
from .sharing import Sharing
from .waiting import ContactAttempt, InterpreterUse, PreliminaryAnswer

__all__ = [
    "Appeal",
    "CareTeamMember",
    "ContactAttempt",
    "Decision",
    "DecisionCompetence",
    "Deferral",
    "Dispatch",
    "Episode",
    "FollowUp",
    "HandOver",
    "Hearing",
    "Hold",
    "InterpreterUse",
    "Letter",
    "Person",
    "PreliminaryAnswer",
    "Referral",
    "Relative",
    "Screening",
    "ServiceLevel",
    "ServiceLevelsKnown",
    "Sharing",
]
