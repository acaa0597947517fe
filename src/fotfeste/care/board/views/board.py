"""The board, and the board while the team meets."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fotfeste.care.visits.rules.bars import picture
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import staff_of_units
from fotfeste.ground.access.rules.rights import Act, Relation, Role, may

from ..forms import NoteForm
from ..models import Meeting, MeetingNote
from ..queries import BoardRow, board_rows, meetings_of_team, teams_of
from ..rules.attention import Urgency
from ..wording import TONES, item_in_words


@rule(Act.READ_BOARD)
@require_GET
def board(request: Request) -> HttpResponse:
    """Everybody the user works with, most urgent first; with an open meeting, room to write beside each."""
    now = timezone.now()
    today = timezone.localdate(now)
    teams = teams_of(request.user, today=today)
    team_id = _team(request, teams)
    rows = board_rows(user=request.user, today=today, team_id=team_id)
    # The list holds scores and notes of many persons: one line says that it was opened.
    log.write(by=request.user, act=Act.READ_BOARD, now=now, purpose="TREAT")
    holds = may(Role(request.user.role), Act.HOLD_MEETING, (Relation.TEAM,)) and team_id is not None
    found, over = meetings_of_team(team_id) if holds and team_id is not None else (None, [])
    context: dict[str, Any] = {
        "today": today,
        "teams": teams if holds or len(teams) > 1 else [],
        "team_id": team_id,
        "team": dict(teams).get(team_id or 0, ""),
        "week": today.isocalendar().week,
        "rows": [shown(row, today=today) for row in rows],
        "overdue": sum(bool(row.items) and row.items[0].urgency == Urgency.OVERDUE for row in rows),
        "may_meet": holds,
    }
    if found is None:
        return render(request, "board/board.html", context | {"recent": over})
    staff = meeting_staff(found.meeting, today=today)
    running = [row for row in context["rows"] if row["row"].weeks]
    context |= {
        "meeting": found.meeting,
        "reviewed": found.reviewed,
        "cards": [
            card(row, found.meeting, found.notes.get(row["row"].episode_id), staff, today=today) for row in running
        ],
    }
    return render(request, "board/meeting_board.html", context)


def _team(request: Request, teams: list[tuple[int, str]]) -> int | None:
    """The team asked for when it is one of the user's; their only one; else all of them."""
    asked = request.GET.get("team", "")
    chosen = next((key for key, _name in teams if str(key) == asked), None)
    if chosen is not None:
        return chosen
    return teams[0][0] if len(teams) == 1 and request.user.role != Role.TRAINER else None


def shown(row: BoardRow, *, today: Any) -> dict[str, Any]:
    """A row with its concerns in words and its dose laid out."""
    goals = row.goals.attainment if row.goals else None
    return {
        "row": row,
        "items": [(item_in_words(item, today=today), TONES[item.urgency]) for item in row.items],
        "picture": picture(row.visits.dose),
        "goals_closed": goals.attained if goals else 0,
        "goals_total": goals.total if goals else 0,
    }


def card(
    row: dict[str, Any], meeting: Meeting, note: MeetingNote | None, staff: list[User], *, today: Any, **more: Any
) -> dict[str, Any]:
    """One person in the meeting: the row, what is written so far, and the form."""
    initial = {"note": note.note, "decision": note.decision} if note else {}
    prefix = f"p{row['row'].episode_id.hex[:8]}"
    form = NoteForm(initial=initial, staff=staff, today=today, prefix=prefix)
    return row | {"note": note, "form": form, "meeting": meeting, "staff": staff} | more


def meeting_staff(meeting: Meeting, *, today: Any) -> list[User]:
    """Those who can be given a task: the team."""
    return list(staff_of_units([meeting.team_id], today=today))
