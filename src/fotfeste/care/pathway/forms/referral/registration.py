"""Forms around a referral: register, contact, withdraw."""

import hashlib
import json
from datetime import date
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fotfeste.care.terms import labels
from fotfeste.care.terms.rules.vocabulary import PARTNERS, Language, Referrer, Route, ServiceKind
from fotfeste.ground.access.models import Unit
from fotfeste.ground.ui.forms import (
    Checks,
    DateField,
    EitherDayError,
    Form,
    LongText,
    NumberField,
    Segmented,
    YesNoField,
    a_name,
    a_phone,
)
from fotfeste.ground.ui.rules.conditions import chosen, filled, other_than

from ...rules.person import lengths
from ...rules.person import national_number as numbers
from ...rules.person.duplicates import Traits
from ...rules.person.identity import Told, identify
from ...rules.person.possible_days import OLDEST_PERSON_YEARS, OLDEST_REFERRAL_YEARS, earliest_referral
from ...wording.person import BIRTH_FAULTS, NUMBER_BIRTH_FAULTS, NUMBER_FAULTS, WHOLE_NAME_TOO_LONG
from ...wording.referral import REFERRAL_TOO_OLD

# "Not specified" stands for what old files do not say; somebody who fills in a form knows the kind.
_SERVICES = [(code, label) for code, label in labels.SERVICE_KINDS if code != ServiceKind.UNSPECIFIED]
CHOOSE = ("", _("Choose"))
_NOT_CONTENT = frozenset({"csrfmiddlewaretoken", "key", "_draft"})
SOMEBODY_ELSE = "new"

_PERSON = (
    "national_number",
    "given_name",
    "family_name",
    "birth_date",
    "sex",
    "phone",
    "address",
    "postal_code",
    "city",
    "language",
    "interpreter",
    "lives_alone",
    "gp_name",
)


def short(**attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", **attrs})


class ReferralForm(Form):
    """Everything that is asked when a need is reported, each thing because a later step uses it.

    known  the person is chosen already: nothing is asked about who it is
    teams  the teams to choose among; with none the office gives the referral to a team later
    """

    key_was_used = False
    only = {
        "discharge_on": chosen(
            "route",
            Route.HOSPITAL_DISCHARGE,
            Route.REHAB_INSTITUTION_STAY,
            words=_("Only for those who come from a hospital or an institution."),
        ),
        "referrer_name": other_than(
            "referrer", "", Referrer.PERSON, words=_("Only when others than the person refer.")
        ),
        "function_loss_on": filled("function_loss"),
    }
    needed = {"relative_name": filled("relative_phone", words=_("Write the name of the next of kin, too."))}
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    national_number = forms.CharField(
        label=_("National identity number"),
        required=False,
        max_length=20,
        widget=short(inputmode="numeric", size=14),
        help_text=_("Eleven digits, if you have it. Then the date of birth is known too."),
    )
    given_name = forms.CharField(label=_("First name"), max_length=lengths.NAME, widget=short(), validators=[a_name])
    family_name = forms.CharField(label=_("Last name"), max_length=lengths.NAME, widget=short(), validators=[a_name])
    birth_date = DateField(label=_("Date of birth"), birth=True, required=False)
    sex = forms.ChoiceField(
        label=_("Sex"), required=False, choices=[("woman", _("Woman")), ("man", _("Man"))], widget=Segmented()
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=lengths.PHONE,
        widget=short(inputmode="tel", size=14),
        validators=[a_phone],
    )
    address = forms.CharField(label=_("Address"), required=False, max_length=lengths.ADDRESS, widget=short())
    postal_code = forms.RegexField(
        label=_("Postal code"),
        regex=r"^\d{4}$",
        required=False,
        widget=short(inputmode="numeric", size=6),
        error_messages={"invalid": _("A postal code has four digits.")},
    )
    city = forms.CharField(label=_("City"), required=False, max_length=lengths.CITY, widget=short())
    language = forms.ChoiceField(
        label=_("Language"),
        choices=labels.LANGUAGES,
        initial=Language.NB,
        help_text=_("Letters are written in it where we can."),
    )
    interpreter = forms.CharField(
        label=_("Interpreter"),
        required=False,
        max_length=lengths.INTERPRETER,
        widget=short(),
        help_text=_("The language to interpret, if an interpreter is needed."),
    )
    lives_alone = YesNoField(label=_("Lives alone"), required=False)
    gp_name = forms.CharField(label=_("GP"), required=False, max_length=lengths.GP_NAME, widget=short())

    relative_name = forms.CharField(label=_("Name"), required=False, max_length=lengths.RELATIVE_NAME, widget=short())
    relative_relationship = forms.CharField(
        label=_("Relationship"), required=False, max_length=60, widget=short(), help_text=_("For example daughter.")
    )
    relative_phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=lengths.PHONE,
        widget=short(inputmode="tel", size=14),
        validators=[a_phone],
    )

    received_on = DateField(label=_("Received"), past=True)
    route = forms.ChoiceField(label=_("Referred from"), choices=labels.ROUTES, widget=forms.RadioSelect)
    discharge_on = DateField(
        label=_("Goes home from hospital or institution"),
        required=False,
        help_text=_("The team comes to meet the person before that day."),
    )
    referrer = forms.ChoiceField(label=_("Who refers"), choices=[CHOOSE, *labels.REFERRERS])
    referrer_name = forms.CharField(
        label=_("Name of the referrer"),
        required=False,
        max_length=lengths.REFERRER_NAME,
        widget=short(),
        help_text=_("The answer is addressed to this name."),
    )
    urgent = forms.BooleanField(label=_("Urgent"), required=False)
    what_matters = LongText(
        label=_("What matters to the person"),
        required=False,
        help_text=_("In the person's own words. They follow the person all the way."),
    )
    function_loss = forms.ChoiceField(
        label=_("How function was lost"), required=False, choices=labels.FUNCTION_LOSSES, widget=Segmented()
    )
    function_loss_on = DateField(
        label=_("When"), past=True, required=False, help_text=_("You do not need to know the exact date.")
    )
    cause = forms.ChoiceField(label=_("Main cause"), required=False, choices=[CHOOSE, *labels.CAUSES])
    services_today = forms.MultipleChoiceField(
        label=_("Services today"), required=False, choices=_SERVICES, widget=Checks()
    )
    hours_per_week = NumberField(
        label=_("Help in all"), low=0, high=168, decimals=2, unit=_("hours a week"), required=False
    )
    home_situation = LongText(
        label=_("At home"),
        required=False,
        rows=2,
        help_text=_("Stairs, bathroom, who else lives there, what is difficult."),
    )
    note = LongText(label=_("Anything else we should know"), required=False, rows=2)
    team = forms.TypedChoiceField(label=_("Team"), required=False, coerce=int, empty_value=None)

    def __init__(
        self, *args: Any, known: bool = False, outside: bool = False, teams: list[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.told: tuple[Told, ...] = ()
        self.initial.setdefault("key", str(uuid4()))
        if known:
            for name in _PERSON:
                del self.fields[name]
        if outside:
            del self.fields["received_on"]
            every = self.fields["referrer"].choices  # type: ignore[attr-defined]
            theirs = [choice for choice in every if choice[0] in ("", *PARTNERS)]
            self.fields["referrer"].choices = theirs  # type: ignore[attr-defined]
        if teams and not outside:
            choices = [("", _("The office decides later")), *((t.pk, t.name) for t in teams)]
            self.fields["team"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["team"]

    def clean_national_number(self) -> str:
        typed = self.cleaned_data["national_number"]
        if not typed:
            return ""
        try:
            number = numbers.parse(typed)
        except numbers.NationalNumberError as fault:
            raise forms.ValidationError(gettext(NUMBER_FAULTS[fault.fault])) from fault
        return number.digits

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        if day < earliest_referral(localdate()):
            raise forms.ValidationError(gettext(REFERRAL_TOO_OLD) % {"years": OLDEST_REFERRAL_YEARS})
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.known:
            self._identify(data)
        names = [data[name] for name in ("given_name", "family_name") if data.get(name)]
        if len(" ".join(names)) > lengths.WHOLE_NAME:
            self.add_error("family_name", gettext(WHOLE_NAME_TOO_LONG) % {"longest": lengths.WHOLE_NAME})
        return data

    def _identify(self, data: dict[str, Any]) -> None:
        """The birth date that number and date say together; the number decides where the date can mean two days."""
        typed = data.get("national_number")
        number = numbers.parse(typed) if typed else None
        asked = [fault for fault in self.errors.as_data().get("birth_date", []) if isinstance(fault, EitherDayError)]
        days = asked[0].days if asked else (data["birth_date"],) if data.get("birth_date") else ()
        if not days and self.has_error("birth_date"):
            return
        found = identify(number, days, today=localdate())
        years = {"years": OLDEST_PERSON_YEARS}
        if found.birth_fault and not asked:
            self.add_error("birth_date", gettext(BIRTH_FAULTS[found.birth_fault]) % years)
        if found.number_fault:
            self.add_error("national_number", gettext(NUMBER_BIRTH_FAULTS[found.number_fault]) % years)
        if found.apart:
            if asked:
                del self.errors["birth_date"]
            text = gettext("The date of birth and the national identity number do not belong together. Check both.")
            self.add_error("birth_date", text)
        elif asked and found.birth_date:
            del self.errors["birth_date"]
            data["birth_date"] = found.birth_date
        self.told = found.told

    def digest(self) -> str:
        """Of all that was typed and chosen, but for the key itself: the same form sent again has the same."""
        data = cast(QueryDict, self.data)
        sent = {name: data.getlist(name) for name in sorted(data) if name not in _NOT_CONTENT}
        return hashlib.sha256(json.dumps(sent, ensure_ascii=False).encode()).hexdigest()

    def sent_key(self) -> str:
        """The key the form came with; empty when there is none or it is no key of ours."""
        try:
            return str(self.fields["key"].clean(self["key"].value()))
        except forms.ValidationError:
            return ""

    def renew_key(self) -> None:
        """What stands in the form becomes one that was never sent; nothing typed is lost."""
        data = cast(QueryDict, self.data).copy()
        data["key"] = str(uuid4())
        self.data, self.key_was_used = data, True

    def traits(self) -> Traits:
        """What was typed about who it is, also before the form is whole; what cannot be read counts as not typed."""
        try:
            number: numbers.NationalNumber | None = numbers.parse(str(self["national_number"].value() or ""))
        except numbers.NationalNumberError:
            number = None
        days: tuple[date, ...] = ()
        try:
            born = self.fields["birth_date"].clean(self["birth_date"].value())
            days = (born,) if born else ()
        except EitherDayError as either:
            days = either.days
        except forms.ValidationError:
            pass
        name = f"{self['given_name'].value() or ''} {self['family_name'].value() or ''}"
        return Traits(
            name=name.strip(),
            national_number=number.digits if number else "",
            birth_date=identify(number, days, today=localdate()).birth_date or (days[0] if len(days) == 1 else None),
            phone=str(self["phone"].value() or ""),
            address=str(self["address"].value() or ""),
        )


class ContactForm(Form):
    contacted_on = DateField(label=_("Spoke with the person"), past=True)
    note = LongText(
        label=_("What was said"),
        required=False,
        rows=4,
        help_text=_("What matters to the person, and what was agreed."),
    )
    on_a_no = LongText(
        label=_("What the person says about perhaps not getting training"),
        required=False,
        rows=2,
        help_text=_("Only if you talked about it. Then the person has been heard, and nobody has to call again."),
    )


class WithdrawForm(Form):
    who = forms.ChoiceField(label=_("Who withdraws it"), choices=labels.WITHDRAWN_BY, widget=Segmented())
    said_on = DateField(label=_("Said on"), past=True)
    reason = LongText(
        label=_("Why is the referral withdrawn?"),
        help_text=_("Kept in the record. The person is told who withdrew it and when, not why."),
    )
