"""Who somebody is and what was done to their record, in words, in the language of the reader."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_

from fotfeste.ground.access.rules.rights import Act

from ..rules.person.duplicates import Sign
from ..rules.person.identity import Told
from ..rules.person.national_number import Fault
from ..rules.person.possible_days import BirthFault

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
WHO_IS_NOT_CONFIRMED = N_(
    "The national identity number belongs to somebody who is known from before. Those who follow that person must "
    "first say who the referral is about. It waits in their inbox."
)
NAME_TOO_LONG = N_("A name can have at most %(longest)s letters. Shorten it, for example a middle name.")
WHOLE_NAME_TOO_LONG = N_("First and last name can have at most %(longest)s letters together. Shorten one of them.")


def signs_in_words(signs: Iterable[Sign]) -> str:
    """the same name, the same date of birth, but another national number"""
    return ", ".join(str(SIGNS[sign]) for sign in signs)


def act_in_words(act: str) -> str:
    """What somebody did, as the person may read it; an act without words of its own is shown as it is."""
    return str(ACTS.get(act, act))  # type: ignore[call-overload]
