"""Addresses of this room; mounted only in demo mode (urls.py of the product)."""

from django.urls import path

from . import views

app_name = "demo"
urlpatterns = [
    path("", views.personas, name="personas"),
    path("bli/<uuid:public_id>/", views.become, name="become"),
]
