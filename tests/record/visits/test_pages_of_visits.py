"""The pages: the day on the phone, the record, the plan of the week; for those who may, and nobody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from assessments import make_episode
from django.urls import reverse

from fotfeste.care.visits.actions import plan_visit, record_visit
from fotfeste.care.visits.models import Visit
from fotfeste.ground.access.models import LogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def it_is_now(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def planned(people, now, episode, hours=1.0, staff=None):
    return plan_visit(
        episode=episode,
        planned_at=now + timedelta(hours=hours),
        planned_minutes=45,
        staff=staff or [people.bob],
        first_visit_exception="Haster",
        by=people.kari,
        now=now,
    )


@pytest.fixture
def visit(people, now, episode):
    return planned(people, now, episode, hours=-0.5)


def form(visit, **changes):
    """The form as it stands when the page opens."""
    return {"day": "14.09.2026", "started": "09.30", "minutes": "45", "travel": "", "effort": "", "note": "", **changes}


def test_the_day_shows_the_trainers_own_visits_in_order_and_nobody_elses(as_, people, now, episode, visit, not_begun):
    planned(people, now, not_begun, hours=2, staff=[people.nora])
    later = make_episode(people, now, name="Varm")
    planned(people, now, later, hours=1)
    page = as_(people.bob).get(reverse("visits:day")).content.decode()
    assert page.index("Vakker Blomst") < page.index("Varm Blomst")
    assert "Rolig" not in page


def test_yesterdays_unrecorded_visit_is_said_in_words(as_, people, now, episode):
    yesterday = planned(people, now - timedelta(days=1), episode)
    page = as_(people.bob).get(reverse("visits:day")).content.decode()
    assert "1 besøk er ikke registrert" in page
    assert reverse("visits:record", args=[yesterday.pk]) in page


def test_the_day_takes_as_many_queries_for_six_visits_as_for_one(
    as_, people, now, visit, django_assert_max_num_queries, django_assert_num_queries
):
    signed_in = as_(people.bob)
    signed_in.get(reverse("visits:day"))
    with django_assert_max_num_queries(25) as few:
        signed_in.get(reverse("visits:day"))
    for number in range(5):
        planned(people, now, make_episode(people, now, name=f"Nummer{number}"), hours=1 + number)
    with django_assert_num_queries(len(few)):
        signed_in.get(reverse("visits:day"))


def test_a_visit_where_all_went_as_planned_is_recorded_with_what_stood_in_the_form(as_, people, visit):
    answer = as_(people.bob).post(reverse("visits:record", args=[visit.pk]), form(visit, effort="6"))
    assert (answer.status_code, answer.url) == (302, reverse("visits:day"))
    visit.refresh_from_db()
    assert (visit.state, visit.minutes_on_site, visit.effort) == ("done", 45, 6)


def test_the_form_begins_from_the_last_visit_and_says_so(as_, people, now, episode, visit, stairs):
    record_visit(visit=visit, minutes_on_site=40, minutes_travel=12, trained=[(stairs, 3)], by=people.bob, now=now)
    again = planned(people, now, episode, hours=0)
    page = as_(people.bob).get(reverse("visits:record", args=[again.pk])).content.decode()
    assert "14.09.2026" in page
    assert f'name="level-{stairs.pk}" value="last-3" checked' in page
    assert f'name="level-{stairs.pk}" value="3" checked' not in page
    assert 'name="travel" value="12"' in page


def kept(visit):
    return [(row.assistance_level, row.as_before) for row in visit.measures.all()]


def test_a_level_of_last_time_left_standing_is_kept_apart_from_what_was_seen_today(as_, people, visit, stairs):
    left = form(visit, **{f"level-{stairs.pk}": "last-3"})
    as_(people.bob).post(reverse("visits:record", args=[visit.pk]), left)
    assert kept(visit) == [(3, True)]
    page = as_(people.bob).get(reverse("visits:record", args=[visit.pk])).content.decode()
    assert "(som sist, ikke vurdert)" in page


def test_levels_of_last_time_that_are_confirmed_are_what_was_seen_today(as_, people, visit, stairs):
    sure = form(visit, confirmed="on", **{f"level-{stairs.pk}": "last-3"})
    as_(people.bob).post(reverse("visits:record", args=[visit.pk]), sure)
    assert kept(visit) == [(3, False)]


def test_a_visit_of_one_minute_is_asked_about_and_kept_when_it_is_right(as_, people, visit):
    address = reverse("visits:record", args=[visit.pk])
    asked = as_(people.bob).post(address, form(visit, minutes="1")).content.decode()
    assert "Besøket står med 1 minutt" in asked and 'name="so_short"' in asked
    assert Visit.objects.get().state == "planned"
    assert as_(people.bob).post(address, form(visit, minutes="1", so_short="on")).status_code == 302
    assert as_(people.bob).get(address).status_code == 200 and Visit.objects.get().minutes_on_site == 1


def test_levels_of_help_are_kept_with_the_visit_and_not_today_is_not_trained(as_, people, visit, stairs):
    as_(people.bob).post(reverse("visits:record", args=[visit.pk]), form(visit, **{f"level-{stairs.pk}": "1"}))
    assert [(row.measure_id, row.assistance_level) for row in visit.measures.all()] == [(stairs.pk, 1)]


def test_one_press_records_that_the_visit_did_not_take_place(as_, people, visit):
    answer = as_(people.bob).post(reverse("visits:record", args=[visit.pk]), {"deviation": "not_home"})
    visit.refresh_from_db()
    assert answer.status_code == 302
    assert (visit.state, visit.deviation) == ("not_done", "not_home")


def test_an_implausible_number_keeps_what_was_typed_and_says_what_to_do(as_, people, visit):
    answer = as_(people.bob).post(
        reverse("visits:record", args=[visit.pk]), form(visit, minutes="4500", note="Langt notat")
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Langt notat" in page
    assert "data-error-summary" in page
    assert Visit.objects.get().state == "planned"


def test_a_time_ahead_is_answered_in_the_readers_words(as_, people, visit):
    page = (
        as_(people.bob).post(reverse("visits:record", args=[visit.pk]), form(visit, started="23.00")).content.decode()
    )
    assert "fram i tid" in page


def test_a_recorded_visit_shows_what_was_written_and_can_be_put_right(as_, people, now, visit):
    record_visit(visit=visit, minutes_on_site=450, note="Feil tall", by=people.bob, now=now)
    address = reverse("visits:record", args=[visit.pk])
    assert "Feil tall" in as_(people.bob).get(address).content.decode()
    as_(people.bob).post(f"{address}?correct", form(visit, minutes="45", note="Rett tall"))
    visit.refresh_from_db()
    assert (visit.minutes_on_site, visit.note) == (45, "Rett tall")


def test_an_unplanned_visit_sent_twice_is_kept_once(as_, people, episode):
    sent = form(None, id=str(uuid4()), staff=[str(people.bob.pk)], started="08.15", minutes="20")
    for _time in range(2):
        as_(people.bob).post(reverse("visits:unplanned", args=[episode.pk]), sent)
    assert [(v.minutes_on_site, v.state) for v in Visit.objects.all()] == [(20, "done")]


def test_a_planned_visit_is_moved_and_taken_off_the_plan_on_one_page(as_, people, visit):
    address = reverse("visits:change", args=[visit.pk])
    moved = {"day": "i morgen", "start": "0900", "minutes": "30", "who": people.nora.pk, "who_else": people.kari.pk}
    as_(people.kari).post(address, moved)
    visit.refresh_from_db()
    assert (visit.planned_minutes, {row.user for row in visit.staff.all()}) == (30, {people.nora, people.kari})
    as_(people.kari).post(address, {"cancel": "1", "note": "Skal til legen"})
    visit.refresh_from_db()
    assert (visit.state, visit.note) == ("cancelled", "Skal til legen")


def test_the_week_on_paper_opens_where_the_visits_begin(as_, people, now, not_begun):
    planned(people, now, not_begun, hours=24 * 8, staff=[people.alice, people.kari])
    page = as_(people.kari).get(reverse("visits:week_print", args=[not_begun.pk])).content.decode()
    assert "Hvem kommer når: uke 39" in page
    assert "10.00–10.45" in page


def test_the_visits_say_which_days_of_the_calendars_week_are_which_week_of_the_period(as_, people, episode, visit):
    episode.planned_start_on, episode.planned_end_on = visit.planned_at.date() + timedelta(days=-5), None
    episode.planned_end_on = episode.planned_start_on + timedelta(days=27)
    episode.save()
    page = as_(people.bob).get(reverse("visits:of_episode", args=[episode.pk])).content.decode().replace("\xa0", " ")
    assert "Man 14.–tir 15. september er uke 1 av 4, ons 16.–søn 20. september er uke 2 av 4" in page


def test_a_visit_is_moved_to_a_holiday_only_with_the_tick(as_, people, now, episode, visit):
    episode.planned_end_on = now.date() + timedelta(days=120)
    episode.save()
    address = reverse("visits:change", args=[visit.pk])
    sent = {"day": "25.12.2026", "start": "0900", "minutes": "45", "who": people.nora.pk, "who_else": people.kari.pk}
    page = as_(people.kari).post(address, sent).content.decode()
    assert "Fredag 25. desember 2026 er 1. juledag" in page
    answer = as_(people.kari).post(address, sent | {"on_day_off": "on"})
    assert answer.url == reverse("visits:of_episode", args=[episode.pk]) + "#week-52"


def test_the_sheet_for_the_week_says_who_comes_and_what_to_train_alone(as_, people, now, episode, visit, stairs):
    page = as_(people.bob).get(reverse("visits:week_print", args=[episode.pk])).content.decode()
    assert "Hvem kommer når: uke 38" in page
    assert "Bob Bjørk, helsefagarbeider" in page
    assert "Dette trener vi på sammen" in page
    assert "Gå i trapp" in page
    assert "Kari Kveite er kontaktpersonen din." in page


@pytest.mark.parametrize("name", ["record", "change", "of_episode", "plan", "unplanned", "week_print"])
def test_charlie_gets_nothing_and_the_attempt_is_in_the_log(as_, people, episode, visit, name):
    target = visit.pk if name in ("record", "change") else episode.pk
    for method in ("get", "post"):
        if (name, method) in {("of_episode", "post"), ("week_print", "post")}:
            continue
        answer = getattr(as_(people.charlie), method)(reverse(f"visits:{name}", args=[target]))
        assert answer.status_code == 404
    refused = LogEntry.objects.filter(outcome="refused", user=people.charlie, person_id=episode.person_id)
    assert refused.exists()


def test_a_trainer_does_not_plan_and_an_allocation_officer_does_not_record(as_, people, episode, visit):
    assert as_(people.bob).get(reverse("visits:plan", args=[episode.pk])).status_code == 403
    assert as_(people.ole).get(reverse("visits:day")).status_code == 403


def test_every_look_at_the_visits_is_in_the_log(as_, people, episode, visit):
    as_(people.bob).get(reverse("visits:of_episode", args=[episode.pk]))
    line = LogEntry.objects.order_by("-id")[0]
    assert (line.act, line.person_id, line.user) == ("read_record", episode.person_id, people.bob)
