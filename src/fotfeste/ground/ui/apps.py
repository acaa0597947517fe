"""Registers Northern Sami, which Django does not know by name."""

from django.apps import AppConfig
from django.conf.locale import LANG_INFO


class UiConfig(AppConfig):
    name = "fotfeste.ground.ui"

    def ready(self) -> None:
        sami = {"bidi": False, "code": "se", "name": "Northern Sami", "name_local": "davvisámegiella"}
        LANG_INFO.setdefault("se", sami)
