"""The team meeting: begun, written in, closed; and its minutes."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fotfeste.care.pathway.queries import banner_of, episode_of, open_record
from fotfeste.care.pathway.rules.errors import CareError
from fotfeste.care.visits.queries import staff_to_choose
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.queries import units
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved

from ..actions import add_task, close_meeting, finish_task, open_meeting, write_note
from ..forms import NoteForm, TaskForm
from ..queries import board_rows, meeting_to_write_in, meetings_of_team, minutes_of, task_to_finish, teams_of
from .board import card, meeting_staff


@rule(Act.HOLD_MEETING)
@require_POST
def start(request: Request) -> HttpResponse:
    """Begin the meeting of one of the user's teams."""
    now = timezone.now()
    asked = request.POST.get("team", "")
    mine = dict(teams_of(request.user, today=timezone.localdate(now)))
    team = next((unit for unit in units(kind="team") if unit.pk in mine and str(unit.pk) == asked), None)
    if team is None:
        raise Http404("There is no such team.")
    open_meeting(team=team, by=request.user, now=now)
    return redirect(f"{reverse('board:board')}?team={team.pk}")


@rule(Act.HOLD_MEETING)
@require_GET
def meeting(request: Request, meeting_id: int) -> HttpResponse:
    """The minutes, as they stand."""
    now = timezone.now()
    minutes = minutes_of(user=request.user, now=now, today=timezone.localdate(now), meeting_id=meeting_id)
    log.write(by=request.user, act=Act.READ_BOARD, now=now, purpose="TREAT")
    return render(request, "board/meeting.html", {"minutes": minutes, "today": timezone.localdate(now)})


@rule(Act.HOLD_MEETING)
@require_POST
def close(request: Request, meeting_id: int) -> HttpResponse:
    """End the meeting and show its minutes."""
    now = timezone.now()
    held = meeting_to_write_in(user=request.user, today=timezone.localdate(now), meeting_id=meeting_id)
    close_meeting(meeting=held, by=request.user, now=now)
    saved(request, gettext("The meeting is closed. These are the minutes."))
    return redirect("board:meeting", meeting_id)


@rule(Act.HOLD_MEETING)
@require_POST
def note(request: Request, meeting_id: int, episode_id: UUID) -> HttpResponse:
    """Write what was said about one person; answers with the person's card, or goes back to it on the board."""
    now = timezone.now()
    look = open_record(by=request.user, episode_id=episode_id, now=now, act=Act.HOLD_MEETING)
    held = meeting_to_write_in(user=request.user, today=look.today, meeting_id=meeting_id)
    episode = episode_of(look, episode_id)
    staff = meeting_staff(held, today=look.today)
    form = NoteForm(request.POST, staff=staff, today=look.today, prefix=f"p{episode_id.hex[:8]}")
    kept = False
    if form.is_valid():
        try:
            _keep(request, form, held, episode, now)
            kept = True
        except CareError as refused:
            form.add_error(None, gettext(refused.message) % refused.params)
    if request.htmx or not kept:
        return _card(request, form, held, episode_id, kept=kept)
    saved(request, gettext("Written down for %(name)s.") % {"name": str(episode.person).strip()})
    return redirect(f"{reverse('board:board')}?team={held.team_id}#p-{episode_id}")


@transaction.atomic
def _keep(request: Request, form: NoteForm, held: Any, episode: Any, now: Any) -> None:
    """Note and task together or not at all, so that what was typed is never half kept."""
    written = form.cleaned_data
    write_note(
        meeting=held,
        episode=episode,
        note=written["note"],
        decision=written["decision"],
        reviewed=True if "reviewed" in request.POST else None,
        by=request.user,
        now=now,
    )
    if written["text"]:
        add_task(
            episode=episode,
            text=written["text"],
            assigned_to=written["assigned_to"],
            due_on=written["due_on"],
            by=request.user,
            now=now,
        )


def _card(request: Request, form: NoteForm, held: Any, episode_id: UUID, *, kept: bool) -> HttpResponse:
    """The card anew; with faults it keeps everything that was typed. Without htmx it stands on a page of its own."""
    now = timezone.now()
    today = timezone.localdate(now)
    rows = board_rows(user=request.user, today=today, team_id=held.team_id)
    row = next((row for row in rows if row.episode_id == episode_id), None)
    if row is None:
        raise Http404("The person is not on the board.")
    found, _over = meetings_of_team(held.team_id)
    note = found.notes.get(episode_id) if found else None
    made = card(row, held, note, meeting_staff(held, today=today), today=today)
    made |= {"today": today, "saved_at": now if kept else None}
    if not kept:
        made["form"] = form
    template = "board/card.html" if request.htmx else "board/card_page.html"
    answer = render(request, template, made)
    if kept:
        answer.headers["HX-Trigger"] = "saved"
    return answer


@rule(Act.DO_TASK)
@require_http_methods(["GET", "POST"])
def task_add(request: Request, episode_id: UUID) -> HttpResponse:
    """Add a task for one person."""
    look = open_record(by=request.user, episode_id=episode_id, now=timezone.now(), act=Act.DO_TASK)
    episode = episode_of(look, episode_id)
    form = TaskForm(
        request.POST or None,
        staff=staff_to_choose(look, episode),
        today=look.today,
        initial={"assigned_to": request.user.pk},
    )
    if request.method == "POST" and form.is_valid():
        try:
            add_task(episode=episode, **form.cleaned_data, by=request.user, now=look.at)
        except CareError as refused:
            form.add_error(None, gettext(refused.message) % refused.params)
        else:
            saved(request, gettext("The task is added."))
            return redirect(f"{reverse('board:person', args=[look.person_id])}#tasks")
    context = {"form": form, "episode_id": episode_id, "banner": banner_of(look), "today": look.today}
    return render(request, "board/task.html", context)


@rule(Act.DO_TASK)
@require_POST
def task_done(request: Request, task_id: UUID) -> HttpResponse:
    """Tick a task off, and back to where it was ticked."""
    task = task_to_finish(user=request.user, task_id=task_id)
    finish_task(task=task, by=request.user, now=timezone.now())
    saved(request, gettext("Done: %(task)s") % {"task": task.text})
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("board:person", task.episode.person_id)
