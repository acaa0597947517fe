"""What the pathway remembers about one person."""

from .competence import DecisionCompetence
from .episode import CareTeamMember, Episode, FollowUp, HandOver, Hold, ServiceLevel, ServiceLevelsKnown
from .letter import Letter
from .person import Person, Relative
from .referral import Appeal, Decision, Hearing, Referral, Screening
from .service_model import ServiceModelVersion
from .waiting import ContactAttempt, InterpreterUse, PreliminaryAnswer

__all__ = [
    "Appeal",
    "CareTeamMember",
    "ContactAttempt",
    "Decision",
    "DecisionCompetence",
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
    "ServiceModelVersion",
]
