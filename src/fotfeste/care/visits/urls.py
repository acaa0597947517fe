"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "visits"
urlpatterns = [
    path("i-dag/", views.day, name="day"),
    path("<uuid:visit_id>/", views.record, name="record"),
    path("<uuid:visit_id>/endre/", views.change, name="change"),
    path("forlop/<uuid:episode_id>/", views.of_episode, name="of_episode"),
    path("forlop/<uuid:episode_id>/planlegg/", views.plan, name="plan"),
    path("forlop/<uuid:episode_id>/ikke-planlagt/", views.unplanned, name="unplanned"),
    path("forlop/<uuid:episode_id>/uke/", views.week_print, name="week_print"),
]
