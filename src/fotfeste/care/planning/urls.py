"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "planning"
urlpatterns = [
    path("forlop/<uuid:episode_id>/", views.period, name="period"),
]
