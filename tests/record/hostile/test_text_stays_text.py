"""Whatever somebody writes comes out again as the words they wrote: on every page, on paper and in the preview."""

import io
import itertools
from collections import Counter

import pytest
from django.apps import apps
from django.db import connection, models
from django.urls import reverse
from pypdf import PdfReader

from fotfeste.care.pathway.models import Letter
from fotfeste.channels.intake.actions import keep_upload
from fotfeste.ground.access.actions import add_unit, add_user
from fotfeste.ground.access.models import Unit
from fotfeste.ground.access.rules.rights import Role, may_ever
from fotfeste.ground.ui import paper
from tests.record.hostile.corpus import MARK, MIXTURES, SHORT, TEXTS
from tests.record.hostile.page import Page
from tests.record.hostile.routes import address, fault_of, routes

pytestmark = pytest.mark.django_db

CARE = ("service_model", "pathway", "assessment", "goals", "visits", "board")
# Text columns that hold codes, numbers, made-up names or what the product itself writes.
NOT_TYPED = {
    "Episode": {"import_key"},
    "Letter": {"language", "title", "to"},
    "Person": {"national_number", "postal_code", "municipality_number", "alert", "sort_name"},
    "Referral": {"import_key", "state_when_closed", "content_digest", "case_number"},
    "Screening": {"recommended"},
    "Assessment": {"instrument", "version", "missing_reason"},
    "Goal": {"assessed_item", "reason_before_end"},  # the second is what stood in `reason`
}


def saying(mixture: str):
    """Hostile words in every field: all of a mixture where there is room, else one text after another."""
    texts = [TEXTS[kind] for kind in MIXTURES[mixture]]
    turns = itertools.cycle(texts)

    def say(_field: str, longest: int) -> str:
        if not longest:
            return " ".join(texts)
        text = next(turns)
        return text if len(text) <= longest else SHORT[mixture][:longest]

    return say


def readers(people, own_user, subject):
    return [people.kari, people.ole, people.bob, people.admin, people.hanna, people.gp, own_user(subject)]


def pages(attempt, users, ids):
    """Every page as everybody who may see it, read as a browser would."""
    for user in users:
        attempt.client.force_login(user)
        for name, pattern in routes():
            if name == "reports:letter" or not may_ever(Role(user.role), pattern.callback.act):
                continue
            with attempt.taken_back():
                answer = attempt.client.get(address(name, pattern, ids))
            assert answer.status_code < 500, f"{name} as {user.role}: {fault_of(answer)}"
            if answer.status_code == 200 and "html" in answer["Content-Type"]:
                yield f"{name} as {user.role}", Page(answer.content.decode())


def test_the_world_of_these_tests_has_words_in_every_field_that_takes_words(make):
    """Otherwise a page could go wrong over a field that nobody filled here."""
    make(say=saying("markup"))
    empty = []
    for model in (model for model in apps.get_models() if model._meta.app_label in CARE):
        if model.__name__.endswith("Event"):
            continue
        for field in model._meta.concrete_fields:
            written = isinstance(field, models.CharField | models.TextField) and not field.choices
            if not written or field.name in NOT_TYPED.get(model.__name__, ()):
                continue
            with connection.cursor() as cursor:
                cursor.execute(
                    f'SELECT count(*) FROM {model._meta.db_table} WHERE "{field.column}" LIKE %s', [f"%{MARK}%"]
                )
                if cursor.fetchone()[0] == 0:
                    empty.append(f"{model.__name__}.{field.name}")
    assert empty == []


@pytest.mark.parametrize("mixture", MIXTURES)
def test_no_page_runs_what_somebody_wrote_and_all_of_it_is_shown_as_written(attempt, make, people, own_user, mixture):
    subject = make(say=saying(mixture))
    shown, wrong = Counter(), []
    for where, page in pages(attempt, readers(people, own_user, subject), subject.ids):
        if page.running:
            wrong.append(f"{where} would run {page.running}")
        strange = [tag for tag, attributes in page.tags if MARK in attributes.get("id", "") or tag == "base"]
        if strange:
            wrong.append(f"{where} holds elements somebody wrote: {strange}")
        if f"{MARK}49" in page.words:
            wrong.append(f"{where} worked out what somebody wrote")
        shown.update(kind for kind in MIXTURES[mixture] if TEXTS[kind] in page.words)
    assert not wrong, "\n".join(wrong)
    assert min(shown[kind] for kind in MIXTURES[mixture]) > 10


def test_names_of_users_and_units_are_text_too(attempt, subject, people, own_user, now):
    Unit.objects.filter(pk=people.south.pk).update(name=TEXTS["script"])
    for user in (people.kari, people.bob, people.charlie):
        type(user).objects.filter(pk=user.pk).update(name=TEXTS["attribute"])
    add_unit(name=TEXTS["template"], kind="team", by=people.system, now=now)
    add_user(email="x@example.invalid", name=TEXTS["script"], role=Role.TRAINER, by=people.admin, now=now)
    seen = 0
    for where, page in pages(attempt, readers(people, own_user, subject), subject.ids):
        assert page.running == [], where
        seen += TEXTS["attribute"] in page.words
    assert seen > 3


# Not the letters: the reader of these tests loses the thread at signs that no font has.
@pytest.mark.parametrize("mixture", ["markup", "other languages"])
def test_letters_on_paper_say_what_was_written_and_nothing_runs_in_them(make, mixture):
    subject = make(say=saying(mixture))
    letters = list(Letter.objects.filter(person=subject.person))
    assert len(letters) >= 4
    for letter in letters:
        page = Page(letter.html)
        assert page.running == [], letter.kind
        assert not [tag for tag, attributes in page.tags if tag in ("script", "base", "iframe", "object", "link")]
    # One on paper is enough: all are made by the same hand, and each takes a second.
    letter = next(one for one in letters if one.kind == "decision")
    pdf = paper.pdf(letter.html)
    text = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
    for kind in MIXTURES[mixture]:
        assert "".join(TEXTS[kind].split()) in text, kind
    assert b"/JavaScript" not in pdf and b"/JS " not in pdf


@pytest.mark.parametrize("kind", TEXTS)
def test_the_preview_of_a_file_shows_its_cells_as_text(attempt, people, frozen, now, kind):
    text = TEXTS[kind]
    cell = '"' + text.replace('"', '""') + '"'
    content = f"Navn;Født;Mottatt;Henvist fra;{cell}\n{cell};{cell};01.09.2026;Fastlege;{cell}\n".encode()
    upload = keep_upload(kind="referrals", name=f"{text}.csv", content=content, by=people.kari, now=now)
    attempt.client.force_login(people.kari)
    answer = attempt.client.get(reverse("intake:preview", args=[upload.pk]))
    assert answer.status_code == 200, fault_of(answer)
    page = Page(answer.content.decode())
    assert page.running == []
    assert MARK in page.words
    refused = attempt.client.get(reverse("intake:refused_file", args=[upload.pk]))
    assert refused.status_code == 200
    cells = refused.content.decode("utf-8-sig").replace('""', '"').split(";")
    assert not [cell for cell in cells if cell.strip('"\r\n ').startswith(("=", "@", "\t"))]
