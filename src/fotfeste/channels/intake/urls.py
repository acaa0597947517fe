"""The room's addresses, under `/inn/`."""

from django.urls import path

from . import views

app_name = "intake"
urlpatterns = [
    path("", views.start, name="start"),
    path("<uuid:upload_id>/", views.preview, name="preview"),
    path("<uuid:upload_id>/ta-inn/", views.take, name="take"),
    path("<uuid:upload_id>/kast/", views.give_up, name="give_up"),
    path("<uuid:upload_id>/ikke-tatt-inn.csv", views.refused_file, name="refused_file"),
]
