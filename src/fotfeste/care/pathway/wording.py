"""Codes and faults of the first steps in words, in the language of the reader."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import pgettext_lazy as _p

from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.wording import exact_day, keep_together, short_day, span_in_words

from .labels import ALTERNATIVES, SERVICE_KINDS
from .rules import screening as s
from .rules.deadlines import Deadline, Standing
from .rules.duplicates import Sign
from .rules.errors import CareError
from .rules.identity import Told
from .rules.national_number import Fault
from .rules.next_step import NextStep
from .rules.possible_days import BirthFault
from .rules.screening import BY_CODE, Advice, Recommendation
from .rules.vocabulary import Alternative, ServiceKind
from .rules.waiting import AnswerClock, Wait
from .rules.weeks import week_at, weeks_in, weeks_of

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
SIGNS = {
    Sign.SAME_NUMBER: _("the same national identity number"),
    Sign.SAME_NAME: _("the same name"),
    Sign.SIMILAR_NAME: _("a similar name"),
    Sign.SAME_BIRTH_DATE: _("the same date of birth"),
    Sign.SAME_PHONE: _("the same phone"),
    Sign.SAME_ADDRESS: _("the same address"),
    Sign.OTHER_NUMBER: _("but another national identity number"),
    Sign.OTHER_BIRTH_DATE: _("but another date of birth"),
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
ACTS = {
    Act.READ_RECORD: _("Opened the record"),
    Act.READ_OWN_PAGE: _("Opened the person's own page"),
    Act.READ_LOG_OF_PERSON: _("Read this list"),
    Act.REGISTER_REFERRAL: _("Registered a referral"),
    Act.CONFIRM_PERSON: _("Answered who a referral is about"),
    Act.CONTACT: _("Made contact"),
    Act.TRY_CONTACT: _("Tried to make contact"),
    Act.SCREEN: _("Screened the referral"),
    Act.DECIDE: _("Wrote the decision"),
    Act.CHANGE_DECISION: _("Changed the decision"),
    Act.WITHDRAW_REFERRAL: _("Withdrew the referral"),
    Act.RECEIVE_APPEAL: _("Received an appeal"),
    Act.WRITE_PRELIMINARY_ANSWER: _("Wrote a preliminary answer"),
    Act.ASSESS_COMPETENCE: _("Assessed decision-making competence"),
    Act.START_EPISODE: _("Opened the period"),
    Act.CHANGE_CARE_TEAM: _("Changed the care team"),
    Act.SET_SERVICE_LEVEL: _("Registered services"),
    Act.ASSESS: _("Worked with an assessment"),
    Act.SET_GOAL: _("Worked with goals"),
    Act.PLAN: _("Worked with the plan"),
    Act.PLAN_VISIT: _("Planned a visit"),
    Act.RECORD_VISIT: _("Recorded a visit"),
    Act.HOLD_MEETING: _("Wrote from the team meeting"),
    Act.DO_TASK: _("Worked with a task"),
    Act.DISCHARGE: _("Closed the period"),
    Act.HAND_OVER: _("Wrote the hand-over plan"),
    Act.FOLLOW_UP: _("Followed up"),
    Act.PRINT_LETTER: _("Opened a letter"),
    Act.SEND_LETTER: _("Noted how a letter was sent"),
    Act.SET_SHARING: _("Noted what the person says about telling others"),
    Act.CONSENT_TO_RELATIVE: _("Worked with next of kin and consent"),
    Act.WITHDRAW_CONSENT: _("Took back the consent to next of kin"),
    Act.IMPORT_FILES: _("Brought in from a file"),
    Act.READ_OWN_REFERRALS: _("Saw the answer to the referral"),
    Act.RECORD_DEATH_OR_MOVE: _("Registered a death or a move"),
    Act.MANAGE_USERS: _("Gave access to the person's own page"),
}


# Message ids, put into the reader's language where they are shown.
TOLD_OF_IDENTITY = {
    Told.OTHER_DAY: N_("The D-number carries another date, which may be the day it was given out. The date was kept."),
    Told.PERHAPS_OTHER_DAY: N_(
        "The date of birth was taken from the D-number, which may carry the day it was given out. Ask the person."
    ),
    Told.A_CHILD: N_("According to the date of birth the person is not 18 yet. Check the year."),
    Told.VERY_OLD: N_("According to the date of birth the person is more than 110 years old. Check the year."),
}
NUMBER_FAULTS = {
    Fault.NOT_ELEVEN_DIGITS: N_("A national identity number has eleven digits. Type all eleven, a leading zero too."),
    Fault.NO_SUCH_DATE: N_("The first six digits are not a date. Check day, month and year with the source."),
    Fault.CONTROL_DIGITS: N_("The control digits of the number are wrong. Check it digit by digit with the source."),
}
# %(years)s is `possible_days.OLDEST_PERSON_YEARS`.
BIRTH_FAULTS = {
    BirthFault.AHEAD: N_("The date of birth is in the future. Check the year."),
    BirthFault.TOO_LONG_AGO: N_("The date of birth is more than %(years)s years ago. Check the year with the source."),
}
NUMBER_BIRTH_FAULTS = {
    BirthFault.AHEAD: N_(
        "The national identity number says that the person is not born yet. Check it digit by digit with the source."
    ),
    BirthFault.TOO_LONG_AGO: N_(
        "The national identity number says that the person was born more than %(years)s years ago. Check it digit "
        "by digit with the source."
    ),
}
REFERRAL_TOO_OLD = N_("The day it was received is more than %(years)s years ago. Check the year.")
TOO_FEW_WORDS = N_("Write it in a sentence of your own. A sign or a word or two does not say why.")
KEY_USED = N_(
    "This form has been sent before, with other words in it, and that referral is saved. What is here now is not "
    "saved yet. Press the button once more if it is a referral of its own; else open the one that is saved."
)
WHO_IS_NOT_CONFIRMED = N_(
    "The national identity number belongs to somebody who is known from before. Those who follow that person must "
    "first say who the referral is about. It waits in their inbox."
)
NAME_TOO_LONG = N_("A name can have at most %(longest)s letters. Shorten it, for example a middle name.")
WHOLE_NAME_TOO_LONG = N_("First and last name can have at most %(longest)s letters together. Shorten one of them.")


def error_in_words(error: CareError) -> str:
    """What went wrong and what to do, in the reader's language."""
    text = gettext(error.message)
    return text % error.params if error.params else text


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


def signs_in_words(signs: Iterable[Sign]) -> str:
    """the same name, the same date of birth, but another national number"""
    return ", ".join(str(SIGNS[sign]) for sign in signs)


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


def alternative_in_words(alternative: str | None) -> str:
    return str(dict(ALTERNATIVES)[Alternative(alternative)]) if alternative else ""


def services_in_words(kinds: Iterable[str]) -> list[str]:
    words = dict(SERVICE_KINDS)
    return [str(words[ServiceKind(kind)]) for kind in kinds]


def act_in_words(act: str) -> str:
    """What somebody did, as the person may read it; an act without words of its own is shown as it is."""
    return str(ACTS.get(act, act))  # type: ignore[call-overload]


def week_of_weeks(week: int, weeks: int) -> str:
    """3/4; over the last planned day 5 (1 over)."""
    if week > weeks:
        return keep_together(gettext("%(week)s (%(over)s over)") % {"week": week, "over": week - weeks})
    return f"{week}/{weeks}"


def weeks_in_words(first: date, last: date, *, start: date, end: date, visits: Iterable[date] = ()) -> list[str]:
    """Which days between two belong to which week of a period: Mon 7–Tue 8 December is week 1 of 4.

    visits  days with a visit: those outside the period that a week of it counts are named too
    """
    found = []
    of = weeks_in(start, end)
    for day in sorted({day for day in visits if first <= day <= last and not start <= day <= end}):
        number = week_at(start, day)
        if number <= of:
            words = {"day": span_in_words(day, day), "number": number, "of": of}
            found.append(gettext("the visit on %(day)s counts in week %(number)s of %(of)s") % words)
    for week in weeks_of(start, end):
        begins, ends = max(first, week.first), min(last, week.last)
        if begins <= ends:
            words = {"days": span_in_words(begins, ends), "number": week.number, "of": week.of}
            found.append(gettext("%(days)s is week %(number)s of %(of)s") % words)
    return found


def unlike_decision(*, start: date, end: date, decided: tuple[date | None, date | None]) -> str:
    """What the period has that the decision does not, and what to do; empty when the decision holds it.

    A period within the days that were decided, with as many weeks, is what was decided: somebody who begins two days
    late needs no question.
    """
    first, last = decided
    if first is None or last is None or end < start:
        return ""
    weeks, granted = weeks_in(start, end), weeks_in(first, last)
    if first <= start and end <= last and weeks == granted:
        return ""
    said = ngettext(
        "The decision is for %(first)s to %(last)s, %(count)d week.",
        "The decision is for %(first)s to %(last)s, %(count)d weeks.",
        granted,
    ) % {"first": exact_day(first), "last": exact_day(last), "count": granted}
    here = ngettext("The period gets %(count)d week.", "The period gets %(count)d weeks.", weeks) % {"count": weeks}
    longer = gettext("Training beyond what was decided needs a new decision.") if end - start > last - first else ""
    ask = gettext("Change the days, or tick that they are meant to be so.")
    return " ".join(part for part in (said, here, longer, ask) if part)
