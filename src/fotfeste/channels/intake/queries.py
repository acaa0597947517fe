"""What can be asked about files that wait for confirmation."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from fotfeste.ground.access.models import User

from .models import Upload

KEPT_FOR = timedelta(hours=1)


def upload_of(user: User, upload_id: UUID, *, now: datetime) -> Upload | None:
    """The user's own file, while it is kept; nobody else's, whatever the right."""
    return Upload.objects.filter(pk=upload_id, sent_by=user, sent_at__gt=now - KEPT_FOR).first()


def too_old(*, now: datetime) -> QuerySet[Upload]:
    """Files that were kept as long as they may be, whoever sent them."""
    return Upload.objects.filter(sent_at__lte=now - KEPT_FOR)
