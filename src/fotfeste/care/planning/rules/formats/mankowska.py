"""The instances of Mankowska, Meisel and Bierwirth (2014, 10.1007/s10729-013-9243-1), as JSON.

The form of iolab-uniud/hhcrsp, also used for Kummer (2021) and the Italian instances. The objective is a third of each:
travel, lateness of all services, and the highest lateness. Coming late has no limit, a day has no end, staff start at
the office at minute 0 and go back to it.
"""

from collections.abc import Mapping
from typing import Any

from fotfeste.care.planning.rules.checking import Notes, check
from fotfeste.care.planning.rules.evaluation import Evaluation
from fotfeste.care.planning.rules.plan import Plan
from fotfeste.care.planning.rules.problem import CAR, Link, Person, Problem, Shift, Staff, Visit, Weights, Window

from .patients import NEVER_WORTH_IT, link, required, services, visit_ids
from .plans import by_staff, plan_of
from .reading import SIX_DECIMALS, Data, Fields, loaded

OFFICE = 0  # its row in the matrix; patients follow in the order of the file
NO_END = 1e6  # minutes, nearly two years: the day of these instances has no end
WEIGHTS = Weights(
    travel=1 / 3,
    lateness=1 / 3,
    highest_lateness=1 / 3,
    waiting=0.0,
    overtime=0.0,
    unserved=NEVER_WORTH_IT,
    not_preferred=0.0,
    language=0.0,
    new_face=0.0,
    other_hour=0.0,
    missed_lunch=0.0,
    over_contract=0.0,
    changed_carer=0.0,
    changed_hour=0.0,
)


def is_like(data: Mapping[str, Any]) -> bool:
    return "central_offices" in data and "metadata" not in data


def read(data: Data) -> Problem:
    """Read an instance. Raises ProblemFaults with everything that is wrong with it."""
    notes = Notes()
    whole = Fields(loaded(data), "instance", notes)
    durations = services(whole)
    offices = list(whole.each("central_offices", "central office"))
    if len(offices) != 1:
        whole.fault("has %(count)s central offices; this format has one. Use UHHC for several", count=len(offices))
    staff = []
    for caregiver in whole.each("caregivers", "caregiver"):
        staff.append(Staff(caregiver.text("id"), skills=caregiver.texts("abilities")))
        caregiver.ignore("starting_point_id")  # the one office
        caregiver.close()
    persons: list[Person] = []
    visits: list[Visit] = []
    links: list[Link] = []
    taken: set[str] = set()
    for place, patient in enumerate(whole.each("patients", "patient"), start=OFFICE + 1):
        person = Person(patient.text("id"), place=place)
        window = _window(patient)
        needed = required(patient, durations)
        ids = visit_ids(person.id, (service for service, _ in needed), taken)
        persons.append(person)
        for id, (service, minutes) in zip(ids, needed, strict=True):
            skills = frozenset({service})
            visits.append(Visit(id, person.id, service, minutes, (window,), skills=skills, most_late=None))
        if (pair := link(patient, ids)) is not None:
            links.append(pair)
        patient.ignore("location")
        patient.close()
    name = whole.text("name", "Mankowska")
    travel = whole.matrix("distances")
    whole.ignore("area")
    whole.close()
    notes.raise_any()
    return check(
        Problem(
            name=name,
            visits=tuple(visits),
            persons=tuple(persons),
            staff=tuple(staff),
            shifts=tuple(Shift(member.id, 0.0, NO_END, OFFICE, OFFICE) for member in staff),
            travel={CAR: travel},
            links=tuple(links),
            weights=WEIGHTS,
        )
    )


def _window(patient: Fields) -> Window:
    given = patient.items("time_window")
    if len(given) != 2:
        patient.fault("“time_window” must be [earliest, latest] in minutes")
        return Window(0.0, 0.0)
    start, end = (round(patient.as_number(value, "time_window"), SIX_DECIMALS) for value in given)
    return Window(start, end)


def write(problem: Problem, plan: Plan, evaluation: Evaluation) -> dict[str, Any]:
    """A plan under the file's own ids."""
    return by_staff(problem, evaluation)


read_plan = plan_of
