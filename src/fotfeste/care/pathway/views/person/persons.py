"""Searching for a person. The search goes by POST: a name never stands in an address or a server's log."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act

from ... import queries

LONGEST = 120


@rule(Act.SEARCH_PERSONS)
@require_http_methods(["GET", "POST"])
def persons(request: Request) -> HttpResponse:
    """The search page; to htmx only the answers, for the box on top of every page or for the page's own list."""
    text = request.POST.get("q", "").replace("\0", "")[:LONGEST]
    found = queries.search_persons(user=request.user, text=text, now=timezone.now()) if text.strip() else None
    context = {"found": found, "text": text, "today": timezone.localdate()}
    if not request.htmx:
        return render(request, "pathway/persons.html", context)
    template = "persons_table" if request.htmx.target == "persons" else "persons_found"
    return render(request, f"pathway/{template}.html", context)
