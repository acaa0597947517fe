"""The day that is meant, in words; and the style page: every component with invented content."""

from datetime import date, timedelta
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fotfeste.ground.ui import forms, icons
from fotfeste.ground.ui.context import Place, saved
from fotfeste.ground.ui.rules import Limits
from fotfeste.ground.ui.wording import day_meant

LONG_NAME = "Anne-Margrethe Lærdal Øksnevad-Sørensen"


LONGEST_DAY = 60  # characters; a longer text is no date


@require_POST
def day(request: HttpRequest) -> HttpResponse:
    """What the text of a field for a day means, in words; nothing where it means no day. It is kept nowhere."""
    typed, sense = request.POST.get("text", "")[:LONGEST_DAY], request.POST.get("sense", "")
    limits = Limits(_sent_day(request, "earliest"), _sent_day(request, "latest"))
    said = day_meant(typed, sense=sense, today=timezone.localdate(), within=limits)
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


def _sent_day(request: HttpRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        return None


class StyleForm(forms.Form):
    """One field of each kind."""

    name = django_forms.CharField(label="Navn", max_length=80)
    born = forms.DateField(label="Fødselsdato", birth=True, help_text="020344 og 2.3.44 blir forstått.")
    start = forms.DateField(label="Første dag", help_text="«i morgen» går også.")
    at = forms.TimeField(label="Klokkeslett", required=False)
    minutes = forms.MinutesField(label="Tid på stedet")
    hours = forms.NumberField(label="Timer i uka", decimals=1, low=0, high=40, unit="timer")
    level = django_forms.ChoiceField(
        label="Hvor mye hjelp",
        widget=forms.Segmented(),
        choices=[
            ("0", "Selvstendig"),
            ("1", "Tilsyn"),
            ("2", "Litt hjelp"),
            ("3", "Mye hjelp"),
            ("4", "Full hjelp"),
        ],
    )
    effort = forms.RatingField(
        label="Hvor anstrengende var det", low=0, high=10, low_text="Ikke i det hele tatt", high_text="Så mye du klarer"
    )
    alone = forms.YesNoField(label="Bor alene", required=False)
    language = django_forms.ChoiceField(
        label="Språk", choices=[("nb", "Bokmål"), ("nn", "Nynorsk"), ("se", "Davvisámegiella: á č đ ŋ š ŧ ž")]
    )
    place = django_forms.ChoiceField(
        label="Hvor",
        widget=django_forms.RadioSelect(),
        choices=[("home", "Hjemme"), ("out", "Ute"), ("other", "Et annet sted")],
    )
    aids = django_forms.MultipleChoiceField(
        label="Hjelpemidler",
        required=False,
        widget=forms.Checks(),
        choices=[("rollator", "Rullator"), ("stick", "Stokk"), ("grip", "Støttehåndtak")],
    )
    matters = forms.LongText(label="Hva er viktig for deg?", required=False, help_text="Med personens egne ord.")
    agreed = django_forms.BooleanField(label="Personen har sagt ja", required=False)


def _rows() -> list[dict[str, Any]]:
    today = timezone.localdate()
    names = ["Rolig Fjord", "Varm Bjørk", LONG_NAME, "Modig Ås", "Áilu Guoŋŋá"]
    steps = ["Ta kontakt", "Vurder", "Start kartlegging", "Avslutt forløpet", "Ta kontakt"]
    return [
        {
            "name": name,
            "age": 84 - place,
            "deadline": today + timedelta(days=place - 1),
            "step": step,
            "overdue": place == 0,
            "hours": 1.5 * place if place != 2 else None,
        }
        for place, (name, step) in enumerate(zip(names, steps, strict=True))
    ]


def style(request: HttpRequest) -> HttpResponse:
    """Shows every component; the form answers as a real one would."""
    form = StyleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        saved(request, "Besøket er lagret.")
        return redirect("style")
    if "message" in request.GET:
        messages.info(request, "Uka er låst. Skriv en rettelse om noe skal endres; den gamle teksten blir stående.")
    today = timezone.localdate()
    labels = [("Tavle", "board"), ("Innboks", "inbox"), ("Personer", "people")]
    labels += [("Ukeplan", "calendar"), ("Oppfølging", "followup"), ("Resultater", "chart")]
    context = {
        "form": form,
        "rows": _rows() * (60 if "many" in request.GET else 1),
        "nav": [
            Place(label=label, url="#", icon=icon, current=label == "Innboks", count=5 if label == "Innboks" else 0)
            for label, icon in labels
        ],
        "today": today,
        "days": [today + timedelta(days=number) for number in (-20, -5, -1, 0, 1, 3, 30)],
        "facts": [("Koordinator", "Djerv Ørn"), ("Område", "Sør"), ("Telefon", "00 00 00 00"), ("Tolk", None)],
        "banner_facts": ["81 år", "bokmål", "Koordinator: Djerv Ørn"],
        "alerts": [("Fallfare", "warning")],
        "steps": [
            {"label": "Henvisning", "state": "done", "note": "3. mars", "url": "#"},
            {"label": "Vurdering", "state": "done", "note": "4. mars"},
            {"label": "Vedtak", "state": "done", "note": "6. mars"},
            {"label": "Forløp", "state": "current", "note": "uke 3 av 4"},
            {"label": "Avslutning", "state": "ahead"},
            {"label": "Oppfølging", "state": "ahead"},
        ],
        "icons": icons.NAMES,
        "long_name": LONG_NAME,
    }
    return render(request, "ui/style.html", context)


# The gate asks every view which act it is. These show nobody's data and need no sign-in.
day.act = None  # type: ignore[attr-defined]
style.act = None  # type: ignore[attr-defined]
