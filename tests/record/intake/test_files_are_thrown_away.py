"""A file holds names and numbers of many; it is gone when it was taken, given up, or an hour old."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.channels.intake.models import Upload
from fotfeste.channels.intake.tasks import throw_away_old
from tests.data.intake.building import HEADER, ROW, csv_file

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def ole(people):
    client = Client()
    client.force_login(people.ole, backend=BACKEND)
    return client


def send(client, content):
    answer = client.post(reverse("intake:start"), {"file": SimpleUploadedFile("liste.csv", content)})
    assert answer.status_code == 302, answer.content.decode()
    return Upload.objects.get()


def test_a_file_an_hour_old_is_thrown_away_by_the_job_whatever_became_of_it(people):
    now = timezone.localtime()
    for minutes, taken in ((10, None), (59, now), (61, None), (61, now), (6000, None)):
        Upload.objects.create(
            kind="referrals", name=f"{minutes}.csv", content=b"x", sent_by=people.ole,
            sent_at=now - timedelta(minutes=minutes), taken_at=taken, added=taken and 1, present=taken and 0,
        )  # fmt: skip
    throw_away_old()
    assert sorted(Upload.objects.values_list("name", flat=True)) == ["10.csv", "59.csv"]


def test_what_a_file_held_is_gone_with_the_press_that_takes_it(ole):
    upload = send(ole, csv_file([HEADER, ROW]))
    page = reverse("intake:preview", args=[upload.pk])
    take = reverse("intake:take", args=[upload.pk])
    assert ole.post(take).status_code == 302
    upload.refresh_from_db()
    assert bytes(upload.content) == b""
    assert ole.get(page).status_code == 200
    assert ole.post(take, follow=True).status_code == 200
    assert ole.get(reverse("intake:refused_file", args=[upload.pk])).status_code == 404


def test_a_file_with_rows_that_were_not_taken_can_be_thrown_away_by_hand_when_they_are_seen_to(ole):
    upload = send(ole, csv_file([HEADER, ROW, ["2", "28895826068", "Feil", "Nummer", "04.09.2026", "Ny søker", ""]]))
    ole.post(reverse("intake:take", args=[upload.pk]))
    assert "Kast fila" in ole.get(reverse("intake:preview", args=[upload.pk])).content.decode()
    ole.post(reverse("intake:give_up", args=[upload.pk]))
    assert not Upload.objects.exists()
