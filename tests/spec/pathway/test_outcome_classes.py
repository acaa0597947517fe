"""The outcome class of made-up persons, to be checked by hand by a clinician. Hours are hours a week."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from fotfeste.care.pathway.rules.period.outcome import outcome_class
from fotfeste.care.terms.rules.vocabulary import DropoutReason, Group, OutcomeClass, ServiceKind

# "-" is not registered, "none" is nobody comes. A first-time applicant's "would have had" is the estimate at the start.
PERSONS = """
person  | group    | had             | would have had | has now                  | ended    | class
anna    | first    | none            | nursing 4      | none                     | planned  | no service
bjorn   | existing | nursing 6       | -              | nursing 3                | planned  | fewer
clara   | first    | none            | help 2         | none                     | died     | dropout
dagny   | existing | nursing 6       | -              | nursing 6                | planned  | same or more
einar   | existing | nursing 6       | -              | nursing 8                | planned  | same or more
frida   | first    | alarm           | nursing 3      | alarm                    | planned  | no service
gunnar  | first    | none            | nursing 3      | aid                      | planned  | no service
hilde   | existing | help 2, meals   | -              | meals                    | planned  | fewer
ivar    | existing | nursing 10      | -              | short-term place         | planned  | same or more
jorunn  | existing | nursing 10      | -              | nursing home             | planned  | same or more
kare    | first    | none            | nursing 1      | nursing 2, alarm         | planned  | same or more
liv     | first    | none            | nursing home   | nursing 14               | planned  | fewer
magnus  | existing | nursing 4       | -              | -                        | planned  | not known
nina    | first    | none            | help 2         | -                        | hospital | dropout
odd     | first    | none            | nursing 5      | help 2, nursing 1,5      | planned  | fewer
petra   | existing | nursing 4       | help 9         | help 4                   | planned  | same or more
ragnar  | existing | help 2          | -              | none                     | moved    | dropout
signe   | first    | none            | none           | help 1                   | planned  | same or more
tora    | first    | help 1          | -              | help 1                   | planned  | same or more
unni    | existing | -               | -              | none                     | planned  | no service
viggo   | existing | -               | -              | help 1                   | planned  | not known
"""

KINDS = {
    "nursing": ServiceKind.HOME_NURSING,
    "help": ServiceKind.PRACTICAL_HELP,
    "meals": ServiceKind.MEALS,
    "alarm": ServiceKind.SAFETY_ALARM,
    "aid": ServiceKind.AID,
    "short-term place": ServiceKind.SHORT_TERM_PLACE,
    "nursing home": ServiceKind.NURSING_HOME_PLACE,
}
GROUPS = {"first": Group.FIRST_TIME, "existing": Group.EXISTING}
ENDED = {
    "planned": None,
    "died": DropoutReason.DEATH,
    "hospital": DropoutReason.HOSPITAL,
    "moved": DropoutReason.MOVED,
}
CLASSES = {
    "no service": OutcomeClass.NO_SERVICE,
    "fewer": OutcomeClass.FEWER_SERVICES,
    "same or more": OutcomeClass.SAME_OR_MORE_SERVICES,
    "dropout": OutcomeClass.DROPOUT,
    "not known": None,
}


def rows() -> list[list[str]]:
    lines = [line for line in PERSONS.splitlines() if line.strip()][1:]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def services(text: str) -> dict[ServiceKind, Decimal] | None:
    if text == "-":
        return None
    found = {}
    for part in [] if text == "none" else text.split(", "):
        name, _, hours = part.rpartition(" ")
        if not hours[:1].isdigit():
            name, hours = part, "0"
        found[KINDS[name]] = Decimal(hours.replace(",", "."))
    return found


@pytest.mark.parametrize(("person", "group", "had", "granted", "now", "ended", "expected"), rows())
def test_each_person_ends_in_the_class_a_clinician_would_give(
    person: str, group: str, had: str, granted: str, now: str, ended: str, expected: str
) -> None:
    finding = outcome_class(GROUPS[group], services(had), services(granted), services(now), ENDED[ended])
    assert finding.outcome == CLASSES[expected], f"{person}: {finding.because}"


FILE = Path(__file__).parents[2] / "data" / "intake" / "forlop_klepp_rekonstruert.csv"


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def klepp() -> dict[str, list[OutcomeClass | None]]:
    found: dict[str, list[OutcomeClass | None]] = {"Ny søker": [], "Har hjemmesykepleie": []}
    with FILE.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            before = {ServiceKind.UNSPECIFIED: number(row["Timer per uke ved start (innvilget eller vurdert)"])}
            end = row["Timer per uke ved slutt"]
            after = {ServiceKind.UNSPECIFIED: number(end)} if end else None
            if after is not None and row["Trygghetsalarm"] == "Ja":
                after[ServiceKind.SAFETY_ALARM] = Decimal(0)
            first = row["Gruppe"] == "Ny søker"
            reason = DropoutReason.OTHER if row["Årsak til avbrudd"] else None
            finding = outcome_class(
                Group.FIRST_TIME if first else Group.EXISTING,
                None if first else before,
                before if first else None,
                after,
                reason,
            )
            found[row["Gruppe"]].append(finding.outcome)
    return found


def test_the_records_of_klepp_give_the_counts_that_the_records_say() -> None:
    found = klepp()
    order = (OutcomeClass.NO_SERVICE, OutcomeClass.FEWER_SERVICES, OutcomeClass.SAME_OR_MORE_SERVICES)
    first, existing = found["Ny søker"], found["Har hjemmesykepleie"]
    assert [first.count(each) for each in order] == [84, 3, 3]
    assert [existing.count(each) for each in order] == [2, 21, 30]
    assert (first + existing).count(OutcomeClass.DROPOUT) == 18
    assert None not in first + existing
