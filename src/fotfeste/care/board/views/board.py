"""The board, and the board while the team meets."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from fotfeste.care.visits.wording import dose_drawing
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import staff_of_units
from fotfeste.ground.access.rules.rights import Act, Relation, Role, may

from ..forms import NoteForm
from ..models import Meeting, MeetingNote
from ..queries import BoardRow, OpenMeeting, board_rows, meetings_of_team, teams_of
from ..rules.attention import Urgency
from ..wording import cells
from ..wording.attention import TONES, item_in_words


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
        "overdue": sum(bool(row.items) and row.items[0].urgency == Urgency.OVERDUE for row in rows),
        "may_meet": holds,
    }
    if found is None:
        context |= {"rows": [shown(row, today=today) for row in rows], "recent": over}
        return render(request, "board/board.html", context)
    staff = meeting_staff(found.meeting, today=today)
    context |= {
        "meeting": found.meeting,
        "counted": reviewed_of(found, rows),
        "cards": [card(row, found.meeting, found.notes.get(row.episode_id), staff, today=today) for row in met(rows)],
    }
    return render(request, "board/meeting_board.html", context)


def _team(request: Request, teams: list[tuple[int, str]]) -> int | None:
    """The team asked for when it is one of the user's; their only one; else all of them."""
    asked = request.GET.get("team", "")
    chosen = next((key for key, _name in teams if str(key) == asked), None)
    if chosen is not None:
        return chosen
    return teams[0][0] if len(teams) == 1 and request.user.role != Role.TRAINER else None


def shown(row: BoardRow, *, today: date) -> dict[str, Any]:
    """One person's cells, ready for the page."""
    goals = row.goals.attainment if row.goals else None
    concerns = [(item_in_words(item, today=today), TONES[item.urgency]) for item in row.items]
    return {
        "url": reverse("board:person", args=[row.person_id]),
        "who": cells.who(row),
        "alert": row.alert,
        "week": cells.week(row),
        "visits": cells.visits_of_week(row, today=today),
        "no_visits": not row.visits.this_week and not row.visits.next_on,
        "dose": dose_drawing(row.visits.dose) if row.week else "",
        "goals": cells.of_all(goals.attained, goals.total) if goals else cells.NOTHING,
        "no_goals": not goals or not goals.total,
        "scores": cells.scores(row.scores),
        "no_scores": not row.scores,
        "items_shown": cells.items(concerns),
        "no_items": not concerns,
        "coordinator": row.coordinator,
    }


def met(rows: Iterable[BoardRow]) -> list[BoardRow]:
    """Those the meeting goes through: everybody with a period."""
    return [row for row in rows if row.weeks]


def reviewed_of(found: OpenMeeting, rows: Iterable[BoardRow]) -> tuple[int, int]:
    """How many are gone through, of how many."""
    everybody = met(rows)
    return sum(found.is_reviewed(row.episode_id) for row in everybody), len(everybody)


def card(
    row: BoardRow, meeting: Meeting, note: MeetingNote | None, staff: list[User], *, today: date, **more: Any
) -> dict[str, Any]:
    """One person in the meeting: the cells, what is written so far, and the form."""
    initial = {"note": note.note, "decision": note.decision} if note else {}
    initial |= {f"{name}_began": words for name, words in initial.items()}
    form = NoteForm(initial=initial, staff=staff, today=today, prefix=card_prefix(row.episode_id))
    made = {"row": row, "cell": shown(row, today=today), "note": note, "form": form, "meeting": meeting}
    made["draft"] = draft_name(meeting.pk, row.episode_id)
    return made | {"staff": staff} | more


def card_prefix(episode_id: UUID) -> str:
    """Tells the fields of one card from those of the others on the page."""
    return f"p{episode_id.hex[:8]}"


def draft_name(meeting_id: int, episode_id: UUID | str) -> str:
    """The name of the draft of one person's card; with an empty `episode_id` what all of the meeting begin with."""
    return f"meeting-{meeting_id}-{episode_id}"


def meeting_staff(meeting: Meeting, *, today: date) -> list[User]:
    """Those who can be given a task: the team."""
    return list(staff_of_units([meeting.team_id], today=today))
