"""The session ended while somebody worked: they are told, sign in, and come back to where they were."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_page_with_a_filter_is_found_again_with_all_of_its_filter():
    wanted = f"{reverse('pathway:inbox')}?omrade=1&rute=x&next=/annet/"
    answer = Client().get(wanted)
    assert parse_qs(urlsplit(answer["Location"]).query) == {"next": [wanted]}


def test_a_form_sent_after_the_session_ended_says_so_and_leads_back_to_the_form():
    form = reverse("pathway:referral_new")
    answer = Client().post(form, {"given_name": "Vakker"}, headers={"Referer": f"http://testserver{form}"})
    text = answer.content.decode()
    assert answer.status_code == 401
    assert "Du er logget ut" in text and "fram til like før, er tatt vare på i et døgn" in text
    assert f"/konto/login/?next={form.replace('/', '%2F')}" in text


def test_nobody_is_led_to_another_site_after_signing_in():
    answer = Client().post(reverse("pathway:referral_new"), headers={"Referer": "https://elsewhere.example/innboks/"})
    assert "elsewhere" not in answer.content.decode()
    assert "next=%2F&quot;" in answer.content.decode() or 'next=%2F"' in answer.content.decode()


def test_a_part_of_a_page_is_refused_without_a_page_of_its_own():
    answer = Client().post(reverse("pathway:persons"), {"q": "Blomst"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")
