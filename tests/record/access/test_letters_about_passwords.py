"""A letter with a link to a new password: sent by a real mail server, or not promised; never printed."""

import logging.config
import re
import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste import settings as ours
from fotfeste.ground.access import doorstep

pytestmark = pytest.mark.django_db
NEW = "en-helt-ny-setning-om-hav"


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


class Sink(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it is handed."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letters: list[str] = []


class _Talk(socketserver.StreamRequestHandler):
    server: Sink

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                while (part := self.rfile.readline()) != b".\r\n":
                    lines.append(part.decode())
                self.server.letters.append("".join(lines))
                self.wfile.write(b"250 kept\r\n")
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 sink\r\n")


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def mail(sink, settings):
    """As FOTFESTE_MAIL_HOST sets it up; pytest-django's own mailbox is put aside."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.server_address[1]
    settings.EMAIL_USE_TLS, settings.MAIL, settings.DEFAULT_FROM_EMAIL = False, True, "fotfeste@example.invalid"
    return sink


@pytest.fixture
def no_mail(settings):
    """As the product comes; pytest-django's own mailbox is put aside."""
    settings.EMAIL_BACKEND = ours.EMAIL_BACKEND


def ask(email):
    return Client().post(reverse("account_reset_password"), {"email": email}, follow=True)


def link_in(letter):
    letter = letter.replace("=\r\n", "").replace("=3D", "=")
    return re.search(r"http://testserver(/\S+)", letter)[1]


def choose(link):
    client = Client()
    page = client.get(link, follow=True)
    form = page.context.get("action_url") or page.redirect_chain[-1][0] if page.redirect_chain else link
    return client.post(form, {"password1": NEW, "password2": NEW}, follow=True)


def can_sign_in(user):
    answer = Client().post(reverse("account_login"), {"login": user.email, "password": NEW})
    return answer.status_code == 302


def test_a_letter_goes_through_the_mail_server_and_its_link_works_once(mail, people, caplog, capsys):
    assert "en e-post på vei" in ask(people.alice.email).content.decode()
    (letter,) = mail.letters
    link = link_in(letter)
    choose(link)
    assert can_sign_in(people.alice)
    people.alice.refresh_from_db()
    people.alice.set_password("noe-helt-annet-igjen")
    people.alice.save(update_fields=["password"])
    choose(link)
    assert not can_sign_in(people.alice)
    token = link.rstrip("/").rpartition("/")[2]
    printed = capsys.readouterr()
    assert token not in caplog.text + printed.out + printed.err


def test_a_link_is_dead_after_an_hour(mail, people, monkeypatch):
    ask(people.alice.email)
    link = link_in(mail.letters[0])
    real = PasswordResetTokenGenerator._now
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: real(self) + timedelta(minutes=61))
    choose(link)
    assert not can_sign_in(people.alice)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: real(self) + timedelta(minutes=58))
    choose(link)
    assert can_sign_in(people.alice)


def test_without_a_mail_server_no_page_promises_a_letter_and_nothing_is_printed(no_mail, people, caplog, capfd):
    page = Client().get(reverse("account_reset_password")).content.decode()
    done = ask(people.alice.email).content.decode()
    for _ in range(6):
        locked = Client().post(reverse("account_login"), {"login": people.alice.email, "password": "feil"})
    assert locked.status_code == 429
    for text in (page, done, locked.content.decode()):
        assert "systemansvarlig" in text
        assert "Du får et brev" not in text and "på vei" not in text
    printed = capfd.readouterr()
    assert "/konto/password" not in caplog.text + printed.out + printed.err


def test_a_mail_server_that_does_not_answer_gives_the_same_answer_to_known_and_unknown(mail, people, settings, caplog):
    settings.EMAIL_PORT = 1
    known, unknown = ask(people.alice.email), ask("finnes-ikke@example.invalid")
    assert known.status_code == unknown.status_code == 200
    assert "A letter could not be sent: ConnectionRefusedError" in caplog.text
    assert people.alice.email not in caplog.text and "/konto/" not in caplog.text


def test_a_link_that_is_refused_or_breaks_is_not_in_the_servers_log(mail, people, capfd, settings):
    """Django's log names the address of every page that answers 4xx or 5xx."""
    ask(people.alice.email)
    link = link_in(mail.letters[0])
    logging.config.dictConfig(settings.LOGGING)
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    printed = capfd.readouterr()
    assert "reset/key/…" in printed.err
    assert link.rstrip("/").rpartition("/")[2] not in printed.err + printed.out


def test_a_letter_that_is_asked_for_counts_towards_the_limit_of_the_address(mail, people):
    ask(people.alice.email)
    assert (
        doorstep.Attempt.objects.filter(kind="reset", at__gt=timezone.localtime() - timedelta(minutes=1)).count() == 1
    )


def test_whoever_got_a_password_from_somebody_else_changes_it_to_one_of_their_own(people):
    people.alice.set_password("gitt-av-noen-andre-x")
    people.alice.save(update_fields=["password"])
    alice, elsewhere, page = Client(), Client(), reverse("account_change_password")
    assert reverse("account_login") in Client().get(page).url
    for client in (alice, elsewhere):
        client.post(reverse("account_login"), {"login": people.alice.email, "password": "gitt-av-noen-andre-x"})
    assert page in alice.get(page).content.decode()
    sent = {"oldpassword": "feil", "password1": NEW, "password2": NEW}
    assert alice.post(page, sent).status_code == 200
    done = alice.post(page, sent | {"oldpassword": "gitt-av-noen-andre-x"}, follow=True)
    assert "Passordet er byttet" in done.content.decode()
    assert alice.get(page).status_code == 200
    assert elsewhere.get(page).status_code == 302  # a session of somebody who knew the old one
    people.alice.refresh_from_db()
    assert people.alice.check_password(NEW)
