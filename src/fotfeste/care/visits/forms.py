"""Forms of this room: a record that takes three taps, a week planned by keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.timezone import localdate, localtime, make_aware
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from fotfeste.care.goals.labels import ASSISTANCE_LEVELS
from fotfeste.care.goals.queries import MeasureRow
from fotfeste.ground.access.models import User
from fotfeste.ground.ui.forms import Checks, DateField, Form, LongText, MinutesField, RatingField, TimeField

from .labels import DEVIATIONS
from .queries import VisitRow
from .rules.record import ASKED_BELOW_MINUTES, MAX_MINUTES

NOT_TODAY = ""
AS_LAST = "last-"  # in front of the level of the time before, as long as nobody has judged it today


@dataclass(frozen=True)
class LevelRow:
    """One measure in the form: its name in the post, its words, and the choices with the chosen one marked.

    steps   the levels, each with its words; `others` are "as last time", where there was one, and "not today"
    """

    name: str
    text: str
    aim: str
    alone: bool
    steps: list[tuple[str, str, bool]]
    others: list[tuple[str, str, bool]]
    chosen: str
    proposed: bool


class RecordForm(Form):
    """A visit as it went. `measures` are what may have been trained; each has a level, or "not today".

    A level proposed from last time is a choice of its own: left standing it is no observation of today, unless
    `confirmed` says that all of them hold. A visit of a few minutes is asked about.
    """

    day = DateField(label=_("Day"))
    started = TimeField(label=_("Came at"))
    minutes = MinutesField(label=_("Minutes in the home"), high=MAX_MINUTES, unit=_("minutes"))
    so_short = forms.BooleanField(label=_("The visit was that short"), required=False)
    travel = MinutesField(label=_("Minutes travelling"), high=MAX_MINUTES, required=False, unit=_("minutes"))
    confirmed = forms.BooleanField(
        label=_("What is marked “as last time” is right today too"),
        help_text=_("Without this it is kept as last time's level, and not counted as seen today."),
        required=False,
    )
    effort = RatingField(
        label=_("How hard was it? The person's own number"),
        low=0,
        high=10,
        low_text=_("not hard at all"),
        high_text=_("as hard as it can be"),
        required=False,
    )
    note = LongText(label=_("Note"), rows=2, required=False)

    def __init__(
        self,
        *args: Any,
        measures: Sequence[MeasureRow] = (),
        at: datetime | None = None,
        given_to: VisitRow | None = None,
        **kwargs: Any,
    ):
        """`given_to` is the visit of somebody else, so that who was there is asked."""
        super().__init__(*args, **kwargs)
        self.measures, self.at = measures, at
        if given_to is not None:
            self.fields["who"] = _who_was_there(given_to)
        for measure in measures:
            choices = [(NOT_TODAY, ""), *((str(level), label) for level, label in ASSISTANCE_LEVELS)]
            choices += [(f"{AS_LAST}{level}", label) for level, label in ASSISTANCE_LEVELS]
            self.fields[_name(measure.id)] = forms.ChoiceField(
                choices=choices, required=False, label=measure.description
            )

    def rows(self) -> list[LevelRow]:
        """The measures as large rows, in the order of the goals."""
        return [self._row(measure) for measure in self.measures]

    def some_alone(self) -> bool:
        """Whether some measures are the person's own training and were not part of the last visit."""
        return any(row.alone and not row.chosen for row in self.rows())

    def _row(self, measure: MeasureRow) -> LevelRow:
        bound = self[_name(measure.id)]
        chosen = str(bound.value() if bound.value() is not None else NOT_TODAY)
        words = {str(level): str(label) for level, label in ASSISTANCE_LEVELS}
        others = [(NOT_TODAY, gettext("Not today"), chosen == NOT_TODAY)]
        before = next((one for one in (chosen, str(bound.initial or "")) if one.startswith(AS_LAST)), "")
        last = before.removeprefix(AS_LAST)
        if last in words:
            as_last = gettext("As last time: %(step)s %(words)s") % {"step": last, "words": words[last].lower()}
            others.insert(0, (before, as_last, chosen == before))
        return LevelRow(
            name=bound.html_name,
            text=measure.description,
            aim=measure.target_label,
            alone=measure.alone,
            steps=[(level, label, chosen == level) for level, label in words.items()],
            others=others,
            chosen=chosen,
            proposed=last in words,
        )

    @property
    def proposes(self) -> bool:
        """Whether any level is proposed from last time."""
        return any(row.proposed for row in self.rows())

    def levels(self) -> dict[UUID, int]:
        """Level by measure, for those that were trained."""
        found = {measure.id: self.cleaned_data.get(_name(measure.id), NOT_TODAY) for measure in self.measures}
        return {
            measure_id: int(level.removeprefix(AS_LAST)) for measure_id, level in found.items() if level != NOT_TODAY
        }

    def as_before(self) -> list[UUID]:
        """The measures whose level stands as last time, and which nobody judged today."""
        if self.cleaned_data.get("confirmed"):
            return []
        return [one.id for one in self.measures if self.cleaned_data.get(_name(one.id), "").startswith(AS_LAST)]

    @property
    def asks_if_so_short(self) -> bool:
        """Whether the question about a visit of few minutes is to be seen."""
        return bool(self.is_bound and (self.errors.get("so_short") or self["so_short"].value()))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        minutes = data.get("minutes")
        if minutes is not None and minutes < ASKED_BELOW_MINUTES and not data.get("so_short"):
            text = ngettext(
                "The visit is written as %(minutes)d minute. If that is right, tick here; if not, write the minutes.",
                "The visit is written as %(minutes)d minutes. If that is right, tick here; if not, write the minutes.",
                minutes,
            )
            self.add_error("so_short", text % {"minutes": minutes})
        return data

    def started_at(self) -> datetime:
        """When they came. The form's own time counts to the second of the visit it was filled with."""
        day, clock = self.cleaned_data["day"], self.cleaned_data["started"]
        if self.at is not None and (day, f"{clock:%H%M}") == (localdate(self.at), f"{localtime(self.at):%H%M}"):
            return self.at
        return make_aware(datetime.combine(day, clock))


AS_PLANNED, INSTEAD, BESIDE = "planned", "instead", "beside"


def as_planned(visit: VisitRow) -> str:
    """The answer "those it is given to", with who that is: another answer as soon as it is given to others."""
    return "-".join([AS_PLANNED, *map(str, sorted(visit.staff_ids))])


def _who_was_there(visit: VisitRow) -> forms.ChoiceField:
    words = {"names": visit.names, "time": f"{localtime(visit.planned_at):%H.%M}"}
    asked = gettext("The visit is given to %(names)s. Say who was there; what you wrote is still here.") % words
    return forms.ChoiceField(
        label=_("Who was there"),
        choices=[
            (as_planned(visit), visit.names),
            (INSTEAD, gettext("I was, instead of %(names)s") % words),
            (BESIDE, gettext("I was, outside the plan: the visit at %(time)s stays with %(names)s") % words),
        ],
        widget=forms.RadioSelect(),
        error_messages={"required": asked, "invalid_choice": asked},
    )


class UnplannedForm(RecordForm):
    """A visit that was not on the plan; the id is made with the page, so that sending twice gives one visit."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    staff = forms.ModelMultipleChoiceField(label=_("Who was there"), queryset=User.objects.none(), widget=Checks())

    def __init__(self, *args: Any, staff: Sequence[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["staff"]
        assert isinstance(chosen, forms.ModelMultipleChoiceField)
        chosen.queryset = User.objects.filter(pk__in=[user.pk for user in staff]).order_by("name")


def _name(measure_id: UUID) -> str:
    return f"level-{measure_id}"


def record_initial(
    *, measures: Sequence[MeasureRow], at: datetime, minutes: int, today: date, last: VisitRow | None
) -> dict[str, Any]:
    """What stands in the form before anything is written: the plan, and levels and travelling as last time.

    When the visit was is left empty for one planned for a later day: only the one who was there can say it.
    """
    known = {measure.id for measure in measures}
    levels = {row.measure_id: row.level for row in last.trained} if last else {}
    ahead = localdate(at) > today
    initial: dict[str, Any] = {
        "day": None if ahead else localdate(at),
        "started": None if ahead else localtime(at).time(),
        "minutes": minutes,
        "travel": last.minutes_travel if last else None,
    }
    initial |= {_name(one): f"{AS_LAST}{level}" for one, level in levels.items() if one in known and level is not None}
    return initial


def recorded_initial(visit: VisitRow) -> dict[str, Any]:
    """What was recorded, to be corrected."""
    levels = {
        _name(row.measure_id): f"{AS_LAST if row.as_before else ''}{row.level}"
        for row in visit.trained
        if row.level is not None
    }
    return {
        "day": visit.day,
        "started": localtime(visit.at).time(),
        "minutes": visit.minutes_on_site,
        "travel": visit.minutes_travel,
        "effort": visit.effort,
        "note": visit.note,
        **levels,
    }


class SlotForm(Form):
    """When a visit is and who goes; whoever uses it says how the day is chosen. Two people at most."""

    id = forms.UUIDField(widget=forms.HiddenInput(), required=False)
    start = TimeField(label=_("Time"))
    minutes = MinutesField(label=_("Minutes"), high=MAX_MINUTES)
    who = forms.ModelChoiceField(label=_p("visit", "Who"), queryset=User.objects.none(), empty_label="–")
    who_else = forms.ModelChoiceField(
        label=_p("visit", "And"), queryset=User.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, staff: Sequence[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "–"), *((user.pk, _said(user)) for user in staff)]
        for name in ("who", "who_else"):
            chosen = self.fields[name]
            assert isinstance(chosen, forms.ModelChoiceField)
            chosen.queryset = User.objects.filter(pk__in=[user.pk for user in staff])
            chosen.widget.choices = choices

    @property
    def at(self) -> datetime:
        return make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["start"]))

    @property
    def people(self) -> tuple[User, ...]:
        chosen = (self.cleaned_data["who"], self.cleaned_data["who_else"])
        return tuple(dict.fromkeys(user for user in chosen if user))


def _said(user: User) -> str:
    profession = str(user.get_profession_display()).lower() if user.profession else ""
    return f"{user.name}, {profession}" if profession else user.name


class ChangeForm(SlotForm):
    """A planned visit moved to another time or other people. A day outside the period is asked about."""

    day = DateField(label=_("Day"))
    outside_reason = forms.CharField(
        label=_("Why it is outside the period"),
        help_text=_("Only for a day before the period, before the person comes home, or after the last day."),
        max_length=200,
        required=False,
    )
    on_day_off = forms.BooleanField(label=_("It may be on a public holiday, 24 or 31 December"), required=False)


class CancelForm(Form):
    """A planned visit taken off the plan."""

    note = forms.CharField(label=_("Why"), max_length=200, required=False)


class NotDoneForm(Form):
    """Why a planned visit did not take place: one of the buttons, and a word when there is more to say."""

    deviation = forms.ChoiceField(label=_("Why"), choices=DEVIATIONS)
    why = forms.CharField(label=_("Note"), max_length=500, required=False)
