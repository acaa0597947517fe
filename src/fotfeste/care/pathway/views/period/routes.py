"""Addresses of the second half of the pathway, from the start of a period to the last follow-up."""

from django.urls import path

from .. import follow_up
from ..decision import change
from ..person import leaving
from . import closing_correction, discharge, episode

EPISODE_ROUTES = [
    path("henvisning/<uuid:referral_id>/start/", episode.episode_start, name="episode_start"),
    path("forlop/<uuid:episode_id>/team/", episode.care_team, name="care_team"),
    path("forlop/<uuid:episode_id>/tjenester/<slug:moment>/", episode.service_levels, name="service_levels"),
    path("forlop/<uuid:episode_id>/pause/", episode.hold, name="hold"),
    path("forlop/<uuid:episode_id>/endre-vedtaket/", change.change, name="change"),
    path("forlop/<uuid:episode_id>/uttale/", change.hearing_of_period, name="hearing_of_period"),
    path("forlop/<uuid:episode_id>/endring/<int:decision_id>/", change.change_made, name="change_made"),
    path("forlop/<uuid:episode_id>/avslutt/", discharge.discharge, name="discharge"),
    path("forlop/<uuid:episode_id>/overlevering/", discharge.hand_over, name="hand_over"),
    path("forlop/<uuid:episode_id>/rett-avslutning/", closing_correction.mend, name="mend"),
    path("forlop/nylig-avsluttet/", leaving.closed_lately, name="closed_lately"),
    path("person/<uuid:person_id>/dod-eller-flyttet/", leaving.leaving, name="leaving"),
    path("oppfolging/", follow_up.follow_ups, name="follow_ups"),
    path("oppfolging/<int:follow_up_id>/", follow_up.follow_up, name="follow_up"),
]
