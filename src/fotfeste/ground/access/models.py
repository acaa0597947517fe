"""Users, units, memberships, and the log of every look and act."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from .labels import PROFESSIONS, ROLES, UNIT_KINDS


class Users(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class Unit(models.Model):
    """An allocation office, a team, or a zone of home nursing."""

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=UNIT_KINDS)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser):
    """Somebody who signs in, or the product itself (role `system`, which cannot sign in)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=ROLES)
    profession = models.CharField(max_length=30, choices=PROFESSIONS, blank=True)
    language = models.CharField(max_length=5, default="nb")
    is_active = models.BooleanField(default=True)
    is_persona = models.BooleanField(default=False)
    # Counted up when every session of the user is to end; each session carries the number it was begun with.
    sessions_ended = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    # The units as `access.queries` remembers them on an object that lives for one request.
    keeps_places = False
    places: tuple[Any, ...] | None = None

    objects = Users()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What a session must carry to be this user's; Django destroys one that carries anything else."""
        return self._session_hash()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for key in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(key)

    def _session_hash(self, secret: str | bytes | None = None) -> str:
        value = f"{self.password}|{self.sessions_ended}"
        return salted_hmac("fotfeste.access.session", value, secret=secret, algorithm="sha256").hexdigest()


class Membership(models.Model):
    """A user works in a unit between two dates; `ends_on` is the last day that counts.

    One that is ended before its first day was over ends on the day before it began: it stays as a row, and counts on
    no day.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on") - timedelta(days=1)),
            )
        ]


class LogEntry(models.Model):
    """One look, act, refusal or sign-in. Written once: the database refuses change and removal.

    `person_id` is the pathway's person, held as a bare identifier because ground knows no care. Free text from the
    record never goes here. The application cannot insert: `access_write_log` (migration 0002) does, which sets the
    time by the database's clock and looks up the user's name, role and unit itself (docs/adr/0021).

    `address` is where a sign-in came from.
    """

    at = models.DateTimeField()
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    user_name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=120, blank=True)
    act = models.CharField(max_length=40)
    person_id = models.UUIDField(null=True)
    object_type = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=60, blank=True)
    purpose = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=20)
    outcome = models.CharField(max_length=10, choices=[("done", "done"), ("refused", "refused")])
    address = models.CharField(max_length=45, blank=True, db_default="")
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        # The words "append-only by function" are what ground.database reads: the application may then only read.
        db_table_comment = "append-only by function: every look, act, refusal and sign-in"
        indexes = [
            models.Index(fields=["person_id", "-at"], name="log_of_person"),
            models.Index(fields=["-at"], name="log_by_time"),
        ]
        triggers = [
            pgtrigger.Protect(name="log_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="log_is_chained",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                # The lock makes "the last row" well defined; it is held until the writer's transaction ends. A line
                # without an address has the hash it had before there were addresses.
                func="""
                    PERFORM pg_advisory_xact_lock(7203111);
                    SELECT COALESCE((SELECT hash FROM access_logentry ORDER BY id DESC LIMIT 1), '')
                      INTO NEW.previous_hash;
                    NEW.id := nextval(pg_get_serial_sequence('access_logentry', 'id'));
                    NEW.hash := encode(sha256(convert_to(concat_ws('|', NEW.previous_hash, NEW.id::text,
                        to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
                        COALESCE(NEW.user_id::text, ''), NEW.user_name, NEW.role, NEW.unit, NEW.act,
                        COALESCE(NEW.person_id::text, ''), NEW.object_type, NEW.object_id, NEW.purpose,
                        NEW.channel, NEW.outcome, NULLIF(NEW.address, '')), 'UTF8')), 'hex');
                    RETURN NEW;
                """,
            ),
        ]


class Attempt(models.Model):
    """A wrong password, or a reset that was asked for: what the limit per address counts (`doorstep`).

    `account` is a keyed digest of what was typed: people type passwords into the wrong field. A row goes when the
    account signs in from the address, and all go when they are older than any limit looks back.
    """

    kind = models.CharField(max_length=10, choices=[("sign_in", "sign_in"), ("reset", "reset")])
    address = models.CharField(max_length=45)
    account = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "address", "-at"], name="attempts_of_address")]
