"""What the person has said about telling others, in words."""

from django.utils.translation import gettext

from fotfeste.care.terms.rules.vocabulary import SharedWith
from fotfeste.ground.ui.wording import exact_day

from ..queries.person.sharing import Receiver, Said


def head_of(receiver: Receiver) -> str:
    """The GP, Lege Lind · Next of kin, Snill Sønn, who referred on 3 November 2026"""
    if receiver.with_whom is SharedWith.GP:
        return gettext("The GP, %(name)s") % {"name": receiver.name} if receiver.name else gettext("The GP")
    if receiver.with_whom is SharedWith.RELATIVE:
        return gettext("Next of kin, %(name)s: the letters") % {"name": receiver.name}
    who = ", ".join(part for part in (receiver.referrer, receiver.name) if part)
    day = exact_day(receiver.received_on) if receiver.received_on else "–"
    return gettext("%(who)s, who referred on %(day)s") % {"who": who, "day": day}


def told_in_words(receiver: Receiver) -> str:
    """How it stands today, and why."""
    if receiver.with_whom is SharedWith.GP:
        return gp_in_words(receiver.said)
    if receiver.with_whom is SharedWith.RELATIVE:
        text = gettext("Finds the person's letters on the page.")
        return text if receiver.told else gettext("Does not see the letters. The person must agree first.")
    if receiver.told:
        return gettext("Is told what we decided.")
    if receiver.at_first:
        return gettext("Is told only that we are done. The person has opposed more.")
    return gettext("Is told only that we are done. To tell more, the person must agree first.")


def gp_in_words(said: Said | None) -> str:
    """Whether the GP gets a report, and who said what on which day."""
    if said is None:
        return gettext("Gets a report when the period is over. The person may oppose it.")
    facts = {"day": exact_day(said.on), "name": said.written_by}
    if said.agrees:
        return (
            gettext("Gets a report when the period is over. The person said on %(day)s that it is fine (%(name)s).")
            % facts
        )
    return gettext("Gets no report. The person opposed it on %(day)s (noted by %(name)s).") % facts


def answers_of(receiver: Receiver) -> tuple[str, str]:
    """The two answers to choose between."""
    if receiver.with_whom is SharedWith.GP:
        return gettext("A report may be sent"), gettext("No report")
    if receiver.with_whom is SharedWith.RELATIVE:
        return gettext("May read my letters"), gettext("May not read my letters")
    return gettext("May be told what was decided"), gettext("Shall not be told")
