"""Assessment on screen."""

from datetime import timedelta
from uuid import uuid4

import pytest
from assessments import BARTHEL, COPM_START, make_episode
from django.urls import reverse
from django.utils import timezone

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.assessment.models import Assessment
from fotfeste.ground.access.models import LogEntry

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def now():
    """The pages go by the real clock."""
    return timezone.localtime()


@pytest.fixture
def alice(people, client):
    client.force_login(people.alice, backend=BACKEND)
    return client


@pytest.fixture
def start(people, now, episode):
    return record_assessment(
        episode=episode,
        instrument="copm",
        occasion="baseline",
        assessed_on=now.date() - timedelta(days=13),
        answers=COPM_START,
        by=people.alice,
        now=now,
    )


def address(name, *args):
    return reverse(f"assessment:{name}", args=args)


def when(now, occasion="baseline"):
    return {"occasion": occasion, "assessed_on": f"{timezone.localdate(now):%d%m%y}", "missing_reason": "", "note": ""}


def test_barthel_is_recorded_with_one_choice_for_each_item(alice, episode, now):
    answer = alice.post(address("new", episode.pk, "barthel"), {**when(now), **BARTHEL})
    assert (answer.status_code, answer["Location"]) == (302, address("of_episode", episode.pk))
    assert Assessment.objects.get().values == {"total": 17}
    assert "Barthel er lagret: 17 poeng." in alice.get(answer["Location"]).content.decode()


def test_seconds_are_typed_with_a_comma(alice, episode, now):
    alice.post(address("new", episode.pk, "tug"), {**when(now), "seconds": "14,25", "walking_aid": "rollator"})
    assert Assessment.objects.get().answers == {"seconds": 14.25, "walking_aid": "rollator"}


def test_could_not_is_kept_as_could_not(alice, episode, now):
    alice.post(address("new", episode.pk, "tug"), {**when(now), "seconds__reason": "unable"})
    assert Assessment.objects.get().answers == {"seconds": "unable"}
    assert Assessment.objects.get().values == {"seconds": None}


def test_a_time_and_a_reason_for_no_time_cannot_both_stand(alice, episode, now):
    page = alice.post(
        address("new", episode.pk, "tug"), {**when(now), "seconds": "14", "seconds__reason": "unable"}
    ).content.decode()
    assert "Behold bare det ene" in page
    assert not Assessment.objects.exists()


def test_a_forgotten_item_is_named_and_everything_typed_stays(alice, episode, now):
    answers = {code: points for code, points in BARTHEL.items() if code != "stairs"}
    page = alice.post(
        address("new", episode.pk, "barthel"), {**when(now), **answers, "note": "Sliten"}
    ).content.decode()
    assert "1 svar mangler (Trapper)" in page
    assert "Sliten" in page
    assert page.count("checked") == len(answers)
    assert not Assessment.objects.exists()


def test_a_form_with_gaps_is_saved_when_the_reason_is_given(alice, episode, now):
    given = {**when(now), "eating": "2", "missing_reason": "too_ill"}
    alice.post(address("new", episode.pk, "barthel"), given)
    made = Assessment.objects.get()
    assert (made.answers, made.complete, made.values) == ({"eating": 2}, False, {"total": None})


def test_a_whole_instrument_is_left_out_with_a_reason_alone(alice, episode, now):
    alice.post(address("new", episode.pk, "sppb"), {**when(now), "missing_reason": "no_space"})
    assert (Assessment.objects.get().answers, Assessment.objects.get().missing_reason) == ({}, "no_space")


def test_a_reason_is_not_kept_beside_a_complete_form(alice, episode, now):
    page = alice.post(address("new", episode.pk, "barthel"), {**when(now), **BARTHEL, "missing_reason": "too_ill"})
    assert "Alt er besvart" in page.content.decode()


def test_a_rule_of_the_instrument_stands_at_the_field_it_is_about(alice, episode, now):
    given = {**when(now), "side_by_side_seconds": "5", "semi_tandem_seconds": "10"}
    page = alice.post(address("new", episode.pk, "sppb"), given)
    assert list(page.context["form"].errors) == ["semi_tandem_seconds"]


def test_the_activities_of_the_start_come_along_with_their_words_and_numbers(alice, episode, start):
    page = alice.get(address("new", episode.pk, "copm")).content.decode()
    assert "«Gå til butikken»" in page
    assert "): 3" in page
    assert 'name="problems__a1__performance"' in page
    assert 'name="problems__a1__text"' not in page
    assert 'name="problems__a1__importance"' not in page
    assert 'name="problems__a4__text"' in page


def test_a_follow_up_keeps_id_words_and_importance_of_each_activity(alice, episode, start, now):
    given = when(now, "discharge")
    for item in ("a1", "a2", "a3"):
        given |= {f"problems__{item}__performance": "6", f"problems__{item}__satisfaction": "7"}
    given |= {"problems__a3__performance": "not_relevant", "problems__a3__satisfaction": "not_relevant"}
    assert alice.post(address("new", episode.pk, "copm"), given).status_code == 302
    made = Assessment.objects.get(occasion="discharge")
    assert made.answers["problems"][0] == {
        "id": "a1",
        "text": "Gå til butikken",
        "importance": 9,
        "performance": 6,
        "satisfaction": 7,
    }
    assert made.answers["problems"][2]["performance"] == "not_relevant"
    assert made.values == {"performance": 6.0, "satisfaction": 7.0}


def test_numbers_without_words_ask_for_the_words(alice, episode, now):
    given = {**when(now), "problems__a1__performance": "3", "problems__a1__satisfaction": "2"}
    page = alice.post(address("new", episode.pk, "copm"), given)
    assert list(page.context["form"].errors) == ["problems__a1__text"]


def test_the_form_of_psfs_that_was_used_first_is_used_again(alice, people, episode, now):
    answers = {"activities": [{"id": f"a{n}", "text": "Gå tur", "rating": 4} for n in range(1, 4)]}
    record_assessment(
        episode=episode,
        instrument="psfs",
        version="moseng",
        occasion="baseline",
        assessed_on=now.date(),
        answers=answers,
        by=people.alice,
        now=now,
    )
    page = alice.get(address("new", episode.pk, "psfs") + "?form=rkr")
    assert page.context["form"].version.code == "moseng"
    assert page.context["other_forms"] == []


def test_a_correction_starts_from_what_was_answered_and_replaces_it(alice, episode, start, now):
    page = alice.get(address("correct", start.pk)).content.decode()
    assert 'value="Gå til butikken"' in page
    given = when(now)
    for item, text in (("a1", "Gå til Kiwi"), ("a2", "Dusje selv"), ("a3", "Lage middag")):
        name = f"problems__{item}__"
        given |= {f"{name}text": text, f"{name}importance": "9", f"{name}performance": "3", f"{name}satisfaction": "2"}
    answer = alice.post(address("correct", start.pk), given)
    new = Assessment.objects.get(corrects=start)
    assert answer["Location"] == address("show", new.pk)
    assert new.answers["problems"][0]["text"] == "Gå til Kiwi"
    assert "teller ikke lenger" in alice.get(address("show", start.pk)).content.decode()


def test_the_page_of_an_episode_says_what_to_measure_next(alice, episode, start):
    page = alice.get(address("of_episode", episode.pk))
    assert [card.code for card in page.context["due"]] == ["icf", "sppb", "barthel"]
    assert "Start ICF" in page.content.decode()


def test_change_limits_and_sources_stand_on_the_page(alice, people, episode, start, now):
    later = {"problems": [{**row, "performance": 7, "satisfaction": 7} for row in COPM_START["problems"]]}
    record_assessment(
        episode=episode,
        instrument="copm",
        occasion="midway",
        assessed_on=now.date(),
        answers=later,
        by=people.alice,
        now=now,
    )
    page = alice.get(address("of_episode", episode.pk)).content.decode()
    assert "Utførelse gikk fra 3,0 til 7,0 poeng: bedre med 4,0." in page
    assert "Dette er en merkbar bedring (3 poeng eller mer)." in page and "Hva er det målt mot?" in page
    assert "Tuntland et al., J Multidiscip Healthc 2016" in page
    assert "COPM, utførelse: Start 3,0; " in page
    assert " 7,0. Høyere er bedre." in page


def test_a_trainer_reads_the_scores_but_is_offered_no_form(client, people, episode, start):
    client.force_login(people.bob, backend=BACKEND)
    page = client.get(address("of_episode", episode.pk))
    assert page.status_code == 200
    assert address("new", episode.pk, "copm") not in page.content.decode()
    assert client.get(address("new", episode.pk, "copm")).status_code == 403


@pytest.mark.parametrize("who", ["charlie", "hanna"])
def test_an_outsider_finds_nothing_behind_any_address(client, people, episode, start, who):
    client.force_login(getattr(people, who), backend=BACKEND)
    for name, args in (
        ("of_episode", [episode.pk]),
        ("summary", [episode.pk]),
        ("new", [episode.pk, "copm"]),
        ("show", [start.pk]),
        ("correct", [start.pk]),
    ):
        answer = client.get(address(name, *args))
        assert answer.status_code in (403, 404)
        assert "Gå til butikken" not in answer.content.decode()
    assert LogEntry.objects.filter(outcome="refused", user=getattr(people, who)).count() == 5


def test_what_does_not_exist_is_not_found(alice, episode):
    assert alice.get(address("show", uuid4())).status_code == 404
    assert alice.get(address("of_episode", uuid4())).status_code == 404
    assert alice.get(address("new", episode.pk, "berg_balance_of_nowhere")).status_code == 404


def test_the_page_asks_as_often_for_ten_assessments_as_for_one(
    alice, people, episode, start, now, django_assert_max_num_queries
):
    with django_assert_max_num_queries(25) as one:
        alice.get(address("of_episode", episode.pk))
    other = make_episode(people, now, "Modig")
    for target in (episode, other):
        for _ in range(9):
            record_assessment(
                episode=target,
                instrument="barthel",
                occasion="midway",
                assessed_on=now.date(),
                answers=BARTHEL,
                by=people.alice,
                now=now,
            )
    with django_assert_max_num_queries(len(one)):
        alice.get(address("of_episode", episode.pk))


def test_the_summary_is_a_part_of_a_page_with_the_change_in_words(alice, episode, start):
    page = alice.get(address("summary", episode.pk)).content.decode()
    assert "<html" not in page
    assert "COPM utførelse" in page
    assert "3,0" in page
