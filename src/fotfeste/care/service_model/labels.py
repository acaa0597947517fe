"""Words for the keys and codes of a service model, as people in the service say them."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from fotfeste.care.terms.labels import CAUSES, FOLLOW_UP_METHODS, FUNCTION_LOSSES, GROUPS, LETTERS, ROUTES
from fotfeste.care.terms.rules.law import BASES, grounds
from fotfeste.ground.access.labels import PROFESSIONS, ROLES

Words = Mapping[str, str | Promise]

# What a key is called, and the help under its field; an empty help shows none.
LABELS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "name": (_("Name of the model"), _("What it is called on screen.")),
    "about": (_("Description"), _("One or two sentences that a new colleague understands.")),
    "eligibility.minimum_age": (
        _("Lowest age"),
        _("Leave empty if there is no limit. The need decides, and many municipalities have no age limit."),
    ),
    "eligibility.maximum_age": (_("Highest age"), _("Leave empty if there is no limit.")),
    "eligibility.groups": (_("For whom"), ""),
    "eligibility.routes": (_("Who may be referred"), ""),
    "eligibility.function_loss": (_("Loss of function"), ""),
    "eligibility.causes": (
        _("Main causes"),
        _("Leave all unticked to include every cause. The need decides, not the diagnosis."),
    ),
    "eligibility.professions_needed": (
        _("Professions that must be needed"),
        _("1: no requirement. 2: at least two professions. 3: physiotherapist, occupational therapist and nurse."),
    ),
    "eligibility.mild_cognitive_impairment": (
        _("Mild cognitive impairment is no hindrance"),
        _("Where it is, the screening asks, and a person weighs the answer: it refuses nobody by itself."),
    ),
    "eligibility.exclusions": (_("Hindrances that are asked about"), ""),
    "deadlines.contact_within_working_days": (_("First contact"), _("Counted from the day after the referral came.")),
    "deadlines.answer_within_working_days": (_("Screened and decided"), _("The inbox is sorted by it.")),
    "deadlines.contact_before_discharge": (
        _("Met before coming home"),
        _("From hospital or institution: the contact is due by the day of discharge, when that is known and sooner."),
    ),
    "deadlines.baseline_within_days": (
        _("First assessment and goals"),
        _("Counted from the first training. The board reminds of it."),
    ),
    "decision.type": (_("Kind of decision"), _("A specific one must say what the person gets, and how often.")),
    "decision.legal_basis": (
        _("Legal basis"),
        _("The letter lists it with the section numbers of its day. To be confirmed by the municipality's lawyer."),
    ),
    "decision.appeal_weeks": (_("Time to appeal"), ""),
    "decision.text": (_("Own words in the letter"), _("What the person gets. Leave empty to use the standard text.")),
    "decision.legal_help": (
        _("Free legal aid is mentioned in refusals"),
        _("To be confirmed by the municipality's lawyer."),
    ),
    "decision.new_administration_act_from": (
        _("The new Public Administration Act is in force from"),
        _("Leave empty until the day is known. From then on letters name the sections of the act of 2025."),
    ),
    "first_visit.staff": (_("How many come"), ""),
    "first_visit.professions": (_("Of how many professions"), ""),
    "first_visit.who": (_("Professions that count"), ""),
    "training.by": (_("Who trains with the person"), _("Therapists may always come.")),
    "training.professions": (_("Professions of those who train"), _("Leave all unticked to include every profession.")),
    "length.default_weeks": (_("Usual length"), _("What a decision proposes.")),
    "length.max_weeks": (_("Longest duration"), _("Extensions counted.")),
    "length.extension": (_("Made longer"), ""),
    "length.extension_weeks": (_("Extended by"), _("Leave empty if the period is never extended.")),
    "effort.visits_by_week": (
        _("Visits week by week"),
        _("One number for each week of the usual length, such as 5 4 3 2. Or leave empty and fill in the next three."),
    ),
    "effort.first": (_("Visits in the first week"), ""),
    "effort.last": (_("Visits in the last week"), ""),
    "effort.shape": (_("How it tapers"), ""),
    "effort.hours_low": (_("Hours a week, fewest"), _("What is usual; for planning.")),
    "effort.hours_high": (_("Hours a week, most"), ""),
    "review.first_week": (_("Earliest, after the start"), _("The board reminds of it.")),
    "review.last_week": (_("Latest, after the start"), ""),
    "instruments.baseline": (_("At the start"), ""),
    "instruments.midway": (_("Midway"), ""),
    "instruments.discharge": (_("At the end"), ""),
    "instruments.month_1": (_("After 1 month"), ""),
    "instruments.month_3": (_("After 3 months"), ""),
    "instruments.month_6": (_("After 6 months"), ""),
    "instruments.month_12": (_("After 12 months"), ""),
    "meeting.weekday": (_("Weekday"), ""),
    "meeting.every_weeks": (_("How often"), _("1 is every week, 2 every second.")),
    "meeting.first_on": (_("Counted from"), _("A day of the meeting, when it is not every week.")),
    "meeting.who": (_("Who takes part"), _("What they may open themselves follows the table of rights.")),
    "follow_up.months": (_("Contacted after the end"), ""),
    "follow_up.methods": (_("How"), ""),
    "hand_over.check_after_days": (_("Checked after a hand-over"), ""),
    "letters.at_discharge": (_("Reports when a period ends"), ""),
    "sender.municipality": (_("Municipality in the letters"), ""),
    "sender.phone": (_("Phone"), ""),
    "sender.municipality_number": (
        _("Municipality number"),
        _("Four digits. From it letters know the name of Statsforvalteren and of the ombud."),
    ),
    "sender.phone_hours": (_("Phone hours, in bokmål"), _("For example: weekdays from 9 to 14.")),
    "sender.phone_hours_nn": (_("Phone hours, in nynorsk"), _("Without it letters in nynorsk say no hours.")),
    "sender.phone_hours_en": (_("Phone hours, in English"), _("Without it letters in English say no hours.")),
    "sender.address": (_("Address"), _("Appeals are sent there.")),
    "sender.appeal_online": (
        _("Where an appeal can be sent on the web"),
        _("Leave empty when there is no such place."),
    ),
    "sender.statsforvalter": (_("Statsforvalteren"), _("Leave empty for the one of the county.")),
    "sender.statsforvalter_contact": (_("How Statsforvalteren is reached"), _("Phone or address on the web.")),
    "sender.ombud": (_("Patient and User Ombud"), _("Leave empty for the one of the county.")),
    "sender.ombud_contact": (_("How the ombud is reached"), _("Phone or address on the web.")),
    "team.teams": (_("Number of teams"), _("0 when there is none.")),
    "team.full_time_equivalents": (_("Positions"), ""),
}
TITLES: Words = {
    "": _("The model"),
    "eligibility": _("Who it is for"),
    "deadlines": _("Deadlines"),
    "decision": _("Decision"),
    "first_visit": _("The first visit"),
    "training": _("Who trains"),
    "length": _("Length"),
    "effort": _("Visits and taper"),
    "review": _("Review"),
    "instruments": _("Instruments"),
    "meeting": _("Team meeting"),
    "follow_up": _("Follow-up"),
    "hand_over": _("Hand-over"),
    "letters": _("Reports"),
    "sender": _("Sender of the letters"),
    "team": _("The team"),
}
WEEKDAYS: Words = {
    "monday": _p("service model", "Monday"),
    "tuesday": _p("service model", "Tuesday"),
    "wednesday": _p("service model", "Wednesday"),
    "thursday": _p("service model", "Thursday"),
    "friday": _p("service model", "Friday"),
    "saturday": _p("service model", "Saturday"),
    "sunday": _p("service model", "Sunday"),
}
CODES: Mapping[str, Words] = {
    "eligibility.groups": {str(code): words for code, words in GROUPS},
    "eligibility.routes": {str(code): words for code, words in ROUTES},
    "eligibility.function_loss": {str(code): words for code, words in FUNCTION_LOSSES},
    "eligibility.causes": {str(code): words for code, words in CAUSES},
    "eligibility.exclusions": {
        "severe_cognitive_impairment": _("Hard to understand the training and follow guidance"),
        "mental_illness_or_addiction": _("Alcohol, drugs or mental illness as the main problem"),
        "terminal_phase": _("Last phase of life"),
        "medically_unclear": _("Medically unclear"),
        "larger_needs": _("Needs larger than some weeks at home can meet"),
    },
    "decision.type": {
        "specific": _("Specific: what, and how often"),
        "unspecific": _("Unspecific: the period as such"),
        "team": _("Services of the team"),
    },
    # The words of the law itself, in the language the letters of most people have.
    "decision.legal_basis": {
        key: each.cited for key, each in zip(BASES, grounds(BASES, on=date.max, language="nb"), strict=True)
    },
    "first_visit.who": {str(code): words for code, words in PROFESSIONS},
    "training.professions": {str(code): words for code, words in PROFESSIONS},
    "team.full_time_equivalents": {str(code): words for code, words in PROFESSIONS},
    "training.by": {
        "team": _("The team itself"),
        "home_trainers": _("Home trainers"),
        "home_service": _("Staff of ordinary home services"),
    },
    "length.extension": {
        "none": _("Never"),
        "team": _("The team decides"),
        "new_decision": _("By a new decision"),
    },
    "effort.shape": {
        "even": _("A little less each week"),
        "late": _("Full effort through the first half"),
    },
    "meeting.weekday": WEEKDAYS,
    "meeting.who": {str(code): words for code, words in ROLES},
    "follow_up.methods": {str(code): words for code, words in FOLLOW_UP_METHODS},
    "letters.at_discharge": {str(code): words for code, words in LETTERS},
}
UNITS: Words = {
    "eligibility.minimum_age": _("years"),
    "eligibility.maximum_age": _("years"),
    "deadlines.contact_within_working_days": _("working days"),
    "deadlines.answer_within_working_days": _("working days"),
    "deadlines.baseline_within_days": _("days"),
    "decision.appeal_weeks": _("weeks"),
    "length.default_weeks": _("weeks"),
    "length.max_weeks": _("weeks"),
    "length.extension_weeks": _("weeks"),
    "effort.first": _("visits"),
    "effort.last": _("visits"),
    "effort.hours_low": _("hours"),
    "effort.hours_high": _("hours"),
    "review.first_week": _("weeks"),
    "review.last_week": _("weeks"),
    "hand_over.check_after_days": _("days"),
}
# What stands where the model says nothing.
NOTHING: Words = {
    "eligibility.minimum_age": _("no limit"),
    "eligibility.maximum_age": _("no limit"),
    "eligibility.causes": _("any"),
    "eligibility.exclusions": _("none"),
    "training.professions": _("any"),
    "decision.text": _("none, the standard text is used"),
    "follow_up.months": _("nobody is contacted"),
    "letters.at_discharge": _("none"),
}
YES, NO = _p("service model", "Yes"), _p("service model", "No")
