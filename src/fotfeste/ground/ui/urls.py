"""Addresses of this room: the choice of language, a day in words, and the style page while it is shown or built."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from fotfeste.ground.ui.views import day, style

urlpatterns: list[URLPattern | URLResolver] = [
    path("sprak/", include("django.conf.urls.i18n")),
    path("dag/", day, name="day"),
]
if settings.DEMO or settings.DEBUG:
    urlpatterns.append(path("ui/", style, name="style"))
