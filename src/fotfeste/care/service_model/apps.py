"""Lets every connection to the database hear when a new service model is saved."""

from django.apps import AppConfig


class ServiceModelConfig(AppConfig):
    name = "fotfeste.care.service_model"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from .queries import listen

        connection_created.connect(listen, dispatch_uid="fotfeste.service_model")
