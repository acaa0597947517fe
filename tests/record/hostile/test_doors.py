"""What surrounds every answer: headers, tokens, cookies, the host, and where a sign-in leads."""

import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from fotfeste.ground.access.rules.rights import Role, may_ever
from tests.record.hostile.routes import address, all_routes, encoded, routes

pytestmark = pytest.mark.django_db
PASSWORD = "en-lang-setning-om-fjell"


@pytest.fixture
def alice(people):
    people.alice.set_password(PASSWORD)
    people.alice.save(update_fields=["password"])
    return people.alice


def sign_in(client, login, password, **more):
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


def test_every_answer_carries_the_headers_that_hold_a_page_in_place(attempt, subject, people):
    client, wrong, seen = attempt.client, [], 0
    for user in (people.kari, people.admin, people.hanna, None):
        client.force_login(user) if user else client.logout()
        for name, pattern in routes():
            if name == "reports:letter" or (user and not may_ever(Role(user.role), pattern.callback.act)):
                continue
            with attempt.taken_back():
                answer = client.get(address(name, pattern, subject.ids))
            seen += 1
            policy = answer.headers.get("Content-Security-Policy", "")
            if "default-src 'self'" not in policy or "unsafe" in policy or "frame-ancestors 'none'" not in policy:
                wrong.append(f"{name}: policy {policy!r}")
            if answer.headers.get("X-Frame-Options") != "DENY":
                wrong.append(f"{name}: may be framed")
            if answer.headers.get("X-Content-Type-Options") != "nosniff":
                wrong.append(f"{name}: type may be guessed")
            if answer.headers.get("Referrer-Policy") != "same-origin":
                wrong.append(f"{name}: tells others the address")
            if user and "no-store" not in answer.headers.get("Cache-Control", ""):
                wrong.append(f"{name}: kept by the browser, {answer.headers.get('Cache-Control')!r}")
    assert wrong == []
    assert seen > 60


def test_no_page_asks_another_place_for_anything_or_styles_itself_inline(attempt, subject, people):
    client, wrong = attempt.client, []
    client.force_login(people.kari)
    for name, pattern in routes():
        if not may_ever(Role.COORDINATOR, pattern.callback.act) or name == "reports:letter":
            continue
        with attempt.taken_back():
            answer = client.get(address(name, pattern, subject.ids))
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            html = answer.content.decode()
            wrong += [
                f"{name}: {found}"
                for found in re.findall(r"""(?:src|srcset|data|action)=["']?(?:https?:)?//[^"' ]+""", html)
            ]
            wrong += [f"{name}: {found}" for found in re.findall(r"<link[^>]+href=[\"']?(?:https?:)?//[^\"' ]+", html)]
            wrong += [
                f"{name}: {found[:60]}" for found in re.findall(r"<[a-z][^>]*\sstyle=\"[^\"]*\"|<style[^>]*>", html)
            ]
    assert wrong == []


def test_a_form_without_its_token_is_refused_everywhere(subject, people):
    client, wrong = Client(enforce_csrf_checks=True), []
    client.force_login(people.kari)
    tried = 0
    for name, pattern in routes():
        answer = client.post(address(name, pattern, subject.ids), {"note": "x"})
        tried += 1
        if answer.status_code != 403:
            wrong.append(f"{name}: {answer.status_code}")
    assert wrong == []
    assert tried > 40


def test_a_form_sent_from_another_site_is_refused_even_with_a_token(alice):
    client = Client(enforce_csrf_checks=True)
    page = client.get(reverse("account_login"))
    token = page.context["csrf_token"]
    answer = client.post(
        reverse("account_login"),
        {"login": alice.email, "password": PASSWORD, "csrfmiddlewaretoken": str(token)},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.status_code == 403
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "onwards",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "\t//evil.example",
    ],
)
def test_no_sign_in_leads_to_another_site(client, alice, onwards):
    answer = sign_in(client, alice.email, PASSWORD, next=onwards)
    assert answer.status_code == 302
    assert answer.url == "/"
    answer = client.post(reverse("set_language"), {"language": "nn", "next": onwards})
    assert "evil" not in answer.headers.get("Location", "") and "javascript" not in answer.headers.get("Location", "")


def test_no_form_of_the_product_leads_on_to_an_address_it_was_sent(attempt, subject, people):
    client = attempt.client
    client.force_login(people.kari)
    body = {name: [b"//evil.example/"] for name in ("back", "next", "return", "url", "to")}
    for name, pattern in routes():
        with attempt.taken_back():
            answer = client.generic(
                "POST",
                address(name, pattern, subject.ids),
                encoded(body),
                content_type="application/x-www-form-urlencoded",
            )
        assert "evil" not in answer.headers.get("Location", ""), name


def test_a_host_that_is_not_ours_is_refused(client, people):
    client.force_login(people.kari)
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    reset = reverse("account_reset_password")
    assert client.post(reset, {"email": people.kari.email}, headers={"Host": "evil.example"}).status_code == 400


def test_cookies_cannot_be_read_by_scripts_nor_sent_along_from_other_sites(client, alice):
    client.get(reverse("account_login"))
    sign_in(client, alice.email, PASSWORD)
    session, token = client.cookies["sessionid"], client.cookies["csrftoken"]
    assert session["httponly"] is True
    assert session["samesite"] in ("Lax", "Strict")
    assert token["samesite"] in ("Lax", "Strict")


def test_nothing_of_the_libraries_is_open_beyond_signing_in(client, people):
    """Sign-up, change of e-mail and the like are routes of allauth: closed, also for those who are signed in."""
    client.force_login(people.kari)
    open_ = {"account_login", "account_logout", "account_change_password", "set_language"}
    for name, pattern in all_routes():
        if not name.startswith("account_") or name in open_ or name.startswith("account_reset_password"):
            continue
        needed = {key: "abc" for key in pattern.pattern.converters} if hasattr(pattern.pattern, "converters") else {}
        try:
            url = reverse(name, kwargs=needed)
        except NoReverseMatch:  # a pattern that wants words of its own
            continue
        assert client.get(url).status_code in (403, 404), name
