"""The log of a record told by person and day, for the one it is about and for staff, with the single lines beneath."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from fotfeste.ground.access.labels import ROLES
from fotfeste.ground.access.queries import LookRow
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.wording import day_in_words

from .person import act_in_words

_ROLES = {str(code): label for code, label in ROLES}
_READING = _p("log", "reading")
# What an act was about, in one or two words; whatever is not here is told as reading.
_ABOUT = {
    Act.REGISTER_REFERRAL: _p("log", "the referral"),
    Act.CONFIRM_PERSON: _p("log", "the referral"),
    Act.CONTACT: _p("log", "the first contact"),
    Act.SCREEN: _p("log", "the screening"),
    Act.DECIDE: _p("log", "the decision"),
    Act.WITHDRAW_REFERRAL: _p("log", "the referral"),
    Act.RECEIVE_APPEAL: _p("log", "the appeal"),
    Act.START_EPISODE: _p("log", "the period"),
    Act.CHANGE_CARE_TEAM: _p("log", "the care team"),
    Act.SET_SERVICE_LEVEL: _p("log", "services"),
    Act.ASSESS: _p("log", "assessment"),
    Act.SET_GOAL: _p("log", "goals"),
    Act.PLAN: _p("log", "the plan"),
    Act.PLAN_VISIT: _p("log", "visits"),
    Act.RECORD_VISIT: _p("log", "visits"),
    Act.HOLD_MEETING: _p("log", "the team meeting"),
    Act.DO_TASK: _p("log", "tasks"),
    Act.DISCHARGE: _p("log", "the closing"),
    Act.HAND_OVER: _p("log", "the hand-over"),
    Act.FOLLOW_UP: _p("log", "the follow-up"),
    Act.PRINT_LETTER: _p("log", "letters"),
    Act.CONSENT_TO_RELATIVE: _p("log", "next of kin"),
    Act.WITHDRAW_CONSENT: _p("log", "next of kin"),
}
# As it is said to the person the record is about.
_TO_THE_PERSON = {
    Act.READ_RECORD: _("Read your record"),
    Act.READ_OWN_PAGE: _("Read your own page"),
    Act.READ_LOG_OF_PERSON: _("Saw who has looked in your record"),
}


@dataclass(frozen=True)
class LooksOfADay:
    """What one person did in the record on one day; `lines` are time and words, newest first."""

    who: str
    where: str
    day: date
    about: list[str] = field(default_factory=list)
    lines: list[tuple[datetime, str]] = field(default_factory=list)

    def told(self, *, today: date) -> str:
        """Blid Morgen, i dag, 7 ganger: besøk"""
        written = [topic for topic in self.about if topic != str(_READING)] or self.about
        words = ngettext(
            "%(who)s, %(day)s, %(times)d time: %(about)s",
            "%(who)s, %(day)s, %(times)d times: %(about)s",
            len(self.lines),
        )
        said = {"who": self.who, "day": day_in_words(self.day, today=today), "times": len(self.lines)}
        return words % {**said, "about": ", ".join(written)}


def looks_by_day(rows: Iterable[LookRow], *, to_the_person: bool = False) -> list[LooksOfADay]:
    """The rows, newest first, gathered by who and day in the order of the newest line of each."""
    found: dict[tuple[date, str, str, str], LooksOfADay] = {}
    for row in rows:
        day = localdate(row.at)
        where = ", ".join(part for part in (str(_ROLES.get(row.role, "")), row.unit) if part)
        one = found.setdefault(
            (day, row.who, row.role, row.unit), LooksOfADay(row.who or gettext("The system"), where, day)
        )
        about = str(_ABOUT.get(row.act, _READING))  # type: ignore[call-overload]
        if about not in one.about:
            one.about.append(about)
        own = _TO_THE_PERSON.get(row.act) if to_the_person else None  # type: ignore[call-overload]
        one.lines.append((row.at, str(own or act_in_words(row.act))))
    return list(found.values())
