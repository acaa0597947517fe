"""Addresses of this room."""

from django.urls import path

from .views import plan as views

app_name = "planning"
urlpatterns = [
    path("forlop/<uuid:episode_id>/", views.period, name="period"),
]
