"""Addresses of this room. They stand under the name `pathway`, which takes them in: `pathway:service_model`."""

from django.urls import path

from . import views

urlpatterns = [
    path("tjenestemodell/", views.service_model_page, name="service_model"),
    path("tjenestemodell/vis/", views.service_model_look, name="service_model_look"),
    path("tjenestemodell/endre/", views.service_model_edit, name="service_model_edit"),
    path("tjenestemodell/hent-inn/", views.service_model_upload, name="service_model_upload"),
    path("tjenestemodell/tjenestemodell.toml", views.service_model_download, name="service_model_download"),
]
