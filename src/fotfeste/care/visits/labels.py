"""Words for the codes of `rules.states`."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

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
