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
    record never goes here. The application cannot insert: `access_write_log` (migrations 0002 and 0006) does. Whoever
    inserts, the trigger sets the time by the database's clock and looks up the user's name, role and unit itself
    (docs/adr/0021).

    `address` is where a sign-in came from. `transaction` is the number of the database transaction that wrote the line:
    writers do not wait for each other, and by it the sealer knows which lines are final (docs/adr/0030). It is empty in
    lines from before there were seals; those are chained by `previous_hash`, which newer lines leave empty.
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
    transaction = models.BigIntegerField(null=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        # The words "append-only by function" are what ground.database reads: the application may then only read.
        db_table_comment = "append-only by function: every look, act, refusal and sign-in"
        indexes = [
            models.Index(fields=["person_id", "-at"], name="log_of_person"),
            models.Index(fields=["-at"], name="log_by_time"),
            models.Index(fields=["transaction"], name="log_by_transaction"),
        ]
        triggers = [
            pgtrigger.Protect(name="log_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="log_is_filled_in",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("acting", "record")],
                # No lock: a line knows nothing of the lines beside it. The hash is worked out anew by
                # rules/log_lines.py; both write each part with its length in front, so no two lines are written alike.
                func="""
                    NEW.id := nextval(pg_get_serial_sequence('public.access_logentry', 'id'));
                    NEW.transaction := pg_current_xact_id()::text::bigint;
                    NEW.previous_hash := '';
                    NEW.user_name := ''; NEW.role := ''; NEW.unit := '';
                    IF NEW.at IS NULL OR NOT EXISTS (
                        SELECT FROM pg_database d WHERE d.datname = current_database()
                           AND shobj_description(d.oid, 'pg_database') = 'Fotfeste demo, being filled') THEN
                        NEW.at := clock_timestamp();
                    END IF;
                    IF NEW.user_id IS NULL THEN
                        IF NEW.outcome <> 'refused' THEN
                            RAISE EXCEPTION 'The log takes a line without a user only for a refusal.'
                                USING ERRCODE = 'check_violation';
                        END IF;
                    ELSE
                        SELECT u.name, u.role, COALESCE((
                                   SELECT t.name FROM public.access_membership m
                                     JOIN public.access_unit t ON t.id = m.unit_id
                                    WHERE m.user_id = u.id AND m.ends_on IS NULL
                                    ORDER BY m.starts_on, m.id LIMIT 1), '') AS unit
                          INTO acting FROM public.access_user u WHERE u.id = NEW.user_id;
                        IF NOT FOUND THEN
                            RAISE EXCEPTION 'The log takes no line of a user who does not exist (%).', NEW.user_id
                                USING ERRCODE = 'foreign_key_violation';
                        END IF;
                        NEW.user_name := acting.name; NEW.role := acting.role; NEW.unit := acting.unit;
                    END IF;
                    SELECT encode(sha256(convert_to(
                               string_agg(COALESCE(octet_length(p.part) || ':' || p.part, '-') || ',', '' ORDER BY n),
                               'UTF8')), 'hex')
                      INTO NEW.hash
                      FROM unnest(ARRAY['fotfeste.log.2', NEW.id::text, NEW.transaction::text,
                               to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), NEW.user_id::text,
                               NEW.user_name, NEW.role, NEW.unit, NEW.act, NEW.person_id::text, NEW.object_type,
                               NEW.object_id, NEW.purpose, NEW.channel, NEW.outcome, NEW.address, NEW.previous_hash])
                           WITH ORDINALITY AS p(part, n);
                    RETURN NEW;
                """,
            ),
        ]


class LogSeal(models.Model):
    """A batch of lines of the log, closed by the sealer: which lines, what they said, and that they come after the
    batch before. Made by `sealer.py`, read by `verifying.py`; what each part means stands in rules/log_seals.py.

    `mac` is made with a key that is not in the database, and `digest` also stands in a file outside it.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    era = models.PositiveIntegerField()
    at = models.CharField(max_length=26)
    snapshot = models.TextField(blank=True)
    lines_before = models.PositiveBigIntegerField()
    members = models.BinaryField()
    doubts = models.TextField(blank=True)
    key = models.CharField(max_length=16)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    class Meta:
        db_table_comment = "append-only: batches of lines of the log, sealed"


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
