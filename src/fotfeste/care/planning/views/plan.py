"""The visits of a whole period on one page: proposed, changed by hand, saved all at once or a week at a time."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from fotfeste.care.pathway.queries import Look, banner_of, episode_of, model_of, open_record
from fotfeste.care.pathway.rules.states import RUNNING_EPISODES
from fotfeste.care.service_model.rules import FirstVisit
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.wording import error_in_words
from fotfeste.care.visits.actions import NewVisit, plan_visits
from fotfeste.care.visits.queries import has_first_visit, staff_to_choose, window_of
from fotfeste.ground.access.gate import Request, require, rule
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role
from fotfeste.ground.ui.context import saved

from ..forms import OutsideLine, PeriodForm
from ..queries.plan import period_plan
from ..wording import unlike_plan
from .sheets import MORE, MOST_LINES, Sheet


@rule(Act.PLAN_VISIT)
@require_http_methods(["GET", "POST"])
def period(request: Request, episode_id: UUID) -> HttpResponse:
    """Every week. Buttons: save, `only` one week, `copy` the week before, `more` lines, `propose` anew."""
    look = open_record(by=request.user, episode_id=episode_id, now=timezone.now())
    require(request.user, Act.PLAN_VISIT, look.relations, person_id=look.person_id)
    episode = episode_of(look, episode_id)
    if episode.state not in RUNNING_EPISODES:
        return redirect("visits:of_episode", episode_id)
    posted = request.method == "POST"
    form = PeriodForm(request.POST if posted else None)
    wishes = form.cleaned_data if posted and form.is_valid() else {}
    days_off = bool(wishes.get("on_days_off"))
    staff = staff_to_choose(look, episode)
    first = not has_first_visit(episode)
    first_rule = model_of(episode).first_visit
    plan = period_plan(
        look,
        episode,
        able={user.pk for user in staff},
        first_visit_staff=_first_pair(staff, first_rule) if first else (),
        usual=wishes.get("usual"),
        days_off=days_off,
    )
    sheets = [Sheet(week, staff) for week in plan.weeks]
    proposing = not posted or "propose" in request.POST
    outside = OutsideLine(None if proposing else request.POST, prefix="outside", staff=staff, initial={"id": uuid4()})
    for sheet in sheets:
        if proposing:
            sheet.propose()
        else:
            sheet.take(request.POST)
    untold: list[str] = []
    if not proposing and not _rearranged(request, sheets, episode, days_off=days_off):
        only = _number(request, "only")
        kept = [sheet for sheet in sheets if only in (None, sheet.number)]
        untold = _untold(kept, form)
        extra = outside if only is None else None
        if not untold and (planned := _plan(request, look, episode, kept, extra, form)):
            return _after(request, episode_id, kept, planned, only=only, sheets=sheets)
    context = {
        "banner": banner_of(look),
        "today": look.today,
        "episode_id": episode_id,
        "episode": episode,
        "window": window_of(episode),
        "plan": plan,
        "sheets": sheets,
        "form": form,
        "outside": outside,
        "told": ",".join(f"{sheet.number}:{sheet.visits}" for sheet in sheets),
        "untold": untold,
        "first": first,
        "rule": first_rule,
        "draft": f"period-{episode_id}-{plan.in_calendar}",
    }
    return render(request, "planning/period.html", context)


def _number(request: Request, name: str) -> int | None:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 4 else None


def _rearranged(request: Request, sheets: Sequence[Sheet], episode: Any, *, days_off: bool) -> bool:
    """Whether the button only changed the page: more lines, or the week before copied."""
    for before, sheet in zip([None, *sheets], sheets, strict=False):
        if _number(request, "more") == sheet.number:
            for _line in range(min(MORE, MOST_LINES - len(sheet.lines))):
                sheet.add()
            return True
        if before is not None and _number(request, "copy") == sheet.number:
            sheet.copy(before, window=window_of(episode), days_off=days_off)
            return True
    return False


def _untold(kept: Iterable[Sheet], form: PeriodForm) -> list[str]:
    """Weeks that would get more or fewer visits than planned, where the page has not said that number yet."""
    told = dict(pair.split(":", 1) for pair in form.data.get("told", "").split(",") if ":" in pair)
    return unlike_plan(
        (sheet.number, sheet.visits, sheet.plan.planned)
        for sheet in kept
        if sheet.plan.open_days and told.get(str(sheet.number)) != str(sheet.visits)
    )


def _plan(
    request: Request, look: Look, episode: Any, kept: Sequence[Sheet], outside: OutsideLine | None, form: PeriodForm
) -> int:
    """How many visits were planned; 0 when something has to be put right, which the form then says."""
    named = [
        (gettext("Week %(week)s, line %(line)s") % {"week": sheet.number, "line": place}, line)
        for sheet in kept
        for place, line in enumerate(sheet.lines, start=1)
    ]
    named += [(gettext("Outside the period"), outside)] if outside is not None else []  # type: ignore[list-item]
    valid = [line.is_valid() for _name, line in named]
    for name, line in named:
        for error in line.non_field_errors():
            form.add_error(None, f"{name}: {error}")
        for field, errors in line.errors.items():
            if field != "__all__":
                form.add_error(None, f"{name}, {line[field].label}: {' '.join(map(str, errors))}")
    if not all(valid) or not form.is_valid():
        return 0
    filled = [line for _name, line in named if not line.empty]
    if not filled:
        form.add_error(None, gettext("No day is chosen. Choose a day in the lines that are to be visits."))
        return 0
    visits = [
        NewVisit(
            line.at,
            line.cleaned_data["minutes"],
            line.people,
            line.cleaned_data["id"] or uuid4(),
            first_visit_exception=form.cleaned_data["exception"],
            outside_reason=line.cleaned_data.get("outside_reason", ""),
            on_day_off=form.cleaned_data["on_days_off"],
        )
        for line in filled
    ]
    try:
        return len(plan_visits(episode=episode, visits=visits, by=request.user, now=look.at))
    except CareError as refused:
        form.add_error(None, error_in_words(refused))
        return 0


def _after(
    request: Request,
    episode_id: UUID,
    kept: Sequence[Sheet],
    planned: int,
    *,
    only: int | None,
    sheets: Sequence[Sheet],
) -> HttpResponse:
    """What was saved, in words; back to the next week that lacks visits when one week was saved, else to the visits."""
    words = [ngettext("%(count)d visit is planned.", "%(count)d visits are planned.", planned) % {"count": planned}]
    words += unlike_plan((sheet.number, sheet.visits, sheet.plan.planned) for sheet in kept if sheet.plan.open_days)
    saved(request, " ".join(words))
    lacking = [sheet.number for sheet in sheets if sheet.plan.open_days and sheet.plan.in_calendar < sheet.plan.planned]
    following = next((number for number in lacking if only is not None and number > only), None)
    if following is None:
        return redirect("visits:of_episode", episode_id)
    return redirect(f"{reverse('planning:period', args=[episode_id])}#uke-{following}")


def _first_pair(staff: Sequence[User], rule: FirstVisit) -> tuple[int, ...]:
    """Those of the first visit, from the care team when it has them; they assess, so trainers come last.

    The page has room for two: a model that sends more gets the third chosen by hand.
    """
    in_order = [
        user for user in sorted(staff, key=lambda user: user.role == Role.TRAINER) if user.profession in rule.who
    ]
    if rule.staff == 1:
        return tuple(user.pk for user in in_order[:1])
    if rule.professions == 1:
        return tuple(user.pk for user in in_order[:2])
    pairs = ((one.pk, other.pk) for one, other in combinations(in_order, 2) if one.profession != other.profession)
    return next(pairs, ())
