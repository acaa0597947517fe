"""All addresses of the product: each room brings its own, under the words that people see."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("fotfeste.channels.portal.urls")),
    path("", include("fotfeste.ground.access.urls")),
    path("", include("fotfeste.ground.drafts.urls")),
    path("", include("fotfeste.care.pathway.urls")),
    path("kartlegging/", include("fotfeste.care.assessment.urls")),
    path("mal/", include("fotfeste.care.goals.urls")),
    path("besok/", include("fotfeste.care.visits.urls")),
    path("planlegging/", include("fotfeste.care.planning.urls")),
    path("", include("fotfeste.care.board.urls")),
    path("resultater/", include("fotfeste.insight.report.urls")),
    path("inn/", include("fotfeste.channels.intake.urls")),
    path("brev/", include("fotfeste.channels.reports.urls")),
    path("", include("fotfeste.ground.ui.urls")),
    path("konto/", include("allauth.account.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("fotfeste.channels.demo.urls")))
