"""What the two published formats share: patients who need one or two services, and how the two hang together.

In them a patient is a place, a person and one or two visits; a service is a skill. The visit of service s1 to patient
p3 is called “p3/s1”, a second one of the same service “p3/s1/2”.
"""

from collections.abc import Iterable

from fotfeste.care.planning.rules.problem import Link, LinkKind, Minutes

from .reading import SIX_DECIMALS, Fields

# Dearer than any plan, so that a patient is only left out where no plan can serve everybody. The published formats
# have no price for it: to them such a plan is none.
NEVER_WORTH_IT = 1e6


def visit_ids(patient: str, services: Iterable[str], taken: set[str]) -> list[str]:
    """Ids for the visits of one patient, added to `taken`, which holds those of all patients so far."""
    ids: list[str] = []
    for service in services:
        plain = id = f"{patient}/{service}"
        number = 1
        while id in taken:
            number += 1
            id = f"{plain}/{number}"
        taken.add(id)
        ids.append(id)
    return ids


def required(patient: Fields, durations: dict[str, Minutes | None]) -> list[tuple[str, Minutes]]:
    """(service, minutes) of what a patient needs; the service's default where no duration is given."""
    key = "required_services" if patient.has("required_services") else "required_caregivers"
    found: list[tuple[str, Minutes]] = []
    for wanted in patient.each(key, f"{patient.where}, {key}"):
        service = wanted.text("service")
        minutes = wanted.number("duration", durations.get(service))
        wanted.close()
        if service and service not in durations:
            wanted.fault("the service “%(service)s” is not among the services; add it there", service=service)
        elif minutes is None:
            wanted.fault("no “duration”, and service “%(service)s” has no default_duration; add one", service=service)
        found.append((service, round(minutes or 0, SIX_DECIMALS)))
    if not 1 <= len(found) <= 2:
        text = "needs %(count)s services; this format has one or two per patient. Split the patient in several"
        patient.fault(text, count=len(found))
    return found


def services(data: Fields) -> dict[str, Minutes | None]:
    """Default minutes of each service."""
    found: dict[str, Minutes | None] = {}
    for service in data.each("services", "service"):
        found[service.text("id")] = service.number("default_duration", None)
        service.ignore("type")
        service.close()
    return found


def link(patient: Fields, visits: list[str]) -> Link | None:
    """How a patient's two visits hang together. The order is that of the services in the file."""
    if not patient.has("synchronization"):
        if len(visits) == 2:
            text = "needs two services but has no “synchronization”; add {“type”: “independent”} if they are free"
            patient.fault(text)
        return None
    given = patient.fields("synchronization")
    kind = given.text("type")
    least, most = _distance(given)
    given.close()
    if kind not in set(LinkKind):
        kinds = ", ".join(LinkKind)
        given.fault("the type “%(kind)s” is unknown; take one of: %(kinds)s", kind=kind, kinds=kinds)
        return None
    if len(visits) != 2:
        return None  # with one visit there is nothing to hang together, and published files carry it anyway
    if kind == LinkKind.SEQUENTIAL:
        if not given.has("distance"):
            given.fault("a sequential pair needs a “distance” [least, most] in minutes; add it")
        return Link(visits[0], visits[1], LinkKind.SEQUENTIAL, least, most)
    return Link(visits[0], visits[1], LinkKind(kind))


def _distance(given: Fields) -> tuple[Minutes, Minutes]:
    """[least, most], {min, max} or one number for both: all three are found in published files."""
    value = given.raw("distance", None)
    if value is None:
        return 0.0, 0.0
    if isinstance(value, dict):
        both = given.fields("distance")
        least, most = both.number("min"), both.number("max")
        both.close()
        return least, most
    if isinstance(value, list | tuple) and len(value) == 2:
        return given.as_number(value[0], "distance"), given.as_number(value[1], "distance")
    number = given.as_number(value, "distance")
    return number, number
