"""Who has looked in a person's record."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.labels import ROLES
from fotfeste.ground.access.rules.rights import Act

from .. import queries
from ..wording import act_in_words
from .opening import open_person


@rule(Act.READ_LOG_OF_PERSON)
@require_safe
def log_of_person(request: Request, person_id: UUID) -> HttpResponse:
    opened = open_person(request, person_id, Act.READ_LOG_OF_PERSON)
    roles = {str(code): label for code, label in ROLES}
    rows = [
        {"look": row, "what": act_in_words(row.act), "role": roles.get(row.role, row.role)}
        for row in queries.looks_in_record(opened.look)
    ]
    return opened.page("pathway/log_of_person.html", rows=rows)
