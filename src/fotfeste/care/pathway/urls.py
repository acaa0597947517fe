"""Addresses of this room: from the referral to the decision first, then the period and what follows it."""

from django.urls import path

from .views import decision, hearing, inbox, log, match, persons, referral, relatives, screening, service_model
from .views.episode_routes import EPISODE_ROUTES

app_name = "pathway"
urlpatterns = [
    path("innboks/", inbox.inbox, name="inbox"),
    path("mine-henvisninger/", inbox.own_referrals, name="own_referrals"),
    path("henvisning/ny/", referral.referral_new, name="referral_new"),
    path("henvisning/ny/hvem/", referral.referral_same, name="referral_same"),
    path("henvisning/<uuid:referral_id>/", referral.referral, name="referral"),
    path("henvisning/<uuid:referral_id>/hvem/", match.confirm_person, name="confirm_person"),
    path("henvisning/<uuid:referral_id>/kontakt/", referral.contact, name="contact"),
    path("henvisning/<uuid:referral_id>/trekk/", referral.withdraw, name="withdraw"),
    path("henvisning/<uuid:referral_id>/vurdering/", screening.screening, name="screening"),
    path("henvisning/<uuid:referral_id>/vurdering/rad/", screening.advice, name="screening_advice"),
    path("henvisning/<uuid:referral_id>/uttale/", hearing.hearing, name="hearing"),
    path("henvisning/<uuid:referral_id>/vedtak/", decision.decision, name="decision"),
    path("henvisning/<uuid:referral_id>/klage/", decision.appeal, name="appeal"),
    path("personer/", persons.persons, name="persons"),
    path("person/<uuid:person_id>/innsyn/", log.log_of_person, name="log_of_person"),
    path("person/<uuid:person_id>/parorende/", relatives.relatives, name="relatives"),
    path("tjenestemodell/", service_model.service_model_page, name="service_model"),
    path("tjenestemodell/vis/", service_model.service_model_look, name="service_model_look"),
    path("tjenestemodell/endre/", service_model.service_model_edit, name="service_model_edit"),
    path("tjenestemodell/hent-inn/", service_model.service_model_upload, name="service_model_upload"),
    path("tjenestemodell/tjenestemodell.toml", service_model.service_model_download, name="service_model_download"),
    *EPISODE_ROUTES,
]
