"""The person and those near them."""

import uuid

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Concat

from fotfeste.care.terms import labels

from ..rules.person import lengths
from ..rules.person.names import FOLD_FROM, FOLD_TO


def _folded_words() -> Func:
    """The words of both names, folded as `rules.names` folds what is typed; worked out by the database itself."""
    words = ArrayField(TextField())
    whole = Concat("given_name", Value(" "), "family_name", output_field=TextField())
    plain = Func(whole, Value(FOLD_FROM), Value(FOLD_TO), function="translate", output_field=TextField())
    parts = Func(plain, Value(" "), function="string_to_array", output_field=words)
    parts = Func(parts, Value(""), function="array_remove", output_field=words)
    return Func(parts, function="array_to_tsvector", output_field=SearchVectorField())


@pghistory.track(exclude=["name_words"])
class Person(models.Model):
    """Somebody who was referred. The identifier in addresses is random and says nothing about the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    national_number = models.CharField(max_length=11, blank=True)
    given_name = models.CharField(max_length=lengths.NAME)
    family_name = models.CharField(max_length=lengths.NAME)
    sort_name = models.CharField(max_length=240, db_index=True)  # Norwegian order; the wheels' PostgreSQL has no ICU
    name_words = models.GeneratedField(
        expression=_folded_words(), output_field=SearchVectorField(), db_persist=True, editable=False
    )
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=10, choices=[("woman", "woman"), ("man", "man")], blank=True)
    address = models.CharField(max_length=lengths.ADDRESS, blank=True)
    postal_code = models.CharField(max_length=4, blank=True)
    city = models.CharField(max_length=lengths.CITY, blank=True)
    municipality_number = models.CharField(max_length=4, blank=True)
    phone = models.CharField(max_length=lengths.PHONE, blank=True)
    language = models.CharField(max_length=5, choices=labels.LANGUAGES, default="nb")
    interpreter = models.CharField(max_length=lengths.INTERPRETER, blank=True)
    large_print = models.BooleanField(default=False)
    lives_alone = models.BooleanField(null=True, blank=True)
    alert = models.CharField(max_length=200, blank=True)
    gp_name = models.CharField(max_length=lengths.GP_NAME, blank=True)
    died_on = models.DateField(null=True, blank=True)
    moved_on = models.DateField(null=True, blank=True)  # out of the municipality
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="person"
    )
    # Set on what somebody wrote who may not open the record of the person with that number: it lies beside the record,
    # as a row of its own, until somebody who may says whether the two are one (actions.matches).
    known_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="written_beside")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["national_number"],
                condition=~Q(national_number="") & Q(known_as=None),
                name="person_once_per_number",
            ),
            models.CheckConstraint(name="person_not_known_as_self", condition=~Q(known_as=F("id"))),
        ]
        indexes = [
            models.Index(fields=["birth_date"], name="person_birth_date"),
            GinIndex(fields=["name_words"], name="person_name_words"),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


@pghistory.track()
class Relative(models.Model):
    """Next of kin. Sees nothing unless the person has consented, and only while the consent stands."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relatives")
    name = models.CharField(max_length=lengths.RELATIVE_NAME)
    relationship = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=lengths.PHONE, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="relative_of"
    )
    consented_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="relative_withdrawn_after_consent",
                condition=Q(withdrawn_on=None) | Q(consented_on__isnull=False, withdrawn_on__gte=F("consented_on")),
            )
        ]

    def __str__(self) -> str:
        return self.name
