"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "assessment"
urlpatterns = [
    path("<uuid:episode_id>/", views.of_episode, name="of_episode"),
    path("<uuid:episode_id>/sammendrag/", views.summary, name="summary"),
    path("<uuid:episode_id>/<slug:instrument>/", views.new, name="new"),
    path("vis/<uuid:assessment_id>/", views.show, name="show"),
    path("rett/<uuid:assessment_id>/", views.correct, name="correct"),
]
