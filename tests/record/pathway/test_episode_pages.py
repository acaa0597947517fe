"""The pages from the start of a period to the last follow-up, as they are filled in."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape

from fotfeste.care.pathway.models import CareTeamMember, Episode, FollowUp, HandOver
from fotfeste.care.pathway.queries.period.service_levels import levels_at
from fotfeste.care.pathway.wording.period import unlike_decision
from fotfeste.care.terms.rules.vocabulary import Moment
from fotfeste.ground.access.models import LogEntry
from tests.record.pathway.periods import (
    HELP,
    NURSING,
    completed_period,
    granted_referral,
    hours,
    open_period,
    running_period,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.localtime()  # pages ask the clock


@pytest.fixture
def sign_in(client):
    def as_user(user):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.cookies["django_language"] = "en"
        return client

    return as_user


def exact(day):
    return f"{day:%d.%m.%Y}"


def start_answers(people, now, **changes):
    today = timezone.localdate(now)
    given = {
        "team": people.south.pk,
        "coordinator": people.kari.pk,
        "members": [people.alice.pk, people.bob.pk],
        "group": "first_time",
        "planned_start_on": exact(today),
        "planned_end_on": exact(today + timedelta(weeks=4)),
        "what_matters": "Gå til butikken",
        "had-none": "on",
        "granted-home_nursing": "3,5",
        "granted-safety_alarm": "on",
    }
    return {key: value for key, value in (given | changes).items() if value is not None}


def start_page(referral):
    return reverse("pathway:episode_start", args=[referral.pk])


def test_the_start_page_is_filled_in_from_the_referral_and_the_decision(sign_in, people, now):
    page = sign_in(people.kari).get(start_page(granted_referral(people, now))).content.decode()
    assert "Komme meg ut på tur igjen" in page
    assert exact(timezone.localdate(now) + timedelta(weeks=4)) in page
    assert _checked(page, "first_time", "group")
    assert "Kari Kveite" in page


def test_a_period_is_opened_from_the_page_with_team_services_and_words(sign_in, people, now):
    referral = granted_referral(people, now)
    answer = sign_in(people.kari).post(start_page(referral), start_answers(people, now))
    assert answer.status_code == 302
    episode = Episode.objects.get(referral=referral)
    assert (episode.state, episode.what_matters, episode.group) == ("planned", "Gå til butikken", "first_time")
    assert levels_at(episode.pk) == {
        Moment.AT_START: {},
        Moment.GRANTED_ESTIMATE: {NURSING: hours("3.5"), "safety_alarm": 0},
    }
    assert set(CareTeamMember.objects.filter(episode=episode).values_list("user__name", "role")) == {
        ("Kari Kveite", "coordinator"),
        ("Alice Alm", "therapist"),
        ("Bob Bjørk", "trainer"),
    }


def test_the_allocation_office_may_open_the_period_too(sign_in, people, now):
    referral = granted_referral(people, now)
    assert sign_in(people.ole).post(start_page(referral), start_answers(people, now)).status_code == 302
    assert Episode.objects.filter(referral=referral).exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"granted-home_nursing": None, "granted-safety_alarm": None}, "would have been granted"),
        ({"had-none": None}, "write the hours a week, or tick that there are no services at all"),
        ({"had-home_nursing": "2"}, "you ticked no services at all, and gave some too"),
        ({"granted-home_nursing": "200"}, "from 0 to 168"),
        ({"planned_end_on": "01.01.2020"}, "ends before it starts"),
        ({"coordinator": ""}, "Coordinator"),
    ],
)
def test_a_start_that_lacks_something_keeps_what_was_typed_and_says_what(sign_in, people, now, changes, words):
    referral = granted_referral(people, now)
    answer = sign_in(people.kari).post(start_page(referral), start_answers(people, now, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Gå til butikken" in page
    assert not Episode.objects.exists()


def test_a_period_longer_than_the_decision_is_opened_only_when_it_is_said_to_be_so(sign_in, people, now):
    referral = granted_referral(people, now)
    longer = exact(timezone.localdate(now) + timedelta(weeks=5))
    answers = start_answers(people, now, planned_end_on=longer)
    page = sign_in(people.kari).post(start_page(referral), answers)
    assert page.status_code == 422
    assert "Training beyond what was decided needs a new decision." in page.content.decode()
    assert 'name="unlike_decision"' in page.content.decode()
    assert not Episode.objects.exists()
    answers |= {"unlike_decision": "on"}
    page = sign_in(people.kari).post(start_page(referral), answers)
    assert page.status_code == 422
    answers |= {"agreed_on": exact(timezone.localdate(now)), "agreed_words": "Gjerne en uke til."}
    assert sign_in(people.kari).post(start_page(referral), answers).status_code == 302
    assert Episode.objects.get(referral=referral).planned_end_on == timezone.localdate(now) + timedelta(weeks=5)


DECIDED = (date(2026, 12, 2), date(2026, 12, 29))


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        ("2026-12-02", "2026-12-29", []),
        ("2026-12-04", "2026-12-29", []),  # two days late, and still four weeks within what was decided
        ("2026-12-04", "2027-01-07", ["02.12.2026 to 29.12.2026, 4 weeks", "gets 5 weeks", "new decision"]),
        ("2026-12-09", "2027-01-05", ["gets 4 weeks"]),  # moved a week: as long, on other days
        ("2026-12-02", "2026-12-30", ["gets 5 weeks", "new decision"]),
        ("2026-12-02", "2026-12-15", ["gets 2 weeks"]),
        ("2026-12-01", "2026-12-28", ["gets 4 weeks"]),
        ("2026-12-02", "2026-12-01", []),  # refused for ending before it starts
    ],
)
def test_days_the_decision_does_not_hold_are_told(start, end, says):
    with translation.override("en"):
        told = unlike_decision(start=date.fromisoformat(start), end=date.fromisoformat(end), decided=DECIDED)
    assert bool(told) == bool(says)
    assert [words for words in says if words not in told] == []
    assert ("new decision" in told) == ("new decision" in says)


def test_choosing_another_team_shows_its_staff_and_judges_nothing(sign_in, people, now):
    referral = granted_referral(people, now)
    answers = start_answers(people, now, team=people.north.pk, coordinator="", **{"had-none": None})
    answer = sign_in(people.ole).post(start_page(referral), answers | {"choose_team": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Charlie Gran" in page
    assert "Alice Alm" not in page
    assert "Nothing is saved yet" not in page
    assert not Episode.objects.exists()


def test_the_coordinator_of_another_team_cannot_be_slipped_in(sign_in, people, now):
    referral = granted_referral(people, now)
    answer = sign_in(people.kari).post(start_page(referral), start_answers(people, now, coordinator=people.charlie.pk))
    assert answer.status_code == 422
    assert not Episode.objects.exists()


def test_services_are_registered_by_hours_and_none_in_one_press(sign_in, people, now):
    episode = open_period(people, now)
    page = reverse("pathway:service_levels", args=[episode.pk, "at_end"])
    client = sign_in(people.alice)
    assert client.post(page, {"levels-practical_help": "1,25"}).status_code == 302
    assert levels_at(episode.pk)[Moment.AT_END] == {HELP: hours("1.25")}
    assert "1,25" in client.get(page, headers={"accept-language": "nb"}).content.decode().replace("1.25", "1,25")
    assert client.post(page, {"none": "1"}).status_code == 302
    assert levels_at(episode.pk)[Moment.AT_END] == {}


def test_a_moment_nobody_knows_is_not_found(sign_in, people, now):
    episode = open_period(people, now)
    page = reverse("pathway:service_levels", args=[episode.pk, "yesterday"])
    assert sign_in(people.kari).get(page).status_code == 404


def test_training_is_paused_and_taken_up_again_on_one_page(sign_in, people, now):
    episode = running_period(people, now)
    page, client, today = reverse("pathway:hold", args=[episode.pk]), sign_in(people.kari), timezone.localdate(now)
    assert client.post(page, {"way": "pause", "on": exact(today), "reason": "Sykehus"}).status_code == 302
    assert Episode.objects.get(pk=episode.pk).state == "on_hold"
    assert "Sykehus" in client.get(page).content.decode()
    assert client.post(page, {"way": "resume", "on": exact(today), "reason": ""}).status_code == 302
    assert Episode.objects.get(pk=episode.pk).state == "active"


def test_the_care_team_page_adds_and_ends_places(sign_in, people, now):
    episode = open_period(people, now)
    page, client, today = reverse("pathway:care_team", args=[episode.pk]), sign_in(people.kari), timezone.localdate(now)
    added = client.post(page, {"user": people.hanna.pk, "role": "home_service_contact", "starts_on": exact(today)})
    assert added.status_code == 302
    assert client.post(page, {"leave": f"{people.bob.pk}:trainer"}).status_code == 302
    assert set(CareTeamMember.objects.filter(episode=episode, ends_on=None).values_list("user__name", flat=True)) == {
        "Kari Kveite",
        "Hanna Hassel",
    }


def closing_answers(now, **changes):
    agreed = {"agreed_on": exact(timezone.localdate(now)), "agreed_words": "Det er greit."}
    given = agreed | {
        "way": "close",
        "ended_on": exact(timezone.localdate(now)),
        "outcome": "no_service",
        "levels-none": "on",
    }
    given["anyway"] = "on"
    return {key: value for key, value in (given | changes).items() if value is not None}


def test_the_result_is_worked_out_while_the_services_are_written_and_nothing_is_saved(sign_in, people, now):
    episode = running_period(people, now)
    page = reverse("pathway:discharge", args=[episode.pk])
    asked = {"way": "result", "levels-home_nursing": "1", "outcome": "", "proposed": ""}
    answer = sign_in(people.kari).post(page, asked, headers={"HX-Request": "true"})
    part = answer.content.decode()
    assert "<html" not in part
    assert "Fewer services" in part
    assert "1 hours a week now, against 4 before. Compared with what would have been granted." in part
    assert Moment.AT_END not in levels_at(episode.pk)


def test_the_proposed_result_follows_the_services_until_somebody_chooses_another(sign_in, people, now):
    episode = running_period(people, now)
    page, client = reverse("pathway:discharge", args=[episode.pk]), sign_in(people.kari)

    def checked(**asked):
        answer = client.post(page, {"way": "result", **asked}, headers={"HX-Request": "true"}).content.decode()
        return [code for code in ("no_service", "fewer_services", "same_or_more_services") if _checked(answer, code)]

    assert checked(**{"levels-home_nursing": "1", "outcome": "", "proposed": ""}) == ["fewer_services"]
    follows = {"levels-none": "on", "outcome": "fewer_services", "proposed": "fewer_services"}
    assert checked(**follows) == ["no_service"]
    chosen = {"levels-none": "on", "outcome": "same_or_more_services", "proposed": "fewer_services"}
    assert checked(**chosen) == ["same_or_more_services"]


def _checked(page, code, name="outcome"):
    place = page.index(f'name="{name}" value="{code}"')
    return "checked" in page[place : page.index(">", place)]


def test_closing_confirms_the_result_and_leads_to_the_hand_over_when_services_go_on(sign_in, people, now):
    episode = running_period(people, now)
    page = reverse("pathway:discharge", args=[episode.pk])
    answers = closing_answers(now, outcome="fewer_services", **{"levels-none": None, "levels-home_nursing": "1"})
    answer = sign_in(people.kari).post(page, answers)
    assert answer["Location"] == reverse("pathway:hand_over", args=[episode.pk])
    closed = Episode.objects.get(pk=episode.pk)
    assert (closed.state, closed.outcome) == ("completed", "fewer_services")


def test_closing_without_services_needs_no_hand_over(sign_in, people, now):
    episode = running_period(people, now)
    answer = sign_in(people.kari).post(reverse("pathway:discharge", args=[episode.pk]), closing_answers(now))
    assert answer["Location"] == reverse("board:person", args=[episode.person_id])


def test_a_result_that_nobody_confirmed_closes_nothing(sign_in, people, now):
    episode = running_period(people, now)
    answers = closing_answers(now, outcome=None, evaluation="Går selv")
    answer = sign_in(people.kari).post(reverse("pathway:discharge", args=[episode.pk]), answers)
    assert answer.status_code == 422
    assert "Går selv" in answer.content.decode()
    assert Episode.objects.get(pk=episode.pk).state == "active"


def test_another_result_without_a_note_is_refused_in_words_on_the_page(sign_in, people, now):
    episode = running_period(people, now)
    answers = closing_answers(now, outcome="fewer_services")
    answer = sign_in(people.kari).post(reverse("pathway:discharge", args=[episode.pk]), answers)
    assert "Write a note that says why" in answer.content.decode()
    assert Episode.objects.get(pk=episode.pk).state == "active"


def test_the_period_is_closed_as_ended_before_time_on_the_same_page(sign_in, people, now):
    episode = running_period(people, now)
    answers = {"way": "drop", "drop-reason": "death", "drop-ended_on": exact(timezone.localdate(now)), "drop-note": ""}
    answer = sign_in(people.kari).post(reverse("pathway:discharge", args=[episode.pk]), answers)
    # After a death the record is closed to the team, so the way leads to a list.
    assert answer["Location"] == reverse("pathway:persons")
    assert Episode.objects.get(pk=episode.pk).dropout_reason == "death"


def test_the_hand_over_plan_is_written_on_its_page(sign_in, people, now):
    episode = running_period(people, now)
    answers = {
        "to_unit": people.zone.pk,
        "contact": people.hanna.pk,
        "does_alone": "Dusjer selv",
        "help_not_to_give": "Ikke dusj",
        "check_on": exact(timezone.localdate(now) + timedelta(days=10)),
    }
    assert sign_in(people.alice).post(reverse("pathway:hand_over", args=[episode.pk]), answers).status_code == 302
    assert HandOver.objects.get(episode=episode).contact == people.hanna


def first(episode):
    return FollowUp.objects.filter(episode=episode).order_by("due_on").first()


def test_no_answer_takes_one_press_on_the_list_and_the_filter_is_kept(sign_in, people, now):
    row = first(completed_period(people, now))
    client = sign_in(people.alice)
    listed = client.get(reverse("pathway:follow_ups"), {"days": "400"}).content.decode()
    assert "Vakker Blomst" in listed
    answer = client.post(reverse("pathway:follow_up", args=[row.pk]), {"way": "no_answer", "back": "days=400"})
    assert answer["Location"] == reverse("pathway:follow_ups") + "?days=400"
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("no_answer", 1)


def test_a_follow_up_opened_from_the_list_leads_back_to_the_part_of_it_that_was_shown(sign_in, people, now):
    row = first(completed_period(people, now))
    client = sign_in(people.alice)
    listed = client.get(reverse("pathway:follow_ups"), {"days": "400", "team": ""}).content.decode()
    address = reverse("pathway:follow_up", args=[row.pk]) + "?back=days%3D400%26team%3D"
    assert f'href="{address}"' in listed
    back = reverse("pathway:follow_ups") + "?days=400&team="
    assert back.replace("&", "&amp;") in client.get(address).content.decode()
    answers = {"way": "cancel", "cancel-reason": "Har flyttet til datteren"}
    assert client.post(address, answers)["Location"] == back


def test_a_follow_up_is_written_down_with_services_and_a_new_period_is_offered(sign_in, people, now):
    episode = completed_period(people, now)
    row = first(episode)
    answers = {
        "done_on": exact(timezone.localdate(now)),
        "method": "phone",
        "lives_at_home": "yes",
        "new_period": "wanted",
        "note": "Vil trene mer",
        "levels-practical_help": "0,5",
    }
    answer = sign_in(people.alice).post(reverse("pathway:follow_up", args=[row.pk]), answers)
    assert answer["Location"] == f"{reverse('pathway:referral_new')}?person={episode.person_id}"
    row.refresh_from_db()
    assert (row.state, row.lives_at_home, row.new_period_offered, row.note) == ("done", True, True, "Vil trene mer")
    assert levels_at(episode.pk)[Moment.MONTH_1] == {HELP: hours("0.5")}


def test_a_follow_up_leaves_the_list_only_with_a_reason(sign_in, people, now):
    row = first(completed_period(people, now))
    page, client = reverse("pathway:follow_up", args=[row.pk]), sign_in(people.alice)
    assert client.post(page, {"way": "cancel", "cancel-reason": ""}).status_code == 422
    assert client.post(page, {"way": "cancel", "cancel-reason": "Ønsker det ikke"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "cancelled"


def test_the_list_page_asks_as_often_for_one_person_as_for_six(
    sign_in, people, now, django_assert_max_num_queries, django_assert_num_queries
):
    client, page = sign_in(people.kari), reverse("pathway:follow_ups") + "?days=400"
    completed_period(people, now)
    client.get(page)
    with django_assert_max_num_queries(25) as few:
        client.get(page)
    for letter in "abcde":
        completed_period(people, now, f"Rolig{letter}")
    with django_assert_num_queries(len(few)):
        assert b"Roliga" in client.get(page).content


PAGES = ["care_team", "hold", "discharge", "hand_over"]


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_of_a_period_open_for_its_team_and_for_nobody_else(sign_in, people, now, name):
    episode = running_period(people, now)
    page = reverse(f"pathway:{name}", args=[episode.pk])
    assert sign_in(people.kari).get(page).status_code == 200
    for who in (people.charlie, people.bob, people.manager, people.gp):
        before = Episode.objects.get(pk=episode.pk)
        for answer in (sign_in(who).get(page), sign_in(who).post(page, {})):
            assert answer.status_code in (403, 404)
            assert b"Vakker" not in answer.content
        assert Episode.objects.get(pk=episode.pk).state == before.state


@pytest.mark.parametrize("name", PAGES)
def test_an_anonymous_visitor_is_sent_to_the_sign_in(client, people, now, name):
    page = reverse(f"pathway:{name}", args=[running_period(people, now).pk])
    assert client.get(page).status_code == 302
    assert client.post(page).status_code == 401


def test_charlie_opens_neither_the_start_nor_a_follow_up(sign_in, people, now):
    referral, row = granted_referral(people, now), first(completed_period(people, now, "Rolig"))
    client = sign_in(people.charlie)
    for page in (start_page(referral), reverse("pathway:follow_up", args=[row.pk])):
        assert client.get(page).status_code == 404
    refused = LogEntry.objects.filter(user=people.charlie, outcome="refused")
    assert set(refused.values_list("person_id", flat=True)) == {referral.person_id, row.episode.person_id}


def test_what_somebody_wrote_is_shown_as_text(sign_in, people, now):
    episode = running_period(people, now, what_matters="<b>Tur</b>")
    page = sign_in(people.kari).get(reverse("pathway:discharge", args=[episode.pk])).content.decode()
    assert escape("<b>Tur</b>") in page
    assert "<b>Tur</b>" not in page
