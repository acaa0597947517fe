"""The worker's own day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fotfeste.ground.access import log
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act

from ..queries import day_of


@rule(Act.READ_OWN_DAY)
@require_GET
def day(request: Request) -> HttpResponse:
    """Today's visits in order, those that were not recorded, and how tomorrow begins."""
    now = timezone.now()
    found = day_of(user=request.user, now=now)
    # The list holds addresses and alerts of several persons: one line says that it was opened.
    log.write(by=request.user, act=Act.READ_OWN_DAY, now=now, purpose="TREAT")
    context = {"day": found, "today": timezone.localdate(now), "now": now, "next": found.next}
    return render(request, "visits/day.html", context)
