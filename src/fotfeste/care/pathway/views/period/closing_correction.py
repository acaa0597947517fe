"""A closing that was wrong: put right with new reports, or taken back so that the period goes on."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from fotfeste.care.terms.forms import carried_out
from fotfeste.care.terms.labels import MOMENTS
from fotfeste.care.terms.rules.vocabulary import Moment
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act

from ... import actions, queries
from ...forms.period.discharge import CorrectionForm, EndForm, ReopenForm
from ...forms.period.levels import LevelsForm, level_input_rows
from ...models import Episode
from ...rules.states import ENDED_EPISODES, EpisodeState
from .discharge import LEVELS, following_the_services, result_moved, result_shown
from .opening import opened_episode, page_of_room, said, signed_in, to_person

CORRECT, END, REOPEN = "correct", "end", "reopen"


@rule(Act.DISCHARGE)
@require_http_methods(["GET", "POST"])
def mend(request: Request, episode_id: UUID) -> HttpResponse:
    """`way=result` works the result out, `way=correct` puts a completed period right, `way=end` gives one that ended
    before time another last day, `way=reopen` takes the closing back.
    """
    opened, episode = opened_episode(request, episode_id, Act.DISCHARGE)
    way = request.POST.get("way", "") if request.method == "POST" else ""
    sent = request.POST if way in ("result", CORRECT) else None
    known = queries.levels_of(opened.look, episode.pk)
    stands = known.get(Moment.AT_END)
    levels = LevelsForm(sent, prefix=LEVELS, moment=str(dict(MOMENTS)[Moment.AT_END]), levels=stands)
    has = (levels.levels if levels.is_valid() else None) if sent is not None else stands
    finding = queries.finding_for(episode, has) if has is not None else None
    days: dict[str, Any] = {"earliest": episode.started_on, "today": opened.look.today}
    form = CorrectionForm(following_the_services(sent, finding), initial=_as_it_stands(episode), **days)
    end = EndForm(request.POST if way == END else None, prefix=END, initial={"ended_on": episode.ended_on}, **days)
    again = ReopenForm(request.POST if way == REOPEN else None, prefix=REOPEN)
    by: dict[str, Any] = {"episode": episode, "by": signed_in(request), "now": timezone.now()}
    done = ""
    sent_in = way == CORRECT and all([form.is_valid(), levels.is_valid()])
    if sent_in and not result_moved(form, request.POST, finding):
        given = {**by, **form.cleaned_data, "services": levels.levels or {}}
        if carried_out(form, lambda: actions.correct_closing(**given)):
            done = gettext("The closing is put right, and new reports are written.")
    elif way == END and end.is_valid():
        on = end.cleaned_data["ended_on"]
        if carried_out(end, lambda: actions.correct_end(ended_on=on, **by)):
            done = gettext("The last day is put right, and new reports are written.")
    elif way == REOPEN and again.is_valid():
        why = again.cleaned_data["reason"]
        if carried_out(again, lambda: actions.reopen_episode(reason=why, **by)):
            done = gettext("The period goes on.")
    if done:
        said(request, done, (answer.words for answer in episode.answers))
        return to_person(opened.look)
    table = queries.level_table(known, [Moment.AT_START, Moment.GRANTED_ESTIMATE])
    return opened.page(
        "pathway/closing_correction.html",
        status=422 if way in (CORRECT, END, REOPEN) else 200,
        episode=episode,
        form=form,
        end=end,
        again=again,
        reopening=way == REOPEN,
        levels=levels,
        level_rows=level_input_rows([levels]),
        level_heads=[levels.moment],
        table=table,
        columns=queries.level_columns(table),
        ended=episode.state in ENDED_EPISODES,
        completed=episode.state == EpisodeState.COMPLETED,
        person_url=page_of_room("board:person", person_id=episode.person_id),
        **result_shown(finding),
    )


def _as_it_stands(episode: Episode) -> dict[str, Any]:
    kept = ("ended_on", "outcome", "outcome_note", "evaluation")
    return {name: getattr(episode, name) for name in kept}
