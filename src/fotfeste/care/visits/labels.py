"""Words for the codes of `rules.states`."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from fotfeste.care.pathway.rules.deadlines import day_off

from .rules import states as s

VISIT_STATES = [
    (s.VisitState.PLANNED, _p("visit", "Planned")),
    (s.VisitState.DONE, _p("visit", "Done")),
    (s.VisitState.NOT_DONE, _p("visit", "Did not take place")),
    (s.VisitState.CANCELLED, _p("visit", "Cancelled")),
]
DEVIATIONS = [
    (s.Deviation.NOT_HOME, _("Not at home")),
    (s.Deviation.ILL, _("Ill")),
    (s.Deviation.REFUSED, _("Did not want to")),
    (s.Deviation.STAFF_ABSENT, _("Nobody could come from us")),
    (s.Deviation.IN_HOSPITAL, _("In hospital")),
    (s.Deviation.OTHER, _("Other reason")),
]
# By the names that `pathway.rules.deadlines.day_off` gives.
DAYS_OFF = {
    "New Year's Day": _("New Year's Day"),
    "Maundy Thursday": _("Maundy Thursday"),
    "Good Friday": _("Good Friday"),
    "Easter Sunday": _("Easter Sunday"),
    "Easter Monday": _("Easter Monday"),
    "Labor Day": _("1 May"),
    "Constitution Day": _("17 May"),
    "Ascension Day": _("Ascension Day"),
    "Pentecost": _("Whit Sunday"),
    "Pentecost Monday": _("Whit Monday"),
    "Christmas Eve": _("Christmas Eve"),
    "Christmas Day": _("Christmas Day"),
    "Second Day of Christmas": _("Boxing Day"),
    "New Year's Eve": _("New Year's Eve"),
}


def day_off_in_words(day: date) -> str:
    """Christmas Day; empty for an ordinary day."""
    return ", ".join(str(DAYS_OFF.get(name, name)) for name in day_off(day))
