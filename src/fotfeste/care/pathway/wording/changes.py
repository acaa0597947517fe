"""Why a change of what was decided cannot be made, in words."""

from django.utils.translation import gettext_noop as N_

from ..rules.decision.changes import Fault

# %(end)s is the last day that holds, %(weeks)s the longest a period may be.
FAULTS = {
    Fault.NOT_RUNNING: N_(
        "The period is closed, so there is nothing to change. Open it again first, if it is to go on."
    ),
    Fault.ENDS_ALREADY: N_(
        "It is decided already that training ends on %(end)s. Take that decision back first, if something else is to "
        "apply."
    ),
    Fault.WAITS: N_("An earlier change is postponed because of an appeal. Say what became of the appeal first."),
    Fault.NEVER_LONGER: N_("Periods are not made longer here. The person can apply again."),
    Fault.NOT_LONGER: N_("The period lasts until %(end)s already. Write a later last day."),
    Fault.TOO_LONG: N_(
        "The period would be longer than %(weeks)s weeks, which is the longest here. Write an earlier day."
    ),
    Fault.BEFORE_NOTICE: N_(
        "The change cannot apply before the person has heard of it. Write tomorrow or a later day, and think of the "
        "post."
    ),
    Fault.NOT_EARLIER: N_("The period ends on %(end)s. Write an earlier day, or let it end as planned."),
    Fault.ENDS_BEFORE_EFFECT: N_("The last day is before the day the change takes effect. Check the two days."),
    Fault.NOTHING_LESS: N_("Nothing becomes less by this. Write fewer visits a week, or an earlier last day."),
    Fault.NO_VISITS: N_("No visits at all is to end before time. Write one visit a week or more, or an earlier end."),
    Fault.BEFORE_START: N_("The last day is before the period starts. Write a later day."),
    Fault.PAST: N_("The last day has passed already. Write today or a later day."),
    Fault.MORE_VISITS: N_("Some weeks would get more visits than are decided now. Write fewer, or plan them by hand."),
    Fault.RISES: N_(
        "Effort is high at first and then tapers. Write no more visits for the last week than for the first."
    ),
}
