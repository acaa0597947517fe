"""Letters on paper: what stands in them, who gets them, and that they read nothing but themselves."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Letter
from fotfeste.ground.access.models import LogEntry
from fotfeste.ground.ui.paper import pdf as letter_pdf
from tests.record.pathway.periods import completed_period

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode(people):
    # The page asks the clock, so the period ends on the day the test runs.
    return completed_period(people, timezone.localtime())


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def get(client, who, letter):
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get(reverse("reports:letter", args=[letter.pk]))


def test_the_report_to_the_gp_is_a_pdf_that_says_how_it_ended(client, people, episode):
    answer = get(client, people.alice, Letter.objects.get(episode=episode, kind="report_to_gp"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = words(answer.content)
    for part in ("Lege Lind", "Vakker Blomst", "Komme meg ut på tur igjen", "Team Sør"):
        assert part in text, part


def test_the_name_of_the_file_says_nothing_about_the_person(client, people, episode):
    answer = get(client, people.alice, Letter.objects.get(episode=episode, kind="report_to_gp"))
    assert answer["Content-Disposition"] == f'inline; filename="report_to_gp-{timezone.localdate():%Y-%m-%d}.pdf"'


def test_printing_is_a_look_and_is_logged_as_one(client, people, episode):
    letter = Letter.objects.get(episode=episode, kind="report_to_gp")
    get(client, people.alice, letter)
    line = LogEntry.objects.filter(act="print_letter").order_by("-pk").first()
    assert (line.user, line.person_id, line.outcome) == (people.alice, episode.person_id, "done")


@pytest.mark.parametrize("who", ["charlie", "bob", "manager", "gp", "admin"])
def test_charlie_and_those_without_a_reason_get_no_letter(client, people, episode, who):
    answer = get(client, getattr(people, who), Letter.objects.get(episode=episode, kind="report_to_gp"))
    assert answer.status_code in (403, 404)
    assert b"%PDF" not in answer.content


def test_an_anonymous_visitor_is_sent_to_the_sign_in(client, episode):
    letter = Letter.objects.get(episode=episode, kind="report_to_gp")
    answer = client.get(reverse("reports:letter", args=[letter.pk]))
    assert answer.status_code == 302
    assert str(episode.person_id) not in answer["Location"]


def test_the_decision_letter_prints_too(client, people, episode):
    text = words(get(client, people.ole, Letter.objects.get(referral=episode.referral, kind="decision")).content)
    assert "Vakker" in text


def test_the_hand_over_plan_is_for_the_contact_in_home_nursing(client, people, episode):
    now = timezone.localtime()
    actions.hand_over(
        episode=episode,
        to_unit=people.zone,
        contact=people.hanna,
        does_alone="Går trappa selv",
        help_not_to_give="Ikke hold i armen",
        check_on=timezone.localdate(now) + timedelta(days=14),
        by=people.alice,
        now=now,
    )
    text = words(get(client, people.hanna, Letter.objects.get(episode=episode, kind="hand_over_plan")).content)
    assert "Ikke hold i armen" in text


def page_with(text: str) -> str:
    return f'<!doctype html><html lang="se"><head><title>Reive</title></head><body><h1>Reive</h1>{text}</body></html>'


def test_northern_sami_letters_are_printed_with_a_font_inside_the_file():
    sami = "áÁ čČ đĐ ŋŊ šŠ ŧŦ žŽ"
    style = '<p style="font-family: Inter">'
    pdf = letter_pdf(page_with(f"{style}{sami}</p>"))
    reader = PdfReader(io.BytesIO(pdf))
    assert sami in words(pdf)
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    names = [font.get_object()["/BaseFont"] for font in fonts]
    assert any("Inter" in name for name in names), names
    for font in fonts:
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        assert any(key.startswith("/FontFile") for key in descendant["/FontDescriptor"])


def test_a_letter_is_tagged_has_a_language_and_a_title():
    catalogue = PdfReader(io.BytesIO(letter_pdf(page_with("<p>Bures</p>")))).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "se"
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]


def test_a_file_or_an_address_named_in_a_letter_is_never_read(tmp_path):
    picture, sheet = tmp_path / "x.svg", tmp_path / "x.css"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">Hemmelig</text></svg>')
    sheet.write_text("p::after { content: 'Hemmelig' }")
    for address in (picture.as_uri(), "http://127.0.0.1:9/x.svg"):
        asked = f'<link rel="stylesheet" href="{sheet.as_uri()}"><img src="{address}" alt="bilde"><p>Slutt</p>'
        text = words(letter_pdf(page_with(asked)))
        assert "Slutt" in text
        assert "Hemmelig" not in text


def test_the_same_letter_printed_twice_says_the_same(episode):
    letter = Letter.objects.get(episode=episode, kind="report_to_gp")
    assert words(letter_pdf(letter.html)) == words(letter_pdf(letter.html))
