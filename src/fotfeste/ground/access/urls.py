"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "access"
urlpatterns = [
    path("brukere/", views.users, name="users"),
    path("brukere/<uuid:public_id>/", views.user, name="user"),
    path("brukere/<uuid:public_id>/av-pa/", views.switch, name="switch"),
    path("rettigheter/", views.rights, name="rights"),
]
