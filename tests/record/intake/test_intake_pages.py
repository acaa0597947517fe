"""Files in, on the page: send, look, confirm."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.care.pathway.models import Episode, Referral
from fotfeste.channels.intake import actions as intake_actions
from fotfeste.channels.intake.models import Upload
from tests.data.intake.building import HEADER, ROW, csv_file, edited, example, workbook

pytestmark = pytest.mark.django_db
START = "/inn/"


@pytest.fixture
def ole(people) -> Client:
    return signed_in(people.ole)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def send(client: Client, data: bytes, name: str = "liste.csv"):
    return client.post(START, {"file": SimpleUploadedFile(name, data)})


def test_a_list_is_looked_at_before_anything_is_taken(ole) -> None:
    page = send(ole, example("henvisninger_utf8.csv"))
    preview = ole.get(page["Location"]).content.decode()
    assert Referral.objects.count() == 0
    assert "Henvist fra" in preview
    assert "«Fra tannlegen» er ikke kjent her." in preview
    assert "Kontrollsifrene i fødselsnummeret stemmer ikke." in preview
    assert "Ta inn 53 rader" in preview


def test_confirming_takes_the_good_rows_and_confirming_again_adds_nothing(ole) -> None:
    where = send(ole, example("henvisninger_utf8.csv"))["Location"]
    after = ole.post(f"{where}ta-inn/", follow=True)
    assert Referral.objects.count() == 53
    assert "53 rader er tatt inn." in after.content.decode()
    ole.post(f"{where}ta-inn/")
    assert Referral.objects.count() == 53


def test_old_results_are_known_by_their_headings(ole) -> None:
    where = send(ole, example("forlop_klepp_rekonstruert.csv"))["Location"]
    assert "Avsluttede forløp" in ole.get(where).content.decode()
    ole.post(f"{where}ta-inn/")
    assert Episode.objects.count() == 161


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"PK\x03\x04", b"a;b\r\n1;2\r\n", example("henvisninger_utf8.csv")[:5000]]
)
def test_a_file_that_cannot_be_read_comes_back_with_the_reason_and_is_not_kept(ole, data) -> None:
    response = send(ole, data)
    assert "data-error-summary" in response.content.decode()
    assert "ds-validation-message" in response.content.decode()
    assert Upload.objects.count() == 0


def test_markup_in_a_file_is_shown_as_text(ole) -> None:
    rows = [[*HEADER, "<b>Ny</b>"], [*ROW[:5], "<script>alert(1)</script>", ROW[6], "x"]]
    preview = ole.get(send(ole, csv_file(rows), "<i>.csv")["Location"]).content.decode()
    assert "<script>alert(1)" not in preview
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in preview
    assert "<b>Ny</b>" not in preview
    assert "<i>.csv" not in preview


def test_the_refused_rows_as_a_file_hold_no_formula(ole) -> None:
    rows = [["=1+1", *HEADER[1:]], ['=HYPERLINK("http://x")', *ROW[1:3], "", *ROW[4:]]]
    rows[0][0] = "Løpenr"
    where = send(ole, csv_file(rows))["Location"]
    file = ole.get(f"{where}ikke-tatt-inn.csv")
    assert file["Content-Type"].startswith("text/csv")
    assert "\"'=HYPERLINK" in file.content.decode()


@pytest.mark.parametrize("start", ["=", "@", "+", "-", "\t=", "\r@", " @", "'=", '"=', "＝", "＠"])
def test_a_cell_that_a_spreadsheet_would_work_out_is_text_in_the_file_of_refused_rows(ole, start: str) -> None:
    rows = [HEADER, [f"{start}SUM(1)", *ROW[1:3], "", *ROW[4:]]]
    file = ole.get(f"{send(ole, csv_file(rows))['Location']}ikke-tatt-inn.csv").content.decode("utf-8-sig")
    (line,) = list(csv.reader(io.StringIO(file, newline=""), delimiter=";"))[1:]
    assert "SUM(1)" in line[0] and line[0].startswith("'")


def test_a_file_given_up_is_gone(ole) -> None:
    where = send(ole, example("henvisninger_utf8.csv"))["Location"]
    ole.post(f"{where}kast/")
    assert (Upload.objects.count(), Referral.objects.count()) == (0, 0)
    assert ole.get(where).status_code == 404


def test_a_file_is_kept_for_an_hour_and_no_longer(ole) -> None:
    where = send(ole, example("henvisninger_utf8.csv"))["Location"]
    Upload.objects.update(sent_at=timezone.localtime() - timedelta(hours=1, minutes=1))
    assert ole.get(where).status_code == 404
    assert ole.post(f"{where}ta-inn/").status_code == 404
    send(ole, example("forlop_klepp_rekonstruert.csv"))
    assert Upload.objects.count() == 1


def test_another_user_with_the_same_right_does_not_see_the_file(ole, people) -> None:
    where = send(ole, example("henvisninger_utf8.csv"))["Location"]
    kari = signed_in(people.kari)
    for address in (where, f"{where}ikke-tatt-inn.csv"):
        assert kari.get(address).status_code == 404
    assert kari.post(f"{where}ta-inn/").status_code == 404
    assert Referral.objects.count() == 0


def test_charlie_and_an_anonymous_visitor_get_nothing(ole, people) -> None:
    where = send(ole, example("henvisninger_utf8.csv"))["Location"]
    for address in (reverse("intake:start"), where):
        assert signed_in(people.charlie).get(address).status_code in (403, 404)
        assert Client().get(address).status_code == 302
    assert send(Client(), example("henvisninger_utf8.csv")).status_code == 401
    assert Upload.objects.count() == 1


def test_too_long_a_list_for_a_page_says_what_to_do(ole) -> None:
    response = send(ole, csv_file([HEADER, *[ROW] * 1001]))
    assert "Fila har mer enn 1000 rader." in response.content.decode()


def test_what_is_said_about_the_whole_file_names_no_row(ole) -> None:
    book = workbook([HEADER, ROW], title="Data", before={"Forside": [["Hei"]]}, hidden=["Data"])
    preview = ole.get(send(ole, book, "liste.xlsx")["Location"]).content.decode()
    assert "<li>Det skjulte arket «Data» er lest" in preview


def test_a_row_the_database_cannot_keep_is_said_on_the_page_and_the_others_are_taken(ole, monkeypatch) -> None:
    where = send(ole, example("henvisninger_utf8.csv"))["Location"]
    taken = intake_actions.take_referral

    def take_all_but_one(**given):
        if given["row"].row == "8":
            raise DataError("value too long")
        return taken(**given)

    monkeypatch.setattr(intake_actions, "take_referral", take_all_but_one)
    after = ole.post(f"{where}ta-inn/", follow=True).content.decode()
    assert "Rad 8: Databasen kan ikke ta vare på raden slik den er." in after
    assert Referral.objects.count() == 52


def test_every_notice_stands_on_the_page_with_its_row_and_column(ole) -> None:
    rows = [
        HEADER,
        *([str(n), "", "BjÃ¸rn", f"Tre{'abcdefghij'[n // 26]}{chr(97 + n % 26)}", *ROW[4:]] for n in range(230)),
    ]
    rows = [[*row, "Fødselsdato" if row is HEADER else "01.02.1941"] for row in rows]
    page = ole.get(send(ole, csv_file(rows))["Location"]).content.decode()
    for n in (0, 1, 229):
        assert f"Rad {n}, Fornavn: Bokstavene var lagret feil: «BjÃ¸rn» ble lest som «Bjørn»." in page


def test_a_notice_about_a_column_stands_under_its_heading(ole) -> None:
    hidden = b'<cols><col min="3" max="3" hidden="1"/></cols><sheetData>'
    book = edited(workbook([HEADER, ROW]), "sheet1.xml", lambda x: x.replace(b"<sheetData>", hidden))
    page = ole.get(send(ole, book, "liste.xlsx")["Location"]).content.decode()
    assert "Fornavn: Kolonnen er skjult i arket. Den ble lest likevel." in page
