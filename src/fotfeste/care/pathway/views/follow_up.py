"""The due-list and the contacts after the period."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from fotfeste.care.terms.forms import carried_out
from fotfeste.care.terms.labels import MOMENTS
from fotfeste.care.terms.rules.vocabulary import FOLLOW_UP_MONTHS, Moment, Occasion
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act, Role, may_ever
from fotfeste.ground.ui.context import saved
from fotfeste.ground.ui.wording import deadline_in_words

from .. import actions, queries
from ..forms.follow_up import WANTED, CancelForm, DueListForm, FollowUpForm
from ..forms.period.levels import LevelsForm, level_input_rows
from ..forms.referral.waiting import interpreter_form, said_about_interpreter
from ..models import FollowUp
from ..queries.period.staff import teams_for
from ..rules.follow_up import MOMENT_OF, WAITING, Place, place_read
from .opening import Opened, open_person
from .period.opening import page_of_room, signed_in, told

LEVELS = "levels"
CANCEL = "cancel"
# Rows at a time: what somebody calls in a morning. The place in the list stands in the address.
PAGE = 20
AFTER, BEFORE = "etter", "forut"
_CHECKS_SINCE, _CHECKS_UNTIL = timedelta(days=14), timedelta(days=31)


@rule(Act.READ_FOLLOW_UPS)
@require_safe
def follow_ups(request: Request) -> HttpResponse:
    """Whom to contact, the longest waiting first. Team and how far ahead stand in the address."""
    today = timezone.localdate()
    teams = teams_for(signed_in(request), today=today) if signed_in(request).role != Role.HOME_SERVICE else []
    form = DueListForm({"days": "14", **request.GET.dict()}, teams=teams)
    chosen = form.cleaned_data if form.is_valid() else {"days": "14"}
    until = today + timedelta(days=int(chosen.get("days") or 14))
    team_id = int(chosen["team"]) if chosen.get("team") else None
    place = {way: place_read(request.GET.get(name, "")) for way, name in (("after", AFTER), ("before", BEFORE))}
    page = queries.due_page(user=signed_in(request), today=today, until=until, size=PAGE, team_id=team_id, **place)
    checks = queries.checks_after_hand_over(
        user=signed_in(request), today=today, since=today - _CHECKS_SINCE, until=today + _CHECKS_UNTIL
    )
    lead = gettext("%(overdue)d overdue · %(today)d today · %(later)d later") % {
        "overdue": page.counts.overdue,
        "today": page.counts.today,
        "later": page.counts.later,
    }
    return render(
        request,
        "pathway/follow_ups.html",
        {
            "rows": [(row, deadline_in_words(row.due_on, today=today), _tone(row.due_on, today)) for row in page.rows],
            "page": page,
            "paging": _paging(request, page),
            "lead": lead,
            "form": form,
            "today": today,
            "several_teams": len(teams) > 1,
            "may_mend": may_ever(Role(signed_in(request).role), Act.DISCHARGE),
            "checks": [(row, page_of_room("board:person", person_id=row.person_id)) for row in checks],
        },
    )


@dataclass(frozen=True)
class Paging:
    """The way to the other parts of the list; an empty address where there is none. `shown` is “21–40 of 78”."""

    shown: str
    start: str
    earlier: str
    later: str
    many_later: int


def _paging(request: Request, page: queries.DuePage) -> Paging | None:
    """None when the whole list is shown."""
    if page.counts.all == len(page.rows):
        return None
    asked = request.GET.copy()
    for name in (AFTER, BEFORE):
        asked.pop(name, None)

    def address(name: str = "", place: Place | None = None) -> str:
        query = asked.copy()
        if name:
            query[name] = str(place)
        return f"?{query.urlencode()}"

    words = gettext("%(first)d–%(last)d of %(all)d") % {
        "first": page.before + 1,
        "last": page.before + len(page.rows),
        "all": page.counts.all,
    }
    return Paging(
        shown=words if page.rows else "",
        start=address() if page.before else "",
        earlier=address(BEFORE, page.first) if page.first and page.before else "",
        later=address(AFTER, page.last) if page.last and page.after else "",
        many_later=min(PAGE, page.after),
    )


def _tone(due_on: date, today: date) -> str:
    return "danger" if due_on < today else "warning" if due_on == today else "neutral"


@rule(Act.FOLLOW_UP)
@require_http_methods(["GET", "POST"])
def follow_up(request: Request, follow_up_id: int) -> HttpResponse:
    """One contact. `way=no_answer` counts a try in one press; `way=cancel` takes it off the list with a reason."""
    opened = open_person(request, queries.person_of_follow_up(follow_up_id), Act.FOLLOW_UP)
    row = queries.follow_up_of(opened.look, follow_up_id)
    way = request.POST.get("way", "done") if request.method == "POST" else ""
    today = opened.look.today
    doing = request.POST if way == "done" else None
    moment = MOMENT_OF[Occasion(row.occasion)]
    form = FollowUpForm(
        doing, earliest=row.episode.ended_on, today=today, initial={"done_on": today, "method": _method(row)}
    )
    levels = LevelsForm(doing, prefix=LEVELS, moment=str(dict(MOMENTS)[moment]), required=False)
    interpreter = interpreter_form(row.episode.person.interpreter, doing)
    cancel = CancelForm(request.POST if way == CANCEL else None, prefix=CANCEL)
    if way == "no_answer":
        if told(request, lambda: _record(request, row, state="no_answer")):
            name = str(row.episode.person).strip()
            saved(request, gettext("Noted: %(name)s did not answer. The follow-up stays on the list.") % {"name": name})
        return redirect(_list_address(request))
    if way == CANCEL and cancel.is_valid():
        reason = cancel.cleaned_data["reason"]
        if carried_out(cancel, lambda: _record(request, row, state="cancelled", note=reason)):
            saved(request, gettext("The follow-up is taken off the list."))
            return redirect(_list_address(request))
    if (
        way == "done"
        and all([form.is_valid(), levels.is_valid(), interpreter is None or interpreter.is_valid()])
        and carried_out(form, lambda: _record_done(request, row, form, levels, said_about_interpreter(interpreter)))
    ):
        return _after_follow_up(opened, row, form)
    known = queries.levels_of(opened.look, row.episode_id)
    # The last two moments: what there was at the end, and what was heard since.
    table = queries.level_table(known, [each for each in Moment if each in known][-2:])
    return opened.page(
        "pathway/follow_up.html",
        status=422 if way else 200,
        row=row,
        list_url=_list_address(request),
        episode=row.episode,
        waiting=row.state in WAITING,
        form=form,
        interpreter=interpreter,
        levels=levels,
        level_rows=level_input_rows([levels]),
        level_heads=[levels.moment],
        table=table,
        columns=queries.level_columns(table),
        cancel=cancel,
        cancelling=way == CANCEL,
        instruments=_instruments(row) if opened.look.may(Act.ASSESS) else [],
        goals_summary=page_of_room("goals:summary", episode_id=row.episode_id),
        goals_page=page_of_room("goals:of_episode", episode_id=row.episode_id),
        others=queries.follow_ups_of(opened.look, row.episode_id),
        person_url=page_of_room("board:person", person_id=opened.look.person_id),
    )


def _record(request: Request, row: FollowUp, **facts: Any) -> None:
    now = timezone.now()
    actions.record_follow_up(follow_up=row, done_on=timezone.localdate(now), by=signed_in(request), now=now, **facts)


def _record_done(request: Request, row: FollowUp, form: FollowUpForm, levels: LevelsForm, said: dict[str, Any]) -> None:
    data = form.cleaned_data
    actions.record_follow_up(
        follow_up=row,
        state="done",
        done_on=data["done_on"],
        method=data["method"],
        lives_at_home=data["lives_at_home"],
        new_period_offered=form.new_period_offered,
        note=data["note"],
        services=levels.levels,
        by=signed_in(request),
        now=timezone.now(),
        **said,
    )


def _after_follow_up(opened: Opened, row: FollowUp, form: FollowUpForm) -> HttpResponse:
    """To the list; to a new referral when the person wants a new period, filled in while the record is open to us."""
    request = opened.request
    saved(request, gettext("The follow-up is written down."))
    if form.cleaned_data["new_period"] != WANTED:
        return redirect(_list_address(request))
    address = reverse("pathway:referral_new")
    return redirect(f"{address}?person={opened.look.person_id}" if queries.still_open(opened.look) else address)


def _list_address(request: Request) -> str:
    """Back to the list as it was filtered, and to the part of it that was shown."""
    query = QueryDict(request.POST.get("back", request.GET.get("back", ""))).urlencode()
    return reverse("pathway:follow_ups") + (f"?{query}" if query else "")


def _method(row: FollowUp) -> str:
    """How the model would have the person contacted this time."""
    return queries.model_of(row.episode).follow_up.method_after(FOLLOW_UP_MONTHS[Occasion(row.occasion)])


def _instruments(row: FollowUp) -> list[tuple[str, str]]:
    """Code and address of each instrument the service model asks for at a follow-up."""
    found = []
    for code in queries.model_of(row.episode).instruments.at(row.occasion):
        page = page_of_room("assessment:new", episode_id=row.episode_id, instrument=code)
        if page:
            found.append((code.upper(), f"{page}?occasion={row.occasion}"))
    return found
