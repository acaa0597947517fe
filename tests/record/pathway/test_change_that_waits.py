"""What the person asks for about a change: that it waits for the appeal, or is taken back."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Decision, Deferral, Episode, Letter
from fotfeste.care.pathway.queries.decision.changes import deferrals_to_answer
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access.gate import AccessRefused
from tests.record.pathway.changes import DAY, WEEK, changed, visit_on, visits_decided
from tests.record.pathway.periods import running_period
from tests.standing import standing


@standing
def period(people: Any, now: datetime) -> Episode:
    """A period of four weeks and a day that began two weeks ago, with visits granted 5 a week down to 1."""
    return running_period(people, now - 2 * WEEK)


@standing
def ending(period: Episode, people: Any, now: datetime) -> Decision:
    return changed(period, "ended_early", people, now, ends_on=now.date() + 4 * DAY)


def asked(decision: Decision, people: Any, now: datetime, words: str = "Vent til klagen er avgjort.") -> Deferral:
    return actions.ask_deferral(decision=decision, asked_on=now.date(), words=words, by=people.ole, now=now)


def test_a_deferral_that_is_granted_lets_the_period_go_on_and_its_visits_come_back(
    period: Episode, people: Any, now: datetime
) -> None:
    end = period.planned_end_on
    visit = visit_on(now.date() + 8 * DAY, period, people, now)
    ending = changed(period, "ended_early", people, now, ends_on=now.date() + 4 * DAY)
    actions.answer_deferral(deferral=asked(ending, people, now), granted=True, by=people.ole, now=now)
    period.refresh_from_db()
    visit.refresh_from_db()
    assert (period.planned_end_on, visit.state, visit.cancelled_for) == (end, "planned", "")
    assert Letter.objects.get(kind="change_followed_up").title == "Endringen utsettes"


def test_a_refusal_of_deferral_has_a_reason_and_a_letter_and_changes_nothing(
    ending: Decision, period: Episode, people: Any, now: datetime
) -> None:
    deferral = asked(ending, people, now)
    with pytest.raises(CareError, match="why the change is not postponed"):
        actions.answer_deferral(deferral=deferral, granted=False, reason=" ", by=people.ole, now=now)
    actions.answer_deferral(deferral=deferral, granted=False, reason="Du er på sykehus.", by=people.ole, now=now)
    assert "Du er på sykehus." in Letter.objects.get(kind="change_followed_up").html
    period.refresh_from_db()
    assert period.planned_end_on == ending.ends_on
    with pytest.raises(CareError, match="answered already"):
        actions.answer_deferral(deferral=deferral, granted=True, by=people.ole, now=now)


def test_a_change_that_stands_after_the_appeal_holds_from_a_day_that_lies_ahead(
    ending: Decision, period: Episode, people: Any, now: datetime
) -> None:
    actions.answer_deferral(deferral=asked(ending, people, now), granted=True, by=people.ole, now=now)
    later = now + WEEK
    with pytest.raises(CareError, match="after today"):
        actions.let_change_stand(decision=ending, takes_effect_on=later.date(), by=people.ole, now=later)
    actions.let_change_stand(decision=ending, takes_effect_on=later.date() + 3 * DAY, by=people.ole, now=later)
    period.refresh_from_db()
    assert period.planned_end_on == later.date() + 2 * DAY
    assert Deferral.objects.get().over_on == later.date()
    with pytest.raises(CareError, match="is not postponed"):
        actions.let_change_stand(decision=ending, takes_effect_on=later.date() + 4 * DAY, by=people.ole, now=later)


def test_while_a_change_waits_no_other_is_made(ending: Decision, period: Episode, people: Any, now: datetime) -> None:
    actions.answer_deferral(deferral=asked(ending, people, now), granted=True, by=people.ole, now=now)
    with pytest.raises(CareError, match="is postponed because of an appeal"):
        changed(period, "extended", people, now, ends_on=date(2026, 10, 13))


def test_a_request_sent_twice_is_one_and_a_second_waits_for_the_first(
    ending: Decision, people: Any, now: datetime
) -> None:
    first = asked(ending, people, now)
    assert asked(ending, people, now) == first
    with pytest.raises(CareError, match="waits for an answer already"):
        asked(ending, people, now, "Jeg vil at dere venter.")


def test_an_extension_can_neither_wait_nor_be_taken_back(period: Episode, people: Any, now: datetime) -> None:
    decision = changed(period, "extended", people, now, ends_on=period.planned_end_on + WEEK)
    with pytest.raises(CareError, match="gives the person more"):
        asked(decision, people, now)
    with pytest.raises(CareError, match="gives the person more"):
        actions.take_back_change(decision=decision, reason="Vi angrer på det.", by=people.ole, now=now)


def test_nobody_but_the_office_registers_or_answers(ending: Decision, people: Any, now: datetime) -> None:
    deferral = asked(ending, people, now)
    for outsider in (people.charlie, people.kari, people.alice, people.bob, people.hanna):
        with pytest.raises(AccessRefused):
            asked(ending, type("As", (), {"ole": outsider}), now)
        with pytest.raises(AccessRefused):
            actions.answer_deferral(deferral=deferral, granted=True, by=outsider, now=now)
        with pytest.raises(AccessRefused):
            actions.take_back_change(decision=ending, reason="Vi tok feil", by=outsider, now=now)


def test_a_request_sent_again_after_the_no_is_the_one_that_was_answered(
    ending: Decision, people: Any, now: datetime
) -> None:
    first = asked(ending, people, now)
    actions.answer_deferral(deferral=first, granted=False, reason="Du er på sykehus.", by=people.ole, now=now)
    assert asked(ending, people, now) == first


def test_letters_about_a_change_name_the_authority_and_the_rules_and_taking_back_can_be_appealed(
    ending: Decision, people: Any, now: datetime
) -> None:
    deferral = asked(ending, people, now)
    actions.answer_deferral(deferral=deferral, granted=False, reason="Du er på sykehus.", by=people.ole, now=now)
    refused = Letter.objects.get(kind="change_followed_up")
    assert "Reglene står i forvaltningsloven" in refused.html
    actions.take_back_change(decision=ending, reason="Vi tok feil.", by=people.ole, now=now)
    back = Letter.objects.get(title="Vedtak: Endringen er trukket tilbake")
    for part in ("Du har rett til å klage", "Pasient- og brukerombudet", "Du har rett til å se dokumentene"):
        assert part in back.html


def test_a_change_stands_from_a_day_within_the_period(
    ending: Decision, period: Episode, people: Any, now: datetime
) -> None:
    end = period.planned_end_on
    actions.answer_deferral(deferral=asked(ending, people, now), granted=True, by=people.ole, now=now)
    for day in (end + 30 * DAY, date(9999, 12, 2)):
        with pytest.raises(CareError, match="The period ends on"):
            actions.let_change_stand(decision=ending, takes_effect_on=day, by=people.ole, now=now)


def test_taking_back_what_shortened_gives_the_last_day_back_though_a_later_change_stands(
    period: Episode, people: Any, now: datetime
) -> None:
    end = period.planned_end_on
    shorter = changed(period, "reduced", people, now, takes_effect_on=now.date() + DAY, ends_on=now.date() + WEEK)
    then = now + timedelta(hours=1)
    changed(period, "reduced", people, then, takes_effect_on=now.date() + WEEK, visits_per_week_first=1)
    actions.take_back_change(decision=shorter, reason="Klagen førte fram.", by=people.ole, now=then)
    period.refresh_from_db()
    assert period.planned_end_on == end
    assert visits_decided(period) == [5, 4, 3, 1, 1]


def test_nobody_writes_to_the_dead_about_a_change(period: Episode, people: Any, now: datetime) -> None:
    decision = changed(period, "reduced", people, now, takes_effect_on=now.date() + DAY, visits_per_week_first=1)
    deferral = asked(decision, people, now)
    later = now + WEEK
    actions.record_death(person=period.person, on=later.date(), by=people.kari, now=later)
    with pytest.raises(CareError, match="nobody writes to the dead"):
        actions.answer_deferral(deferral=deferral, granted=False, reason="Nei.", by=people.ole, now=later)
    with pytest.raises(CareError, match="nobody writes to the dead"):
        actions.take_back_change(decision=decision, reason="Feil.", by=people.ole, now=later)
    assert not Letter.objects.filter(kind="change_followed_up").exists()
    assert deferrals_to_answer(user=people.ole, now=later) == []
