"""Keeping, giving back and letting go of drafts.

These are not actions, and they write no line in the log: what is typed becomes an act when it is saved, and the action
that saves it is logged; the page a draft is given back on has opened the record through the door and is logged, too.
"""

import contextlib
import hmac
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.utils.timezone import localdate

from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role, may

from .models import Draft, Receipt

KEPT = timedelta(days=1)
MAX_CHARACTERS = 200_000
MAX_PER_USER = 200


class DraftRefused(Exception):
    """The draft cannot be kept on the server; it stays on the device. `status` is the HTTP status that says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def may_open(user: User, person_id: UUID | None, *, now: datetime) -> bool:
    """Whether the user may open the record of whom the draft is about; true for a draft about nobody yet."""
    if person_id is None:
        return True
    relations = import_string(settings.RELATIONS_TO)(user, person_id, today=localdate(now))
    return may(Role(user.role), Act.READ_RECORD, relations)


@transaction.atomic
def keep(*, form: str, instance: UUID, person_id: UUID | None, sealed: str, by: User, now: datetime) -> None:
    """Keep or renew one draft. A form instance that has been saved since is left alone.

    Raises `DraftRefused`: 404 for somebody else's instance or a person out of reach, 413 too long, 409 too many.
    """
    require(by, Act.KEEP_DRAFT)
    if len(sealed) > MAX_CHARACTERS:
        raise DraftRefused(413)
    if not may_open(by, person_id, now=now):
        raise DraftRefused(404)
    # Saves and drafts of one user go one after the other, so that neither the count nor a receipt is overtaken.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    old = Draft.objects.filter(instance=instance).first()
    if old is not None and old.user_id != by.pk:
        raise DraftRefused(404)
    if Receipt.objects.filter(user=by, instance=instance).exists():
        return
    if old is None and Draft.objects.filter(user=by, updated_at__gt=now - KEPT).count() >= MAX_PER_USER:
        raise DraftRefused(409)
    values = {"form": form, "person_id": person_id, "sealed": sealed, "updated_at": now}
    try:
        with transaction.atomic():
            Draft.objects.update_or_create(user=by, instance=instance, defaults=values)
    except IntegrityError as taken:
        # Somebody else has kept a draft under the same number since we looked.
        raise DraftRefused(404) from taken


def drafts_of(user: User, forms: Collection[str], *, now: datetime) -> list[Draft]:
    """The user's drafts of these forms, newest first, without those that are too old or whose record has closed."""
    require(user, Act.KEEP_DRAFT)
    found = Draft.objects.filter(user=user, form__in=forms, updated_at__gt=now - KEPT).order_by("-updated_at")
    reach: dict[UUID | None, bool] = {}
    given = []
    for draft in found:
        if draft.person_id not in reach:
            reach[draft.person_id] = may_open(user, draft.person_id, now=now)
        if reach[draft.person_id]:
            given.append(draft)
    return given


def writers(form_begins: str, *, among: Iterable[User], now: datetime) -> dict[str, list[str]]:
    """Who of these has something unsaved in forms whose name begins so, by the form's name. Says nothing of the words.

    `among` are those who may save such a form: the name of a form is made up by whoever sends a draft.
    """
    found = Draft.objects.filter(form__startswith=form_begins, user__in=among, updated_at__gt=now - KEPT)
    found = found.order_by("form", "user__name")
    writing: dict[str, list[str]] = {}
    for form, name in found.values_list("form", "user__name").distinct():
        writing.setdefault(form, []).append(name)
    return writing


def let_go(user: User, instance: UUID) -> bool:
    """Throw one of the user's own drafts away; false when there is none."""
    require(user, Act.KEEP_DRAFT)
    return bool(Draft.objects.filter(user=user, instance=instance).delete()[0])


def fingerprint(sent: Iterable[tuple[str, list[str]]], *, path: str = "") -> str:
    """A keyed hash of what a form sent and where to, in any order of its fields; it tells nothing of the words."""
    parts = sorted((name, list(values)) for name, values in sent if name != "csrfmiddlewaretoken")
    return salted_hmac("fotfeste.receipts", repr([path, *parts]), algorithm="sha256").hexdigest()


def receipt_of(user: User, instance: UUID, *, now: datetime) -> Receipt | None:
    """What says that the form instance was saved within the day; None when it was not."""
    return next(iter(receipts_of(user, [instance], now=now)), None)


def receipts_of(user: User, instances: Collection[UUID], *, now: datetime) -> list[Receipt]:
    """Which of the form instances were saved within the day."""
    return list(Receipt.objects.filter(user=user, instance__in=instances, saved_at__gt=now - KEPT))


def same(receipt: Receipt, content: str) -> bool:
    return hmac.compare_digest(receipt.content, content)


@transaction.atomic
def write_receipt(user: User, instance: UUID, *, content: str, leads_to: str, now: datetime) -> None:
    """The form instance is saved: its draft goes, and a repeated sending will be told."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    Draft.objects.filter(user=user, instance=instance).delete()
    values = {"content": content, "leads_to": leads_to, "saved_at": now}
    Receipt.objects.update_or_create(user=user, instance=instance, defaults=values)


def lock_instance(user: User, instance: UUID) -> int:
    """Let two sendings of one form instance go one after the other, across processes. Gives what unlocks it."""
    number = int.from_bytes(sha256(f"{user.pk}:{instance}".encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [number])
    return number


def unlock_instance(number: int) -> None:
    """Let the next one in. A connection that broke has let go of the lock by itself."""
    with contextlib.suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_unlock(%s)", [number])


def forget_old(*, now: datetime) -> int:
    """Delete what is older than a day. Gives the number of drafts and receipts that went."""
    gone = Draft.objects.filter(updated_at__lte=now - KEPT).delete()[0]
    return gone + Receipt.objects.filter(saved_at__lte=now - KEPT).delete()[0]
