"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "reports"
urlpatterns = [path("<uuid:letter_id>.pdf", views.letter, name="letter")]
