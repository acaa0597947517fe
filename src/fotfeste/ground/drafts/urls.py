"""Addresses of this room. The scripts of the forms ask them; nobody opens them as pages."""

from django.urls import path

from . import views

app_name = "drafts"
urlpatterns = [
    path("kladder/", views.drafts, name="drafts"),
    path("kladder/svar/", views.answer, name="answer"),
]
