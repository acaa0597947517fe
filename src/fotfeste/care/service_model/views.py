"""How the municipality works: the model in force in words, the presets to start from, and a new version of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fotfeste.care.terms.forms import carried_out
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act, Role, may_ever
from fotfeste.ground.ui.context import saved
from fotfeste.ground.ui.wording import exact_day

from .actions import save_service_model
from .forms import ServiceModelFile, ServiceModelForm
from .queries import instrument_names, preset, preset_names, preset_text, service_model, version_text, versions
from .rules import ServiceModel, ServiceModelError, load, write
from .rules.taper import curve
from .wording import Section, changes, fault_in_words, in_words

_BAR = 10  # height of one visit in the picture


@dataclass(frozen=True)
class Bar:
    """One week of the picture: how many visits, and where its bar stands."""

    week: int
    visits: int
    y: int
    height: int


@dataclass(frozen=True)
class Chosen:
    """A model somebody looks at or starts from. `query` names it in an address; empty for the one in force."""

    model: ServiceModel
    text: str
    query: str


@rule(Act.READ_SETTINGS)
@require_safe
def service_model_page(request: Request) -> HttpResponse:
    """The model in force, its versions, and where to start a new one."""
    today = timezone.localdate()
    rows = versions(today=today)
    context = {
        **_shown(service_model()),
        "versions": rows,
        "in_force": next((row for row in rows if row.in_force), None),
        "presets": [(name, preset(name)) for name in preset_names()],
        "file": ServiceModelFile(),
        "may_change": _may_change(request),
        "today": today,
    }
    return render(request, "service_model/page.html", context)


@rule(Act.READ_SETTINGS)
@require_safe
def service_model_look(request: Request) -> HttpResponse:
    """One preset or version in words, with what is different from the model in force."""
    chosen = _chosen(request.GET)
    context = {
        **_shown(chosen.model),
        "changes": changes(service_model(), chosen.model, instrument_names()),
        "query": chosen.query,
        "may_change": _may_change(request),
    }
    return render(request, "service_model/look.html", context)


@rule(Act.READ_SETTINGS)
@require_safe
def service_model_download(request: Request) -> HttpResponse:
    """The model as a file that can be changed and brought back."""
    chosen = _chosen(request.GET)
    return HttpResponse(
        chosen.text,
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="tjenestemodell.toml"'},
    )


@rule(Act.CHANGE_SERVICE_MODEL)
@require_http_methods(["GET", "POST"])
def service_model_edit(request: Request) -> HttpResponse:
    """The form. `step=preview` says what would change and saves nothing."""
    chosen = _chosen(request.GET)
    form = _form(request, chosen.model, request.POST if request.method == "POST" else None)
    previewing = request.POST.get("step") == "preview"
    if (
        request.method == "POST"
        and form.is_valid()
        and not previewing
        and carried_out(form, lambda: _save(request, form))
    ):
        day = exact_day(form.cleaned_data["effective_from"])
        saved(request, gettext("The new model is saved. It is in force from %(day)s.") % {"day": day})
        return redirect("pathway:service_model")
    return _edit_page(request, form, chosen.query, previewing=previewing)


@rule(Act.CHANGE_SERVICE_MODEL)
@require_POST
def service_model_upload(request: Request) -> HttpResponse:
    """A file becomes the form, filled in; nothing is saved. A file with faults comes back with every one of them."""
    sent = ServiceModelFile(request.POST, request.FILES)
    faults: list[str] = []
    if sent.is_valid():
        try:
            model = load(sent.cleaned_data["file"], instruments=instrument_names(), file=sent.file_name)
        except ServiceModelError as refused:
            faults = [fault_in_words(fault) for fault in refused.faults]
        else:
            return _edit_page(request, _form(request, model, None), "", previewing=True)
    return render(request, "service_model/file.html", {"file": sent, "faults": faults}, status=422)


def _may_change(request: Request) -> bool:
    return may_ever(Role(request.user.role), Act.CHANGE_SERVICE_MODEL)


def _chosen(asked: Mapping[str, str]) -> Chosen:
    """The preset or version the address names, else the model in force. Raises `Http404` for one that is not there."""
    if name := asked.get("preset"):
        if name not in preset_names():
            raise Http404("There is no such preset.")
        return Chosen(preset(name), preset_text(name), f"preset={name}")
    if number := asked.get("version"):
        text = version_text(int(number)) if number.isdecimal() and len(number) < 10 else None
        if text is None:
            raise Http404("There is no such version.")
        return Chosen(load(text), text, f"version={number}")
    model = service_model()
    return Chosen(model, write(model), "")


def _form(request: Request, source: ServiceModel, data: Any) -> ServiceModelForm:
    return ServiceModelForm(data, source=source, names=instrument_names(), today=timezone.localdate())


def _save(request: Request, form: ServiceModelForm) -> None:
    if form.model is None:
        raise CareError("Something in the model has to be put right first.")
    save_service_model(
        text=write(form.model),
        effective_from=form.cleaned_data["effective_from"],
        note=form.cleaned_data["note"],
        instruments=instrument_names(),
        by=request.user,
        now=timezone.now(),
    )


def _edit_page(request: Request, form: ServiceModelForm, query: str, *, previewing: bool) -> HttpResponse:
    """The form with what it would change: of what was sent in, or of the file that was read."""
    posted = form.is_bound
    becomes = form.model
    if not posted and previewing:
        becomes = form.source
    context: dict[str, Any] = {"form": form, "query": query, "previewing": previewing and becomes is not None}
    if becomes is not None:
        context |= {
            "changes": changes(service_model(), becomes, instrument_names()),
            "bars": _bars(becomes),
        }
    status = 422 if posted and (form.errors or not previewing) else 200
    return render(request, "service_model/edit.html", context, status=status)


def _shown(model: ServiceModel) -> dict[str, Any]:
    sections = in_words(model, instrument_names())
    return {"model": model, "sections": [_facts(each) for each in sections if each.group], "bars": _bars(model)}


def _facts(section: Section) -> dict[str, Any]:
    return {
        "group": section.group,
        "title": section.title,
        "lines": [(line.label, line.value) for line in section.lines],
    }


def _bars(model: ServiceModel) -> list[Bar]:
    visits = curve(model.effort, model.length.default_weeks)
    most = max(visits) or 1
    return [Bar(week, count, (most - count) * _BAR, count * _BAR) for week, count in enumerate(visits, start=1)]
