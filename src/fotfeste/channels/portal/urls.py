"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("velkommen/", views.welcome, name="welcome"),
    path("min-side/", views.my_page, name="my_page"),
    path("min-side/samtykke/<int:relative_id>/trekk/", views.withdraw, name="withdraw_consent"),
    path("min-side/fastlegen/", views.report_to_gp, name="report_to_gp"),
]
