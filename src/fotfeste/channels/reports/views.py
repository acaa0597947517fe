"""Letters on paper."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fotfeste.care.pathway.queries import letter_to_print
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui import paper


@rule(Act.PRINT_LETTER)
@require_safe
def letter(request: Request, letter_id: UUID) -> HttpResponse:
    """The letter as PDF, shown in the browser. The file's name says what it is and never whom it is about."""
    if not isinstance(request.user, User):
        raise TypeError("A letter was asked for past the gate.")
    found = letter_to_print(by=request.user, letter_id=letter_id, now=timezone.now())
    name = f"{found.kind}-{timezone.localdate(found.written_at):%Y-%m-%d}.pdf"
    return HttpResponse(
        paper.pdf(found.html),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
