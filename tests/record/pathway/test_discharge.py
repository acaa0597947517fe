"""Closing a period: the outcome, the reports, the follow-ups that are planned, and the hand-over."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Episode, FollowUp, HandOver, Hearing, Letter, Person
from fotfeste.care.pathway.queries import ReportPart, letters_of, levels_of, open_record
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import DropoutReason, Group, Moment, OutcomeClass
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry
from tests.record.pathway.periods import (
    ALARM,
    HELP,
    NURSING,
    completed_period,
    hours,
    open_period,
    running_period,
)

pytestmark = pytest.mark.django_db
NONE, FEWER, MORE = OutcomeClass.NO_SERVICE, OutcomeClass.FEWER_SERVICES, OutcomeClass.SAME_OR_MORE_SERVICES


def close(episode, people, now, **changes):
    given = {
        "agreed_on": now.date(),
        "agreed_words": "Greit.",
        "ended_on": now.date(),
        "services": {},
        "outcome": NONE,
        "by": people.kari,
        "now": now,
    }
    return actions.complete_episode(episode=episode, **(given | changes))


def test_a_completed_period_keeps_the_computed_and_the_confirmed_outcome(people, now):
    episode = close(running_period(people, now), people, now, services={NURSING: hours(1)}, outcome=FEWER)
    assert (episode.state, episode.computed_outcome, episode.outcome) == ("completed", FEWER, FEWER)
    assert (episode.ended_on, episode.closed_by, episode.closed_at) == (now.date(), people.kari, now)


def test_closing_writes_one_line_in_the_log(people, now):
    episode = running_period(people, now)
    before = LogEntry.objects.count()
    close(episode, people, now)
    assert list(LogEntry.objects.order_by("pk").values_list("act", flat=True))[before:] == ["discharge"]


def test_another_result_than_the_computed_needs_a_note(people, now):
    episode = running_period(people, now)
    with pytest.raises(CareError, match="Write a note"):
        close(episode, people, now, outcome=FEWER)
    closed = close(episode, people, now, outcome=FEWER, outcome_note="Datteren hjelper med alt")
    assert (closed.computed_outcome, closed.outcome) == (NONE, FEWER)


def test_same_or_more_is_a_result_and_closes_the_period(people, now):
    episode = close(
        running_period(people, now), people, now, services={NURSING: hours(6), ALARM: hours(0)}, outcome=MORE
    )
    assert (episode.state, episode.outcome) == ("completed", MORE)


def test_nobody_completes_a_period_as_a_dropout(people, now):
    with pytest.raises(CareError, match="stopped early"):
        close(running_period(people, now), people, now, outcome=OutcomeClass.DROPOUT)


def test_a_period_whose_training_never_began_cannot_be_completed(people, now):
    with pytest.raises(CareError, match="Training has not begun"):
        close(open_period(people, now), people, now)


def test_a_closed_period_cannot_be_closed_again(people, now):
    episode = close(running_period(people, now), people, now)
    with pytest.raises(CareError, match="closed already"):
        close(episode, people, now)


@pytest.mark.parametrize(("days", "words"), [(1, "in the future"), (-1, "began on 14.09.2026")])
def test_the_last_day_lies_between_the_first_and_today(people, now, days, words):
    with pytest.raises(CareError, match=words):
        close(running_period(people, now), people, now, ended_on=now.date() + timedelta(days=days))


def test_a_refused_closing_leaves_nothing_behind(people, now):
    episode = running_period(people, now)
    with pytest.raises(CareError):
        close(episode, people, now, services={NURSING: hours(1)}, outcome=NONE)
    look = open_record(by=people.kari, episode_id=episode.pk, now=now)
    assert Moment.AT_END not in levels_of(look, episode.pk)
    assert not Letter.objects.filter(episode=episode).exists()


def test_services_that_the_outcome_was_worked_out_from_stand_after_closing(people, now):
    episode = close(running_period(people, now), people, now)
    with pytest.raises(CareError, match="can no longer be changed"):
        actions.set_service_levels(
            episode=episode, moment=Moment.AT_END, hours={HELP: hours(9)}, by=people.kari, now=now
        )


def test_four_contacts_are_planned_on_working_days(people, now):
    episode = close(running_period(people, now), people, now)
    planned = list(FollowUp.objects.filter(episode=episode).order_by("due_on").values_list("occasion", "due_on"))
    assert [(occasion, str(day)) for occasion, day in planned] == [
        ("month_1", "2026-10-14"),
        ("month_3", "2026-12-14"),
        ("month_6", "2027-03-15"),
        ("month_12", "2027-09-14"),
    ]


def test_a_period_on_hold_can_be_completed_and_the_break_ends_with_it(people, now):
    episode = running_period(people, now)
    actions.put_on_hold(episode=episode, on=now.date(), reason="Sykehus", by=people.kari, now=now)
    close(episode, people, now)
    assert episode.holds.get().resumed_on == now.date()


def test_reports_to_the_gp_and_the_allocation_office_are_frozen_as_letters(people, now):
    episode = close(
        running_period(people, now),
        people,
        now,
        services={NURSING: hours("1.5"), ALARM: hours(0)},
        outcome=FEWER,
        evaluation="Går til butikken alene.",
    )
    letters = {letter.kind: letter for letter in Letter.objects.filter(episode=episode)}
    assert {kind: letter.to for kind, letter in letters.items()} == {
        "discharge": "Vakker Blomst",
        "report_to_gp": "Lege Lind",
        "report_to_allocation_office": "Tildelingskontoret",
    }
    said = ("Vakker Blomst", "Komme meg ut på tur igjen", "Går til butikken alene.", "1,5", "14. oktober 2026")
    for letter in (letters["report_to_gp"], letters["report_to_allocation_office"]):
        for words in said:
            assert words in letter.html, words


def test_a_letter_does_not_change_when_the_record_does(people, now):
    episode = completed_period(people, now)
    letter = Letter.objects.get(episode=episode, kind="report_to_gp")
    Person.objects.filter(pk=episode.person_id).update(given_name="Annen")
    assert "Vakker" in Letter.objects.get(pk=letter.pk).html


def test_what_somebody_wrote_is_text_in_a_letter_and_never_markup(people, now):
    episode = close(running_period(people, now), people, now, evaluation="<script>alert(1)</script>")
    for letter in Letter.objects.filter(episode=episode):
        assert "<script>" not in letter.html


def part_for_test(look, episode_id):
    return ReportPart("Mål", ("Gå til butikken: nådd",))


def test_rooms_above_contribute_sections_to_the_reports_by_name(people, now, settings):
    settings.REPORT_PARTS = [f"{__name__}.part_for_test"]
    episode = close(running_period(people, now), people, now)
    assert "Gå til butikken: nådd" in Letter.objects.get(episode=episode, kind="report_to_gp").html


def drop(episode, people, now, reason, **changes):
    given = {"ended_on": now.date(), "by": people.kari, "now": now}
    return actions.drop_out(episode=episode, reason=reason, **(given | changes))


def drop_for_hospital(episode, people, now, **changes):
    return drop(episode, people, now, DropoutReason.HOSPITAL, **changes)


def test_a_period_that_ended_before_time_is_a_dropout_with_its_reason(people, now):
    episode = drop(running_period(people, now), people, now, DropoutReason.HOSPITAL)
    assert (episode.state, episode.outcome, episode.dropout_reason) == ("dropped_out", "dropout", "hospital")
    assert FollowUp.objects.filter(episode=episode, state="due").count() == 4


def test_somebody_can_drop_out_before_training_began(people, now):
    episode = drop(open_period(people, now), people, now, DropoutReason.WITHDREW)
    assert (episode.state, episode.started_on) == ("dropped_out", None)


def test_after_a_death_nobody_is_called_and_the_gp_gets_no_letter(people, now):
    earlier = completed_period(people, now - timedelta(days=60))
    episode = running_period(people, now, referral=_second_referral(people, earlier.person, now))
    drop(episode, people, now, DropoutReason.DEATH)
    assert Person.objects.get(pk=episode.person_id).died_on == now.date()
    assert set(FollowUp.objects.values_list("state", flat=True)) == {"cancelled"}
    assert list(Letter.objects.filter(episode=episode).values_list("kind", flat=True)) == [
        "report_to_allocation_office"
    ]


def _second_referral(people, person, now):
    then = now - timedelta(days=2)
    referral = actions.register_referral(
        person=person,
        received_on=then.date(),
        route="existing_home_services",
        referrer="home_services",
        office=people.office,
        team=people.south,
        by=people.ole,
        now=then,
    )
    actions.screen(
        referral=referral, answers={}, included=True, reason="Nytt fall", team=people.south, by=people.ole, now=then
    )
    actions.decide(
        referral=referral,
        outcome="granted",
        reason_facts="Falt på nytt",
        alike_is_true=True,
        starts_on=now.date(),
        ends_on=now.date() + timedelta(weeks=4),
        visits_per_week_first=4,
        visits_per_week_last=1,
        by=people.ole,
        now=then,
    )
    return referral


def test_somebody_who_moved_away_is_not_followed_up(people, now):
    episode = drop(running_period(people, now), people, now, DropoutReason.MOVED)
    assert not FollowUp.objects.filter(episode=episode).exists()


def test_another_reason_needs_words(people, now):
    episode = running_period(people, now)
    with pytest.raises(CareError, match="Write a note"):
        drop(episode, people, now, DropoutReason.OTHER, agreed=True)
    note = {"note": "Flyttet til datter en stund", "agreed": True}
    assert drop(episode, people, now, DropoutReason.OTHER, **note).state == "dropped_out"


def test_the_service_ends_nothing_before_time_without_the_person_agreeing_or_a_decision(people, now):
    episode = running_period(people, now)
    with pytest.raises(CareError, match="when the person agrees, or when it is decided"):
        drop(episode, people, now, DropoutReason.OTHER, note="Teamet mener hun er ferdig")
    agreed = drop(episode, people, now, DropoutReason.OTHER, note="Hun er enig", agreed=True)
    assert agreed.end_agreed
    assert not actions.reopen_episode(episode=agreed, reason="Feil", by=people.kari, now=now).end_agreed


def hand(episode, people, now, **changes):
    given = {
        "to_unit": people.zone,
        "contact": people.hanna,
        "does_alone": "Smører maten selv",
        "help_not_to_give": "Ikke smør for henne",
        "check_on": now.date() + timedelta(days=14),
        "by": people.alice,
        "now": now,
    }
    return actions.hand_over(episode=episode, **(given | changes))


def test_the_contact_in_home_nursing_can_open_the_record_after_the_hand_over(people, now):
    episode = running_period(people, now)
    with pytest.raises(AccessRefused):
        open_record(by=people.hanna, episode_id=episode.pk, now=now)
    hand(episode, people, now)
    look = open_record(by=people.hanna, episode_id=episode.pk, now=now)
    assert [letter.kind for letter in letters_of(look)][:1] == ["hand_over_plan"]


def test_the_hand_over_plan_says_what_help_not_to_give(people, now):
    episode = running_period(people, now)
    hand(episode, people, now)
    letter = Letter.objects.get(episode=episode, kind="hand_over_plan")
    assert letter.to == "Sone Sør"
    assert "Ikke smør for henne" in letter.html


def test_a_plan_written_again_replaces_the_first_and_both_letters_stay(people, now):
    episode = running_period(people, now)
    hand(episode, people, now)
    hand(episode, people, now, does_alone="Smører og serverer")
    assert HandOver.objects.get(episode=episode).does_alone == "Smører og serverer"
    assert Letter.objects.filter(episode=episode, kind="hand_over_plan").count() == 2


def test_a_hand_over_without_what_not_to_help_with_is_refused(people, now):
    with pytest.raises(CareError, match="what help is not to be given"):
        hand(running_period(people, now), people, now, help_not_to_give="")


def test_a_check_in_the_past_is_refused(people, now):
    with pytest.raises(CareError, match="has passed"):
        hand(running_period(people, now), people, now, check_on=now.date() - timedelta(days=1))


@pytest.mark.parametrize("act", [close, hand, drop_for_hospital])
def test_charlie_and_the_trainer_close_and_hand_over_nothing(people, now, act):
    episode = running_period(people, now)
    for who in (people.charlie, people.bob, people.ole):
        with pytest.raises(AccessRefused):
            act(episode, people, now, by=who)
    assert Episode.objects.get(pk=episode.pk).state == "active"


def test_the_database_refuses_a_completed_period_without_an_outcome(people, now):
    episode = running_period(people, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Episode.objects.filter(pk=episode.pk).update(state="completed", ended_on=now.date())


def test_the_database_refuses_a_dropout_without_a_reason(people, now):
    episode = running_period(people, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Episode.objects.filter(pk=episode.pk).update(state="dropped_out", ended_on=now.date(), outcome="dropout")


def test_an_existing_user_is_compared_with_what_they_had(people, now):
    episode = running_period(
        people, now, group=Group.EXISTING, services_at_start={NURSING: hours(2)}, granted_estimate=None
    )
    closed = close(episode, people, now, services={NURSING: hours(2)}, outcome=MORE)
    assert closed.computed_outcome == MORE


def test_training_is_not_completed_long_before_the_decided_day_unless_the_person_agreed(
    people: Any, now: datetime
) -> None:
    episode = running_period(people, now)
    later = now + timedelta(days=3)
    given = {
        "episode": episode, "ended_on": later.date(), "services": {}, "outcome": OutcomeClass.NO_SERVICE,
        "by": people.kari, "now": later,
    }  # fmt: skip
    with pytest.raises(CareError, match="It is decided that training lasts until"):
        actions.complete_episode(**given)
    actions.complete_episode(**given, agreed_on=later.date(), agreed_words="Hun klarer seg selv nå.")
    letter = Letter.objects.get(kind="discharge")
    assert "Det ble avsluttet tidligere fordi du var enig i det" in letter.html
    assert "vedtak som du kan klage på" in letter.html
    said = Hearing.objects.get(episode=episode)
    assert (said.on, said.by, said.words) == (later.date(), people.kari, "Hun klarer seg selv nå.")


@pytest.mark.parametrize("days", [-12, 8])
def test_a_period_is_not_opened_with_another_last_day_than_was_decided_unless_the_person_agreed(
    days: int, people: Any, now: datetime
) -> None:
    last = now.date() + timedelta(weeks=4, days=days)
    with pytest.raises(CareError, match="It is decided that training lasts until"):
        open_period(people, now, planned_end_on=last)
    episode = open_period(people, now, "Enig", planned_end_on=last, agreed_on=now.date(), agreed_words="Det er greit.")
    assert Hearing.objects.get(episode=episode).words == "Det er greit."


def test_whoever_did_not_want_to_go_on_is_told_what_to_do_if_that_is_not_so(people: Any, now: datetime) -> None:
    episode = running_period(people, now)
    actions.drop_out(episode=episode, ended_on=now.date(), reason="withdrew", by=people.kari, now=now)
    assert "Hvis dette ikke stemmer" in Letter.objects.get(kind="discharge").html
