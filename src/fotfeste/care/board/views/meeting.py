"""The team meeting: begun, written in, closed; and its minutes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fotfeste.care.pathway.queries import banner_of, episode_of, open_record
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.wording import error_in_words
from fotfeste.care.visits.queries import staff_to_choose
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.queries import units
from fotfeste.ground.access.rules.rights import Act, Role, may_ever
from fotfeste.ground.drafts.keeping import writers
from fotfeste.ground.ui.context import saved

from ..actions import add_task, close_meeting, finish_task, open_meeting, reopen_meeting, write_note
from ..forms import NoteForm, TaskForm
from ..models import Meeting, MeetingNote
from ..queries import board_rows, meeting_to_write_in, meetings_of_team, minutes_of, task_to_finish, teams_of
from .board import card, card_prefix, draft_name, meeting_staff, met, reviewed_of


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
    today = timezone.localdate(now)
    closed_today = minutes.closed_at is not None and timezone.localdate(minutes.closed_at) == today
    return render(request, "board/meeting.html", {"minutes": minutes, "today": today, "may_reopen": closed_today})


@rule(Act.HOLD_MEETING)
@require_http_methods(["GET", "POST"])
def close(request: Request, meeting_id: int) -> HttpResponse:
    """Asked: what is not saved and who is not gone through. Sent: end the meeting and show its minutes."""
    now = timezone.now()
    today = timezone.localdate(now)
    held = meeting_to_write_in(user=request.user, today=today, meeting_id=meeting_id)
    if request.method == "POST" or held.closed_at is not None:
        if request.method == "POST":
            close_meeting(meeting=held, by=request.user, now=now)
            saved(request, gettext("The meeting is closed. These are the minutes."))
        return redirect("board:meeting", meeting_id)
    rows = met(board_rows(user=request.user, today=today, team_id=held.team_id))
    found, _over = meetings_of_team(held.team_id)
    minutes = minutes_of(user=request.user, now=now, today=today, meeting_id=meeting_id)
    log.write(by=request.user, act=Act.READ_BOARD, now=now, purpose="TREAT")
    holders = [one for one in meeting_staff(held, today=today) if may_ever(Role(one.role), Act.HOLD_MEETING)]
    writing = writers(draft_name(meeting_id, ""), among=holders, now=now)
    unsaved = [(row, writing[name]) for row in rows if (name := draft_name(meeting_id, row.episode_id)) in writing]
    left = [row for row in rows if found is None or not found.is_reviewed(row.episode_id)]
    made = {"meeting": held, "unsaved": unsaved, "left": left, "minutes": minutes, "today": today}
    return render(request, "board/close.html", made)


@rule(Act.HOLD_MEETING)
@require_POST
def reopen(request: Request, meeting_id: int) -> HttpResponse:
    """Take up again a meeting that was closed by mistake today."""
    now = timezone.now()
    held = meeting_to_write_in(user=request.user, today=timezone.localdate(now), meeting_id=meeting_id)
    try:
        reopen_meeting(meeting=held, by=request.user, now=now)
    except CareError as refused:
        messages.error(request, error_in_words(refused))
        return redirect("board:meeting", meeting_id)
    saved(request, gettext("The meeting goes on."))
    return redirect(f"{reverse('board:board')}?team={held.team_id}")


@rule(Act.HOLD_MEETING)
@require_POST
def note(request: Request, meeting_id: int, episode_id: UUID) -> HttpResponse:
    """Write what was said about one person; answers with the person's card, or goes back to it on the board.

    A fault in the task never takes note and decision with it: they are written down, and the task stands as it was
    typed, beside what is wrong with it.
    """
    now = timezone.now()
    look = open_record(by=request.user, episode_id=episode_id, now=now, act=Act.HOLD_MEETING)
    held = meeting_to_write_in(user=request.user, today=look.today, meeting_id=meeting_id)
    episode = episode_of(look, episode_id)
    staff = meeting_staff(held, today=look.today)
    form = NoteForm(request.POST, staff=staff, today=look.today, prefix=card_prefix(episode_id))
    form.is_valid()
    written, added = None, False
    if form.words_are_right:
        try:
            written = _write_words(request, form, held, episode, now)
        except CareError as refused:
            form.add_error(None, error_in_words(refused))
    if written and form.is_valid() and form.cleaned_data["text"]:
        task = {name: form.cleaned_data[name] for name in form.task}
        try:
            add_task(episode=episode, **task, by=request.user, now=now)
            added = True
        except CareError as refused:
            form.add_error("text", error_in_words(refused))
    kept = written is not None and (added or not form.has_task) and form.is_valid()
    beside = written is not None and any(
        getattr(written, name) != _plain(form.cleaned_data[name]) for name in form.words
    )
    if request.htmx or not kept:
        return _card(request, form, held, episode_id, now=now, kept=kept, written=written, beside=beside)
    saved(request, gettext("Written down for %(name)s.") % {"name": str(episode.person).strip()})
    return redirect(f"{reverse('board:board')}?team={held.team_id}#p-{episode_id}")


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _write_words(request: Request, form: NoteForm, held: Meeting, episode: Any, now: datetime) -> MeetingNote:
    began = {
        f"{name}_began": form.cleaned_data[f"{name}_began"] if form.add_prefix(f"{name}_began") in form.data else None
        for name in form.words
    }
    return write_note(
        meeting=held,
        episode=episode,
        **{name: form.cleaned_data[name] for name in form.words},
        **began,
        reviewed={"1": True, "0": False}.get(request.POST.get("reviewed", "")),
        by=request.user,
        now=now,
    )


def _card(
    request: Request,
    form: NoteForm,
    held: Meeting,
    episode_id: UUID,
    *,
    now: datetime,
    kept: bool,
    written: MeetingNote | None,
    beside: bool,
) -> HttpResponse:
    """The card anew; with faults it keeps everything that was typed. Without htmx it stands on a page of its own."""
    today = timezone.localdate(now)
    rows = board_rows(user=request.user, today=today, team_id=held.team_id)
    row = next((row for row in rows if row.episode_id == episode_id), None)
    if row is None:
        raise Http404("The person is not on the board.")
    found, _over = meetings_of_team(held.team_id)
    note = written or (found.notes.get(episode_id) if found else None)
    made = card(row, held, note, meeting_staff(held, today=today), today=today)
    made |= {"today": today, "saved_at": now if written else None, "beside": beside}
    made["counted"] = reviewed_of(found, rows) if found else None
    if not kept:
        # The words that are written down stand as they are now; the task stands as it was typed.
        if written:
            typed = request.POST.copy()
            for name in form.words:
                for field in (name, f"{name}_began"):
                    typed[form.add_prefix(field)] = getattr(written, name)
            form.data = typed
        made["form"] = form
        made["task_left"] = written is not None
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
            form.add_error(None, error_in_words(refused))
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
