"""A draft is its writer's alone, for a day, sealed; and a form that is sent twice is written once."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from assessments import make_episode
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fotfeste.care.board.models import Task
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry, Membership
from fotfeste.ground.drafts import keeping
from fotfeste.ground.drafts.keeping import DraftRefused, drafts_of, fingerprint, forget_old, keep, let_go
from fotfeste.ground.drafts.keys import key_of_user
from fotfeste.ground.drafts.middleware import FIELD, HEADER
from fotfeste.ground.drafts.models import Draft, Receipt

pytestmark = pytest.mark.django_db
SEALED = "AAAABBBBCCCCDDDD.aGVtbWVsaWc="
KLADDER, SVAR = "/kladder/", "/kladder/svar/"


@pytest.fixture
def episode(people, now):
    return make_episode(people, now)


@pytest.fixture
def as_(client, monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def put(client, **values):
    sent = {"form": "task", "instance": str(uuid4()), "person": None, "sealed": SEALED} | values
    return client.put(KLADDER, json.dumps(sent), content_type="application/json"), sent


def listed(client, *forms, instances=()):
    return client.get(KLADDER, {"form": forms, "instance": instances}).json()


def test_a_draft_is_given_back_to_the_one_who_wrote_it_and_to_nobody_else(as_, people):
    answer, sent = put(as_(people.alice))
    assert answer.status_code == 204
    [kept] = listed(as_(people.alice), "task")["drafts"]
    assert (kept["instance"], kept["sealed"]) == (sent["instance"], SEALED)
    for other in (people.kari, people.charlie):
        assert listed(as_(other), "task")["drafts"] == []
        assert put(as_(other), instance=sent["instance"])[0].status_code == 404
        assert as_(other).delete(f"{KLADDER}?instance={sent['instance']}").status_code == 404
    assert Draft.objects.get().sealed == SEALED
    assert as_(people.alice).delete(f"{KLADDER}?instance={sent['instance']}").status_code == 204
    assert not Draft.objects.exists()


def test_each_user_has_a_key_of_their_own_and_the_database_holds_none(people):
    assert key_of_user(people.alice) == key_of_user(people.alice) != key_of_user(people.kari)
    assert not {field.name for field in Draft._meta.get_fields()} & {"key", "secret"}


def test_a_draft_about_somebody_whose_record_has_closed_is_not_given_back(as_, people, now, today, episode):
    answer, _ = put(as_(people.alice), person=str(episode.person_id))
    assert answer.status_code == 204
    Membership.objects.filter(user=people.alice).update(ends_on=today - timedelta(days=1))
    assert listed(as_(people.alice), "task")["drafts"] == []


def test_charlie_keeps_no_draft_about_a_person_of_another_team(as_, people, episode):
    assert put(as_(people.charlie), person=str(episode.person_id))[0].status_code == 404
    assert put(as_(people.charlie), person=str(uuid4()))[0].status_code == 404
    assert not Draft.objects.exists()


def test_a_draft_lives_a_day_and_is_gone_for_the_reader_before_the_job_has_run(people, now):
    keep(form="a", instance=uuid4(), person_id=None, sealed="x", by=people.alice, now=now)
    soon, late = now + timedelta(hours=23), now + timedelta(hours=24)
    assert len(drafts_of(people.alice, ["a"], now=soon)) == 1
    assert drafts_of(people.alice, ["a"], now=late) == []
    assert forget_old(now=soon) == 0
    assert forget_old(now=late) == 1
    assert not Draft.objects.exists()


def test_drafts_have_a_largest_size_and_a_largest_number(people, now, monkeypatch):
    monkeypatch.setattr(keeping, "MAX_PER_USER", 2)
    monkeypatch.setattr(keeping, "MAX_CHARACTERS", 5)
    first = uuid4()

    def one(instance=None, sealed="x", by=people.alice):
        keep(form="a", instance=instance or uuid4(), person_id=None, sealed=sealed, by=by, now=now)

    one(first)
    one()
    one(first, "renew")
    one(by=people.kari)
    for wrong, status in (({}, 409), ({"instance": first, "sealed": "too long"}, 413)):
        with pytest.raises(DraftRefused) as refused:
            one(**wrong)
        assert refused.value.status == status


def test_a_person_and_next_of_kin_keep_no_drafts_in_the_staffs_forms(people, now):
    people.bob.role = "person"
    for act in (
        lambda: keep(form="a", instance=uuid4(), person_id=None, sealed="x", by=people.bob, now=now),
        lambda: drafts_of(people.bob, ["a"], now=now),
        lambda: let_go(people.bob, uuid4()),
    ):
        with pytest.raises(AccessRefused):
            act()


@pytest.mark.parametrize(
    "wrong",
    [{"instance": "x"}, {"instance": None}, {"form": ""}, {"form": "a" * 201}, {"form": 1}, {"form": "\ud800"},
     {"sealed": None}, {"sealed": "Klare ord"}, {"sealed": SEALED + "\0"}, {"person": "x"}, {"person": 3}],
)  # fmt: skip
def test_what_is_no_draft_is_refused(as_, people, wrong):
    assert put(as_(people.alice), **wrong)[0].status_code == 400
    assert as_(people.alice).put(KLADDER, b"[1", content_type="application/json").status_code == 400
    assert as_(people.alice).get(KLADDER, {"instance": "x"}).status_code == 404


def test_a_draft_is_not_taken_from_another_site(people):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people.alice)
    assert put(strict)[0].status_code == 403
    assert not Draft.objects.exists()


def test_the_words_stand_in_no_line_of_the_log(as_, people):
    alice = as_(people.alice)
    before = LogEntry.objects.count()
    assert put(alice)[0].status_code == 204
    assert LogEntry.objects.count() == before


# --- sent twice ---


def task(people, **more):
    return {"text": "Ringe legen", "assigned_to": people.alice.pk, **more}


def test_the_same_form_sent_twice_is_written_once_and_says_so(as_, people, episode):
    kari, address = as_(people.kari), reverse("board:task_add", args=[episode.pk])
    instance = str(uuid4())
    put(kari, instance=instance)
    first = kari.post(address, task(people, **{FIELD: instance}))
    assert not Draft.objects.exists()
    again = kari.post(address, task(people, **{FIELD: instance}), follow=True)
    assert Task.objects.count() == 1
    assert again.redirect_chain[0][0] == first.url
    assert "lagret allerede" in again.content.decode()
    assert kari.get(SVAR, {"instance": instance}).json()["to"] == first.url


def test_other_words_from_the_same_form_are_not_taken_for_the_first_ones(as_, people, episode):
    kari, address = as_(people.kari), reverse("board:task_add", args=[episode.pk])
    instance = str(uuid4())
    kari.post(address, task(people, **{FIELD: instance}))
    kari.post(address, task(people, text="Ringe datteren", **{FIELD: instance}))
    assert set(Task.objects.values_list("text", flat=True)) == {"Ringe legen", "Ringe datteren"}


def test_a_refused_form_has_no_receipt_and_its_draft_stays(as_, people, episode):
    kari, address = as_(people.kari), reverse("board:task_add", args=[episode.pk])
    instance = str(uuid4())
    put(kari, instance=instance)
    answer = kari.post(address, {"text": "", FIELD: instance}, headers={HEADER: "1"})
    assert answer["Content-Type"].startswith("text/html")
    assert not Receipt.objects.exists() and Draft.objects.exists()
    assert kari.get(SVAR, {"instance": instance}).json() == {"saved": False}


def test_a_receipt_is_its_own_users(as_, people, episode):
    instance = str(uuid4())
    as_(people.kari).post(reverse("board:task_add", args=[episode.pk]), task(people, **{FIELD: instance}))
    assert as_(people.alice).get(SVAR, {"instance": instance}).json() == {"saved": False}
    assert listed(as_(people.alice), instances=[instance])["saved"] == {}
    assert instance in listed(as_(people.kari), instances=[instance])["saved"]


def test_a_script_is_told_where_a_saved_form_leads(as_, people, episode):
    kari, address = as_(people.kari), reverse("board:task_add", args=[episode.pk])
    told = kari.post(address, task(people, **{FIELD: str(uuid4())}), headers={HEADER: "1"}).json()
    assert told["saved"] is True
    assert "Oppgaven er lagt til" in kari.get(told["to"]).content.decode()


def test_a_draft_that_comes_after_the_save_is_not_kept(as_, people, episode):
    kari, address = as_(people.kari), reverse("board:task_add", args=[episode.pk])
    instance = str(uuid4())
    kari.post(address, task(people, **{FIELD: instance}))
    assert put(kari, instance=instance)[0].status_code == 204
    assert not Draft.objects.exists()


def test_signing_out_clears_the_device_and_leaves_the_servers_copy(as_, people):
    alice = as_(people.alice)
    put(alice)
    page = alice.get("/", follow=True).content.decode()
    assert alice.session["draft_key"] in page
    answer = alice.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert "draft_key" not in alice.session
    alice.force_login(people.alice)
    assert len(listed(alice, "task")["drafts"]) == 1


fields = st.dictionaries(st.sampled_from("abc"), st.lists(st.text(max_size=3), max_size=3), max_size=3)


@given(fields, fields)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_sendings_count_as_the_same_when_every_field_is_the_same(one, other):
    assert (fingerprint(one.items()) == fingerprint(other.items())) == (one == other)
    assert fingerprint(one.items(), path="/a/") != fingerprint(one.items(), path="/b/")


def test_a_draft_nested_without_end_is_refused_and_not_an_error(as_, people):
    for body in ("[" * 100_000, '{"form":' * 50_000):
        assert as_(people.alice).put(KLADDER, body, content_type="application/json").status_code == 400


def test_two_who_take_one_number_at_the_same_moment_are_one_draft_and_one_refusal(people, now, monkeypatch):
    instance = uuid4()
    kept = {"form": "task", "person_id": None, "sealed": SEALED, "now": now}
    keep(**kept, instance=instance, by=people.alice)
    # The other looked before the row was there.
    monkeypatch.setattr(keeping.Draft.objects, "filter", lambda **_: Draft.objects.none())
    with pytest.raises(DraftRefused):
        keep(**kept, instance=instance, by=people.kari)
    monkeypatch.undo()
    assert Draft.objects.get().user == people.alice
