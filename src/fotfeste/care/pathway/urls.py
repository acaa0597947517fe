"""Addresses of this room: from the referral to the decision first, then the period and what follows it."""

from django.urls import include, path

from .views import letters
from .views.decision import answer as decision
from .views.decision import hearing
from .views.period.routes import EPISODE_ROUTES
from .views.person import competence, log, match, persons, relatives, sharing
from .views.referral import inbox, screening, waiting
from .views.referral import pages as referral

app_name = "pathway"
urlpatterns = [
    path("innboks/", inbox.inbox, name="inbox"),
    path("mine-henvisninger/", inbox.own_referrals, name="own_referrals"),
    path("henvisning/ny/", referral.referral_new, name="referral_new"),
    path("henvisning/ny/hvem/", referral.referral_same, name="referral_same"),
    path("henvisning/<uuid:referral_id>/", referral.referral, name="referral"),
    path("henvisning/<uuid:referral_id>/hvem/", match.confirm_person, name="confirm_person"),
    path("henvisning/<uuid:referral_id>/kontakt/", referral.contact, name="contact"),
    path("henvisning/<uuid:referral_id>/svarte-ikke/", waiting.no_answer, name="no_answer"),
    path("henvisning/<uuid:referral_id>/svarte-ikke/angre/", waiting.undo_no_answer, name="undo_no_answer"),
    path("henvisning/<uuid:referral_id>/forelopig-svar/", waiting.preliminary, name="preliminary"),
    path("henvisning/<uuid:referral_id>/trekk/", referral.withdraw, name="withdraw"),
    path("henvisning/<uuid:referral_id>/vurdering/", screening.screening, name="screening"),
    path("henvisning/<uuid:referral_id>/vurdering/rad/", screening.advice, name="screening_advice"),
    path("henvisning/<uuid:referral_id>/uttale/", hearing.hearing, name="hearing"),
    path("henvisning/<uuid:referral_id>/vedtak/", decision.decision, name="decision"),
    path("henvisning/<uuid:referral_id>/klage/", decision.appeal, name="appeal"),
    path("personer/", persons.persons, name="persons"),
    path("person/<uuid:person_id>/innsyn/", log.log_of_person, name="log_of_person"),
    path("person/<uuid:person_id>/parorende/", relatives.relatives, name="relatives"),
    path("person/<uuid:person_id>/deling/", sharing.sharing, name="sharing"),
    path("brev/", letters.to_send, name="letters_to_send"),
    path("brev/sendt/", letters.sent, name="letters_sent"),
    path("brev/<uuid:letter_id>/sendt/", letters.letter_sent, name="letter_sent"),
    path("brev/<uuid:letter_id>/ikke-sendt/", letters.letter_not_sent, name="letter_not_sent"),
    path("person/<uuid:person_id>/beslutningskompetanse/", competence.competence, name="competence"),
    path("", include("fotfeste.care.service_model.urls")),
    *EPISODE_ROUTES,
]
