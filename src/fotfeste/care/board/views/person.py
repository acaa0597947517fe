"""The person page: where somebody stands, what comes next, and the whole way here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from fotfeste.care.assessment.wording import instrument_card
from fotfeste.care.pathway.queries import (
    Look,
    level_columns,
    level_table,
    open_record,
)
from fotfeste.care.terms.labels import CARE_ROLES, DISPATCH_WAYS
from fotfeste.care.terms.rules.vocabulary import CareRole, Moment
from fotfeste.care.visits.queries import dose_of
from fotfeste.care.visits.wording import dose_drawing
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act, Role

from ..queries import PersonPage, contacts_in, person_page
from ..rules.next_step import NextStep, Step
from ..wording import cells
from ..wording.attention import step_in_words
from ..wording.story import story


@dataclass(frozen=True)
class StepLink:
    """One thing the reader may do, in words, with its address and day."""

    text: str
    url: str
    day: date | None = None


@rule(Act.READ_RECORD)
@require_GET
def person(request: Request, person_id: UUID) -> HttpResponse:
    """Everything about one person: where they stand, what is next, what has been."""
    look = open_record(by=request.user, person_id=person_id, now=timezone.now())
    page = person_page(look)
    trainer = request.user.role == Role.TRAINER
    steps = [_link(page, step) for step in page.steps if look.may(ACTS[step.step])]
    weeks = story(page, now=look.at, for_the_visit=trainer)
    week_words = gettext("Week %(number)s")
    context: dict[str, Any] = {
        "banner": page.banner,
        "today": look.today,
        "now": look.at,
        "page": page,
        "trainer": trainer,
        "next": steps[0] if steps else None,
        "after_that": steps[1:],
        "waits_for": [step_in_words(step) for step in page.steps[:1]] if page.steps and not steps else [],
        "next_visit": next((row for row in page.visits_now if row.planned and row.at >= look.at), None),
        "more_to_do": _more(page, look),
        "weeks": weeks,
        "story": [(week, week_words % {"number": week.number}, cells.events(week, today=look.today)) for week in weeks],
        "may_task": look.may(Act.DO_TASK) and page.episode is not None,
    }
    context |= _pictures(page, look) | _people(page, look, trainer=trainer)
    return render(request, "board/person.html", context)


def _pictures(page: PersonPage, look: Look) -> dict[str, Any]:
    """Dose, scores and services of the newest episode."""
    if page.episode is None:
        return {"dose_drawing": "", "charts": [], "services": None, "service_heads": []}
    start = page.episode.planned_start_on
    dose = dose_of(page.visits_now, start=start, today=look.today, planned=page.planned_dose)
    mine = [one for one in page.assessments if one.episode_id == page.episode.pk]
    codes = sorted({one.instrument.code for one in mine})
    cards = [
        instrument_card(rows[0].instrument, rows, occasion="", occasion_label="", asked_for=False)
        for code in codes
        if (rows := [one for one in mine if one.instrument.code == code])
    ]
    moments = [Moment.AT_START, Moment.GRANTED_ESTIMATE, Moment.AT_END]
    drawn = {card.code for card in cards if card.charts}
    services = level_table(page.levels, [moment for moment in Moment if moment in page.levels or moment in moments])
    return {
        "dose_drawing": dose_drawing(dose, large=True),
        "charts": [(card, chart) for card in cards for chart in card.charts],
        "single": [one for one in mine if one.stands and one.instrument.code not in drawn],
        "services": services if services.moments else None,
        "service_heads": level_columns(services),
    }


def _people(page: PersonPage, look: Look, *, trainer: bool) -> dict[str, Any]:
    roles = dict(CARE_ROLES)
    order = list(CareRole)
    team = sorted(page.team, key=lambda row: (order.index(CareRole(row.role)), row.user.name))
    consenting = [each for each in page.relatives if each.consented_on and not each.withdrawn_on]
    return {
        "care_team": [
            (str(roles[CareRole(role)]), ", ".join(row.user.name for row in rows))
            for role, rows in groupby(team, key=lambda row: row.role)
        ],
        "relatives": consenting if trainer else page.relatives,
        "letters": [] if trainer else page.letters,
        "may_send": look.may(Act.SEND_LETTER),
        "ways": DISPATCH_WAYS,
    }


ACTS = {
    Step.CONTACT: Act.CONTACT,
    Step.SCREEN: Act.SCREEN,
    Step.DECIDE: Act.DECIDE,
    Step.START: Act.START_EPISODE,
    Step.PLAN_FIRST_VISIT: Act.PLAN_VISIT,
    Step.RECORD_VISIT: Act.RECORD_VISIT,
    Step.GIVE_VISITS: Act.PLAN_VISIT,
    Step.ASSESS_BASELINE: Act.ASSESS,
    Step.SET_GOALS: Act.SET_GOAL,
    Step.PLAN_DOSE: Act.PLAN,
    Step.PLAN_VISITS: Act.PLAN_VISIT,
    Step.ASSESS_DISCHARGE: Act.ASSESS,
    Step.DISCHARGE: Act.DISCHARGE,
    Step.RESUME: Act.PLAN,
    Step.HAND_OVER: Act.HAND_OVER,
    Step.FOLLOW_UP: Act.FOLLOW_UP,
}
_OF_REFERRAL = {
    Step.CONTACT: "pathway:contact",
    Step.SCREEN: "pathway:screening",
    Step.DECIDE: "pathway:decision",
    Step.START: "pathway:episode_start",
}
_OF_EPISODE = {
    Step.PLAN_FIRST_VISIT: "planning:period",
    Step.GIVE_VISITS: "visits:of_episode",
    Step.ASSESS_BASELINE: "assessment:of_episode",
    Step.SET_GOALS: "goals:new",
    Step.PLAN_DOSE: "goals:dose",
    Step.PLAN_VISITS: "planning:period",
    Step.ASSESS_DISCHARGE: "assessment:of_episode",
    Step.DISCHARGE: "pathway:discharge",
    Step.RESUME: "pathway:hold",
    Step.HAND_OVER: "pathway:hand_over",
}


def _link(page: PersonPage, step: NextStep) -> StepLink:
    if step.step in _OF_REFERRAL and page.waiting_referral is not None:
        url = reverse(_OF_REFERRAL[step.step], args=[page.waiting_referral.pk])
    elif step.step is Step.RECORD_VISIT and page.to_record is not None:
        url = reverse("visits:record", args=[page.to_record.id])
    elif step.step is Step.FOLLOW_UP and page.episode is not None:
        due = next(each for each in contacts_in(page.episode) if each.due_on == step.day)
        url = reverse("pathway:follow_up", args=[due.pk])
    else:
        url = reverse(_OF_EPISODE[step.step], args=[page.episode.pk if page.episode else None])
    return StepLink(step_in_words(step), url, step.day)


def _more(page: PersonPage, look: Look) -> list[StepLink]:
    """Every other door this reader may go through."""
    person_id, episode = page.person.pk, page.episode
    found: list[tuple[bool, Callable[[], StepLink]]] = []

    def add(shown: bool, text: str, name: str, *args: Any) -> None:
        found.append((shown, lambda: StepLink(text, reverse(name, args=args))))

    if episode is not None:
        running = page.running
        add(look.may(Act.READ_RECORD), gettext("All visits"), "visits:of_episode", episode.pk)
        add(look.may(Act.PLAN_VISIT) and running, gettext("Plan the visits"), "planning:period", episode.pk)
        add(
            look.may(Act.RECORD_VISIT) and running,
            gettext("Record a visit not on the plan"),
            "visits:unplanned",
            episode.pk,
        )
        add(look.may(Act.READ_RECORD), gettext("Goals and plan"), "goals:of_episode", episode.pk)
        add(look.may(Act.READ_RECORD), gettext("Assessments"), "assessment:of_episode", episode.pk)
        add(look.may(Act.READ_RECORD), gettext("The week on paper"), "visits:week_print", episode.pk)
        add(look.may(Act.CHANGE_CARE_TEAM), gettext("Care team"), "pathway:care_team", episode.pk)
        add(look.may(Act.PLAN) and running, gettext("Pause or go on"), "pathway:hold", episode.pk)
        changing = look.may(Act.CHANGE_DECISION) and (running or look.may(Act.RECEIVE_APPEAL))
        add(changing and episode.referral_id is not None, gettext("Change the decision"), "pathway:change", episode.pk)
        add(look.may(Act.DISCHARGE) and running, gettext("End the period"), "pathway:discharge", episode.pk)
        add(look.may(Act.DISCHARGE) and not running, gettext("Put the closing right"), "pathway:mend", episode.pk)
        add(look.may(Act.HAND_OVER), gettext("Hand-over to home nursing"), "pathway:hand_over", episode.pk)
    for referral in page.referrals[:1]:
        add(look.may(Act.CONTACT) or look.may(Act.DECIDE), gettext("The referral"), "pathway:referral", referral.pk)
    add(look.may(Act.RECORD_DEATH_OR_MOVE), gettext("Died or moved away"), "pathway:leaving", person_id)
    add(look.may(Act.ASSESS_COMPETENCE), gettext("Decision-making competence"), "pathway:competence", person_id)
    add(look.may(Act.CONSENT_TO_RELATIVE), gettext("Next of kin"), "pathway:relatives", person_id)
    add(look.may(Act.SET_SHARING), gettext("Who may be told"), "pathway:sharing", person_id)
    add(look.may(Act.READ_LOG_OF_PERSON), gettext("Who has read the record"), "pathway:log_of_person", person_id)
    return [make() for shown, make in found if shown]
