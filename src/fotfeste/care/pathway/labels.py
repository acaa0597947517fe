"""Words for the codes of `rules.states`, as people in the service say them, for the parts of a reason,
and for what a letter calls a decision and whoever referred.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import pgettext_lazy as _p

from fotfeste.care.terms.rules.vocabulary import DecisionOutcome, Referrer

from .rules import states as s

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

REFERRAL_STATES = [
    (s.ReferralState.RECEIVED, _("Received")),
    (s.ReferralState.CONTACTED, _("Contacted")),
    (s.ReferralState.ACCEPTED, _("Waits for the decision")),
    (s.ReferralState.GRANTED, _("Granted")),
    (s.ReferralState.DECLINED, _("Another offer")),
    (s.ReferralState.REFUSED, _("Refused")),
    (s.ReferralState.WITHDRAWN, _("Withdrawn")),
]
EPISODE_STATES = [
    (s.EpisodeState.PLANNED, _p("episode", "Planned")),
    (s.EpisodeState.ACTIVE, _p("episode", "In progress")),
    (s.EpisodeState.ON_HOLD, _p("episode", "On hold")),
    (s.EpisodeState.COMPLETED, _p("episode", "Completed")),
    (s.EpisodeState.DROPPED_OUT, _p("episode", "Stopped early")),
]
FOLLOW_UP_STATES = [
    (s.FollowUpState.DUE, _p("follow-up", "Due")),
    (s.FollowUpState.NO_ANSWER, _p("follow-up", "No answer")),
    (s.FollowUpState.DONE, _p("follow-up", "Done")),
    (s.FollowUpState.CANCELLED, _p("follow-up", "Cancelled")),
]
# What to write in each part of a reason. It is also what nobody may send as a reason.
REASON_HELP = {
    "reason_rules": N_(
        "Which right the person has, and what it takes. Plain words. Needed unless everything is granted."
    ),
    "reason_facts": N_(
        "What has happened, what the person manages and does not manage now, what the person has said, and what help "
        "there is. Only what is so for this person."
    ),
    "reason_weighed": N_(
        "What speaks for and against, what weighed most, and why this help is enough for this person. Needed unless "
        "everything is granted."
    ),
}
# Reasons that stood in every letter before: nobody's own.
STANDARD_REASONS = (
    N_("You manage less than you did before. We believe that training can help you to manage more yourself again."),
)
# What the title says, so that nobody has to look for it: that it is a decision, and that it is a refusal.
DECISION_TITLES: Mapping[DecisionOutcome, "StrPromise"] = {
    DecisionOutcome.GRANTED: _("Decision: You will get training at home"),
    DecisionOutcome.GRANTED_IN_PART: _("Decision: You will get some of what was asked for"),
    DecisionOutcome.OTHER_SERVICE: _("Decision: We offer you something other than training at home. This is a refusal"),
    DecisionOutcome.REFUSED: _("Decision: You will not get training at home now. This is a refusal"),
    DecisionOutcome.EXTENDED: _("Decision: You will get training at home for longer"),
    DecisionOutcome.REDUCED: _("Decision: You will get less training at home"),
    DecisionOutcome.ENDED_EARLY: _("Decision: Your training at home ends earlier than planned"),
}
# Who referred, as it is said to the person after "a referral from".
REFERRERS: Mapping[Referrer, "StrPromise"] = {
    Referrer.PERSON: _p("a referral from", "yourself"),
    Referrer.RELATIVE: _p("a referral from", "somebody close to you"),
    Referrer.GP: _p("a referral from", "your GP"),
    Referrer.HOSPITAL: _p("a referral from", "the hospital"),
    Referrer.HOME_SERVICES: _p("a referral from", "the home services"),
    Referrer.ALLOCATION_OFFICE: _p("a referral from", "the allocation office"),
    Referrer.REHAB_INSTITUTION: _p("a referral from", "the rehabilitation institution"),
    Referrer.PHYSIOTHERAPIST: _p("a referral from", "your physiotherapist"),
    Referrer.NAV: _p("a referral from", "Nav"),
    Referrer.OTHER: _p("a referral from", "somebody who knows you"),
}
