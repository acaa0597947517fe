"""The report page and its PDF."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved
from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.indicators.definition import Section
from fotfeste.insight.report import actions, counted, paper, presentation, progress, queries, tasks
from fotfeste.insight.report.building import Reader
from fotfeste.insight.report.forms import PeriodForm
from fotfeste.insight.tables import store


@rule(Act.READ_FIGURES)
@require_GET
def report(request: Request) -> HttpResponse:
    """The outcome report for the period in the address."""
    form = PeriodForm(request.GET if {"fra", "til"} & set(request.GET) else None)
    if form.is_bound and not form.is_valid():
        return _refused(request, form)
    period = form.period()
    now = timezone.now()
    if queries.wants_counting(now=now) and progress.counting().stand is progress.Stand.NONE:
        tasks.enqueue()
    try:
        found = queries.outcome_report(user=request.user, period=period, now=now)
    except queries.NotCountedYet:
        return render(request, "report/not_yet.html", _counting(""))
    except queries.PeriodRefused as refused:
        return _refused(request, form, presentation.refused_period(refused.why))
    wide = presentation.outcome_plot(found, name="wide")
    narrow = presentation.outcome_plot(found, name="narrow", shape="narrow")
    chosen = {"fra": period.start, "til": period.end}
    query = urlencode({k: day.isoformat() for k, day in chosen.items() if day})
    choices = _choices(period)
    return render(
        request,
        "report/report.html",
        {
            "report": found,
            "headline": presentation.headline(found),
            "second": presentation.second_sentence(found),
            "period": presentation.period_in_words(found.period),
            "form": form,
            "choices": choices,
            "own_period": not any(c["current"] for c in choices),
            "query": query,
            "wide": mark_safe(wide.svg),
            "narrow": mark_safe(narrow.svg),
            "groups": [presentation.group_words(found, g) for g in presentation.ORDER],
            "outcome": presentation.lines(found, Section.OUTCOME),
            "reasons": presentation.dropout_reasons(found),
            "work": [
                line
                for section in (Section.PROCESS, Section.DOSE, Section.FOLLOW_UP)
                for line in presentation.lines(found, section)
            ],
            "changes": presentation.changes(found),
            "group_changes": [(g, presentation.changes(found, group=g)) for g in presentation.GROUPS],
            "published": presentation.published_lines(found),
            "published_notes": presentation.published_notes(found),
            "limits": presentation.limits(found),
            "definitions": presentation.definitions(found),
            "inside": found.reader is Reader.TEAM,
            **_counting(found.as_of.isoformat()),
        },
    )


def _counting(shown: str) -> dict[str, object]:
    """How far a new count has come, beside the figures on the page, which were counted as of `shown`."""
    stamp = store.latest()
    newer = stamp is not None and stamp.as_of.isoformat() != shown
    return {"counting": progress.counting(), "shown": shown, "newer": newer}


@rule(Act.READ_FIGURES)
@require_GET
def counting(request: Request) -> HttpResponse:
    """Only the part of the page that says how far a new count has come; the page asks for it again and again."""
    return render(request, "report/counting.html", _counting(request.GET.get("vist", "")))


def _choices(period: Period | None) -> list[dict[str, object]]:
    """The periods one click away."""
    return [
        {
            "label": label,
            "url": _address("outcomes:report", fra=start, til=end),
            "current": period is not None and (start, end) == (period.start, period.end),
        }
        for label, start, end in presentation.periods(timezone.localdate())
    ]


def _refused(request: Request, form: PeriodForm, why: str = "", *, status: int = 200) -> HttpResponse:
    """The period with what is wrong with it, and no figures at all: those of another period would be taken for it."""
    inside = queries.reader_of(request.user) is Reader.TEAM
    if not (inside or why):
        # Whoever chooses no days of their own has no form that could say it.
        why = _unreadable()
    context = {"form": form, "why": why, "choices": _choices(None), "own_period": True, "inside": inside}
    return render(request, "report/refused.html", context, status=status)


def _unreadable() -> str:
    return gettext("The period cannot be read. Go back and write it as 01.03.2026.")


@rule(Act.READ_FIGURES)
@require_GET
def pdf(request: Request) -> HttpResponse:
    """The report as PDF: two pages for the council, then every figure, table and definition.

    `for=outside` is the two pages to hand on, with small numbers hidden also for those who may see them.
    """
    to_hand_on = request.GET.get("for") == "outside"
    reader = Reader.OUTSIDE if to_hand_on else None
    form = PeriodForm(request.GET)
    if not form.is_valid():
        return _refused(request, form, _unreadable(), status=400)
    try:
        found = queries.outcome_report(user=request.user, period=form.period(), now=timezone.now(), reader=reader)
    except queries.NotCountedYet:
        return redirect("outcomes:report")
    except queries.PeriodRefused as refused:
        return _refused(request, form, presentation.refused_period(refused.why), status=400)
    name = gettext("reablement-results") + f"-{timezone.localdate().isoformat()}.pdf"
    annex = not to_hand_on
    kind = f"{presentation.language()}-{'annex' if annex else 'council'}"
    return HttpResponse(
        counted.paper_of(found, kind, lambda: paper.pdf(found, annex=annex)),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@rule(Act.COUNT_FIGURES)
@require_POST
def refresh(request: Request) -> HttpResponse:
    """Have a job take the tables out of the record and count them; the page shows how far it has come."""
    if actions.count_anew(by=request.user, now=timezone.now()):
        saved(request, gettext("The figures are being counted anew. Until then the page shows those from last time."))
    else:
        saved(request, gettext("The figures are being counted already."))
    return redirect("outcomes:report")


def _address(name: str, **days: object) -> str:
    query = urlencode({k: f"{day:%Y-%m-%d}" for k, day in days.items() if day})
    return reverse(name) + (f"?{query}" if query else "")
