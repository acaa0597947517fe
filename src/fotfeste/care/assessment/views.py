"""Pages of this room."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from fotfeste.care.pathway.queries import Look, banner_of, episode_of, model_of, open_record
from fotfeste.care.terms.labels import OCCASIONS
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import Occasion
from fotfeste.care.terms.wording import error_in_words
from fotfeste.ground.access.gate import Request, require, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved
from fotfeste.ground.ui.wording import exact_day

from .actions import record_assessment
from .forms import AssessmentForm, answer_lines, said_of
from .labels import said
from .queries import (
    Recorded,
    assessment_to_correct,
    assessments_of,
    episode_id_of,
    latest_scores,
    one,
)
from .rules import registry
from .rules.answers import AnswerError
from .rules.definition import Instrument, Version
from .rules.occasions import suggested_occasion
from .wording import InstrumentCard, instrument_card, score_lines

LABELS = dict(OCCASIONS)


def _open(request: Request, episode_id: UUID, *, to_assess: bool = False) -> Look:
    """Open the record; a page that writes asks for the right to write before it shows anything."""
    look = open_record(by=request.user, episode_id=episode_id, now=timezone.now())
    if to_assess:
        require(look.user, Act.ASSESS, look.relations, person_id=look.person_id)
    return look


def _instrument(code: str) -> Instrument:
    try:
        return registry.get(code)
    except registry.UnknownInstrument as unknown:
        raise Http404(str(unknown)) from unknown


def _standing(look: Look, episode_id: UUID, code: str) -> list[Recorded]:
    return [
        a
        for a in assessments_of(look, episode_id=episode_id)
        if a.instrument.code == code and a.stands and not a.score.unreadable
    ]


def _occasion(episode: Any, look: Look, standing: Sequence[Recorded]) -> Occasion:
    return suggested_occasion(
        state=episode.state,
        planned_end_on=episode.planned_end_on,
        ended_on=episode.ended_on,
        has_baseline=any(a.occasion == Occasion.BASELINE for a in standing),
        today=look.today,
    )


@rule(Act.READ_RECORD)
@require_GET
def of_episode(request: Request, episode_id: UUID) -> HttpResponse:
    """Every instrument of one episode, what to measure next, and how it went."""
    look = _open(request, episode_id)
    cards = _cards(look, episode_of(look, episode_id), assessments_of(look, episode_id=episode_id))
    due = [card for card in cards if card.due]
    context = {
        "banner": banner_of(look),
        "today": look.today,
        "episode_id": episode_id,
        "may_assess": look.may(Act.ASSESS),
        "due": due,
        "used": [card for card in cards if card.rows],
        "unused": [card for card in cards if not card.rows and not card.due],
    }
    return render(request, "assessment/of_episode.html", context)


def _cards(look: Look, episode: Any, recorded: Sequence[Recorded]) -> list[InstrumentCard]:
    """The instruments the service model asks for come first, in its order."""
    model = model_of(episode).instruments
    wanted = model.all
    gone = {a.instrument.code: a.instrument for a in recorded if a.instrument.code not in registry.INSTRUMENTS}
    known = {**registry.INSTRUMENTS, **gone}
    cards = []
    for code in sorted(known, key=lambda code: (wanted.index(code) if code in wanted else 99, code)):
        rows = [a for a in recorded if a.instrument.code == code]
        occasion = _occasion(episode, look, [a for a in rows if a.stands])
        cards.append(
            instrument_card(
                known[code],
                rows,
                occasion=occasion,
                occasion_label=str(LABELS[occasion]),
                asked_for=code in model.at(occasion),
            )
        )
    return cards


@rule(Act.ASSESS)
@require_http_methods(["GET", "POST"])
def new(request: Request, episode_id: UUID, instrument: str) -> HttpResponse:
    """Record one instrument. Earlier answers of the same instrument stand beside, and activities are carried over."""
    look = _open(request, episode_id, to_assess=True)
    definition = _instrument(instrument)
    episode = episode_of(look, episode_id)
    standing = _standing(look, episode_id, definition.code)
    version = standing[0].score.version if standing else _version(definition, request.GET.get("form", ""))
    asked = request.GET.get("occasion", "")
    initial = {
        "occasion": asked if asked in LABELS else _occasion(episode, look, standing),
        "assessed_on": look.today,
    }
    form = AssessmentForm(
        request.POST or None, instrument=definition, version=version, earlier=standing, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        made = _record(look, form, episode=episode)
        if made:
            _say_saved(request, look, made.pk)
            return redirect("assessment:of_episode", episode_id)
    others = () if standing else tuple(other for other in definition.versions if other.code != version.code)
    context = {
        "title": definition.short_name,
        "other_forms": [(other.code, said(other.name)) for other in others],
        "form_name": said(version.name) if len(definition.versions) > 1 else "",
        "draft": f"assessment-{episode_id}-{definition.code}-{version.code}",
    }
    return _form_page(request, look, form, episode_id, context)


@rule(Act.ASSESS)
@require_http_methods(["GET", "POST"])
def correct(request: Request, assessment_id: UUID) -> HttpResponse:
    """Correct an assessment: a new one takes its place, and the old one stays as it was."""
    episode_id = episode_id_of(assessment_id)
    if episode_id is None:
        raise Http404("There is no such assessment.")
    look = _open(request, episode_id, to_assess=True)
    old, row = one(look, assessment_id), assessment_to_correct(look, assessment_id)
    if old is None or row is None:
        raise Http404("There is no such assessment.")
    if old.score.unreadable:
        raise Http404("The form of this assessment is not here any more, so it cannot be corrected.")
    initial = {
        "occasion": old.occasion,
        "assessed_on": old.assessed_on,
        "missing_reason": old.missing_reason if not old.complete else "",
        "note": old.note,
    }
    form = AssessmentForm(
        request.POST or None,
        instrument=old.instrument,
        version=old.score.version,
        answers=old.answers,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        made = _record(look, form, episode=row.episode, corrects=row)
        if made:
            _say_saved(request, look, made.pk)
            return redirect("assessment:show", made.pk)
    context = {
        "title": gettext("Correct %(instrument)s") % {"instrument": old.instrument.short_name},
        "corrects": old,
        "draft": f"assessment-correct-{assessment_id}",
    }
    return _form_page(request, look, form, episode_id, context)


def _version(definition: Instrument, code: str) -> Version:
    """The form asked for, or the one that is offered first."""
    return next((version for version in definition.versions if version.code == code), definition.versions[0])


def _record(look: Look, form: AssessmentForm, **more: Any) -> Any:
    """Keep what the form says; what the action refuses stands in the form, and everything typed stays."""
    given = form.cleaned_data
    try:
        return record_assessment(
            instrument=form.instrument.code,
            version=form.version.code,
            occasion=given["occasion"],
            assessed_on=given["assessed_on"],
            answers=form.answers(),
            missing_reason=given["missing_reason"],
            note=given["note"],
            by=look.user,
            now=look.at,
            **more,
        )
    except CareError as refused:
        form.add_error(None, error_in_words(refused))
    except AnswerError as refused:
        form.add_error(None, said_of(refused))
    return None


def _say_saved(request: Request, look: Look, assessment_id: UUID) -> None:
    made = one(look, assessment_id)
    if made is not None:
        words = {"instrument": made.instrument.short_name, "score": made.headline}
        saved(request, gettext("%(instrument)s is saved: %(score)s.") % words)


def _form_page(
    request: Request, look: Look, form: AssessmentForm, episode_id: UUID, context: dict[str, Any]
) -> HttpResponse:
    definition = form.instrument
    context |= {
        "banner": banner_of(look),
        "today": look.today,
        "episode_id": episode_id,
        "form": form,
        "questions": list(form.questions()),
        "blocks": list(form.blocks()),
        "name": said(definition.name),
        "explanation": said(definition.explanation),
        "cautions": [said(caution) for caution in definition.cautions],
        "licence": said(definition.licence.may_hold),
    }
    return render(request, "assessment/form.html", context)


@rule(Act.READ_RECORD)
@require_GET
def show(request: Request, assessment_id: UUID) -> HttpResponse:
    """One assessment as it was answered."""
    episode_id = episode_id_of(assessment_id)
    if episode_id is None:
        raise Http404("There is no such assessment.")
    look = _open(request, episode_id)
    found = one(look, assessment_id)
    if found is None:
        raise Http404("There is no such assessment.")
    context = {
        "banner": banner_of(look),
        "today": look.today,
        "episode_id": episode_id,
        "assessment": found,
        "title": found.instrument.short_name,
        "lead": f"{found.occasion_label} · {exact_day(found.assessed_on)} · {found.assessor}",
        "lines": answer_lines(found),
        "scores": score_lines(found),
        "missing": "" if found.complete else found.reason_text,
        "remarks": [said(remark) for remark in found.score.remarks],
        "may_correct": look.may(Act.ASSESS) and found.stands and not found.score.unreadable,
    }
    return render(request, "assessment/show.html", context)


@rule(Act.READ_RECORD)
@require_GET
def summary(request: Request, episode_id: UUID) -> HttpResponse:
    """Last scores and change in compact form, for other pages to load."""
    look = _open(request, episode_id)
    context = {
        "today": look.today,
        "episode_id": episode_id,
        "rows": latest_scores(look, episode_id),
        "may_assess": look.may(Act.ASSESS),
    }
    return render(request, "assessment/summary.html", context)
