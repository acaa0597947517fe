"""The period: opened, its care team, its services, its breaks."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.forms import carried_out
from fotfeste.care.terms.labels import MOMENTS
from fotfeste.care.terms.rules.vocabulary import CareRole, Moment, ServiceKind
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved

from ... import actions, queries
from ...forms.period.episode import CareTeamForm, EpisodeStartForm, HoldForm, ResumeForm
from ...forms.period.levels import BY_HOURS, BY_TICK, LevelsForm, level_input_rows
from ...models import Episode, Referral
from ...queries.period.staff import contacts_in_home_nursing, staff_for, teams_for
from ...rules.period.care_team import care_role_for, professions_missing
from ...rules.period.outcome import group_of_kinds, plain_hours
from ...rules.period.weeks import last_day
from ...rules.states import EpisodeState
from ..opening import Opened, open_referral
from .opening import opened_episode, page_of_room, said, signed_in, to_person, told

_WORDS = dict(MOMENTS)
_AS_PARTICIPANT = (CareRole.THERAPIST, CareRole.TRAINER)
LEVELS = "levels"


@rule(Act.START_EPISODE)
@require_http_methods(["GET", "POST"])
def episode_start(request: Request, referral_id: UUID) -> HttpResponse:
    """Open the period of a granted referral. `choose_team` shows the staff of another team and saves nothing."""
    opened, referral = open_referral(request, referral_id, Act.START_EPISODE)
    posted = request.method == "POST"
    choosing = posted and "choose_team" in request.POST
    data = request.POST if posted else None
    teams = teams_for(signed_in(request), today=opened.look.today)
    team = _chosen(teams, request.POST.get("team", "") if posted else str(referral.team_id or ""))
    team_ids = [team.pk] if team else []
    staff = [
        row
        for role in _AS_PARTICIPANT
        for row in staff_for(role, unit_ids=team_ids, today=opened.look.today)
        if care_role_for(row.user.role) is role
    ]
    coordinators = staff_for(CareRole.COORDINATOR, unit_ids=team_ids, today=opened.look.today)
    form = EpisodeStartForm(
        data,
        teams=teams,
        coordinators=coordinators,
        staff=staff,
        decision=getattr(referral, "decision", None),
        initial=_start_initial(opened, referral, [str(row.user.pk) for row in coordinators])
        | {"team": team and team.pk},
    )
    had = LevelsForm(data, prefix="had", moment=str(_WORDS[Moment.AT_START]), levels=_from_referral(referral))
    granted = LevelsForm(data, prefix="granted", moment=str(_WORDS[Moment.GRANTED_ESTIMATE]), required=False)
    asked = (form, had, granted)
    if choosing:
        for each in asked:
            each._errors = ErrorDict()  # type: ignore[union-attr]  # what is typed is kept, and nothing is judged before it is sent in
    elif posted and all([each.is_valid() for each in asked]):
        people = {str(row.user.pk): row.user for row in (*coordinators, *staff)}
        chosen = form.cleaned_data
        made: list[Episode] = []
        if carried_out(
            form,
            lambda: made.append(
                actions.open_episode(
                    referral=referral,
                    team=team,
                    group=chosen["group"],
                    coordinator=people[chosen["coordinator"]],
                    members=[(people[pk], _role_of(people[pk].role)) for pk in chosen["members"]],
                    services_at_start=had.levels or {},
                    granted_estimate=granted.levels,
                    planned_start_on=chosen["planned_start_on"],
                    planned_end_on=chosen["planned_end_on"],
                    what_matters=chosen["what_matters"],
                    agreed_on=chosen["agreed_on"],
                    agreed_words=chosen["agreed_words"],
                    by=signed_in(request),
                    now=timezone.now(),
                )
            ),
        ):
            professions = [people[pk].profession for pk in {chosen["coordinator"], *chosen["members"]}]
            return _after_start(opened, made[0], professions)
    return opened.page(
        "pathway/episode_start.html",
        status=422 if posted and not choosing else 200,
        referral=referral,
        decision=getattr(referral, "decision", None),
        episode=getattr(referral, "episode", None),
        form=form,
        level_forms=(had, granted),
        level_rows=level_input_rows((had, granted)),
        level_heads=[had.moment, granted.moment],
        first_visit=service_model().first_visit,
        several_teams=len(teams) > 1,
    )


def _chosen(units: list[Any], pk: str) -> Any:
    return next((unit for unit in units if str(unit.pk) == pk), units[0] if units else None)


def _role_of(role: str) -> CareRole:
    return care_role_for(role) or CareRole.TRAINER


def _start_initial(opened: Opened, referral: Referral, coordinators: list[str]) -> dict[str, Any]:
    """What the referral and the decision say already; the one who opens coordinates when they can."""
    decision = getattr(referral, "decision", None)
    today = opened.look.today
    me = str(opened.look.user.pk)
    start = max(decision.starts_on, today) if decision and decision.starts_on else today
    usual = last_day(start, service_model().length.default_weeks)
    end = decision.ends_on if decision and decision.ends_on and decision.ends_on >= start else usual
    return {
        "coordinator": me if me in coordinators else "",
        "group": group_of_kinds(referral.services_today),
        "planned_start_on": start,
        "planned_end_on": end,
        "what_matters": referral.what_matters,
    }


def _from_referral(referral: Referral) -> dict[ServiceKind, Decimal] | None:
    """What the referral says for certain: the services without hours, and its hours where one kind alone owns them."""
    kinds = [ServiceKind(kind) for kind in referral.services_today]
    by_hours = [kind for kind in kinds if kind in BY_HOURS]
    found = {kind: Decimal(0) for kind in kinds if kind in BY_TICK}
    if len(by_hours) == 1 and referral.hours_per_week:
        found[by_hours[0]] = plain_hours(referral.hours_per_week)
    return found or None


def _after_start(opened: Opened, episode: Episode, professions: list[str]) -> HttpResponse:
    request = opened.request
    saved(request, gettext("The period is opened. Plan the first visit."))
    missing = professions_missing(professions, rule=queries.model_of(episode).first_visit)
    if missing:
        messages.warning(
            request,
            ngettext(
                "The first visit needs one more profession. Add it to the care team.",
                "The first visit needs %(count)d more professions. Add them to the care team.",
                missing,
            )
            % {"count": missing},
        )
    plan = page_of_room("planning:period", episode_id=episode.pk) if opened.look.may(Act.PLAN_VISIT) else ""
    return redirect(plan) if plan else to_person(opened.look)


@rule(Act.CHANGE_CARE_TEAM)
@require_http_methods(["GET", "POST"])
def care_team(request: Request, episode_id: UUID) -> HttpResponse:
    """Who works with the period: add somebody, or end a place from today."""
    opened, episode = opened_episode(request, episode_id, Act.CHANGE_CARE_TEAM)
    today = opened.look.today
    leaving = request.POST.get("leave", "")
    posted = request.method == "POST"
    groups = _groups(episode, today)
    people = {str(row.user.pk): row.user for _title, rows in groups for row in rows}
    form = CareTeamForm(
        request.POST if posted and not leaving else None,
        groups=groups,
        initial={"role": CareRole.TRAINER, "starts_on": today},
    )
    rows = queries.care_team_of(opened.look, episode.pk, ended_too=True)
    if leaving:
        row = next((each for each in rows if f"{each.user_id}:{each.role}" == leaving), None)
        if row is None:
            raise Http404("There is no such place in the care team.")
        if told(request, lambda: _leave(opened, episode, row)):
            leaves = gettext("%(name)s leaves the care team after today.") % {"name": row.name}
            said(request, leaves, [answer.words for answer in episode.answers])
        return redirect("pathway:care_team", episode_id=episode.pk)
    if posted and form.is_valid():
        chosen = form.cleaned_data
        if carried_out(
            form,
            lambda: actions.add_to_care_team(
                episode=episode,
                user=people[chosen["user"]],
                role=chosen["role"],
                starts_on=chosen["starts_on"],
                by=signed_in(request),
                now=timezone.now(),
            ),
        ):
            saved(request, gettext("%(name)s is in the care team.") % {"name": people[chosen["user"]].name})
            return redirect("pathway:care_team", episode_id=episode.pk)
    return opened.page(
        "pathway/care_team.html",
        status=422 if posted else 200,
        episode=episode,
        rows=rows,
        form=form,
        person_url=page_of_room("board:person", person_id=episode.person_id),
    )


def _leave(opened: Opened, episode: Episode, row: queries.CareTeamRow) -> None:
    actions.leave_care_team(
        episode=episode,
        user=queries.user_of_place(opened.look, episode.pk, row.user_id),
        role=row.role,
        last_day=opened.look.today,
        by=opened.look.user,
        now=timezone.now(),
    )


def _groups(episode: Episode, today: Any) -> list[tuple[str, list[Any]]]:
    """Those who can be chosen: the team first, then home trainers of other units, then contacts in home nursing."""
    team = [
        row
        for role in _AS_PARTICIPANT
        for row in staff_for(role, unit_ids=[episode.team_id], today=today)
        if care_role_for(row.user.role) is role
    ]
    return [(episode.team.name, team), (str(_("Home nursing")), contacts_in_home_nursing(today=today))]


@rule(Act.SET_SERVICE_LEVEL)
@require_http_methods(["GET", "POST"])
def service_levels(request: Request, episode_id: UUID, moment: str) -> HttpResponse:
    """The services of one moment; `none` says in one press that there are none."""
    if moment not in set(Moment):
        raise Http404("There is no such moment.")
    opened, episode = opened_episode(request, episode_id, Act.SET_SERVICE_LEVEL)
    known = queries.levels_of(opened.look, episode.pk)
    posted = request.method == "POST"
    words = str(_WORDS[Moment(moment)])
    data = {f"{LEVELS}-none": "on"} if posted and "none" in request.POST else request.POST if posted else None
    form = LevelsForm(data, prefix=LEVELS, moment=words, levels=known.get(Moment(moment)))
    if (
        posted
        and form.is_valid()
        and carried_out(
            form,
            lambda: actions.set_service_levels(
                episode=episode, moment=moment, hours=form.levels or {}, by=signed_in(request), now=timezone.now()
            ),
        )
    ):
        saved(request, gettext("The services are registered."))
        return to_person(opened.look)
    others = {key: value for key, value in known.items() if key != moment}
    table = queries.level_table(others)
    return opened.page(
        "pathway/service_levels.html",
        status=422 if posted else 200,
        episode=episode,
        words=words,
        form=form,
        level_rows=level_input_rows([form]),
        level_heads=[words],
        table=table,
        columns=queries.level_columns(table),
        estimate=moment == Moment.GRANTED_ESTIMATE,
        person_url=page_of_room("board:person", person_id=episode.person_id),
    )


@rule(Act.PLAN)
@require_http_methods(["GET", "POST"])
def hold(request: Request, episode_id: UUID) -> HttpResponse:
    """Put the training on hold, or take it up again; `way` says which, so that what is sent twice is done once."""
    opened, episode = opened_episode(request, episode_id, Act.PLAN)
    posted = request.method == "POST"
    resting = request.POST.get("way") == "resume" if posted else episode.state == EpisodeState.ON_HOLD
    kind = ResumeForm if resting else HoldForm
    form = kind(request.POST if posted else None, initial={"on": opened.look.today})
    act = actions.resume if resting else actions.put_on_hold
    if (
        posted
        and form.is_valid()
        and carried_out(
            form,
            lambda: act(episode=episode, by=signed_in(request), now=timezone.now(), **form.cleaned_data),
        )
    ):
        done = gettext("Training goes on.") if resting else gettext("Training is on hold.")
        said(request, done, [answer.words for answer in episode.answers])
        if resting and episode.answers and opened.look.may(Act.PLAN_VISIT):
            return redirect(page_of_room("visits:plan", episode_id=episode.pk) or "pathway:persons")
        return to_person(opened.look)
    return opened.page(
        "pathway/hold.html",
        status=422 if posted else 200,
        episode=episode,
        resting=resting,
        can_pause=posted or episode.state == EpisodeState.ACTIVE,
        form=form,
        holds=queries.holds_of(opened.look, episode.pk),
        person_url=page_of_room("board:person", person_id=episode.person_id),
    )
