"""How Fjordvik works: the service model in force, with the municipality's own sender and the instruments it uses."""

from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

from fotfeste.care.service_model.actions import save_service_model
from fotfeste.care.service_model.queries import service_model
from fotfeste.care.service_model.rules import Instruments, Sender, write
from fotfeste.ground.access.rules.rights import Role

if TYPE_CHECKING:
    from .people import Staff

# What is measured in Fjordvik; a model that asks for more would leave every person with something overdue.
MEASURED = ("copm", "sppb", "barthel")


def choose(staff: "Staff", *, now: datetime) -> None:
    """Save the municipality's own copy, in force from the day of `now`, which lies before everything else."""
    model = service_model(now.date())
    wanted = {each.name: getattr(model.instruments, each.name) for each in fields(Instruments)}
    own = replace(
        model,
        name=f"Fjordvik, etter {model.name}",
        instruments=Instruments(**{name: tuple(c for c in codes if c in MEASURED) for name, codes in wanted.items()}),
        sender=Sender(
            municipality="Fjordvik kommune",
            phone="12 34 56 00",
            # Of a county that is there, and of no municipality that is.
            municipality_number="4699",
            phone_hours="Hverdager fra 9 til 14.",
            phone_hours_nn="Kvardagar frå 9 til 14.",
            phone_hours_en="Weekdays from 9 am to 2 pm.",
            address="Postboks 1, 9999 Fjordvik",
        ),
    )
    save_service_model(
        text=write(own),
        effective_from=now.date(),
        by=staff.persona(Role.ADMIN),
        now=now,
        note="Slik begynte vi.",
    )
