"""Who a referral is about: what was written beside what the record says, and one answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from fotfeste.care.terms.forms import carried_out
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved
from fotfeste.ground.ui.wording import exact_day

from ... import actions, queries
from ...actions.person.matches import RELATIVE
from ...forms.person.match import ConfirmForm, RejectForm
from ...models import Person, Referral, Relative
from ...rules.person.gaps import gaps
from ...rules.person.names import likeness
from ..opening import open_referral

# What is shown of a writing the user may not open, to say whether it is the same person.
WHO_IT_IS = ("name", "birth_date", "national_number")


@dataclass(frozen=True)
class Compared:
    """One line of the two columns; `differs` when both say something and not the same."""

    name: str
    label: str
    written: str
    known: str

    @property
    def differs(self) -> bool:
        return bool(self.written and self.known) and self.written.casefold() != self.known.casefold()


@rule(Act.CONFIRM_PERSON)
@require_http_methods(["GET", "POST"])
def confirm_person(request: Request, referral_id: UUID) -> HttpResponse:
    """For those who answer who it is; everybody else is where a referral without the question would take them."""
    match = queries.match_to_confirm(user=request.user, referral_id=referral_id, now=timezone.now())
    if match is None:
        _opened, found = open_referral(request, referral_id, Act.CONFIRM_PERSON)
        return redirect("pathway:referral", referral_id=found.pk)
    rows = compared(match.written, match.known, match.written_relatives, match.relatives)
    if not match.both:
        rows = [row for row in rows if row.name in WHO_IT_IS]
    step = request.POST.get("step", "") if request.method == "POST" else ""
    otherwise = likeness(str(match.written), str(match.known)) < queries.SAME_NAME
    confirm = ConfirmForm(
        request.POST if step == "confirm" else None, gaps=_gaps(match, rows) if match.both else [], chosen=not otherwise
    )
    initial = {"birth_date": match.written.birth_date, "sex": match.written.sex}
    reject = RejectForm(request.POST if step == "reject" else None, initial=initial)
    if step == "confirm" and confirm.is_valid():
        take_over = confirm.cleaned_data.get("take_over", [])
        if carried_out(
            confirm,
            lambda: actions.confirm_person(
                referral=match.referral, take_over=take_over, by=request.user, now=timezone.now()
            ),
        ):
            about = gettext("The referral is about %(name)s.") % {"name": match.known}
            closed = match.referral.get_closed_for_display()
            told = gettext("It is closed, and the referrer is told: %(reason)s.") % {"reason": closed.lower()}
            saved(request, f"{about} {told}" if closed else about)
            return _onwards(request, match.referral)
    if (
        step == "reject"
        and reject.is_valid()
        and carried_out(
            reject,
            lambda: actions.reject_match(
                referral=match.referral, by=request.user, now=timezone.now(), **reject.cleaned_data
            ),
        )
    ):
        saved(request, gettext("It is said that the referral is about somebody else."))
        return _onwards(request, match.referral)
    context = {
        "referral": match.referral,
        "known": match.known,
        "rows": rows,
        "confirm": confirm,
        "reject": reject,
        "rejecting": step == "reject",
        "otherwise": otherwise,
        "both": match.both,
        "same": match.same,
        "today": timezone.localdate(),
    }
    return render(request, "pathway/confirm_person.html", context)


def compared(
    written: Person, known: Person, written_relatives: Sequence[Relative], relatives: Sequence[Relative]
) -> list[Compared]:
    """The two side by side; lines where neither says anything are left out."""
    alone = {True: gettext("Yes"), False: gettext("No"), None: ""}
    lines = [
        ("name", gettext("Name"), lambda one: str(one).strip()),
        ("birth_date", gettext("Date of birth"), lambda one: exact_day(one.birth_date) if one.birth_date else ""),
        ("national_number", gettext("National identity number"), lambda one: one.national_number),
        ("address", gettext("Address"), _address),
        ("phone", gettext("Phone"), lambda one: one.phone),
        ("interpreter", gettext("Interpreter"), lambda one: one.interpreter),
        ("lives_alone", gettext("Lives alone"), lambda one: alone[one.lives_alone]),
        ("gp_name", gettext("GP"), lambda one: one.gp_name),
    ]
    rows = [Compared(name, label, words(written), words(known)) for name, label, words in lines]
    rows.append(Compared(RELATIVE, gettext("Next of kin"), _near(written_relatives), _near(relatives)))
    return [row for row in rows if row.written or row.known]


def _address(person: Person) -> str:
    place = f"{person.postal_code} {person.city}".strip()
    return ", ".join(part for part in (person.address, place) if part)


def _near(relatives: Sequence[Relative]) -> str:
    return "; ".join(
        ", ".join(part for part in (each.name, each.relationship, each.phone) if part) for each in relatives
    )


def _gaps(match: queries.Match, rows: Sequence[Compared]) -> list[tuple[str, str]]:
    names = gaps(vars(match.written), vars(match.known))
    there = {each.name.casefold() for each in match.relatives}
    if any(each.name.casefold() not in there for each in match.written_relatives):
        names.append(RELATIVE)
    return [(row.name, f"{row.label}: {row.written}") for row in rows if row.name in names]


def _onwards(request: Request, referral: Referral) -> HttpResponse:
    """To the referral for those who may open it now; a team that only answered goes back to its inbox."""
    if queries.reaches(request.user, referral.person_id, today=timezone.localdate()):
        return redirect("pathway:referral", referral_id=referral.pk)
    return redirect(reverse("pathway:inbox"))
