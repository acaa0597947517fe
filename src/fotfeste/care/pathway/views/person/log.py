"""Who has looked in a person's record."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act

from ... import queries
from ...wording.looks import looks_by_day
from ..opening import open_person


@rule(Act.READ_LOG_OF_PERSON)
@require_safe
def log_of_person(request: Request, person_id: UUID) -> HttpResponse:
    """Who has looked in one person's record, day by day."""
    opened = open_person(request, person_id, Act.READ_LOG_OF_PERSON)
    found = looks_by_day(queries.looks_in_record(opened.look))
    looks = [(one, one.told(today=opened.look.today)) for one in found]
    return opened.page("pathway/log_of_person.html", looks=looks)
