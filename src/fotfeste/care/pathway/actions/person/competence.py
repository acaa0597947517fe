"""Decision-making competence (beslutningskompetanse), assessed for one question on one day."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import CompetenceFinding
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import visible
from fotfeste.ground.ui.wording import exact_day

from ...models import DecisionCompetence, Person
from ...queries.person.record import relations_to
from ...writing.period.closing import hold_person
from ...writing.referral.registering import check_who


@transaction.atomic
def assess_competence(
    *,
    person: Person,
    question: str,
    finding: CompetenceFinding | str,
    why: str,
    assessed_on: date,
    by: User,
    now: datetime,
    shown_to_person_on: date | None = None,
    shown_to_kin_on: date | None = None,
    corrects: DecisionCompetence | None = None,
) -> DecisionCompetence:
    """Write down whether the person could decide this one question. It holds for no other; nothing follows by itself.

    corrects  an earlier assessment of the same person that was wrong; it stays, marked as put right
    The same words about the same day, sent again, are the assessment that is there.
    Raises `CareError` for a day ahead, for missing words, and for what is put right already.
    """
    hold_person(person)
    today = localdate(now)
    require(by, Act.ASSESS_COMPETENCE, relations_to(by, person.pk, today=today), person_id=person.pk)
    check_who(person)
    facts = {
        "question": visible(question),
        "finding": CompetenceFinding(finding),
        "why": visible(why),
        "assessed_on": assessed_on,
    }
    if earlier := person.competence_assessments.filter(**facts, corrects=corrects).first():
        return earlier
    if not facts["question"]:
        raise CareError("Write the question: what the person was to decide. An assessment holds for one question only.")
    if not facts["why"]:
        raise CareError("Write why: what the person understood of this, and what not.")
    if assessed_on > today:
        raise CareError("The date is in the future. Choose today or an earlier date.")
    _check_shown(assessed_on, shown_to_person_on, shown_to_kin_on, today=today)
    if corrects is not None and (corrects.person_id != person.pk or hasattr(corrects, "corrected_by")):
        raise CareError("This assessment is put right already. Open the page again to see the status.")
    made = DecisionCompetence.objects.create(
        person=person,
        **facts,
        shown_to_person_on=shown_to_person_on,
        shown_to_kin_on=shown_to_kin_on,
        corrects=corrects,
        assessed_by=by,
        written_at=now,
    )
    log.write(by=by, act=Act.ASSESS_COMPETENCE, now=now, person_id=person.pk, subject=made)
    return made


@transaction.atomic
def note_competence_shown(
    *,
    assessment: DecisionCompetence,
    by: User,
    now: datetime,
    to_person_on: date | None = None,
    to_kin_on: date | None = None,
) -> DecisionCompetence:
    """The assessment was shown to the person, or to the next of kin, on this day. What is not given stays as it is."""
    person = hold_person(assessment.person)
    today = localdate(now)
    require(by, Act.ASSESS_COMPETENCE, relations_to(by, person.pk, today=today), person_id=person.pk)
    assessment.refresh_from_db()
    _check_shown(assessment.assessed_on, to_person_on, to_kin_on, today=today)
    assessment.shown_to_person_on = to_person_on or assessment.shown_to_person_on
    assessment.shown_to_kin_on = to_kin_on or assessment.shown_to_kin_on
    assessment.save(update_fields=["shown_to_person_on", "shown_to_kin_on"])
    log.write(by=by, act=Act.ASSESS_COMPETENCE, now=now, person_id=person.pk, subject=assessment)
    return assessment


def _check_shown(assessed_on: date, *shown: date | None, today: date) -> None:
    for day in shown:
        if day is not None and not assessed_on <= day <= today:
            raise CareError(
                "Write a day from %(day)s, when it was assessed, to today.",
                day=exact_day(assessed_on),
            )
