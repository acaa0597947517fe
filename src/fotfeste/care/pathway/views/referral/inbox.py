"""The inbox, and a partner's own referrals."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act, Role, may_ever
from fotfeste.ground.ui.templatetags.ui import status
from fotfeste.ground.ui.wording import long_day

from ... import queries
from ...forms.referral.inbox import InboxFilterForm, filter_from
from ...queries.decision.changes import deferrals_to_answer
from ...queries.referral.inbox import LIMIT
from ...rules.referral.next_step import NextStep
from ...rules.referral.waiting import Wait
from ...wording.referral import (
    ACT_OF_STEP,
    NEXT_STEPS,
    WAITS_FOR,
    clock_in_words,
    deadline_in_words,
    tone_of,
    tone_of_clock,
)

# Where a line leads. Who answers who a referral is about may have nothing else to do with it.
_PAGE = {NextStep.CONFIRM: "pathway:confirm_person"}


@rule(Act.READ_INBOX)
@require_safe
def inbox(request: Request) -> HttpResponse:
    """Everything that waits, most urgent first; the filter stands in the address."""
    now = timezone.now()
    only = filter_from(request.GET)
    found = queries.inbox(user=request.user, now=now, only=only)
    role = Role(request.user.role)
    years = gettext("%(age)s years")
    rows = [
        {
            "url": reverse(_PAGE.get(row.step, "pathway:referral"), args=[row.referral_id]),
            "name": row.name,
            "age": "" if row.age is None else years % {"age": row.age},
            "due_on": row.deadline.on.isoformat(),
            "due_day": long_day(row.deadline.on),
            "due": status(deadline_in_words(row.deadline), tone_of(row.deadline)),
            "urgent": row.urgent,
            "route": row.route,
            "discharge_on": row.discharge_on,
            "step": _step_in_words(row.step, role),
            "handler": row.handler,
            "team": row.team,
            **_waiting(row, today=timezone.localdate(now)),
        }
        for row in found.rows
    ]
    context = {
        "rows": rows,
        "found": found,
        "hidden": max(0, found.total - LIMIT),
        "filter": InboxFilterForm(request.GET or None, teams=found.teams, handlers=found.handlers),
        "filtered": only != queries.InboxFilter(),
        "to_answer": deferrals_to_answer(user=request.user, now=now),
        "may_register": may_ever(role, Act.REGISTER_REFERRAL),
        "may_import": may_ever(role, Act.IMPORT_FILES),
        "to_send": queries.count_to_send(user=request.user, today=timezone.localdate(now)),
        "today": timezone.localdate(now),
    }
    return render(request, "pathway/inbox.html", context)


def _waiting(row: queries.InboxRow, *, today: date) -> dict[str, Any]:
    """The clock of one month from three weeks on and after a promise, and the tries to reach the person."""
    clock = row.clock
    shown = clock is not None and (clock.promised_on is not None or clock.standing(today) is not Wait.WITHIN)
    return {
        "clock": status(clock_in_words(clock, today=today), tone_of_clock(clock, today=today))
        if clock is not None and shown
        else "",
        "tries": row.tries if row.step in (NextStep.CONTACT, NextStep.CONFIRM) else 0,
        "tried_at": row.tried_at,
    }


def _step_in_words(step: NextStep, role: Role) -> str:
    return str(NEXT_STEPS[step] if may_ever(role, ACT_OF_STEP[step]) else WAITS_FOR[step])


@rule(Act.READ_OWN_REFERRALS)
@require_safe
def own_referrals(request: Request) -> HttpResponse:
    """What somebody outside has sent, and the answers. Nothing from the record."""
    rows = queries.own_referrals(user=request.user, now=timezone.now())
    return render(request, "pathway/own_referrals.html", {"rows": rows, "today": timezone.localdate()})
