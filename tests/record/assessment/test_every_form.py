"""Every form of every instrument can be drawn, filled in and kept: a definition is enough, nothing else is written."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.assessment.models import Assessment
from fotfeste.care.assessment.rules.fields import Block, Choice, Coded, FreeText, IntegerChoice, Number, Rating
from fotfeste.care.assessment.rules.registry import INSTRUMENTS

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FORMS = [(code, version.code) for code, each in INSTRUMENTS.items() for version in each.versions]
every_form = pytest.mark.parametrize(("code", "form"), FORMS, ids=["/".join(one) for one in FORMS])


@pytest.fixture
def now():
    """The pages go by the real clock."""
    return timezone.localtime()


@pytest.fixture
def alice(people, client):
    client.force_login(people.alice, backend=BACKEND)
    return client


def page_of(episode, code, form):
    return reverse("assessment:new", args=[episode.pk, code]) + f"?form={form}"


def highest(field):
    """What stands highest in a field: with every field at its highest, no two answers contradict each other."""
    if isinstance(field, IntegerChoice):
        return field.options[-1].value
    if isinstance(field, Choice):
        return field.options[0].value
    if isinstance(field, Coded):
        return "d450"
    if isinstance(field, FreeText):
        return "Gå til butikken"
    assert isinstance(field, Rating | Number)
    return field.high


def typed(version):
    """What a therapist types, and the answers it should become."""
    given, kept = {}, {}
    for field in version.asked:
        if isinstance(field, Block):
            parts = {part.code: highest(part) for part in field.fields if part.asked}
            kept[field.code] = [{"id": "a1", **parts}]
            given |= {f"{field.code}__a1__{code}": answer for code, answer in parts.items()}
        else:
            kept[field.code] = given[field.code] = highest(field)
    return {
        name: f"{value}".replace(".", ",") if isinstance(value, float) else value for name, value in given.items()
    }, kept


def when(now):
    return {
        "occasion": "baseline",
        "assessed_on": f"{timezone.localdate(now):%d%m%y}",
        "missing_reason": "",
        "note": "",
    }


@every_form
def test_every_form_is_drawn_with_a_place_for_every_question(alice, episode, code, form):
    page = alice.get(page_of(episode, code, form))
    text = page.content.decode()
    assert page.status_code == 200 and page.context["form"].version.code == form
    for field in INSTRUMENTS[code].version(form).asked:
        name = f"{field.code}__a1__{field.fields[0].code}" if isinstance(field, Block) else field.code
        assert f'name="{name}"' in text
        if isinstance(field, Number) and field.reasons:
            assert f'name="{field.code}__reason"' in text


@every_form
def test_every_form_keeps_what_is_typed_and_gives_its_scores(alice, episode, now, code, form):
    given, kept = typed(INSTRUMENTS[code].version(form))
    answer = alice.post(page_of(episode, code, form), {**when(now), **given})
    assert answer.status_code == 302, answer.context["form"].errors
    made = Assessment.objects.get()
    assert (made.instrument, made.version, made.answers, made.complete) == (code, form, kept, True)
    assert None not in made.values.values()
    for name in ("assessment:show", "assessment:correct"):
        assert alice.get(reverse(name, args=[made.pk])).status_code == 200
    assert alice.get(reverse("assessment:of_episode", args=[episode.pk])).status_code == 200


@every_form
def test_every_form_can_be_left_out_with_each_of_its_reasons(alice, episode, now, code, form):
    for reason in INSTRUMENTS[code].not_done:
        answer = alice.post(page_of(episode, code, form), {**when(now), "missing_reason": reason.value})
        assert answer.status_code == 302, answer.context["form"].errors
    kept = Assessment.objects.values_list("answers", "missing_reason", "version")
    assert sorted(kept, key=str) == sorted((({}, one.value, form) for one in INSTRUMENTS[code].not_done), key=str)


def record(people, episode, now, code, answers):
    record_assessment(
        episode=episode,
        instrument=code,
        occasion="baseline",
        assessed_on=timezone.localdate(now),
        answers=answers,
        by=people.alice,
        now=now,
    )


def test_how_a_test_was_set_up_is_offered_again_but_not_what_was_seen_on_the_day(alice, people, episode, now):
    walk = {"course_length_m": 2.44, "start": "rolling", "seconds": 4, "walking_aid": "stick"}
    record(people, episode, now, "gait_speed", walk)
    record(people, episode, now, "chair_stand_30s", {"stands": 8, "arms_used": "with_arms"})
    form = alice.get(page_of(episode, "gait_speed", "timed_walk")).context["form"]
    assert (form["course_length_m"].value(), form["start"].value()) == ("2,44", "rolling")
    assert form["walking_aid"].value() is None and form["seconds"].value() is None
    assert alice.get(page_of(episode, "chair_stand_30s", "30s")).context["form"]["arms_used"].value() is None


def test_a_negative_logit_can_be_typed(alice, episode, now):
    alice.post(page_of(episode, "amps", "logits"), {**when(now), "motor": "-0,37", "process": "−1,2"})
    assert Assessment.objects.get().answers == {"motor": -0.37, "process": -1.2}


def test_a_hand_that_could_not_grip_is_kept_as_that(alice, episode, now):
    given = {"right_1": "20,5", "right_2": "22", "left_1__reason": "unable", "device": "hydraulic"}
    alice.post(page_of(episode, "grip", "best_of_trials"), {**when(now), **given})
    made = Assessment.objects.get()
    assert made.answers == {"right_1": 20.5, "right_2": 22.0, "left_1": "unable", "device": "hydraulic"}
    assert made.values == {"best": 22.0, "best_right": 22.0, "best_left": None}
