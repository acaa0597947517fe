"""Whatever an instrument asks: its form is drawn, what is typed is stored, and the pages can tell it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.assessment.models import Assessment
from fotfeste.care.assessment.queries import activities_of, latest_scores, report_part
from fotfeste.care.assessment.rules.registry import INSTRUMENTS
from fotfeste.care.pathway.queries import open_record

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
def record(people, episode, now):
    def made(instrument, answers, occasion="baseline", days=13, **more):
        return record_assessment(
            episode=episode,
            instrument=instrument,
            occasion=occasion,
            assessed_on=now.date() - timedelta(days=days),
            answers=answers,
            by=people.alice,
            now=now,
            **more,
        )

    return made


@pytest.fixture
def send(alice, episode, now):
    """What is typed into a new form, and the assessment it became."""

    def sent(instrument, typed, occasion="baseline", reason=""):
        given = {"occasion": occasion, "assessed_on": f"{timezone.localdate(now):%d%m%y}", "note": ""}
        answer = alice.post(
            reverse("assessment:new", args=[episode.pk, instrument]), {**given, "missing_reason": reason, **typed}
        )
        assert answer.status_code == 302, answer.context["form"].errors
        return Assessment.objects.latest("recorded_at", "pk")

    return sent


def page(client, name, *args):
    answer = client.get(reverse(f"assessment:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


STATE = {
    "mobility": "2",
    "self_care": "1",
    "usual_activities": "2",
    "pain_discomfort": "3",
    "anxiety_depression": "2",
}


def test_eq5d_is_chosen_level_by_level_and_no_form_asks_for_the_value_set(alice, episode, send):
    assert "value_set" not in page(alice, "new", episode.pk, "eq5d5l")
    made = send("eq5d5l", {**STATE, "vas": "62", "answered_by": "self"})
    assert made.answers == {**{code: int(level) for code, level in STATE.items()}, "vas": 62.0, "answered_by": "self"}
    assert made.complete and round(made.values["index"], 3) == 0.746
    assert "0,746" in page(alice, "show", made.pk) and "Norge 2024" in page(alice, "show", made.pk)


def test_eq5d_without_the_health_scale_is_complete(send):
    assert send("eq5d5l", STATE).complete


def test_a_state_that_came_from_a_file_is_shown_and_corrected_level_by_level(alice, record, now):
    stored = record("eq5d5l", {"state": "21232", "value_set": "sweden_2022"})
    assert "3 – Nivå 3" in page(alice, "show", stored.pk) and "Sverige 2022" in page(alice, "show", stored.pk)
    address = reverse("assessment:correct", args=[stored.pk])
    assert alice.get(address).content.decode().count("checked") == 5
    given = {**STATE, "mobility": "1", "occasion": "baseline", "assessed_on": f"{timezone.localdate(now):%d%m%y}"}
    assert alice.post(address, {**given, "missing_reason": "", "note": ""}).status_code == 302
    corrected = Assessment.objects.get(corrects=stored)
    assert (corrected.answers["mobility"], corrected.answers["value_set"]) == (1, "sweden_2022")


def test_icf_takes_a_code_an_aspect_and_a_qualifier(alice, episode, send):
    made = send(
        "icf",
        {
            "categories__a1__code": "D450",
            "categories__a1__aspect": "performance",
            "categories__a1__qualifier": "3",
            "categories__a2__code": "b710",
            "categories__a2__text": "Skulderen",
            "categories__a2__qualifier": "2",
        },
    )
    assert made.complete and made.values == {}
    assert made.answers["categories"] == [
        {"id": "a1", "code": "D450", "aspect": "performance", "qualifier": 3},
        {"id": "a2", "code": "b710", "text": "Skulderen", "qualifier": 2},
    ]
    assert "«b710 · Skulderen»" in page(alice, "show", made.pk)
    shown = page(alice, "of_episode", episode.pk)
    assert "2 av 2 besvart" in shown


def test_a_wrong_code_stands_at_its_field_with_what_a_code_looks_like(alice, episode, now):
    given = {"occasion": "baseline", "assessed_on": f"{timezone.localdate(now):%d%m%y}", "missing_reason": ""}
    typed = {"categories__a1__code": "d45", "categories__a1__aspect": "capacity", "categories__a1__qualifier": "1"}
    answer = alice.post(reverse("assessment:new", args=[episode.pk, "icf"]), {**given, **typed})
    assert list(answer.context["form"].errors) == ["categories__a1__code"]
    assert "d450" in answer.content.decode()
    without = alice.post(
        reverse("assessment:new", args=[episode.pk, "icf"]), {**given, "categories__a1__qualifier": "1"}
    )
    assert list(without.context["form"].errors) == ["categories__a1__code"]


def test_icf_categories_come_along_and_only_the_qualifier_is_asked_again(alice, episode, send):
    first = {"categories__a1__code": "d450", "categories__a1__aspect": "capacity", "categories__a1__qualifier": "3"}
    send("icf", first)
    form = page(alice, "new", episode.pk, "icf")
    assert "«d450 · Kapasitet»" in form and 'name="categories__a1__qualifier"' in form
    assert 'name="categories__a1__code"' not in form and 'name="categories__a2__code"' in form
    made = send("icf", {"categories__a1__qualifier": "1"}, occasion="discharge")
    assert made.answers["categories"] == [{"id": "a1", "code": "d450", "aspect": "capacity", "qualifier": 1}]
    assert "«d450», kapasitet gikk fra 3 til 1: bedre." in page(alice, "of_episode", episode.pk)


def test_a_qualifier_of_8_from_a_file_is_shown_in_words_and_can_be_corrected(alice, record):
    stored = record("icf", {"categories": [{"id": "a1", "code": "b710", "qualifier": 8}]}, missing_reason="not_done")
    assert "Ikke spesifisert" in page(alice, "show", stored.pk)
    form = alice.get(reverse("assessment:correct", args=[stored.pk])).context["form"]
    assert form["categories__a1__qualifier"].value() == "unspecified"


def test_gas_goals_keep_their_words_and_weights_and_are_scored_again(alice, episode, send, record, people, now):
    made = send(
        "gas",
        {
            "goals__a1__text": "Gå til butikken med rullator",
            "goals__a1__importance": "2",
            "goals__a1__difficulty": "1",
            "goals__a1__score": "-1",
        },
    )
    assert made.values == {"t_score": 40.0}
    assert 'name="goals__a1__weight"' not in page(alice, "new", episode.pk, "gas")
    again = send("gas", {"goals__a1__score": "1"}, occasion="discharge")
    assert again.answers["goals"] == [
        {"id": "a1", "text": "Gå til butikken med rullator", "importance": 2, "difficulty": 1, "score": 1}
    ]
    shown = page(alice, "of_episode", episode.pk)
    assert "T-skår gikk fra 40,0 til 60,0 poeng" in shown
    assert "«Gå til butikken med rullator», nådd gikk fra −1 til 1: bedre." in shown
    look = open_record(by=people.alice, episode_id=episode.pk, now=now)
    (goal,) = activities_of(look, episode.pk)
    assert [(one.name, one.before, one.after) for one in goal.scores] == [("Nådd", -1, 1)]


def test_a_weight_that_came_from_a_file_stays_when_the_goal_is_corrected(alice, record, now):
    goals = [{"id": "a1", "text": "Gå ut", "weight": 3, "score": -1}, {"id": "a2", "text": "Lese", "score": 0}]
    stored = record("gas", {"goals": goals})
    typed = {"goals__a1__text": "Gå ut", "goals__a1__score": "0", "goals__a2__text": "Lese", "goals__a2__score": "0"}
    given = {"occasion": "baseline", "assessed_on": f"{timezone.localdate(now):%d%m%y}", "missing_reason": ""}
    assert alice.post(reverse("assessment:correct", args=[stored.pk]), {**given, **typed}).status_code == 302
    corrected = Assessment.objects.get(corrects=stored)
    assert [one.get("weight") for one in corrected.answers["goals"]] == [3, None]


def test_iplos_keeps_not_relevant_as_a_reason_and_counts_the_rest(alice, episode, send):
    codes = [field.code for field in INSTRUMENTS["iplos"].versions[0].fields]
    typed = {**dict.fromkeys(codes, "not_relevant"), "housework": "4", "shopping": "2"}
    made = send("iplos", typed)
    assert (made.values["needs_help"], made.complete) == (1, False)
    assert "Områder med hjelpebehov" in page(alice, "of_episode", episode.pk)


def test_the_adl_taxonomy_is_told_by_how_many_areas_went_which_way(alice, episode, record, people, now):
    areas = [field.code for field in INSTRUMENTS["adl_taxonomy"].versions[0].fields if field.counts]
    record("adl_taxonomy", dict.fromkeys(areas, 1))
    record("adl_taxonomy", {**dict.fromkeys(areas, 1), "cooking": 2, "laundry": 0}, "discharge", days=1)
    look = open_record(by=people.alice, episode_id=episode.pk, now=now)
    (row,) = latest_scores(look, episode.pk)
    assert (row.before, row.change_text) == ("12 av 12 besvart", "1 bedre, 1 dårligere og 10 uendret")
    shown = page(alice, "of_episode", episode.pk)
    assert "Å lage mat gikk fra 1 til 2: bedre." in shown
    assert "1 bedre, 1 dårligere" in page(alice, "summary", episode.pk)
    assert report_part(look, episode.pk).lines == ("ADL-taksonomien: 1 bedre, 1 dårligere og 10 uendret (slutt).",)


def test_our_own_forms_are_answered_and_kept(send):
    made = send("satisfaction_person", {
        "aware_of_goals": "2", "had_a_say": "1", "respected": "2", "able_to_go_on": "0", "content": "1",
        "answered_by": "self", "comment": "Fint",
    })  # fmt: skip
    assert made.values == {"aware_of_goals": 2, "had_a_say": 1, "respected": 2, "able_to_go_on": 0, "content": 1}
    visit = send("session_rating", {"effort": "8", "benefit": "10", "pace": "0", "heard": "9"}, occasion="other")
    assert visit.values == {"effort": 8, "benefit": 10, "pace": 0, "heard": 9}


def test_an_instrument_without_scores_left_out_as_a_whole_keeps_its_reason(alice, episode, send):
    made = send("icf", {}, reason="too_ill")
    assert (made.answers, made.values, made.missing_reason) == ({}, {}, "too_ill")
    assert "For syk i dag" in page(alice, "show", made.pk)
    assert page(alice, "of_episode", episode.pk)


@pytest.fixture
def left_behind(people, episode, now):
    """Recorded with what is not here any more: an instrument, a version, and an item of a known version."""

    def made(instrument, version, answers):
        return Assessment.objects.create(
            episode=episode,
            instrument=instrument,
            version=version,
            occasion="baseline",
            assessed_on=now.date(),
            assessor=people.alice,
            answers=answers,
            complete=True,
            recorded_at=now,
        )

    return made


@pytest.mark.parametrize(
    ("instrument", "version", "answers"),
    [
        ("evening_calm", "2026-11", {"calm": 3}),
        ("barthel", "from_before", {"eating": 2}),
        ("barthel", "norwegian_20", {"walking_the_dog": 2}),
        ("eq5d5l", "standard", {"state": "99999"}),
    ],
)
def test_a_record_opens_though_a_form_it_was_written_in_is_not_here_any_more(
    alice, episode, left_behind, instrument, version, answers
):
    stored = left_behind(instrument, version, answers)
    assert "svarene kan ikke leses" in page(alice, "show", stored.pk)
    shown = page(alice, "of_episode", episode.pk)
    assert reverse("assessment:show", args=[stored.pk]) in shown
    assert (reverse("assessment:new", args=[episode.pk, instrument]) in shown) == (instrument in INSTRUMENTS)
    assert page(alice, "summary", episode.pk)
    assert alice.get(reverse("assessment:correct", args=[stored.pk])).status_code == 404
    stored.refresh_from_db()
    assert stored.answers == answers


def test_what_cannot_be_read_does_not_stand_in_the_way_of_measuring_anew(alice, episode, left_behind, send):
    left_behind("tug", "from_before", {"time": 12})
    assert send("tug", {"seconds": "12,5"}, occasion="midway").values == {"seconds": 12.5}
