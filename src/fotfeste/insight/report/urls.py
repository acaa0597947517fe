"""Addresses of this room."""

from django.urls import path

from fotfeste.insight.report import views

app_name = "outcomes"
urlpatterns = [
    path("", views.report, name="report"),
    path("pdf/", views.pdf, name="pdf"),
    path("oppdater/", views.refresh, name="refresh"),
    path("telling/", views.counting, name="counting"),
]
