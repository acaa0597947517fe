"""Forms as the product wants them: one column, plain errors, Norwegian dates, times and numbers.

A page declares its fields here and draws them with the tags in `templatetags/form_parts.py`; no form needs a template
of its own. What must be filled in is marked in words at its label, what may stay empty is not marked: the same in every
form.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.ui import rules
from fotfeste.ground.ui.rules import Sense
from fotfeste.ground.ui.rules.conditions import When, plain_answers
from fotfeste.ground.ui.rules.numbers import lost_digits
from fotfeste.ground.ui.wording import either_in_words, exact_day, number_in_words


class Form(forms.Form):
    """Base of every form. The server checks and answers with a summary; the browser's own bubbles stay away.

    only    when a field applies, by its name. The page hides it while it does not; what stands in it is then neither
            checked nor saved, and stands there still when it applies again. Without scripts every field is shown. A
            name that is no field is a part of the page (see the tag `goes_with`).
    needed  when a field that may else stay empty must be filled in; the label says so as soon as it must, and the words
            of the condition are the error
    """

    use_required_attribute = False
    required_css_class = "required"
    only: Mapping[str, When] = MappingProxyType({})
    needed: Mapping[str, When] = MappingProxyType({})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages["required"] = self.lacks(name)

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        # Where Django takes what was typed: signs nobody can see are no answer.
        value = super()._widget_data_value(widget, html_name)  # type: ignore[misc]
        return rules.visible(value) if isinstance(value, str) and not isinstance(widget, forms.PasswordInput) else value

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for bound in self:
            typed = bound.field.widget.value_from_datadict(self.data, self.files, bound.html_name)
            if isinstance(typed, str) and rules.turns_the_direction(typed):
                text = gettext(
                    "A hidden character that shows letters backwards was removed from “%(label)s”. Read it through "
                    "and save again."
                )
                self.add_error(bound.name, text % {"label": bound.label})
        self._heed_conditions()

    def answers_to(self, name: str) -> tuple[str, ...]:
        """What stands in the field now, as the conditions read it; nothing where the field does not apply itself."""
        return plain_answers(self[name].value()) if name in self.fields and self.applies(name) else ()

    def applies(self, name: str) -> bool:
        """Whether the field is asked for, as the form stands now."""
        return name not in self.only or self.only[name].holds(self.answers_to)

    def must_be_filled_in(self, name: str) -> bool:
        """Whether the field may not stay empty, as the form stands now."""
        return self.fields[name].required or (name in self.needed and self.needed[name].holds(self.answers_to))

    def lacks(self, name: str) -> str:
        """What is said of a field that must be filled in and is not: the words of its condition where it has any."""
        if name in self.needed and self.needed[name].words:
            return str(self.needed[name].words)
        return gettext("Fill in “%(label)s”.") % {"label": self[name].label}

    def _heed_conditions(self) -> None:
        for name in [name for name in self.only if name in self.fields and not self.applies(name)]:
            self.errors.pop(name, None)
            self.cleaned_data[name] = _nothing(self.fields[name])
        for name in self.needed:
            if name not in self.fields or name in self.errors or not self.applies(name):
                continue
            if self.cleaned_data.get(name) in (None, "", []) and self.must_be_filled_in(name):
                self.add_error(name, forms.ValidationError(self.lacks(name), code="required"))


def _nothing(field: forms.Field) -> Any:
    """What the field gives when nothing stands in it."""
    required, field.required = field.required, False
    try:
        return field.clean(None)
    finally:
        field.required = required


def a_name(typed: str) -> None:
    """Refuse a name without a letter, or with a sign that no name has or that stands where a letter was lost."""
    if typed and not rules.has_letter(typed):
        raise forms.ValidationError(_("Write the name with letters."), code="no_letter")
    if wrong := rules.not_in_a_name(typed) or rules.wrong_word(typed):
        text = _("A name cannot contain “%(wrong)s”. Letters may have been lost; write them again.")
        raise forms.ValidationError(text, code="wrong_letters", params={"wrong": wrong})


def a_phone(typed: str) -> None:
    """Refuse a telephone number that a spreadsheet shortened to a power of ten."""
    if lost_digits(typed):
        text = _("A spreadsheet shortened the number, and its last digits are lost. Write it again.")
        raise forms.ValidationError(text, code="lost_digits")


class EitherDayError(forms.ValidationError):
    """What was typed can mean several days; `days` holds them, for a form that knows which by another answer."""

    def __init__(self, message: str, days: tuple[date, ...]) -> None:
        super().__init__(message, code="either")
        self.days = days


class DateField(forms.Field):
    """A day typed as 020326, 2.3.26, 2.3, 2. mars, 02.03.2026, 2026-03-02 or "i dag"; the page says it in words.

    Without a year it is the nearest such day within the limits of the field: of a day that has been, 2.12 is never
    next week. `past` refuses days ahead. `birth` is the birth of somebody who lives: a year of two digits that can mean
    two such days is asked about, and a year must be there.
    """

    width = "short"
    default_error_messages = {
        "either": _("Write the year with four digits: it can be %(days)s."),
        "unreadable": _("Write the date as day, month and year, for example 02.03.26 or 020326. “Today” also works."),
        "no_such_day": _("There is no such date. Check the day and the month."),
        "future": _("The date is in the future. Choose today or an earlier date."),
        "earliest": _("Write a date that is not before %(day)s."),
        "latest": _("Write a date that is not after %(day)s."),
    }

    def __init__(
        self,
        *,
        past: bool = False,
        birth: bool = False,
        earliest: date | None = None,
        latest: date | None = None,
        today: Callable[[], date] = timezone.localdate,
        **kwargs: Any,
    ) -> None:
        self.past, self.earliest, self.latest, self.today = past or birth, earliest, latest, today
        self.sense = Sense.BIRTH if birth else Sense.PAST if past else Sense.NEAR
        attrs = {"autocomplete": "off", "size": 12, "data-day": self.sense.value}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    @property
    def limits(self) -> rules.Limits:
        """The first and the last day that can be written here, as the field stands now."""
        ends = [self.today()] if self.past else []
        ends += [self.latest] if self.latest else []
        return rules.Limits(self.earliest, min(ends, default=None))

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return timezone.localdate(value)
        if isinstance(value, date):
            return value
        try:
            return rules.the_day_meant(str(value), today=self.today(), sense=self.sense, within=self.limits)
        except rules.EitherDay as fault:
            told = {"days": either_in_words(fault.days)}
            raise EitherDayError(self.error_messages["either"] % told, fault.days) from fault
        except rules.NoSuchDay as fault:
            raise forms.ValidationError(self.error_messages["no_such_day"], code="no_such_day") from fault
        except rules.NotReadable as fault:
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable") from fault

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.past and value > self.today():
            raise forms.ValidationError(self.error_messages["future"], code="future")
        earliest = max(self.earliest or rules.FIRST_DAY, rules.FIRST_DAY)
        if value < earliest:
            raise forms.ValidationError(
                self.error_messages["earliest"], code="earliest", params={"day": exact_day(earliest)}
            )
        if self.latest and value > self.latest:
            raise forms.ValidationError(
                self.error_messages["latest"], code="latest", params={"day": exact_day(self.latest)}
            )

    def prepare_value(self, value: object) -> object:
        return exact_day(value) if isinstance(value, date) else value


class TimeField(forms.Field):
    """A time of day typed as 930, 0930, 9.30 or 9:30."""

    width = "short"
    default_error_messages = {"unreadable": _("Write the time as hours and minutes, for example 0930 or 9.30.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal", "size": 6}))
        super().__init__(**kwargs)

    def to_python(self, value: object) -> time | None:
        if value in self.empty_values:
            return None
        if isinstance(value, time):
            return value
        try:
            return rules.parse_time(str(value))
        except rules.NotReadable as fault:
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable") from fault

    def prepare_value(self, value: object) -> object:
        return f"{value:%H.%M}" if isinstance(value, time) else value


class NumberField(forms.Field):
    """A number with decimal comma or point, from `low` to `high` (both included), with its unit shown in the field.

    `decimals` 0 gives an int, more gives a Decimal.
    """

    width = "short"
    default_error_messages = {
        "unreadable": _("Write a number, for example 3,5."),
        "whole": _("Write a whole number."),
        "decimals": ngettext_lazy(
            "Write at most %(decimals)d decimal.", "Write at most %(decimals)d decimals.", "decimals"
        ),
        "between": _("Write a number from %(low)s to %(high)s."),
        "low": _("Write %(low)s or more."),
        "high": _("Write %(high)s or less."),
    }

    def __init__(
        self,
        *,
        low: float | Decimal | None = None,
        high: float | Decimal | None = None,
        decimals: int = 0,
        unit: str | Promise = "",
        **kwargs: Any,
    ) -> None:
        self.low, self.high, self.decimals, self.unit = low, high, decimals, unit
        mode = "decimal" if decimals else "numeric"
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "inputmode": mode, "size": 8}))
        super().__init__(**kwargs)

    def to_python(self, value: object) -> Decimal | int | None:
        if value in self.empty_values:
            return None
        try:
            number = value if isinstance(value, Decimal) else rules.parse_decimal(str(value))
        except rules.NotReadable as fault:
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable") from fault
        if self.decimals == 0:
            if number != int(number):
                raise forms.ValidationError(self.error_messages["whole"], code="whole")
            return int(number)
        if number != round(number, self.decimals):
            raise forms.ValidationError(
                self.error_messages["decimals"], code="decimals", params={"decimals": self.decimals}
            )
        return number

    def validate(self, value: Decimal | int | None) -> None:
        super().validate(value)
        if value is None:
            return
        below = self.low is not None and value < self.low
        above = self.high is not None and value > self.high
        if below or above:
            both = self.low is not None and self.high is not None
            code = "between" if both else "low" if below else "high"
            params = {"low": number_in_words(self.low), "high": number_in_words(self.high)}
            raise forms.ValidationError(self.error_messages[code], code=code, params=params)

    def prepare_value(self, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return value
        return number_in_words(value).replace("\N{MINUS SIGN}", "-")


class MinutesField(forms.Field):
    """Whole minutes typed as 45, 1:30 or "1 t 30 min"; from 0 to `high` (a day when not given)."""

    width = "short"
    default_error_messages = {
        "unreadable": _("Write the minutes, for example 45. 1:30 is read as an hour and a half."),
        "high": _("Write %(high)s minutes or less."),
    }

    def __init__(self, *, high: int = 24 * 60, unit: str | Promise = "", **kwargs: Any) -> None:
        self.high, self.unit = high, unit or _("min")
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "size": 6}))
        super().__init__(**kwargs)

    def to_python(self, value: object) -> int | None:
        if value in self.empty_values:
            return None
        try:
            return rules.parse_minutes(str(value))
        except rules.NotReadable as fault:
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable") from fault

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is not None and value > self.high:
            raise forms.ValidationError(self.error_messages["high"], code="high", params={"high": self.high})


class Segmented(forms.RadioSelect):
    """A choice of few, as buttons side by side (under each other on a phone). One tap, no list to open."""

    layout = "segmented"


class RatingField(forms.TypedChoiceField):
    """A whole number chosen with one tap, from `low` to `high`, with the two ends in words."""

    def __init__(
        self, *, low: int, high: int, low_text: str | Promise = "", high_text: str | Promise = "", **kwargs: Any
    ) -> None:
        self.low_text, self.high_text = low_text, high_text
        kwargs.setdefault("widget", Rating())
        choices = [(number, str(number)) for number in range(low, high + 1)]
        super().__init__(choices=choices, coerce=int, empty_value=None, **kwargs)


class Rating(forms.RadioSelect):
    """Numbers in a row, each a button for a thumb."""

    layout = "rating"


class Checks(forms.CheckboxSelectMultiple):
    """Several of a list, each on a line of its own."""


class YesNoField(forms.TypedChoiceField):
    """Yes or no as two buttons; nothing is chosen beforehand, so that no answer is never taken for a no."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Segmented())
        super().__init__(
            choices=[("yes", _("Yes")), ("no", _("No"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: object) -> object:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


# Some pages of print: more than anybody writes in one field, and far less than what makes a page slow.
LONGEST_TEXT = 20_000


class LongText(forms.CharField):
    """Text of several lines; the field grows with what is written."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        kwargs.setdefault("max_length", LONGEST_TEXT)
        super().__init__(**kwargs)
