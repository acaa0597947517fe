"""Concerns and steps in the words of the reader."""

from datetime import date

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.ui.wording import day_in_words, deadline_in_words, short_day

from ..rules.attention import Concern, Item, Urgency
from ..rules.next_step import NextStep, Step

TONES = {Urgency.OVERDUE: "danger", Urgency.TODAY: "warning", Urgency.SOON: "info", Urgency.KNOWN: "neutral"}

STEPS = {
    Step.CONTACT: _("Make contact"),
    Step.SCREEN: _("Screen"),
    Step.DECIDE: _("Write the decision"),
    Step.START: _("Start the period"),
    Step.PLAN_FIRST_VISIT: _("Plan the first visit"),
    Step.RECORD_VISIT: _("Record the visit"),
    Step.GIVE_VISITS: _("Let somebody else take the visits"),
    Step.ASSESS_BASELINE: _("Assess at the start"),
    Step.SET_GOALS: _("Set goals"),
    Step.PLAN_DOSE: _("Plan how often"),
    Step.PLAN_VISITS: _("Plan the visits"),
    Step.ASSESS_DISCHARGE: _("Assess at the end"),
    Step.DISCHARGE: _("End the period"),
    Step.RESUME: _("Take up training again"),
    Step.HAND_OVER: _("Write the hand-over"),
    Step.FOLLOW_UP: _("Do the follow-up"),
}


def step_in_words(step: NextStep) -> str:
    return str(STEPS[step.step])


def item_in_words(item: Item, *, today: date) -> str:
    """One thing to look at, with how much it is overdue or when it comes."""
    due = deadline_in_words(item.day, today=today) if item.day else ""
    when = day_in_words(item.day, today=today) if item.day else ""
    match item.concern:
        case Concern.END_PASSED:
            return gettext("The period should have ended: %(due)s") % {"due": due}
        case Concern.END_SOON:
            return gettext("Ends %(due)s") % {"due": when}
        case Concern.HAND_OVER_MISSING:
            return gettext("The hand-over to home nursing is not written")
        case Concern.FIRST_VISIT_NOT_PLANNED:
            return gettext("First visit not planned, start %(due)s") % {"due": when}
        case Concern.VISITS_UNRECORDED:
            words = ngettext("%(number)d visit not recorded", "%(number)d visits not recorded", item.number)
            return words % {"number": item.number}
        case Concern.MISSED_VISITS:
            return gettext("%(number)d visits in a row did not take place") % {"number": item.number}
        case Concern.VISITS_LEFT_OVER:
            words = ngettext(
                "%(number)d visit stands with somebody who can no longer come: %(day)s",
                "%(number)d visits stand with somebody who can no longer come, the first %(day)s",
                item.number,
            )
            return words % {"number": item.number, "day": when}
        case Concern.NO_VISIT_AHEAD:
            return gettext("No visit planned ahead")
        case Concern.BASELINE_MISSING:
            words = gettext("%(names)s at the start: %(due)s")
            return words % {"names": ", ".join(item.names), "due": due}
        case Concern.GOALS_MISSING:
            return gettext("No goals yet: %(due)s") % {"due": due}
        case Concern.MIDWAY_REVIEW:
            return gettext("Midway review: %(due)s") % {"due": due}
        case Concern.TASKS_OVERDUE:
            words = ngettext(
                "%(number)d task overdue, since %(day)s", "%(number)d tasks overdue, since %(day)s", item.number
            )
            return words % {"number": item.number, "day": short_day(item.day or today, today=today)}
        case Concern.TASKS_DUE:
            words = ngettext("%(number)d task %(due)s", "%(number)d tasks, the first %(due)s", item.number)
            return words % {"number": item.number, "due": due}
        case Concern.ON_HOLD:
            return gettext("On hold")
        case Concern.NO_COORDINATOR:
            return gettext("Nobody coordinates")
