"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "goals"
urlpatterns = [
    path("<uuid:episode_id>/", views.of_episode, name="of_episode"),
    path("<uuid:episode_id>/sammendrag/", views.summary, name="summary"),
    path("<uuid:episode_id>/ny/", views.new, name="new"),
    path("<uuid:episode_id>/dose/", views.dose, name="dose"),
    path("<uuid:episode_id>/plan/", views.plan_print, name="plan_print"),
    path("<uuid:goal_id>/endre/", views.edit, name="edit"),
    path("<uuid:goal_id>/avslutt/", views.close, name="close"),
    path("<uuid:goal_id>/tiltak/", views.measure, name="measure"),
    path("tiltak/<uuid:measure_id>/slutt/", views.measure_end, name="measure_end"),
]
