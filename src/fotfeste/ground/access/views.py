"""Users of the product and the table of rights, for those who administer it. No clinical content."""

import secrets
from collections import defaultdict
from uuid import UUID

from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from fotfeste.ground.ui.context import saved

from .actions import add_user, end_membership, switch_user
from .forms import LastDay, NewUser
from .gate import Request, rule
from .labels import ACTS, RELATIONS, ROLES
from .queries import memberships_of, user_rows, user_with
from .rules.rights import MAY, Act, Role


@rule(Act.MANAGE_USERS)
def users(request: Request) -> HttpResponse:
    """The users of this installation, and a form for one more."""
    form = NewUser(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        password = secrets.token_urlsafe(12)
        try:
            user = add_user(
                email=data["email"],
                name=data["name"],
                role=Role(data["role"]),
                profession=data["profession"],
                units=(data["unit"],) if data["unit"] else (),
                password=password,
                by=request.user,
                now=timezone.now(),
            )
        except IntegrityError:
            form.add_error("email", gettext("Somebody has this address already. Check the list below."))
        else:
            return render(request, "access/user_added.html", {"added": user, "password": password})
    today = timezone.localdate()
    return render(request, "access/users.html", {"form": form, "rows": user_rows(today=today), "today": today})


@rule(Act.MANAGE_USERS)
def user(request: Request, public_id: UUID) -> HttpResponse:
    """One user: where they work, and the end of it."""
    found = user_with(public_id)
    today = timezone.localdate()
    working = memberships_of(found, today=today)
    form = LastDay(request.POST if "unit" in request.POST else None)
    if request.method == "POST" and form.is_valid():
        unit = next((m.unit for m in working if str(m.unit_id) == request.POST["unit"]), None)
        if unit is None:
            raise Http404("They do not work there.")
        end_membership(
            user=found, unit=unit, last_day=form.cleaned_data["last_day"], by=request.user, now=timezone.now()
        )
        saved(request, gettext("%(name)s leaves %(unit)s.") % {"name": found.name, "unit": unit.name})
        return redirect("access:user", public_id=found.public_id)
    return render(request, "access/user.html", {"one": found, "working": working, "form": form, "today": today})


@rule(Act.MANAGE_USERS)
@require_POST
def switch(request: Request, public_id: UUID) -> HttpResponse:
    """Switch a user's sign-in off, or on again."""
    found = user_with(public_id)
    switch_user(user=found, active=not found.is_active, by=request.user, now=timezone.now())
    words = gettext("%(name)s can sign in again.") if found.is_active else gettext("%(name)s can no longer sign in.")
    saved(request, words % {"name": found.name})
    return redirect("access:user", public_id=found.public_id)


@rule(Act.READ_SETTINGS)
def rights(request: Request) -> HttpResponse:
    """The table of rights in words, as it is in force."""
    names, relations = dict(ACTS), dict(RELATIONS)
    table: dict[str, list[dict[str, object]]] = defaultdict(list)
    for act in Act:
        for role, label in ROLES:
            found = MAY.get((role, act))
            if found and role is not Role.SYSTEM:
                words = ", ".join(str(relations[relation]) for relation in sorted(found))
                table[str(names[act])].append({"role": label, "relations": words})
    return render(request, "access/rights.html", {"table": dict(table)})
