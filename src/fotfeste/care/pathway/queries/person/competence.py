"""Decision-making competence: what was assessed about one person, question by question."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from ...models import DecisionCompetence
from .record import Look


@dataclass(frozen=True, slots=True)
class CompetenceRow:
    """One question on one day. `replaced` says that a later row puts it right; it stays, and holds no longer."""

    id: UUID
    question: str
    assessed_on: date
    finding: str
    finding_label: str
    why: str
    assessed_by: str
    shown_to_person_on: date | None
    shown_to_kin_on: date | None
    replaced: bool


def competence_assessments_of(look: Look) -> list[CompetenceRow]:
    """Every assessment about the person, newest first."""
    found = DecisionCompetence.objects.filter(person_id=look.person_id)
    return [
        CompetenceRow(
            id=each.pk,
            question=each.question,
            assessed_on=each.assessed_on,
            finding=each.finding,
            finding_label=str(each.get_finding_display()),
            why=each.why,
            assessed_by=each.assessed_by.name,
            shown_to_person_on=each.shown_to_person_on,
            shown_to_kin_on=each.shown_to_kin_on,
            replaced=hasattr(each, "corrected_by"),
        )
        for each in found.select_related("assessed_by", "corrected_by").order_by("-assessed_on", "-written_at")
    ]


def competence_to_change(look: Look, assessment_id: str) -> DecisionCompetence:
    """One of the person's assessments, for an action. Raises `Http404` for anything else."""
    try:
        found = DecisionCompetence.objects.filter(pk=UUID(assessment_id), person_id=look.person_id).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404("There is no such assessment.")
    return found
