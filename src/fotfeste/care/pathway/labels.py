"""Words for the codes of `rules.states`, as people in the service say them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from .rules import states as s

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
