"""Goals and plan on screen."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fotfeste.care.goals.actions import add_measure
from fotfeste.care.goals.models import Goal, Measure, PlannedDose
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
def measure(people, now, goal):
    return add_measure(
        goal=goal,
        area="outdoor_activity",
        description="Gå til butikken med rullator",
        done_by="trainer",
        times_per_week=3,
        by=people.alice,
        now=now,
    )


def address(name, *args):
    return reverse(f"goals:{name}", args=args)


def test_a_goal_starts_from_an_activity_with_its_words_and_the_persons_rating(alice, episode, start):
    page = alice.get(address("new", episode.pk), {"activity": f"{start.pk}:a1"})
    form = page.context["form"]
    assert (form["own_words"].value(), form["rating_before"].value()) == ("Gå til butikken", 3)
    given = {"activity": f"{start.pk}:a1", "own_words": "Gå til butikken alene", "term": "short", "rating_before": "3"}
    answer = alice.post(address("new", episode.pk), given)
    made = Goal.objects.get()
    assert answer["Location"] == address("measure", made.pk)
    assert (made.own_words, made.assessment, made.assessed_item) == ("Gå til butikken alene", start, "a1")


def test_a_goal_needs_no_assessment_behind_it(alice, episode):
    alice.post(address("new", episode.pk), {"own_words": "Til hytta en gang til", "term": "life"})
    made = Goal.objects.get()
    assert (made.assessment, made.rating_before, made.term) == (None, None, "life")


def test_an_activity_that_does_not_exist_is_not_linked(alice, episode, start):
    alice.post(address("new", episode.pk), {"activity": f"{uuid4()}:a1", "own_words": "Gå", "term": "short"})
    assert Goal.objects.get().assessment is None


def test_new_words_ask_why_and_new_ratings_do_not(alice, goal):
    given = {"own_words": "Jeg vil gå til postkassa", "rating_before": "3", "rating_after": ""}
    page = alice.post(address("edit", goal.pk), given)
    assert list(page.context["form"].errors) == ["reason"]
    assert "postkassa" in page.content.decode()
    alice.post(address("edit", goal.pk), {**given, "own_words": goal.own_words, "rating_after": "6"})
    goal.refresh_from_db()
    assert (goal.state, goal.rating_after) == ("active", 6)
    alice.post(address("edit", goal.pk), {**given, "reason": "Butikken ble for langt", "rating_after": "6"})
    goal.refresh_from_db()
    assert (goal.state, goal.own_words) == ("adjusted", "Jeg vil gå til postkassa")


def test_a_goal_is_closed_in_the_persons_words_and_stays_on_the_page(alice, goal, episode):
    given = {"state": "attained", "rating_after": "8", "reason": "Går dit hver dag", "on": "i dag"}
    answer = alice.post(address("close", goal.pk), given)
    page = alice.get(answer["Location"]).content.decode()
    assert "Avsluttede mål" in page
    assert "«Jeg vil gå til butikken selv»" in page
    assert "Går dit hver dag" in page


def test_a_closed_goal_that_is_closed_again_says_so_and_keeps_the_first(alice, goal, people, now):
    given = {"state": "attained", "reason": "Klarer det", "on": "i dag"}
    alice.post(address("close", goal.pk), given)
    page = alice.post(address("close", goal.pk), {**given, "state": "given_up"}).content.decode()
    assert "Målet er allerede avsluttet" in page
    goal.refresh_from_db()
    assert goal.state == "attained"


def test_measures_are_added_one_after_the_other(alice, goal):
    given = {
        "description": "Reise seg fra stolen",
        "area": "physical_training",
        "done_by": "person",
        "times_per_week": "14",
        "minutes": "5",
        "target_level": "0",
        "starts_on": "i dag",
    }
    answer = alice.post(address("measure", goal.pk), {**given, "another": "1"})
    assert answer["Location"] == address("measure", goal.pk)
    answer = alice.post(address("measure", goal.pk), {**given, "target_level": "", "minutes": ""})
    assert answer["Location"] == address("of_episode", goal.episode_id)
    assert set(Measure.objects.values_list("minutes", "target_level")) == {(5, 0), (None, None)}


def test_a_measure_is_ended_with_one_press_and_a_second_press_says_so(alice, goal, measure):
    page = alice.post(address("measure_end", measure.pk), follow=True).content.decode()
    assert "Avsluttede tiltak" in page
    page = alice.post(address("measure_end", measure.pk), follow=True).content.decode()
    assert "Tiltaket er allerede avsluttet" in page
    assert alice.get(address("measure_end", measure.pk)).status_code == 405


def test_the_dose_is_suggested_high_first_and_saved_as_changed(alice, episode):
    page = alice.get(address("dose", episode.pk))
    assert [bound.value() for bound in page.context["form"]] == ["5", "4", "3", "2"]
    given = {"week_1": "5", "week_2": "5", "week_3": "3", "week_4": "1"}
    alice.post(address("dose", episode.pk), given)
    assert list(PlannedDose.objects.order_by("week").values_list("visits", flat=True)) == [5, 5, 3, 1]


def test_a_week_left_empty_is_asked_for_and_not_taken_as_none(alice, episode):
    page = alice.post(address("dose", episode.pk), {"week_1": "5", "week_2": "", "week_3": "3", "week_4": "1"})
    assert list(page.context["form"].errors) == ["week_2"]
    assert not PlannedDose.objects.exists()


def test_the_plan_on_paper_speaks_the_persons_language(alice, goal, measure, episode):
    assert "3 ganger i uka, sammen med hjemmetreneren" in alice.get(address("plan_print", episode.pk)).content.decode()
    episode.person.language = "nn"
    episode.person.save()
    assert "3 gonger i veka, saman med heimetrenaren" in alice.get(address("plan_print", episode.pk)).content.decode()
    episode.person.language = "other"
    episode.person.save()
    assert "3 ganger i uka" in alice.get(address("plan_print", episode.pk)).content.decode()


def test_what_the_person_said_is_shown_as_text_and_never_run(alice, episode):
    alice.post(address("new", episode.pk), {"own_words": "<script>alert(1)</script>", "term": "short"})
    page = alice.get(address("of_episode", episode.pk)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_trainer_reads_goals_and_plan_but_is_offered_no_change(client, people, episode, goal, measure):
    client.force_login(people.bob, backend=BACKEND)
    page = client.get(address("of_episode", episode.pk)).content.decode()
    assert "Gå til butikken med rullator" in page
    for name, key in (("close", goal.pk), ("edit", goal.pk), ("measure", goal.pk), ("measure_end", measure.pk)):
        assert address(name, key) not in page
    assert client.get(address("close", goal.pk)).status_code == 403


@pytest.mark.parametrize("who", ["charlie", "hanna"])
def test_an_outsider_finds_nothing_behind_any_address(client, people, episode, goal, measure, who):
    client.force_login(getattr(people, who), backend=BACKEND)
    looks = [
        ("of_episode", episode.pk),
        ("summary", episode.pk),
        ("new", episode.pk),
        ("dose", episode.pk),
        ("plan_print", episode.pk),
        ("edit", goal.pk),
        ("close", goal.pk),
        ("measure", goal.pk),
    ]
    for name, key in looks:
        answer = client.get(address(name, key))
        assert answer.status_code in (403, 404)
        assert "butikken" not in answer.content.decode()
    assert client.post(address("measure_end", measure.pk)).status_code in (403, 404)
    measure.refresh_from_db()
    assert measure.ends_on is None
    assert LogEntry.objects.filter(outcome="refused", user=getattr(people, who)).count() == len(looks) + 1


def test_what_does_not_exist_is_not_found(alice):
    for name in ("of_episode", "new", "edit", "close", "measure", "plan_print"):
        assert alice.get(address(name, uuid4())).status_code == 404


def test_the_summary_is_a_part_of_a_page_with_words_and_ratings(alice, goal, episode):
    page = alice.get(address("summary", episode.pk)).content.decode()
    assert "<html" not in page
    assert "«Jeg vil gå til butikken selv»" in page
    assert "egen vurdering 3" in page


def test_the_goals_of_a_closed_period_are_read_and_offer_nothing_to_set(alice, goal, measure, episode):
    page = reverse("goals:of_episode", args=[episode.pk])
    assert reverse("goals:new", args=[episode.pk]) in alice.get(page).content.decode()
    ended = {
        "state": "dropped_out",
        "dropout_reason": "withdrew",
        "outcome": "dropout",
        "ended_on": episode.planned_start_on,
    }
    type(episode).objects.filter(pk=episode.pk).update(**ended)
    episode.follow_ups.create(occasion="month_1", due_on=episode.planned_end_on)
    shown = alice.get(page).content.decode()
    assert goal.own_words in shown
    for name, key in (("new", episode.pk), ("measure", goal.pk), ("edit", goal.pk), ("close", goal.pk)):
        assert address(name, key) not in shown
    assert "Åpne eller endre" not in alice.get(reverse("goals:summary", args=[episode.pk])).content.decode()
