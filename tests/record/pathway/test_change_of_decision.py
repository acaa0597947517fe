"""A granted decision that is changed: longer, less, ended before time."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from fotfeste.care.goals.actions import plan_dose
from fotfeste.care.goals.models import DoseChange
from fotfeste.care.goals.queries import dose_of_period
from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Decision, Episode, Letter
from fotfeste.care.pathway.queries import open_record
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.visits.models import Visit
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry
from fotfeste.ground.ui.wording import full_day
from tests.record.pathway.changes import DAY, WEEK, WHY, changed, heard, visit_on, visits_decided
from tests.record.pathway.periods import open_period, running_period
from tests.standing import standing


@standing
def period(people: Any, now: datetime) -> Episode:
    """A period of four weeks and a day that began two weeks ago, with visits granted 5 a week down to 1."""
    return running_period(people, now - 2 * WEEK)


def test_an_extension_moves_the_last_day_and_writes_a_letter_the_person_can_appeal(
    period: Episode, people: Any, now: datetime
) -> None:
    end = period.planned_end_on
    decision = changed(period, "extended", people, now, ends_on=end + WEEK, visits_per_week_first=2)
    period.refresh_from_db()
    assert period.planned_end_on == end + WEEK
    assert (decision.takes_effect_on, decision.ended_before_on) == (end + DAY, end)
    assert decision.appeal_before == date(2026, 10, 12)
    assert decision.legal_basis == period.referral.decision.legal_basis
    letter = Letter.objects.filter(kind="decision").latest("written_at")
    assert "Du går i trappa alene nå." in letter.html
    assert LogEntry.objects.filter(act="change_decision").count() == 1


def test_the_first_decision_stays_as_it_was_written(period: Episode, people: Any, now: datetime) -> None:
    granted = period.referral.decision
    before = Decision.objects.filter(pk=granted.pk).values().get()
    changed(period, "reduced", people, now, takes_effect_on=now.date() + WEEK, visits_per_week_first=1)
    assert Decision.objects.filter(pk=granted.pk).values().get() == before


def test_the_plan_of_visits_follows_a_reduction_from_its_week(period: Episode, people: Any, now: datetime) -> None:
    assert visits_decided(period) == [5, 4, 3, 2, 1]
    changed(period, "reduced", people, now, takes_effect_on=now.date() + WEEK, visits_per_week_first=1)
    assert visits_decided(period) == [5, 4, 3, 1, 1]
    look = open_record(by=people.kari, episode_id=period.pk, now=now)
    period.refresh_from_db()
    dose = dose_of_period(look, period)
    assert dose.visits == [5, 4, 3, 1, 1]
    assert dose.decided == [5, 4, 3, 1, 1]


def test_what_somebody_planned_by_hand_gives_way_from_the_week_of_the_change_and_is_kept_as_history(
    period: Episode, people: Any, now: datetime
) -> None:
    plan_dose(episode=period, visits_by_week=[6, 6, 6, 6, 6], by=people.kari, now=now)
    changed(period, "reduced", people, now, takes_effect_on=now.date() + WEEK, visits_per_week_first=1)
    assert visits_decided(period) == [6, 6, 6, 1, 1]
    kept = DoseChange.objects.latest("pk")
    assert (kept.from_week, kept.before, kept.after) == (4, [6, 6, 6, 6, 6], [6, 6, 6, 1, 1])
    assert any("uke" in answer.words or "week" in answer.words for answer in period.answers)


def test_visits_after_an_early_end_fall_away_and_those_before_it_stay(
    period: Episode, people: Any, now: datetime
) -> None:
    before = visit_on(now.date() + 2 * DAY, period, people, now)
    after = visit_on(now.date() + 8 * DAY, period, people, now)
    changed(period, "ended_early", people, now, ends_on=now.date() + 4 * DAY)
    before.refresh_from_db()
    after.refresh_from_db()
    assert before.state == "planned"
    assert (after.state, after.cancelled_for) == ("cancelled", "decision_changed")
    period.refresh_from_db()
    assert period.state == "active"
    assert period.planned_end_on == now.date() + 4 * DAY


def test_visits_beyond_the_new_number_are_told_and_none_is_chosen_for_the_team(
    period: Episode, people: Any, now: datetime
) -> None:
    for days in (8, 9, 10):
        visit_on(now.date() + days * DAY, period, people, now)
    changed(period, "reduced", people, now, takes_effect_on=now.date() + WEEK, visits_per_week_first=1)
    assert Visit.objects.filter(episode=period, state="planned").count() == 3
    assert any(answer.words.startswith("2 ") for answer in period.answers)


@pytest.mark.parametrize(
    ("outcome", "facts"), [("reduced", {"visits_per_week_first": 1}), ("ended_early", {"ends_on": date(2026, 9, 18)})]
)
def test_nothing_is_taken_from_somebody_who_was_not_heard(
    outcome: str, facts: dict[str, Any], period: Episode, people: Any, now: datetime
) -> None:
    facts = {**WHY, "takes_effect_on": now.date() + WEEK, **facts}
    with pytest.raises(CareError, match="not been heard"):
        actions.change_decision(episode=period, outcome=outcome, by=people.ole, now=now, **facts)


def test_a_warning_counts_when_it_is_answered_or_its_time_has_run_out(
    period: Episode, people: Any, now: datetime
) -> None:
    plan = "Vi vurderer å komme sjeldnere."
    warning = actions.warn(episode=period, plan=plan, reply_by=now.date() + WEEK, by=people.ole, now=now)
    facts = {**WHY, "outcome": "reduced", "visits_per_week_first": 1, "by": people.ole}
    with pytest.raises(CareError, match="may answer until"):
        actions.change_decision(episode=period, takes_effect_on=now.date() + WEEK, now=now, **facts)
    later = now + 5 * DAY
    actions.record_reply(hearing=warning, replied_on=now.date(), reply="Greit.", by=people.ole, now=later)
    actions.change_decision(episode=period, takes_effect_on=now.date() + WEEK, now=later, **facts)


def test_having_been_heard_once_is_not_enough_for_the_next_change(period: Episode, people: Any, now: datetime) -> None:
    changed(period, "reduced", people, now, takes_effect_on=now.date() + WEEK, visits_per_week_first=1)
    with pytest.raises(CareError, match="not been heard"):
        actions.change_decision(
            episode=period, outcome="ended_early", ends_on=now.date() + 8 * DAY, by=people.ole, now=now, **WHY
        )


def test_a_conversation_of_long_ago_is_no_hearing_about_what_is_planned_now(
    period: Episode, people: Any, now: datetime
) -> None:
    heard(period, people.ole, now - 2 * WEEK)
    facts = {**WHY, "outcome": "ended_early", "by": people.ole}
    actions.change_decision(
        episode=period, outcome="extended", ends_on=now.date() + 4 * WEEK, now=now, by=people.ole, **WHY
    )
    later = now + 2 * WEEK + DAY
    with pytest.raises(CareError, match="not been heard"):
        actions.change_decision(episode=period, ends_on=later.date() + WEEK, now=later, **facts)


def test_a_change_to_harm_within_two_weeks_says_why_it_cannot_wait(period: Episode, people: Any, now: datetime) -> None:
    facts = {"ends_on": now.date() + 4 * DAY}
    with pytest.raises(CareError, match="sooner than two weeks"):
        changed(period, "ended_early", people, now, **facts, soon_because=" ")
    changed(period, "ended_early", people, now, **facts)
    assert (
        "Du reiser til datteren din i neste uke." in Letter.objects.get(kind="decision", title__contains="slutter").html
    )


def test_a_form_opened_before_another_change_was_decided_is_refused(
    period: Episode, people: Any, now: datetime
) -> None:
    first = changed(period, "extended", people, now, ends_on=period.planned_end_on + WEEK, seen=0)
    less = {"takes_effect_on": now.date() + WEEK, "visits_per_week_first": 1}
    with pytest.raises(CareError, match="Somebody else has changed the decision"):
        changed(period, "reduced", people, now, **less, seen=0)
    changed(period, "reduced", people, now, **less, seen=first.pk)


def test_the_letter_tells_only_of_a_hearing_about_this_change(period: Episode, people: Any, now: datetime) -> None:
    changed(period, "reduced", people, now, takes_effect_on=now.date() + WEEK, visits_per_week_first=1)
    then = now + timedelta(hours=1)
    changed(period, "extended", people, then, ends_on=period.planned_end_on + WEEK)
    reduced, extended = Letter.objects.filter(kind="decision").order_by("-written_at")[:2][::-1]
    assert "Vi snakket med deg om dette" in reduced.html
    assert "Vi snakket med deg om dette" not in extended.html


def test_a_period_that_has_not_begun_can_be_talked_about(people: Any, now: datetime) -> None:
    ahead = open_period(people, now, planned_start_on=now.date() + WEEK, planned_end_on=now.date() + 4 * WEEK)
    assert heard(ahead, people.ole, now).on == now.date()


@pytest.mark.parametrize("left_out", ["reason_rules", "reason_facts", "reason_weighed"])
def test_what_takes_something_away_has_all_three_parts_of_a_reason(
    left_out: str, period: Episode, people: Any, now: datetime
) -> None:
    with pytest.raises(CareError, match="Write"):
        changed(
            period,
            "reduced",
            people,
            now,
            takes_effect_on=now.date() + WEEK,
            visits_per_week_first=1,
            **{left_out: " "},
        )


def test_the_same_change_made_again_is_refused(period: Episode, people: Any, now: datetime) -> None:
    facts: dict[str, Any] = {"ends_on": period.planned_end_on + WEEK}
    changed(period, "extended", people, now, **facts)
    with pytest.raises(CareError, match="lasts until"):
        changed(period, "extended", people, now, **facts)


def test_after_an_early_end_nothing_else_is_decided_until_it_is_taken_back(
    period: Episode, people: Any, now: datetime
) -> None:
    end = period.planned_end_on
    decision = changed(period, "ended_early", people, now, ends_on=now.date() + 4 * DAY)
    with pytest.raises(CareError, match="decided already"):
        changed(period, "extended", people, now, ends_on=end + WEEK)
    actions.take_back_change(decision=decision, reason="Vi tok feil av dagene.", by=people.ole, now=now)
    period.refresh_from_db()
    assert period.planned_end_on == end
    letter = Letter.objects.get(kind="change_followed_up")
    assert "Vi tok feil av dagene." in letter.html
    changed(period, "extended", people, now, ends_on=end + WEEK)


def test_only_the_office_takes_anything_away_and_the_coordinator_makes_longer_only_where_the_model_lets_the_team(
    period: Episode, people: Any, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    longer: dict[str, Any] = {"episode": period, "outcome": "extended", "ends_on": period.planned_end_on + WEEK, **WHY}
    with pytest.raises(CareError, match="allocation office"):
        actions.change_decision(by=people.kari, now=now, **longer)
    for outsider in (people.charlie, people.alice, people.bob, people.hanna, people.manager):
        with pytest.raises(AccessRefused):
            actions.change_decision(by=outsider, now=now, **longer)
    heard(period, people.ole, now)
    with pytest.raises(CareError, match="allocation office"):
        actions.change_decision(
            episode=period, outcome="ended_early", ends_on=now.date() + DAY, by=people.kari, now=now, **WHY
        )
    monkeypatch.setattr(
        "fotfeste.care.pathway.actions.decision.changes.team_may", lambda episode, kind: kind == "extended"
    )
    assert actions.change_decision(by=people.kari, now=now, **longer).outcome == "extended"


# Death, move, closing and opening again.


@standing
def ending(period: Episode, people: Any, now: datetime) -> Decision:
    return changed(period, "ended_early", people, now, ends_on=now.date() + 4 * DAY)


def test_what_was_taken_back_while_the_period_was_closed_counts_when_it_is_opened_again(
    period: Episode, people: Any, now: datetime
) -> None:
    end = period.planned_end_on
    visit = visit_on(now.date() + 8 * DAY, period, people, now)
    ending = changed(period, "ended_early", people, now, ends_on=now.date() + 4 * DAY)
    later = now + 5 * DAY
    actions.drop_out(episode=period, ended_on=ending.ends_on, reason="other", note="Vedtak", by=people.kari, now=later)
    actions.take_back_change(decision=ending, reason="Klagen førte fram.", by=people.ole, now=later)
    assert f"Siste dag med trening er {full_day(end)}" in Letter.objects.get(kind="change_followed_up").html
    actions.reopen_episode(episode=period, reason="Klagen førte fram", by=people.kari, now=later)
    period.refresh_from_db()
    visit.refresh_from_db()
    assert (period.planned_end_on, visit.state) == (end, "planned")


def test_what_fell_away_with_a_death_comes_back_though_the_day_of_death_was_corrected(
    ending: Decision, period: Episode, people: Any, now: datetime
) -> None:
    later = now + 2 * DAY
    actions.drop_out(episode=period, ended_on=later.date(), reason="death", by=people.kari, now=later)
    actions.correct_end(episode=period, ended_on=later.date() - DAY, by=people.kari, now=later)
    ending.refresh_from_db()
    assert ending.fell_away_on == later.date() - DAY
    actions.reopen_episode(episode=period, reason="Feil person", by=people.kari, now=later)
    ending.refresh_from_db()
    assert ending.fell_away_on is None


def test_a_change_that_has_not_taken_effect_falls_away_when_the_person_dies_and_stands_again_when_that_was_wrong(
    ending: Decision, period: Episode, people: Any, now: datetime
) -> None:
    actions.record_death(person=period.person, on=now.date(), by=people.kari, now=now)
    ending.refresh_from_db()
    assert (ending.fell_away_on, ending.fell_away_for) == (now.date(), "died")
    actions.withdraw_death(person=period.person, by=people.kari, now=now)
    ending.refresh_from_db()
    period.refresh_from_db()
    assert (ending.fell_away_on, ending.fell_away_for) == (None, "")
    assert (period.state, period.planned_end_on) == ("active", ending.ends_on)


def test_a_change_that_had_taken_effect_stands_when_the_person_dies(
    period: Episode, people: Any, now: datetime
) -> None:
    decision = changed(period, "reduced", people, now, takes_effect_on=now.date() + DAY, visits_per_week_first=1)
    later = now + WEEK
    actions.record_death(person=period.person, on=later.date(), by=people.kari, now=later)
    decision.refresh_from_db()
    assert decision.fell_away_on is None


def test_opening_a_period_again_says_that_the_decision_to_end_it_stands(
    ending: Decision, period: Episode, people: Any, now: datetime
) -> None:
    later = now + 5 * DAY
    actions.drop_out(episode=period, ended_on=ending.ends_on, reason="other", note="Vedtak", by=people.kari, now=later)
    actions.reopen_episode(episode=period, reason="Feil periode", by=people.kari, now=later)
    assert any("18.09.2026" in answer.words for answer in period.answers)


def test_the_office_can_open_the_record_as_long_as_the_change_may_be_appealed(
    ending: Decision, period: Episode, people: Any, now: datetime
) -> None:
    later = now + 5 * DAY
    actions.drop_out(episode=period, ended_on=ending.ends_on, reason="death", by=people.kari, now=later)
    weeks_later = now + 5 * WEEK  # five weeks: the period has been over for more than fourteen days
    look = open_record(by=people.ole, episode_id=period.pk, now=weeks_later)
    assert look.person_id == period.person_id
