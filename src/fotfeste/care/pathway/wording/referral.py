"""Steps, deadlines and the screening of a referral in words, in the language of the reader."""

from datetime import date

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import pgettext_lazy as _p

from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.wording import keep_together, short_day

from ..rules.deadlines import Deadline, Standing
from ..rules.referral import screening as s
from ..rules.referral.next_step import NextStep
from ..rules.referral.screening import BY_CODE, Advice, Recommendation
from ..rules.referral.waiting import AnswerClock, Wait

# Days further ahead than this are named by their date.
_NEAR = 10
NEXT_STEPS = {
    NextStep.CONFIRM: _("Confirm the person"),
    NextStep.CONTACT: _("Make contact"),
    NextStep.SCREEN: _p("next step", "Screen"),
    NextStep.DECIDE: _("Write the decision"),
    NextStep.START: _("Start the period"),
    NextStep.NONE: _("Nothing waits"),
}
# The same step for somebody who has to leave it to others.
WAITS_FOR = {
    NextStep.CONFIRM: _("Waits for who it is"),
    NextStep.CONTACT: _("Waits for contact"),
    NextStep.SCREEN: _("Waits for screening"),
    NextStep.DECIDE: _("Waits for the decision"),
    NextStep.START: _("Waits for the start"),
    NextStep.NONE: _("Nothing waits"),
}
ACT_OF_STEP = {
    NextStep.CONFIRM: Act.CONFIRM_PERSON,
    NextStep.CONTACT: Act.CONTACT,
    NextStep.SCREEN: Act.SCREEN,
    NextStep.DECIDE: Act.DECIDE,
    NextStep.START: Act.START_EPISODE,
}
ADVICE = {
    Advice.INCLUDE: _("The answers point to reablement"),
    Advice.EXCLUDE: _("The answers point to another offer"),
    Advice.FIND_OUT_MORE: _("Find out more first"),
}
_OTHER_REASONS = {
    s.TOO_YOUNG: _("The person is younger than the age limit here."),
    s.TOO_OLD: _("The person is older than the age limit here."),
    s.AGE_UNKNOWN: _("The date of birth is not known, and there is an age limit here."),
    s.FIRST_TIME: _("The person is a first-time applicant: the effect is often best then."),
    s.NOT_THIS_GROUP: _("The person had home services before, or had none: the service here is for the other group."),
    s.GROUP_UNKNOWN: _("Did the person have home services before? Only one of the two groups is taken in here."),
    s.NOT_THIS_ROUTE: _("The service here is not for those referred in this way."),
    s.NOT_THIS_LOSS: _("The service here is for another kind of loss of function."),
    s.LOSS_UNKNOWN: _("Was the loss of function sudden or gradual? Only one of them is taken in here."),
    s.NOT_THIS_CAUSE: _("The service here is for other causes of the loss of function."),
    s.CAUSE_UNKNOWN: _("What is the main cause? The service here is for some causes only."),
}
# Instead of the question, which may have been answered already: what to find out (rules.screening.NEVER_ALONE).
_TO_WEIGH = {
    code: N_(
        "Does the person understand what this training is, and what would make it work? Ask the person, and weigh it. "
        "If you doubt that the person can decide this, assess the decision-making competence for this question."
    )
    for code in s.NEVER_ALONE
}
REFERRAL_TOO_OLD = N_("The day it was received is more than %(years)s years ago. Check the year.")
KEY_USED = N_(
    "This form has been sent before, with other words in it, and that referral is saved. What is here now is not "
    "saved yet. Press the button once more if it is a referral of its own; else open the one that is saved."
)


def deadline_in_words(deadline: Deadline) -> str:
    """2 working days overdue, today, in 3 working days; further away the day itself."""
    days = deadline.working_days
    if deadline.standing is Standing.TODAY:
        return gettext("today")
    if deadline.standing is Standing.OVERDUE:
        if not days:  # it ran out on a Friday and nobody has worked since
            return gettext("just overdue")
        return ngettext("%(days)d working day overdue", "%(days)d working days overdue", days) % {"days": days}
    if days > _NEAR:
        return short_day(deadline.on, today=deadline.on)
    return keep_together(ngettext("in %(days)d working day", "in %(days)d working days", days) % {"days": days})


def clock_in_words(clock: AnswerClock, *, today: date) -> str:
    """How long the person may still wait for an answer: by 14 October, today, should have been sent 14 October."""
    standing, day = clock.standing(today), {"day": short_day(clock.write_by, today=today)}
    if clock.promised_on is not None:
        if standing is Wait.DUE:
            return gettext("answer promised today")
        if standing is Wait.LATE:
            return gettext("answer promised %(day)s, write again") % day
        return gettext("answer promised by %(day)s") % day
    if standing is Wait.DUE:
        return gettext("answer or preliminary answer today")
    if standing is Wait.LATE:
        return gettext("preliminary answer was due %(day)s") % day
    return gettext("answer or preliminary answer by %(day)s") % day


def tone_of_clock(clock: AnswerClock, *, today: date) -> str:
    """The colour that supports those words."""
    return {Wait.LATE: "danger", Wait.WITHIN: "neutral"}.get(clock.standing(today), "warning")


def tone_of(deadline: Deadline) -> str:
    """The colour that supports the words."""
    return {Standing.OVERDUE: "danger", Standing.TODAY: "warning"}.get(deadline.standing, "neutral")


def reasons_in_words(recommendation: Recommendation) -> list[str]:
    """The reasons of a recommendation, one sentence each; what is not known is put as the question to ask."""
    return [_reason(code, recommendation.advice) for code in recommendation.because]


def _reason(code: str, advice: Advice) -> str:
    if code in _OTHER_REASONS:
        return str(_OTHER_REASONS[code])
    criterion = BY_CODE[code]
    if advice is Advice.FIND_OUT_MORE:
        return gettext(_TO_WEIGH.get(code, criterion.question))
    return gettext(criterion.fits if advice is Advice.INCLUDE else criterion.fits_not)
